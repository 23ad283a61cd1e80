"""The warm process: imports what notebooks import, once, then forks a process for each submission.

    python -m coursekit.grading.warm FD

FD is one end of a socket pair. Requests and replies are JSON; "fork" brings the submission's own connection with it.
It reads no course file and no submission: what it has seen, every submission could find in its memory.
It runs no TensorFlow operation: these start threads, and threads do not survive a fork.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from coursekit.grading import linux, runner, sandbox, stand_ins
from coursekit.grading.limits import Limits
from coursekit.grading.room import HOME
from coursekit.grading.shell import Shell, make_shell
from coursekit.quick_imports import without_collecting


def main(descriptor: int) -> None:
    """Serves requests until the other side closes, then ends all submissions."""
    # When the grader is killed, this end of the pair reads its end. (A signal at the parent's death would come when
    # the thread that started this process ends: Formgrader has a new one for each request.)
    control = socket.socket(fileno=descriptor)
    stand_ins.install(tuple(json.loads(os.environ.get("COURSEKIT_STAND_INS", "[]"))) or (stand_ins.PACKAGE,))
    with without_collecting():
        shell = _prepared()
    _say(control, {"ready": os.getpid()})
    running: set[int] = set()
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, 65536, 1)
        if not data:
            break
        request = json.loads(data)
        if request["op"] == "fork":
            pid = os.fork()
            if pid == 0:
                control.close()
                _submission(descriptors[0], shell, request)  # does not return
            os.close(descriptors[0])
            running.add(pid)
            _say(control, {"pid": pid})
        elif request["op"] == "end":
            _say(control, {"ended": _end(request["pid"])})
            running.discard(request["pid"])
    for pid in running:
        _end(pid)
    os._exit(0)  # an orderly end of TensorFlow takes a second, and nothing here needs one


def _prepared() -> Shell:
    import keras  # noqa: F401
    import matplotlib.font_manager
    import matplotlib.pyplot  # noqa: F401
    import sklearn.datasets
    import sklearn.linear_model
    import sklearn.model_selection
    import sklearn.preprocessing  # noqa: F401
    import tensorflow  # noqa: F401

    import coursekit.check.models
    import coursekit.data
    import coursekit.explain.catalogue
    import coursekit.explain.handler
    import coursekit.plot
    import coursekit.session  # noqa: F401

    shell = make_shell()
    gc.collect()
    gc.freeze()  # what is here now stays: the collector need not touch, and so copy, it in every fork
    return shell


def _say(control: socket.socket, reply: dict[str, Any]) -> None:
    control.sendall(json.dumps(reply).encode() + b"\n")


def _end(pid: int) -> int:
    """Ends a submission if it still runs; how it ended. Nothing of it is left then."""
    os.kill(pid, signal.SIGTERM)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _submission(descriptor: int, shell: Shell, request: dict[str, Any]) -> None:
    """In the forked process: runs one submission, then exits."""
    status = 1
    try:
        linux.die_with_parent(signal.SIGKILL)
        limits = Limits(**request["limits"])

        if request["sandbox"]:

            def inside() -> None:
                _close_all_but(descriptor)
                runner.run(Connection(descriptor), shell, Path(HOME))

            status = sandbox.confine(inside, limits, request["readable"], request["hidden"])
        else:
            with tempfile.TemporaryDirectory(prefix="coursekit-unsafe-") as folder:

                def inside() -> None:
                    os.chdir(folder)
                    _close_all_but(descriptor)
                    runner.run(Connection(descriptor), shell, Path(folder))

                status = sandbox.attend(inside, limits)
    finally:
        os._exit(status)


def _close_all_but(descriptor: int) -> None:
    """Of this process's open files a submission gets `descriptor`, and nothing behind the three standard ones.

    The standard error stream was the grader's file: through it submissions could write to each other.
    """
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.closerange(3, descriptor)
    os.closerange(descriptor + 1, 65536)


if __name__ == "__main__":
    main(int(sys.argv[1]))
