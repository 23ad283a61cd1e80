"""What the machine gives: room, permission to write, a network, namespaces, data."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import tempfile
import urllib.request
from importlib import metadata
from pathlib import Path

from coursekit.doctor.finding import Finding
from coursekit.feedback import attempts

LEAST_BYTES = 2**30  # a class's graded notebooks and the data sets that lessons download fit in
TIMEOUT_SECONDS = 5


def writing(root: Path | None) -> Finding:
    """Whether files can be written where the course keeps some: the checkout, and the record of attempts."""
    for folder in filter(None, (root, attempts.path().parent)):
        try:
            there = next(place for place in (folder, *folder.parents) if place.exists())
            with tempfile.TemporaryFile(dir=there):
                pass
        except OSError as error:
            remedy = (
                f'sudo chown -R "$USER" "{there}"'
                if sys.platform != "win32"
                else f'icacls "{there}" /grant %USERNAME%:M'
            )
            return Finding("Writing", "broken", f"no file can be written in {there}: {error}.", remedy)
    return Finding("Writing", "ok", f"{root or Path.cwd()} and {attempts.path().parent}")


def disk(root: Path | None) -> Finding:
    """Whether there is room on the disk of the checkout (else of the current folder)."""
    place = root or Path.cwd()
    free = shutil.disk_usage(place).free
    text = f"{free / 2**30:.1f} GiB free in {place}"
    if free < LEAST_BYTES:
        said = f"{text}; grading and downloads need {LEAST_BYTES / 2**30:.0f} GiB."
        return Finding("Disk", "broken", said, f"{sys.executable} -m pip cache purge")
    return Finding("Disk", "ok", text)


def network() -> Finding:
    """Whether data sets can be downloaded. Asks for the headers of one file, and sends nothing."""
    from coursekit.data.mnist_places import URL

    request = urllib.request.Request(URL, method="HEAD")
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):
            return Finding("Network", "ok", "data sets can be downloaded.")
    except OSError as error:
        reason = getattr(error, "reason", error)
        said = f"offline ({reason}): lessons use built-in data in the place of downloads. Nothing has to be done."
        return Finding("Network", "missing", said)


def mnist() -> Finding:
    """Whether the real MNIST is on this machine."""
    from coursekit.data import mnist_places

    for place in (mnist_places.from_data_folder, mnist_places.from_keras_cache):
        try:
            return Finding("Real MNIST", "ok", place()[1])
        except Exception:  # missing, or damaged: the loaders say how
            continue
    return Finding(
        "Real MNIST",
        "missing",
        "not on this machine: the lessons use scikit-learn's digits in its place.",
        f"{sys.executable} -c \"import coursekit as ck; ck.data.mnist(source='full')\"",
    )


def sandbox() -> Finding:
    """Whether submissions can be graded in a sandbox; the reason names the command where there is one."""
    from coursekit.grading.trial import why_no_sandbox

    reason = why_no_sandbox()
    if reason is None:
        return Finding("Sandbox for grading", "ok", "submissions are graded in namespaces of their own.")
    return Finding("Sandbox for grading", "missing", reason)


def dask() -> Finding:
    """Whether grading can go to a cluster."""
    if importlib.util.find_spec("distributed") is None:
        said = "not installed; only `coursekit grade --scheduler` needs it."
        return Finding("Dask", "missing", said, f"{sys.executable} -m pip install distributed")
    return Finding("Dask", "ok", f"distributed {metadata.version('distributed')}")
