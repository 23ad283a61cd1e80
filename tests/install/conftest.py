"""Environments that have TensorFlow and the rest, but not coursekit: what the set-up cell finds on Colab."""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """coursekit as a wheel, built without a network from a copy: setuptools leaves its build/ beside the source."""
    copy = tmp_path_factory.mktemp("source") / "coursekit"
    copy.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-TEXT.md"):
        shutil.copy(checkout / name, copy)
    shutil.copytree(checkout / "coursekit", copy / "coursekit", ignore=shutil.ignore_patterns("__pycache__"))
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(copy))
    (built,) = folder.glob("*.whl")
    return built


def pip(*arguments: str, python: str = sys.executable) -> str:
    """Runs pip without the machine's settings and without an index; what it wrote to stdout."""
    environment = {**clean_environment(), **offline()}
    command = [sys.executable, "-m", "pip", "--python", python, *arguments]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def clean_environment() -> dict[str, str]:
    """This process's environment without pip's settings, and without folders to import from."""
    return {n: v for n, v in os.environ.items() if n != "PYTHONPATH" and not n.startswith("PIP_")}


def offline() -> dict[str, str]:
    """Environment variables that keep pip from settings and from the network."""
    return {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


@pytest.fixture
def without_coursekit(tmp_path: Path) -> Path:
    """The Python of a virtual environment with everything that this one has, except coursekit."""
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    everything = tmp_path / "everything"
    everything.mkdir()
    for place in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for entry in Path(place).iterdir():
            # `pip install -e` leaves a .pth and a finder; -e and wheels leave a .dist-info.
            if "coursekit" not in entry.name and not (everything / entry.name).exists():
                (everything / entry.name).symlink_to(entry)
    home = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    Path(home, "everything.pth").write_text(f"{everything}\n")
    return python


def packages_of(python: Path) -> Path:
    """The folder of a virtual environment's own packages."""
    (found,) = [Path(p) for p in site.getsitepackages([str(python.parents[1])]) if "site-packages" in p]
    return found
