"""Words for values and shapes, shared by every message about an answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from coursekit.check import recipes
from coursekit.check.codec import Recipe

_NOUNS = {
    "none": "None",
    "ellipsis": "still ...",
    "function": "a function",
    "class": "a class",
    "model": "a Keras model",
    "layer": "a Keras layer",
    "history": "a History of a fit",
    "callback": "a Keras callback",
    "optimizer": "a Keras optimizer",
    "dataset": "a dataset",
    "symbolic": "a symbolic Keras tensor (it has a shape but no values)",
    "iterator": "an iterator",
    "path": "a path",
}


def shape(dims: Iterable[int | None]) -> str:
    """A shape as Python writes it, with `any` for a free axis: (3, any), (4,)."""
    parts = ["any" if n is None else str(n) for n in dims]
    return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"


def number(value: float) -> str:
    """A number with up to four significant digits, without exponent where that reads better."""
    if isinstance(value, int) and abs(value) >= 10**300:  # no float is that large
        return f"{'-' if value < 0 else ''}1e{len(str(abs(value))) - 1} or so"
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else f"{value:.4g}"


def listing(words: Iterable[str], joint: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    *rest, last = list(words) or ["nothing"]
    return f"{', '.join(rest)} {joint} {last}" if rest else last


def count(n: int, noun: str, plural: str | None = None) -> str:
    """`1 point`, `2 points`."""
    return f"{n} {noun if n == 1 else plural or noun + 's'}"


def record(described: dict[str, Any]) -> str:
    """A noun phrase for an answer's record: "a NumPy array of shape (3, 2)", "the text 'softmax'"."""
    kind, value, name = described["kind"], described.get("value"), described.get("type", "object")
    if kind == "array":
        return f"{article(name)} of shape {shape(value.shape)}"
    if kind == "number":
        return f"the number {number(value)}"
    if kind == "bool":
        return str(value)
    if kind == "text":
        return f"the text {value[:60] + '...' if len(value) > 60 else value!r}"
    if kind in ("list", "tuple", "set", "dict"):
        size = len(value if value is not None else described["items"])
        return f"{article(kind)} of {count(size, 'item')}"
    if kind == "too large":
        size = f" of shape {shape(described['shape'])}" if "shape" in described else ""
        return f"{article(name)}{size} that is too large to check"
    if kind == "object array":
        return f"a NumPy array of Python objects (dtype {described.get('dtype', 'object')})"
    return _NOUNS.get(kind) or article(name)


def article(noun: str) -> str:
    """The noun with `a` or `an`."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def arguments(args: Iterable[Any]) -> str:
    """What a function was called with: "arrays of shape (4, 3) and (2,)", "5"."""
    return listing(
        f"an array of shape {shape(a.shape)}" if isinstance(a, np.ndarray) and a.ndim else _short(a) for a in args
    )


def _short(value: Any) -> str:
    if isinstance(value, (bool, int, float, str, np.generic)) or value is None:
        text = value if isinstance(value, str) else number(value) if isinstance(value, float) else value
        return repr(text) if isinstance(value, str) else str(text)
    if isinstance(value, (list, tuple)):
        text = str(value)
        return text if len(text) <= 40 else f"a {type(value).__name__} of {len(value)} items"
    if isinstance(value, Recipe):
        return recipes.made(value)
    return article(type(value).__name__.lower())
