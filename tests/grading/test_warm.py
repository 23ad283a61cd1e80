"""The warm process as its worker sees it: how it starts and how it ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest

from coursekit.check.channel import AnswerSideLost
from coursekit.grading import warm
from coursekit.grading.runners import WarmProcess
from coursekit.grading.warm_start import WarmStart, enter
from tests.grading.sandboxed import process, require_sandbox

pytestmark = pytest.mark.slow


def test_it_ends_by_itself_when_it_is_closed():
    require_sandbox()
    warm = WarmProcess()
    with process(warm) as submission:
        assert submission.printed("print(1)") == "1"
    started = warm._own._process
    begin = time.monotonic()
    warm.close()
    assert started.returncode == 0, "it was killed after a wait"
    assert time.monotonic() - begin < 5


def test_closed_before_it_is_ready_it_is_not_waited_for():
    require_sandbox()
    warm = WarmProcess()
    warm.start()
    started = warm._own._process
    begin = time.monotonic()
    warm.close()
    assert time.monotonic() - begin < 1, "the import of TensorFlow takes seconds"
    assert started.returncode is not None


def test_workers_share_one_and_none_ends_the_others_submissions():
    require_sandbox()
    shared = WarmStart([])
    first, second = WarmProcess(door=shared.door), WarmProcess(door=shared.door)
    with process(second) as stays:
        with process(first) as ends:
            assert ends.printed("print(1)") == "1"
            first.close()  # as when its worker dies
            with pytest.raises(AnswerSideLost):
                ends.cell("import time; time.sleep(20)")
        assert stays.printed("print(2)") == "2"
    assert first.pid is second.pid is None, "they have started one of their own"
    second.close()
    shared.close()
    assert shared._process.returncode == 0, "it was killed after a wait"


def test_a_shared_one_that_is_killed_is_replaced_by_each_worker():
    require_sandbox()
    shared = WarmStart([])
    worker = WarmProcess(door=shared.door)
    try:
        with process(worker) as submission:
            assert submission.printed("print(1)") == "1"
            os.kill(shared.pid, signal.SIGKILL)
        assert submission.runner.ended is None, "its end is not known"
        with process(worker) as submission:
            assert submission.printed("print(2)") == "2"
        assert worker.pid not in (None, shared.pid)
    finally:
        worker.close()
        shared.close()


def _raise() -> int:
    raise BlockingIOError(11, "Resource temporarily unavailable")


def test_it_outlives_a_fork_that_fails(monkeypatch):
    door, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    monkeypatch.setattr(os, "fork", _raise)
    server = threading.Thread(target=warm.Server(other, shell=None).serve, daemon=True)
    server.start()
    with door, enter(door) as connection, connection.makefile() as replies:
        assert "ready" in replies.readline()
        for _ in range(2):
            socket.send_fds(connection, [b'{"op": "fork"}'], [connection.fileno()])
            assert "error" in json.loads(replies.readline())
    server.join(10)
    assert not server.is_alive()


def test_tensorflow_uses_no_more_threads_than_the_worker_may(monkeypatch):
    require_sandbox()
    monkeypatch.delenv("TF_NUM_INTRAOP_THREADS", raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    warm = WarmProcess()
    try:
        with process(warm) as submission:
            assert submission.printed("import os; print(os.environ.get('TF_NUM_INTRAOP_THREADS'))") == "1"
    finally:
        warm.close()


def test_a_worker_starts_it_before_anything_heavy_is_imported():
    code = "import sys, coursekit.grading.worker; print([m for m in ('numpy', 'nbformat') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
