"""nbgrader's own commands on a built course, with the project's nbgrader_config.py."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.authoring_fixtures.course import (
    CHECKOUT,
    LESSON,
    build_course,
    built_files,
    make_course,
)

# What the kernels import as coursekit: checks that need neither Keras nor the engine. Points are bare floats.
LIGHT_COURSEKIT = {
    "__init__.py": "def setup(): pass\n",
    "exercises/__init__.py": "",
    "exercises/layers.py": """\
class double:
    def check(function):
        return 0.0 if function(1) is ... else 1.0 * (function(1) == 2) + 1.0 * (function(5) == 10)


class answer:
    def check(value, function):
        return 1.5 if value == 42 else 0.0
""",
}
SCORES = {  # double (2 points), answer (1.5 points), the essay
    "anna": (2.0, 1.5, None),  # the solution: a person grades the essay
    "ben": (1.0, 0.0, None),  # right for 1 only, and a wrong answer
    "cleo": (0.0, 0.0, 0.0),  # nothing attempted
    "dora": (0.0, 0.0, 0.0),  # an error while importing the answer
}


# What the command nbgrader runs, once for each list of arguments: starting it anew takes seconds each time.
COMMANDS = """\
import json, sys
from nbgrader.apps.nbgraderapp import NbGraderApp
from traitlets.config import Application
for arguments in json.loads(sys.argv[1]):
    print("\\n=====", flush=True)
    NbGraderApp.launch_instance(arguments)
    type(Application.instance()).clear_instance()
"""


def nbgrader(course: Path, *commands: str) -> list[str]:
    """The output of each command. Fails if one of them exits with another status than 0."""
    environment = {**os.environ, "PYTHONPATH": str(course / "light"), "NO_COLOR": "1"}
    environment.pop("CUDA_VISIBLE_DEVICES", None)
    run = subprocess.run(
        [sys.executable, "-c", COMMANDS, json.dumps([command.split() for command in commands])],
        cwd=course,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert run.returncode == 0, run.stdout
    outputs = run.stdout.split("\n=====\n")[1:]
    assert len(outputs) == len(commands), run.stdout
    return outputs


def submit(course: Path, student: str, edits: dict[str, str]) -> None:
    notebook = json.loads((course / "notebooks" / LESSON / f"{LESSON}.ipynb").read_bytes())
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
        for old, new in edits.items():
            cell["source"] = cell["source"].replace(old, new)
    path = course / "submitted" / student / LESSON / f"{LESSON}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> tuple[Path, list[str]]:
    """A course after all of nbgrader's steps, and what they said."""
    root = make_course(tmp_path_factory.mktemp("nbgrader") / "course")
    # Without the judge: the check cells run in the submission's kernel, and their last value is the score.
    config = (root / "nbgrader_config.py").read_text(encoding="utf-8")
    for ours, stock in (("Judge", "Execute"), ("SaveJudgedGrades", "SaveAutoGrades")):
        name = f"coursekit.grading.preprocessors.{ours}"
        assert name in config
        config = config.replace(name, f"nbgrader.preprocessors.{stock}")
    (root / "nbgrader_config.py").write_text(config, encoding="utf-8")
    for name, text in LIGHT_COURSEKIT.items():
        path = root / "light" / "coursekit" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert not build_course(root).problems
    shutil.copytree(root / "solutions", root / "submitted" / "anna")
    half = {"return ...": "return 2", "answer = ...": "answer = 1", "YOUR ANSWER HERE": "It does not."}
    submit(root, "ben", half)
    submit(root, "cleo", {})
    submit(root, "dora", {"import json": "import jsom", "answer = ...": "answer = 1 / 0"})
    release = built_files(root)
    outputs = nbgrader(
        root,
        f"generate_assignment {LESSON} --force",
        f"autograde {LESSON}",
        f"generate_feedback {LESSON}",
        "export",
        f"validate submitted/anna/{LESSON}/{LESSON}.ipynb",
        f"validate submitted/ben/{LESSON}/{LESSON}.ipynb",
    )
    assert built_files(root) == release, "nbgrader's own command must not make the build's files stale"
    return root, outputs


@pytest.fixture
def course(graded) -> Path:
    return graded[0]


@pytest.mark.parametrize("student", SCORES)
def test_autograde_finds_the_points(course, student):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        notebook = gradebook.find_submission_notebook(LESSON, LESSON, student)
        scores = {grade.name: grade.auto_score for grade in notebook.grades}
        maxima = {grade.name: grade.max_score for grade in notebook.grades}
    assert (scores["double_check"], scores["answer_check"], scores["essay"]) == SCORES[student]
    assert maxima == {"double_check": 2.0, "answer_check": 1.5, "essay": 3.0}


def test_feedback_shows_the_score(course):
    page = (course / "feedback" / "anna" / LESSON / f"{LESSON}.html").read_text(encoding="utf-8")
    assert "Score: 3.5 / 6.5" in page


def test_export_lists_every_student(course):
    with (course / "grades.csv").open(newline="", encoding="utf-8") as file:
        rows = {row["student_id"]: (row["score"], row["max_score"]) for row in csv.DictReader(file)}
    scores = {"anna": "3.5", "ben": "1.0", "cleo": "0.0", "dora": "0.0"}
    assert rows == {student: (score, "6.5") for student, score in scores.items()}


def test_validate_tells_right_from_wrong(graded):
    *_, right, wrong = graded[1]
    assert "Success! Your notebook passes all the tests." in right
    assert "VALIDATION FAILED ON" in wrong


@pytest.fixture
def config(monkeypatch):
    from traitlets.config import PyFileConfigLoader

    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")  # so that monkeypatch puts back what the file sets
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES")
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "1")
    return PyFileConfigLoader("nbgrader_config.py", path=str(CHECKOUT)).load_config()


def test_one_notebook_has_one_budget_of_time(config, monkeypatch):
    from nbgrader.preprocessors import Execute

    now = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    first = Execute(config=config).timeout_func
    assert first(None) == 60
    now[0] += 270
    assert first(None) == 30
    now[0] += 100
    assert first(None) == 1  # 0 would mean no limit
    assert Execute(config=config).timeout_func(None) == 60


def test_the_autograders_process_has_no_gpu_and_keeps_what_the_user_set(config):
    assert os.environ["CUDA_VISIBLE_DEVICES"] == "-1"
    assert os.environ["TF_CPP_MIN_LOG_LEVEL"] == "1"


def test_the_start_page_is_no_assignment(course):
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    folders = {"source_directory": "solutions", "release_directory": "notebooks"}
    api = NbGraderAPI(CourseDirectory(root=str(course), **folders))
    assert api.get_source_assignments() == {LESSON}
    assert api.get_released_assignments() <= {LESSON}
