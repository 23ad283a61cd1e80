"""Runs the course's notebooks with nbmake, on copies, and reads what came out of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[2]
LIMIT_SECONDS = 60  # for a notebook from top to bottom, on two cores that do nothing else
PROBE = "probe.ipynb"  # says which Python the kernel is

_CELL_SECONDS = 300
_COLOUR = re.compile(r"#x1B\[[\d;]*m")  # nbmake colours its messages, and XML cannot hold the escapes
_PLAIN_FLOAT = re.compile(r"\d+\.\d+(e-\d+)?")


def notebooks(folder: str) -> list[str]:
    """The built notebooks of a folder (solutions or notebooks), by their paths from the root."""
    return [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / folder).rglob("*.ipynb"))]


@dataclass(frozen=True)
class Check:
    """What a check cell left: the points it can give, its result as Python showed it, and its feedback as text."""

    name: str
    points: float
    results: Sequence[str]
    feedback: str

    @property
    def score(self) -> float | None:
        """The result if it is a plain float and the only one. Else None: nbgrader would give full points."""
        plain = len(self.results) == 1 and _PLAIN_FLOAT.fullmatch(self.results[0])
        return float(self.results[0]) if plain else None


@dataclass(frozen=True)
class Seconds:
    """How long a notebook took: by the clock, and of processor time, which other work hardly changes."""

    clock: float
    processor: float


@dataclass(frozen=True)
class Executed:
    """A run of all notebooks. `seconds` and `failures` are by path; a failure is nbmake's message."""

    folder: Path
    seconds: Mapping[str, Seconds]
    failures: Mapping[str, str]

    def read(self, path: str) -> NotebookNode:
        """A notebook with its outputs."""
        import nbformat

        return nbformat.read(self.folder / path, as_version=4)

    def checks(self, path: str) -> list[Check]:
        """The graded check cells of a notebook."""
        return [_check(cell) for cell in self.read(path).cells if _is_graded_check(cell)]

    def outputs(self, path: str) -> Iterator[tuple[str, NotebookNode]]:
        """Every output, with the id of its cell."""
        for cell in self.read(path).cells:
            for output in cell.get("outputs", ()):
                yield cell.id, output


def execute_all(folder: Path) -> Executed:
    """Executes a copy of every built notebook in `folder`, one after the other.

    Raises:
        RuntimeError: if nbmake itself fails. A notebook that fails is in `failures`.
    """
    import nbformat

    for name in ("solutions", "notebooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    probe = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import sys; print(sys.prefix)")])
    probe.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(probe, folder / PROBE)
    shutil.copy(Path(__file__).with_name("processor_time.py"), folder / "conftest.py")
    options = ["--nbmake", "--overwrite", f"--nbmake-timeout={_CELL_SECONDS}", "--rootdir=."]
    report = ["--junitxml=report.xml", "--override-ini=junit_family=xunit1", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *report, PROBE, "solutions", "notebooks"],
        cwd=folder,
        env=_environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode not in (0, 1):  # 1: a notebook failed
        raise RuntimeError(f"nbmake ended with {done.returncode}:\n{done.stdout}")
    seconds, failures = {}, {}
    for case in ElementTree.parse(folder / "report.xml").iter("testcase"):
        path = Path(case.get("file", "")).as_posix()
        if path != PROBE:
            used = {p.get("name"): float(p.get("value", "nan")) for p in case.iter("property")}
            seconds[path] = Seconds(float(case.get("time", "nan")), used["processor_seconds"])
        for found in (*case.iter("failure"), *case.iter("error")):
            failures[path] = _COLOUR.sub("", f"{found.get('message')}\n{found.text}")
    return Executed(folder, seconds, failures)


def _environment(folder: Path) -> dict[str, str]:
    """No attempts kept, no network, and no settings or kernels of whoever runs the tests."""
    dropped = ("COURSEKIT_", "JUPYTER", "IPYTHON", "PYTEST", "MPL", "PYTHONWARNINGS", "NO_PROXY")
    environment = {name: value for name, value in os.environ.items() if not name.upper().startswith(dropped)}
    home = folder / "home"
    nobody = "http://127.0.0.1:9"  # the discard port: a download fails at once, and the built-in data are used
    return {
        **environment,
        "COURSEKIT_RECORD": "off",
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "jupyter"),
        "JUPYTER_DATA_DIR": str(home / "share"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "KERAS_HOME": str(home / "keras"),
        "TFDS_DATA_DIR": str(home / "tfds"),
        **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), nobody),
    }


def _is_graded_check(cell: NotebookNode) -> bool:
    role = cell.metadata.get("nbgrader", {})
    return bool(role.get("grade")) and not role.get("solution")


def _check(cell: NotebookNode) -> Check:
    results = [o["data"].get("text/plain", "") for o in cell.outputs if o.output_type == "execute_result"]
    shown = [o["data"].get("text/plain", "") for o in cell.outputs if o.output_type == "display_data"]
    role = cell.metadata.nbgrader
    return Check(role.grade_id.removesuffix("_check"), float(role.points), results, "\n".join(shown))
