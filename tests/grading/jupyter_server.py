"""A Jupyter server in a course's folder, with nbgrader's Formgrader, spoken to over HTTP."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.grading.course import SCRIPTS

TOKEN = "for-the-test"
FORMGRADER = "ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}"


class Server:
    """Where it answers."""

    def __init__(self, address: str) -> None:
        self._address = address

    def get(self, path: str) -> Any:
        """What Formgrader's api says at `path`."""
        return json.loads(self._ask("GET", f"api/{path}"))

    def page(self, path: str) -> str:
        """The HTML of a page."""
        return self._ask("GET", path)

    def post(self, path: str) -> Any:
        return json.loads(self._ask("POST", f"api/{path}", {}))

    def put(self, path: str, content: dict[str, Any]) -> Any:
        return json.loads(self._ask("PUT", f"api/{path}", content))

    def _ask(self, method: str, path: str, content: Any = None) -> str:
        data = None if content is None else json.dumps(content).encode()
        headers = {"Authorization": f"token {TOKEN}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self._address}formgrader/{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=120) as reply:
            return reply.read().decode()


@contextlib.contextmanager
def server(root: Path, environment: dict[str, str]) -> Iterator[Server]:
    """A server that runs during the block, as `jupyter server` in `root` without a browser."""
    options = ["--no-browser", "--port=0", f"--IdentityProvider.token={TOKEN}", f"--{FORMGRADER}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")
    settings = root / "jupyter"
    environment = {
        **environment,
        "PATH": os.pathsep.join([SCRIPTS, environment.get("PATH", os.defpath)]),
        **{name: str(settings) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")},
    }
    said = root / "server.log"
    with said.open("w") as log:
        command = [sys.executable, "-m", "jupyter_server", *options]
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=log, stderr=log)
    try:
        yield Server(_address(process, said))
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _address(process: subprocess.Popen, said: Path) -> str:
    for _ in range(600):
        if found := re.search(r"(http://127\.0\.0\.1:\d+/)", said.read_text()):
            return found[1]
        assert process.poll() is None, said.read_text()
        time.sleep(0.1)
    raise AssertionError(said.read_text())
