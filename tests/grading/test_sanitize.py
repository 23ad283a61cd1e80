"""Every damage that Sanitize mends, on a small notebook and a gradebook of its own."""

from __future__ import annotations

import copy
import logging
import shutil

import pytest
from nbformat import NotebookNode, v4
from nbgrader.api import Gradebook
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import ComputeChecksums, SaveCells

from coursekit.grading.sanitize import Sanitize

NAME = "layers"


def _graded(grade_id: str, **values) -> dict:
    plain = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    return {"nbgrader": {**plain, "grade_id": grade_id, **values}}


@pytest.fixture(scope="module")
def resources(tmp_path_factory, empty_gradebook) -> dict:
    database = shutil.copy(empty_gradebook, tmp_path_factory.mktemp("sanitize"))
    return {"nbgrader": {"notebook": NAME, "assignment": NAME, "db_url": f"sqlite:///{database}"}}


@pytest.fixture
def notebook(registered) -> NotebookNode:
    return copy.deepcopy(registered)


@pytest.fixture(scope="module")
def registered(resources) -> NotebookNode:
    """A notebook whose cells are registered: a locked one, a solution with its check, a written answer."""
    cells = [
        v4.new_markdown_cell("# Layers", id="title"),
        v4.new_code_cell("import json", id="setup", metadata=_graded("setup", locked=True)),
        v4.new_code_cell("dense = ...", id="dense", metadata=_graded("dense", solution=True)),
        v4.new_code_cell(
            "ex.dense.check(dense)",
            id="dense_check",
            metadata=_graded("dense_check", grade=True, locked=True, points=3),
        ),
        v4.new_markdown_cell("Why?", id="essay", metadata=_graded("essay", grade=True, solution=True, points=2)),
    ]
    notebook = v4.new_notebook(cells=cells)
    with Gradebook(resources["nbgrader"]["db_url"]) as gradebook:
        gradebook.update_or_create_assignment(NAME)
    for step in (ComputeChecksums(), SaveCells()):
        notebook, _ = step.preprocess(notebook, resources)
    return notebook


@pytest.fixture
def sanitize(resources, caplog):
    """Sanitizes a notebook. Returns it with what was logged."""
    log = logging.getLogger("sanitize")
    caplog.set_level(logging.WARNING, logger="sanitize")

    def run(notebook: NotebookNode) -> tuple[NotebookNode, str]:
        caplog.clear()
        mended, _ = Sanitize(log=log).preprocess(copy.deepcopy(notebook), resources)
        MetadataValidator().validate_nb(mended)
        return mended, caplog.text

    return run


def test_what_is_in_order_stays_and_nothing_is_logged(notebook, sanitize):
    mended, log = sanitize(notebook)
    assert mended.cells == notebook.cells
    assert log == ""


@pytest.mark.parametrize(
    ("change", "logged"),
    [
        ({}, "all of it"),
        (None, "all of it"),
        ("text", "all of it"),
        ({"schema_version": 99, "grade_id": "dense_check"}, "schema_version"),
        ({"schema_version": 0, "grade_id": "dense_check"}, "schema_version"),
        ({"grade_id": ["dense_check"]}, "grade_id"),
        (_graded("dense_check", grade=True, locked=True, points=300)["nbgrader"], "mended: points"),
        (_graded("dense_check", grade=True, locked=True, points="3")["nbgrader"], "mended: points"),
        (_graded("dense_check", locked=True, points=3)["nbgrader"], "mended: grade"),
        (_graded("dense_check", grade=True, solution=True, points=3)["nbgrader"], "mended: solution, locked"),
    ],
)
def test_a_damaged_mapping_becomes_that_of_the_gradebook(notebook, sanitize, change, logged):
    right, _ = sanitize(notebook)
    notebook.cells[3].metadata["nbgrader"] = change
    mended, log = sanitize(notebook)
    assert mended.cells == right.cells
    assert logged in log


