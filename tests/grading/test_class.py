"""A class hands in lesson 01, and nbgrader's own commands grade it: every score is asserted.

The file names say who is read first: nbgrader goes through the submissions in the order of the students' names,
and broken ones come first and in the middle.
"""

from __future__ import annotations

import copy
import csv
import html
from dataclasses import dataclass, field

import pytest
from nbformat import v4
from nbgrader.api import Gradebook

from tests.grading.course import Course, cell_of

LESSON = "01_tensors_and_neurons"
pytestmark = pytest.mark.slow


@dataclass
class Graded:
    """The course after grading, what was handed in, and what the commands said."""

    course: Course
    codes: dict[str, dict[str, str]]  # by student: the answers that count, by exercise
    log: str = ""
    said: dict[str, str] = field(default_factory=dict)

    def scores(self, student: str) -> dict[str, float | None]:
        """The automatic scores in the gradebook, by exercise."""
        return {name: grade.auto_score for name, grade in self.grades(student).items()}

    def grades(self, student: str) -> dict:
        with Gradebook(f"sqlite:///{self.course.root / 'gradebook.db'}", "coursekit") as gradebook:
            notebook = gradebook.find_submission_notebook(LESSON, LESSON, student)
            return {grade.name.removesuffix("_check"): grade for grade in notebook.grades}


