"""The codec: what goes in comes out, nothing else goes in, and hostile bytes are refused."""

from __future__ import annotations

import contextlib
import json
import math
import pickle
import struct

import numpy as np
import pytest

from coursekit.check import codec
from coursekit.check.codec import CodecError, Handle, Recipe, decode, encode


def _random_value(rng: np.random.Generator, depth: int = 0):
    leaves = [
        lambda: None,
        lambda: bool(rng.integers(2)),
        lambda: int(rng.integers(-(2**40), 2**40)) ** int(rng.integers(1, 4)),
        lambda: float(rng.normal() * 10.0 ** rng.integers(-300, 300)),
        lambda: float(rng.choice([math.inf, -math.inf, 0.0])),
        lambda: "".join(chr(int(c)) for c in rng.integers(32, 0x2FFF, size=5)),
        lambda: rng.bytes(int(rng.integers(0, 9))),
        lambda: ...,
        lambda: Handle(int(rng.integers(100))),
        lambda: rng.normal(size=tuple(rng.integers(0, 4, size=int(rng.integers(0, 4))))).astype("float32"),
        lambda: rng.integers(0, 255, size=(3, 2)).astype("uint8"),
        lambda: np.array(["ä", "neuron"]),
    ]
    nodes = [
        lambda: [_random_value(rng, depth + 1) for _ in range(rng.integers(0, 4))],
        lambda: tuple(_random_value(rng, depth + 1) for _ in range(rng.integers(0, 4))),
        lambda: {f"k{i}": _random_value(rng, depth + 1) for i in range(rng.integers(0, 4))},
        lambda: Recipe("name", {"values": _random_value(rng, depth + 1)}),
    ]
    choices = leaves + (nodes if depth < 4 else [])
    return choices[rng.integers(len(choices))]()


def _same(a, b) -> bool:
    if isinstance(a, np.ndarray):
        return isinstance(b, np.ndarray) and a.dtype == b.dtype and a.shape == b.shape and (a == b).all()
    if isinstance(a, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(_same, a, b))
    if isinstance(a, dict):
        return type(b) is dict and list(a) == list(b) and all(_same(a[k], b[k]) for k in a)
    if isinstance(a, Recipe):
        return isinstance(b, Recipe) and a.name == b.name and _same(a.values, b.values)
    return type(a) is type(b) and a == b


@pytest.mark.parametrize("seed", range(60))
def test_round_trip(seed):
    value = _random_value(np.random.default_rng(seed))
    assert _same(value, decode(encode(value)))


def test_nan_and_big_endian_arrays():
    assert math.isnan(decode(encode(math.nan)))
    big = np.arange(3, dtype=">i4")
    assert decode(encode(big)).tolist() == [0, 1, 2]
    strided = np.arange(12).reshape(3, 4)[:, ::2]
    assert decode(encode(strided)).tolist() == strided.tolist()


def test_decoded_arrays_are_new_and_writable():
    array = np.zeros(3)
    got = decode(encode(array))
    got[0] = 1
    assert array[0] == 0


class _Float(float):
    pass


class _Array(np.ndarray):
    pass


