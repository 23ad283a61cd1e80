"""How the mark of lesson 08 is measured: the lower of two shares of the test digits, as they are and inverted."""

from __future__ import annotations

from typing import Any

import numpy as np

from coursekit import data
from coursekit.exercises import cnns as ex
from tests.calibration.measures import Measure


def _training(inverted: bool) -> tuple[np.ndarray, np.ndarray]:
    mnist = data.mnist("embedded").split(validation=0.1, seed=0)
    x, y = mnist.x_train[..., None].astype("float32") / 255, mnist.y_train
    return (np.concatenate([x, 1 - x]), np.concatenate([y, y])) if inverted else (x, y)


def _small_cnn() -> list[Any]:
    """The layers of the lesson's network between input and head."""
    import keras

    return [
        keras.layers.Conv2D(16, 5, strides=2, padding="same", activation="relu"),
        keras.layers.Conv2D(32, 3, strides=2, padding="same", activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dropout(0.3),
    ]


def _lower_share(seed: int, layers: list[Any], inverted: bool, epochs: int) -> float:
    import keras

    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((28, 28, 1)), *layers, keras.layers.Dense(10, activation="softmax")])
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy")
    model.fit(*_training(inverted), batch_size=64, epochs=epochs, verbose=0)
    x, _ = ex.test_digits()
    return min(ex.share_right(np.asarray(model(images))) for images in (x, 1 - x))


def _augmented(seed: int) -> float:
    """The lesson's solution, with another seed."""
    return _lower_share(seed, _small_cnn(), inverted=True, epochs=10)


def _best_wrong(seed: int) -> float:
    """The better of a linear model with augmentation, and of the lesson's network without."""
    import keras

    linear = _lower_share(seed, [keras.layers.Flatten()], inverted=True, epochs=10)
    return max(linear, _lower_share(seed, _small_cnn(), inverted=False, epochs=8))


MEASURES = {"inversion": Measure(reference=_augmented, baseline=_best_wrong)}
