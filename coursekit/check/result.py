"""What a check found: plain records that renderers and graders read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from coursekit.check.problems import Picture


class Outcome(Enum):
    """The outcome of a check; the value is its heading."""

    NOT_ATTEMPTED = "Not attempted yet"
    CORRECT = "Correct"
    PARTLY = "Partly right"
    NOT_YET = "Not yet"
    RAISED = "Your code raised an error"
    CHECKER_FAILED = "The checker itself failed"
    MANUAL = "A person will grade this"


class State(Enum):
    """How one criterion ended."""

    PASSED = "passed"
    FAILED = "not yet"
    RAISED = "raised"
    NOT_ATTEMPTED = "not attempted"
    CHECKER_FAILED = "checker failed"


@dataclass(frozen=True)
class CriterionResult:
    """One criterion: what it asks, its points, how it ended and why.

    Attributes:
        error: what the learner's code raised, with which `message` begins; the call that led to it may follow there.
    """

    text: str
    points: float
    state: State
    message: str = ""
    hidden: bool = False
    picture: Picture | None = None
    error: str = ""

    @property
    def earned(self) -> float:
        """Its points when passed, else 0."""
        return self.points if self.state is State.PASSED else 0.0


@dataclass(frozen=True)
class Diagnosis:
    """A misconception that explains the failure: its name and the explanation for the learner."""

    name: str
    message: str


@dataclass(frozen=True, repr=False)
class Result:
    """The result of a check. Shown by Python it is the bare score, a plain float.

    A notebook's test cell ends with it: nbgrader reads that text as the cell's points. So it has no other
    representation, and the feedback is displayed apart.
    """

    exercise: str
    title: str
    outcome: Outcome
    points: float
    criteria: tuple[CriterionResult, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    notes: tuple[str, ...] = ()
    hidden_left: int = 0
    checker_errors: tuple[str, ...] = field(default=(), compare=False)

    @property
    def score(self) -> float:
        """Points earned, from 0.0 to `points`."""
        earned = float(sum(criterion.earned for criterion in self.criteria))
        return min(max(earned, 0.0), float(self.points))

    def __float__(self) -> float:
        return self.score

    def __repr__(self) -> str:
        return repr(self.score)

    def as_data(self) -> dict[str, Any]:
        """The result as plain data (text, numbers, lists, arrays), for logs, reports and comparison."""
        return {
            "exercise": self.exercise,
            "title": self.title,
            "outcome": self.outcome.name,
            "score": self.score,
            "points": float(self.points),
            "criteria": [
                {
                    "text": c.text,
                    "points": float(c.points),
                    "earned": float(c.earned),
                    "state": c.state.name,
                    "message": c.message,
                    "hidden": c.hidden,
                    "picture": None if c.picture is None else {"plot": c.picture.plot, "data": c.picture.data},
                }
                for c in self.criteria
            ],
            "diagnoses": [{"name": d.name, "message": d.message} for d in self.diagnoses],
            "notes": list(self.notes),
            "hidden_left": self.hidden_left,
        }
