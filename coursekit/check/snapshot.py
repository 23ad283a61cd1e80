"""From an object to a record of plain data: what a judge may know of an answer.

A record is a dict with `kind` and `type` (for messages), and either `value` (typed data) or `handle` (the
number of an object that stays here). Libraries that are not imported are not asked: an object of theirs
cannot exist.
"""

from __future__ import annotations

import inspect
import math
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from coursekit.check import codec

MAX_ARRAY_BYTES = 64 * 2**20
MAX_ITEMS = 100_000  # items of a list or dict, all levels together
MAX_TEXT = 200_000

Register = Callable[[Any], int]


def describe(value: Any, register: Register) -> dict[str, Any]:
    """The record of a value.

    Args:
        value: any object. It is read, never changed; an array subclass is read as its plain data.
        register: gives the handle of an object that stays in this process.
    """
    return _Describer(register).record(value, depth=0)


def type_name(value: Any) -> str:
    """The type as a learner would write it: `numpy.ndarray`, `tensorflow tensor`, `list`."""
    if _is_tensor(value):
        return "tensorflow tensor"
    kind = type(value)
    module = (kind.__module__ or "").split(".")[0]
    if module == "numpy" and kind is np.ndarray:
        return "NumPy array"
    return kind.__name__ if module in ("builtins", "__main__", "") else f"{module} {kind.__name__}"


class _Describer:
    def __init__(self, register: Register) -> None:
        self.register = register
        self.items = 0

    def record(self, value: Any, depth: int) -> dict[str, Any]:
        self.items += 1
        kind = type(value)
        if value is None:
            return _data("none", None, "None")
        if value is ...:
            return _data("ellipsis", ..., "...")
        if kind is bool or kind is np.bool_:
            return _data("bool", bool(value), "bool")
        if kind is int or (isinstance(value, np.integer) and value.ndim == 0):
            return {**_data("number", int(value), kind.__name__), "integer": True}
        if kind is float or (isinstance(value, np.floating) and value.ndim == 0):
            return {**_data("number", float(value), kind.__name__), "integer": False}
        if kind is str or kind is np.str_:
            return _data("text", str(value)[:MAX_TEXT], "str")
        if kind is bytes:
            return self.bytes(value)
        if kind in (list, tuple, dict, set, frozenset):
            return self.container(value, depth)
        return self.object(value)

    def bytes(self, value: bytes) -> dict[str, Any]:
        if len(value) > MAX_ARRAY_BYTES:
            return {"kind": "too large", "type": "bytes", "size": len(value)}
        return _data("bytes", value, "bytes")

    def container(self, value: Any, depth: int) -> dict[str, Any]:
        kind = type(value)
        name = kind.__name__
        if depth > codec.MAX_DEPTH // 4 or self.items + len(value) > MAX_ITEMS:
            return {"kind": "too large", "type": name, "size": len(value)}
        if kind is dict:
            if any(type(key) is not str for key in value):
                keys = [key if type(key) is str else repr(key)[:100] for key in value]
                records = [self.record(item, depth + 1) for item in value.values()]
                return {"kind": "dict", "type": "dict", "keys": keys, "items": records, "text_keys": False}
            records = [self.record(item, depth + 1) for item in value.values()]
            if all("value" in record for record in records):
                data = {key: record["value"] for key, record in zip(value, records, strict=True)}
                return _data("dict", data, "dict")
            return {"kind": "dict", "type": "dict", "keys": list(value), "items": records, "text_keys": True}
        items = sorted(value, key=repr) if kind in (set, frozenset) else value
        records = [self.record(item, depth + 1) for item in items]
        label = "tuple" if kind is tuple else "set" if kind in (set, frozenset) else "list"
        if all("value" in record for record in records):
            data = [record["value"] for record in records]
            return _data(label, tuple(data) if kind is tuple else data, name)
        return {"kind": label, "type": name, "items": records}

    def object(self, value: Any) -> dict[str, Any]:
        if isinstance(value, np.ndarray):
            return _array(value, type_name(value))
        if _is_tensor(value) or _is_variable(value) or _is_pandas(value):
            return _tensor(value)
        record = {"kind": _object_kind(value), "type": type_name(value), "handle": self.register(value)}
        if record["kind"] == "history":
            return {**record, **self.history(value)}
        if record["kind"] == "path":
            return {**record, "value": os.fsdecode(value)}
        if record["kind"] in ("function", "class", "layer"):
            record["name"] = str(getattr(value, "__name__", getattr(value, "name", "")))[:200]
        if record["kind"] == "function":
            record["parameters"] = parameters(value)
        return record

    def history(self, value: Any) -> dict[str, Any]:
        logs = {str(k): [float(v) for v in values] for k, values in dict(value.history).items()}
        epochs = getattr(value, "epoch", None) or []
        return {"value": {"logs": logs, "epochs": [int(e) for e in epochs]}}


