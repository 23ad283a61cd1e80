"""How the marks of lesson 03 are measured."""

from __future__ import annotations

import numpy as np

from coursekit.exercises import compile as ex
from tests.calibration.measures import Measure


def _network(seed: int) -> float:
    """The lesson's solution, with another seed."""
    import keras

    parts = ex.diabetes_parts()
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((10,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
    model.fit(parts["x_train"], parts["y_train"], epochs=20, verbose=0)
    return ex.explained(np.asarray(model(parts["x_test"]))[:, 0])


def _mean_of_a_draw(seed: int) -> float:
    """The mean of the training targets in a bootstrap draw with this seed, said of every row."""
    y_train = ex.diabetes_parts()["y_train"]
    drawn = np.random.default_rng(seed).choice(y_train, size=len(y_train))
    return ex.explained(np.full(len(ex.diabetes_parts()["y_test"]), drawn.mean()))


MEASURES = {"regressor": Measure(reference=_network, baseline=_mean_of_a_draw)}
