"""What a student handed in, read from disk: the notebook and the files beside it."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from nbgrader.utils import parse_utc

MOST_BYTES = 64 * 2**20  # of all files of a submission
MOST_FILES, MOST_LEVELS = 2_000, 40
IGNORED = (".ipynb_checkpoints", "__pycache__")  # folders that editors and Python make, and nbgrader leaves out
TIMESTAMP = "timestamp.txt"  # nbgrader's, beside the notebook
# nbgrader takes a name for a pattern of names: one student called * would be everybody.
_STUDENT = re.compile(r"[^\x00-\x1f\x7f-\x9f*?\[\]{}\\/+:\"<>|^$()\ud800-\udfff]+")


class Refused(Exception):
    """Something handed in is not read at all. The message says what."""


@dataclass(frozen=True)
class HandedIn:
    """A submission's bytes.

    Attributes:
        notebook: the text of the notebook.
        files: the other files, by path relative to the submission's folder, with slashes.
        digest: of all of it; equal when nothing changed.
    """

    notebook: str
    files: dict[str, bytes]
    digest: str


def read(folder: Path, notebook: str) -> HandedIn:
    """Reads the submission in `folder`; `notebook` is its file name.

    Raises:
        Refused: when there is no such notebook, for links (they could show another student's work, or the
            instructor's files), for what is no plain file or cannot be read, for a timestamp that is none, and for
            more than 64 MiB.
    """
    files: dict[str, bytes] = {}
    room = MOST_BYTES
    try:
        for path in _paths(folder, 0):
            name = path.relative_to(folder).as_posix()
            files[name] = _content(path, name, room)
            room -= len(files[name])
    except OSError as error:
        raise Refused(f"It cannot be read: {error.strerror}.") from error
    if TIMESTAMP in files:
        _require_time(files.pop(TIMESTAMP))
    if notebook not in files:
        others = sorted(name for name in files if name.endswith(".ipynb"))
        there = f" There is {', '.join(map(repr, others[:3]))}: rename it, or collect it again." if others else ""
        raise Refused(f"There is no {notebook}.{there}")
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name!r} {len(files[name])}\n".encode())
        digest.update(files[name])
    text = files.pop(notebook).decode("utf-8", "replace")
    return HandedIn(text, files, digest.hexdigest())


def require_student(name: str) -> None:
    """Raises Refused when the folder's name cannot be a student's."""
    if not _STUDENT.fullmatch(name) or name.startswith("."):
        raise Refused("The folder's name is no student's: it holds characters that nbgrader takes for a pattern.")


def _content(path: Path, name: str, room: int) -> bytes:
    # Opened first, then looked at: between a look and the opening a file could become a link.
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        if path.is_symlink():
            raise Refused(f"{name!r} is a link or no file. Only plain files are graded.") from error
        raise
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise Refused(f"{name!r} is a link or no file. Only plain files are graded.")
        if found.st_nlink > 1:
            raise Refused(f"{name!r} is a hard link: the same file has another name elsewhere. Copy the file.")
        content = file.read(room + 1)
    if len(content) > room:
        raise Refused(f"The submission has more than {MOST_BYTES // 2**20} MiB.")
    return content


def _require_time(content: bytes) -> None:
    """nbgrader ends the whole run at a time that it cannot read."""
    text = content.decode("utf-8", "replace").strip()
    try:
        if text:
            parse_utc(text)
    except (ValueError, OverflowError) as error:
        raise Refused(f"{TIMESTAMP} holds no date and time: {text[:60]!r}.") from error


def _paths(folder: Path, level: int) -> list[Path]:
    """Everything in the folder that is not a real folder, links to folders among it."""
    if level > MOST_LEVELS:
        raise Refused(f"Its folders lie more than {MOST_LEVELS} deep in each other.")
    found: list[Path] = []
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            found += [] if path.name in IGNORED else _paths(path, level + 1)
        else:
            found.append(path)
        if len(found) > MOST_FILES:
            raise Refused(f"The submission has more than {MOST_FILES:,} files.")
    return found
