"""Every lesson is graded as it is: its own solutions earn all points, without the cells that only show something."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from coursekit.grading.judging import Task, grade
from tests.grading.course import Course
from tests.grading.test_judging import cells_of

LESSONS = sorted(path.stem for path in (Path(__file__).parents[2] / "lessons").glob("[0-9]*.py"))
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=LESSONS)
def course(request, tmp_path_factory) -> Course:
    return Course(tmp_path_factory.mktemp("lesson") / "course", request.param)


def solved(course: Course) -> nbformat.NotebookNode:
    """The lesson with its own solutions: they name their variables as its checks do."""
    return nbformat.read(course.root / "solutions" / course.lesson / f"{course.lesson}.ipynb", as_version=4)


def test_no_exercise_needs_a_cell_that_only_shows_something(course, warm):
    notebook = solved(course)
    assert any("demo" in cell.metadata.get("tags", []) for cell in notebook.cells)
    found = grade(Task(course.lesson, nbformat.writes(notebook), cells_of(course.release), {}, seed=3), warm)
    assert found.trouble == ""
    points = {name: exercise.points for name, exercise in course.exercises.items()}
    assert {name.removesuffix("_check"): score for name, score in found.scores.items()} == points


@pytest.mark.long
def test_with_those_cells_the_scores_are_the_same(course, warm):
    notebook = solved(course)
    for cell in notebook.cells:
        cell.metadata.pop("tags", None)
    found = grade(Task(course.lesson, nbformat.writes(notebook), cells_of(course.release), {}, seed=3), warm)
    assert sum(found.scores.values()) == sum(exercise.points for exercise in course.exercises.values())
