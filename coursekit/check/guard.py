"""Running a learner's code: with a time limit, its output caught, its errors as records."""

from __future__ import annotations

import _thread
import contextlib
import io
import logging
import os
import signal
import sysconfig
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

MAX_OUTPUT = 2_000  # characters of printed text that are kept
MAX_LINE = 500  # characters of the line that raised
_HERE = str(Path(__file__).resolve().parents[1]) + os.sep
_LIBRARIES = tuple({sysconfig.get_path(name) + os.sep for name in ("stdlib", "purelib", "platlib")})


class TimeLimit(BaseException):
    """Raised inside a learner's code when its time is over. No Exception: `except Exception` lets it pass."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises TimeLimit in the block once `seconds` have passed.

    It interrupts Python code (and sleeping) on the main thread, as the Stop button does. A block on another
    thread, or one long call into compiled code, is not interrupted.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    with _alarm(seconds) if hasattr(signal, "setitimer") else _watcher(seconds):
        yield


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """The limit by the system's timer, again every 0.2 s for code that swallows every exception in a loop."""

    def over(number: int, frame: Any) -> None:
        raise TimeLimit

    previous = signal.signal(signal.SIGALRM, over)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, 0.2)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


@contextlib.contextmanager
def _watcher(seconds: float) -> Iterator[None]:
    """The limit where there is no such timer (Windows): a thread that interrupts the main one."""
    over, done = threading.Event(), threading.Event()
    previous = signal.getsignal(signal.SIGINT)

    def interrupted(number: int, frame: Any) -> None:
        if over.is_set():
            if not done.is_set():
                raise TimeLimit
        elif callable(previous):
            previous(number, frame)
        else:
            raise KeyboardInterrupt

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            over.set()
            _thread.interrupt_main()
            wait = 0.2

    thread = threading.Thread(target=watch, daemon=True)
    signal.signal(signal.SIGINT, interrupted)
    try:
        thread.start()
        yield
    finally:
        done.set()
        thread.join()
        signal.signal(signal.SIGINT, previous)


class _Head(io.StringIO):
    """Keeps the first MAX_OUTPUT characters: a learner's loop may print without end."""

    def write(self, text: str) -> int:
        if (room := MAX_OUTPUT - self.tell()) > 0:
            super().write(text[:room])
        return len(text)


def run(function: Callable[[], Any], seconds: float) -> tuple[Any, dict[str, Any] | None, str]:
    """Calls `function` and returns (its value, its problem or None, what it printed).

    A problem is data: `{"problem": "raised", "type", "message", "known", "line", "text", "function"}`, where
    line, text and function tell the last place in the learner's own code, or
    `{"problem": "timeout", "seconds", ...}`. A real interrupt (the Stop button) is passed on.
    """
    out = _Head()
    value, problem = None, None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out), _quiet_logging(), _quiet_compiled_code():
        try:
            with time_limit(seconds):
                value = function()
        except TimeLimit as error:
            problem = {"problem": "timeout", "seconds": float(seconds), **_place(error)}
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            problem = {
                "problem": "raised",
                "type": type(error).__name__,
                "message": _message(error),
                "known": known(error),
                **_place(error),
            }
    return value, problem, out.getvalue()


@contextlib.contextmanager
def _quiet_logging() -> Iterator[None]:
    """No log lines up to warnings: TensorFlow's logger writes to the stderr that it found at its import."""
    before = logging.root.manager.disable
    logging.disable(max(before, logging.WARNING))
    try:
        yield
    finally:
        logging.disable(before)


@contextlib.contextmanager
def _quiet_compiled_code() -> Iterator[None]:
    """Nothing comes through file descriptor 2: TensorFlow's compiled code tells there what a processor lacks.

    A check that writes to stderr has no points in plain nbgrader.
    """
    try:
        before = os.dup(2)
    except OSError:  # there is no standard error
        yield
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
        yield
    finally:
        os.dup2(before, 2)
        os.close(before)


def _message(error: BaseException) -> str:
    """The first paragraph of an error's text: Keras and TensorFlow add pages of call context."""
    try:
        text = str(error)
    except BaseException:  # a learner's own exception class may be broken as well
        return ""
    text = text.split("\n\nCall arguments received")[0].split("\n\nArguments received")[0].strip()
    return text if len(text) <= 600 else text[:600] + " ..."


def known(error: BaseException) -> str:
    """What a known Keras or TensorFlow error means and how to mend it; empty for others."""
    from coursekit.explain.catalogue import explain

    try:
        found = explain(error)
    except Exception:  # an explanation is an extra
        return ""
    return "" if found is None else f"{found.name}: {found.means} {found.mend}"


def is_learners(summary: traceback.FrameSummary) -> bool:
    """Whether a frame is the learner's: no library's, not generated, and with a source that can be shown."""
    if summary.filename.startswith((_HERE, *_LIBRARIES, "<frozen", "<__array_function__")):
        return False
    # Packages may also lie outside of this Python's own folders: in the user's, or in Debian's.
    elsewhere = ("__autograph_generated_file", "site-packages", "dist-packages")
    return not any(part in summary.filename for part in elsewhere) and bool(summary.line)


def _place(error: BaseException) -> dict[str, Any]:
    """The last frame of the traceback that is the learner's own code, as line, text and function name."""
    place: dict[str, Any] = {"line": None, "text": "", "function": ""}
    for summary in traceback.extract_tb(error.__traceback__):
        if is_learners(summary):
            place = {"line": summary.lineno, "text": summary.line[:MAX_LINE], "function": summary.name}
    if isinstance(error, SyntaxError) and error.lineno is not None:
        place.update(line=error.lineno, text=(error.text or "").strip()[:MAX_LINE])
    return place
