"""What a data set says about itself."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from coursekit.data.dataset import Dataset


def describe(data: Dataset) -> str:
    """Rows, parts, classes or target, features, source and changes, in lines of at most 100 characters."""
    shape = " x ".join(str(size) for size in data.x.shape[1:])
    each = f"{shape} values" if shape else "1 value"
    lines = [
        f"Dataset {data.name!r}: {len(data.x):,} rows of {each}, {data.x.dtype}, {_range(data.x)}",
        _part("train", data.x_train, data.y_train),
        _part("validation", data.x_val, data.y_val),
        _part("test", data.x_test, data.y_test),
    ]
    if data.task == "regression":
        lines += _wrapped("target", f"{data.target_name}, {_range(data.y)}")
    else:
        word = "labels" if data.task == "multi-label" else "classes"
        lines += _wrapped(word, f"{len(data.class_names)}: {', '.join(data.class_names)}")
    if data.feature_names:
        lines += _wrapped("features", ", ".join(data.feature_names))
    lines += _wrapped("source", data.source)
    for change in data.changes:
        lines += _wrapped("changed", change)
    if data.fallback:
        lines += _wrapped("FALLBACK", f"This is not the full {data.name}: smaller data stands in for it.")
    return "\n".join(lines)


def _part(name: str, x: np.ndarray, y: np.ndarray) -> str:
    if len(x) == 0:
        advice = ": take some with .split(validation=0.1)" if name == "validation" else ""
        return f"  {name:<11} no rows{advice}"
    return f"  {name:<11} x {x.shape!s:<16} {x.dtype!s:<8} y {y.shape!s:<9} {y.dtype}"


def _range(values: np.ndarray) -> str:
    return f"from {values.min():.4g} to {values.max():.4g}" if len(values) else "no rows"


def _wrapped(heading: str, text: str) -> list[str]:
    return textwrap.wrap(text, 100, initial_indent=f"  {heading:<12}", subsequent_indent=" " * 14)
