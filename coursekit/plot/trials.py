"""Trials of a hyper-parameter search as callers pass them, read into one form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np

from coursekit.plot.description import short
from coursekit.plot.inputs import as_numbers


@dataclass(frozen=True)
class Trials:
    """`parameters`: one dict per trial. `mean` and `spread` of its scores: float64, shape (trials,).

    The spread is the standard deviation over the scores of one trial (scores - 1 in the denominator), 0 for one score.
    A trial that failed has a mean that is not finite.
    """

    parameters: list[dict[str, Any]]
    mean: np.ndarray
    spread: np.ndarray
    mode: str

    @property
    def best(self) -> int:
        """Index of the best finite mean."""
        sign = 1 if self.mode == "max" else -1
        return int(np.where(np.isfinite(self.mean), sign * self.mean, -np.inf).argmax())

    def column(self, name: str) -> list[Any]:
        """The values of one parameter, by trial."""
        return [trial[name] for trial in self.parameters]

    def tell(self, index: int, names: Sequence[str] | None = None) -> str:
        """The parameters of a trial in words: "units 32, learning_rate 0.01"."""
        shown = {name: value for name, value in self.parameters[index].items() if names is None or name in names}
        return ", ".join(f"{name} {as_text(value)}" for name, value in shown.items())


def read_trials(trials: Any, score: str, mode: str, needed: Sequence[str] = ()) -> Trials:
    """Trials from a list of dicts, each with the score (a number, or a list of them) and the needed parameters.

    Raises ValueError when an entry is missing or no trial has a finite score.
    """
    if mode not in ("max", "min"):
        raise ValueError(f"mode is {mode!r}; expected 'max' (a higher {score} is better) or 'min'.")
    if not isinstance(trials, Sequence) or isinstance(trials, str) or not trials:
        raise ValueError(
            f"trials must be a list of dicts, such as [{{'units': 32, {score!r}: 0.91}}, ...]; "
            f"{'an empty list' if isinstance(trials, Sequence) and not trials else f'a {type(trials).__name__}'} came."
        )
    scores = []
    for index, trial in enumerate(trials):
        if not isinstance(trial, Mapping):
            raise ValueError(f"trials[{index}] is a {type(trial).__name__}; expected a dict of parameters and a score.")
        for name in (score, *needed):
            if name not in trial:
                known = ", ".join(map(str, trial)) or "nothing"
                raise ValueError(f"trials[{index}] has no {name!r}; it has {known}.")
        scores.append(as_numbers(trial[score], f"trials[{index}][{score!r}]", finite=False).ravel())
    with np.errstate(invalid="ignore"):  # a run that failed makes its trial's mean NaN, and the picture says so
        mean = np.array([values.mean() for values in scores])
        spread = np.array([values.std(ddof=1) if values.size > 1 else 0.0 for values in scores])
    if not np.isfinite(mean).any():
        raise ValueError(f"No trial has a finite {score}. Look at one trial by itself first: does it learn?")
    parameters = [{str(key): value for key, value in trial.items() if key != score} for trial in trials]
    return Trials(parameters, mean, spread, mode)


def is_numeric(values: Sequence[Any]) -> bool:
    """Whether all values are numbers, and none True or False."""
    return all(isinstance(value, Real) and not isinstance(value, (bool, np.bool_)) for value in values)


def as_text(value: Any) -> str:
    """A value of a parameter for people: 0.001 as "0.001", a name as it is."""
    return short(value) if is_numeric([value]) else str(value)


def in_order(values: Sequence[Any]) -> list[Any]:
    """The distinct values: numbers rising, everything else in the order of first appearance."""
    distinct = list(dict.fromkeys(values))
    return sorted(distinct) if is_numeric(distinct) else distinct


def is_wide(values: Sequence[float]) -> bool:
    """Whether positive numbers span so many decades (two or more) that a log axis shows them better."""
    return min(values) > 0 and max(values) / min(values) >= 100
