"""What a student handed in, read from disk: the notebook and the files beside it."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 64 * 2**20  # of all files of a submission
IGNORED = (".ipynb_checkpoints", "__pycache__", "timestamp.txt")


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
            instructor's files), for what is no plain file, and for more than 64 MiB.
    """
    files: dict[str, bytes] = {}
    room = MOST_BYTES
    for path in _paths(folder):
        name = path.relative_to(folder).as_posix()
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode):
            raise Refused(f"{name!r} is a link or no file. Only plain files are graded.")
        if found.st_nlink > 1:
            raise Refused(f"{name!r} is a hard link: the same file has another name elsewhere. Copy the file.")
        room -= found.st_size
        if room < 0:
            raise Refused(f"The submission has more than {MOST_BYTES // 2**20} MiB.")
        files[name] = path.read_bytes()
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


def _paths(folder: Path) -> list[Path]:
    """Everything in the folder that is not a real folder, links to folders among it."""
    found: list[Path] = []
    for path in sorted(folder.iterdir()):
        if path.name in IGNORED:
            continue
        if path.is_dir() and not path.is_symlink():
            found += _paths(path)
        else:
            found.append(path)
        if len(found) > 2_000:
            raise Refused("The submission has more than 2,000 files.")
    return found
