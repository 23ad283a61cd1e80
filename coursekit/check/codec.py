"""Typed data as bytes: what may cross between an answer's process and the judge.

A message is a JSON tree, with the raw bytes of arrays and long texts behind it. Only the types below exist on the
wire, each checked for its exact type on the way out and for its declared size on the way in, so that a message can
be decoded from a process that is not trusted: no pickle, no class names, no allocation that was not paid for in
bytes received.
"""

from __future__ import annotations

import json
import math
import re
import struct
from dataclasses import dataclass, field
from types import EllipsisType
from typing import Any

import numpy as np

MAX_BYTES = 256 * 2**20  # one message
MAX_NODES = 500_000  # values in one message
MAX_DEPTH = 40
MAX_TREE_BYTES = 48 * 2**20  # of the JSON tree: its values take far more memory than its bytes
MAX_DIGITS = 4_000  # of an integer: Python writes no longer ones
SHORT_TEXT = 64  # characters of a text that stands in the tree itself
_DTYPES = frozenset(["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"])
# Before NumPy reads it: a dtype's name can say structures, objects, and texts of no size at all.
_DTYPE = re.compile(r"[<|](?:b1|[iu][1248]|f[248]|c8|c16|[US][1-9][0-9]{0,8})")
_LENGTHS = struct.Struct(">Q")


class CodecError(ValueError):
    """A value that is not typed data, or bytes that are not a message of this codec."""


@dataclass(frozen=True)
class Handle:
    """The number of an object that stays in the answer's process."""

    id: int


@dataclass(frozen=True)
class Recipe:
    """A named object that the answer's process makes for a call: what cannot be data, such as a callable.

    Names are defined in `coursekit.check.recipes`; `values` are data.
    """

    name: str
    values: dict[str, Any] = field(default_factory=dict)


def is_wire_dtype(dtype: np.dtype) -> bool:
    """True when arrays of this dtype may cross: booleans, integers, floats, complex numbers, text."""
    return (dtype.kind in "US" and dtype.itemsize > 0) or dtype.str[1:] in _DTYPES


def encode(value: Any) -> bytes:
    """The message of a value made of None, bool, int, float, str, bytes, list, tuple, dict, ..., arrays,
    `Handle` and `Recipe`.

    Raises CodecError for any other type (subclasses too) and for what is over the size limits.
    """
    blobs: list[bytes] = []
    tree = _Encoder(blobs).node(value, 0)
    head = json.dumps(tree, allow_nan=False, separators=(",", ":")).encode()
    parts = [head, *blobs]
    if sum(map(len, parts)) > MAX_BYTES:
        raise CodecError(f"The message is over {MAX_BYTES // 2**20} MiB.")
    lengths = b"".join(_LENGTHS.pack(n) for n in [len(parts), *map(len, parts)])
    return lengths + b"".join(parts)


def decode(message: bytes) -> Any:
    """The value of a message. Arrays are new and writable; texts can be written as UTF-8.

    Raises CodecError for anything else.
    """
    try:
        parts = _split(message)
        return _Decoder(parts[1:]).node(_tree(parts[0]), 0)
    except CodecError:
        raise
    except Exception as error:  # whatever json and NumPy make of bytes that somebody may have forged
        raise CodecError(f"Not a message of this codec: {type(error).__name__}.") from error


def _tree(head: bytes) -> Any:
    """The JSON tree, once it is known that its values do not need much more memory than they may."""
    if len(head) > MAX_TREE_BYTES or sum(map(head.count, (b",", b"[", b"{"))) > 8 * MAX_NODES:
        raise CodecError("The message has too many values.")
    return json.loads(head)


def _split(message: bytes) -> list[bytes]:
    if len(message) > MAX_BYTES + 2**20:
        raise CodecError(f"The message is over {MAX_BYTES // 2**20} MiB.")
    (count,) = _LENGTHS.unpack_from(message, 0)
    if not 1 <= count <= MAX_NODES:
        raise CodecError("The message's number of parts is out of range.")
    offset = _LENGTHS.size * (count + 1)
    parts = []
    for i in range(count):
        (length,) = _LENGTHS.unpack_from(message, _LENGTHS.size * (i + 1))
        if length > len(message) - offset:
            raise CodecError("The message is shorter than it says.")
        parts.append(message[offset : offset + length])
        offset += length
    if offset != len(message):
        raise CodecError("The message is longer than it says.")
    return parts


class _Counter:
    def __init__(self) -> None:
        self.nodes = 0

    def count(self, depth: int) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise CodecError(f"More than {MAX_NODES:,} values.")
        if depth > MAX_DEPTH:
            raise CodecError(f"Nested deeper than {MAX_DEPTH} levels.")


