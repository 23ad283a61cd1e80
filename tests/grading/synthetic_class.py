"""A graded class that never was: a gradebook and a log with points that are chosen, so that statistics are known."""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from coursekit.grading.records import Records

CHECKOUT = Path(__file__).parents[2]
LESSON = "01_made_up"
POINTS = {"alpha": 2.0, "beta": 1.0, "gamma": 1.0}
# alpha, beta, gamma
CLASS = {"anna": (2.0, 1.0, 1.0), "bo": (2.0, 1.0, 0.0), "cy": (1.0, 0.0, 0.0), "dee": (0.0, 0.0, 1.0)}


class SyntheticClass:
    """A course's folder with its nbgrader_config.py, a gradebook and a log."""

    def __init__(self, root: Path, empty_gradebook: Path) -> None:
        self.root = root
        root.mkdir(parents=True)
        shutil.copy(CHECKOUT / "nbgrader_config.py", root)
        (root / "pyproject.toml").write_text("[tool.coursekit]\n")
        shutil.copy(empty_gradebook, root / "gradebook.db")
        self.records = Records(root / "grading" / f"{LESSON}.jsonl")
        with self.gradebook() as book:
            book.add_assignment(LESSON)
            book.add_notebook(LESSON, LESSON)
            for name, points in POINTS.items():
                book.add_grade_cell(f"{name}_check", LESSON, LESSON, max_score=points, cell_type="code")

    def gradebook(self) -> Gradebook:
        return Gradebook(f"sqlite:///{self.root / 'gradebook.db'}", "coursekit")

    def add(self, student: str, points: tuple[float | None, ...], trouble: str = "", **details: Any) -> None:
        """Enters a submission as `coursekit grade` does.

        Args:
            points: for each exercise; None for one that nobody decided yet.
            details: names of the student for the gradebook, and `results` to change in the log.
        """
        changed = details.pop("results", {})
        with self.gradebook() as book, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # SQLAlchemy's, on the order in which nbgrader makes a submission
            book.update_or_create_student(student, **details)
            book.add_submission(LESSON, student)
            for name, value in zip(POINTS, points, strict=True):
                grade = book.find_grade(f"{name}_check", LESSON, LESSON, student)
                grade.auto_score = value
                grade.needs_manual_grade = value is None or bool(trouble)
            book.db.commit()
        known = [value for value in points if value is not None]
        results = {n: judged(n, value) for n, value in zip(POINTS, points, strict=True) if value is not None}
        self.records.add(
            {
                "student": student,
                "time": "2026-01-05T10:00:00+00:00",
                "digest": student,
                "seed": 1,
                "score": sum(known) if known else None,
                "trouble": trouble,
                "seconds": 1.5,
                "results": {**results, **changed},
            }
        )


def judged(name: str, score: float, diagnoses: tuple[tuple[str, str], ...] = (), message: str = "It is not.") -> dict:
    """A result as the log has it: of two criteria with half of the points each."""
    points = POINTS[name]
    met = [score >= points / 2, score >= points]
    states = ["PASSED" if m else "FAILED" for m in met]
    outcome = "CORRECT" if all(met) else "PARTLY" if any(met) else "NOT_YET"
    return {
        "exercise": name,
        "title": f"Title of {name}",
        "outcome": outcome,
        "score": score,
        "points": points,
        "criteria": [
            {
                "text": text,
                "points": points / 2,
                "earned": points / 2 if state == "PASSED" else 0.0,
                "state": state,
                "message": "" if state == "PASSED" else message,
                "hidden": text == "unseen",
            }
            for text, state in zip(("the shape", "unseen"), states, strict=True)
        ],
        "diagnoses": [{"name": d, "message": said} for d, said in diagnoses],
        "notes": [],
        "hidden_left": 0,
        "checker_errors": [],
    }
