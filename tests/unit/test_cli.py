"""The command line: what it says, and how it ends."""

from __future__ import annotations

import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest

import coursekit
from coursekit import checkout, cli, lab
from coursekit.authoring import Problem

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with one notebook, as the current folder."""
    (tmp_path / "pyproject.toml").write_text("[tool.coursekit]\n")
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "index.ipynb").write_text("{}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `coursekit ARGUMENTS` in this process; gives the exit status, stdout and stderr."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coursekit", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        if isinstance(ended.value.code, str):  # what the interpreter does with sys.exit("message")
            return 1, out, err + ended.value.code
        return ended.value.code or 0, out, err

    return run


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> types.SimpleNamespace:
    """Stands for the build; `changed` and `problems` say what it finds."""
    found = types.SimpleNamespace(changed=[], problems=[], calls=[])  # what a BuildReport has, and the calls

    def build(root: Path, check: bool = False) -> types.SimpleNamespace:
        found.calls.append((root, check))
        return found

    monkeypatch.setattr("coursekit.authoring.build", build)
    return found


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"coursekit {coursekit.__version__}\n", "")


def test_help_lists_the_commands(run: Run) -> None:
    status, out, _ = run("--help")
    assert status == 0
    assert "lab" in out
    assert "build" in out


def test_an_unknown_command_is_a_usage_error(run: Run) -> None:
    status, _, err = run("labs")
    assert status == 2
    assert "labs" in err


@pytest.mark.parametrize("missing", ["typer", "rich"])
def test_without_the_lab_extra(missing: str) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; from coursekit.cli import main; main()"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith(f"coursekit: {missing} is not installed. In the checkout run ")
    assert "pip install -r requirements.lock" in result.stderr


def test_without_jupyterlab(course: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab.importlib.util, "find_spec", lambda name: None)
    status, _, err = run("lab")
    assert status == 1
    assert "jupyterlab is not installed" in err


def test_a_missing_module_that_is_no_extra_is_a_bug_and_shows_its_traceback(
    run: Run, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(root: Path, check: bool = False) -> None:
        raise ModuleNotFoundError("No module named 'lost'", name="lost")

    monkeypatch.setattr("coursekit.authoring.build", broken)
    monkeypatch.setattr(sys, "argv", ["coursekit", "build"])
    with pytest.raises(ModuleNotFoundError, match="lost"):
        cli.main()


def test_outside_a_checkout(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(checkout, "__file__", str(tmp_path / "site-packages" / "coursekit" / "checkout.py"))
    status, _, err = run("build")
    assert status == 1
    assert "is not inside a checkout" in err
    assert "Clone the repository" in err


def test_a_checkout_is_found_from_any_of_its_folders_and_from_outside(
    course: Path, tmp_path_factory: pytest.TempPathFactory, checkout: Path
) -> None:
    assert coursekit.checkout.find_checkout(course / "notebooks") == course
    assert coursekit.checkout.find_checkout(tmp_path_factory.mktemp("elsewhere")) == checkout


def test_a_pyproject_of_something_else_is_no_checkout(course: Path) -> None:
    inner = course / "notebooks"
    (inner / "pyproject.toml").write_text("[project]\nname = 'other'\n")
    assert coursekit.checkout.find_checkout(inner) == course
    (inner / "pyproject.toml").write_text("not [ toml")
    assert coursekit.checkout.find_checkout(inner) == course


@pytest.mark.parametrize("name", checkout.FROM_LEARNERS)
def test_a_submission_is_no_course(course: Path, name: str) -> None:
    inner = course / name / "anna" / "01_x"
    inner.mkdir(parents=True)
    (inner / "pyproject.toml").write_text("[tool.coursekit]\n")
    assert checkout.find_checkout(inner) == course
    assert checkout.find_checkout(inner / "deeper") == course


def test_lab_says_what_it_copies_and_starts_jupyterlab(course: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    monkeypatch.setattr(lab, "run_lab", lambda command: started.append(command) or 7)
    status, out, _ = run("lab", "--no-browser", "--port", "9001", "--work", "mine")
    assert status == 7, "JupyterLab's exit status is the command's"
    assert "new: index.ipynb" in out
    assert (course / "mine" / "index.ipynb").exists()
    assert f"--ServerApp.root_dir={course / 'mine'}" in started[0]
    assert {"--no-browser", "--ServerApp.port=9001"} <= set(started[0])

    (course / "mine" / "index.ipynb").write_text("{'mine': 1}")
    (course / "notebooks" / "index.ipynb").write_text("{'new': 1}")
    _, out, _ = run("lab", "--work", "mine")
    assert "kept: index.ipynb has your changes" in out


def test_lab_as_root_says_so(course: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab, "run_lab", lambda command: 0)
    monkeypatch.setattr(lab, "is_root", lambda: True)
    assert "--allow-root" in run("lab")[1]
    monkeypatch.setattr(lab, "is_root", lambda: False)
    assert "--allow-root" not in run("lab")[1]


def test_lab_without_notebooks(course: Path, run: Run) -> None:
    (course / "notebooks" / "index.ipynb").unlink()
    status, _, err = run("lab")
    assert status == 1
    assert "coursekit build" in err


def test_lab_refuses_a_port_that_cannot_be(course: Path, run: Run) -> None:
    assert run("lab", "--port", "70000")[0] == 2


def test_build_lists_what_it_wrote(course: Path, run: Run, built: types.SimpleNamespace) -> None:
    built.changed = [Path("notebooks/index.ipynb")]
    assert run("build") == (0, "built: notebooks/index.ipynb\n", "")
    assert built.calls == [(course, False)]


def test_build_with_nothing_to_do(course: Path, run: Run, built: types.SimpleNamespace) -> None:
    assert run("build") == (0, "Everything is up to date.\n", "")
    assert run("build", "--check") == (0, "Everything is up to date.\n", "")


def test_build_check_fails_on_stale_notebooks(course: Path, run: Run, built: types.SimpleNamespace) -> None:
    built.changed = [Path("notebooks/index.ipynb")]
    status, out, _ = run("build", "--check")
    assert status == 1
    assert "not up to date: notebooks/index.ipynb" in out
    assert "make build" in out
    assert built.calls == [(course, True)]


@pytest.mark.parametrize("options", [[], ["--check"]])
def test_build_fails_on_problems(course: Path, run: Run, built: types.SimpleNamespace, options: list[str]) -> None:
    built.problems = [Problem(Path("lessons/01_x.py"), 3, "no [points] here", "Declare them.")]
    status, out, _ = run("build", *options)
    assert status == 1
    assert "lessons/01_x.py:3: no [points] here. Declare them." in out
    assert "1 problem" in out
