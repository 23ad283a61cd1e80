"""Formgrader over HTTP: it shows what the judge wrote, takes a person's grade, and its button uses the same judge."""

from __future__ import annotations

import pytest

from tests.grading.jupyter_server import Server, server
from tests.grading.sandboxed import require_sandbox
from tests.grading.test_grade_command import LESSON, Graded

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Graded:
    require_sandbox()
    course = Graded(tmp_path_factory.mktemp("formgrader") / "course", LESSON)
    course.submit("right", course.answered(course.right()))
    course.submit("wrong", course.answered(course.wrong()))
    course.submit("a_not_json", "This is not a notebook.")
    course.grade(status=1)
    course.submit("later", course.answered(course.right(["dense"])))
    return course


@pytest.fixture(scope="module")
def formgrader(course):
    with server(course.root, course.environment()) as running:
        yield running


def notebook(formgrader: Server, student: str) -> dict:
    """The student's notebook as Formgrader lists it."""
    return {found["student"]: found for found in formgrader.get(f"submitted_notebooks/{LESSON}/{LESSON}")}[student]


def grade_of(formgrader: Server, student: str, exercise: str) -> dict:
    grades = formgrader.get(f"grades?submission_id={notebook(formgrader, student)['id']}")
    return {grade["name"]: grade for grade in grades}[f"{exercise}_check"]


def test_the_list_shows_the_judges_scores(course, formgrader):
    found = {one["student"]: one for one in formgrader.get(f"submissions/{LESSON}")}
    total = sum(exercise.points for exercise in course.exercises.values())
    assert found["right"]["autograded"] and not found["right"]["needs_manual_grade"]
    assert (found["right"]["score"], found["right"]["max_score"]) == (total, total)
    assert found["wrong"]["score"] == sum(result.score for result in course.judge(course.wrong()).values())
    assert found["a_not_json"]["needs_manual_grade"] or not found["a_not_json"]["autograded"]
    assert not found["later"]["autograded"]


def test_a_submission_shows_the_judges_words(course, formgrader):
    page = formgrader.page(f"submissions/{notebook(formgrader, 'wrong')['id']}/")
    named = [diagnosis.name for result in course.judge(course.wrong()).values() for diagnosis in result.diagnoses]
    assert named
    for name in named:
        assert name in page
    assert grade_of(formgrader, "wrong", "dense")["auto_score"] == course.scores("wrong")["dense"]


def test_a_grade_by_hand_is_taken(course, formgrader):
    grade = grade_of(formgrader, "wrong", "dense")
    changed = formgrader.put(f"grade/{grade['id']}", {**grade, "manual_score": 1.5, "extra_credit": 0.5})
    assert (changed["manual_score"], changed["extra_credit"]) == (1.5, 0.5)
    kept = course.grades("wrong")["dense"]
    assert (kept.manual_score, kept.extra_credit, kept.auto_score) == (1.5, 0.5, grade["auto_score"])


def test_the_button_grades_with_the_same_judge(course, formgrader):
    said = formgrader.post(f"submission/{LESSON}/later/autograde")
    assert said["success"], said
    scores = course.scores("later")
    assert scores.pop("dense") == course.exercises["dense"].points
    assert set(scores.values()) == {0.0}
    assert "Correct" in formgrader.page(f"submissions/{notebook(formgrader, 'later')['id']}/")


def test_our_command_goes_on_after_the_button(course, formgrader):
    """What the button graded is not in our log: it is graded once more, with the same scores, and listed by both."""
    before = course.scores("later")
    course.grade("--student", "later")
    assert course.scores("later") == before
    assert {one["student"]: one for one in formgrader.get(f"submissions/{LESSON}")}["later"]["autograded"]
