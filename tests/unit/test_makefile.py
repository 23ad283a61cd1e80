"""The Makefile's set-up, run with stand-ins for Python: nothing is downloaded."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the Makefile is for Unix")

BROKEN_SHIM = "#!/bin/sh\necho 'pyenv: command not found' >&2\nexit 127\n"
TOO_OLD = "#!/bin/sh\nexit 1\n"
# Passes the version check, and `-m venv` makes a .venv whose python writes what it is asked to pip.log.
SUITABLE = """#!/bin/sh
case "$*" in
  --version) echo "Python 3.12.1 from $0" ;;
  *"-m venv"*)
    mkdir -p .venv/bin
    cat > .venv/bin/python <<'END'
#!/bin/sh
case "$*" in *"pip install"*) echo "$*" >> pip.log; test ! -e pip-fails ;; esac
END
    chmod +x .venv/bin/python ;;
esac
"""


@dataclass
class Sandbox:
    """A folder with the Makefile, and a PATH on which every name of Python is a stand-in."""

    folder: Path
    bin: Path
    make: str

    def put(self, name: str, script: str) -> None:
        (self.bin / name).write_text(script)
        (self.bin / name).chmod(0o755)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": f"{self.bin}{os.pathsep}/usr/bin{os.pathsep}/bin"}
        return subprocess.run(
            [self.make, *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def installs(self) -> int:
        log = self.folder / "pip.log"
        return log.read_text().count(" -r requirements.lock") if log.exists() else 0


@pytest.fixture
def sandbox(tmp_path: Path, checkout: Path, require_tool: Callable[[str], str]) -> Sandbox:
    folder = tmp_path / "a course"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(checkout / name, folder)
    sandbox = Sandbox(folder, tmp_path / "bin", require_tool("make"))
    sandbox.bin.mkdir()
    for name in ("python3.11", "python3.13", "python3", "python"):
        sandbox.put(name, BROKEN_SHIM)
    sandbox.put("python3.12", SUITABLE)
    return sandbox


def test_help_is_the_default_and_names_every_target(sandbox: Sandbox) -> None:
    result = sandbox.run()
    assert result.returncode == 0
    described = set(re.findall(r"^make ([\w-]+)", result.stdout, re.MULTILINE))
    declared = re.search(r"^\.PHONY: (.+)", (sandbox.folder / "Makefile").read_text(), re.MULTILINE)[1].split()
    assert described == set(declared) - {"help", "$(UNUSABLE)"}
    assert {"install", "lab", "test", "build", "lint", "lock", "calibrate"} <= described


def test_a_shim_that_does_not_run_is_passed_over(sandbox: Sandbox) -> None:
    result = sandbox.run("install")
    assert result.returncode == 0, result.stderr
    assert f"Making .venv with Python 3.12.1 from {sandbox.bin / 'python3.12'}" in result.stdout
    assert sandbox.installs() == 1
    assert "--no-deps --no-build-isolation -e ." in (sandbox.folder / "pip.log").read_text()


def test_python_can_be_chosen(sandbox: Sandbox) -> None:
    sandbox.put("mine", SUITABLE)
    assert f"from {sandbox.bin / 'mine'}" in sandbox.run("install", "PYTHON=mine").stdout
    assert sandbox.run("clean").returncode == 0
    assert sandbox.run("install", "PYTHON=python3.13").returncode != 0, "no silent second choice"


def test_without_a_suitable_python_it_says_what_to_install(sandbox: Sandbox) -> None:
    sandbox.put("python3.12", TOO_OLD)
    result = sandbox.run("install")
    assert result.returncode != 0
    assert "Install Python 3.11, 3.12 or 3.13" in result.stderr
    assert not (sandbox.folder / ".venv").exists()


def test_nothing_is_done_twice_even_in_parallel(sandbox: Sandbox) -> None:
    assert sandbox.run("-j4", "install", "test", "build").returncode == 2, "the stand-in has no coursekit"
    assert sandbox.run("install").returncode == 0
    assert sandbox.installs() == 1


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_change_of_what_is_installed_refreshes(sandbox: Sandbox, name: str) -> None:
    sandbox.run("install")
    later = (sandbox.folder / ".venv" / ".installed").stat().st_mtime + 5
    os.utime(sandbox.folder / name, (later, later))
    result = sandbox.run("install")
    assert sandbox.installs() == 2
    assert "Making .venv" not in result.stdout


def test_a_failed_install_does_not_count(sandbox: Sandbox) -> None:
    (sandbox.folder / "pip-fails").touch()
    assert sandbox.run("install").returncode != 0
    (sandbox.folder / "pip-fails").unlink()
    assert sandbox.run("install").returncode == 0
    assert sandbox.installs() == 2
    assert sandbox.run("install").returncode == 0
    assert sandbox.installs() == 2


def test_an_environment_that_lost_its_python_is_made_again(sandbox: Sandbox) -> None:
    sandbox.run("install")
    (sandbox.folder / ".venv" / "bin" / "python").unlink()
    assert "Making .venv" in sandbox.run("install").stdout
    assert sandbox.installs() == 2


def test_a_checkout_that_was_copied_installs_its_own_package(sandbox: Sandbox) -> None:
    sandbox.run("install")
    copy = Sandbox(sandbox.folder.with_name("copy"), sandbox.bin, sandbox.make)
    shutil.copytree(sandbox.folder, copy.folder)
    assert copy.run("install").returncode == 0
    assert copy.installs() == 2
