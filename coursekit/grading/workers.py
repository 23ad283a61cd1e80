"""Where submissions are graded: processes of this machine, or a Dask cluster."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor

from coursekit.exercise_packages import OWN
from coursekit.grading import linux, share, worker
from coursekit.grading.warm_start import WarmStart


class SchedulerError(Exception):
    """There is no Dask cluster to be reached. The message says what to do."""


class Local:
    """Makes executors with `workers` processes on this machine; call it for one.

    Those of the first begin to start at once, and so does the warm process that all of them share: it imports
    TensorFlow while the caller opens the gradebook.
    """

    def __init__(self, workers: int, *, sandboxed: bool, package: str = OWN) -> None:
        self._workers, self._sandboxed, self._package = workers, sandboxed, package
        self._threads = max(1, share.cores() // workers)
        self._warm: WarmStart | None = None
        if linux.is_supported():
            with _interrupts_ignored(), contextlib.suppress(OSError):  # each worker tries by itself then, and says why
                self._warm = WarmStart(worker.private_packages(package), threads=self._threads)
        self._started: Executor | None = self._make()

    def __call__(self) -> Executor:
        """The executor that has started, then new ones."""
        started, self._started = self._started, None
        return started or self._make()

    def close(self) -> None:
        """Ends all workers at once, whatever they do; their submissions end with them."""
        if self._started is not None:
            self._started.shutdown(wait=False, cancel_futures=True)
            self._started = None
        for process in multiprocessing.active_children():
            process.kill()
            process.join(10)  # they hold the warm process's door
        if self._warm is not None:
            self._warm.close()
            self._warm = None
        # Each executor has a thread that sees its workers gone now. Python's exit must not meet it in between.
        for thread in threading.enumerate():
            if type(thread).__name__ == "_ExecutorManagerThread":
                thread.join(10)

    def _make(self) -> Executor:
        pool = ProcessPoolExecutor(
            self._workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=worker.start,
            initargs=(os.getpid(), self._threads, self._sandboxed, self._package, self._warm and self._warm.door),
        )
        with _interrupts_ignored():
            for _ in range(self._workers):
                pool.submit(int)  # it starts a process for each task that finds none idle
        return pool


@contextlib.contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Processes that start here inherit it: Ctrl-C is for the coordinator, which ends them."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def dask(address: str) -> Executor:
    """An executor on the Dask cluster at `address`, such as tcp://10.0.0.1:8786. Its workers need coursekit.

    Raises:
        SchedulerError: when Dask is not installed here, or nobody answers there.
    """
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise SchedulerError("Dask is not installed. Run  pip install distributed  here and on the workers.") from None
    _quieten("asyncio", "distributed", "tornado")
    try:
        client = Client(address, timeout=20)
    except (OSError, ValueError, TimeoutError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise SchedulerError(
            f"No Dask scheduler answers at {address} ({reason}). Start it, then run the same command again: what is "
            "graded by then stays."
        ) from error
    return client.get_executor(retries=2, pure=False)


def _quieten(*packages: str) -> None:
    """A lost scheduler is told in our words. Theirs are tracebacks of each connection that ends with it.

    Dask gives some loggers below its own a level of their own, so that of the package is not enough.
    """
    for name in [*packages, *logging.root.manager.loggerDict]:
        if name.partition(".")[0] in packages:
            logging.getLogger(name).setLevel(logging.CRITICAL)
