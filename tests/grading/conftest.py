from __future__ import annotations

import os
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from coursekit.grading.runners import WarmProcess
from tests.grading.course import SCRIPTS
from tests.grading.sandboxed import require_sandbox


@pytest.fixture(scope="session")
def empty_gradebook(tmp_path_factory) -> Path:
    """A new gradebook to copy: making one takes seconds, since nbgrader starts alembic.

    By its bare name, so it must be on the PATH; nbgrader_config.py sees to that elsewhere.
    """
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.pathsep.join([SCRIPTS, os.environ.get("PATH", os.defpath)]))
        Gradebook(f"sqlite:///{path}", "coursekit").close()
    return path


@pytest.fixture(scope="session")
def warm():
    """One warm process for all tests that run submissions in a sandbox."""
    require_sandbox()
    process = WarmProcess()
    yield process
    process.close()
