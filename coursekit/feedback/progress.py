"""`ck.progress()`: the points of each lesson so far, as a picture and as text."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from coursekit.check.problems import Picture
from coursekit.check.wording import count, number
from coursekit.exercise_packages import OWN
from coursekit.exercises import load
from coursekit.feedback import attempts, html, pictures, text, worked
from coursekit.feedback.show import NEUTRAL, display_both, show_note


@dataclass(frozen=True)
class LessonProgress:
    """A lesson: the best points so far of those that checks give, and how many of its exercises are solved."""

    name: str
    earned: float
    possible: float
    solved: int
    exercises: int


def progress(package: str = OWN) -> None:
    """Show the points of each lesson so far, from the attempts on this machine.

    The best attempt of each exercise counts. Nothing is sent anywhere.

    Args:
        package: the package of exercises of another course than coursekit's.

    Raises:
        ModuleNotFoundError: when there is no such package.
    """
    try:
        found = list(lessons(package, attempts.best()))
    except attempts.UnreadableAttempts as error:
        show_note(
            f"The record of your attempts cannot be read: {attempts.path()} ({error}). Checks work all the same. "
            "`coursekit progress --reset` puts that file aside and begins a new one."
        )
        return
    data = {lesson.name: (lesson.earned, lesson.possible) for lesson in found}
    drawn = pictures.draw(Picture("lesson_points", {"points": data}))
    note = f"Kept on this machine only, in {attempts.path()}. The best attempt of each exercise counts."
    if not attempts.is_on():
        note += " Attempts are not kept at the moment (COURSEKIT_RECORD is off)."
    plain = as_text(found)
    rich = html.picture(*drawn) if drawn else f"<pre>{html.rich(plain)}</pre>"
    display_both(f"{plain}\n{note}", html.card(f"{rich}<p>{html.rich(note)}</p>", NEUTRAL))


def lessons(package: str, best: dict[tuple[str, str], float]) -> Iterator[LessonProgress]:
    """The lessons of a package with what was reached.

    Args:
        best: by lesson (as `attempts.keep` has it) and exercise.
    """
    for module in lesson_modules(package):
        # A person gives the points of written answers: they are not known here.
        declared = {name: e for name, e in load(module, package).items() if e.kind != "manual"}
        if not declared:
            continue
        key = attempts.recorded_as(package, module)
        points = {name: min(best.get((key, name), 0.0), exercise.points) for name, exercise in declared.items()}
        yield LessonProgress(
            name=module,
            earned=sum(points.values()),
            possible=sum(exercise.points for exercise in declared.values()),
            solved=sum(points[name] >= exercise.points for name, exercise in declared.items()),
            exercises=len(declared),
        )


def lesson_modules(package: str) -> list[str]:
    """The modules of a package in the order of the lessons, as far as the build has told it; others follow."""
    there = [module.name for module in pkgutil.iter_modules(import_module(package).__path__)]
    ordered = [name for name in worked.lessons(package) if name in there]
    return [*ordered, *(name for name in there if name not in ordered)]


def as_text(found: list[LessonProgress]) -> str:
    """A line for each lesson, and the sum."""
    width = max((len(lesson.name) for lesson in found), default=0)
    lines = [
        f"{lesson.name:<{width}}  {number(lesson.earned)} of {text.count_points(lesson.possible)}, "
        f"{lesson.solved} of {count(lesson.exercises, 'exercise')} solved"
        for lesson in found
    ]
    earned, possible = (sum(getattr(lesson, name) for lesson in found) for name in ("earned", "possible"))
    return "\n".join([*lines, f"Together {number(earned)} of {text.count_points(possible)}"])
