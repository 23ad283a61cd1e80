"""Running a learner's code: limits, caught output, places of errors."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

import pytest

from coursekit.check import guard
from tests.answers import bank


def test_value_and_output():
    value, problem, printed = guard.run(lambda: print("hello") or 7, seconds=5)
    assert (value, problem, printed) == (7, None, "hello\n")


def test_stderr_is_caught_too(capfd):
    guard.run(lambda: print("noise", file=sys.stderr), seconds=5)
    assert capfd.readouterr() == ("", "")


def test_endless_printing_is_cut():
    _, _, printed = guard.run(lambda: [print("x" * 1000) for _ in range(100)], seconds=5)
    assert len(printed) <= guard.MAX_OUTPUT


@pytest.mark.parametrize(
    "code",
    [
        "def f():\n    while True:\n        pass",
        "def f():\n    while True:\n        try:\n            pass\n        except Exception:\n            pass",
        "def f():\n    while True:\n        try:\n            while True: pass\n        except: pass\n        break\n"
        "    while True: pass",
        "import time\ndef f():\n    time.sleep(60)",
        "def f():\n    return sum(1 for _ in iter(int, 1))",
    ],
    ids=["loop", "except Exception", "bare except", "sleep", "generator"],
)
def test_endless_code_is_stopped(code):
    function = bank.run(code, "endless")["f"]
    start = time.monotonic()
    _, problem, _ = guard.run(function, seconds=0.3)
    assert problem["problem"] == "timeout"
    assert time.monotonic() - start < 3
    assert problem["line"] is not None


def test_handlers_and_timers_are_put_back():
    numbers = [signal.SIGINT, *([signal.SIGALRM] if hasattr(signal, "SIGALRM") else [])]
    before = [signal.getsignal(number) for number in numbers]
    guard.run(lambda: 1, seconds=0.2)
    guard.run(lambda: time.sleep(1), seconds=0.1)
    assert [signal.getsignal(number) for number in numbers] == before
    if hasattr(signal, "getitimer"):
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


@pytest.mark.parametrize("limit", [guard._watcher, guard._alarm], ids=["thread", "timer"])
def test_both_ways_to_limit_stop_a_loop(limit):
    if limit is guard._alarm and not hasattr(signal, "setitimer"):
        pytest.skip("this system has no interval timer")
    start = time.monotonic()
    with pytest.raises(guard.TimeLimit), limit(0.2):
        while True:
            pass
    assert time.monotonic() - start < 3


def test_a_real_interrupt_is_passed_on():
    def interrupted():
        signal.raise_signal(signal.SIGINT)

    # A process started in the background ignores the signal; a notebook's kernel does not.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            guard.run(interrupted, seconds=5)
    finally:
        signal.signal(signal.SIGINT, before)


def test_no_limit_on_another_thread_but_no_failure():
    found = []
    thread = threading.Thread(target=lambda: found.append(guard.run(lambda: 3, seconds=0.1)))
    thread.start()
    thread.join()
    assert found == [(3, None, "")]


def test_the_learners_last_line_is_told():
    code = "import numpy as np\ndef f():\n    x = np.zeros((2, 3))\n    return np.matmul(x, x)\n"
    _, problem, _ = guard.run(bank.run(code, "place")["f"], seconds=5)
    assert problem["type"] == "ValueError"
    assert (problem["line"], problem["text"], problem["function"]) == (4, "return np.matmul(x, x)", "f")


def test_exits_and_broken_exceptions_are_problems():
    code = """
class Broken(Exception):
    def __str__(self):
        raise RuntimeError
def leave():
    raise SystemExit(3)
def broken():
    raise Broken
def deep():
    return deep()
"""
    namespace = bank.run(code, "exceptions")
    assert guard.run(namespace["leave"], 5)[1]["type"] == "SystemExit"
    assert guard.run(namespace["broken"], 5)[1] == {
        "problem": "raised", "type": "Broken", "message": "", "known": "", "line": 8, "text": "raise Broken",
        "function": "broken",
    }  # fmt: skip
    assert guard.run(namespace["deep"], 5)[1]["type"] == "RecursionError"


def test_what_compiled_code_writes_while_a_call_runs_is_not_seen(capfd):
    value, problem, _ = guard.run(lambda: os.write(2, b"oneDNN supports this only on other processors\n"), 5)
    assert (value, problem) == (46, None)
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"
