"""Comparisons for criteria: they return nothing, or raise a Fail that shows the first difference."""

from __future__ import annotations

from typing import Any

import numpy as np

from coursekit.check import wording
from coursekit.check.problems import Fail


def require(condition: Any, message: str) -> None:
    """Raises Fail(message) unless the condition holds."""
    if not condition:
        raise Fail(message)


def require_close(
    got: np.ndarray | float, want: np.ndarray | float, *, tolerance: float = 1e-4, what: str = "The result"
) -> None:
    """Raises Fail unless `got` has the shape of `want` and every value is near.

    Args:
        got, want: arrays or numbers.
        tolerance: allowed distance, relative to 1 + |want|; float32 against float64 needs about 1e-5.
        what: the subject of the sentence.
    """
    got, want = np.asarray(got, dtype=float), np.asarray(want, dtype=float)
    if got.shape != want.shape:
        raise Fail(f"{what} has shape {wording.shape(got.shape)}; shape {wording.shape(want.shape)} expected.")
    if (wrong := np.abs(got - want) > tolerance * (1 + np.abs(want))).any():
        raise Fail(_difference(got, want, wrong, what))


def require_equal(got: np.ndarray, want: np.ndarray, *, what: str = "The result") -> None:
    """Raises Fail unless `got` and `want` have the same shape and the same values."""
    got, want = np.asarray(got), np.asarray(want)
    if got.shape != want.shape:
        raise Fail(f"{what} has shape {wording.shape(got.shape)}; shape {wording.shape(want.shape)} expected.")
    if (wrong := got != want).any():
        raise Fail(_difference(got, want, wrong, what))


def _difference(got: np.ndarray, want: np.ndarray, wrong: np.ndarray, what: str) -> str:
    if got.ndim == 0:
        return f"{what} is {_value(got)}; {_value(want)} expected."
    place = tuple(int(i) for i in np.argwhere(wrong)[0])
    where = f"[{', '.join(map(str, place))}]"
    many = f"{int(wrong.sum())} of {wrong.size} values differ; the first" if wrong.size > 1 else "the value"
    return f"{what}: {many}, at {where}, is {_value(got[place])}; {_value(want[place])} expected."


def _value(value: Any) -> str:
    item = np.asarray(value).item()
    return repr(item) if isinstance(item, str) else wording.number(item)
