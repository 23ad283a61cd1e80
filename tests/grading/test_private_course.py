"""A private course from its first command to its report, and what its submissions cannot see."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from coursekit.authoring.new_course import make_course
from coursekit.grading import worker
from coursekit.grading.judging import Task
from tests.grading.course import SCRIPTS, cell_of
from tests.grading.sandboxed import require_sandbox

ROOT = Path(__file__).parents[2]
LESSON = "01_first_steps"
pytestmark = pytest.mark.slow

LOOK = """\
import importlib, pathlib
found = importlib.import_module("{package}.first_steps")
print("class", type(found.standardise).__module__)
print("hints", getattr(found.standardise, "hints", "none"))
for place in {places}:
    try:
        print("names", sorted(path.name for path in pathlib.Path(place).iterdir()))
        print("text", (pathlib.Path(place) / "first_steps.py").read_text()[:40])
    except OSError as error:
        print(type(error).__name__)
"""


def run(root: Path, program: list[str], status: int = 0) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "160"}
    ran = subprocess.run(
        program, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300
    )
    assert ran.returncode == status, ran.stdout
    return ran.stdout


def coursekit(root: Path, *arguments: str, status: int = 0) -> str:
    return run(root, [sys.executable, "-c", "from coursekit.cli import main; main()", *arguments], status)


def scores(root: Path, student: str) -> dict[str, float | None]:
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "spring_course") as gradebook:
        notebook = gradebook.find_submission_notebook(LESSON, LESSON, student)
        return {grade.name: grade.auto_score for grade in notebook.grades}


def printed(notebook: nbformat.NotebookNode) -> str:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [output for output in outputs if output.output_type == "error"] == []
    return "".join(output.text for output in outputs if output.output_type == "stream")


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    """A graded course: who handed in the solution, who nothing, and who looks for the answer keys."""
    require_sandbox()
    root = tmp_path_factory.mktemp("private") / "spring course"
    coursekit(root.parent, "new-course", root.name)
    coursekit(root, "build")
    submitted = root / "submitted"
    shutil.copytree(root / "solutions" / LESSON, submitted / "anna" / LESSON)
    shutil.copytree(root / "notebooks" / LESSON, submitted / "bo" / LESSON)
    notebook = nbformat.read(root / "notebooks" / LESSON / f"{LESSON}.ipynb", as_version=4)
    places = [str(root / "spring_course"), str(root / "solutions"), str(root)]
    cell_of(notebook, "standardise").source = LOOK.format(package="spring_course", places=places)
    cell_of(notebook, "why_one_scale").source = "why_one_scale = 'memory'"
    (submitted / "cy" / LESSON).mkdir(parents=True)
    nbformat.write(notebook, submitted / "cy" / LESSON / f"{LESSON}.ipynb")
    # A submission that says it is a course with exercises of its own: nobody may import them.
    (submitted / "cy" / LESSON / "pyproject.toml").write_text(
        '[tool.coursekit]\n[project.entry-points."coursekit.exercises"]\nmine = "mine"\n'
    )
    (submitted / "cy" / LESSON / "mine").mkdir()
    (submitted / "cy" / LESSON / "mine" / "__init__.py").write_text("raise SystemExit(99)")
    return root


@pytest.fixture(scope="module")
def graded(course) -> Path:
    coursekit(course, "grade", LESSON)
    return course


def test_it_is_graded(graded):
    assert scores(graded, "anna") == {"standardise_check": 3.0, "why_one_scale_check": 1.0}
    assert scores(graded, "bo") == {"standardise_check": 0.0, "why_one_scale_check": 0.0}
    assert scores(graded, "cy") == {"standardise_check": 0.0, "why_one_scale_check": 0.0}


def test_a_submission_cannot_import_or_read_the_exercises(graded):
    said = printed(nbformat.read(graded / "autograded" / "cy" / LESSON / f"{LESSON}.ipynb", as_version=4))
    assert said.splitlines()[1:] == [  # the first line is the set-up cell's
        "class coursekit.grading.stand_ins",
        "hints none",
        *["FileNotFoundError"] * 3,
    ]


def test_it_is_reported_and_exported(graded):
    coursekit(graded, "report", LESSON)
    page = (graded / "grading" / f"{LESSON}.html").read_text()
    assert "Standardise the columns of an array" in page
    assert "smaller numbers are cheaper" in page
    coursekit(graded, "export", "canvas")
    assert ",anna,,4\r\n" in (graded / "canvas.csv").read_bytes().decode()


def test_nbgraders_own_command_uses_the_same_exercises(graded):
    before = scores(graded, "anna")
    nbgrader = str(Path(SCRIPTS, "nbgrader"))
    for student in ("anna", "cy"):
        run(graded, [nbgrader, "autograde", LESSON, f"--student={student}", "--force"])
    assert scores(graded, "anna") == before
    assert scores(graded, "cy") == {"standardise_check": 0.0, "why_one_scale_check": 0.0}
    run(graded, [nbgrader, "generate_feedback", LESSON])
    assert "smaller numbers are cheaper" in (graded / "feedback" / "cy" / LESSON / f"{LESSON}.html").read_text()


@pytest.fixture
def installed(tmp_path, monkeypatch) -> str:
    """A private course that is installed: its package lies where submissions can read other packages."""
    require_sandbox()
    packages = tmp_path / "site-packages"
    make_course(tmp_path / "installed_course")
    shutil.copytree(tmp_path / "installed_course" / "installed_course", packages / "installed_course")
    about = packages / "installed_course-0.1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: installed-course\nVersion: 0.1.0\n")
    (about / "entry_points.txt").write_text("[coursekit.exercises]\ninstalled_course = installed_course\n")
    (packages / "readable.txt").write_text("other packages can be read")
    monkeypatch.syspath_prepend(str(packages))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(packages), str(ROOT)]))
    worker.close()
    yield packages
    worker.close()
    for name in [name for name in sys.modules if name.split(".")[0] == "installed_course"]:
        del sys.modules[name]


@pytest.mark.parametrize(("lesson", "package"), [(LESSON, "installed_course"), ("01_tensors_and_neurons", None)])
def test_an_installed_course_is_hidden_too(installed, lesson, package):
    """From its own submissions, and from those of coursekit's lessons."""
    look = LOOK.format(package="installed_course", places=[str(installed / "installed_course")])
    look += f"\nprint(open({str(installed / 'readable.txt')!r}).read())"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(look)])
    options = {} if package is None else {"package": package}
    found = worker.run(Task(lesson, nbformat.writes(notebook), {}, {}, seed=1, **options))
    assert not isinstance(found, str), found
    assert printed(nbformat.reads(found.notebook, as_version=4)).splitlines() == [
        "class coursekit.grading.stand_ins",
        "hints none",
        "names []",
        "FileNotFoundError",
        "other packages can be read",
    ]


def test_a_worker_without_the_course_says_so():
    task = Task(LESSON, json.dumps({}), {}, {}, seed=1, package="nowhere_to_be_found")
    assert worker.run(task) == "Its worker does not have the exercises nowhere_to_be_found. Install the course there."
