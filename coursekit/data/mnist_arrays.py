"""MNIST's four arrays: what they must look like, how to read a file, the small ones that stand in."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np

from coursekit.data.dataset import Dataset, parts_of
from coursekit.data.errors import DataDamaged
from coursekit.data.image_scaling import scans_to_28x28
from coursekit.data.scanned_digits import scans
from coursekit.data.splits import stratified_split

TRAIN_ROWS = 60_000
TEST_ROWS = 10_000

Arrays = dict[str, np.ndarray]


def embedded_arrays() -> Arrays:
    """scikit-learn's digits in MNIST's format: the same keys, ranks and dtypes, but 1,797 rows.

    1,438 rows for training and 359 for the test. Images are uint8 from 0 to 255, shape (n, 28, 28); labels
    uint8 from 0 to 9. The division into training and test rows is fixed, as MNIST's is. `mnist` falls back to
    these rows, and the TFDS data set `digits28` holds them.
    """
    x, y = scans()
    images, labels = scans_to_28x28(x), y.astype(np.uint8)
    train, _, test = stratified_split(y, validation=0, test=0.2, seed=0)
    return {
        "x_train": images[train],
        "y_train": labels[train],
        "x_test": images[test],
        "y_test": labels[test],
    }


def read_npz(file: Path | io.BytesIO, place: object, remedy: str) -> Arrays:
    """Read and check an `mnist.npz` as Keras distributes it. Never unpickles.

    Args:
        file: A path, or the file's bytes.
        place: How to name the file in an error.
        remedy: What to do about a damaged one, as a sentence.

    Raises:
        DataDamaged: The file is truncated, no npz file, or holds something other than MNIST.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            names = sorted(archive.namelist())
        expected = sorted(f"{key}.npy" for key in expected_shapes())
        if names != expected:
            raise DataDamaged(place, f"it holds {_listing(names)} instead of {_listing(expected)}", remedy)
        if isinstance(file, io.BytesIO):
            file.seek(0)
        with np.load(file, allow_pickle=False) as archive:
            arrays = {key: archive[key] for key in expected_shapes()}
    except zipfile.BadZipFile as error:
        raise DataDamaged(place, f"it is no complete npz file ({error})", remedy) from error
    except (OSError, ValueError, EOFError, MemoryError, RuntimeError, zlib.error) as error:
        raise DataDamaged(place, f"it cannot be read ({error})", remedy) from error
    check_arrays(arrays, place, remedy)
    return arrays


def check_arrays(arrays: Arrays, place: object, remedy: str) -> None:
    """Raise DataDamaged unless shapes, dtypes and labels are MNIST's."""
    for key, shape in expected_shapes().items():
        array = arrays[key]
        if array.shape != shape:
            raise DataDamaged(place, f"{key} has shape {array.shape} instead of {shape}", remedy)
        if array.dtype != np.uint8:
            raise DataDamaged(place, f"{key} has dtype {array.dtype} instead of uint8", remedy)
    for key in ("y_train", "y_test"):
        labels = np.unique(arrays[key])
        if not np.array_equal(labels, np.arange(10)):
            raise DataDamaged(place, f"the labels in {key} are {_listing(labels)} instead of 0 to 9", remedy)


def as_dataset(arrays: Arrays, **about: Any) -> Dataset:
    """The four arrays as a Dataset that keeps its published test part; its validation part is empty.

    Args:
        arrays: As in `expected_shapes`, with any number of rows.
        **about: The attributes of Dataset that are no arrays: name, class_names, source, fallback.
    """
    x = np.concatenate([arrays["x_train"], arrays["x_test"]])
    y = np.concatenate([arrays["y_train"], arrays["y_test"]])
    train, test = np.split(np.arange(len(y)), [len(arrays["y_train"])])
    return Dataset(x=x, y=y, **parts_of(x, y, train, train[:0], test), published_test=len(test), **about)


def expected_shapes() -> dict[str, tuple[int, ...]]:
    """The shape of each of the four arrays, by key."""
    return {
        "x_train": (TRAIN_ROWS, 28, 28),
        "y_train": (TRAIN_ROWS,),
        "x_test": (TEST_ROWS, 28, 28),
        "y_test": (TEST_ROWS,),
    }


def _listing(items) -> str:
    texts = [str(item) for item in items]
    return ", ".join(texts[:12]) + (" and more" if len(texts) > 12 else "") if texts else "nothing"
