"""Replies that no Host makes are refused, and what is let through never breaks the judge."""

from __future__ import annotations

import contextlib
import copy

import numpy as np
import pytest

from coursekit.check import replies
from coursekit.check.answer import Answer, checked
from coursekit.check.channel import AnswerSideLost
from coursekit.check.codec import decode, encode
from coursekit.check.host import Host
from coursekit.check.problems import Problem

VARIABLE = {"id": 0, "name": "kernel", "shape": [3, 2], "trainable": True, "parameter": True}
LAYER = {
    "name": "dense",
    "type": "Dense",
    "config": {"units": 2, "activation": "relu"},
    "input_shape": [None, 3],
    "output_shape": [None, 2],
    "trainable": True,
    "variables": [VARIABLE],
}
MODEL = {
    "type": "functional",
    "name": "model",
    "built": True,
    "compiled": True,
    "input_shapes": [[None, 3]],
    "output_shapes": [[None, 2]],
    "layers": [LAYER],
    "edges": [["a", "b"]],
    "variables": [VARIABLE],
    "compile": {
        "loss": {"name": "mse", "config": None},
        "metrics": [{"name": "accuracy", "config": None}],
        "optimizer": {"name": "adam", "learning_rate": 0.1, "iterations": 3, "config": {"beta": 0.9}},
    },
}
FUNCTION = {
    "kind": "function",
    "type": "function",
    "handle": 3,
    "name": "f",
    "parameters": [{"name": "x", "kind": "POSITIONAL_OR_KEYWORD", "required": True}],
}
HISTORY = {"kind": "history", "type": "History", "handle": 1, "value": {"logs": {"loss": [1.0]}, "epochs": [0]}}
GOOD = [
    ("describe", FUNCTION),
    ("describe", HISTORY),
    ("describe", {"kind": "path", "type": "PosixPath", "handle": 1, "value": "x.keras"}),
    ("describe", {"kind": "object", "type": "Thing", "handle": 1}),
    ("describe", {"kind": "too large", "type": "NumPy array", "shape": [10, 10], "dtype": "f8", "size": 100}),
    ("call", {"kind": "array", "type": "NumPy array", "value": np.zeros((2, 2)), "printed": "", "changed": [0]}),
    ("call", {"kind": "number", "type": "int", "value": 3, "integer": True, "printed": "x", "changed": []}),
    ("call", {"kind": "list", "type": "list", "items": [FUNCTION, HISTORY], "printed": "", "changed": []}),
    ("call", {"kind": "dict", "type": "dict", "keys": ["a"], "items": [FUNCTION], "text_keys": True}),
    ("call", {"kind": "dict", "type": "dict", "value": {"a": [1, 2.5]}}),
    ("iterate", {"items": [{"kind": "text", "type": "str", "value": "x"}], "ended": True}),
    ("model", {"value": MODEL}),
    ("predict", {"value": np.zeros((2, 2))}),
    ("weights", {"value": [np.zeros(2)]}),
    ("fit_clone", {"value": {"handle": 3, "history": {"loss": [1.0]}}}),
    ("dataset", {"value": {"spec": [{"shape": [None, 2], "dtype": "float32"}], "cardinality": 3}}),
    ("drive", {"trace": [{"stopped": False, "weight": 1.0}], "printed": ""}),
    ("file", {"name": "x.keras", "suffixes": ".keras", "bytes": b"PK"}),
    ("folder", {"files": {"a/b": 3}}),
    ("call", {"problem": "raised", "type": "E", "message": "m", "known": "", "line": 1, "text": "x", "function": "f"}),
    ("call", {"problem": "timeout", "seconds": 10.0, "line": None, "text": "", "function": ""}),
    ("model", {"problem": "model", "code": "unbuilt", "detail": ""}),
    ("file", {"problem": "file", "code": "too large", "size": 10**9}),
]
STRANGE = [None, True, -1, 10**400, 2.5, float("nan"), "x" * 20_000, "\x1b]0;x\x07", [], {}, [None], [[]], {"a": 1}]
STRANGE += [np.arange(3), np.array("x"), np.zeros((0, 3)), b"x", ..., (1, 2)]


@pytest.mark.parametrize(("operation", "reply"), GOOD)
def test_what_a_host_says_fits(operation, reply):
    assert replies.fits(operation, decode(encode(reply)))


def test_what_real_hosts_say_of_everyday_answers_fits():
    answers = [1, 2.5, "x", None, ..., [1, [2]], (1, "a"), {"a": 1}, {1: 2}, {3, 4}, np.eye(2), lambda x: x, int, b"b"]
    host = Host([*answers, [len, max], {"f": len}, np.array([object()]), range(3), iter([1])])
    for handle in range(len(answers) + 5):
        reply = decode(encode(host.handle({"op": "describe", "of": decode(encode(_handle(handle)))})))
        assert replies.fits("describe", reply), reply


