"""A drawn multi-label problem: what to take along, by the day's weather."""

from __future__ import annotations

import numbers

import numpy as np

from coursekit.data.dataset import Dataset
from coursekit.data.random_streams import stream

FEWEST = 500
LABELS = ("coat", "sunglasses", "umbrella", "gloves")
FEATURES = ("temperature (deg C)", "rain (mm)", "wind (m/s)", "sunshine (h)")


def multilabel(n: int = 2000, *, seed: int = 0) -> Dataset:
    """Days by their weather, each with any of four things to take along: none of them, some, or all.

    x has shape (n, 4) and dtype float32, not scaled: temperature (-20 to 40 degrees C, about 10 on average), rain
    (0 mm on half of the days), wind (m/s) and sunshine (0 to 12 h; little where it rains). y has shape (n, 4) and dtype
    int64, 0 or 1: coat (64% of the days), sunglasses (50%), umbrella (31%), gloves (11%). 10% of the days need nothing
    and 1% everything. People differ, so each label is drawn with the chance that `multilabel_probabilities` gives.
    There are no classes, so the parts are drawn by seed alone.

    One logistic regression for each label is as good as any model on three of them; on the umbrella it gets 0.88 right,
    and the best answer 0.94.

    Args:
        n: Rows, at least 500, so that the rare label occurs in each part.
        seed: Decides the rows, their labels and parts, an integer from 0 to 2**32 - 1.

    Raises:
        TypeError: `n` or the seed is no integer.
        ValueError: One of them is out of range.
    """
    if isinstance(n, bool) or not isinstance(n, numbers.Integral):
        raise TypeError(f"n must be a whole number of rows such as 2000, not {n!r}.")
    if n < FEWEST:
        raise ValueError(f"n must be at least {FEWEST} rows, so that the rare label occurs in each part, not {n}.")
    rng = stream(seed, "multilabel")
    cloud = rng.uniform(size=n)
    wet = rng.uniform(size=n) < cloud
    x = np.column_stack(
        [
            rng.normal(10, 8, size=n).clip(-20, 40),
            np.where(wet, rng.exponential(6, size=n), 0),
            rng.gamma(3, 2.2, size=n),
            12 * (1 - cloud),
        ]
    ).astype(np.float32)
    y = rng.uniform(size=(n, len(LABELS))) < multilabel_probabilities(x)
    return Dataset.divided(
        name="multilabel",
        x=x,
        y=y.astype(np.int64),
        seed=seed,
        class_names=LABELS,
        feature_names=FEATURES,
        source="Drawn by coursekit: the weather of a day, and what people take along.",
    )


def multilabel_probabilities(x: np.ndarray) -> np.ndarray:
    """The chance of each label of `multilabel` for given weather: the best answer that a model can have.

    With s the logistic function, and the temperature that is felt, t = temperature - 1.2 sqrt(wind):

        coat        s(10 - t)
        sunglasses  s(2 (sunshine - 6))
        umbrella    s(2 (rain - 2)) s(1.5 (10 - wind)), for a storm turns it inside out
        gloves      s(-3 - t)

    Args:
        x: Shape (n, 4): temperature, rain, wind (at least 0) and sunshine, as in `multilabel`.

    Returns:
        Shape (n, 4), float64 from 0 to 1, in the order coat, sunglasses, umbrella, gloves.

    Raises:
        ValueError: x has another shape.
    """
    x = np.asarray(x, dtype=np.float64)
    if x.ndim != 2 or x.shape[1] != len(FEATURES):
        raise ValueError(f"x has shape {x.shape}; expected (n, 4), one column for each of {', '.join(FEATURES)}.")
    temperature, rain, wind, sunshine = x.T
    felt = temperature - 1.2 * np.sqrt(wind)
    return np.column_stack(
        [
            _logistic(10 - felt),
            _logistic(2 * (sunshine - 6)),
            _logistic(2 * (rain - 2)) * _logistic(1.5 * (10 - wind)),
            _logistic(-3 - felt),
        ]
    )


def _logistic(z: np.ndarray) -> np.ndarray:
    return (1 + np.tanh(z / 2)) / 2  # does not overflow
