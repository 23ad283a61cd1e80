"""Points and scores as the gradebook has them."""

from __future__ import annotations

from typing import Any


def cell_points(grade: Any) -> float | None:
    """The points of an `nbgrader.api.Grade` without extra credit: those given by hand, else the judge's, else None."""
    found = grade.auto_score if grade.manual_score is None else grade.manual_score
    return None if found is None else float(found)


def is_complete(submission: Any) -> bool:
    """Whether every graded cell of an `nbgrader.api.SubmittedAssignment` has points."""
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    return bool(grades) and all(cell_points(grade) is not None for grade in grades)


def final_score(submission: Any) -> float:
    """The score of an `nbgrader.api.SubmittedAssignment`: with extra credit, less its late penalty, never below 0."""
    return max(0.0, float(submission.score) - float(submission.late_submission_penalty or 0))
