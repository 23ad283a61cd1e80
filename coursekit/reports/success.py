"""How a class did on each exercise and on each criterion: counts of outcomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from coursekit.check.result import Outcome, State
from coursekit.reports.lesson_results import Submission


@dataclass(frozen=True)
class CriterionSuccess:
    """Of `judged` submissions `passed` met this criterion; the others by how it ended."""

    exercise: str
    text: str
    points: float
    hidden: bool
    judged: int
    passed: int
    others: dict[str, int]


def by_exercise(submissions: Iterable[Submission]) -> dict[str, Counter[Outcome]]:
    """How many submissions had which outcome, by exercise."""
    found: dict[str, Counter[Outcome]] = {}
    for submission in submissions:
        for name, result in submission.results.items():
            found.setdefault(name, Counter())[Outcome[result["outcome"]]] += 1
    return found


def by_criterion(submissions: Iterable[Submission]) -> list[CriterionSuccess]:
    """How many submissions met each criterion, in the order of the exercises' declarations."""
    states: dict[tuple[str, str], Counter[State]] = {}
    about: dict[tuple[str, str], tuple[float, bool]] = {}
    for submission in submissions:
        for name, result in submission.results.items():
            for criterion in result["criteria"]:
                key = (name, criterion["text"])
                states.setdefault(key, Counter())[State[criterion["state"]]] += 1
                about[key] = (criterion["points"], criterion["hidden"])
    return [
        CriterionSuccess(
            *(exercise, text, *about[exercise, text]),
            judged=ended.total(),
            passed=ended[State.PASSED],
            others={state.value: ended[state] for state in State if state is not State.PASSED and ended[state]},
        )
        for (exercise, text), ended in states.items()
    ]
