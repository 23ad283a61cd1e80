"""A machine that has TensorFlow but not coursekit, as Colab: what pip would change there, and the set-up cell."""

from __future__ import annotations

import json
import os
import subprocess
import venv
import zipfile
from pathlib import Path

import nbformat
import pytest

from coursekit.authoring.settings import read_settings
from tests.install.conftest import clean_environment, offline, packages_of, pip

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="symbolic links")]
LESSON = "01_tensors_and_neurons"

# Environments that must stay as they are. The first is the oldest that the lessons were run with, from top to bottom;
# the second is like Colab's in 2025, with its old IPython.
ENVIRONMENTS = {
    "oldest": {
        "importlib-resources": "6.0.0",
        "ipython": "7.34.0",
        "keras": "3.8.0",
        "matplotlib": "3.8.4",
        "numpy": "1.26.4",
        "scikit-learn": "1.4.2",
        "scipy": "1.11.4",
        "tensorflow": "2.18.1",
        "tensorflow-datasets": "4.9.8",
    },
    "Colab": {
        "importlib-resources": "6.5.2",
        "ipython": "7.34.0",
        "keras": "3.10.0",
        "matplotlib": "3.10.0",
        "numpy": "2.0.2",
        "scikit-learn": "1.6.1",
        "scipy": "1.16.1",
        "tensorflow": "2.19.0",
        "tensorflow-datasets": "4.9.9",
    },
}


@pytest.mark.parametrize("versions", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_pip_adds_coursekit_and_replaces_nothing(tmp_path, wheel, versions):
    """pip's own resolver, in an environment whose packages are only declared."""
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / "bin" / "python"
    for name, version in versions.items():
        about = packages_of(python) / f"{name.replace('-', '_')}-{version}.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    report = pip("install", "--dry-run", "--quiet", "--report", "-", str(wheel), python=str(python))
    assert [found["metadata"]["name"] for found in json.loads(report)["install"]] == ["coursekit"]


def test_the_wheel_has_what_the_package_reads(wheel, checkout):
    """Files that are no modules: data, templates, settings."""
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("coursekit/")}
    there = {
        path.relative_to(checkout).as_posix()
        for path in (checkout / "coursekit").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert there - packed == set()


def setup_cell(checkout: Path) -> str:
    notebook = nbformat.read(checkout / "notebooks" / LESSON / f"{LESSON}.ipynb", as_version=4)
    (cell,) = [cell for cell in notebook.cells if cell.get("id") == "setup"]
    return cell.source


def run_cell(python: Path, source: str, folder: Path, **environment: str) -> str:
    """Runs a cell in IPython, in `folder`; everything that was printed."""
    code = (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        f"InteractiveShell().run_cell({source!r}).raise_error()"
    )
    run = subprocess.run(
        [python, "-c", code],
        cwd=folder,
        env={**clean_environment(), **environment, "IPYTHONDIR": str(folder / ".ipython")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stdout
    return run.stdout


def test_where_coursekit_is_there_the_cell_installs_nothing(without_coursekit, wheel, checkout, tmp_path):
    pip("install", "--no-deps", "--quiet", str(wheel), python=str(without_coursekit))
    before = sorted(packages_of(without_coursekit).iterdir())
    folder = tmp_path / "empty"
    folder.mkdir()
    # The address cannot be reached: asking pip at all would fail.
    said = run_cell(without_coursekit, setup_cell(checkout), folder, **offline())
    assert said.startswith("coursekit ")
    assert "pip" not in said.lower()
    assert sorted(packages_of(without_coursekit).iterdir()) == before


def test_where_it_is_missing_the_cell_installs_it_from_its_address(without_coursekit, wheel, checkout, tmp_path):
    archive = read_settings(checkout).archive
    source = setup_cell(checkout)
    assert source.count(archive) == 1
    folder = tmp_path / "empty"
    folder.mkdir()
    source = source.replace(archive, wheel.as_uri())
    said = run_cell(without_coursekit, source, folder, **offline())
    assert "\ncoursekit " in said or said.startswith("coursekit ")
    installed = [path.name for path in packages_of(without_coursekit).iterdir()]
    assert sorted(name for name in installed if name != "everything.pth" and not name.startswith("__")) == [
        "coursekit",
        next(name for name in installed if name.endswith(".dist-info")),
    ]
    where = run_cell(without_coursekit, "import coursekit; print(coursekit.__file__)", folder)
    assert str(packages_of(without_coursekit)) in where


@pytest.mark.long
def test_a_lesson_runs_alone_in_an_empty_folder(without_coursekit, wheel, checkout, tmp_path):
    """The solved lesson, with nothing beside it, in the environment that its set-up cell made."""
    pip("install", "--no-deps", "--quiet", str(wheel), python=str(without_coursekit))
    folder = tmp_path / "empty"
    folder.mkdir()
    code = f"""
import nbclient, nbformat
notebook = nbformat.read({str(checkout / "solutions" / LESSON / f"{LESSON}.ipynb")!r}, 4)
nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
for cell in notebook.cells:
    nbgrader = cell.metadata.get("nbgrader", {{}})
    if nbgrader.get("grade") and not nbgrader.get("solution"):
        (result,) = [o for o in cell.outputs if o.output_type == "execute_result"]
        assert float(result.data["text/plain"]) == nbgrader["points"], nbgrader
print("solved")
"""
    said = run_cell(without_coursekit, code, folder, COURSEKIT_RECORD="off", JUPYTER_PATH=str(folder))
    assert said.rstrip().endswith("solved")
