"""`coursekit doctor`: each part of the course is broken in turn, found, and has the command that mends it."""

from __future__ import annotations

import json
import os
import sys
import types
from importlib import metadata
from pathlib import Path

import pytest

from coursekit import cli
from coursekit.doctor import examination, jupyter_parts, machine, python_parts
from coursekit.doctor.finding import Finding


def test_a_python_that_is_too_old_or_too_new(monkeypatch):
    assert python_parts.python().state == "ok"
    for version in ((3, 10, 4), (3, 14, 0)):
        monkeypatch.setattr(python_parts, "sys", types.SimpleNamespace(version_info=version, executable="python"))
        found = python_parts.python()
        assert (found.state, found.remedy) == ("broken", "make clean install PYTHON=python3.12")


def without(monkeypatch, *names: str) -> None:
    """Makes packages look as if they were not installed."""
    real = metadata.version

    def version(name: str) -> str:
        if name in names:
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(metadata, "version", version)


def test_packages_that_are_missing(monkeypatch):
    assert python_parts.packages().state == "ok"
    without(monkeypatch, "nbgrader", "jupytext")
    found = python_parts.packages()
    assert (found.state, found.text) == ("broken", "not installed: nbgrader, jupytext.")
    assert found.remedy == f"{sys.executable} -m pip install -r requirements.lock"


def lock(root: Path, *lines: str) -> Path:
    hashed = [f"{line} \\\n    --hash=sha256:{'0' * 64}" for line in lines]
    (root / "requirements.lock").write_text("\n".join(hashed) + "\n")
    return root


def test_versions_that_are_not_the_locks(tmp_path, monkeypatch):
    numpy = metadata.version("numpy")
    assert python_parts.versions(
        lock(tmp_path, f"numpy=={numpy}", "nothing==1 ; sys_platform == 'nowhere'")
    ) == Finding("Versions", "ok", "all 1 are those of requirements.lock.")
    without(monkeypatch, "keras")
    found = python_parts.versions(lock(tmp_path, "numpy==0.1", "keras==3.0", f"pytest=={metadata.version('pytest')}"))
    assert found.state == "missing"
    assert found.text == (
        f"2 of 3 differ from requirements.lock: numpy is {numpy}, the lock has 0.1; keras is not installed."
    )
    assert found.remedy.endswith("pip install -r requirements.lock")


def test_the_real_lock_can_be_read(checkout):
    found = python_parts.versions(checkout)
    assert " of 1" in found.text or "all 1" in found.text, "more than a hundred packages"


@pytest.mark.parametrize("root", [None, "empty"])
def test_no_lock_to_compare_with(tmp_path, root):
    found = python_parts.versions(tmp_path if root else None)
    assert (found.state, found.remedy) == ("missing", "")


def test_a_keras_that_does_not_start(tmp_path, monkeypatch, checkout):
    (tmp_path / "keras.py").write_text("raise ImportError('libkeras is damaged')")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(checkout)]))
    found = python_parts.keras()
    assert found.state == "broken"
    assert "libkeras is damaged" in found.text
    assert "pip install" in found.remedy


@pytest.fixture
def kernels(tmp_path, monkeypatch):
    """A Jupyter without any kernels but those that the test makes."""
    prefix = tmp_path / "prefix"
    prefix.mkdir()
    for name in ("JUPYTER_PATH", "JUPYTER_DATA_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setattr("jupyter_core.paths.SYSTEM_JUPYTER_PATH", [])
    monkeypatch.setattr("jupyter_core.paths.ENV_JUPYTER_PATH", [])
    fake = types.SimpleNamespace(prefix=str(prefix), executable=sys.executable)
    monkeypatch.setattr(jupyter_parts, "sys", fake)

    def make(program: str) -> None:
        folder = prefix / "share" / "jupyter" / "kernels" / "python3"
        folder.mkdir(parents=True)
        spec = {"argv": [program, "-m", "ipykernel_launcher", "-f", "{connection_file}"], "display_name": "Python 3"}
        (folder / "kernel.json").write_text(json.dumps(spec))

    return make


def test_no_kernel(kernels, monkeypatch):
    monkeypatch.setitem(sys.modules, "ipykernel.kernelspec", None)
    found = jupyter_parts.kernel()
    assert (found.state, found.text) == ("broken", "there is no Jupyter kernel called python3.")
    assert found.remedy == f"{sys.executable} -m pip install -r requirements.lock"


def test_a_kernel_whose_python_is_gone(kernels, tmp_path):
    kernels(str(tmp_path / "gone" / "python"))
    found = jupyter_parts.kernel()
    assert found.state == "broken"
    assert "does not start" in found.text
    assert "-m ipykernel install" in found.remedy


def test_a_kernel_that_is_another_python(kernels):
    kernels(sys.executable)
    found = jupyter_parts.kernel()
    assert (found.state, found.text) == (
        "broken",
        f"the kernel python3 is another Python, the one in {sys.prefix}.",
    )


def test_this_kernel():
    assert jupyter_parts.kernel().state == "ok"


@pytest.fixture
def jupyter_config(tmp_path, monkeypatch):
    """A folder of Jupyter's configuration that goes before the others."""
    folder = tmp_path / "config"
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(folder))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    return folder


