"""The learner's copies: what is copied, replaced or never touched. And the JupyterLab that opens them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import quote

import nbformat
import pytest

from coursekit import lab
from coursekit.working_copies import WorkFolderError, copy_notebooks

LESSON = PurePosixPath("01_neurons/01_neurons.ipynb")
START = PurePosixPath("index.ipynb")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    source = tmp_path / "course" / "notebooks"
    write(source / START, "start page")
    write(source / LESSON, "lesson, first version")
    return source


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "course" / "work"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def visible_files(work: Path) -> dict[str, str]:
    return {
        path.relative_to(work).as_posix(): path.read_text(encoding="utf-8")
        for path in work.rglob("*")
        if path.is_file() and ".coursekit" not in path.parts
    }


def test_the_first_time_everything_is_copied(source: Path, work: Path) -> None:
    report = copy_notebooks(source, work)
    assert report.added == [LESSON, START]
    assert report.updated == report.kept == []
    assert visible_files(work) == visible_files(source)


def test_the_second_time_nothing_is_written(source: Path, work: Path) -> None:
    copy_notebooks(source, work)
    os.utime(work / LESSON, (1, 1))
    report = copy_notebooks(source, work)
    assert report.added == report.updated == report.kept == []
    assert (work / LESSON).stat().st_mtime == 1


def test_a_new_lesson_is_added_and_a_removed_one_stays(source: Path, work: Path) -> None:
    copy_notebooks(source, work)
    renamed = PurePosixPath("01_tensors/01_tensors.ipynb")
    (source / renamed).parent.mkdir()
    (source / LESSON).rename(source / renamed)
    assert copy_notebooks(source, work).added == [renamed]
    assert (work / LESSON).exists()


def test_a_new_version_replaces_an_untouched_copy(source: Path, work: Path) -> None:
    copy_notebooks(source, work)
    write(source / LESSON, "lesson, second version")
    report = copy_notebooks(source, work)
    assert report.updated == [LESSON]
    assert (work / LESSON).read_text() == "lesson, second version"


def test_a_changed_copy_is_never_overwritten(source: Path, work: Path) -> None:
    copy_notebooks(source, work)
    write(work / LESSON, "my answers")
    assert copy_notebooks(source, work).kept == [], "no newer version: nothing to say"
    write(source / LESSON, "lesson, second version")
    for _ in range(2):
        assert copy_notebooks(source, work).kept == [LESSON]
        assert (work / LESSON).read_text() == "my answers"


def test_a_deleted_copy_comes_back_fresh(source: Path, work: Path) -> None:
    copy_notebooks(source, work)
    write(source / LESSON, "lesson, second version")
    (work / LESSON).unlink()
    assert copy_notebooks(source, work).added == [LESSON]
    assert (work / LESSON).read_text() == "lesson, second version"


def test_checkpoints_are_not_part_of_the_course(source: Path, work: Path) -> None:
    write(source / "01_neurons/.ipynb_checkpoints/01_neurons-checkpoint.ipynb", "old")
    write(source / "01_neurons/picture.svg", "<svg/>")
    copy_notebooks(source, work)
    assert set(visible_files(work)) == {str(LESSON), str(START), "01_neurons/picture.svg"}


@pytest.mark.parametrize("manifest", [None, "", "{", "[]", "\xff"])
def test_without_a_readable_manifest_what_differs_is_the_learners(
    source: Path, work: Path, manifest: str | None
) -> None:
    copy_notebooks(source, work)
    write(work / LESSON, "my answers")
    path = work / ".coursekit" / "copied.json"
    path.unlink() if manifest is None else path.write_bytes(manifest.encode("latin-1"))
    report = copy_notebooks(source, work)
    assert report.kept == [LESSON]
    assert (work / LESSON).read_text() == "my answers"


@pytest.mark.parametrize("copies", [0, 1, 2])
def test_an_interrupted_copy_leaves_whole_files_and_the_next_start_goes_on(
    source: Path, work: Path, monkeypatch: pytest.MonkeyPatch, copies: int
) -> None:
    replace, done = Path.replace, []

    def interrupted(self: Path, target: Path) -> Path:
        if len(done) == copies:
            raise KeyboardInterrupt
        done.append(target)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        copy_notebooks(source, work)
    monkeypatch.undo()
    assert visible_files(work).items() <= visible_files(source).items()
    assert len(visible_files(work)) == copies
    assert list(work.rglob("*.part")) == []
    assert len(copy_notebooks(source, work).added) == 2 - copies
    assert visible_files(work) == visible_files(source)


def test_a_half_written_file_does_not_damage_the_copy(
    source: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_notebooks(source, work)
    write(source / LESSON, "lesson, second version")

    def disk_full(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[:3])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", disk_full)
    with pytest.raises(WorkFolderError, match=r"No space left on device.*--work"):
        copy_notebooks(source, work)
    assert (work / LESSON).read_text() == "lesson, first version"


def test_without_notebooks(tmp_path: Path) -> None:
    with pytest.raises(WorkFolderError, match=r"no notebooks in .*coursekit build"):
        copy_notebooks(tmp_path / "notebooks", tmp_path / "work")


@pytest.mark.parametrize("folder", [".", "01_neurons"])
def test_the_courses_own_folder_is_refused(source: Path, folder: str) -> None:
    with pytest.raises(WorkFolderError, match="own notebooks folder"):
        copy_notebooks(source, source / folder)


def test_options_of_jupyterlab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab, "is_root", lambda: False)
    plain = lab.lab_command(tmp_path)
    assert plain[:3] == [sys.executable, "-m", "jupyterlab"]
    assert not {"--allow-root", "--no-browser"} & set(plain)
    monkeypatch.setattr(lab, "is_root", lambda: True)
    options = lab.lab_command(tmp_path, port=9000, browser=False)
    assert {"--allow-root", "--no-browser", "--ServerApp.port=9000"} <= set(options)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Callable[[str], str]]]:
    """A JupyterLab of a user who has another kernel called python3; gives the home folder and a `get`."""
    folder = tmp_path_factory.mktemp("server")
    home, course = folder / "home", folder / "course"
    write(course / "pyproject.toml", "[tool.coursekit]\n")
    write(course / "notebooks" / START, nbformat.writes(nbformat.v4.new_notebook()))
    foreign = {"argv": ["other", "{connection_file}"], "display_name": "Other", "language": "python"}
    for data in (home / ".local/share/jupyter", home / "extra"):
        write(data / "kernels/python3/kernel.json", json.dumps(foreign))
    environment = {
        **os.environ,
        "HOME": str(home),
        "JUPYTER_DATA_DIR": str(home / ".local/share/jupyter"),
        "JUPYTER_PATH": str(home / "extra"),
        "JUPYTER_PREFER_ENV_PATH": "0",
        "JUPYTER_TOKEN": "secret",
    }
    command = [sys.executable, "-c", "from coursekit.cli import main; main()", "lab", "--no-browser"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=course, env=environment, stdout=log, stderr=log)
    try:
        address = wait_for_address(home / ".local/share/jupyter/runtime", process, folder / "log")

        def get(path: str) -> str:
            request = urllib.request.Request(address + path, headers={"Authorization": "token secret"})
            with urllib.request.urlopen(request, timeout=20) as response:
                return response.read().decode()

        yield home, get
    finally:
        process.terminate()
        process.wait(20)


def wait_for_address(runtime: Path, process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        for path in runtime.glob("jpserver-*.json"):
            try:
                address = json.loads(path.read_text())["url"]
                with urllib.request.urlopen(address + "api", timeout=20):
                    return address
            except (ValueError, OSError):  # it is being written, or nobody listens yet
                break
        time.sleep(0.1)
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text()}")


def test_the_start_page_opens(server: tuple[Path, Callable[[str], str]]) -> None:
    _, get = server
    assert "<title>JupyterLab</title>" in get("lab/tree/index.ipynb")
    assert json.loads(get("api/contents/index.ipynb?content=0"))["type"] == "notebook"


def test_the_kernel_is_this_pythons_own(server: tuple[Path, Callable[[str], str]]) -> None:
    _, get = server
    kernels = json.loads(get("api/kernelspecs"))
    assert kernels["default"] == "python3"
    assert "ipykernel_launcher" in kernels["kernelspecs"]["python3"]["spec"]["argv"]


def test_no_news_no_update_check_and_no_panels_of_the_instructor(
    server: tuple[Path, Callable[[str], str]],
) -> None:
    home, get = server
    name = quote("@jupyterlab/apputils-extension:notification", safe="")
    properties = json.loads(get(f"lab/api/settings/{name}"))["schema"]["properties"]
    assert properties["fetchNews"]["default"] == "false"
    assert properties["checkForUpdates"]["default"] is False
    config = json.loads(re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', get("lab"), re.DOTALL)[1])
    assert "@jupyter/nbgrader" in config["disabledExtensions"]
    assert list(home.rglob("*.jupyterlab-settings")) == [], "the user's own settings are left alone"
