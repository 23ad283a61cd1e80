"""Every notebook runs from top to bottom: solved it earns all points, unanswered it earns none and says why."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from coursekit.check.result import Outcome
from coursekit.exercises import load
from tests.notebooks.executed import LIMIT_SECONDS, PROBE, notebooks

SOLUTIONS, RELEASES = notebooks("solutions"), notebooks("notebooks")
LESSONS = [path for path in RELEASES if not path.endswith("/index.ipynb")]

pytestmark = pytest.mark.slow
every_notebook = pytest.mark.parametrize("path", [*SOLUTIONS, *RELEASES])


def test_there_are_two_notebooks_for_each_lesson(checkout: Path):
    sources = [path.stem for path in sorted((checkout / "lessons").glob("[0-9]*.py"))]
    assert [f"solutions/{name}/{name}.ipynb" for name in sources] == SOLUTIONS != []
    assert [f"notebooks/{name}/{name}.ipynb" for name in sources] == LESSONS
    assert "notebooks/index.ipynb" in RELEASES


def test_the_kernel_is_this_python(executed):
    assert [output.text.strip() for _, output in executed.outputs(PROBE)] == [sys.prefix]


@every_notebook
def test_runs_without_an_exception(executed, path):
    if message := executed.failures.get(path):
        pytest.fail(message, pytrace=False)
    assert path in executed.seconds, "nbmake did not run it"
    errors = [(cell, o.ename, o.evalue) for cell, o in executed.outputs(path) if o.output_type == "error"]
    assert errors == []


@every_notebook
def test_writes_nothing_to_stderr(executed, path):
    """nbgrader gives no points to a graded cell that does, and learners take warnings for their own fault."""
    streams = [(cell, o.text) for cell, o in executed.outputs(path) if o.output_type == "stream" and o.name == "stderr"]
    assert streams == []


@every_notebook
def test_does_not_take_too_long(executed, path, record_property):
    """Other work on the machine stretches the clock, so only what is clearly over fails. The table shows the rest."""
    seconds, checks = executed.seconds[path], executed.checks(path)
    points = f"{sum(c.score or 0 for c in checks):g} of {sum(c.points for c in checks):g}"
    record_property("notebook", [path, {"points": points, **asdict(seconds)}])
    assert seconds.clock < 2 * LIMIT_SECONDS or seconds.processor < LIMIT_SECONDS


@pytest.mark.parametrize("path", SOLUTIONS)
def test_solved_every_check_gives_full_points(executed, path):
    checks = executed.checks(path)
    assert {c.name: c.score for c in checks} == _declared_points(path)
    assert {c.name: c.points for c in checks} == _declared_points(path)
    assert [c.name for c in checks if not c.feedback.startswith(Outcome.CORRECT.value)] == []


@pytest.mark.parametrize("path", LESSONS)
def test_unanswered_every_check_gives_nothing_and_says_so(executed, path):
    checks = executed.checks(path)
    assert {c.name: c.score for c in checks} == dict.fromkeys(_declared_points(path), 0.0)
    assert [c.name for c in checks if not c.feedback.startswith(Outcome.NOT_ATTEMPTED.value)] == []


def _declared_points(path: str) -> dict[str, float]:
    """What the checks of a notebook can give. A person grades the rest."""
    declared = load(Path(path).stem)
    return {name: float(exercise.points) for name, exercise in declared.items() if exercise.kind != "manual"}
