"""A PostgreSQL server of its own for a test, in a temporary folder, reached by a socket there."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import find_tool

OWNER = "postgres"  # the package's user: the server refuses to run as root


class Server:
    """A server without data. `start` and `stop` can be called again."""

    def __init__(self, programs: Path, folder: Path, owner: str | None) -> None:
        self._programs, self._folder = programs, folder
        self._as_owner = {"user": owner, "group": pwd.getpwnam(owner).pw_gid, "extra_groups": []} if owner else {}
        self._process: subprocess.Popen | None = None
        self._run("initdb", "-D", self._data, "-U", "grader", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def address(self, database: str) -> str:
        """What nbgrader takes as db_url."""
        return f"postgresql+psycopg://grader@/{database}?host={self._folder}"

    def start(self) -> None:
        command = [self._programs / "postgres", "-D", self._data, "-k", self._folder, "-c", "listen_addresses="]
        log = (self._folder / "log").open("ab")
        with log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self._folder, **self._as_owner)
        for _ in range(300):
            with contextlib.suppress(subprocess.CalledProcessError):
                self._run("pg_isready", "-h", str(self._folder))
                return
            time.sleep(0.1)
        pytest.fail(f"PostgreSQL does not start:\n{(self._folder / 'log').read_text()[-2000:]}")

    def stop(self) -> None:
        """Ends the server at once; what it has committed stays."""
        if self._process is not None:
            self._process.send_signal(3)
            self._process.wait(20)
            self._process = None

    def create(self, database: str) -> None:
        self._run("createdb", "-h", str(self._folder), "-U", "grader", database)

    def _run(self, program: str, *arguments: str) -> None:
        command = [self._programs / program, *arguments]
        subprocess.run(command, check=True, cwd=self._folder, stdout=subprocess.DEVNULL, **self._as_owner)


@contextlib.contextmanager
def server() -> Iterator[Server]:
    """A running server. The test is skipped, or fails by COURSEKIT_REQUIRE, where PostgreSQL is not installed."""
    programs = Path(find_tool("postgresql")).resolve().parent
    owner = OWNER if os.geteuid() == 0 else None
    # Not below pytest's folder, which only this user may enter.
    folder = Path(tempfile.mkdtemp(prefix="coursekit-postgres-"))
    if owner:
        shutil.chown(folder, owner)
    found = Server(programs, folder, owner)
    try:
        found.start()
        yield found
    finally:
        found.stop()
        shutil.rmtree(folder)
