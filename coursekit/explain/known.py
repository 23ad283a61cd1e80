"""How a known error is declared, and what is said about one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coursekit.explain.seen import Seen
    from coursekit.explain.shapes import Row


@dataclass(frozen=True)
class Says:
    """What a declaration says about one error: `code` in backticks.

    Attributes:
        name: what a teacher would call the mistake.
        means: what happened, with the learner's own values.
        mend: what to write instead.
        flow: "input" or "loss" when the flow of shapes shows the place, "" when there is none to show.
    """

    name: str
    means: str
    mend: str
    flow: str = ""


@dataclass(frozen=True)
class Known:
    """A family of errors with one message.

    Attributes:
        errors: names of exception classes, as strings: TensorFlow's cannot be imported here.
        pattern: searched in the message without its colour codes.
        says: gives None when the message only looks alike.
        lessons: numbers of the lessons that teach the matter.
    """

    errors: tuple[str, ...]
    pattern: re.Pattern[str]
    says: Callable[[Seen, re.Match[str]], Says | None]
    lessons: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """A known error, explained.

    Attributes:
        name: what a teacher would call the mistake.
        means: what happened.
        mend: what to do.
        lessons: numbers of the lessons that teach the matter, such as "02".
        line: line of the learner's code in its cell or file, None where there is none.
        source: the learner's line, or lines of one statement.
        function: the learner's function that the line is in, "" outside of functions.
        short: the error's own message, cut to its cause.
        flow: shapes layer by layer with the mismatch marked; empty where shapes are not the matter.
    """

    name: str
    means: str
    mend: str
    lessons: tuple[str, ...]
    line: int | None
    source: str
    function: str
    short: str
    flow: tuple[Row, ...]


class Topic(list[Known]):
    """The known errors of one topic, most special first."""

    def known(self, errors: str, pattern: str, lessons: str) -> Callable[[Callable], Callable]:
        """Declares the decorated function as what is said about such errors.

        Args:
            errors: names of exception classes, with spaces between.
            pattern: regular expression; `.` matches line ends too.
            lessons: numbers of lessons, with spaces between.
        """

        def declare(says: Callable[[Seen, re.Match[str]], Says | None]) -> Callable:
            self.append(Known(tuple(errors.split()), re.compile(pattern, re.DOTALL), says, tuple(lessons.split())))
            return says

        return declare
