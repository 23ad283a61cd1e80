"""How the mark of lesson 05 is measured."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import numpy as np

from coursekit.exercises import validation as ex
from tests.calibration.measures import Measure


@cache
def _losses(seed: int) -> dict[str, float]:
    """Validation losses after one training of the lesson's network.

    "last" is that of the last epoch's weights, "val_loss" and "loss" those of reloaded checkpoints that watched these.
    """
    import keras

    (x, y), (x_val, y_val) = ex.few_moons()
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
    with tempfile.TemporaryDirectory() as folder:
        paths = {monitor: str(Path(folder, f"{monitor}.keras")) for monitor in ("val_loss", "loss")}
        savers = [
            keras.callbacks.ModelCheckpoint(path, monitor=monitor, mode="min", save_best_only=True)
            for monitor, path in paths.items()
        ]
        model.fit(x, y, validation_data=(x_val, y_val), epochs=30, batch_size=6, callbacks=savers, verbose=0)
        models = {"last": model, **{monitor: keras.saving.load_model(path) for monitor, path in paths.items()}}
    return {name: ex.cross_entropy(np.asarray(found(x_val)), y_val) for name, found in models.items()}


def _checkpoint(seed: int) -> float:
    """The lesson's solution, with another seed."""
    return _losses(seed)["last"] / _losses(seed)["val_loss"]


def _training_loss_watched(seed: int) -> float:
    """The same training, with a checkpoint that watches the training loss."""
    return _losses(seed)["last"] / _losses(seed)["loss"]


MEASURES = {"checkpoint": Measure(reference=_checkpoint, baseline=_training_loss_watched)}
