"""The places where the IMDB reviews may be. Each gives the rows of numbers, or says why it has none."""

from __future__ import annotations

import hashlib
import http.client
import io
import os
import urllib.request
from pathlib import Path

import numpy as np

from coursekit.data.errors import DataDamaged
from coursekit.data.mnist_places import TIMEOUT_SECONDS, Missing
from coursekit.whole_files import write

# The address and the checksum that keras.datasets.imdb uses.
URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/imdb.npz"
SHA256 = "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f"

Reviews = dict[str, np.ndarray]  # x_train, x_test: lists of word numbers in object arrays; y_train, y_test: 0 or 1


def from_data_folder() -> tuple[Reviews, str]:
    """`$COURSEKIT_DATA/imdb.npz`, and how to name it."""
    folder = os.environ.get("COURSEKIT_DATA")
    if not folder:
        raise Missing("$COURSEKIT_DATA/imdb.npz: COURSEKIT_DATA is not set")
    return _from_file(Path(folder).expanduser() / "imdb.npz", "copy an intact imdb.npz there, or unset COURSEKIT_DATA.")


def from_keras_cache() -> tuple[Reviews, str]:
    """The file that `keras.datasets.imdb.load_data()` keeps."""
    return _from_file(keras_cache_file(), "delete the file; the next call downloads it again.")


def from_download() -> tuple[Reviews, str]:
    """The file from Keras's server, kept in the Keras cache. As for MNIST not by Keras itself, which waits for ever."""
    try:
        with urllib.request.urlopen(URL, timeout=TIMEOUT_SECONDS) as response:
            print("imdb: downloading 17 MB, once")
            content = response.read()
    except (OSError, http.client.HTTPException) as error:
        raise Missing(f"download: {URL} cannot be reached ({getattr(error, 'reason', error)})") from error
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise Missing(f"download: what {URL} sent is not the IMDB data (its checksum differs)")
    try:
        write(keras_cache_file(), content)
    except OSError as error:
        print(f"imdb: the download cannot be kept for next time ({error})")
    return _arrays(content), URL


def keras_cache_file() -> Path:
    """Where Keras looks for it: `$KERAS_HOME/datasets/imdb.npz`, by default in `~/.keras`."""
    return Path(os.environ.get("KERAS_HOME") or "~/.keras").expanduser() / "datasets" / "imdb.npz"


def _from_file(path: Path, remedy: str) -> tuple[Reviews, str]:
    if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises where a folder must not be entered
        raise Missing(f"{path}: no such file")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataDamaged(path, f"it cannot be read ({error})", remedy) from error
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise DataDamaged(path, "it is not the file that Keras distributes (its checksum differs)", remedy)
    return _arrays(content), str(path)


def _arrays(content: bytes) -> Reviews:
    """The arrays of the file. It holds pickles, so only the bytes of the known checksum are ever opened."""
    with np.load(io.BytesIO(content), allow_pickle=True) as archive:
        return {key: archive[key] for key in ("x_train", "y_train", "x_test", "y_test")}