def expected(graded: Graded, student: str) -> dict[str, float]:
    """The scores by coursekit.check; what has no answer has 0."""
    results = graded.course.judge(graded.codes[student])
    return {name: results[name].score if name in results else 0.0 for name in graded.course.exercises}


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> Graded:
    course = Course(tmp_path_factory.mktemp("class") / "course", LESSON)
    right, names = course.right(), list(course.exercises)
    half = course.right(names[: len(names) // 2])
    no_dense = {name: code for name, code in right.items() if name != "dense"}
    graded = Graded(
        course,
        {
            "b_all_right": right,
            "c_half_right": half,
            "e_wrong": course.wrong(),
            "f_unattempted": {},
            "g_raises": no_dense,
            "h_no_test_cell": right,
            "i_copied_cells": right,
            "k_tampered": {},
            "l_noisy": right,
        },
    )
    for student in ("b_all_right", "c_half_right", "e_wrong", "f_unattempted"):
        course.submit(student, course.answered(graded.codes[student]))
    course.submit("a_not_json", "This is not a notebook.")
    course.submit("d_renamed", course.answered(right), name=f"{LESSON} (1)")
    course.submit("g_raises", course.answered({**right, "dense": "raise ValueError('unfinished')"}))
    course.submit("h_no_test_cell", without_test_cell(course.answered(right)))
    course.submit("i_copied_cells", with_copied_cells(course.answered(right)))
    course.submit("j_not_json", '{"cells": [')
    course.submit("k_tampered", tampered(course.answered({})))
    noise = "import os\n\n\ndef dense(x, W, b):\n    os.write(2, b'a library warns\\n')\n    return x @ W + b"
    course.submit("l_noisy", course.answered({**right, "dense": noise}))
    files = course.built_files()
    # The status tells that some could not be graded.
    graded.log = course.nbgrader("autograde", LESSON, fails=True)
    graded.said["feedback"] = course.nbgrader("generate_feedback", LESSON)
    graded.said["export"] = course.nbgrader("export")
    assert course.built_files() == files, "grading changes neither solutions/ nor notebooks/"
    return graded


def without_test_cell(notebook):
    notebook.cells.remove(cell_of(notebook, "dense_check"))
    return notebook


def with_copied_cells(notebook):
    """The check copied to where it fails, and an empty mapping: stock nbgrader stops the batch at either."""
    check = cell_of(notebook, "dense_check")
    again = copy.deepcopy(check)
    again.id = "pasted"
    broken = v4.new_code_cell("def dense(x, W, b):\n    return x", metadata={"nbgrader": {}})
    notebook.cells += [broken, again]
    cell_of(notebook, "count_params_check").metadata["nbgrader"] = {}  # its id still tells what it is
    return notebook


def tampered(notebook):
    """Nothing is answered, and each check is turned into something that would earn its points."""
    cell_of(notebook, "dense_check").source = "3.0"
    cell_of(notebook, "count_params_check").metadata["tags"] = ["skip-execution"]
    cell_of(notebook, "activations_check").metadata["tags"] = ["demo"]
    derivatives = cell_of(notebook, "derivatives_check")
    derivatives.metadata["nbgrader"].update(solution=True, locked=False)
    derivatives.source = "pass"
    cell_of(notebook, "gradient_check").metadata["nbgrader"]["points"] = 400
    descend = cell_of(notebook, "descend_check")
    descend.cell_type = "markdown"
    del descend["outputs"], descend["execution_count"]
    cell_of(notebook, "shrinking_check").metadata["nbgrader"]["schema_version"] = 99
    return notebook


@pytest.mark.parametrize(
    "student",
    [
        "b_all_right",
        "c_half_right",
        "e_wrong",
        "f_unattempted",  # 0 for each, as in a release that nobody touched
        "g_raises",  # 0 for the exercise whose cell raised, the others count
        "h_no_test_cell",  # it comes back
        "i_copied_cells",  # the first of two cells counts; a lost mapping is found again by the cell's id
        "k_tampered",  # locked cells, tags, points and types are put right: nothing is earned
        "l_noisy",  # what a library writes to stderr costs nothing
    ],
)
def test_the_gradebook_has_the_scores_of_the_check(graded, student):
    assert graded.scores(student) == expected(graded, student)
    assert not any(grade.needs_manual_grade for grade in graded.grades(student).values())


def test_these_scores_differ_as_the_names_say(graded):
    points = {name: exercise.points for name, exercise in graded.course.exercises.items()}
    totals = {student: sum(expected(graded, student).values()) for student in graded.codes}
    maximum = sum(points.values())
    assert totals["b_all_right"] == totals["i_copied_cells"] == totals["l_noisy"] == totals["h_no_test_cell"] == maximum
    assert totals["f_unattempted"] == totals["k_tampered"] == 0
    assert totals["g_raises"] == maximum - points["dense"]
    assert 0 < totals["c_half_right"] < maximum
    assert 0 < totals["e_wrong"] < maximum, "some wrong answers are partly right"


def test_a_deleted_check_cell_is_put_back(graded):
    assert "The graded cell 'dense_check' is missing: it is put back" in graded.log


@pytest.mark.parametrize("student", ["a_not_json", "d_renamed", "j_not_json"])
def test_what_is_no_notebook_of_the_assignment_is_not_graded(graded, student):
    assert set(graded.scores(student).values()) == {None}
    assert all(grade.needs_manual_grade for grade in graded.grades(student).values())
    assert not (graded.course.root / "autograded" / student / LESSON).exists()
    assert f"There was an error processing assignment '{LESSON}' for student '{student}'" in graded.log


def test_the_log_tells_what_was_mended(graded):
    for text in (
        "Cell 'dense_check' exists multiple times: the first counts",
        "The nbgrader metadata of cell 'count_params_check' is mended: all of it",
        "Cell 'count_params_check' has tags that the lesson does not give it: ['skip-execution']",
        "The nbgrader metadata of cell 'gradient_check' is mended: points",
        "Cell 'descend_check' was made markdown: it is code",
    ):
        assert text in graded.log
    assert "Registering the assignment" in graded.log


@pytest.mark.parametrize("student", ["b_all_right", "c_half_right", "e_wrong", "h_no_test_cell", "k_tampered"])
def test_feedback_shows_the_score_and_the_diagnosis(graded, student):
    path = graded.course.root / "feedback" / student / LESSON / f"{LESSON}.html"
    page = html.unescape(path.read_text(encoding="utf-8"))
    total = sum(score or 0.0 for score in graded.scores(student).values())
    maximum = sum(exercise.points for exercise in graded.course.exercises.values())
    assert f"(Score: {total} / {maximum:.1f})" in page
    results = graded.course.judge(graded.codes[student])
    named = [diagnosis.name for result in results.values() for diagnosis in result.diagnoses]
    assert (student == "e_wrong") == bool(named)
    for name in named:
        assert name in page
    for result in results.values():
        assert result.outcome.value in page


def test_export_has_a_row_for_everybody(graded):
    with (graded.course.root / "grades.csv").open(newline="", encoding="utf-8") as file:
        rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    broken = dict.fromkeys(("a_not_json", "d_renamed", "j_not_json"), 0.0)
    counted = {s: sum(score or 0 for score in graded.scores(s).values()) for s in graded.codes}
    assert rows == {**broken, **counted}


def test_grading_is_no_attempt_of_the_grader(graded):
    assert not (graded.course.root / "records").exists()
