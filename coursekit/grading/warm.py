"""The warm process: imports what notebooks import, once, then forks a process for each submission.

    python -m coursekit.grading.warm FD

FD is its door, one end of a socket pair: each message brings the connection of somebody who wants submissions forked.
Requests and replies are JSON; "fork" brings the submission's own connection with it.
It reads no course file and no submission: what it has seen, every submission could find in its memory.
It runs no TensorFlow operation: these start threads, and threads do not survive a fork.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import selectors
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


class Server:
    """Forks for all who come in through the door, each with a connection of their own.

    Args:
        door: brings connections. At its end no more come, and the last connection's end is the server's.
    """

    def __init__(self, door: socket.socket, shell: Shell) -> None:
        self._door, self._shell = door, shell
        self._events = selectors.DefaultSelector()
        self._events.register(door, selectors.EVENT_READ, self._let_in)
        self._running: dict[int, socket.socket] = {}  # submissions, and who asked for them

    def serve(self) -> None:
        """Returns when nobody is left who could ask, and nothing of a submission."""
        while self._events.get_map():
            for key, _ in self._events.select():
                key.data()

    def _let_in(self) -> None:
        data, descriptors, _, _ = socket.recv_fds(self._door, 16, 1)
        if not data:
            self._events.unregister(self._door)
            self._door.close()
            return
        connection = socket.socket(fileno=descriptors[0])
        self._events.register(connection, selectors.EVENT_READ, lambda: self._answer(connection))
        self._say(connection, {"ready": os.getpid()})

    def _answer(self, connection: socket.socket) -> None:
        try:
            data, descriptors, _, _ = socket.recv_fds(connection, 65536, 1)
        except ConnectionError:
            data, descriptors = b"", []
        if not data:
            self._events.unregister(connection)
            connection.close()
            for pid in [pid for pid, whose in self._running.items() if whose is connection]:
                self._end(pid)
            return
        request = json.loads(data)
        if request["op"] == "fork":
            try:
                pid = os.fork()
            except OSError as error:  # too many processes, too little memory: no reason to end all others
                os.close(descriptors[0])
                self._say(connection, {"error": str(error)})
                return
            if pid == 0:
                _submission(descriptors[0], self._shell, request)  # does not return, and closes all that is open here
            os.close(descriptors[0])
            self._running[pid] = connection
            self._say(connection, {"pid": pid})
        elif request["op"] == "end":
            self._end(request["pid"])

    def _end(self, pid: int) -> None:
        """Ends a submission if it still runs. Others need not wait until nothing of it is left."""
        connection = self._running.pop(pid)
        os.kill(pid, signal.SIGTERM)
        try:
            handle = os.pidfd_open(pid)
        except OSError:  # Linux before 5.3: they wait
            self._bury(pid, connection)
            return

        def ended() -> None:
            self._events.unregister(handle)
            os.close(handle)
            self._bury(pid, connection)

        self._events.register(handle, selectors.EVENT_READ, ended)

    def _bury(self, pid: int, connection: socket.socket) -> None:
        self._say(connection, {"ended": os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])})

    def _say(self, connection: socket.socket, reply: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):  # who has asked may be gone
            connection.sendall(json.dumps(reply).encode() + b"\n")


def main(descriptor: int) -> None:
    """Serves until the other side of the door is closed, and everyone who came in through it is gone."""
    # When the grader is killed, this end of the pair reads its end. (A signal at the parent's death would come when
    # the thread that started this process ends: Formgrader has a new one for each request.)
    door = socket.socket(fileno=descriptor)
    with contextlib.suppress(OSError):
        # A step of training is handed from thread to thread. When these interrupt each other on one core, half a
        # millisecond of nothing follows each step: a training of 0.29 s took 0.46 s. Batch threads do not interrupt.
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    stand_ins.install(tuple(json.loads(os.environ.get("COURSEKIT_STAND_INS", "[]"))) or (stand_ins.PACKAGE,))
    with without_collecting():
        shell = _prepared()
    with contextlib.suppress(OSError):  # its owner may be gone by now
        door.send(b"ready")
    Server(door, shell).serve()
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
