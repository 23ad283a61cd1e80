"""Notebooks with their outputs, kept by content: what has not changed is not run again."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import nbformat

from coursekit.whole_files import write

SECONDS = 600  # for one notebook


class NotebookFailed(Exception):
    """A notebook does not run to its end. The message says where and why."""


def executed(notebook: Path, cache: Path, *also: Path) -> nbformat.NotebookNode:
    """The notebook with outputs, from the cache if it was run with the same content before.

    Args:
        notebook: the file.
        cache: a folder for executed notebooks, named after what they were made from.
        also: files and folders that the outputs depend on besides the notebook: the package, the lock.

    Raises:
        NotebookFailed: when a cell raises, or it takes more than ten minutes. Nothing is kept then.
    """
    kept = cache / f"{notebook.stem}-{digest(notebook, *also)[:24]}.ipynb"
    if not kept.is_file():
        done = _run(notebook)
        write(kept, nbformat.writes(done).encode("utf-8"))
        for old in cache.glob(f"{notebook.stem}-*.ipynb"):
            if old != kept:
                old.unlink()
    return nbformat.read(kept, as_version=4)


def digest(*paths: Path) -> str:
    """One digest of files, and of all Python and data files in folders."""
    found = hashlib.sha256()
    for file in _files(paths):
        content = file.read_bytes()
        found.update(f"{file.name} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
        else:
            yield path


def _run(notebook: Path) -> nbformat.NotebookNode:
    import nbclient
    import zmq
    from nbclient.exceptions import CellExecutionError, CellTimeoutError
    from traitlets.config import Config

    node = nbformat.read(notebook, as_version=4)
    # Attempts of a build are nobody's, and a site shows what a machine without a GPU does.
    quiet = {"COURSEKIT_RECORD": "off", "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"}
    config = Config()
    if zmq.has("curve"):  # else each kernel warns that its connection is not encrypted
        config.KernelManager.transport_encryption = "auto"
    client = nbclient.NotebookClient(
        node, timeout=SECONDS, kernel_name="python3", shutdown_kernel="immediate", config=config
    )
    try:
        with tempfile.TemporaryDirectory(prefix="coursekit-site-") as folder:  # lessons write files beside them
            client.resources = {"metadata": {"path": folder}}
            client.execute(env={**os.environ, **quiet})
    except (CellExecutionError, CellTimeoutError) as error:
        raise NotebookFailed(f"{notebook.name} does not run to its end: {str(error)[-2000:]}") from error
    return node
