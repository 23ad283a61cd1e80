"""`coursekit grade`: a class with honest, broken and late submissions, graded, resumed, handed in again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from coursekit.grading.records import Records
from tests.grading.course import Course
from tests.grading.sandboxed import require_sandbox

LESSON = "01_tensors_and_neurons"
ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


class Graded(Course):
    """A course that is graded with our command."""

    @property
    def database(self) -> str:
        return f"sqlite:///{self.root / 'gradebook.db'}"

    def grade(self, *options: str, status: int = 0) -> str:
        """Runs the command in the course's folder. What it said."""
        run = subprocess.run(self.command(*options), cwd=self.root, env=self.environment(), text=True, **PIPES)
        assert run.returncode == status, run.stdout
        return run.stdout

    def command(self, *options: str) -> list[str]:
        code = "from coursekit.cli import main; main()"
        return [sys.executable, "-c", code, "grade", self.lesson, *options]

    def environment(self) -> dict[str, str]:
        paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        return {**os.environ, "PYTHONPATH": paths, "COLUMNS": "160", "NO_COLOR": "1"}

    def grades(self, student: str) -> dict:
        with Gradebook(self.database, "coursekit") as gradebook:
            notebook = gradebook.find_submission_notebook(self.lesson, self.lesson, student)
            return {grade.name.removesuffix("_check"): grade for grade in notebook.grades}

    def scores(self, student: str) -> dict[str, float | None]:
        return {name: grade.auto_score for name, grade in self.grades(student).items()}

    def records(self) -> list[dict]:
        return list(Records(self.root / "grading" / f"{self.lesson}.jsonl").all())


PIPES = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Graded:
    require_sandbox()
    return Graded(tmp_path_factory.mktemp("graded") / "course", LESSON)


@pytest.fixture(scope="module")
def said(course) -> str:
    right, points = course.right(), sum(e.points for e in course.exercises.values())
    course.submit("a_not_json", "This is not a notebook.")
    course.submit("b_right", course.answered(right))
    course.submit("c_renamed", course.answered(right), name=f"{LESSON} (1)")
    course.submit("d_none", course.answered({}))
    course.submit("e_ends_itself", course.answered({**right, "activations": "import os; os._exit(3)"}))
    late = course.submit("f_late", course.answered(right))
    (late.parent / "timestamp.txt").write_text("2026-01-05 10:00:00 UTC")
    link = course.root / "submitted" / "g_link" / LESSON
    link.mkdir(parents=True)
    (link / f"{LESSON}.ipynb").symlink_to(course.root / "submitted" / "b_right" / LESSON / f"{LESSON}.ipynb")
    course.total = points
    return course.grade(status=1)


def test_scores_are_in_the_gradebook(course, said):
    full = {name: float(exercise.points) for name, exercise in course.exercises.items()}
    assert course.scores("b_right") == full
    assert set(course.scores("d_none").values()) == {0.0}
    assert not any(grade.needs_manual_grade for grade in course.grades("b_right").values())


def test_the_log_has_a_record_for_each(course, said):
    records = {record["student"]: record for record in course.records()}
    assert sorted(records) == sorted(path.name for path in (course.root / "submitted").iterdir())
    assert len({record["seed"] for record in records.values()}) == 1
    assert records["b_right"]["score"] == course.total
    assert records["b_right"]["results"]["dense"]["outcome"] == "CORRECT"
    assert not records["b_right"]["trouble"]


@pytest.mark.parametrize(
    ("student", "reason"),
    [
        ("a_not_json", "It is not a notebook"),
        ("c_renamed", "There is no 01_tensors_and_neurons.ipynb"),
        ("g_link", "is a link or no file"),
    ],
)
def test_what_cannot_be_graded_is_listed_and_waits_for_a_person(course, said, student, reason):
    assert reason in " ".join(said.split())
    assert set(course.scores(student).values()) == {None}
    assert all(grade.needs_manual_grade for grade in course.grades(student).values())
    assert not (course.root / "autograded" / student).exists()


