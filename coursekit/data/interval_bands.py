"""Points on a line, drawn from bands that overlap a little: the course's smallest classification problem."""

from __future__ import annotations

import itertools
import numbers

import numpy as np

from coursekit.data.dataset import Dataset
from coursekit.data.random_streams import check_seed

ROWS_PER_BAND = 200

# Lowest value, highest value, class. Only the first two bands overlap, from 9 to 10. With two classes the
# bands of one class lie on both sides of the other, so that no single threshold separates them.
BANDS = {
    2: ((0, 10, 0), (9, 21, 1), (22, 30, 0)),
    4: ((0, 10, 0), (9, 21, 1), (22, 30, 2), (31, 45, 3)),
}
CLASS_NAMES = {
    2: ("outer bands", "middle band"),
    4: ("0 to 10", "9 to 21", "22 to 30", "31 to 45"),
}


def intervals(classes: int = 2, *, seed: int = 0) -> Dataset:
    """200 points from each of three bands in two classes, or of four bands in four classes.

    The points of a band are drawn uniformly: from 0 to 10, 9 to 21, 22 to 30 and, for four classes, 31 to 45.
    With two classes, class 1 is the middle band and class 0 the two outer ones. A linear model gets about
    2/3 right at best.

    x has shape (600,) or (800,) and dtype float32, from 0 to 30 or 45. It has one axis on purpose: a Dense
    layer wants two, `x[:, None]`. y has dtype int64. In `x` and `y` the rows stand band by band; the parts
    are shuffled.

    Args:
        classes: 2 or 4.
        seed: Decides the points and which of them goes into which part, an integer from 0 to 2**32 - 1.

    Raises:
        TypeError: The seed is no integer.
        ValueError: `classes` is neither 2 nor 4, or the seed is out of range.
    """
    bands = _bands(classes)
    check_seed(seed)
    # The split draws from the stream that starts from the seed alone: the points must not follow it.
    rng = np.random.RandomState([seed, classes])
    x = np.concatenate([rng.uniform(low, high, ROWS_PER_BAND) for low, high, _ in bands])
    y = np.repeat([label for _, _, label in bands], ROWS_PER_BAND)
    return Dataset.divided(
        name="intervals",
        x=x.astype(np.float32),
        y=y.astype(np.int64),
        seed=seed,
        class_names=CLASS_NAMES[classes],
        feature_names=("position",),
        source=f"Drawn by coursekit: {ROWS_PER_BAND} uniform points from each of {len(bands)} bands.",
    )


def intervals_best_accuracy(classes: int = 2) -> float:
    """The highest accuracy that any classifier can have on new points of `intervals(classes)`.

    That of the Bayes classifier, which names the likeliest class at each place: the integral over x of max
    over k of P(class k) p(x | class k). It is 35/36 = 0.972 for two classes and 47/48 = 0.979 for four. On
    the few hundred points of one draw a model may score a little more or less.

    Args:
        classes: 2 or 4.

    Returns:
        A fraction from 0 to 1.

    Raises:
        ValueError: `classes` is neither 2 nor 4.
    """
    bands = _bands(classes)
    edges = sorted({edge for low, high, _ in bands for edge in (low, high)})
    accuracy = 0.0
    for left, right in itertools.pairwise(edges):  # between two edges every density is constant
        density = np.zeros(classes)
        for low, high, label in bands:
            if low <= left and right <= high:
                density[label] += 1 / len(bands) / (high - low)
        accuracy += density.max() * (right - left)
    return float(accuracy)


def _bands(classes: int) -> tuple[tuple[int, int, int], ...]:
    if not isinstance(classes, numbers.Integral) or classes not in BANDS:
        raise ValueError(f"classes must be 2 (three bands) or 4 (four bands), not {classes!r}.")
    return BANDS[classes]
