"""The kinds of exercise besides code: a prediction, a choice, a text that a person grades."""

from __future__ import annotations

import getpass
import random
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coursekit.check import wording
from coursekit.check.answer import Answer, checked
from coursekit.check.codec import Handle
from coursekit.check.exercise import Exercise
from coursekit.check.problems import Fail
from coursekit.check.result import Outcome, Result


class Predict(Exercise):
    """A prediction to write down before the answer is revealed.

    The notebook asks `if ex.NAME.predicted(guess):` before it shows what happens; so "Run All" works, and
    nothing is given away to who has not predicted.
    """

    kind = "predict"

    def predicted(self, guess: Any) -> bool:
        """True when there is a prediction; otherwise says that it comes first, and returns False."""
        if guess is ...:
            from coursekit import feedback

            feedback.show_note(
                "Predict first: replace the `...` above with what you expect, run that cell, then run this one "
                "again to see what happens."
            )
            return False
        return True


@dataclass(frozen=True)
class Option:
    """An option of a quiz: its text, whether it is right, and why (shown when it is chosen).

    `misconception` names the mistake behind a wrong option.
    """

    text: str
    why: str
    right: bool = False
    misconception: str = ""


class Quiz(Exercise):
    """A choice among statements. The answer is the key of an option, or a set of keys where several are right.

    Args:
        title: the topic in a few words.
        points: for the right choice; all or nothing.
        question: the question, as plain text with `code` in backticks.
        options: by key: a short word or number that the learner writes as text. They are shown in an order
            that differs between learners and stays the same for one.
    """

    kind = "quiz"

    def __init__(
        self,
        title: str,
        *,
        points: float,
        question: str,
        options: Mapping[str, Option],
        hints: Sequence[str] = (),
    ) -> None:
        super().__init__(title, points=points, hints=hints)
        self.question = question
        self.options = dict(options)
        self.right = frozenset(key for key, option in options.items() if option.right)
        if not self.right:
            raise ValueError(f"The quiz {title!r} has no right option.")
        several = len(self.right) > 1
        self.criterion("the right options, and only those" if several else "the right option", points=points)(
            self._is_right
        )
        for key, option in options.items():
            if not option.right:
                self.misconception(option.misconception or f"chose {key!r}")(self._chose(key))

    def ask(self) -> None:
        """Shows the question and its options."""
        keys = sorted(self.options)
        random.Random(zlib.crc32(f"{_user()} {self.title}".encode())).shuffle(keys)
        from coursekit import feedback

        feedback.show_question(self.question, {k: self.options[k].text for k in keys}, len(self.right))

    def choice(self, answer: Answer) -> frozenset[str]:
        """The chosen keys. Raises a Problem for what is no option."""
        if answer.kind in ("set", "list", "tuple"):
            chosen = [item.text() for item in answer.items()]
        elif answer.kind == "number":
            chosen = [wording.number(answer.number())]
        else:
            chosen = [answer.text()]
        known = {_plain(key): key for key in self.options}
        for word in chosen:
            if _plain(word) not in known:
                keys = wording.listing((repr(key) for key in self.options), "or")
                raise Fail(f"There is no option {word!r}. Write one of {keys}.")
        return frozenset(known[_plain(word)] for word in chosen)

    def _is_right(self, answer: Answer, rng: Any) -> None:
        chosen = self.choice(answer)
        if chosen == self.right:
            return
        if len(self.right) > 1:
            missed = len(self.right - chosen)
            wrong = len(chosen - self.right)
            raise Fail(f"You chose {len(chosen)} of {len(self.options)}: {wrong} of them wrong, {missed} missed.")
        if len(chosen) != 1:
            raise Fail(f"You chose {len(chosen)} options; one is right.")
        raise Fail(f"{next(iter(chosen))!r} is not the right option.")

    def _chose(self, key: str) -> Any:
        def chosen(answer: Answer, rng: Any) -> str | None:
            return self.options[key].why if key in self.choice(answer) else None

        return chosen


class Manual(Exercise):
    """A written answer that a person grades by a rubric.

    Args:
        rubric: (what is looked for, points) pairs; the points add up to the exercise's.
        words: the least number of words of an answer that is worth handing in.
    """

    kind = "manual"

    def __init__(
        self,
        title: str,
        *,
        points: float,
        rubric: Sequence[tuple[str, float]],
        words: int = 0,
        hints: Sequence[str] = (),
    ) -> None:
        super().__init__(title, points=points, hints=hints)
        self.rubric = tuple(rubric)
        self.words = words

    def verify(self) -> None:
        """Raises ValueError when the rubric's points are not the exercise's."""
        total = sum(points for _, points in self.rubric)
        if abs(total - self.points) > 1e-9:
            raise ValueError(
                f"{self.lesson}.{self.name}: its rubric has {total:g} points, the exercise says {self.points:g}."
            )

    def judge(self, channel: Any, *, seed: int | None = None, hidden: bool = False) -> Result:
        """Whether there is something to grade; the points come from a person."""
        self.verify()
        answer = Answer(channel, checked(channel.request({"op": "describe", "of": Handle(0)})))
        notes = [f"{text} ({wording.count(points, 'point')})" for text, points in self.rubric]
        outcome = Outcome.NOT_ATTEMPTED
        if answer.attempted:
            outcome = Outcome.MANUAL
            written = len(answer.text().split()) if answer.kind == "text" else 0
            if answer.kind != "text":
                notes.insert(0, f"Your answer is {wording.record(answer._record)}; a text in quotes expected.")
            elif written < self.words:
                notes.insert(0, f"You wrote {written} words; at least {self.words} expected.")
        return Result(self.name, self.title, outcome, self.points, notes=tuple(notes))


def _plain(word: str) -> str:
    return word.strip().lower().replace(",", "")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no user name in some containers
        return ""
