"""The judge outside gives honest submissions what the check in the notebook gives them."""

from __future__ import annotations

import subprocess
import sys
from itertools import zip_longest

import nbformat
import pytest

from coursekit.grading.cold import ColdProcess
from coursekit.grading.judging import Graded, Task, grade, seed_of
from coursekit.grading.limits import Limits
from coursekit.grading.mending import SourceCell
from coursekit.grading.runners import WarmProcess
from tests.grading.course import Course, cell_of

SEED = 7
LESSON = "01_tensors_and_neurons"


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Course:
    return Course(tmp_path_factory.mktemp("judging") / "course", LESSON)


def cells_of(notebook: nbformat.NotebookNode) -> dict[str, SourceCell]:
    """What the gradebook would know of a released notebook."""
    graded = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    return {
        cell.metadata.nbgrader.grade_id: SourceCell(cell.cell_type, cell.source, dict(cell.metadata.nbgrader))
        for cell in graded
    }


def graded(course: Course, warm, notebook: nbformat.NotebookNode, **values) -> Graded:
    """A submission to the course, graded."""
    task = Task(course.lesson, nbformat.writes(notebook), cells_of(course.release), {}, SEED, **values)
    return grade(task, warm)


def scores(found: Graded) -> dict[str, float | None]:
    """By exercise."""
    return {name.removesuffix("_check"): score for name, score in found.scores.items()}


def in_the_notebook(course: Course, codes: dict[str, str]) -> dict[str, float]:
    """What coursekit.check says to each answer in a process like a notebook's, for the same draws.

    How much a wrong answer earns in part may hang on what is drawn.
    """
    seeds = {name: seed_of(SEED, name) for name in codes}
    return {name: result.score for name, result in course.judge(codes, seeds).items()}


@pytest.mark.slow
def test_every_answer_of_the_bank_gets_the_score_of_the_check(course, warm):
    """Submission i has the i-th answer to each exercise, right or wrong."""
    answers = [
        [(name, answer) for answer in found] for name, found in course.answers.items() if name in course.exercises
    ]
    compared = 0
    for row in zip_longest(*answers):
        codes = {name: answer.code.strip("\n") for name, answer in filter(None, row)}
        # An endless loop takes its whole time limit in both; the bank's own test has it.
        codes = {name: code for name, code in codes.items() if "while True" not in code and "never" not in code}
        found = scores(graded(course, warm, course.answered(codes)))
        expected = in_the_notebook(course, codes)
        assert {name: found[name] for name in expected} == expected
        compared += len(expected)
    assert compared > 60


def test_an_empty_notebook_earns_nothing(course, warm):
    found = graded(course, warm, course.release)
    assert set(scores(found).values()) == {0.0}
    assert found.trouble == ""
    assert {result["outcome"] for result in found.results.values()} == {"NOT_ATTEMPTED"}


def test_the_notebook_carries_the_judges_feedback_and_the_learners_outputs(course, warm):
    right = course.right(["dense"])
    right["dense"] += "\nprint('hello from', dense.__name__)"
    notebook = nbformat.reads(graded(course, warm, course.answered(right)).notebook, as_version=4)
    nbformat.validate(notebook)
    assert "hello from dense" in cell_of(notebook, "dense").outputs[0].text
    shown, score = cell_of(notebook, "dense_check").outputs
    assert "Correct" in shown.data["text/plain"]
    assert "Correct" in shown.data["text/html"]
    assert score.data["text/plain"] == "3.0"


def test_a_cell_that_raises_costs_its_exercise_only(course, warm):
    codes = course.right(["dense", "count_params"])
    codes["dense"] = "raise ValueError('unfinished')"
    found = graded(course, warm, course.answered(codes))
    assert scores(found)["dense"] == 0
    assert scores(found)["count_params"] == course.exercises["count_params"].points
    message = found.results["dense"]["criteria"][0]["message"]
    assert message.startswith("`dense` does not exist")


def test_a_notebook_that_takes_too_long_keeps_what_it_has_earned(course, warm):
    codes = course.right(["dense", "which_mistake"])
    codes["activations"] = (
        "import time\nfor i in range(100):\n    try: time.sleep(10)\n    except KeyboardInterrupt: pass"
    )
    limits = Limits(cell_seconds=2.0, notebook_seconds=15.0)
    found = graded(course, warm, course.answered(codes), limits=limits)
    assert scores(found)["dense"] == course.exercises["dense"].points
    assert scores(found)["which_mistake"] == 0
    assert "did not run to its end" in found.trouble


def test_a_process_that_ends_itself_keeps_what_it_has_earned(course, warm):
    codes = course.right(["dense"])
    codes["activations"] = "import os; os._exit(0)"
    found = graded(course, warm, course.answered(codes))
    assert scores(found)["dense"] == course.exercises["dense"].points
    assert found.trouble == "The notebook did not run to its end: its process ended."


@pytest.mark.parametrize("text", ["", "no JSON", "{}", '{"cells": [', '{"nbformat": 99}', "[1]"])
def test_what_is_no_notebook_is_named(course, warm, text):
    with pytest.raises(match="It is not a notebook"):
        grade(Task(course.lesson, text, {}, {}, SEED), warm)


def test_the_seed_repeats_a_run(course, warm):
    notebook = course.answered(course.wrong())
    first, second = (graded(course, warm, notebook).results for _ in range(2))
    assert first == second


def test_files_that_were_handed_in_lie_beside_the_notebook(course, warm):
    codes = {"dense": "from helper import dense"}
    task = Task(
        course.lesson,
        nbformat.writes(course.answered(codes)),
        cells_of(course.release),
        {"helper.py": b"def dense(x, W, b):\n    return x @ W + b\n", "../outside.txt": b"x"},
        SEED,
    )
    assert scores(grade(task, warm))["dense"] == course.exercises["dense"].points


def test_the_judge_needs_neither_tensorflow_nor_nbgrader():
    """It works on hostile data: the less code, the better. And it starts in half a second."""
    code = (
        "import sys, coursekit.grading.judging, coursekit.grading.worker\n"
        "from coursekit.exercises import load\nload('keras_basics')\n"
        "print([name for name in ('tensorflow', 'keras', 'nbgrader', 'nbconvert') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_cells_that_only_show_something_are_run_once_they_are_changed(course, warm):
    notebook = course.answered({})
    demo = next(cell for cell in notebook.cells if "demo" in cell.metadata.get("tags", []))
    before = demo.source
    as_released = nbformat.reads(graded(course, warm, notebook).notebook, as_version=4)
    assert next(cell for cell in as_released.cells if cell.id == demo.id).execution_count is None
    demo.source = f"{before}\nprint('changed')"
    changed = nbformat.reads(graded(course, warm, notebook).notebook, as_version=4)
    outputs = next(cell for cell in changed.cells if cell.id == demo.id).outputs
    assert "changed" in "".join(output.get("text", "") for output in outputs)


@pytest.mark.parametrize("process", [WarmProcess(sandboxed=False), ColdProcess()], ids=["forked", "cold"])
def test_without_a_sandbox_the_scores_are_the_same(course, process):
    codes = course.wrong()
    try:
        task = Task(course.lesson, nbformat.writes(course.answered(codes)), cells_of(course.release), {}, SEED)
        assert scores(grade(task, process)) == {
            **dict.fromkeys(course.exercises, 0.0),
            **in_the_notebook(course, codes),
        }
    finally:
        process.close()