class _Encoder(_Counter):
    def __init__(self, blobs: list[bytes]) -> None:
        super().__init__()
        self.blobs = blobs

    def blob(self, data: bytes) -> int:
        self.blobs.append(data)
        return len(self.blobs) - 1

    def node(self, value: Any, depth: int) -> Any:
        self.count(depth)
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is str:
            if len(value) <= SHORT_TEXT:
                return value
            return {"$": "text", "i": self.blob(value.encode("utf-8", "surrogatepass"))}
        if kind is int:
            if value.bit_length() > MAX_DIGITS * 3:
                raise CodecError(f"An integer has more than {MAX_DIGITS:,} digits.")
            return value if abs(value) < 2**53 else {"$": "int", "v": hex(value)}
        if kind is float:
            return value if math.isfinite(value) else {"$": "float", "v": repr(value)}
        if kind is list:
            return [self.node(item, depth + 1) for item in value]
        if kind is tuple:
            return {"$": "tuple", "v": [self.node(item, depth + 1) for item in value]}
        if kind is dict:
            if any(type(key) is not str for key in value):
                raise CodecError("A dict on the wire has text keys only.")
            return {"$": "dict", "v": {k: self.node(v, depth + 1) for k, v in value.items()}}
        if kind is np.ndarray and is_wire_dtype(value.dtype):
            array = np.ascontiguousarray(value, dtype=value.dtype.newbyteorder("<")).reshape(value.shape)
            return {
                "$": "array",
                "dtype": array.dtype.str,
                "shape": list(array.shape),
                "i": self.blob(array.tobytes()),
            }
        if kind is bytes:
            return {"$": "bytes", "i": self.blob(value)}
        if kind is EllipsisType:
            return {"$": "ellipsis"}
        if kind is Handle:
            return {"$": "handle", "id": value.id}
        if kind is Recipe:
            return {"$": "recipe", "name": value.name, "values": self.node(value.values, depth + 1)}
        raise CodecError(f"A {kind.__name__} is not typed data.")


class _Decoder(_Counter):
    def __init__(self, blobs: list[bytes]) -> None:
        super().__init__()
        self.blobs = blobs

    def node(self, tree: Any, depth: int) -> Any:
        self.count(depth)
        if tree is None or isinstance(tree, (bool, int, float)):
            return tree
        if isinstance(tree, str):
            return _writable(tree)
        if isinstance(tree, list):
            return [self.node(item, depth + 1) for item in tree]
        kind = tree["$"]
        if kind == "tuple":
            return tuple(self.node(item, depth + 1) for item in _typed(tree["v"], list))
        if kind == "dict":
            return {_writable(k): self.node(v, depth + 1) for k, v in _typed(tree["v"], dict).items()}
        if kind == "text":
            return self.blobs[_index(tree["i"])].decode("utf-8", "replace")
        if kind == "array":
            return self.array(tree)
        if kind == "bytes":
            return self.blobs[_index(tree["i"])]
        if kind == "int":
            if len(_typed(tree["v"], str)) > MAX_DIGITS:
                raise CodecError(f"An integer has more than {MAX_DIGITS:,} digits.")
            return int(tree["v"], 16)
        if kind == "float":
            return {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[tree["v"]]
        if kind == "ellipsis":
            return ...
        if kind == "handle":
            return Handle(_index(tree["id"]))
        if kind == "recipe":
            values = self.node(tree["values"], depth + 1)
            return Recipe(_typed(tree["name"], str), _typed(values, dict))
        raise CodecError("Unknown type on the wire.")

    def array(self, tree: dict[str, Any]) -> np.ndarray:
        shape = tuple(_index(n) for n in _typed(tree["shape"], list))
        data = self.blobs[_index(tree["i"])]
        if not _DTYPE.fullmatch(_typed(tree["dtype"], str)) or len(shape) > 32 or max(shape, default=0) > 2**40:
            raise CodecError("An array's dtype or shape is not allowed on the wire.")
        dtype = np.dtype(tree["dtype"])
        if math.prod(shape) * dtype.itemsize != len(data):
            raise CodecError("An array's bytes do not fit its shape.")
        array = np.frombuffer(data, dtype=dtype).reshape(shape).copy() if data else np.zeros(shape, dtype)
        if dtype.kind == "b":  # a truth value of 255 would count as that in a sum
            array = array.view("u1") != 0
        if dtype.kind == "U" and data and np.frombuffer(data, "<u4").max() > 0x10FFFF:
            raise CodecError("An array of text holds what is no character.")
        return array


def _writable(text: str) -> str:
    """The text without halves of characters, which cannot be written as UTF-8."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _typed(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise CodecError("A field has the wrong type.")
    return value


def _index(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise CodecError("A number is out of range.")
    return value
