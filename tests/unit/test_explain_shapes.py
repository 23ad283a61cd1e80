"""The flow of shapes: where it breaks is marked, and looking changes nothing."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from keras import layers

from coursekit.explain import shapes
from coursekit.explain.catalogue import explain
from coursekit.explain.shapes import Row
from tests.unit.explained import ONE_HOT, RNG, X, Y, explained, model

WIDE = RNG.normal(size=(16, 5)).astype("float32")


def marked(rows: tuple[Row, ...]) -> Row:
    (row,) = [row for row in rows if row.wrong]
    return row


def test_the_layer_that_got_too_much() -> None:
    found = explained(lambda: model().predict(WIDE, verbose=0))
    assert [row.layer for row in found.flow] == ["(input)", "hidden (Dense)", "out (Dense)"]
    assert marked(found.flow) == Row("hidden (Dense)", "(..., 4)", "(16, 5)", "", True)
    assert found.flow[2].gets == shapes.NOT_REACHED


def test_the_loss_after_the_last_layer() -> None:
    found = explained(lambda: model().fit(X, ONE_HOT, verbose=0))
    assert [row.gives for row in found.flow] == ["(16, 4)", "(16, 5)", "(16, 3)", ""]
    assert marked(found.flow).expects == "labels (16,)"
    assert marked(found.flow).gets == "labels (16, 3)"


def test_validation_data_are_followed_when_they_break() -> None:
    found = explained(lambda: model().fit(X, Y, validation_data=(WIDE[:8], Y[:8]), verbose=0))
    assert marked(found.flow).gets == "(8, 5)"


def test_a_model_that_cannot_be_built() -> None:
    stack = [keras.Input((8, 8, 1)), layers.Conv2D(4, 3), layers.Flatten(), layers.LSTM(3, name="memory")]
    found = explained(lambda: keras.Sequential(stack))
    assert [(row.gets, row.gives) for row in found.flow] == [
        ("(None, 8, 8, 1)", "(None, 8, 8, 1)"),
        ("(None, 8, 8, 1)", "(None, 6, 6, 4)"),
        ("(None, 6, 6, 4)", "(None, 144)"),
        ("(None, 144)", ""),
    ]
    assert marked(found.flow).layer == "memory (LSTM)"


def test_layers_called_one_after_the_other() -> None:
    x = layers.Dense(5, name="first")(keras.Input((28, 28)))
    found = explained(lambda: layers.Conv2D(4, 3, name="conv")(x))
    assert [row.layer for row in found.flow] == ["(input)", "first (Dense)", "conv (Conv2D)"]
    assert marked(found.flow).gets == "(None, 28, 5)"


def test_the_input_itself() -> None:
    found = explained(lambda: model()(X[0]))
    assert marked(found.flow) == Row("(input)", "(None, 4)", "(4,)", "", True)


def test_branches_are_not_drawn_as_a_row() -> None:
    inputs = keras.Input((4,))
    left, right = layers.Dense(2)(inputs), layers.Dense(2)(inputs)
    branched = keras.Model(inputs, layers.Add()([left, right]))
    found = explained(lambda: branched.predict(WIDE, verbose=0))
    assert found.name == "the wrong number of features"
    assert found.flow == ()


def test_looking_changes_nothing() -> None:
    fresh = keras.Sequential([layers.Dense(3), layers.Conv2D(4, 3, name="conv")])
    explained(lambda: fresh(X))
    assert fresh.layers[1].name == "conv"
    assert not fresh.layers[1].built
    assert not fresh.built
    trained = model()
    before = trained.get_weights()
    state = keras.random.uniform((1,), seed=1)
    explained(lambda: trained.predict(WIDE, verbose=0))
    assert all(np.array_equal(a, b) for a, b in zip(before, trained.get_weights(), strict=True))
    assert np.array_equal(state, keras.random.uniform((1,), seed=1))


def test_a_layer_of_the_learners_own_is_not_run() -> None:
    class Own(layers.Layer):
        runs = 0

        def call(self, x):
            return x

        def compute_output_shape(self, input_shape):
            Own.runs += 1
            return input_shape

    with pytest.raises(ValueError) as caught:
        keras.Sequential([keras.Input((4,)), Own(), layers.LSTM(3, name="memory")])
    before = Own.runs
    found = explain(caught.value)
    assert Own.runs == before
    assert marked(found.flow).layer == "memory (LSTM)"


def test_text_and_table_mark_the_same_place() -> None:
    rows = explained(lambda: model().predict(WIDE, verbose=0)).flow
    lines = shapes.as_text(rows).splitlines()
    assert [line.endswith(shapes.MISMATCH) for line in lines] == [False, False, True, False]
    table = shapes.as_html(rows)
    assert table.count("<tr") == 4
    assert table.count("here</td>") == 1
    assert "here</td>" in table.split("hidden (Dense)")[1].split("</tr>")[0]
