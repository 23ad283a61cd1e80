"""The name that was meant: nearest public names of Keras, looked up in the Keras that is installed."""

from __future__ import annotations

import difflib
import inspect
import re
import sys
from collections.abc import Iterable
from typing import Any

# Where a name of the learner's may belong, in the order of preference.
PLACES = (
    *("layers", "activations", "losses", "metrics", "optimizers", "callbacks", "initializers", "regularizers"),
    *("constraints", "utils", "models", "ops", "datasets", "applications", "random", "optimizers.schedules"),
)


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that was probably meant, None when none looks like `name`.

    Upper and lower case count little. A name of several words that lacks some goes before a similar spelling:
    sparse_crossentropy is short for sparse_categorical_crossentropy.
    """
    candidates = list(candidates)
    words = set(name.lower().split("_"))
    if len(words) > 1 and (longer := [each for each in candidates if words < set(each.lower().split("_"))]):
        return min(longer, key=len)

    def likeness(candidate: str) -> tuple[float, float]:
        folded = difflib.SequenceMatcher(None, _fold(name), _fold(candidate)).ratio()
        return folded, difflib.SequenceMatcher(None, name, candidate).ratio()

    best = max(candidates, key=likeness, default=None)
    return best if best is not None and likeness(best)[0] >= 0.7 else None


def keras_module(path: str) -> Any:
    """`keras_module("layers")` is keras.layers; None where Keras is not imported or has no such part."""
    found = sys.modules.get("keras")
    for part in filter(None, path.split(".")):
        found = getattr(found, part, None)
    return found


def public(path: str) -> list[str]:
    """Public names in a part of Keras."""
    return [name for name in dir(keras_module(path)) if not name.startswith("_")]


def identifiers(path: str) -> list[str]:
    """The names in a part of Keras that stand for something when written as text: "mse", "Adam", "he_normal"."""
    part = keras_module(path)
    names = [name for name in public(path) if callable(getattr(part, name)) and name not in _PLUMBING]
    snake = [re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower() for name in names]
    if path == "optimizers":
        snake = [name.lower() for name in names]
    return sorted({*snake, *_ALIASES.get(path, ())})


def owner(name: str) -> Any:
    """The public class or function of Keras with this name, None when there is none."""
    for path in ("", *PLACES):
        found = getattr(keras_module(path), name, None)
        if callable(found):
            return found
    return None


def home(name: str) -> str | None:
    """`home("Adam")` is "keras.optimizers": where a public name of Keras lives."""
    for path in PLACES:
        if hasattr(keras_module(path), name):
            return f"keras.{path}"
    return None


def keywords(function: Any) -> list[str]:
    """The keywords that a class or function of Keras accepts, those of its base classes included."""
    found: list[str] = []
    classes = function.__mro__ if inspect.isclass(function) else [function]
    for each in classes:
        if each is object:
            continue
        target = each.__dict__.get("__init__") if inspect.isclass(each) else each
        if target is None:
            continue
        parameters = inspect.signature(target).parameters.values()
        found += [p.name for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
        if not any(p.kind is p.VAR_KEYWORD for p in parameters):
            break
    return [name for name in dict.fromkeys(found) if name != "self"]


# Texts that are accepted without being names of a function or class.
_ALIASES = {"losses": ("mae", "mse", "msle"), "metrics": ("accuracy", "mae", "mse", "msle")}
_PLUMBING = (
    "get",
    "serialize",
    "deserialize",
    "Loss",
    "Metric",
    "Optimizer",
    "Initializer",
    "Regularizer",
    "Constraint",
)


def _fold(name: str) -> str:
    return name.lower().replace("_", "")
