"""Answers in another process: forked from one that has imported Keras, reached by a pipe."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager
from multiprocessing import forkserver
from pathlib import Path

from coursekit.check.channel import PipeChannel, serve
from coursekit.check.host import Host
from tests.answers import bank


@contextmanager
def remote_answer(code: str, label: str, names: Sequence[str], folder: os.PathLike) -> Iterator[PipeChannel]:
    """A channel to a new process that has run `code` in `folder` and serves the variables `names`."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context(_method()).Process(
        target=_serve, args=(there, code, label, list(names), os.fspath(folder)), daemon=True
    )
    process.start()
    there.close()
    try:
        yield PipeChannel(here)
    finally:
        here.close()
        process.join(5)
        if process.is_alive():
            process.kill()
            process.join()


def _method() -> str:
    """forkserver where there is one: its server imports Keras once (see `warm`); else a cold process."""
    methods = multiprocessing.get_all_start_methods()
    return "forkserver" if "forkserver" in methods and sys.platform != "darwin" else "spawn"


def warm() -> None:
    """Starts the fork server, which imports what answers need once, for all of them."""
    if _method() == "forkserver":
        multiprocessing.set_forkserver_preload(["tests.answers.warm"])
        with chdir(Path(__file__).parents[2]):  # the server finds what it imports from its working folder
            forkserver.ensure_running()


def _serve(connection, code: str, label: str, names: list[str], folder: str) -> None:
    os.chdir(folder)
    namespace = bank.run(code, label)
    serve(Host([namespace[name] for name in names]), connection)
