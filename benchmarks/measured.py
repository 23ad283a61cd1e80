"""A command run once, with its time, the memory of its first process, and what else the machine did meanwhile."""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.processor_time import group


@dataclass(frozen=True)
class Measured:
    """One run.

    Attributes:
        seconds: by the clock.
        processor: seconds of processor time, of all cores and all of its processes; None where it cannot be told.
        peak_mib: the most memory that its first process held; not that of processes which this one started.
        others: processor cores that everything else on the machine kept busy, on average; None likewise.
    """

    seconds: float
    processor: float | None
    peak_mib: float
    others: float | None


def measure(command: list[str], folder: Path, environment: dict[str, str]) -> Measured:
    """Runs a command in `folder` to its end. Linux only. What this process has started before counts as well.

    Raises:
        RuntimeError: when it fails. The message has the end of what it said.
    """
    with tempfile.TemporaryFile("w+", errors="replace") as said, group() as counted:
        for child in psutil.Process().children(recursive=True) if counted else ():
            counted.add(child.pid)
        busy, start = _busy(), time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT)
        if counted:
            counted.add(process.pid)
        peak = _Peak(process.pid)
        status = process.wait()
        seconds, busy = time.perf_counter() - start, _busy() - busy
        used = counted.seconds() if counted else None
        if status:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command)} ended with {status}:\n{said.read()[-2000:]}")
    others = None if used is None else max(0.0, (busy - used) / seconds)
    return Measured(seconds, used, peak.end(), others)


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


def _busy() -> float:
    """Seconds that all cores have worked since the machine started."""
    times = psutil.cpu_times()
    return times.user + times.nice + times.system + times.irq + times.softirq
