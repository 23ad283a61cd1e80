"""Lesson 02, whose answers are models, data and whole training runs, through nbgrader's commands as well."""

from __future__ import annotations

import pytest
from nbgrader.api import Gradebook

from tests.grading.course import Course

LESSON = "02_keras_basics"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> tuple[Course, dict[str, dict[str, str]]]:
    """The graded course, and by student the answers to each exercise."""
    course = Course(tmp_path_factory.mktemp("second") / "course", LESSON)
    codes = {"all_right": course.right(), "wrong": course.wrong()}
    course.submit("a_not_json", "")
    for student, answers in codes.items():
        course.submit(student, course.answered(answers))
    course.nbgrader("autograde", LESSON, fails=True)
    return course, codes


@pytest.mark.parametrize("student", ["all_right", "wrong"])
def test_the_gradebook_has_the_scores_of_the_check(graded, student):
    course, codes = graded
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "coursekit") as gradebook:
        notebook = gradebook.find_submission_notebook(LESSON, LESSON, student)
        scores = {grade.name.removesuffix("_check"): grade.auto_score for grade in notebook.grades}
    results = course.judge(codes[student])
    assert scores == {name: result.score for name, result in results.items()}
    points = sum(exercise.points for exercise in course.exercises.values())
    if student == "all_right":
        assert sum(scores.values()) == points
    if student == "wrong":
        assert all(score < course.exercises[name].points for name, score in scores.items())
