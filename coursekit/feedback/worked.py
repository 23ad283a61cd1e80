"""Worked solutions, as `coursekit build` takes them from the lessons: one place where each is written."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

FILE = "worked_solutions.json"  # in coursekit.exercises: {lesson module: {exercise: source}}


def solution(lesson: str, exercise: str) -> str | None:
    """The source of an exercise's worked solution, or None when the course has none."""
    return _all().get(lesson, {}).get(exercise)


@cache
def _all() -> dict[str, dict[str, str]]:
    file = files("coursekit.exercises") / FILE
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
