"""A lesson's submissions with their points and what the judge found, from the gradebook and the log of grading."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry

from coursekit.grading.course_config import course_directory
from coursekit.grading.records import Records
from coursekit.reports.final_score import cell_points, final_score


@dataclass(frozen=True)
class AskedExercise:
    """An exercise as it was graded: its name, its title and its points."""

    name: str
    title: str
    points: float


@dataclass(frozen=True)
class Submission:
    """One student's newest submission.

    Attributes:
        points: by exercise, those given by hand among them; None while there are none.
        score: the final score in the gradebook (with extra credit, less late penalties); None while no points are in.
        waits: whether some of its points are still to be given by hand.
        trouble: why it did not run to its end, or could not be graded; else empty.
        seconds: how long its grading took; None when it was not graded by `coursekit grade`.
        results: by exercise, the judge's results as in the log.
    """

    student: str
    points: dict[str, float | None] = field(default_factory=dict)
    score: float | None = None
    waits: bool = False
    trouble: str = ""
    seconds: float | None = None
    results: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class LessonResults:
    """A graded lesson.

    Attributes:
        max_score: the points of the lesson.
        exercises: in the order of the lesson.
        submissions: by student, sorted.
    """

    lesson: str
    max_score: float
    exercises: tuple[AskedExercise, ...]
    submissions: tuple[Submission, ...]


def read_results(root: Path, lesson: str) -> LessonResults:
    """The results of a lesson in the course at `root`. Without any graded submission there are none in it.

    Raises:
        CourseError: when the course has no nbgrader_config.py that can be read.
    """
    course = course_directory(root)
    records = Records(root / "grading" / f"{lesson}.jsonl").latest()
    with Gradebook(course.db_url, course.course_id) as gradebook:
        try:
            notebook = gradebook.find_notebook(lesson, lesson)
        except MissingEntry:
            return LessonResults(lesson, 0.0, (), ())
        cells = (*notebook.grade_cells, *notebook.task_cells)
        exercises = _exercises({exercise_of(cell.name): float(cell.max_score) for cell in cells}, records)
        found = gradebook.assignment_submissions(lesson)
        submissions = [_submission(entered, records.get(entered.student_id)) for entered in found]
        known = {submission.student for submission in submissions}
        submissions += [_submission(None, record) for student, record in records.items() if student not in known]
        submissions.sort(key=lambda submission: submission.student)
        return LessonResults(lesson, float(notebook.max_score), exercises, tuple(submissions))


def exercise_of(grade_id: str) -> str:
    """The exercise of a graded cell: the build calls the check of NAME `NAME_check`, a written answer `NAME`."""
    return grade_id.removesuffix("_check")


def _exercises(points: dict[str, float], records: dict[str, dict[str, Any]]) -> tuple[AskedExercise, ...]:
    titles: dict[str, str] = {}
    for record in records.values():
        for name, result in record["results"].items():
            titles.setdefault(name, result["title"])
    # The log has them in the order of the lesson, the gradebook has those that a person grades as well.
    names = [*(name for name in titles if name in points), *(name for name in points if name not in titles)]
    return tuple(AskedExercise(name, titles.get(name, name), points[name]) for name in names)


def _submission(entered: Any, record: dict[str, Any] | None) -> Submission:
    grades = [grade for notebook in entered.notebooks for grade in notebook.grades] if entered is not None else []
    points = {exercise_of(grade.name): cell_points(grade) for grade in grades}
    record = record or {"student": "", "trouble": "", "seconds": None, "results": {}}
    return Submission(
        student=entered.student_id if entered is not None else record["student"],
        points=points,
        score=final_score(entered) if any(value is not None for value in points.values()) else None,
        waits=any(grade.needs_manual_grade for grade in grades),
        trouble=record["trouble"],
        seconds=record["seconds"],
        results=record["results"],
    )
