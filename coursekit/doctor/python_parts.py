"""Python, the packages and their versions, and Keras."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from coursekit.doctor.finding import Finding

PACKAGES = ("keras", "tensorflow", "numpy", "scikit-learn", "matplotlib", "jupyterlab", "nbgrader", "jupytext")
LOCK = "requirements.lock"
_MOST_NAMED = 5


def install_command() -> str:
    """The command that installs what the lock lists."""
    return f"{sys.executable} -m pip install -r {LOCK}"


def python() -> Finding:
    """Whether this Python is one that the course works with."""
    fits = (3, 11) <= sys.version_info[:2] < (3, 14)
    text = f"{platform.python_version()} at {sys.executable}"
    if fits:
        return Finding("Python", "ok", text)
    return Finding(
        "Python", "broken", f"{text}. The course needs 3.11 to 3.13.", "make clean install PYTHON=python3.12"
    )


def packages() -> Finding:
    """Whether the packages that everything needs are installed."""
    found, missing = [], []
    for name in PACKAGES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        return Finding("Packages", "broken", f"not installed: {', '.join(missing)}.", install_command())
    return Finding("Packages", "ok", ", ".join(found))


def versions(root: Path | None) -> Finding:
    """Whether the installed versions are those of the lock in the checkout at `root`."""
    name = "Versions"
    if root is None or not (root / LOCK).is_file():
        return Finding(name, "missing", f"There is no {LOCK} here to compare with.")
    from packaging.requirements import Requirement  # here: a doctor must start where packages are missing

    different, count = [], 0
    for line in (root / LOCK).read_text(encoding="utf-8").splitlines():
        text = line.split(" --hash")[0].rstrip("\\ ").strip()
        if not text or text.startswith(("#", "--")):
            continue
        pinned = Requirement(text)
        if pinned.marker is not None and not pinned.marker.evaluate():
            continue
        count += 1
        try:
            installed = metadata.version(pinned.name)
        except metadata.PackageNotFoundError:
            different.append(f"{pinned.name} is not installed")
            continue
        if not pinned.specifier.contains(installed, prereleases=True):
            different.append(f"{pinned.name} is {installed}, the lock has {str(pinned.specifier).lstrip('=')}")
    if different:
        more = f" and {len(different) - _MOST_NAMED} more" if len(different) > _MOST_NAMED else ""
        said = f"{len(different)} of {count} differ from {LOCK}: {'; '.join(different[:_MOST_NAMED])}{more}."
        return Finding(name, "missing", said, install_command())
    return Finding(name, "ok", f"all {count} are those of {LOCK}.")


def keras() -> Finding:
    """Whether Keras starts and computes, in a process of its own."""
    code = "import coursekit; coursekit.setup()"
    environment = {**os.environ, "COURSEKIT_RECORD": "off"}
    run = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, env=environment, check=False
    )
    lines = (run.stdout if run.returncode == 0 else run.stderr).strip().splitlines() or ["no output"]
    if run.returncode == 0:
        return Finding("Keras starts", "ok", lines[-1])
    return Finding("Keras starts", "broken", lines[-1], f"{install_command()} --force-reinstall")
