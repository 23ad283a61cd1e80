"""The rows and labels of a data set's variants: few rows, rare classes, wrong labels."""

from __future__ import annotations

import numbers
from collections.abc import Sequence

import numpy as np

from coursekit.data.random_streams import check_fraction, stream


def check_class(label: int, class_names: Sequence[str]) -> None:
    """Raises ValueError unless the label is one of the classes 0, 1, ... that have these names."""
    if isinstance(label, bool) or not isinstance(label, numbers.Integral) or label not in range(len(class_names)):
        raise ValueError(f"label must be a class from 0 to {len(class_names) - 1}, not {label!r}.")


def few_rows(y: np.ndarray, per_class: int, class_names: Sequence[str], seed: int) -> np.ndarray:
    """Row numbers of `per_class` rows of each class, in the order of y; those of a smaller number are among them.

    Args:
        y: Labels of the training rows, shape (n,), integers from 0.
        per_class: At least 1.
        class_names: One per class.
        seed: Decides which rows stay.

    Raises:
        TypeError: `per_class` or the seed is no integer.
        ValueError: A class has fewer rows, or a number is out of range.
    """
    if isinstance(per_class, bool) or not isinstance(per_class, numbers.Integral):
        raise TypeError(f"per_class must be a whole number of rows such as 10, not {per_class!r}.")
    counts = np.bincount(y, minlength=len(class_names))
    if not 1 <= per_class <= counts.min():
        raise ValueError(
            f"per_class must be from 1 to {counts.min()}, the training rows of the smallest class "
            f"({class_names[counts.argmin()]!r}), not {per_class}."
        )
    rng = stream(seed, "few")
    rows = [rng.permutation(np.flatnonzero(y == label))[:per_class] for label in range(len(class_names))]
    return np.sort(np.concatenate(rows))


def thinned_rows(y: np.ndarray, label: int, keep: float, rng: np.random.RandomState) -> np.ndarray:
    """Row numbers of all other classes and of `round(count * keep)` rows of class `label`, in the order of y."""
    rows = rng.permutation(np.flatnonzero(y == label))
    lost = rows[round(len(rows) * keep) :]
    return np.setdiff1d(np.arange(len(y)), lost)


def wrong_labels(y: np.ndarray, share: float, classes: int, seed: int) -> np.ndarray:
    """A copy of the labels in which `round(n * share)` name another class, each of the others equally likely.

    The wrong labels of a smaller share are among those of a larger one.

    Args:
        y: Labels, shape (n,), integers from 0 to classes - 1.
        share: From 0 to 1.
        classes: At least 2.
        seed: Decides which labels are wrong, and how.

    Raises:
        TypeError: The share is no number, or the seed no integer.
        ValueError: One of them is out of range.
    """
    check_fraction("share", share)
    rng = stream(seed, "label noise")
    rows = rng.permutation(len(y))[: round(len(y) * share)]
    others = (y.astype(np.int64) + rng.randint(1, classes, size=len(y))) % classes
    noisy = y.copy()
    noisy[rows] = others[rows]
    return noisy
