"""A course's nbgrader_config.py, read as nbgrader's own commands read it."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path

from nbgrader.apps import AutogradeApp
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config


class CourseError(Exception):
    """The course or the lesson is not there as it has to be. The message says what to do."""


def read_config(root: Path) -> Config:
    """The configuration of the course in the folder `root`, with that folder as its root.

    Raises:
        CourseError: when there is no nbgrader_config.py, or it fails.
    """
    if not (root / "nbgrader_config.py").is_file():
        raise CourseError(f"There is no nbgrader_config.py in {root}. Run this in the folder of a course.")
    app = AutogradeApp()
    app.log_level = logging.ERROR
    with contextlib.chdir(root):
        try:
            app.load_config_file()
        except Exception as error:  # the file is code, so it can fail in any way
            raise CourseError(f"nbgrader_config.py fails: {type(error).__name__}: {error}. Mend it.") from error
    app.config.CourseDirectory.root = str(root)
    return app.config


def course_directory(root: Path) -> CourseDirectory:
    """Where that course keeps its gradebook and its folders. Raises CourseError as `read_config`."""
    return CourseDirectory(config=read_config(root))
