"""MNIST from wherever it is, or the built-in digits in its place."""

from __future__ import annotations

from typing import Literal

from coursekit.data.dataset import Dataset
from coursekit.data.errors import DataUnavailable
from coursekit.data.mnist_arrays import Arrays, as_dataset, embedded_arrays
from coursekit.data.mnist_places import (
    Missing,
    from_data_folder,
    from_download,
    from_keras_cache,
    from_tfds_cache,
    keras_cache_file,
)
from coursekit.data.scanned_digits import CLASS_NAMES
from coursekit.data.scanned_digits import SOURCE as SCANS_SOURCE

SOURCE = "LeCun, Cortes and Burges, the MNIST database of handwritten digits, CC BY-SA 3.0"
EMBEDDED_SOURCE = f"{SCANS_SOURCE} Scaled to 28x28."


def mnist(source: Literal["auto", "full", "embedded"] = "auto") -> Dataset:
    """70,000 handwritten digits of 28x28 pixels, or the 1,797 of scikit-learn in the same format.

    Looks for the full data in `$COURSEKIT_DATA/mnist.npz`, in Keras's cache (`$KERAS_HOME` or `~/.keras`) and
    in TFDS's cache (`$TFDS_DATA_DIR` or `~/tensorflow_datasets`), then tries to download it. When all of that
    fails it takes the digits that scikit-learn contains, scaled to 28x28, and prints a line that says so.

    x has dtype uint8, 0 (paper) to 255 (ink), y has dtype uint8, 0 to 9, as from `keras.datasets.mnist`:
    x_train is (60000, 28, 28) and x_test (10000, 28, 28), or 1,438 and 359 rows of the built-in digits. Both
    divisions are fixed, so there is no seed, and the validation part is empty: take one from the training
    rows with `mnist().split(validation=0.1, seed=0)`, which leaves the test rows alone, or with
    `fit(validation_split=0.1)`.

    Args:
        source: "auto" as above; "full" raises an error instead of falling back; "embedded" takes the built-in
            digits at once. `fallback` is True whenever the built-in digits are returned.

    Raises:
        DataUnavailable: "full", and MNIST is nowhere. The message lists the places and the ways to mend it.
        DataDamaged: One of the places holds a damaged file. The message names it.
        ValueError: Another source.
    """
    if source not in ("auto", "full", "embedded"):
        raise ValueError(f'source must be "auto", "full" or "embedded", not {source!r}.')
    if source == "embedded":
        return _dataset(embedded_arrays(), EMBEDDED_SOURCE, fallback=True)

    looked_at = []
    for place in (from_data_folder, from_keras_cache, from_tfds_cache, from_download):
        try:
            arrays, found_at = place()
        except Missing as missing:
            looked_at.append(str(missing))
        else:
            return _dataset(arrays, f"{SOURCE}. Read from {found_at}", fallback=False)
    if source == "full":
        raise DataUnavailable(_explanation(looked_at))
    print(
        "mnist: MNIST is not on this computer and cannot be downloaded. FALLBACK: scikit-learn's 1,797 "
        'digits at 28x28 stand in for it. mnist("full") says what to do.'
    )
    return _dataset(embedded_arrays(), EMBEDDED_SOURCE, fallback=True)


def _dataset(arrays: Arrays, source: str, *, fallback: bool) -> Dataset:
    return as_dataset(arrays, name="mnist", class_names=CLASS_NAMES, source=source, fallback=fallback)


def _explanation(looked_at: list[str]) -> str:
    places = "\n".join(f"  - {line}" for line in looked_at)
    return (
        f"The full MNIST was not found. Looked at:\n{places}\n"
        "To mend it, do one of these:\n"
        "  - go online and call mnist() again (11 MB, once);\n"
        f"  - copy mnist.npz from a computer that has it to {keras_cache_file()},\n"
        "    or into any folder, and set COURSEKIT_DATA to that folder;\n"
        '  - work with the built-in digits: mnist("embedded").'
    )
