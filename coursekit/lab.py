"""Start JupyterLab on the learner's working folder, with the course's settings and the right kernel."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from coursekit.exercise_packages import of_course
from coursekit.working_copies import STATE_FOLDER

START_PAGE = "index.ipynb"
JUPYTER_CONFIG = Path(__file__).parent / "jupyter"


def lab_command(work: Path, port: int | None = None, browser: bool = True) -> list[str]:
    """Return the command line of a JupyterLab on `work` that opens the start page.

    A port that is taken is no error: JupyterLab then tries the next ones. The window layout is kept in
    `work`, so tabs from other projects are not opened here. As root, which only happens in containers,
    JupyterLab has to be told that this is meant.
    """
    import zmq

    command = [
        *(sys.executable, "-m", "jupyterlab"),
        f"--ServerApp.root_dir={work}",
        f"--LabApp.default_url=/lab/tree/{START_PAGE}",
        f"--LabApp.workspaces_dir={work / STATE_FOLDER / 'workspaces'}",
        "--Application.log_level=ERROR",
    ]
    if port is not None:
        command.append(f"--ServerApp.port={port}")
    if not browser:
        command.append("--no-browser")
    if is_root():
        command.append("--allow-root")
    if zmq.has("curve"):  # else each kernel warns in the terminal that its connection is not encrypted
        command.append("--KernelManager.transport_encryption=auto")
    return command


def lab_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return `environment` with what this JupyterLab needs, without touching the user's Jupyter settings.

    `JUPYTER_CONFIG_PATH` adds the files in `coursekit/jupyter`: no news, no update check, no
    nbgrader panels (they are for instructors and slow the start).
    `JUPYTER_PATH` puts this Python's own kernel before any other that is called python3.
    """
    first = {"JUPYTER_CONFIG_PATH": JUPYTER_CONFIG, "JUPYTER_PATH": Path(sys.prefix, "share", "jupyter")}
    return {**environment, **{name: _before(path, environment.get(name)) for name, path in first.items()}}


def make_exercises_importable(root: Path) -> None:
    """Lets the kernels that this process will start import a private course's exercises, installed or not.

    Raises:
        ExercisePackageError: when the course declares exercises that are not there.
    """
    if of_course(root) is not None:
        os.environ["PYTHONPATH"] = _before(root, os.environ.get("PYTHONPATH"))


def _before(path: Path, others: str | None) -> str:
    return os.pathsep.join(filter(None, (str(path), others)))


def is_root() -> bool:
    """True for the superuser of a Unix system."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def run_lab(command: list[str]) -> int:
    """Run JupyterLab until it ends and return its exit status. On Unix it takes the place of this process.

    Raises:
        ModuleNotFoundError: JupyterLab is not installed.
    """
    if importlib.util.find_spec("jupyterlab") is None:
        raise ModuleNotFoundError("JupyterLab is not installed", name="jupyterlab")
    environment = lab_environment(os.environ)
    if os.name == "posix":
        os.execve(command[0], command, environment)
    # Windows has no exec: its replacement would hand the terminal back at once.
    return subprocess.run(command, env=environment, check=False).returncode
