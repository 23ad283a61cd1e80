"""Fashion-MNIST from wherever it is, or the built-in digits in its place."""

from __future__ import annotations

import gzip
import http.client
import os
import urllib.request
import zlib
from pathlib import Path
from typing import Literal

import numpy as np

from coursekit.data.dataset import Dataset
from coursekit.data.errors import DataDamaged, DataUnavailable
from coursekit.data.mnist_arrays import Arrays, as_dataset, check_arrays, embedded_arrays
from coursekit.data.mnist_places import TIMEOUT_SECONDS, Missing
from coursekit.data.scanned_digits import CLASS_NAMES as DIGIT_NAMES
from coursekit.data.scanned_digits import SOURCE as SCANS_SOURCE
from coursekit.whole_files import write

CLASS_NAMES = (
    *("T-shirt/top", "trouser", "pullover", "dress", "coat"),
    *("sandal", "shirt", "sneaker", "bag", "ankle boot"),
)
SOURCE = "Xiao, Rasul and Vollgraf, Fashion-MNIST, 2017 (arXiv 1708.07747), MIT licence"
# The address and the files of keras.datasets.fashion_mnist, which keeps no checksums.
URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
FILES = {
    "x_train": "train-images-idx3-ubyte.gz",
    "y_train": "train-labels-idx1-ubyte.gz",
    "x_test": "t10k-images-idx3-ubyte.gz",
    "y_test": "t10k-labels-idx1-ubyte.gz",
}
FOLDER = "fashion-mnist"  # its name in Keras's cache and in COURSEKIT_DATA


def fashion(source: Literal["auto", "full", "embedded"] = "auto") -> Dataset:
    """70,000 pictures of clothes, 28x28 pixels, or 1,797 digits in the same format.

    Looks for the four files of Fashion-MNIST in `$COURSEKIT_DATA/fashion-mnist` and in Keras's cache (`$KERAS_HOME`
    or `~/.keras`), then tries to download them (30 MB, once). When all of that fails it takes the digits that
    scikit-learn contains, scaled to 28x28, and prints a line that says so.

    x has dtype uint8, 0 (background) to 255, y has dtype uint8, 0 to 9, as from `keras.datasets.fashion_mnist`:
    x_train is (60000, 28, 28) and x_test (10000, 28, 28), or 1,438 and 359 rows of the built-in digits. The validation
    part is empty, as that of `mnist`; `class_names` are those of what was found.

    Args:
        source: "auto" as above; "full" raises an error instead of falling back; "embedded" takes the built-in
            digits at once. `fallback` is True whenever the built-in digits are returned.

    Raises:
        DataUnavailable: "full", and Fashion-MNIST is nowhere. The message lists the places and the ways to mend it.
        DataDamaged: One of the places holds a damaged file. The message names it.
        ValueError: Another source.
    """
    if source not in ("auto", "full", "embedded"):
        raise ValueError(f'source must be "auto", "full" or "embedded", not {source!r}.')
    looked_at = []
    for place in (_from_data_folder, _from_keras_cache, _from_download) if source != "embedded" else ():
        try:
            arrays, found_at = place()
        except Missing as missing:
            looked_at.append(str(missing))
        else:
            about = {"class_names": CLASS_NAMES, "source": f"{SOURCE}. Read from {found_at}", "fallback": False}
            return as_dataset(arrays, name="fashion", **about)
    if source == "full":
        raise DataUnavailable(_explanation(looked_at))
    if source == "auto":
        print(
            "fashion: Fashion-MNIST is not on this computer and cannot be downloaded. FALLBACK: scikit-learn's 1,797 "
            'digits at 28x28 stand in for it, so there are digits and no clothes. fashion("full") says what to do.'
        )
    about = {"class_names": DIGIT_NAMES, "source": f"{SCANS_SOURCE} Scaled to 28x28.", "fallback": True}
    return as_dataset(embedded_arrays(), name="fashion", **about)


def keras_cache_folder() -> Path:
    """Where Keras keeps the four files: `$KERAS_HOME/datasets/fashion-mnist`, by default in `~/.keras`."""
    return Path(os.environ.get("KERAS_HOME") or "~/.keras").expanduser() / "datasets" / FOLDER


def _from_data_folder() -> tuple[Arrays, str]:
    folder = os.environ.get("COURSEKIT_DATA")
    if not folder:
        raise Missing(f"$COURSEKIT_DATA/{FOLDER}: COURSEKIT_DATA is not set")
    place = Path(folder).expanduser() / FOLDER
    return _from_folder(place, "copy the four intact files there, or unset COURSEKIT_DATA.")


def _from_keras_cache() -> tuple[Arrays, str]:
    return _from_folder(keras_cache_folder(), "delete the folder; the next call downloads it again.")


def _from_download() -> tuple[Arrays, str]:
    """The files from Keras's server, kept in Keras's cache, as `keras.datasets` would: see `mnist_places`."""
    packed = {}
    for key, name in FILES.items():
        try:
            with urllib.request.urlopen(URL + name, timeout=TIMEOUT_SECONDS) as response:
                if not packed:
                    print("fashion: downloading 30 MB, once")
                packed[key] = response.read()
        except (OSError, http.client.HTTPException) as error:
            raise Missing(f"download: {URL + name} cannot be reached ({getattr(error, 'reason', error)})") from error
    try:
        arrays = _read(packed, URL, "call fashion() again.")
    except DataDamaged as damaged:  # what came is a login page or half a file: as good as nothing
        raise Missing(f"download: what {URL} sent is not Fashion-MNIST ({damaged})") from damaged
    try:
        for key, name in FILES.items():
            write(keras_cache_folder() / name, packed[key])
    except OSError as error:
        print(f"fashion: the download cannot be kept for next time ({error})")
    return arrays, URL


def _from_folder(folder: Path, remedy: str) -> tuple[Arrays, str]:
    missing = [name for name in FILES.values() if not os.path.isfile(folder / name)]  # noqa: PTH113 - never raises
    if missing:
        raise Missing(f"{folder}: no {', '.join(missing)}")
    return _read({key: (folder / name).read_bytes() for key, name in FILES.items()}, folder, remedy), str(folder)


def _read(packed: dict[str, bytes], place: object, remedy: str) -> Arrays:
    """The arrays in four gzipped IDX files: a header of 8 bytes for labels, 16 for images, then the values.

    Raises:
        DataDamaged: A file is truncated, or holds something other than 28x28 images or labels.
    """
    arrays = {}
    for key, content in packed.items():
        header, row = (16, (28, 28)) if key.startswith("x") else (8, ())
        try:
            values = np.frombuffer(gzip.decompress(content), np.uint8, offset=header)
            arrays[key] = values.reshape(-1, *row).copy()
        except (OSError, EOFError, ValueError, zlib.error) as error:
            raise DataDamaged(place, f"{FILES[key]} cannot be read ({error})", remedy) from error
    check_arrays(arrays, place, remedy)
    return arrays


def _explanation(looked_at: list[str]) -> str:
    places = "\n".join(f"  - {line}" for line in looked_at)
    return (
        f"Fashion-MNIST was not found. Looked at:\n{places}\n"
        "To mend it, do one of these:\n"
        "  - go online and call fashion() again (30 MB, once);\n"
        f"  - copy its four files from a computer that has them to {keras_cache_folder()},\n"
        f"    or into the folder {FOLDER} of any folder, and set COURSEKIT_DATA to that one;\n"
        '  - work with the built-in digits: fashion("embedded").'
    )
