"""The answer bank's records: what learners hand in, and what the check must say about it."""

from __future__ import annotations

import importlib
import linecache
import pkgutil
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Right:
    """An answer that must earn all points.

    Attributes:
        label: what is particular about it.
        code: the learner's cell, run as it stands.
        names: the variables given to `check`, in order; by default one, named like the exercise.
    """

    label: str
    code: str
    names: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Wrong:
    """An answer that must not earn all points, with the misconception or criterion that must be reported.

    `criterion` may also name the beginning of an outcome's heading, such as "Not attempted".
    """

    label: str
    code: str
    misconception: str = ""
    criterion: str = ""
    names: tuple[str, ...] | None = None


def lessons() -> dict[str, dict[str, list[Right | Wrong]]]:
    """All answers: {lesson module: {exercise: answers}}, from the modules named bank_*."""
    import tests.answers as package

    found = {}
    for info in pkgutil.iter_modules(package.__path__):
        if info.name.startswith("bank_"):
            module = importlib.import_module(f"tests.answers.{info.name}")
            found[info.name.removeprefix("bank_")] = module.ANSWERS
    return found


def run(code: str, label: str) -> dict[str, Any]:
    """Runs a learner's cell in a fresh namespace; its lines can be quoted in error messages."""
    filename = f"<answer: {label}>"
    linecache.cache[filename] = (len(code), None, code.splitlines(keepends=True), filename)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(code, filename, "exec"), namespace)
    return namespace
