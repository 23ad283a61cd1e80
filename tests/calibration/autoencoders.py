"""How the marks of lesson 10 are measured."""

from __future__ import annotations

from typing import Any

import numpy as np

from coursekit.exercises import autoencoders as ex
from tests.calibration.measures import Measure


def _trained(layers: list[Any], x: np.ndarray, y: np.ndarray, seed: int, rate: float, epochs: int) -> Any:
    import keras

    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((ex.PIXELS,)), *(keras.layers.Dense(n, name) for n, name in layers)])
    model.compile(optimizer=keras.optimizers.Adam(rate), loss="mse")
    model.fit(x, y, batch_size=64, epochs=epochs, verbose=0)
    return lambda rows: np.asarray(model(rows))


def _code(size: int) -> list[Any]:
    return [(64, "relu"), (size, None), (64, "relu"), (ex.PIXELS, "sigmoid")]


def _beat_pca(seed: int) -> float:
    """The lesson's solution, with another seed."""
    parts = ex.flat_digits()
    model = _trained(_code(ex.CODE), parts["x_train"], parts["x_train"], seed, 0.01, 30)
    return ex.times_better(model(parts["x_test"]))


def _relu_code(seed: int) -> float:
    """The lesson's first network: a ReLU code and no hidden layers. It does about as well as PCA, which is 1."""
    parts = ex.flat_digits()
    layers = [(ex.CODE, "relu"), (ex.PIXELS, "sigmoid")]
    model = _trained(layers, parts["x_train"], parts["x_train"], seed, 0.01, 30)
    return max(ex.times_better(model(parts["x_test"])), 1.0)


def _denoiser(seed: int, clean: bool = False) -> float:
    """The lesson's solution, with another seed; `clean` trains it without noise."""
    parts = ex.flat_digits()
    x = np.concatenate([parts["x_train"]] * 4)
    inputs = x if clean else ex.with_noise(x, np.random.default_rng(seed))
    model = _trained([(128, "relu"), (ex.PIXELS, "sigmoid")], inputs, x, seed, 0.005, 5)
    noisy = ex.with_noise(parts["x_test"], np.random.default_rng(100 + seed))
    return ex.times_cleaner(noisy, model(noisy))


def _never_saw_noise(seed: int) -> float:
    """An autoencoder of clean images, given noisy ones; ridge regression itself has 1."""
    return max(_denoiser(seed, clean=True), 1.0)


def _detector(seed: int) -> float:
    """The lesson's solution, with another seed."""
    parts = ex.watched_digits()
    model = _trained(_code(8), parts["x_train"], parts["x_train"], seed, 0.01, 30)
    return ex.area(ex.image_errors(parts["x_test"], model(parts["x_test"])), parts["is_anomaly"])


def _threes_seen(seed: int) -> float:
    """The same network, trained on digits with threes among them; or PCA with 4 or 8 components, if that is better."""
    from sklearn.decomposition import PCA

    parts, x = ex.watched_digits(), ex.flat_digits()["x_train"]
    models = [_trained(_code(8), x, x, seed, 0.01, 30)]
    for size in (4, 8):
        pca = PCA(size).fit(parts["x_train"])
        models.append(lambda rows, pca=pca: pca.inverse_transform(pca.transform(rows)))
    errors = (ex.image_errors(parts["x_test"], model(parts["x_test"])) for model in models)
    return max(ex.area(each, parts["is_anomaly"]) for each in errors)


MEASURES = {
    "beat_pca": Measure(reference=_beat_pca, baseline=_relu_code),
    "denoiser": Measure(reference=_denoiser, baseline=_never_saw_noise),
    "detector": Measure(reference=_detector, baseline=_threes_seen),
}
