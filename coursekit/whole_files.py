"""Writing a file so that it is there whole or not at all."""

from __future__ import annotations

import secrets
from pathlib import Path


def write(path: Path, content: bytes, drafts: Path | None = None) -> None:
    """All or nothing: a reader never sees half a file, and two writers never mix.

    Args:
        path: the file; folders that it lacks are made.
        content: what the file will hold.
        drafts: where the unfinished file stands, in the same file system. None: beside `path`.

    Raises:
        OSError: if it cannot be written. `path` is then as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = draft(path, content, drafts)
    try:
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def draft(path: Path, content: bytes, folder: Path | None = None) -> Path:
    """The content in a file of its own, which takes the place of `path` when it is renamed to it.

    Args:
        path: the file that it is for.
        content: what it holds.
        folder: where it stands; made if it is missing. None: beside `path`.

    Raises:
        OSError: if it cannot be written. Nothing of it is left then.
    """
    # Opened as any other file, and not by tempfile, which would give nobody else the right to read it.
    unfinished = (folder or path.parent) / f"{path.name}-{secrets.token_hex(8)}.part"
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    try:
        unfinished.write_bytes(content)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return unfinished
