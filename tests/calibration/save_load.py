"""How the mark of lesson 11 is measured."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from coursekit.exercises import save_load as ex
from tests.calibration.measures import Measure


def _parity(seed: int, hidden: tuple[int, ...]) -> float:
    """The share of raw test scans that a network tells rightly, after it has been saved and loaded."""
    import keras

    from coursekit import data

    digits = data.digits()
    keras.utils.set_random_seed(seed)
    dense: list[Any] = [keras.layers.Dense(units, activation="relu") for units in hidden]
    layers = [keras.layers.Rescaling(1 / 16), keras.layers.Flatten(), *dense, keras.layers.Dense(1, "sigmoid")]
    model = keras.Sequential([keras.Input((8, 8)), *layers])
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
    model.fit(
        digits.x_train.astype("float32"),
        digits.y_train % 2 == 0,
        validation_data=(digits.x_val.astype("float32"), digits.y_val % 2 == 0),
        batch_size=64,
        epochs=25,
        callbacks=[keras.callbacks.EarlyStopping(patience=6, restore_best_weights=True)],
        verbose=0,
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "parity.keras")
        model.save(path)
        saved = keras.saving.load_model(path)
    return float(ex.parity_right(np.asarray(saved(ex.test_scans()[0]))).mean())


MEASURES = {
    "capstone": Measure(
        reference=lambda seed: _parity(seed, (64,)),  # the lesson's solution, with another seed
        baseline=lambda seed: _parity(seed, ()),  # the same without a hidden layer
    )
}
