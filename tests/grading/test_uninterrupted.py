"""Ctrl-C waits until a result is written."""

from __future__ import annotations

import contextlib
import os
import signal
import threading

import pytest

from coursekit.grading.uninterrupted import uninterrupted


def interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_it_waits_for_the_end_and_is_not_lost_in_a_library():
    done = []
    with pytest.raises(KeyboardInterrupt), uninterrupted():
        with contextlib.suppress(BaseException):
            interrupt()
        done.append("the rest")
    assert done == ["the rest"]
    with pytest.raises(KeyboardInterrupt):
        interrupt()


def test_the_second_one_does_not_wait():
    done = []
    with pytest.raises(KeyboardInterrupt), uninterrupted():
        interrupt()
        interrupt()
        done.append("the rest")
    assert done == []


def test_without_one_nothing_happens():
    before = signal.getsignal(signal.SIGINT)
    with uninterrupted():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before


def test_where_it_is_ignored_it_stays_ignored():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with uninterrupted():
            interrupt()
    finally:
        signal.signal(signal.SIGINT, before)


def test_other_threads_write_as_they_are():
    done = []

    def work() -> None:
        with uninterrupted():
            done.append("written")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["written"]
