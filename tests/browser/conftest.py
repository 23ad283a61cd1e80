"""JupyterLab for a learner and for an instructor, and a page in a real browser."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.servers import free_port, running
from tests.conftest import find_tool
from tests.grading.course import Course
from tests.grading.sandboxed import require_sandbox

# Without the background flags Chromium asks the network for updates all the time.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SECONDS = 90  # for anything to appear on a busy machine
LESSON = "01_tensors_and_neurons"


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: the address of its start page, and the folder that it serves."""

    address: str
    folder: Path


@pytest.fixture(scope="module")
def lab(tmp_path_factory, checkout: Path) -> Iterator[Lab]:
    """A learner's JupyterLab, as `coursekit lab` starts it on a fresh working folder."""
    find_tool("chromium")
    folder = tmp_path_factory.mktemp("learner")
    coursekit = str(Path(sys.executable).with_name("coursekit"))
    command = [coursekit, "lab", "--no-browser", f"--port={free_port()}", f"--work={folder / 'work'}"]
    with running(command, checkout, _environment(folder)) as address:
        yield Lab(address, folder / "work")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Course:
    """A course with two submissions: anna's is right, ben's is wrong everywhere."""
    found = Course(tmp_path_factory.mktemp("instructor") / "course", LESSON)
    found.submit("anna", found.answered(found.right()))
    found.submit("ben", found.answered(found.wrong()))
    return found


@pytest.fixture(scope="module")
def instructor(course: Course) -> Iterator[Lab]:
    """An instructor's JupyterLab in the folder of the course, with the panels of nbgrader."""
    find_tool("chromium")
    require_sandbox()  # its buttons grade
    news = ["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={free_port()}", *news]
    with running(command, course.root, _environment(course.root.parent)) as address:
        yield Lab(address, course.root)


def _environment(folder: Path) -> dict[str, str]:
    """Attempts are kept in `folder`, and no settings of whoever runs the tests count."""
    # Under pytest's own variable ipykernel does not capture what compiled code prints.
    kept = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    settings = {"JUPYTER_CONFIG_DIR": str(folder / "jupyter"), "IPYTHONDIR": str(folder / "ipython")}
    return {**kept, **settings, "COURSEKIT_RECORD": "on", "COURSEKIT_HOME": str(folder / "home")}


@pytest.fixture
def browser():
    """A page that shows nothing yet."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = playwright.chromium.launch(executable_path=find_tool("chromium"), args=FLAGS)
        tab = program.new_page(viewport={"width": 1280, "height": 1000})
        tab.set_default_timeout(SECONDS * 1000)
        yield tab
        program.close()


@pytest.fixture
def page(lab: Lab, browser):
    """A page that shows the learner's start page."""
    browser.goto(lab.address)
    return browser
