"""The grader's side of submissions' processes: starts the warm process, asks it for one, ends it."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
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


class SandboxError(Exception):
    """Submissions cannot be confined here. The message says what is missing, and what to do."""


WITHOUT = "To go without, with all of your rights: --unsafe, or c.Judge.sandbox = False in nbgrader_config.py."
START_SECONDS = 120
# Of the grader's environment, what a submission's process may see. Others may hold passwords.
PASSED = ("PATH", "LANG", "TZ", "HOME", "PYTHONPATH", "LD_LIBRARY_PATH", "COURSEKIT_DATA", "SYSTEMROOT")
PREFIXES = ("LC_", "TF_NUM_", "TF_ENABLE_", "KERAS_", "OMP_", "OPENBLAS_", "MKL_")


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
    """A process that has imported TensorFlow, and forks. One for each worker; started when first needed.

    Args:
        sandboxed: False lets submissions run with the grader's own rights.
        hidden: folders that are empty for submissions, besides coursekit's exercise modules.
        stand_ins: packages of exercise modules that are not to be found in them.
        cores: the processor cores that they run on; default: all that this process may use.
    """

    def __init__(
        self,
        *,
        sandboxed: bool = True,
        hidden: Sequence[str] = (),
        stand_ins: Sequence[str] = (),
        cores: Collection[int] = (),
    ) -> None:
        self._sandboxed, self._cores = sandboxed, cores
        self._hidden = [*hidden, str(Path(room.__file__).parents[1].resolve() / "exercises")]
        self._stand_ins = ["coursekit.exercises", *stand_ins]
        self._process: subprocess.Popen | None = None
        self._control: socket.socket | None = None
        self._said: Any = None
        self._ready = False
        self._lock = threading.Lock()

    @property
    def pid(self) -> int | None:
        """Its process number while it runs."""
        return self._process.pid if self._process else None

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
            if self._control is None:
                self._start()

    def close(self) -> None:
        """Ends the warm process and all of its submissions."""
        with self._lock:
            if self._control is not None:
                self._lines.close()  # it shares the socket: the other side sees the end once both are closed
                self._control.close()
            if self._process is not None:
                if not self._ready:
                    self._process.kill()  # it still imports, and would notice only at the end of that
                try:
                    self._process.wait(10)
                except subprocess.TimeoutExpired:
                    self._process.kill()
                    self._process.wait()
            self._process = self._control = None
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
                    pid = self._ask(request, [there.fileno()])["pid"]
                return pid, FramedSocket(here, codec.MAX_BYTES + MEBIBYTE)
            except (OSError, EOFError):  # the warm process was killed: a new one takes over, once
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
            raise EOFError("the warm process ended" + self._last_words())
        return json.loads(line)

    def _last_words(self) -> str:
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").strip().splitlines()
        return f": {lines[-1][:300]}" if lines else ""

    def _start(self) -> None:
        control, other = socket.socketpair()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 (read when it ends before its time)
        with other:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "coursekit.grading.warm", str(other.fileno())],
                pass_fds=[other.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._said,
                cwd="/",
                env=_environment(self._stand_ins),
            )
        if self._cores:  # now, while it has one thread: libraries count cores when they start theirs
            os.sched_setaffinity(self._process.pid, self._cores)
        self._control = control
        control.settimeout(START_SECONDS)
        self._lines = control.makefile("rb")


def _environment(stand_ins: Sequence[str]) -> dict[str, str]:
    found = {key: value for key, value in os.environ.items() if key in PASSED or key.startswith(PREFIXES)}
    if "OMP_NUM_THREADS" in found:  # Dask sets it for its workers; TensorFlow would use all cores all the same
        found.setdefault("TF_NUM_INTRAOP_THREADS", found["OMP_NUM_THREADS"])
    return {
        **found,
        "COURSEKIT_RECORD": "off",
        "COURSEKIT_STAND_INS": json.dumps(list(stand_ins)),
        "CUDA_VISIBLE_DEVICES": "-1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "NBGRADER_EXECUTION": "autograde",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _data_folders() -> list[str]:
    """Where public data sets lie that a notebook loads through coursekit.data."""
    folders = [os.environ.get("COURSEKIT_DATA"), "~/.keras/datasets", os.environ.get("TFDS_DATA_DIR")]
    paths = [Path(folder).expanduser().resolve() for folder in folders if folder]
    return [str(path) for path in paths if path.is_dir()]
