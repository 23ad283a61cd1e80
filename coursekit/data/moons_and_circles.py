"""Two classes in the plane that no straight line separates."""

from __future__ import annotations

import math
import numbers

import numpy as np

from coursekit.data.dataset import Dataset
from coursekit.data.random_streams import stream

FEWEST = 20


def moons(noise: float = 0.2, n: int = 1000, *, seed: int = 0) -> Dataset:
    """Two half circles of radius 1 that reach into each other.

    The points lie evenly on the arcs, and normal noise moves them. x has shape (n, 2) and dtype float32, without noise
    from -1 to 2 and -0.5 to 1. y has dtype int64: 0 the upper moon, 1 the lower. In `x` and `y` the rows stand class by
    class; the parts are shuffled.

    A straight line gets 0.87 right with the default noise and 0.85 with noise 0.3; the best that any model can do on
    new points is 0.97 and 0.92.

    Args:
        noise: Standard deviation of the noise on each coordinate, at least 0.
        n: Rows in all, at least 20; half of them in each class.
        seed: Decides the noise and which point goes into which part, an integer from 0 to 2**32 - 1.

    Raises:
        TypeError: An argument is no number, or `n` or the seed no integer.
        ValueError: An argument is out of range.
    """
    from sklearn.datasets import make_moons

    _check(noise, n)
    x, y = make_moons(n, shuffle=False, noise=noise, random_state=stream(seed, "moons"))
    return _dataset("moons", x, y, seed, ("upper moon", "lower moon"), noise)


def circles(noise: float = 0.1, n: int = 1000, *, seed: int = 0) -> Dataset:
    """A circle of radius 0.5 inside a circle of radius 1.

    The points lie evenly on the circles, and normal noise moves them. x has shape (n, 2) and dtype float32, without
    noise from -1 to 1. y has dtype int64: 0 the outer circle, 1 the inner. In `x` and `y` the rows stand class by
    class; the parts are shuffled.

    A straight line gets 0.5 right, which is chance; the best that any model can do on new points is 0.99 with the
    default noise and 0.89 with noise 0.2.

    Args:
        noise: Standard deviation of the noise on each coordinate, at least 0.
        n: Rows in all, at least 20; half of them in each class.
        seed: Decides the noise and which point goes into which part, an integer from 0 to 2**32 - 1.

    Raises:
        TypeError: An argument is no number, or `n` or the seed no integer.
        ValueError: An argument is out of range.
    """
    from sklearn.datasets import make_circles

    _check(noise, n)
    x, y = make_circles(n, shuffle=False, noise=noise, factor=0.5, random_state=stream(seed, "circles"))
    return _dataset("circles", x, y, seed, ("outer circle", "inner circle"), noise)


def _check(noise: float, n: int) -> None:
    if isinstance(noise, bool) or not isinstance(noise, numbers.Real):
        raise TypeError(f"noise must be a number such as 0.2, not {noise!r}.")
    if not 0 <= noise < math.inf:
        raise ValueError(f"noise is a standard deviation: at least 0 and finite, not {noise}.")
    if isinstance(n, bool) or not isinstance(n, numbers.Integral):
        raise TypeError(f"n must be a whole number of rows such as 1000, not {n!r}.")
    if n < FEWEST:
        raise ValueError(f"n must be at least {FEWEST} rows, so that each part has rows of both classes, not {n}.")


def _dataset(name: str, x: np.ndarray, y: np.ndarray, seed: int, class_names: tuple[str, str], noise: float) -> Dataset:
    return Dataset.divided(
        name=name,
        x=x.astype(np.float32),
        y=y.astype(np.int64),
        seed=seed,
        class_names=class_names,
        feature_names=("x1", "x2"),
        source=f"Drawn by coursekit with scikit-learn's make_{name}, normal noise of {noise:g}.",
    )
