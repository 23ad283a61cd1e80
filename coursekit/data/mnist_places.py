"""The places where the full MNIST may be. Each gives the arrays, or says why it has none."""

from __future__ import annotations

import hashlib
import http.client
import io
import os
import re
import urllib.request
from pathlib import Path

import numpy as np

from coursekit.data.errors import DataDamaged
from coursekit.data.mnist_arrays import Arrays, check_arrays, read_npz
from coursekit.whole_files import write

# The address and the checksum that keras.datasets.mnist uses.
URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz"
SHA256 = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"
TIMEOUT_SECONDS = 5  # of silence, not of the whole download


class Missing(Exception):
    """A place has no MNIST; the message says why."""


def from_data_folder() -> tuple[Arrays, str]:
    """`$COURSEKIT_DATA/mnist.npz`, and how to name it."""
    folder = os.environ.get("COURSEKIT_DATA")
    if not folder:
        raise Missing("$COURSEKIT_DATA/mnist.npz: COURSEKIT_DATA is not set")
    path = Path(folder).expanduser() / "mnist.npz"
    return _from_file(path, "copy an intact mnist.npz there, or unset COURSEKIT_DATA.")


def from_keras_cache() -> tuple[Arrays, str]:
    """The file that `keras.datasets.mnist.load_data()` keeps."""
    return _from_file(keras_cache_file(), "delete the file; the next call downloads it again.")


def from_tfds_cache() -> tuple[Arrays, str]:
    """The data set `mnist` that TensorFlow Datasets has prepared. Imports TFDS only when it is there."""
    folder = Path(os.environ.get("TFDS_DATA_DIR") or "~/tensorflow_datasets").expanduser() / "mnist"
    place = newest_prepared(folder)
    if place is None:
        raise Missing(f"TFDS cache: {folder} holds no prepared data set")
    remedy = "delete the folder; tfds.load('mnist') prepares it again."

    import tensorflow_datasets as tfds

    try:
        builder = tfds.builder_from_directory(place)
        arrays = {}
        for part in ("train", "test"):
            rows = tfds.as_numpy(builder.as_dataset(split=part, batch_size=-1))
            arrays[f"x_{part}"] = rows["image"][..., 0]
            arrays[f"y_{part}"] = rows["label"].astype(np.uint8)
    except Exception as error:  # TFDS and TensorFlow have many kinds of error for a damaged file
        raise DataDamaged(place, f"TFDS cannot read it ({error})", remedy) from error
    check_arrays(arrays, place, remedy)
    return arrays, f"TFDS cache {place}"


def from_download() -> tuple[Arrays, str]:
    """The file from Keras's server, kept in the Keras cache.

    Not by `keras.datasets`: importing Keras takes seconds, and its download has no time limit, so that a
    learner behind a silent firewall would wait for minutes.
    """
    try:
        with urllib.request.urlopen(URL, timeout=TIMEOUT_SECONDS) as response:
            print("mnist: downloading 11 MB, once")
            content = response.read()
    except (OSError, http.client.HTTPException) as error:
        raise Missing(f"download: {URL} cannot be reached ({getattr(error, 'reason', error)})") from error
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise Missing(f"download: what {URL} sent is not MNIST (its checksum differs)")
    arrays = read_npz(io.BytesIO(content), URL, "call mnist() again.")
    try:
        write(keras_cache_file(), content)
    except OSError as error:
        print(f"mnist: the download cannot be kept for next time ({error})")
    return arrays, URL


def keras_cache_file() -> Path:
    """Where Keras looks for it: `$KERAS_HOME/datasets/mnist.npz`, by default in `~/.keras`."""
    return Path(os.environ.get("KERAS_HOME") or "~/.keras").expanduser() / "datasets" / "mnist.npz"


def newest_prepared(folder: Path) -> Path | None:
    """The folder of the highest version (three numbers) of a TFDS data set that is completely prepared."""
    versions = {
        tuple(int(number) for number in info.parent.name.split(".")): info.parent
        for info in folder.glob("*/dataset_info.json")
        if re.fullmatch(r"\d+\.\d+\.\d+", info.parent.name)
    }
    return versions[max(versions)] if versions else None


def _from_file(path: Path, remedy: str) -> tuple[Arrays, str]:
    if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises where a folder must not be entered
        raise Missing(f"{path}: no such file")
    return read_npz(path, path, remedy), str(path)
