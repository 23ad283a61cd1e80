"""The learner's own copies of the notebooks.

`notebooks/` belongs to the course and changes with every new version. `work/` belongs to the learner. A
notebook goes from the first to the second once; after that it is only replaced while the learner has not
changed it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from coursekit.whole_files import write

# Inside work/: the manifest, unfinished copies, and JupyterLab's window layout.
STATE_FOLDER = ".coursekit"
SKIPPED_FOLDERS = {".ipynb_checkpoints", "__pycache__", STATE_FOLDER}


class WorkFolderError(Exception):
    """The working folder cannot be filled; the message says why and what to do."""


@dataclass
class CopyReport:
    """What `copy_notebooks` did: paths relative to the working folder."""

    added: list[PurePosixPath] = field(default_factory=list)
    updated: list[PurePosixPath] = field(default_factory=list)
    kept: list[PurePosixPath] = field(default_factory=list)
    """Changed by the learner while the course has a newer version."""


def copy_notebooks(source: Path, work: Path) -> CopyReport:
    """Copy what is missing in `work` from `source`, and never overwrite what the learner changed.

    A file that is missing is copied (so deleting one gives a fresh copy). A file that is still as it was
    copied is replaced when the course has a newer one. Any other file stays. Which version was copied is
    remembered in `work/.coursekit/copied.json` as SHA-256 digests. Every file appears whole or not at all, so
    an interrupted run can simply be started again.

    Raises:
        WorkFolderError: `source` has no notebooks, or `work` lies inside `source` or cannot be written.
    """
    source, work = source.resolve(), work.resolve()
    if not any(source.rglob("*.ipynb")):
        raise WorkFolderError(f"There are no notebooks in {source}. Build them with  coursekit build  and start again.")
    if work == source or source in work.parents:
        raise WorkFolderError(f"{work} lies in the course's own notebooks folder. Choose another folder with --work.")
    report = CopyReport()
    try:
        _copy(source, work, report)
    except OSError as error:
        raise WorkFolderError(
            f"Cannot copy the notebooks to {work}: {error}. "
            "Make room and make that folder writable, or choose another with --work."
        ) from error
    return report


def _copy(source: Path, work: Path, report: CopyReport) -> None:
    state = work / STATE_FOLDER
    state.mkdir(parents=True, exist_ok=True)
    copied = _read_manifest(state / "copied.json")
    for name in _course_files(source):
        release = (source / name).read_bytes()
        digest = _digest(release)
        target = work / name
        found = _digest(target.read_bytes()) if target.exists() else None
        if found not in (None, digest, copied.get(str(name))):
            if copied.get(str(name)) != digest:
                report.kept.append(name)
            continue
        if found != digest:
            write(target, release, state)
            (report.added if found is None else report.updated).append(name)
        copied[str(name)] = digest
    write(state / "copied.json", json.dumps(copied, indent=1, sort_keys=True).encode(), state)


def _course_files(source: Path) -> Iterator[PurePosixPath]:
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source)
        if path.is_file() and SKIPPED_FOLDERS.isdisjoint(name.parts):
            yield PurePosixPath(name.as_posix())


def _read_manifest(path: Path) -> dict[str, str]:
    try:
        copied = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}  # the first start; or a damaged file: then every file that differs counts as the learner's
    return copied if isinstance(copied, dict) else {}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
