"""Progress: the record of attempts under two notebooks, moved, reset, damaged, read-only; and what is shown of it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import coursekit as ck
from coursekit.check.result import CriterionResult, Outcome, Result, State
from coursekit.exercises import load
from coursekit.feedback import attempts, progress

FIRST = "tensors_and_neurons"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    """A new home for the record, which is on."""
    monkeypatch.setenv("COURSEKIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COURSEKIT_RECORD", "on")
    return tmp_path / "home"


def result(exercise: str = "dense", score: float = 1.0, points: float = 3.0) -> Result:
    states = ((score, State.PASSED), (points - score, State.FAILED))
    criteria = tuple(CriterionResult(state.value, part, state) for part, state in states)
    return Result(exercise, exercise, Outcome.CORRECT if score == points else Outcome.PARTLY, points, criteria)


def kept() -> int:
    with sqlite3.connect(attempts.path()) as database:
        return database.execute("select count(*) from attempt").fetchone()[0]


def test_the_best_attempt_counts():
    for score in (1.0, 3.0, 2.0):
        attempts.keep(FIRST, result(score=score))
    attempts.keep(FIRST, result("other", 0.0))
    assert attempts.best() == {(FIRST, "dense"): 3.0, (FIRST, "other"): 0.0}


WRITE = """\
import sys
from tests.unit.test_progress import result
from coursekit.feedback import attempts
print("ready", flush=True)
sys.stdin.readline()
for number in range(150):
    attempts.keep(sys.argv[1], result(score=float(number % 4)))
