"""What happens in one worker: it keeps a warm process, and grades submission after submission with it.

The imports here are light: TensorFlow starts in the warm process first, and the judge is imported meanwhile.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import importlib.util
import os
import socket
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit import exercise_packages
from coursekit.grading import share
from coursekit.grading.cold import ColdProcess
from coursekit.grading.runners import SandboxError, WarmProcess
from coursekit.grading.warm_start import THREADS

if TYPE_CHECKING:
    from coursekit.grading.judging import Graded, Task

_processes: dict[tuple[bool, str], WarmProcess | ColdProcess] = {}
_lock = threading.Lock()
_door: socket.socket | None = None


def start(coordinator: int, threads: int, sandboxed: bool, package: str, door: socket.socket | None) -> None:
    """Prepares a new worker of this machine: everything that the first submission would wait for begins now.

    Args:
        coordinator: the number of the process that this worker ends with.
        threads: processor cores for each submission, unless the environment sets them.
        sandboxed: whether submissions will be confined.
        package: the package that has the lesson's exercises.
        door: of the warm process that the workers of one command share, where there is one.
    """
    global _door
    _door = door
    _follow(coordinator)
    for name in THREADS:
        os.environ.setdefault(name, str(threads))
    with contextlib.suppress(OSError):  # the first submission tries again, and can say what is wrong
        _process(sandboxed, package).start()
    import coursekit.grading.judging  # noqa: F401


def run(task: Task) -> Graded | str:
    """Grades in this worker; the reason as text when the submission cannot be graded. Raises only SandboxError.

    A worker keeps its warm process for the next submission. Whatever a submission makes the judge stumble over,
    a person looks at it, and the others are graded.
    """
    from coursekit.grading.judging import WarmProcessLost, grade
    from coursekit.grading.reading import UnreadableSubmission

    if importlib.util.find_spec(task.package) is None:
        return f"Its worker does not have the exercises {task.package}. Install the course there."
    for attempt in (1, 2):
        try:
            return grade(task, _process(task.sandboxed, task.package))
        except UnreadableSubmission as error:
            return str(error)
        except (WarmProcessLost, EOFError, OSError) as error:
            if attempt == 2:
                return f"The grader's own process ended twice: {error}"
            time.sleep(0.2)
        except SandboxError:
            raise
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{Path(where.filename).name}:{where.lineno}"
            return f"The judge stumbled over it: {type(error).__name__} at {place}: {str(error)[:200]}"
    raise AssertionError


def close() -> None:
    """Ends this process's own warm processes."""
    with _lock:
        for process in _processes.values():
            process.close()
        _processes.clear()


def private_packages(package: str) -> list[str]:
    """The packages of exercises that submissions must not find, besides coursekit's own.

    Answer keys of other courses that are installed here are none of a submission's business either.
    """
    return sorted({package, *exercise_packages.installed()} - {exercise_packages.OWN})


def _process(sandboxed: bool, package: str) -> WarmProcess | ColdProcess:
    with _lock:
        if (sandboxed, package) not in _processes:
            atexit.register(close)
            private = private_packages(package)
            if sandboxed or sys.platform == "linux":
                hidden = exercise_packages.folders(private)
                process = WarmProcess(sandboxed=sandboxed, hidden=hidden, stand_ins=private, cores=_share(), door=_door)
            else:
                process = ColdProcess(stand_ins=private)
            _processes[sandboxed, package] = process
        return _processes[sandboxed, package]


@functools.cache
def _share() -> frozenset[int]:
    """The cores that this process's submissions run on; empty for all of them, as in the workers of one command.

    Those are as many as the cores, and where one waits for its judge another can use its core: confined to a core each
    they took a tenth longer for lesson 02.
    """
    return share.claim(_dask_threads())


def _dask_threads() -> int:
    """How many tasks a Dask worker gives this process at a time, each meant for one core; 0 when it is none."""
    if "distributed" in sys.modules:
        from distributed import get_worker

        with contextlib.suppress(ValueError):
            return int(get_worker().state.nthreads)
    return 0


def _follow(coordinator: int) -> None:
    """Ends this worker when the coordinator is gone: a killed one cannot say so."""

    def watch() -> None:
        while os.getppid() == coordinator:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
