"""What can be wrong with an answer: the exceptions that a criterion may raise on the learner's account.

Anything else that leaves a criterion is the checker's own failure and is reported as that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Picture:
    """A picture to draw beside a message: the name of a function of `coursekit.plot`, and data for it.

    The engine does not draw: whoever displays the feedback does (see `coursekit.feedback`).
    """

    plot: str
    data: dict[str, Any] = field(default_factory=dict)


class Problem(Exception):
    """Something about the answer, in a sentence for the learner."""

    def __init__(self, message: str, picture: Picture | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.picture = picture


class Fail(Problem):
    """The answer does not do what the criterion asks."""


class NotAttempted(Problem):
    """The answer is still the placeholder `...`."""


class Raised(Problem):
    """The learner's code raised.

    Attributes:
        error: the error in a sentence.
        context: a sentence on the call that led to it, after a space, or "".
    """

    def __init__(self, error: str, context: str = "") -> None:
        super().__init__(error + context)
        self.error = error
        self.context = context


class TimedOut(Raised):
    """The learner's code did not end in time."""