"""


def test_two_notebooks_at_once_lose_nothing(checkout, home):
    """Both begin with an empty home, so that the table is made by both at once as well."""
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, lesson], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for lesson in ("first", "second")
    ]
    for writer in writers:
        assert writer.stdout.readline() == b"ready\n"
    for writer in writers:
        writer.stdin.write(b"\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=120)
        assert writer.returncode == 0
    assert kept() == 300
    assert attempts.best() == {("first", "dense"): 3.0, ("second", "dense"): 3.0}
    assert [path.name for path in home.iterdir()] == ["attempts.sqlite"], "one file is all there is to move"


def test_it_waits_for_the_other_notebook(monkeypatch):
    attempts.keep(FIRST, result())
    other = sqlite3.connect(attempts.path(), isolation_level=None)
    other.execute("begin immediate")
    monkeypatch.setattr(attempts, "WAIT_SECONDS", 0.1)
    assert attempts.keep(FIRST, result(score=3.0)) is None, "an attempt is lost, not the check"
    other.execute("rollback")
    other.close()
    assert attempts.keep(FIRST, result(score=3.0)) == "Your first attempt had 1 of 3."
    assert kept() == 2


def test_it_moves_to_another_machine_as_one_file(tmp_path, monkeypatch):
    attempts.keep(FIRST, result(score=2.0))
    other = tmp_path / "other machine"
    other.mkdir()
    shutil.copy(attempts.path(), other)
    monkeypatch.setenv("COURSEKIT_HOME", str(other))
    assert attempts.best() == {(FIRST, "dense"): 2.0}
    assert attempts.keep(FIRST, result(score=3.0)) == "Your first attempt had 2 of 3."


def test_reset_puts_the_old_record_aside():
    assert attempts.reset() is None
    attempts.keep(FIRST, result(score=2.0))
    before = attempts.path().read_bytes()
    aside = attempts.reset()
    assert aside.read_bytes() == before
    assert attempts.best() == {}
    assert attempts.keep(FIRST, result(score=1.0)) is None, "there was no attempt before"
    assert attempts.best() == {(FIRST, "dense"): 1.0}


DAMAGES = {
    "no database": lambda path: path.write_bytes(b"This is not a database, but it is long enough to be one." * 9),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:6000]),
    "overwritten": lambda path: path.write_bytes(path.read_bytes()[:100] + b"\xff" * 8092),
    "another table": lambda path: (path.unlink(), sqlite3.connect(path).execute("create table attempt (x)")),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_record_never_breaks_a_check(damage, capfd):
    for number in range(40):
        attempts.keep(FIRST, result(f"exercise{number}"))
    damage(attempts.path())
    exercise = load(FIRST)["dense"]
    checked = exercise.check(lambda x, W, b: x @ W + b)
    assert float(checked) == exercise.points
    assert capfd.readouterr().err == ""
    with pytest.raises(attempts.UnreadableAttempts):
        attempts.best()
    ck.progress()
    out = capfd.readouterr().out
    assert "cannot be read" in out
    assert "coursekit progress --reset" in out
    attempts.reset()
    exercise.check(lambda x, W, b: x @ W + b)
    assert attempts.best() == {(FIRST, "dense"): exercise.points}


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write everything")
def test_a_read_only_record_can_be_shown(home):
    attempts.keep(FIRST, result(score=2.0))
    attempts.path().chmod(0o400)
    home.chmod(0o500)
    try:
        assert attempts.keep(FIRST, result(score=3.0)) is None
        assert attempts.best() == {(FIRST, "dense"): 2.0}
    finally:
        home.chmod(0o700)


def test_a_file_system_that_takes_no_writes(monkeypatch, capfd):
    attempts.keep(FIRST, result(score=2.0))
    connect = sqlite3.connect

    def read_only(*arguments, **options):
        database = connect(*arguments, **options)
        database.execute("pragma query_only = 1")
        return database

    monkeypatch.setattr("sqlite3.connect", read_only)
    exercise = load(FIRST)["dense"]
    assert float(exercise.check(lambda x, W, b: x @ W + b)) == exercise.points
    assert capfd.readouterr().err == ""
    assert attempts.best() == {(FIRST, "dense"): 2.0}


def test_looking_makes_no_file(home, capfd):
    ck.progress()
    assert not home.exists()
    assert f"{FIRST}" in capfd.readouterr().out


@pytest.mark.parametrize("variable", ["CI", "NBGRADER_EXECUTION"])
def test_nothing_is_kept_where_nobody_learns(monkeypatch, variable, capfd):
    monkeypatch.delenv("COURSEKIT_RECORD")
    monkeypatch.setenv(variable, "autograde")
    attempts.keep(FIRST, result())
    assert not attempts.path().exists()
    ck.progress()
    assert "Attempts are not kept at the moment" in capfd.readouterr().out


def test_each_lesson_has_its_points_in_the_order_of_the_course(checkout):
    dense = load(FIRST)["dense"]
    attempts.keep(FIRST, result("dense", dense.points, dense.points))
    attempts.keep(FIRST, result("count_params", 1.0))
    attempts.keep("somewhere.fit", result("one", 5.0, 5.0))  # another course's
    found = list(progress.lessons("coursekit.exercises", attempts.best()))
    lessons = [path.stem.split("_", 1)[1] for path in sorted((checkout / "lessons").glob("[0-9]*.py"))]
    assert [lesson.name for lesson in found] == lessons
    first = found[0]
    declared = [e for e in load(FIRST).values() if e.kind != "manual"]
    assert (first.earned, first.solved) == (dense.points + 1.0, 1)
    assert (first.possible, first.exercises) == (sum(e.points for e in declared), len(declared))
    assert all(lesson.earned == 0 for lesson in found[1:])


def test_points_of_an_older_version_are_never_more_than_there_are():
    attempts.keep(FIRST, result("dense", 30.0, 30.0))
    first = next(progress.lessons("coursekit.exercises", attempts.best()))
    assert first.earned == load(FIRST)["dense"].points


def test_it_is_shown_as_a_picture_with_a_text_alternative(monkeypatch):
    shown = []
    monkeypatch.setattr("coursekit.feedback.progress.display_both", lambda plain, rich: shown.append((plain, rich)))
    attempts.keep(FIRST, result("dense", 3.0))
    ck.progress()
    ((plain, rich),) = shown
    possible = next(progress.lessons("coursekit.exercises", {})).possible
    assert f"{FIRST} 3 of {possible:g}" in rich[rich.index('alt="') :]
    assert "data:image/png;base64," in rich
    assert plain.splitlines()[0].startswith(FIRST)
    assert f"3 of {possible:g} points, 1 of " in plain.splitlines()[0]
    assert str(attempts.path()) in plain


def test_the_command(checkout, home):
    def run(*arguments: str) -> tuple[int, str]:
        code = "from coursekit.cli import main; main()"
        ran = subprocess.run(
            [sys.executable, "-c", code, "progress", *arguments],
            cwd=checkout,
            env={**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(checkout)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
        )
        return ran.returncode, ran.stdout

    assert run("--reset") == (0, "There is no record yet.\n")
    attempts.keep(FIRST, result("dense", 3.0))
    status, said = run()
    assert status == 0
    assert said.startswith(f"{FIRST} ")
    assert "\nTogether 3 of " in said
    attempts.path().write_text("no database, but something else that is long enough to be read as its first page")
    status, said = run()
    assert status == 1
    assert "coursekit progress --reset" in said
    assert run("--reset") == (0, f"The old record is now {home / 'attempts.before-reset.sqlite'}.\n")
    assert run()[0] == 0
