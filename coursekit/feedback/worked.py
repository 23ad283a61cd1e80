"""Worked solutions, as `coursekit build` takes them from the lessons: one place where each is written."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from coursekit.exercise_packages import OWN

FILE = "worked_solutions.json"  # in the package of exercises: {lesson module: {exercise: source}}


def solution(lesson: str, exercise: str, package: str = OWN) -> str | None:
    """The source of an exercise's worked solution, or None when the course has none."""
    return _all(package).get(lesson, {}).get(exercise)


def lessons(package: str = OWN) -> list[str]:
    """The lesson modules that have worked solutions, in the order of the lessons."""
    return list(_all(package))


@cache
def _all(package: str) -> dict[str, dict[str, str]]:
    try:
        file = files(package) / FILE
    except (ModuleNotFoundError, ValueError):  # an exercise that was declared elsewhere, in a notebook perhaps
        return {}
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