def _handle(number: int):
    from coursekit.check.codec import Handle

    return Handle(number)


@pytest.mark.parametrize(
    ("operation", "reply"),
    [
        ("describe", {"kind": "number", "type": "int", "value": True}),
        ("describe", {"kind": "number", "type": "int", "value": np.arange(3)}),
        ("describe", {"kind": ["number"], "type": "int", "value": 3}),
        ("describe", {"kind": "function", "type": "f", "handle": -1, "name": "f", "parameters": None}),
        ("describe", {"kind": "function", "type": "f", "handle": 1, "name": "f", "parameters": [{}]}),
        ("describe", {"kind": "dict", "type": "dict", "keys": [], "items": [FUNCTION]}),
        ("describe", {"kind": "list", "type": "list", "items": [{"kind": "list"}]}),
        ("call", {"kind": "array", "type": "x", "value": np.zeros(1), "changed": ["x"]}),
        ("call", {"problem": ["raised"]}),
        ("call", {"problem": {}}),
        ("call", {"problem": "raised", "type": "E"}),
        ("call", {"problem": "raised", "type": "E", "message": "x" * 10**6}),
        ("call", [1]),
        ("model", {"value": {**MODEL, "layers": [{**LAYER, "variables": [{**VARIABLE, "more": 1}]}]}}),
        ("made up", {}),
    ],
)
def test_what_no_host_says_does_not_fit(operation, reply):
    assert not replies.fits(operation, reply)


class _Channel:
    """Gives each question the forged reply if it has the form, as a pipe does."""

    def __init__(self, reply, operation: str) -> None:
        self.reply, self.operation = reply, operation

    def request(self, message):
        if message["op"] == self.operation:
            reply = self.reply
        else:
            reply = next(reply for operation, reply in GOOD if operation == message["op"])
        if not replies.fits(message["op"], reply):
            raise AnswerSideLost("forged")
        return reply


def _use(reply, operation: str) -> None:
    """Does with an answer what criteria do."""
    kind = {"model": "model", "weights": "model", "predict": "model", "fit_clone": "model", "dataset": "dataset"}
    record = {"kind": kind.get(operation, "callback" if operation == "drive" else "object"), "type": "x", "handle": 1}
    channel = _Channel(reply, operation)
    if operation in ("file", "folder"):
        record = {"kind": "text", "type": "str", "value": "x"}
    if operation == "describe":
        record = checked(channel.request({"op": "describe"}))
    answer = Answer(channel, record)
    looks = [
        lambda: answer.array(shape=(2, 2)),
        lambda: answer.array(ndim=1, integer=True),
        lambda: answer.number(integer=True, minimum=0),
        lambda: answer.number(),
        answer.text,
        answer.boolean,
        lambda: [item.array() for item in answer.items(2)],
        lambda: {name: item.number() for name, item in answer.entries().items()},
        answer.logs,
        lambda: answer(np.zeros(3), 2, a=[1]).array(shape=(2, 2)),
        lambda: answer.call((1,)).items(),
        lambda: answer.iterate(2),
        lambda: answer.model.require_built().require_compiled().require_input((3,)).predict(np.zeros((2, 3))),
        lambda: (answer.model.parameters, answer.model.of_type("Dense")[0].units, answer.model.weights()),
        lambda: answer.model.fit_clone(np.zeros(2), np.zeros(2)),
        lambda: answer.dataset.take(2),
        lambda: answer.callback.drive([("on_train_begin", {})]),
        lambda: answer.file.config(),
        lambda: answer.folder.files,
        lambda: repr(answer),
    ]
    for look in looks:
        with contextlib.suppress(Problem, AnswerSideLost):
            look()


@pytest.mark.parametrize("seed", range(150))
def test_a_forged_reply_never_breaks_what_reads_it(seed):
    rng = np.random.default_rng(seed)
    operation, good = GOOD[int(rng.integers(len(GOOD)))]
    for _ in range(12):
        reply = copy.deepcopy(good)
        for _ in range(int(rng.integers(1, 3))):
            _damage(reply, rng)
        with contextlib.suppress(AnswerSideLost):
            _use(reply, operation)


def _damage(tree, rng: np.random.Generator) -> None:
    """Puts something strange at a place of the tree, or takes an entry away."""
    while True:
        keys = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
        if not keys:
            return
        key = keys[int(rng.integers(len(keys)))]
        if isinstance(tree[key], (dict, list)) and rng.random() < 0.6:
            tree = tree[key]
            continue
        if isinstance(tree, dict) and rng.random() < 0.2:
            del tree[key]
        else:
            tree[key] = copy.deepcopy(STRANGE[int(rng.integers(len(STRANGE)))])
        return
