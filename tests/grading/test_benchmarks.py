"""The benchmarks' own parts: the class they make, the stock course beside it, and what they measure."""

from __future__ import annotations

import re
import subprocess
import sys

import nbformat
import pytest

from benchmarks.course import CHECKOUT, LESSONS, BenchmarkCourse, environment
from benchmarks.measured import measure
from benchmarks.processor_time import group

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="they read /proc"),
]


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> BenchmarkCourse:
    course = BenchmarkCourse(tmp_path_factory.mktemp("benchmark") / "course", LESSONS["small"])
    for number in range(6):
        course.hand_in(number, light=number == 5)
    return course


def submitted(course: BenchmarkCourse, number: int) -> nbformat.NotebookNode:
    path = course.root / "submitted" / f"s{number:04}" / course.lesson / f"{course.lesson}.ipynb"
    return nbformat.read(path, as_version=4)


def left_out(notebook: nbformat.NotebookNode) -> list[str]:
    cells = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    return [cell.metadata.nbgrader.grade_id for cell in cells if "YOUR CODE HERE" in cell.source]


def test_each_learner_leaves_another_exercise_out(course):
    names = ["steps_per_epoch", "labels", "mlp", "split_and_scale"]
    assert [left_out(submitted(course, number)) for number in range(6)] == [[name] for name in names] + [[], names[:1]]


def test_a_light_submission_trains_nothing(course):
    assert any("model.fit" in cell.source for cell in submitted(course, 0).cells)
    assert not any("model.fit" in cell.source for cell in submitted(course, 5).cells)
    assert sum(".check(" in cell.source for cell in submitted(course, 5).cells) == 4


def test_the_stock_course_has_nothing_of_ours(course, tmp_path):
    stock = course.stock_copy(tmp_path / "stock", 2)
    assert sorted(path.name for path in (stock.root / "submitted").iterdir()) == ["s0000", "s0001"]
    assert "coursekit." not in (stock.root / "nbgrader_config.py").read_text()
    assert "coursekit." in (course.root / "nbgrader_config.py").read_text()
    assert stock.scores() == {}


def test_time_and_memory_are_those_of_the_command(tmp_path):
    code = "import time; held = bytearray(200 * 2**20); time.sleep(0.5); sum(range(10**7))"
    found = measure([sys.executable, "-c", code], tmp_path, environment())
    assert found.seconds > 0.5
    assert 200 < found.peak_mib < 400
    with group() as possible:
        assert (found.processor is None) == (possible is None)
    if found.processor is not None:
        assert 0.05 < found.processor < found.seconds


def test_a_command_that_fails_is_told(tmp_path):
    with pytest.raises(RuntimeError, match=r"ended with 3:\s+no"):
        measure([sys.executable, "-c", "print('no'); raise SystemExit(3)"], tmp_path, environment())


def test_the_help_names_every_row():
    command = [sys.executable, "-m", "benchmarks.grading", "--help"]
    said = subprocess.run(command, cwd=CHECKOUT, env=environment(), capture_output=True, text=True, check=True).stdout
    for row in ("small", "lesson", "sizes", "dask"):
        assert re.search(rf"\b{row}:", said)
