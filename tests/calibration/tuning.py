"""How the mark of lesson 07 is measured."""

from __future__ import annotations

import numpy as np

from coursekit.exercises import tuning as ex
from tests.calibration.measures import Measure


def _trained(seed: int, activation: str, learning_rate: float) -> float:
    """The lesson's builder, trained as the check trains a copy, with another seed."""
    import keras

    keras.utils.set_random_seed(seed)
    hidden = [keras.layers.Dense(16, activation=activation) for _ in range(2)]
    model = keras.Sequential([keras.Input((2,)), *hidden, keras.layers.Dense(2, activation="softmax")])
    model.compile(optimizer=keras.optimizers.SGD(learning_rate), loss="sparse_categorical_crossentropy")
    x, y, new_x, _ = ex.circle_points()
    model.fit(x, y, **ex.FIT, verbose=0)
    return ex.right_share(np.asarray(model(new_x)))


MEASURES = {
    "build": Measure(
        reference=lambda seed: _trained(seed, "tanh", ex.RATES[0]),
        # Without an activation the hidden layers are one linear map. The check takes the better of two trainings.
        baseline=lambda seed: max(_trained(seed, "linear", rate) for rate in ex.RATES),
    )
}
