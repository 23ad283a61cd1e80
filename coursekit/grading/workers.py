"""Where submissions are graded: processes of this machine, or a Dask cluster."""

from __future__ import annotations

import atexit
import multiprocessing
import os
import sys
import threading
import time
from concurrent.futures import Executor, ProcessPoolExecutor

from coursekit.grading.cold import ColdProcess
from coursekit.grading.judging import Graded, Task, UnreadableSubmission, WarmProcessLost, grade
from coursekit.grading.runners import WarmProcess

_processes: dict[bool, WarmProcess | ColdProcess] = {}
_lock = threading.Lock()


class SchedulerError(Exception):
    """There is no Dask cluster to be reached. The message says what to do."""


def run(task: Task) -> Graded | str:
    """Grades in this worker; the reason as text when the submission cannot be read. Raises only SandboxError.

    A worker keeps its warm process for the next submission.
    """
    for attempt in (1, 2):
        try:
            return grade(task, _process(task.sandboxed))
        except UnreadableSubmission as error:
            return str(error)
        except (WarmProcessLost, EOFError, OSError) as error:
            if attempt == 2:
                return f"The grader's own process ended twice: {error}"
            time.sleep(0.2)
    raise AssertionError


def local(workers: int) -> Executor:
    """An executor with `workers` processes on this machine."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_follow, initargs=(os.getpid(),))


def dask(address: str) -> Executor:
    """An executor on the Dask cluster at `address`, such as tcp://10.0.0.1:8786. Its workers need coursekit.

    Raises:
        SchedulerError: when Dask is not installed here, or nobody answers there.
    """
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise SchedulerError("Dask is not installed. Run  pip install distributed  here and on the workers.") from None
    try:
        client = Client(address, timeout=20)
    except (OSError, ValueError, TimeoutError) as error:
        raise SchedulerError(f"No Dask scheduler answers at {address}: {error}") from error
    return client.get_executor(retries=2, pure=False)


def _process(sandboxed: bool) -> WarmProcess | ColdProcess:
    with _lock:
        if sandboxed not in _processes:
            warm = sandboxed or sys.platform == "linux"
            atexit.register(close)
            _processes[sandboxed] = WarmProcess(sandboxed=sandboxed) if warm else ColdProcess()
        return _processes[sandboxed]


def _follow(coordinator: int) -> None:
    """Ends this worker when the coordinator is gone: a killed one cannot say so."""

    def watch() -> None:
        while os.getppid() == coordinator:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def close() -> None:
    """Ends this process's own warm processes."""
    with _lock:
        for process in _processes.values():
            process.close()
        _processes.clear()
