"""What of the course works on this machine: each part tried, with what to do where it does not."""

from __future__ import annotations

import importlib.util
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

PACKAGES = ("keras", "tensorflow", "numpy", "scikit-learn", "matplotlib", "jupyterlab", "nbgrader", "jupytext")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: what it is.
        state: "ok", "missing" (something optional) or "broken".
        text: what was found, and what to do about it.
    """

    name: str
    state: str
    text: str


def examine() -> Iterator[Finding]:
    """Looks at one thing after the other; takes some seconds, as Keras is started in a process of its own."""
    for look in (_python, _packages, _keras, _mnist, _sandbox, _dask):
        yield look()


def _python() -> Finding:
    fits = (3, 11) <= sys.version_info[:2] < (3, 14)
    text = f"{platform.python_version()} at {sys.executable}"
    return Finding("Python", "ok" if fits else "broken", text if fits else f"{text}. The course needs 3.11 to 3.13.")


def _packages() -> Finding:
    found, missing = [], []
    for name in PACKAGES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        remedy = f"Run  {sys.executable} -m pip install -r requirements.lock  in the checkout."
        return Finding("Packages", "broken", f"not installed: {', '.join(missing)}. {remedy}")
    return Finding("Packages", "ok", ", ".join(found))


def _keras() -> Finding:
    code = "import coursekit; coursekit.setup()"
    environment = {**os.environ, "COURSEKIT_RECORD": "off"}
    run = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, env=environment, check=False
    )
    lines = (run.stdout if run.returncode == 0 else run.stderr).strip().splitlines() or ["no output"]
    return Finding("Keras starts", "ok" if run.returncode == 0 else "broken", lines[-1])


def _mnist() -> Finding:
    from coursekit.data import mnist_places

    for place in (mnist_places.from_data_folder, mnist_places.from_keras_cache):
        try:
            return Finding("Real MNIST", "ok", place()[1])
        except Exception:  # missing, or damaged: the loaders say how
            continue
    return Finding("Real MNIST", "missing", "not on this machine: the lessons use scikit-learn's digits in its place.")


def _sandbox() -> Finding:
    from coursekit.grading.trial import why_no_sandbox

    reason = why_no_sandbox()
    text = "submissions are graded in namespaces of their own." if reason is None else reason
    return Finding("Sandbox for grading", "ok" if reason is None else "missing", text)


def _dask() -> Finding:
    if importlib.util.find_spec("distributed") is None:
        return Finding("Dask", "missing", "not installed; only `coursekit grade --scheduler` needs it.")
    return Finding("Dask", "ok", f"distributed {metadata.version('distributed')}")