def test_nbgraders_extensions():
    assert jupyter_parts.nbgrader_extensions().state == "ok"


def test_a_server_extension_that_is_off(jupyter_config):
    folder = jupyter_config / "jupyter_server_config.d"
    folder.mkdir(parents=True)
    settings = {"ServerApp": {"jpserver_extensions": {"nbgrader.server_extensions.formgrader": False}}}
    (folder / "nbgrader.json").write_text(json.dumps(settings))
    found = jupyter_parts.nbgrader_extensions()
    assert (found.state, found.text) == ("missing", "these server extensions are off: formgrader.")
    assert found.remedy.endswith("-m jupyter server extension enable --sys-prefix --py nbgrader")


def test_panels_that_are_not_there(monkeypatch, tmp_path):
    monkeypatch.setattr("jupyter_core.paths.jupyter_path", lambda *parts: [str(tmp_path)])
    found = jupyter_parts.nbgrader_extensions()
    assert found.text == "the JupyterLab extension @jupyter/nbgrader is not there."
    assert "pip install" in found.remedy


def test_panels_that_are_switched_off(jupyter_config):
    folder = jupyter_config / "labconfig"
    folder.mkdir(parents=True)
    (folder / "page_config.json").write_text(json.dumps({"disabledExtensions": {"@jupyter/nbgrader": True}}))
    found = jupyter_parts.nbgrader_extensions()
    assert (found.state, found.text) == ("missing", "the JupyterLab extension @jupyter/nbgrader is switched off.")
    assert "labextension enable" in found.remedy


def test_nowhere_to_write(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSEKIT_HOME", str(tmp_path / "home"))
    assert machine.writing(tmp_path).state == "ok"
    assert list(tmp_path.iterdir()) == [], "looking leaves nothing"
    (tmp_path / "home").write_text("a file where a folder should be")
    found = machine.writing(tmp_path)
    assert found.state == "broken"
    assert f"no file can be written in {tmp_path / 'home'}" in found.text
    assert str(tmp_path / "home") in found.remedy


def test_a_checkout_without_permission(tmp_path, monkeypatch):
    def refused(dir: Path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refused)
    found = machine.writing(tmp_path)
    assert (found.state, "Permission denied" in found.text) == ("broken", True)
    assert found.remedy.startswith(("sudo chown", "icacls"))


def test_a_full_disk(tmp_path, monkeypatch):
    assert machine.disk(tmp_path).state == "ok"
    monkeypatch.setattr("shutil.disk_usage", lambda place: types.SimpleNamespace(free=300 * 2**20))
    found = machine.disk(tmp_path)
    assert (found.state, found.text) == (
        "broken",
        f"0.3 GiB free in {tmp_path}; grading and downloads need 1 GiB.",
    )
    assert found.remedy.endswith("-m pip cache purge")


def test_no_network(monkeypatch):
    for name in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # nothing listens there
    monkeypatch.delenv("no_proxy", raising=False)
    found = machine.network()
    assert found.state == "missing"
    assert found.text.startswith("offline (")


def test_a_network(monkeypatch):
    import contextlib

    monkeypatch.setattr("urllib.request.urlopen", lambda request, timeout: contextlib.nullcontext())
    assert machine.network().state == "ok"


def test_no_mnist_and_a_damaged_one(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSEKIT_DATA", str(tmp_path))
    monkeypatch.setattr("coursekit.data.mnist_places.keras_cache_file", lambda: tmp_path / "none.npz")
    assert machine.mnist().state == "missing"
    assert "source='full'" in machine.mnist().remedy
    (tmp_path / "mnist.npz").write_bytes(b"damaged")
    assert machine.mnist().state == "missing"


def test_mnist(mnist_folder):
    assert machine.mnist().state == "ok"


def test_no_sandbox(monkeypatch):
    monkeypatch.setattr("coursekit.grading.linux.is_supported", lambda: False)
    found = machine.sandbox()
    assert found.state == "missing"
    assert "Grade on Linux" in found.text


def test_no_dask(monkeypatch):
    assert machine.dask().state == "ok"
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    found = machine.dask()
    assert (found.state, found.remedy) == ("missing", f"{sys.executable} -m pip install distributed")


def test_a_part_that_cannot_be_examined_stops_no_other(monkeypatch):
    def dask() -> Finding:
        raise RuntimeError("half installed")

    for module, name in ((python_parts, "keras"), (python_parts, "versions"), (machine, "network")):
        monkeypatch.setattr(module, name, lambda *arguments: Finding("left out", "ok", ""))
    monkeypatch.setattr(machine, "dask", dask)
    *others, last = examination.examine()
    assert last == Finding("dask", "broken", "cannot be examined: RuntimeError: half installed")
    assert len(others) == 11


def test_the_command_names_the_remedy_and_fails_when_something_is_broken(monkeypatch, capsys):
    findings = [Finding("A", "ok", "fine"), Finding("B", "missing", "not [here]", "do this")]
    monkeypatch.setattr("coursekit.doctor.examine", lambda: iter(findings))

    def run() -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["coursekit", "doctor"])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return ended.value.code or 0, capsys.readouterr().out

    assert run() == (0, "     ok  A: fine\nmissing  B: not [here]\n         Run  do this\n")
    findings.append(Finding("C", "broken", "gone", "mend"))
    assert run()[0] == 1
