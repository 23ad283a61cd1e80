"""How the marks of lesson 04 are measured: a small network on the moons, one of which is rare."""

from __future__ import annotations

from functools import cache

import numpy as np

from coursekit import data
from coursekit.exercises import fit as ex
from tests.calibration.measures import Measure


@cache
def _scores(seed: int, weighted: bool) -> tuple[float, float]:
    """Recall of the rare class and balanced accuracy of the lesson's solution, with or without class weights."""
    import keras

    rare = data.moons(0.3, n=1600).imbalanced(1, 0.1)
    counts = np.bincount(rare.y_train)
    weights = {c: len(rare.y_train) / (2 * int(n)) for c, n in enumerate(counts)}
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.03), loss="binary_crossentropy")
    model.fit(
        rare.x_train,
        rare.y_train,
        batch_size=32,
        epochs=12,
        class_weight=weights if weighted else None,
        verbose=0,
    )
    return ex.rare_scores(ex.classes_of(np.asarray(model(ex.new_points()[0]))))


# The baseline is the same network without class weights. "Rare for all" reaches a balanced accuracy of 0.5.
MEASURES = {
    "rare_recall": Measure(lambda seed: _scores(seed, True)[0], lambda seed: _scores(seed, False)[0]),
    "rare_balanced_accuracy": Measure(lambda seed: _scores(seed, True)[1], lambda seed: _scores(seed, False)[1]),
}
