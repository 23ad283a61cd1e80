"""Worked solutions: what a learner would have written, taken from the cell with the solution."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coursekit.authoring import build
from coursekit.authoring.lesson import Cell
from coursekit.authoring.python_code import parse
from coursekit.authoring.worked import path as worked_path
from coursekit.authoring.worked import worked_solution, worked_solutions
from coursekit.exercise_packages import OWN
from coursekit.feedback import worked
from tests.unit.authoring_fixtures.course import DECLARATIONS, SOURCE, build_course, make_course

FUNCTION = '''\
def double(x):
    """Returns 2 x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
    return ...'''

VALUE = """\
model = ...
### BEGIN SOLUTION
layers = [1, 2]
model = sum(layers)
### END SOLUTION"""

CLASS = """\
class Scale:
    def __init__(self, factor):
        ### BEGIN SOLUTION
        self.factor = factor
        ### END SOLUTION

    def __call__(self, x):
        ### BEGIN SOLUTION
        if x is ...:
            return ...
        return x * self.factor
        ### END SOLUTION
        return ...

    def unanswered(self):
        return ..."""

AROUND = """\
import math

radius = 2.0  # cm
area: float = ...  # your formula


### BEGIN SOLUTION
area = math.pi * radius**2
### END SOLUTION
areas = [area, ...]"""

TWO_REGIONS = """\
def shape(x):
    rows = ...
    ### BEGIN SOLUTION
    rows = len(x)
    ### END SOLUTION
    columns = ...
    ### BEGIN SOLUTION
    columns = len(x[0])
    ### END SOLUTION
    return rows, columns"""


def _solution(source: str, kind: str = "code") -> str:
    return worked_solution(Cell(kind, source, 1, {"exercise": "x"}, parse(source) if kind == "code" else None))


def test_a_function_keeps_its_docstring_and_loses_the_stub():
    assert _solution(FUNCTION) == 'def double(x):\n    """Returns 2 x."""\n    return 2 * x'


def test_of_a_value_the_region_stays():
    assert _solution(VALUE) == "layers = [1, 2]\nmodel = sum(layers)"


def test_only_stubs_of_solved_functions_go():
    learner: dict = {}
    text = _solution(CLASS)
    assert "SOLUTION" not in text
    exec(text, learner)
    scale = learner["Scale"](3)
    assert (scale(5), scale(...), scale.unanswered()) == (15, ..., ...)
    assert text.count("return ...") == 2


def test_the_learners_context_stays():
    assert _solution(AROUND) == (
        "import math\n\nradius = 2.0  # cm\n\n\narea = math.pi * radius**2\nareas = [area, ...]"
    )


def test_placeholders_inside_a_function_go():
    assert _solution(TWO_REGIONS) == (
        "def shape(x):\n    rows = len(x)\n    columns = len(x[0])\n    return rows, columns"
    )


def test_of_a_text_only_the_region_stays():
    question = "Why a bias?\n\n### BEGIN SOLUTION\nIt moves\nthe line.\n### END SOLUTION"
    assert _solution(question, "markdown") == "It moves\nthe line."


def test_the_build_writes_them_by_module_and_exercise(tmp_path):
    root = make_course(tmp_path / "course")
    assert worked_path(OWN) in build_course(root).changed
    assert json.loads((root / worked_path(OWN)).read_text(encoding="utf-8")) == {
        "layers": {
            "double": 'def double(x):\n    """Returns 2 x."""\n    return 2 * x',
            "answer": "answer = 6 * 7",
            "essay": "Without it, the output is 0 wherever the input is 0.",
        }
    }
    assert not (root / worked_path(OWN)).read_bytes().count(b"\r")
    assert worked_solutions([]) == b"{}\n"


@pytest.mark.parametrize("solution", ["return 2 * x", "return x + x"])
def test_a_changed_solution_makes_the_file_stale(tmp_path, solution):
    root = make_course(tmp_path / "course", SOURCE.replace("return 2 * x", solution))
    build_course(root)
    lesson = root / "lessons" / "02_layers.py"
    lesson.write_text(lesson.read_text(encoding="utf-8").replace(solution, "return x * 2"), encoding="utf-8")
    report = build(root, check=True, load=lambda lesson: DECLARATIONS)
    assert worked_path(OWN) in report.changed


def test_the_package_finds_the_file_that_the_build_writes():
    assert Path(*worked.__name__.split(".")[:-2], "exercises", worked.FILE) == worked_path(OWN)
    for lesson, solutions in json.loads((Path(worked.__file__).parents[2] / worked_path(OWN)).read_bytes()).items():
        for exercise, source in solutions.items():
            assert worked.solution(lesson, exercise) == source
