"""Students' names in what leaves the instructor's hands: as they are, or hashed."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path

Naming = Callable[[str], str]

_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


def plain(name: str) -> str:
    """The name as it is."""
    return name


def hashed(root: Path) -> Naming:
    """Pseudonyms for the students of the course at `root`: the same in all of its reports and files.

    They are made with a secret that is drawn once and kept in grading/name-salt. Without it nobody can try out names;
    with the file removed, new pseudonyms follow.

    Raises:
        OSError: when the secret cannot be read or written.
    """
    salt = _salt(root / "grading" / "name-salt")

    def pseudonym(name: str) -> str:
        return f"student-{hmac.new(salt, name.encode(), hashlib.sha256).hexdigest()[:10]}"

    return pseudonym


def without_quotes(text: str) -> str:
    """A message without what stands in quotes: file names and words of a submission, which can tell who wrote it."""
    return _QUOTED.sub("'...'", text)


def _salt(path: Path) -> bytes:
    with contextlib.suppress(FileNotFoundError):
        return path.read_bytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_hex(32).encode())
    try:
        with contextlib.suppress(FileExistsError):  # another process was first: its secret counts
            os.link(temporary, path)
    finally:
        temporary.unlink()
    return path.read_bytes()
