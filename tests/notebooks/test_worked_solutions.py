"""Every worked solution that learners can ask for is right, and runs where it is shown."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest

from coursekit.authoring.lesson import read_lesson
from coursekit.check.channel import LocalChannel
from coursekit.check.host import Host
from coursekit.check.result import Outcome
from coursekit.exercises import load
from coursekit.feedback import worked

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path.relative_to(ROOT) for path in (ROOT / "lessons").glob("[0-9]*.py"))


@pytest.mark.slow
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_worked_solutions_earn_full_points(source, tmp_path, monkeypatch):
    """Runs the lesson as grading does, without demo cells, with each worked solution in its exercise's cell."""
    import coursekit as ck

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "agg")
    ck.setup()
    lesson, _ = read_lesson(ROOT, source)
    exercises = load(lesson.name)
    learner = {"__name__": "__main__", "ck": ck}
    scores = {}
    for cell in lesson.cells:
        if cell.check:
            exercise = exercises[cell.check.exercise]
            found = exercise.judge(LocalChannel(Host([learner[name] for name in cell.check.arguments])), hidden=True)
            expected = Outcome.MANUAL if exercise.kind == "manual" else Outcome.CORRECT
            assert found.outcome is expected, (cell.check.exercise, found.as_data())
            scores[exercise.name] = found.score
        elif cell.exercise and cell.code:
            _run(worked.solution(lesson.module, cell.exercise), learner, cell.exercise)
        elif cell.code and not cell.is_demo:
            _run(cell.source, learner, f"line {cell.line}")
    graded = {name: float(e.points) for name, e in exercises.items() if e.kind != "manual"}
    assert {name: scores.get(name) for name in graded} == graded


def test_every_exercise_of_a_lesson_has_one():
    for source in SOURCES:
        lesson, _ = read_lesson(ROOT, source)
        missing = [name for name in load(lesson.name) if not worked.solution(lesson.module, name)]
        assert missing == [], "run  make build  and commit the result"


def _run(source: str, learner: dict, label: str) -> None:
    with contextlib.redirect_stdout(io.StringIO()):  # what a lesson prints and shows is read elsewhere
        exec(compile(source, f"<{label}>", "exec"), learner)
