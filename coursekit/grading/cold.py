"""A process for one submission where no warm one can be forked from: macOS and Windows, without a sandbox.

It imports TensorFlow anew each time, and has all the rights of whoever grades.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import tempfile
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from coursekit.grading import stand_ins as stand_ins_module
from coursekit.grading.limits import Ended, Limits
from coursekit.grading.runners import Runner


class ColdProcess:
    """Has the methods of `WarmProcess`.

    Args:
        stand_ins: packages of exercise modules besides coursekit's, which are not to be found in submissions.
    """

    def __init__(self, *, stand_ins: Sequence[str] = ()) -> None:
        self._stand_ins = (stand_ins_module.PACKAGE, *stand_ins)

    @contextlib.contextmanager
    def runner(self, limits: Limits) -> Iterator[Runner]:
        """A new process for a submission. It is ended with the block; what it has started is not."""
        here, there = multiprocessing.Pipe()
        process = multiprocessing.get_context("spawn").Process(target=_serve, args=(there, self._stand_ins))
        process.start()
        there.close()
        runner = Runner(here)
        try:
            yield runner
        finally:
            here.close()
            process.join(2)
            if process.is_alive():
                process.kill()
                process.join()
            runner.ended = Ended.STOPPED

    def start(self) -> None:
        """Nothing is kept ready."""

    def close(self) -> None:
        """Nothing stays between submissions."""


def _serve(connection: Connection, packages: tuple[str, ...]) -> None:
    os.environ.update(COURSEKIT_RECORD="off", CUDA_VISIBLE_DEVICES="-1", TF_CPP_MIN_LOG_LEVEL="3")
    stand_ins_module.install(packages)
    from coursekit.grading.runner import run
    from coursekit.grading.shell import make_shell

    with tempfile.TemporaryDirectory(prefix="coursekit-unsafe-", ignore_cleanup_errors=True) as folder:
        os.chdir(folder)
        run(connection, make_shell(), Path(folder))
