"""The log of grading: one JSON line for each submission that was graded, in grading/LESSON.jsonl of the course."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Records:
    """The log of one lesson. A line counts once its end of line is on disk: a killed run leaves no half record."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def all(self) -> Iterator[dict[str, Any]]:
        """The records in the order of writing. A last line without its end is no record."""
        return (line for line in self._lines() if "begun" not in line)

    def latest(self) -> dict[str, dict[str, Any]]:
        """The last record of each student; of one whose regrade was begun and not ended, none."""
        found: dict[str, dict[str, Any]] = {}
        for line in self._lines():
            if "begun" in line:
                found.pop(line["student"], None)
            else:
                found[line["student"]] = line
        return found

    def begin(self, student: str, time: str) -> None:
        """Says that from now until the student's next record the gradebook may hold half of a new result."""
        self.add({"student": student, "begun": time})

    def add(self, record: dict[str, Any]) -> None:
        """Appends a record, and returns once it is on disk.

        Raises:
            OSError: when it is not, on a full disk for instance. The log is as it was then.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps(record, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
        with self.path.open("ab+", buffering=0) as file:
            end = file.tell()
            if end and not _ends_a_line(file):
                line = b"\n" + line  # a run was killed in the middle of a record
            try:
                while line:
                    line = line[file.write(line) :]
                os.fsync(file.fileno())
            except OSError:
                file.truncate(end)
                raise

    def _lines(self) -> Iterator[dict[str, Any]]:
        with contextlib.suppress(FileNotFoundError), self.path.open("rb") as file:
            for line in file:
                if line.endswith(b"\n"):
                    with contextlib.suppress(json.JSONDecodeError):
                        yield json.loads(line)


def _ends_a_line(file: Any) -> bool:
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"
