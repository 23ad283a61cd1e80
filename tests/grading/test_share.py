"""Each worker of a machine grades on cores of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator

import pytest

from coursekit.grading import share
from coursekit.grading.runners import WarmProcess
from tests.grading.sandboxed import process, require_sandbox

ALL = frozenset(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else frozenset()
pytestmark = pytest.mark.skipif(not ALL, reason="cores have no numbers on this system")
CLAIMS = """
import sys
from coursekit.grading import share
share._NAME = "\\0" + sys.argv[1] + " {core} {level}"
print(*share.claim(int(sys.argv[2])), flush=True)
sys.stdin.read()
"""
Claims = Callable[[int], tuple[subprocess.Popen, frozenset[int]]]


@pytest.fixture
def claims() -> Iterator[Claims]:
    """Starts a process that claims so many cores and keeps them. Other graders of this machine are not in the way."""
    name, started = uuid.uuid4().hex, []

    def start(count: int) -> tuple[subprocess.Popen, frozenset[int]]:
        command = [sys.executable, "-c", CLAIMS, name, str(count)]
        started.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
        return started[-1], frozenset(map(int, started[-1].stdout.readline().split()))

    yield start
    for holder in started:
        holder.communicate()


def test_each_process_has_its_own_until_none_is_left(claims):
    found = [claims(1)[1] for _ in ALL]
    assert all(len(cores) == 1 for cores in found)
    assert frozenset().union(*found) == ALL
    again = [claims(1)[1] for _ in ALL]
    assert frozenset().union(*again) == ALL, "the second ones were not spread over all cores"


def test_a_killed_process_keeps_nothing(claims):
    holders = [claims(1) for _ in ALL]
    holders[0][0].kill()
    holders[0][0].wait()
    assert claims(1)[1] == holders[0][1]


def test_more_than_there_are_is_all_of_them(claims):
    assert claims(len(ALL) + 5)[1] == ALL


def test_a_submission_stays_on_its_share():
    require_sandbox()
    core = max(ALL)
    warm = WarmProcess(cores={core})
    try:
        with process(warm) as submission:
            assert submission.printed("import os; print(os.sched_getaffinity(0))") == str({core})
            assert submission.printed("import tensorflow as tf; print(float(tf.reduce_sum(tf.ones(10))))") == "10.0"
            (error,) = submission.cell("import os\nos.sched_setaffinity(0, range(os.cpu_count()))")
            assert error["ename"] == "PermissionError"
    finally:
        warm.close()
    assert frozenset(os.sched_getaffinity(0)) == ALL, "the grader itself was confined"
    assert share.cores() == len(ALL)
