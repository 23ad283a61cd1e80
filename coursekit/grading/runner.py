"""A submission's process: runs the notebook's cells and answers the judge. It knows no exercise and no score."""

from __future__ import annotations

import os
import sys
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path, PurePosixPath
from typing import Any

from coursekit.check.channel import serve
from coursekit.check.host import Host
from coursekit.grading.shell import Shell

_MISSING = object()


class NotebookHost:
    """Answers the judge's messages: run a cell, take answers from the notebook's variables, look at them."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._host = Host([])

    def handle(self, request: dict[str, Any]) -> dict[str, Any]:
        """The reply to one request. What is not about cells goes to the Host of the answers last taken."""
        operation = request["op"]
        if operation == "files":
            return _write(request["files"])
        if operation == "cell":
            outputs = self._shell.execute(request["source"], request["seconds"], request["output_bytes"])
            return {"outputs": outputs, "count": int(self._shell.execution_count) - 1}
        if operation == "answers":
            return self._take(request["names"])
        return self._host.handle(request)

    def _take(self, names: list[str]) -> dict[str, Any]:
        variables = self._shell.user_ns
        missing = [name for name in names if variables.get(name, _MISSING) is _MISSING]
        self._host = Host([variables.get(name) for name in names])
        return {"missing": missing}


def run(connection: Connection, shell: Shell, home: Path) -> None:
    """Serves one submission until the judge closes the connection. `home` is its working folder, writable."""
    os.environ.update(HOME=str(home), TMPDIR=str(home / ".tmp"), USER="learner", LOGNAME="learner", PWD=str(home))
    os.environ["MPLCONFIGDIR"] = str(home / ".matplotlib")
    sys.path.insert(0, "")  # a notebook imports files that lie beside it
    (home / ".tmp").mkdir(exist_ok=True)
    tempfile.tempdir = None  # it remembers the warm process's
    serve(NotebookHost(shell), connection)


def _write(files: dict[str, bytes]) -> dict[str, Any]:
    """Puts the files that were handed in beside the notebook. Names are relative, with slashes."""
    for name, content in files.items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            continue
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(content)
    return {}
