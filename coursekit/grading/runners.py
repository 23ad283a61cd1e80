"""The grader's side of submissions' processes: asks the warm process for one, ends it."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import threading
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from coursekit.grading import linux, room
from coursekit.grading.framed import FramedSocket
from coursekit.grading.limits import MEBIBYTE, Ended, Limits
from coursekit.grading.trial import why_no_sandbox
from coursekit.grading.warm_start import WarmStart, enter


class SandboxError(Exception):
    """Submissions cannot be confined here. The message says what is missing, and what to do."""


WITHOUT = "To go without, with all of your rights: --unsafe, or c.Judge.sandbox = False in nbgrader_config.py."
START_SECONDS = 120


class Runner:
    """One submission's process.

    Attributes:
        connection: to its `coursekit.grading.runner`.
        ended: how it ended, once the block of `WarmProcess.runner` is left.
    """

    def __init__(self, connection: FramedSocket | Connection) -> None:
        self.connection = connection
        self.ended: Ended | None = None


class WarmProcess:
    """A process that has imported TensorFlow, and forks; started when first needed.

    Args:
        sandboxed: False lets submissions run with the grader's own rights.
        hidden: folders that are empty for submissions, besides coursekit's exercise modules.
        stand_ins: packages of exercise modules that are not to be found in them, besides coursekit's own.
        cores: the processor cores that they run on; default: all that this process may use.
        door: of a `WarmStart` that several workers share. A process of its own replaces it once it is gone.
    """

    def __init__(
        self,
        *,
        sandboxed: bool = True,
        hidden: Sequence[str] = (),
        stand_ins: Sequence[str] = (),
        cores: Collection[int] = (),
        door: socket.socket | None = None,
    ) -> None:
        self._sandboxed, self._cores = sandboxed, cores
        self._hidden = [*hidden, str(Path(room.__file__).parents[1].resolve() / "exercises")]
        self._stand_ins = stand_ins
        self._door = door
        self._own: WarmStart | None = None
        self._control: socket.socket | None = None
        self._ready = False
        self._lock = threading.Lock()

    @property
    def pid(self) -> int | None:
        """Its process number while it runs, if it is this object's own."""
        return self._own.pid if self._own else None

    @contextlib.contextmanager
    def runner(self, limits: Limits) -> Iterator[Runner]:
        """A new process for a submission. At the end of the block nothing of it is left.

        Raises:
            SandboxError: when there is no sandbox on this system. Nothing has run then.
        """
        pid, connection = self._fork(limits)
        runner = Runner(connection)
        try:
            yield runner
        finally:
            connection.close()
            runner.ended = self._end(pid)

    def start(self) -> None:
        """Starts the warm process if it does not run, without waiting for it: its imports take seconds."""
        with self._lock:
            if self._control is None and linux.is_supported():  # `runner` says why not
                self._start()

    def close(self) -> None:
        """Ends the warm process and all of its submissions."""
        with self._lock:
            if self._control is not None:
                self._lines.close()  # it shares the socket: the other side sees the end once both are closed
                self._control.close()
            if self._own is not None:
                self._own.close()
            self._control = self._own = None
            self._ready = False

    def _fork(self, limits: Limits) -> tuple[int, FramedSocket]:
        if self._sandboxed and not linux.is_supported():
            raise SandboxError(f"Submissions cannot be confined here. {why_no_sandbox()} {WITHOUT}")
        readable = [*room.python_folders(), *_data_folders()] if self._sandboxed else []
        request = {
            "op": "fork",
            "limits": asdict(limits),
            "sandbox": self._sandboxed,
            "readable": readable,
            "hidden": self._hidden,
        }
        from coursekit.check import codec  # it imports NumPy: TensorFlow has started by now

        for attempt in (1, 2):
            here, there = socket.socketpair()
            try:
                with there:
                    reply = self._ask(request, [there.fileno()])
                if "error" in reply:
                    raise OSError(reply["error"])
                return reply["pid"], FramedSocket(here, codec.MAX_BYTES + MEBIBYTE)
            except (OSError, EOFError):  # the warm process was killed, or cannot fork: once more, with a new one
                here.close()
                self.close()
                if attempt == 2:
                    raise
        raise AssertionError

    def _end(self, pid: int) -> Ended | None:
        try:
            status = self._ask({"op": "end", "pid": pid}, start=False)["ended"]
            return Ended(status) if status in tuple(Ended) else None
        except (OSError, EOFError):  # the warm process is gone, and its submissions with it
            return None

    def _ask(self, request: dict[str, Any], descriptors: Sequence[int] = (), start: bool = True) -> dict[str, Any]:
        with self._lock:
            if self._control is None:
                if not start:
                    raise EOFError
                self._start()
            if not self._ready:
                self._read()
                self._ready = True
            socket.send_fds(self._control, [json.dumps(request).encode()], list(descriptors))
            return self._read()

    def _read(self) -> dict[str, Any]:
        line = self._lines.readline()
        if not line.endswith(b"\n"):
            said = self._own.last_words() if self._own else ""
            raise EOFError("the warm process ended" + (f": {said}" if said else ""))
        return json.loads(line)

    def _start(self) -> None:
        if self._door is not None:
            try:
                self._control = enter(self._door)
            except OSError:
                self._door = None
        if self._control is None:
            self._own = WarmStart(self._stand_ins, self._cores)
            self._control = enter(self._own.door)
        self._control.settimeout(START_SECONDS)
        self._lines = self._control.makefile("rb")


def _data_folders() -> list[str]:
    """Where public data sets lie that a notebook loads through coursekit.data."""
    folders = [os.environ.get("COURSEKIT_DATA"), "~/.keras/datasets", os.environ.get("TFDS_DATA_DIR")]
    paths = [Path(folder).expanduser().resolve() for folder in folders if folder]
    return [str(path) for path in paths if path.is_dir()]
