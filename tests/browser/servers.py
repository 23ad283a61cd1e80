"""JupyterLab servers for tests: started, waited for, ended."""

from __future__ import annotations

import re
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def running(command: list[str], folder: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """Starts a command that serves JupyterLab and gives the address that it prints, with its token."""
    server = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    lines = []
    try:
        for line in server.stdout:
            lines.append(line)
            if found := re.search(r"http://(?:localhost|127\.0\.0\.1):\d+/lab\S*", line):
                yield found.group(0)
                break
        else:
            pytest.fail("JupyterLab did not start:\n" + "".join(lines))
    finally:
        server.terminate()
        try:
            server.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.communicate()


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
