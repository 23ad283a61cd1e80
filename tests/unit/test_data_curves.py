"""The stored curves are whole trainings, and show what lesson 05 says about them."""

from __future__ import annotations

import numpy as np
import pytest

import coursekit as ck
from coursekit.data.training_logs import FOLDER

NAMES = {"loss", "accuracy", "val_loss", "val_accuracy"}


@pytest.fixture(scope="module")
def logs():
    return ck.data.training_curves()


def test_there_are_seven(logs):
    assert set(logs) == {*"ABCDEF", "mnist"}
    assert {path.stem for path in FOLDER.glob("*.json")} == set(logs)


def test_each_has_all_its_epochs_and_says_how_it_was_trained(logs):
    for name, log in logs.items():
        assert log.name == name
        assert "epochs" in log.how
        assert set(log.history) == NAMES
        assert len({len(values) for values in log.history.values()}) == 1
        assert np.isfinite(list(log.history.values())).all()


def test_a_change_stays_where_it_is_made(logs):
    ck.data.training_curves()["A"].history["loss"].clear()
    assert ck.data.training_curves()["A"].history == logs["A"].history


def test_the_loss_nearly_doubles_while_the_accuracy_holds(logs):
    history = logs["mnist"].history
    best = int(np.argmin(history["val_loss"]))
    assert history["val_loss"][-1] > 1.9 * history["val_loss"][best]
    assert abs(history["val_accuracy"][-1] - history["val_accuracy"][best]) < 0.001


def test_each_letter_shows_what_it_stands_for(logs):
    loss, val = ({name: np.array(log.history[key]) for name, log in logs.items()} for key in ("loss", "val_loss"))
    accuracy = {name: log.history["val_accuracy"][-1] for name, log in logs.items()}
    assert (np.diff(loss["A"]) < 0).all() and (np.diff(val["A"]) < 0).all()  # both still fall: too short
    assert 0 < val["B"].argmin() < 15 and val["B"][-1] > 2 * val["B"].min() and loss["B"][-1] < 0.1  # overfitting
    assert (np.diff(val["C"]) > 0).mean() > 0.3 and loss["C"][-1] > 0.8  # up and down: rate too high
    assert abs(loss["D"][-1] - val["D"][-1]) < 0.2 and accuracy["D"] < 0.5  # close but high: underfitting
    assert val["E"].argmin() == 0 and accuracy["E"] == 0.0  # bad from the first epoch: unlike
    assert abs(loss["F"][-1] - val["F"][-1]) < 0.1 and accuracy["F"] > 0.95  # good
