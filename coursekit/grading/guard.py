"""The guard of one submission, outside of it: ends it when its time or memory is over, or when it is told to."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from coursekit.grading.limits import Ended, Limits

_POLL_SECONDS = 0.1
_GRACE_SECONDS = 30  # the judge counts a notebook's time exactly; the guard's limit is for a judge that is lost


def hold_signals() -> None:
    """SIGTERM and SIGCHLD wait from now on until `watch` takes them."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD, signal.SIGTERM})


def release_signals() -> None:
    """In a forked process: signals do again what they usually do."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD, signal.SIGTERM})
    signal.signal(signal.SIGINT, signal.default_int_handler)


def limit(limits: Limits, *, processes: bool = True) -> None:
    """Limits of this process, and of each that it starts."""
    for name, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_DATA, _data_bytes() + limits.memory_bytes),  # one huge array: MemoryError. The sum: `watch`
        (resource.RLIMIT_FSIZE, limits.scratch_bytes),
        (resource.RLIMIT_NOFILE, 512),
        (resource.RLIMIT_MEMLOCK, 0),
        *([(resource.RLIMIT_NPROC, limits.processes)] if processes else []),
    ):
        hard = resource.getrlimit(name)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(name, (most, most))


def watch(child: int, limits: Limits, processes: str | None) -> Ended:
    """Waits for the end of `child`; ends it when a limit is passed or on SIGTERM.

    Args:
        child: the first process of a sandbox, with which the kernel ends all others, or of a process group.
        processes: the /proc of that sandbox, whose processes' memory is added up; None for a process group.
    """
    deadline = time.monotonic() + limits.notebook_seconds + _GRACE_SECONDS
    ended = Ended.NORMALLY
    while True:
        with contextlib.suppress(ChildProcessError):
            if os.waitpid(child, os.WNOHANG)[0]:
                return ended
        got = signal.sigtimedwait({signal.SIGCHLD, signal.SIGTERM}, _POLL_SECONDS)
        if ended is not Ended.NORMALLY:
            continue  # the first reason is the one
        if got is not None and got.si_signo == signal.SIGTERM:
            ended = Ended.STOPPED
        elif time.monotonic() > deadline:
            ended = Ended.OVER_TIME
        elif processes is not None and _memory_is_over(processes, limits.memory_bytes):
            ended = Ended.OVER_MEMORY
        if ended is not Ended.NORMALLY:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL) if processes else os.killpg(child, signal.SIGKILL)


def _memory_is_over(processes: str, limit: int) -> bool:
    # First a figure that is quick and too high: what is shared with the warm process counts for each process.
    return _memory(processes) > limit and _exact_memory(processes) > limit


def _memory(processes: str) -> int:
    """Bytes that these processes hold and that are no file's; what several share counts for each."""
    return _kernels_memory(processes) + sum(
        _kibibytes(text, "RssAnon", "RssShmem", "VmSwap") for text in _read_all(processes, "status")
    )


def _exact_memory(processes: str) -> int:
    """The same, with what several share divided among them. Takes milliseconds for each process."""
    return _kernels_memory(processes) + sum(
        _kibibytes(text, "Pss_Anon", "Pss_Shmem", "SwapPss") for text in _read_all(processes, "smaps_rollup")
    )


def _kernels_memory(processes: str) -> int:
    """Bytes that the kernel holds for these processes: page tables, and what waits in their sockets at most."""
    tables = sum(_kibibytes(text, "VmPTE") for text in _read_all(processes, "status"))
    sockets = 0
    for kind in ("unix", "netlink"):
        with contextlib.suppress(OSError), Path(processes, "1/net", kind).open("rb") as file:
            sockets += sum(1 for _ in file) - 1
    return tables + sockets * _SOCKET_BYTES


def _kibibytes(text: str, *names: str) -> int:
    """The sum of these fields of a file in /proc that has `Name: 12 kB` lines, in bytes."""
    total = 0
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if name in names:
            total += int(value.split()[0]) * 1024
    return total


def _read_all(processes: str, name: str) -> Iterator[str]:
    with contextlib.suppress(OSError):  # gone in the meantime
        for entry in os.scandir(processes):
            if entry.name.isdigit():
                with contextlib.suppress(OSError):
                    if text := Path(entry.path, name).read_text():
                        yield text


def _data_bytes() -> int:
    """What RLIMIT_DATA already counts for this process: threads' stacks and memory that TensorFlow reserved."""
    with contextlib.suppress(OSError):
        return _kibibytes(Path("/proc/self/status").read_text(), "VmData")
    return 0


def _socket_bytes() -> int:
    """The most that one socket can hold back. (The kernel takes twice what is asked for.)"""
    with contextlib.suppress(OSError, ValueError):
        return 2 * int(Path("/proc/sys/net/core/wmem_max").read_text())
    return 2 * 212_992


_SOCKET_BYTES = _socket_bytes()  # read before a sandbox hides it
