"""An exercise, declared once: what it asks, accepts, diagnoses and hints."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from coursekit.check.channel import LocalChannel
from coursekit.check.host import Host
from coursekit.check.judge import judge
from coursekit.check.result import Result

Check = Callable[..., str | None]


@dataclass(frozen=True)
class Criterion:
    """Something that an answer must do: `function(answer, rng)` returns None, or a message, or raises a Problem."""

    text: str
    points: float
    function: Check
    hidden: bool = False


@dataclass(frozen=True)
class Misconception:
    """A mistake with a name: `function(answer, rng)` returns the explanation when it recognises it."""

    name: str
    function: Check


class Exercise:
    """An exercise whose answer is code: an array, a function, a model, ...

    Args:
        title: what to do, in a few words.
        points: the sum of its criteria's points (verified when it is first used).
        takes: the names of its answers, in the order in which `check` takes them. With one name a criterion
            gets that answer; with several, an object with an attribute for each.
        hints: from a nudge to nearly the answer.

    A criterion is added with the decorator `criterion`, a misconception with `misconception`; both get
    `(answer, rng)`. Criteria are declared from cause to consequence: the first that fails is the one to mend.
    """

    kind = "code"

    def __init__(
        self, title: str, *, points: float, takes: Sequence[str] = ("answer",), hints: Sequence[str] = ()
    ) -> None:
        self.title = title
        self.points = points
        self.takes = tuple(takes)
        self.hints = tuple(hints)
        self.criteria: list[Criterion] = []
        self.misconceptions: list[Misconception] = []
        self._hints_shown = 0
        self._module = _declaring_module()

    @property
    def name(self) -> str:
        """The variable's name in the module that declares the exercise."""
        members = vars(sys.modules[self._module]) if self._module in sys.modules else {}
        return next((key for key, value in members.items() if value is self), self.title)

    @property
    def lesson(self) -> str:
        """The name of the declaring module, such as `keras_basics`."""
        return self._module.rsplit(".", 1)[-1]

    @property
    def package(self) -> str:
        """The package of the declaring module: coursekit's own exercises, or those of a private course."""
        return self._module.rpartition(".")[0]

    def criterion(self, text: str, *, points: float, hidden: bool = False) -> Callable[[Check], Check]:
        """Adds a criterion. `hidden` ones run in grading only; a check says how many remain."""

        def add(function: Check) -> Check:
            self.criteria.append(Criterion(text, points, function, hidden))
            return function

        return add

    def misconception(self, name: str) -> Callable[[Check], Check]:
        """Adds a misconception. They are asked when a criterion failed, in the order of declaration."""

        def add(function: Check) -> Check:
            self.misconceptions.append(Misconception(name, function))
            return function

        return add

    def verify(self) -> None:
        """Raises ValueError when the declaration contradicts itself."""
        total = sum(c.points for c in self.criteria)
        if abs(total - self.points) > 1e-9:
            raise ValueError(
                f"{self.lesson}.{self.name}: its criteria have {total:g} points, the exercise says "
                f"{self.points:g}. Make them equal."
            )

    def check(self, *answers: Any) -> Result:
        """Shows what is right and what is not yet, then returns the Result (displayed as the bare score).

        The answers are looked at, never changed. Raises TypeError when their number is not that of `takes`.
        """
        if len(answers) != len(self.takes):
            raise TypeError(f"{self.name}.check takes {len(self.takes)}: {', '.join(self.takes)}.")
        from coursekit import feedback  # shows results and draws; the engine itself does neither

        result = self.judge(LocalChannel(Host(list(answers))))
        feedback.show(result, self)
        return result

    def judge(self, channel: Any, *, seed: int | None = None, hidden: bool = False) -> Result:
        """As `check`, for answers behind a channel, without showing anything. See `coursekit.check.judge`."""
        self.verify()
        fixed = zlib.crc32(f"{self.lesson}.{self.name}".encode())
        return judge(self, channel, seed=fixed if seed is None else seed, hidden=hidden)

    def hint(self) -> None:
        """Shows the next hint; after the last one, all of them again."""
        from coursekit import feedback

        self._hints_shown = min(self._hints_shown + 1, len(self.hints))
        feedback.show_hints(self.hints[: self._hints_shown], len(self.hints))

    def solution(self) -> None:
        """Shows a worked solution, where the course allows it."""
        from coursekit import feedback

        feedback.show_solution(self)


def _declaring_module() -> str:
    """The module that is making the exercise: the first frame outside this package."""
    frame = sys._getframe(1)
    while frame is not None and frame.f_globals.get("__name__", "").startswith("coursekit.check"):
        frame = frame.f_back
    return frame.f_globals.get("__name__", "") if frame is not None else ""
