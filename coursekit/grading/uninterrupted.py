"""Ctrl-C between two results, never in the middle of one."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C waits for the end of this block; a second one does not.

    Raised inside nbgrader or the database's driver, it could become one of their errors, or be lost.
    """
    before = signal.getsignal(signal.SIGINT)
    if (
        not callable(before) or threading.current_thread() is not threading.main_thread()
    ):  # ignored, or not ours to take
        yield
        return
    came = False

    def note(number: int, frame: FrameType | None) -> None:
        nonlocal came
        came = True
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came:
        raise KeyboardInterrupt
