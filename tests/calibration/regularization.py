"""How the marks of lesson 06 are measured."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from coursekit import data
from coursekit.exercises import regularization as ex
from tests.calibration.measures import Measure


def _network(seed: int, inputs: int, layers: list[Any], learning_rate: float) -> Any:
    import keras

    keras.utils.set_random_seed(seed)
    # The layers are older than the seed: the clone draws their weights anew.
    model = keras.models.clone_model(keras.Sequential([keras.Input((inputs,)), *layers]))
    loss = "binary_crossentropy" if inputs == 2 else "sparse_categorical_crossentropy"
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=loss)
    return model


def _share_right(outputs: Any, y: np.ndarray) -> float:
    return float(((np.asarray(outputs)[:, 0] > 0.5) == y).mean())


# -- max-norm ----------------------------------------------------------------------------------------------


@cache
def _twin(seed: int, capped: bool) -> tuple[float, float]:
    """The longest hidden column of a twin of the lesson, and its accuracy on new moons."""
    import keras

    calm = data.moons(noise=0.2, n=1000)
    limit = keras.constraints.MaxNorm(ex.CAP) if capped else None
    hidden = [keras.layers.Dense(32, activation="relu", kernel_constraint=limit) for _ in range(2)]
    model = _network(seed, 2, [*hidden, keras.layers.Dense(1, activation="sigmoid")], 0.1)
    model.fit(calm.x_train, calm.y_train, batch_size=60, epochs=12, verbose=0)
    x, y = ex.new_moons()
    return ex.longest_column(model.get_weights()[0:4:2]), _share_right(model(x), y)


def _calm_linear(seed: int) -> float:
    """Logistic regression on the training part of the draw with this seed."""
    from sklearn.linear_model import LogisticRegression

    calm = data.moons(noise=0.2, n=1000, seed=seed)
    x, y = ex.new_moons()
    return LogisticRegression().fit(calm.x_train, calm.y_train).score(x, y)


# -- near-sparse weights -----------------------------------------------------------------------------------


@cache
def _reader(seed: int, penalty: str, factor: float) -> tuple[float, float]:
    """The share of the first kernel near zero, and the accuracy on the test digits, for the lesson's network."""
    import keras

    digits = data.digits()
    regularizer = getattr(keras.regularizers, penalty)(factor)
    hidden = keras.layers.Dense(32, activation="relu", kernel_regularizer=regularizer)
    model = _network(seed, 64, [hidden, keras.layers.Dense(10, activation="softmax")], 0.001)
    rows = digits.x_train.reshape(-1, 64).astype("float32") / 16
    model.fit(rows, digits.y_train, batch_size=64, epochs=25, verbose=0)
    x, y = ex.test_digits()
    accuracy = float((np.asarray(model(x)).argmax(axis=1) == y).mean())
    return ex.near_zero_share(model.get_weights()[0]), accuracy


def _most_frequent(seed: int) -> float:
    """Always the most frequent digit of the training rows."""
    return float((ex.test_digits()[1] == np.bincount(data.digits(seed=seed).y_train).argmax()).mean())


# -- close the gap -----------------------------------------------------------------------------------------


@cache
def _on_moons(seed: int, noise: float) -> tuple[float, float]:
    """Accuracy on new points, and 1 minus the gap between the losses, for the lesson's network."""
    import keras

    layers = [keras.layers.GaussianNoise(noise)] if noise else []
    layers += [keras.layers.Dense(64, activation="relu") for _ in range(2)]
    model = _network(seed, 2, [*layers, keras.layers.Dense(1, activation="sigmoid")], 0.03)
    (x, y), (x_new, y_new) = ex.few_moons(), ex.noisy_moons()
    model.fit(np.resize(x, (900, 2)), np.resize(y, 900), batch_size=60, epochs=8, verbose=0)
    on_rows, on_new = (np.asarray(model(rows))[:, 0].astype(float) for rows in (x, x_new))
    gap = ex.cross_entropy(on_new, y_new) - ex.cross_entropy(on_rows, y)
    return _share_right(on_new[:, None], y_new), 1 - gap


def _few_linear(seed: int) -> float:
    """Logistic regression on the lesson's 60 points: the same for every seed."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(random_state=seed).fit(*ex.few_moons()).score(*ex.noisy_moons())


MEASURES = {
    "max_norm": Measure(reference=lambda seed: _twin(seed, True)[1], baseline=_calm_linear),
    "max_norm_free": Measure(reference=lambda seed: _twin(seed, False)[0], baseline=lambda seed: _twin(seed, True)[0]),
    # L2 is the nearest wrong answer.
    "sparse": Measure(
        reference=lambda seed: _reader(seed, "L1", 0.005)[0], baseline=lambda seed: _reader(seed, "L2", 0.01)[0]
    ),
    "sparse_accuracy": Measure(reference=lambda seed: _reader(seed, "L1", 0.005)[1], baseline=_most_frequent),
    "gap": Measure(reference=lambda seed: _on_moons(seed, 0.3)[0], baseline=_few_linear),
    "gap_closed": Measure(reference=lambda seed: _on_moons(seed, 0.3)[1], baseline=lambda seed: _on_moons(seed, 0)[1]),
}
