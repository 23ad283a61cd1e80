"""Checks of what callers pass in: arrays of the right shape, or a ValueError that says what to do."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np


def as_numbers(values: Any, name: str, *, finite: bool = True) -> np.ndarray:
    """`values` as a float64 array of any shape, not empty; `finite` forbids NaN and infinity."""
    try:
        array = np.asarray(values, dtype="float64")
    except (TypeError, ValueError) as error:
        raise ValueError(
            f"{name} must be numbers in an array or in lists of equal length; "
            f"a value of type {type(values).__name__} came ({error})."
        ) from None
    if array.size == 0:
        raise ValueError(f"{name} is empty: its shape is {array.shape}. Pass at least one value.")
    if finite and not np.isfinite(array).all():
        bad = int((~np.isfinite(array)).sum())
        raise ValueError(
            f"{name} has {bad} of {array.size} values that are NaN or infinite. Remove or mend them first."
        )
    return array


def as_labels(values: Any, name: str) -> np.ndarray:
    """Class labels 0, 1, 2, ... of shape (rows,) or (rows, 1), as int64 of shape (rows,)."""
    array = as_numbers(values, name)
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim == 2:
        raise ValueError(
            f"{name} has shape {array.shape}; expected one class label per row. "
            f"For one-hot rows or probabilities pass np.argmax({name}, axis=-1)."
        )
    if array.ndim != 1:
        raise ValueError(f"{name} has shape {array.shape}; expected (rows,).")
    if (array != np.round(array)).any() or array.min() < 0:
        wrong = array[(array != np.round(array)) | (array < 0)][0]
        raise ValueError(
            f"{name} holds {wrong:g}; expected class labels 0, 1, 2, ... "
            f"For probabilities of one class pass ({name} > 0.5).astype(int)."
        )
    return array.astype("int64")


def same_length(**arrays: np.ndarray) -> None:
    """Raises ValueError unless all arrays have the same number of rows."""
    lengths = {name: len(array) for name, array in arrays.items()}
    if len(set(lengths.values())) > 1:
        counts = ", ".join(f"{name} has {length}" for name, length in lengths.items())
        raise ValueError(f"The numbers of rows differ: {counts}. Pass the same rows in each.")


def as_names(names: Sequence[Any] | None, needed: int, name: str, default: str) -> list[str]:
    """`names` as texts, at least `needed` of them; without names "class 0", "class 1", ... from `default`."""
    if names is None:
        return [f"{default} {index}" for index in range(needed)]
    if isinstance(names, str):
        raise ValueError(f"{name} is one text, {names!r}; expected a list of {needed} names.")
    texts = [str(item) for item in names]
    if len(texts) < needed:
        raise ValueError(f"{name} has {len(texts)} names; {needed} are needed: {', '.join(texts)}.")
    return texts


def as_series(values: Any, name: str) -> dict[str, Any]:
    """A mapping of named series as it is, anything else as one series without a name."""
    series = dict(values) if isinstance(values, Mapping) else {"": values}
    if not series:
        raise ValueError(f"{name} is an empty dict. Pass at least one named series.")
    return {str(key): value for key, value in series.items()}