def test_a_lost_mapping_is_found_by_the_cells_id(notebook, sanitize):
    right, _ = sanitize(notebook)
    for cell in notebook.cells:
        cell.metadata.pop("nbgrader", None)
    mended, _ = sanitize(notebook)
    assert mended.cells == right.cells


@pytest.mark.parametrize("grade_id", ["setup", "dense", "dense_check", "essay"])
def test_the_first_of_two_cells_counts(notebook, sanitize, grade_id):
    index = [cell.id for cell in notebook.cells].index(grade_id)
    pasted = copy.deepcopy(notebook.cells[index])
    pasted.id = "pasted"
    notebook.cells.append(pasted)
    mended, log = sanitize(notebook)
    assert mended.cells[index].metadata["nbgrader"]["grade_id"] == grade_id
    assert "nbgrader" not in mended.cells[-1].metadata
    assert f"Cell '{grade_id}' exists multiple times: the first counts" in log


@pytest.mark.parametrize("mapping", [{}, None, _graded("other", grade=True, points=5)["nbgrader"]])
def test_an_unknown_cell_is_the_learners_own(notebook, sanitize, mapping):
    notebook.cells.append(v4.new_code_cell("1 + 1", metadata={"nbgrader": mapping, "tags": ["mine"]}))
    mended, log = sanitize(notebook)
    assert mended.cells[-1].metadata == {"tags": ["mine"]}
    assert ("unknown nbgrader metadata" in log) == (mapping is not None)


@pytest.mark.parametrize("grade_id", ["setup", "dense", "dense_check", "essay"])
def test_tags_of_the_lessons_cells_go(notebook, sanitize, grade_id):
    index = [cell.id for cell in notebook.cells].index(grade_id)
    notebook.cells[index].metadata["tags"] = ["skip-execution"]
    mended, log = sanitize(notebook)
    assert "tags" not in mended.cells[index].metadata
    assert "skip-execution" in log


@pytest.mark.parametrize(("index", "kind"), [(3, "markdown"), (3, "raw"), (4, "code")])
def test_a_changed_type_is_put_back(notebook, sanitize, index, kind):
    before = notebook.cells[index]
    make = {"code": v4.new_code_cell, "markdown": v4.new_markdown_cell, "raw": v4.new_raw_cell}[kind]
    notebook.cells[index] = make(before.source, id=before.id, metadata=before.metadata)
    mended, log = sanitize(notebook)
    assert mended.cells[index].cell_type == before.cell_type
    assert mended.cells[index].source == before.source
    assert f"was made {kind}" in log


def test_a_missing_check_comes_back_after_its_solution(notebook, sanitize):
    del notebook.cells[3]
    mended, log = sanitize(notebook)
    assert [cell.id for cell in mended.cells] == ["title", "setup", "dense", "dense_check", "essay"]
    assert mended.cells[3].source == "ex.dense.check(dense)"
    assert mended.cells[3].metadata.nbgrader.points == 3
    assert "The graded cell 'dense_check' is missing: it is put back" in log


def test_a_missing_check_without_its_solution_comes_back_at_the_end(notebook, sanitize):
    del notebook.cells[2:4]
    mended, _ = sanitize(notebook)
    assert [cell.id for cell in mended.cells] == ["title", "setup", "essay", "dense_check"]


def test_a_missing_answer_for_a_person_is_named(notebook, sanitize):
    del notebook.cells[4]
    mended, log = sanitize(notebook)
    assert len(mended.cells) == 4
    assert "The graded cell 'essay' is missing: its points need a manual grade" in log


def test_a_changed_locked_cell_is_put_back(notebook, sanitize):
    notebook.cells[3].source = "3.0"
    mended, log = sanitize(notebook)
    assert mended.cells[3].source == "ex.dense.check(dense)"
    assert "The locked cell 'dense_check' was changed" in log
