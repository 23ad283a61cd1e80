"""Files that a learner wrote, on the answer's side: read as data, or opened as models.

A path must lead to something below the working folder. What stops a look at it is a FileTrouble, whose `code` names it
for the judge, which writes the sentence.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from coursekit.check import codec

MAX_BYTES = 64 * 2**20
MAX_FILES = 1000
FRESH_SECONDS = 120


class FileTrouble(Exception):
    """What stops a look at a file or folder."""

    def __init__(self, code: str, **told: Any) -> None:
        super().__init__(code)
        self.code, self.told = code, told


def trouble(look: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The record that `look` gives, or the problem that stopped it."""
    try:
        return look()
    except FileTrouble as error:
        return {"problem": "file", "code": error.code, **error.told}


def read(path: str) -> dict[str, Any]:
    """A file as {"name", "suffixes" (such as ".weights.h5"), "bytes"}."""
    file = _below_here(path)
    if file.is_dir():
        raise FileTrouble("folder")
    if not file.is_file():
        raise FileTrouble("missing")
    if (size := file.stat().st_size) > MAX_BYTES:
        raise FileTrouble("too large", size=size)
    return {"name": file.name, "suffixes": "".join(file.suffixes), "bytes": file.read_bytes()}


def listing(path: str) -> dict[str, int]:
    """The sizes in bytes of all files in a folder and below, by their paths from it, with slashes."""
    folder = _folder(path)
    found = [file for file in sorted(folder.rglob("*")) if file.is_file()][:MAX_FILES]
    return {file.relative_to(folder).as_posix(): file.stat().st_size for file in found}


def load(path: str) -> Any:
    """The model in a file. Raises what Keras raises."""
    import keras

    read(path)  # says first what is wrong with the path itself
    return keras.saving.load_model(path)


def serve(path: str, x: np.ndarray) -> np.ndarray:
    """What the endpoint `serve` of an exported folder (a SavedModel) answers. Raises what TensorFlow raises."""
    import tensorflow as tf

    served = tf.saved_model.load(str(_folder(path)))  # kept while it answers: its variables end with it
    return np.asarray(served.serve(x))


def predict_in_fresh_process(path: str, x: np.ndarray) -> dict[str, Any]:
    """Predictions for `x` of a saved model that a new process loads, as {"value"}, or that process's problem."""
    read(path)
    command = [sys.executable, "-m", "coursekit.check.reload", str(Path(path).resolve())]
    try:
        done = subprocess.run(command, input=codec.encode(x), capture_output=True, timeout=FRESH_SECONDS, check=False)
        return codec.decode(done.stdout)
    except subprocess.TimeoutExpired:
        return {"problem": "timeout", "seconds": float(FRESH_SECONDS), "line": None, "text": ""}
    except codec.CodecError:
        tail = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise FileTrouble("unreadable", detail="".join(tail)[:500]) from None


def _folder(path: str) -> Path:
    folder = _below_here(path)
    if folder.is_file():
        raise FileTrouble("no folder")
    if not folder.is_dir():
        raise FileTrouble("missing folder")
    return folder


def _below_here(path: str) -> Path:
    file = Path(path)
    if not file.resolve().is_relative_to(Path.cwd().resolve()):
        raise FileTrouble("outside")
    return file
