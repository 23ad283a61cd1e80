"""The gradebook in PostgreSQL, by nbgrader's own setting: the same scores, the same second run, the same regrade."""

from __future__ import annotations

import csv

import pytest
from nbgrader.api import Gradebook

from tests.grading.postgres import server
from tests.grading.sandboxed import require_sandbox
from tests.grading.test_grade_command import LESSON, Graded

pytestmark = pytest.mark.slow


class OnServer(Graded):
    address = ""

    @property
    def database(self) -> str:
        return self.address


@pytest.fixture(scope="module")
def postgres():
    require_sandbox()
    with server() as running:
        running.create("grades")
        yield running


@pytest.fixture(scope="module")
def course(tmp_path_factory, postgres) -> OnServer:
    course = OnServer(tmp_path_factory.mktemp("postgres") / "course", LESSON)
    course.address = postgres.address("grades")
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.CourseDirectory.db_url = {course.address!r}\n")
    course.codes = {"right": course.right(), "wrong": course.wrong(), "nothing": {}}
    for student, codes in course.codes.items():
        course.submit(student, course.answered(codes))
    course.submit("a_not_json", "This is not a notebook.")
    course.grade("--workers", "2", status=1)
    return course


def test_scores_are_those_of_the_check(course):
    for student, codes in course.codes.items():
        results = course.judge(codes)
        found = {name: results[name].score if name in results else 0.0 for name in course.exercises}
        assert course.scores(student) == found
    assert set(course.scores("a_not_json").values()) == {None}
    assert not (course.root / "gradebook.db").exists()


def test_again_with_nothing_new(course):
    assert "4 graded before and unchanged" in course.grade()


def test_a_regrade_keeps_a_grade_by_hand(course):
    with Gradebook(course.database, "coursekit") as gradebook:
        gradebook.find_grade("dense_check", LESSON, LESSON, "nothing").manual_score = 2.5
        gradebook.db.commit()
    course.grade("--student", "nothing", "--force")
    grade = course.grades("nothing")["dense"]
    assert (grade.manual_score, grade.auto_score, grade.needs_manual_grade) == (2.5, 0.0, True)


def test_nbgraders_own_commands_work_on_it(course):
    course.nbgrader("autograde", LESSON, "--CourseDirectory.student_id=wrong", "--force")
    course.nbgrader("generate_feedback", LESSON)
    course.nbgrader("export")
    with (course.root / "grades.csv").open(newline="", encoding="utf-8") as file:
        rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert rows["right"] == sum(exercise.points for exercise in course.exercises.values())
    assert rows["wrong"] == sum(course.scores("wrong").values())


def test_a_server_that_is_gone_is_told_in_plain_words(course, postgres):
    postgres.stop()
    try:
        said = " ".join(course.grade("--force", status=2).split())
    finally:
        postgres.start()
    assert "The gradebook cannot be opened" in said
    assert "Traceback" not in said
    assert "4 graded before and unchanged" in course.grade()
