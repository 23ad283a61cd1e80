"""The learner's attempts, in one SQLite file on this machine. Nothing is ever sent anywhere.

The file is `$COURSEKIT_HOME/attempts.sqlite`, by default in `~/.coursekit`. `COURSEKIT_RECORD=off` keeps
none (grading and tests set it). A disk that cannot be written never stops a check.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from coursekit.check.result import Outcome, Result
from coursekit.check.wording import number

_SCHEMA = """create table if not exists attempt (
    id integer primary key, at real not null, lesson text not null, exercise text not null,
    outcome text not null, score real not null, points real not null)"""


def keep(lesson: str, found: Result) -> str | None:
    """Stores an attempt; returns a remark on the first one when that was not right yet."""
    if found.outcome is Outcome.NOT_ATTEMPTED or os.environ.get("COURSEKIT_RECORD", "on") == "off":
        return None
    try:
        path().parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path(), timeout=2.0)) as database, database:
            database.execute(_SCHEMA)
            first = database.execute(
                "select score, points from attempt where lesson = ? and exercise = ? order by id limit 1",
                (lesson, found.exercise),
            ).fetchone()
            database.execute(
                "insert into attempt (at, lesson, exercise, outcome, score, points) values (?, ?, ?, ?, ?, ?)",
                (time.time(), lesson, found.exercise, found.outcome.name, found.score, found.points),
            )
    except (sqlite3.Error, OSError):
        return None
    if first is None or first[0] >= first[1]:
        return None
    return f"Your first attempt had {number(first[0])} of {number(first[1])}."


def path() -> Path:
    """Where the attempts are kept."""
    return Path(os.environ.get("COURSEKIT_HOME") or Path.home() / ".coursekit") / "attempts.sqlite"
