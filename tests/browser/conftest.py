"""A JupyterLab as `coursekit lab` starts it, and a page in a real browser."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import find_tool

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


@pytest.fixture(scope="module")
def lab(tmp_path_factory, checkout: Path) -> Iterator[str]:
    """The address of a running JupyterLab on a fresh working folder."""
    find_tool("chromium")
    folder = tmp_path_factory.mktemp("learner")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(Path(sys.executable).with_name("coursekit")),
        "lab",
        "--no-browser",
        f"--port={port}",
        f"--work={folder / 'work'}",
    ]
    # Under pytest's own variable ipykernel does not capture what compiled code prints.
    environment = {k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"}
    environment.update(COURSEKIT_RECORD="on", COURSEKIT_HOME=str(folder / "home"))
    server = subprocess.Popen(
        command, cwd=checkout, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    lines = []
    try:
        for line in server.stdout:
            lines.append(line)
            if found := re.search(r"http://(?:localhost|127\.0\.0\.1):\d+/lab\S+", line):
                yield found.group(0)
                break
        else:
            pytest.fail("JupyterLab did not start:\n" + "".join(lines))
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def page(lab: str):
    """A page that shows the start page."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_tool("chromium"), args=FLAGS)
        tab = browser.new_page(viewport={"width": 1280, "height": 1000})
        tab.set_default_timeout(SECONDS * 1000)
        tab.goto(lab)
        yield tab
        browser.close()
