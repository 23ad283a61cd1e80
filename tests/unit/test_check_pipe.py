"""Answers over a pipe: a lost or hostile other side, and a judge that needs no TensorFlow."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from coursekit.check import Exercise, Outcome, require
from coursekit.check.channel import AnswerSideLost, PipeChannel, serve
from coursekit.check.codec import encode
from coursekit.check.host import Host


def _exercise() -> Exercise:
    exercise = Exercise("Double", points=1)
    exercise.criterion("doubles", points=1)(lambda answer, rng: require(answer(2).number() == 4, "no"))
    return exercise


def _serving(target):
    here, there = multiprocessing.Pipe()
    thread = threading.Thread(target=target, args=(there,), daemon=True)
    thread.start()
    return here, thread


def test_served_answers_are_judged():
    here, thread = _serving(lambda there: serve(Host([lambda x: 2 * x]), there))
    assert _exercise().judge(PipeChannel(here)).outcome is Outcome.CORRECT
    here.close()
    thread.join(5)
    assert not thread.is_alive()


@pytest.mark.parametrize(
    "replies",
    [
        [b"junk"],
        [encode([1, 2])],
        [encode({})],
        [encode({"kind": "number"})],
        [encode({"problem": "made up"})],
        [
            encode({"kind": "function", "handle": 0, "type": "f", "name": "f", "parameters": None}),
            encode({"kind": "array"}),
        ],
        [],
    ],
    ids=["junk", "no record", "empty", "no value", "unknown problem", "array without value", "gone"],
)
def test_a_hostile_side_earns_nothing_and_is_told(replies):
    def hostile(there):
        for reply in replies:
            there.recv_bytes()
            there.send_bytes(reply)
        there.close()

    here, thread = _serving(hostile)
    result = _exercise().judge(PipeChannel(here, seconds=5))
    thread.join(5)
    assert not thread.is_alive(), "each of the replies was asked for"
    assert result.score == 0.0
    assert result.outcome is Outcome.CHECKER_FAILED
    assert "could not be looked at" in result.criteria[0].message


def test_a_silent_side_is_not_waited_for_forever():
    here, _ = _serving(lambda there: threading.Event().wait(3))
    with pytest.raises(AnswerSideLost, match="did not answer within"):
        PipeChannel(here, seconds=0.2).request({"op": "describe"})


def test_the_judge_imports_no_tensorflow():
    code = """
import sys
from multiprocessing import Pipe
from coursekit.exercises import load
for lesson in sys.argv[1:]:
    load(lesson)
heavy = {"tensorflow", "keras", "sklearn", "matplotlib"} & set(sys.modules)
assert not heavy, heavy
"""
    folder = Path(__file__).resolve().parents[2] / "coursekit" / "exercises"
    lessons = [file.stem for file in folder.glob("[a-z]*.py")]
    done = subprocess.run([sys.executable, "-c", code, *lessons], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
