"""Answers in another process, reached by a pipe. One process takes one answer after the other: Keras starts once."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path

from coursekit import session
from coursekit.check.channel import PipeChannel, serve
from coursekit.check.host import Host
from tests.answers import bank

_CHECKOUT = Path(__file__).parents[2]
_KEY = os.urandom(16)


class _Process:
    """The other process and the address at which it takes answers."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.answers.remote", _KEY.hex()],
            cwd=_CHECKOUT,
            stdin=subprocess.PIPE,  # its end tells the process that this one is gone
            stdout=subprocess.PIPE,
            text=True,
        )
        self.address = self._process.stdout.readline().strip()
        atexit.register(self.end)

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


_process: _Process | None = None


@contextmanager
def remote_answer(code: str, label: str, names: Sequence[str], folder: os.PathLike) -> Iterator[PipeChannel]:
    """A channel to another process that has run `code` in `folder` and serves the variables `names`."""
    with _connection() as connection:
        connection.send((code, label, list(names), os.fspath(folder)))
        yield PipeChannel(connection)


def _connection() -> Connection:
    global _process
    if _process is not None:
        try:
            return Client(_process.address, authkey=_KEY)
        except OSError:  # the last answer has ended it
            _process.end()
    _process = _Process()
    return Client(_process.address, authkey=_KEY)


def _take_answers(key: bytes, standard_output: int) -> None:
    import keras

    with Listener(authkey=key) as listener:
        os.write(standard_output, f"{listener.address}\n".encode())
        while True:
            with listener.accept() as connection:
                code, label, names, folder = connection.recv()
                os.chdir(folder)
                # Both processes count layers from the same number. Freeing memory takes longer than most answers.
                keras.utils.clear_session(free_memory=False)
                namespace = bank.run(code, label)
                with suppress(OSError):  # a judge that did not wait for the reply
                    serve(Host([namespace[name] for name in names]), connection)


def _end_with_the_tests() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=_end_with_the_tests, daemon=True).start()
    own_output = os.dup(1)
    os.dup2(2, 1)  # what answers print is no address
    session.setup()
    _take_answers(bytes.fromhex(sys.argv[1]), own_output)
