"""The learner's attempts, in one SQLite file on this machine. Nothing is ever sent anywhere.

The file is `$COURSEKIT_HOME/attempts.sqlite`, by default in `~/.coursekit`. It is whole between two attempts (no
write-ahead log lies beside it), so copying it moves a learner's record to another machine.

`COURSEKIT_RECORD=off` keeps none; nor does nbgrader's grading, nor continuous integration, unless it is `on`. A disk
that cannot be written, and a file that is damaged, never stop a check.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from coursekit.check.result import Outcome, Result
from coursekit.check.wording import number
from coursekit.exercise_packages import OWN

_SCHEMA = """create table if not exists attempt (
    id integer primary key, at real not null, lesson text not null, exercise text not null,
    outcome text not null, score real not null, points real not null)"""
WAIT_SECONDS = 5.0  # for another notebook's attempt, which takes milliseconds
# Set where nobody learns: by nbgrader while it runs a notebook, and by continuous integration.
_NOBODY_LEARNS = ("NBGRADER_EXECUTION", "CI")


class UnreadableAttempts(Exception):
    """The file of attempts is there and cannot be read. The message says why."""


def keep(lesson: str, found: Result) -> str | None:
    """Stores an attempt; returns a remark on the first one when that was not right yet.

    Args:
        lesson: as `recorded_as` names it.
    """
    if found.outcome is Outcome.NOT_ATTEMPTED or not is_on():
        return None
    try:
        path().parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path(), timeout=WAIT_SECONDS, isolation_level=None)) as database:
            # At once for writing: two notebooks that read first and write then would lock each other out.
            database.execute("begin immediate")
            database.execute(_SCHEMA)
            first = database.execute(
                "select score, points from attempt where lesson = ? and exercise = ? order by id limit 1",
                (lesson, found.exercise),
            ).fetchone()
            database.execute(
                "insert into attempt (at, lesson, exercise, outcome, score, points) values (?, ?, ?, ?, ?, ?)",
                (time.time(), lesson, found.exercise, found.outcome.name, found.score, found.points),
            )
            database.execute("commit")
    except (sqlite3.Error, OSError):
        return None
    if first is None or first[0] >= first[1]:
        return None
    return f"Your first attempt had {number(first[0])} of {number(first[1])}."


def best() -> dict[tuple[str, str], float]:
    """The best score for each (lesson, exercise) that was attempted. Reads the file, and never makes or changes it.

    Raises:
        UnreadableAttempts: when the file is damaged, locked, or may not be read.
    """
    file = path()
    try:
        if not file.exists():
            return {}
        # Without mode=ro a look would create what it looks at.
        uri = f"{file.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS)) as database:
            rows = database.execute("select lesson, exercise, max(score) from attempt group by lesson, exercise")
            return {(lesson, exercise): float(score) for lesson, exercise, score in rows}
    except (sqlite3.Error, OSError, TypeError, ValueError) as error:
        raise UnreadableAttempts(str(error)) from error


def reset() -> Path | None:
    """Begins anew. The old file, damaged or not, is put aside; returns its new place, or None when there was none.

    Raises:
        OSError: when the file cannot be moved.
    """
    aside = path().with_suffix(".before-reset.sqlite")
    try:
        path().replace(aside)
    except FileNotFoundError:
        return None
    # What a killed process left: with another file it would be taken for that one's.
    path().with_name(f"{path().name}-journal").unlink(missing_ok=True)
    return aside


def recorded_as(package: str, module: str) -> str:
    """The name under which attempts of a lesson are kept: two courses may have a lesson of one name."""
    return module if package in (OWN, "") else f"{package}.{module}"


def is_on() -> bool:
    """Whether attempts are kept."""
    wanted = os.environ.get("COURSEKIT_RECORD")
    return wanted != "off" if wanted else not any(os.environ.get(name) for name in _NOBODY_LEARNS)


def path() -> Path:
    """Where the attempts are kept."""
    return Path(os.environ.get("COURSEKIT_HOME") or Path.home() / ".coursekit") / "attempts.sqlite"