def test_who_ends_the_process_keeps_what_was_earned_and_is_looked_at(course, said):
    scores = course.scores("e_ends_itself")
    assert scores["dense"] == course.exercises["dense"].points
    assert scores["which_mistake"] == 0
    assert all(grade.needs_manual_grade for grade in course.grades("e_ends_itself").values())
    assert "its process ended" in " ".join(said.split())


def test_when_it_was_handed_in_is_kept(course, said):
    with Gradebook(course.database, "coursekit") as gradebook:
        assert str(gradebook.find_submission(LESSON, "f_late").timestamp) == "2026-01-05 10:00:00"


def test_the_graded_notebook_and_the_feedback_show_the_judges_words(course, said):
    course.nbgrader("generate_feedback", LESSON, "--CourseDirectory.student_id=b_right")
    page = (course.root / "feedback" / "b_right" / LESSON / f"{LESSON}.html").read_text()
    assert f"(Score: {course.total:.1f} / {course.total:.1f})" in page
    assert "Correct" in page


def test_again_with_nothing_new(course, said):
    before = course.records()
    again = course.grade()
    assert "7 graded before and unchanged" in again
    assert course.records() == before


def test_what_is_handed_in_again_is_graded_again_and_a_grade_by_hand_stays(course, said):
    with Gradebook(course.database, "coursekit") as gradebook:
        grade = gradebook.find_grade("dense_check", LESSON, LESSON, "d_none")
        grade.manual_score = 2.5
        grade.extra_credit = 1.0
        gradebook.db.commit()
    shutil.rmtree(course.root / "submitted" / "d_none")
    course.submit("d_none", course.answered(course.right(["count_params"])))
    assert "6 graded before" in course.grade()
    grades = course.grades("d_none")
    assert grades["count_params"].auto_score == course.exercises["count_params"].points
    assert (grades["dense"].manual_score, grades["dense"].extra_credit, grades["dense"].auto_score) == (2.5, 1.0, 0.0)
    assert grades["dense"].needs_manual_grade, "as in nbgrader, a regrade asks to look at a grade by hand again"


def test_no_earlier_score_stays_when_the_new_version_is_broken(course, said):
    course.submit("h_worse", course.answered(course.right(["dense"])))
    course.grade("--student", "h_worse")
    assert course.scores("h_worse")["dense"] == course.exercises["dense"].points
    (course.root / "submitted" / "h_worse" / LESSON / f"{LESSON}.ipynb").write_text("{")
    course.grade("--student", "h_worse", status=1)
    assert set(course.scores("h_worse").values()) == {None}


def test_the_seed_of_the_log_repeats_a_run(course, said):
    seed = course.records()[0]["seed"]
    course.grade("--student", "b_right", "--force", "--seed", str(seed))
    first, last = (r for r in course.records() if r["student"] == "b_right")
    assert {**first, "time": "", "seconds": 0} == {**last, "time": "", "seconds": 0}


def test_names_that_are_not_there(course, said):
    assert "nobody has handed in nothing" in course.grade("--student", "nobody", status=1)
    run = subprocess.run(
        [*course.command()[:-1], "09_nothing"], cwd=course.root, env=course.environment(), text=True, **PIPES
    )
    assert run.returncode == 2
    assert "does not know the assignment" in run.stdout
    assert "Traceback" not in run.stdout


def test_a_killed_run_goes_on_where_it_stopped(course, said):
    for number in range(6):
        course.submit(f"k{number}", course.answered(course.right()))
    before = len(course.records())
    run = subprocess.Popen(course.command(), cwd=course.root, env=course.environment(), **PIPES)
    while len(course.records()) < before + 2:
        time.sleep(0.1)
        assert run.poll() is None
    run.send_signal(signal.SIGKILL)
    run.wait()
    course.grade()
    last = [record["student"] for record in course.records()[before:]]
    assert sorted(last) == [f"k{number}" for number in range(6)], "each of them once"
    for number in range(6):
        assert sum(course.scores(f"k{number}").values()) == course.total
