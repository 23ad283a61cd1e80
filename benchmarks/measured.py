"""A command run once, with its time, the memory of its first process, and what else the machine did meanwhile."""

from __future__ import annotations

import contextlib
import ctypes
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Measured:
    """One run.

    Attributes:
        seconds: by the clock.
        processor: seconds of processor time, of all cores and all of its processes.
        peak_mib: the most memory that its first process held; not that of processes which this one started.
        others: processor cores that everything else on the machine kept busy, on average.
    """

    seconds: float
    processor: float
    peak_mib: float
    others: float


def measure(command: list[str], folder: Path, environment: dict[str, str]) -> Measured:
    """Runs a command in `folder` to its end, and to the end of what it leaves behind. Linux only.

    Raises:
        RuntimeError: when it fails. The message has the end of what it said.
    """
    _adopt_orphans()
    with tempfile.TemporaryFile("w+", errors="replace") as said:
        before = {child.pid for child in psutil.Process().children()}
        busy, used, start = _busy(), _used(), time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT)
        peak = _Peak(process.pid)
        status = process.wait()
        seconds = time.perf_counter() - start
        for orphan in psutil.Process().children():
            if orphan.pid not in before:
                orphan.wait(60)
        busy, used = _busy() - busy, _used() - used
        if status:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command)} ended with {status}:\n{said.read()[-2000:]}")
    return Measured(seconds, used, peak.end(), max(0.0, (busy - used) / seconds))


class _Peak:
    """Follows a process's high-water mark of memory: after its end nobody can ask for it."""

    def __init__(self, pid: int) -> None:
        self._status, self._kib, self._over = Path(f"/proc/{pid}/status"), 0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            with contextlib.suppress(OSError):
                for line in self._status.read_text().splitlines():
                    if line.startswith("VmHWM:"):
                        self._kib = int(line.split()[1])

    def end(self) -> float:
        self._over.set()
        self._thread.join()
        return self._kib / 1024


def _adopt_orphans() -> None:
    """Processes that outlive their parents come to this one, so that their time is not taken for somebody else's."""
    pr_set_child_subreaper = 36
    ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0)


def _busy() -> float:
    """Seconds that all cores have worked since the machine started."""
    times = psutil.cpu_times()
    return times.user + times.nice + times.system + times.irq + times.softirq


def _used() -> float:
    """Seconds of processor time of this process and all that it started, dead or alive."""
    me = psutil.Process()
    return sum(sum(process.cpu_times()[:4]) for process in (me, *me.children(recursive=True)))
