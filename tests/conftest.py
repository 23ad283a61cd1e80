"""What tests of every kind share: tools and data that a machine may lack."""

from __future__ import annotations

import glob
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

# The programs that a tool may be installed as.
PROGRAMS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "make": ("make",),
    "postgresql": ("initdb",),
}
# Debian keeps the server's programs where PATH does not look.
ELSEWHERE = ("/usr/lib/postgresql/*/bin",)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The root of the checkout under test."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def require_tool() -> Callable[[str], str]:
    """`require_tool("chromium")` gives the program's path.

    Without the tool the test is skipped, or fails if the comma-separated COURSEKIT_REQUIRE names it.
    """
    return find_tool


def find_tool(tool: str) -> str:
    folders = [os.environ.get("PATH", os.defpath), *(folder for pattern in ELSEWHERE for folder in glob.glob(pattern))]
    for program in PROGRAMS[tool]:
        if path := shutil.which(program, path=os.pathsep.join(folders)):
            return path
    required = os.environ.get("COURSEKIT_REQUIRE", "").split(",")
    reason = f"{tool} is not installed"
    if tool in (name.strip() for name in required):
        pytest.fail(f"{reason}, and COURSEKIT_REQUIRE names it")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def mnist_folder() -> Path:
    """The folder with the real mnist.npz, from COURSEKIT_DATA.

    Without COURSEKIT_DATA the test is skipped; with it, a folder that lacks the file is a failure.
    """
    folder = os.environ.get("COURSEKIT_DATA")
    if not folder:
        pytest.skip("COURSEKIT_DATA is not set: no real MNIST on this machine")
    if not Path(folder, "mnist.npz").is_file():
        pytest.fail(f"COURSEKIT_DATA is {folder}, but there is no mnist.npz in it")
    return Path(folder)


# The tests of these files are spread over the processes one by one. Those of any other file stay together: they share
# what is expensive to make.
SPREAD = ("test_attacks.py", "test_bank.py", "test_every_lesson.py")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """For `--dist loadfile`. (`--dist loadgroup` of pytest-xdist 3.8 groups nothing with pytest 9.2.)"""
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class MostlyByFile(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return nodeid if file.rpartition("/")[2] in SPREAD else file

    return MostlyByFile(config, log)
