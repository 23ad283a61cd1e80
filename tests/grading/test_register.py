"""An assignment that the gradebook does not know is registered by the first grading."""

from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateFeedback, NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from coursekit.grading.register import RegisteringExporter
from tests.unit.authoring_fixtures.course import LESSON, build_course, built_files, make_course

FOLDERS = {"source_directory": "solutions", "release_directory": "notebooks"}


@pytest.fixture
def root(tmp_path, empty_gradebook) -> Path:
    root = make_course(tmp_path / "course")
    assert not build_course(root).problems
    shutil.copy(empty_gradebook, root / "other.db")
    return root


def autograde(root: Path, assignment: str = LESSON) -> Autograde:
    """The converter as Formgrader makes it."""
    course = CourseDirectory(
        root=str(root), assignment_id=assignment, db_url=f"sqlite:///{root / 'other.db'}", **FOLDERS
    )
    return Autograde(coursedir=course, config=Config({"CourseDirectory": FOLDERS}))


def cells(root: Path) -> dict[str, float]:
    with Gradebook(f"sqlite:///{root / 'other.db'}") as gradebook:
        return {cell.name: cell.max_score for cell in gradebook.find_notebook(LESSON, LESSON).grade_cells}


def test_cells_and_points_are_registered_in_the_gradebook_in_use(root):
    files = built_files(root)
    RegisteringExporter(parent=autograde(root))
    assert cells(root) == {"double_check": 2.0, "answer_check": 1.5, "essay": 3.0}
    assert built_files(root) == files
    assert not (root / "gradebook.db").exists()


def test_an_assignment_with_only_a_due_date_is_registered_and_keeps_it(root):
    with Gradebook(f"sqlite:///{root / 'other.db'}") as gradebook:
        gradebook.update_or_create_assignment(LESSON, duedate="2027-01-31 12:00:00 UTC")
    RegisteringExporter(parent=autograde(root))
    assert len(cells(root)) == 3
    with Gradebook(f"sqlite:///{root / 'other.db'}") as gradebook:
        assert gradebook.find_assignment(LESSON).duedate.year == 2027


def test_what_is_registered_stays(root):
    RegisteringExporter(parent=autograde(root))
    path = root / "solutions" / LESSON / f"{LESSON}.ipynb"
    notebook = json.loads(path.read_bytes())
    for cell in notebook["cells"]:
        if cell["id"] == "double_check":
            cell["metadata"]["nbgrader"]["points"] = 20
    path.write_text(json.dumps(notebook), encoding="utf-8")
    RegisteringExporter(parent=autograde(root))
    assert cells(root)["double_check"] == 2.0


def test_a_wrong_name_is_refused_with_those_that_exist(root, caplog):
    caplog.set_level(logging.ERROR)
    with pytest.raises(NbGraderException, match=f"'02_leyers'.*There are: {LESSON}"):
        RegisteringExporter(parent=autograde(root, "02_leyers"))


def test_only_autograding_registers(root):
    before = (root / "other.db").read_bytes()
    RegisteringExporter()
    RegisteringExporter(parent=GenerateFeedback(coursedir=autograde(root).coursedir))
    assert (root / "other.db").read_bytes() == before
