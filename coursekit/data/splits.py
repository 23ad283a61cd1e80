"""Divide labelled rows into training, validation and test rows."""

from __future__ import annotations

import numpy as np

from coursekit.data.random_streams import check_fraction, check_seed


def stratified_split(
    y: np.ndarray, validation: float, test: float, seed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Divide row numbers into three disjoint parts in which every class keeps its share.

    The parts have `round(len(y) * fraction)` rows, and in each part each class is at most one row away from
    its exact share. The rows within a part are shuffled. The same arguments give the same rows with every
    version of NumPy.

    Args:
        y: Labels, shape (n,), integers.
        validation: Share of the rows for validation, at least 0 and below 1.
        test: Share of the rows for the test, likewise. Both together are below 1.
        seed: Integer from 0 to 2**32 - 1.

    Returns:
        Row numbers for training, validation and test: three int64 arrays, which together hold 0 to n - 1
        once.

    Raises:
        TypeError: A fraction is no number, or the seed no integer.
        ValueError: A fraction or the seed is out of range, or so small that some class would have no row in a
            part.
    """
    check_seed(seed)
    _check_fractions(validation, test)
    y = np.asarray(y)
    labels, counts = np.unique(y, return_counts=True)
    sizes = _rows_per_class(counts, validation, test)
    _check_no_class_is_lost(labels, counts, sizes, validation, test)

    # Not default_rng: only RandomState's numbers are promised never to change.
    rng = np.random.RandomState(seed)
    parts: tuple[list, list, list] = ([], [], [])
    for label, size in zip(labels, sizes, strict=True):
        rows = rng.permutation(np.flatnonzero(y == label))
        for part, piece in zip(parts, np.split(rows, np.cumsum(size)[:-1]), strict=True):
            part.append(piece)
    train, val, test_rows = (rng.permutation(np.concatenate(part)).astype(np.int64) for part in parts)
    return train, val, test_rows


def _check_fractions(validation: float, test: float) -> None:
    check_fraction("validation", validation)
    check_fraction("test", test)
    if validation + test >= 1:
        raise ValueError(
            f"validation={validation} and test={test} add up to {validation + test:g}, which leaves no "
            "rows for training: choose fractions that add up to less than 1."
        )


def _rows_per_class(counts: np.ndarray, validation: float, test: float) -> np.ndarray:
    """Whole numbers of rows at most one away from the exact shares, shape (classes, 3): training first.

    Every entry is rounded down; the rows then left over go out one part at a time, at most one to a class,
    first to the classes with most rows left (the construction of Gale and Ryser, 1957, for a 0/1 table with
    given sums). Rounding each part by itself would let two errors meet in the training part.
    """
    exact = np.outer(counts, [1 - validation - test, validation, test])
    sizes = np.floor(exact + 1e-9).astype(np.int64)  # 50 * 0.58 is 28.999999999999996
    left = counts - sizes.sum(axis=1)
    for part, fraction in ((1, validation), (2, test)):
        missing = round(counts.sum() * fraction) - sizes[:, part].sum()
        remainder = exact[:, part] - sizes[:, part]
        chosen = np.lexsort((-remainder, -left))[:missing]
        sizes[chosen, part] += 1
        left[chosen] -= 1
    sizes[:, 0] += left
    return sizes


def _check_no_class_is_lost(labels, counts, sizes, validation: float, test: float) -> None:
    parts = (("training", 1 - validation - test), ("validation", validation), ("test", test))
    for part, (name, fraction) in enumerate(parts):
        if fraction > 0 and (sizes[:, part] < 1).any():
            lost = np.flatnonzero(sizes[:, part] < 1)[0]
            whose = f"of class {labels[lost]}, which has {counts[lost]} rows" if len(labels) > 1 else f"of {counts[0]}"
            raise ValueError(
                f"validation={validation} and test={test} leave no {name} row {whose}: choose other fractions."
            )