def parameters(function: Any) -> list[dict[str, Any]] | None:
    """A function's parameters as `{"name", "kind", "required"}`, or None when Python cannot tell them."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None
    return [
        {"name": p.name, "kind": p.kind.name, "required": p.default is p.empty} for p in signature.parameters.values()
    ]


def _data(kind: str, value: Any, name: str) -> dict[str, Any]:
    return {"kind": kind, "type": name, "value": value}


def _array(value: np.ndarray, name: str) -> dict[str, Any]:
    """A plain copy of an array. Subclasses lose what they override: only their memory is read."""
    plain = np.ndarray.view(value, np.ndarray)
    if plain.nbytes > MAX_ARRAY_BYTES:
        shape, dtype = [int(n) for n in plain.shape], str(plain.dtype)
        return {"kind": "too large", "type": name, "shape": shape, "dtype": dtype, "size": int(plain.nbytes)}
    if not codec.is_wire_dtype(plain.dtype):
        return {"kind": "object array", "type": name, "shape": list(plain.shape), "dtype": str(plain.dtype)}
    return _data("array", np.array(plain, copy=True, order="C"), name)


def _tensor(value: Any) -> dict[str, Any]:
    name = type_name(value)
    size = math.prod(int(n) for n in value.shape) * 2
    if size > MAX_ARRAY_BYTES:
        return {"kind": "too large", "type": name, "shape": [int(n) for n in value.shape], "size": size}
    array = np.asarray(value)
    if array.dtype.kind == "V":  # bfloat16 and its like: NumPy has no name for them
        array = array.astype("float32")
    return _array(array, name)


def _is_tensor(value: Any) -> bool:
    tf = sys.modules.get("tensorflow")
    return tf is not None and isinstance(value, tf.Tensor) and hasattr(value, "numpy")


def _is_variable(value: Any) -> bool:
    tf, keras = sys.modules.get("tensorflow"), sys.modules.get("keras")
    return (tf is not None and isinstance(value, tf.Variable)) or (
        keras is not None and isinstance(value, keras.Variable)
    )


def _is_pandas(value: Any) -> bool:
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, (pandas.DataFrame, pandas.Series, pandas.Index))


def _object_kind(value: Any) -> str:
    keras, tf = sys.modules.get("keras"), sys.modules.get("tensorflow")
    if keras is not None:
        for kind, base in (
            ("model", keras.Model),
            ("layer", keras.layers.Layer),
            ("history", keras.callbacks.History),
            ("callback", keras.callbacks.Callback),
            ("optimizer", keras.optimizers.Optimizer),
            ("dataset", keras.utils.PyDataset),
            ("symbolic", keras.KerasTensor),
        ):
            if isinstance(value, base):
                return kind
    if tf is not None and isinstance(value, tf.data.Dataset):
        return "dataset"
    if isinstance(value, os.PathLike):
        return "path"
    if isinstance(value, type):
        return "class"
    if callable(value):
        return "function"
    if isinstance(value, Iterator):
        return "iterator"
    return "object"