@pytest.mark.parametrize(
    "value",
    [
        _Float(1.0),
        np.zeros(2).view(_Array),
        np.array([object()]),
        np.float64(1.0),
        {1: 2},
        {"a": {2}},
        object(),
        lambda: 1,
        np.zeros(2, dtype="datetime64[s]"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_only_exact_types_are_encoded(value):
    with pytest.raises(CodecError):
        encode(value)


def test_limits_on_the_way_out(monkeypatch):
    monkeypatch.setattr(codec, "MAX_BYTES", 1000)
    with pytest.raises(CodecError):
        encode(np.zeros(1000))
    monkeypatch.setattr(codec, "MAX_NODES", 10)
    with pytest.raises(CodecError):
        encode(list(range(11)))
    loop: list = []
    loop.append(loop)
    with pytest.raises(CodecError):
        encode(loop)


def _message(tree, *blobs: bytes) -> bytes:
    parts = [json.dumps(tree).encode(), *blobs]
    return b"".join(struct.pack(">Q", n) for n in [len(parts), *map(len, parts)]) + b"".join(parts)


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\x00" * 8,
        b"\xff" * 64,
        pickle.dumps({"a": 1}),
        _message({"$": "unknown"}),
        _message({"no": "tag"}),
        _message({"$": "array", "dtype": "<f8", "shape": [10**12], "i": 0}, b"12345678"),
        _message({"$": "array", "dtype": "|O", "shape": [1], "i": 0}, b"12345678"),
        _message({"$": "array", "dtype": "<f8", "shape": [-1], "i": 0}, b"12345678"),
        _message({"$": "array", "dtype": "<f8", "shape": [1], "i": 7}, b"12345678"),
        _message({"$": "array", "dtype": "<f8", "shape": [1], "i": True}, b"12345678"),
        _message({"$": "float", "v": "1e999"}),
        _message({"$": "handle", "id": -1}),
        _message({"$": "recipe", "name": 3, "values": {}}),
        _message({"$": "dict", "v": [1]}),
        _message({"$": "array", "dtype": "<U0", "shape": [2**33], "i": 0}, b""),
        _message({"$": "array", "dtype": "{'names': ['a'], 'formats': ['O']}", "shape": [1], "i": 0}, b"12345678"),
        _message({"$": "array", "dtype": "(2,2)i4,f8", "shape": [0], "i": 0}, b""),
        _message({"$": "array", "dtype": "<f8", "shape": [2**100, 0], "i": 0}, b""),
        _message({"$": "array", "dtype": "<f8", "shape": [0, 2**62], "i": 0}, b""),
        _message({"$": "array", "dtype": "<f8", "shape": [1] * 60, "i": 0}, b"12345678"),
        _message({"$": "array", "dtype": "<U1", "shape": [1], "i": 0}, b"\xff\xff\xff\xff"),
        _message({"$": "int", "v": "0x" + "f" * 15_000}),
        _message({"$": ["int"]}),
        _message(1)[:-1],
        _message(1) + b"x",
    ],
)
def test_hostile_bytes_are_refused(message):
    with pytest.raises(CodecError):
        decode(message)


def test_deep_json_is_refused():
    with pytest.raises(CodecError):
        decode(_message(json.loads("[" * 300 + "]" * 300)))


def test_a_tree_that_needs_much_memory_is_not_parsed(monkeypatch):
    monkeypatch.setattr(json, "loads", lambda text: pytest.fail("parsed"))
    for head in (b"[" + b"[]," * 5_000_000 + b"[]]", b'"' + b"x" * (50 * 2**20) + b'"'):
        with pytest.raises(CodecError, match="too many values"):
            decode(struct.pack(">QQ", 1, len(head)) + head)


def test_texts_can_be_written_as_utf8():
    half = "half \ud83d \udcff"
    for text in (half, half * 20):
        found = decode(encode({"text": text, half: 1}))
        str(found).encode()
        assert found["text"].startswith("half ?") or found["text"].startswith("half \ufffd")


def test_long_texts_stand_behind_the_tree():
    text = "\u00e4,[{" * 10_000
    message = encode({"a": text})
    assert decode(message) == {"a": text}
    assert len(codec._split(message)[0]) < 100


def test_truth_values_are_true_or_false():
    (got,) = decode(encode([np.array([0, 1, 255], "u1").view("b1")]))
    assert got.sum() == 2
    assert got.dtype == bool


def test_integers_of_too_many_digits_do_not_cross():
    assert decode(encode(10**3000)) == 10**3000
    with pytest.raises(CodecError, match="digits"):
        encode(10**20_000)


@pytest.mark.parametrize("seed", range(40))
def test_damaged_messages_never_crash(seed):
    rng = np.random.default_rng(seed)
    message = bytearray(encode({"x": np.zeros((3, 2)), "y": [1, 2.5, "text", (None, ...)]}))
    for _ in range(3):
        message[int(rng.integers(len(message)))] = int(rng.integers(256))
    with contextlib.suppress(CodecError):
        decode(bytes(message))
