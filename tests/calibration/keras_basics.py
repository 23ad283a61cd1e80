"""How the marks of lesson 02 are measured."""

from __future__ import annotations

import numpy as np

from coursekit import data
from coursekit.exercises import keras_basics as ex
from tests.calibration.measures import Measure


def _share_right(outputs: np.ndarray) -> float:
    return float((ex.classes_of(outputs) == ex.new_points()[1]).mean())


def _bands_network(seed: int) -> float:
    """The lesson's solution, with another seed."""
    import keras

    bands = data.intervals(2)
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((1,)),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.03), loss="binary_crossentropy")
    model.fit(bands.x_train[:, None] / ex.WIDTH, bands.y_train, batch_size=16, epochs=30, verbose=0)
    return _share_right(np.asarray(model(ex.new_points()[0])))


def _bands_linear(seed: int) -> float:
    """Logistic regression on the training part of the draw with this seed."""
    from sklearn.linear_model import LogisticRegression

    bands = data.intervals(2, seed=seed)
    linear = LogisticRegression().fit(bands.x_train[:, None] / ex.WIDTH, bands.y_train)
    return _share_right(linear.predict_proba(ex.new_points()[0]))


MEASURES = {"bands": Measure(reference=_bands_network, baseline=_bands_linear)}
