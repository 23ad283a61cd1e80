"""Recipes: what the judge has made on the answer's side behaves alike in all versions of Keras."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from coursekit.check import recipes, wording


@pytest.fixture
def as_before_keras_3_15(monkeypatch):
    """`train_on_batch` without the reset: it returned the mean of the losses since the last one."""
    new = keras.Model.train_on_batch

    def old(self, *args, **options):
        self.reset_metrics = lambda: None
        try:
            return new(self, *args, **options)
        finally:
            del self.reset_metrics

    monkeypatch.setattr(keras.Model, "train_on_batch", old, raising=False)


@pytest.mark.usefixtures("as_before_keras_3_15")
def test_a_step_returns_its_own_loss():
    x, y = np.ones((1, 1), "float32"), np.zeros((1, 1), "float32")
    model = recipes.make(recipes.recipe("one_weight_model", value=2.0))
    model.optimizer.learning_rate = 0.25  # the slope of w**2 is 2 w: each step halves the weight
    losses = [float(np.ravel(model.train_on_batch(x, y))[0]) for _ in range(3)]
    assert losses == pytest.approx([4.0, 1.0, 0.25])


def test_a_learner_reads_what_was_made_not_how():
    called = wording.arguments(
        [recipes.recipe("one_weight_model", value=1.0), recipes.recipe("lookup", keys=[1], values=[2.0])]
    )
    assert called == "a Keras model and a function"
