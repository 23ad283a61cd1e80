"""The built files on disk: which differ, which nobody needs any more, and how they are replaced."""

import contextlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from coursekit.whole_files import draft, write

FOLDERS = ("solutions", "notebooks")

Files = Mapping[Path, bytes | None]  # path relative to the root -> content, or None to remove the file


def find_changes(root: Path, built: Mapping[Path, bytes]) -> dict[Path, bytes | None]:
    """What must change on disk so that the built files, and no others that the build owns, stand there."""
    changes: dict[Path, bytes | None] = {
        path: content for path, content in built.items() if _read(root / path) != content
    }
    for path in built_notebooks(root):
        if path not in built and _is_owned(root / path):
            changes[path] = None
    return changes


def built_notebooks(root: Path) -> Iterator[Path]:
    """The notebooks that stand where built ones do, relative to the root, sorted."""
    for folder in FOLDERS:
        for path in sorted((root / folder).glob("*/*.ipynb")) + sorted((root / folder).glob("*.ipynb")):
            yield path.relative_to(root)


def apply_changes(root: Path, changes: Files) -> None:
    """Replaces and removes files, each atomically. If one fails, those before it are put back.

    Raises:
        OSError: if a file cannot be written or removed. The folders are then as they were.
    """
    staged: dict[Path, Path] = {}
    done: list[tuple[Path, bytes | None]] = []
    try:
        for path, content in changes.items():
            if content is not None:  # all are written first, so that a full disk shows before anything is replaced
                staged[path] = draft(root / path, content)
        for path in changes:
            before = _read(root / path)
            if path in staged:
                staged[path].replace(root / path)
            else:
                (root / path).unlink()
            done.append((path, before))
    except BaseException:
        for path, before in reversed(done):
            if before is None:
                (root / path).unlink()
            else:
                write(root / path, before)
        raise
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)
        for path in changes:
            _remove_if_empty(root / path.parent)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _is_owned(path: Path) -> bool:
    """Whether the build wrote this notebook, by its own word. Notebooks of other people stay."""
    try:
        metadata = json.loads(path.read_bytes())["metadata"]
        return metadata["coursekit"]["built_from"] == path.stem
    except (ValueError, KeyError, TypeError):
        return False


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):  # it holds files, or is gone
        folder.rmdir()
