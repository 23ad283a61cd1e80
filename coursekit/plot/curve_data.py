"""Named curves as callers pass them, read into one form: x, mean, spread."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from coursekit.plot.inputs import as_numbers, as_series

MOST = 8  # more curves cannot be told apart


@dataclass(frozen=True)
class Curve:
    """One curve: arrays of shape (points,), float64; `spread` is the standard deviation over the runs."""

    name: str
    x: np.ndarray
    mean: np.ndarray
    spread: np.ndarray
    lowest: np.ndarray
    runs: int

    @property
    def last_finite(self) -> int | None:
        """Index of the last finite mean; None when there is none."""
        finite = np.flatnonzero(np.isfinite(self.mean))
        return int(finite[-1]) if len(finite) else None

    def best(self, mode: str) -> int | None:
        """Index of the lowest ("min") or highest ("max") finite mean; None when there is none."""
        sign = 1 if mode == "min" else -1
        usable = np.where(np.isfinite(self.mean), sign * self.mean, np.inf)
        return int(usable.argmin()) if np.isfinite(usable).any() else None


def read_curve_data(series: Mapping[str, Any] | Any, x: Any, *, log_x: bool) -> list[Curve]:
    """The curves of `series`, values of shape (points,) or (runs, points), at `x`.

    Raises ValueError when shapes do not fit, x does not increase, or a log axis meets x of 0 or below.
    """
    named = as_series(series, "series")
    if len(named) > MOST:
        raise ValueError(f"{len(named)} curves came; at most {MOST} can be told apart. Draw them in two pictures.")
    if isinstance(x, Mapping) and {str(key) for key in x} != set(named):
        raise ValueError(f"x has the names {', '.join(map(str, x))}; series has {', '.join(named)}. Use the same.")
    places = {str(key): value for key, value in x.items()} if isinstance(x, Mapping) else dict.fromkeys(named, x)
    return [_curve(name, values, places[name], log_x) for name, values in named.items()]


def _curve(name: str, values: Any, x: Any, log_x: bool) -> Curve:
    label = f"series[{name!r}]" if name else "series"
    runs = as_numbers(values, label, finite=False)
    if runs.ndim == 1:
        runs = runs[None]
    if runs.ndim != 2:
        raise ValueError(f"{label} has shape {runs.shape}; expected (points,), or (runs, points) for a band.")
    points = runs.shape[1]
    at = np.arange(1.0, points + 1) if x is None else as_numbers(x, "x")
    if at.shape != (points,):
        raise ValueError(
            f"x has shape {at.shape}, {label} has {points} points; expected one x for each. "
            "Runs are rows: values of shape (runs, points)."
        )
    if (np.diff(at) <= 0).any():
        raise ValueError("x must increase from point to point. Sort x and the values together: i = np.argsort(x).")
    if log_x and at[0] <= 0:
        raise ValueError(f"x starts at {at[0]:g}; a log axis needs x above 0. Leave log_x out, or drop those points.")
    with np.errstate(invalid="ignore", over="ignore"):  # infinite runs: the gap in the curve says so
        spread = runs.std(axis=0, ddof=1) if len(runs) > 1 else np.zeros(points)
        return Curve(name, at, runs.mean(axis=0), spread, runs.min(axis=0), len(runs))
