"""Enters an assignment into the gradebook when it is graded for the first time.

The notebooks for learners are committed, so nobody has to run `nbgrader generate_assignment` on a fresh clone.
Autograding would refuse then: it looks up the cells and their points in the gradebook.
"""

from __future__ import annotations

import glob
import shutil
import tempfile
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, GenerateAssignment, NbGraderException
from nbgrader.coursedir import CourseDirectory


class RegisteringExporter(NotebookExporter):
    """Autograde's exporter (`c.Autograde.exporter_class`), which first registers what is missing.

    nbgrader's hooks are not told which gradebook is in use, and what they raise is dropped. The exporter is made
    once for each run, by the command line and by Formgrader, before any submission is touched, and its parent
    is the Autograde at work.
    """

    def __init__(self, config: Any = None, **kwargs: Any) -> None:
        super().__init__(config=config, **kwargs)
        if isinstance(self.parent, Autograde):
            register_missing(self.parent)


def register_missing(autograde: Autograde) -> None:
    """Registers the assignment of `autograde`, its notebooks, cells and points, if the gradebook lacks them.

    It does what `nbgrader generate_assignment` does, on a copy of the source in a temporary folder: the
    release stays as it is.

    Raises:
        NbGraderException: if there is no source, or if nbgrader refuses it. The log has the reason.
    """
    course = autograde.coursedir
    name = course.assignment_id
    if _is_registered(course):
        return
    source = Path(course.format_path(course.source_directory, ".", name))
    if not any(source.glob("*.ipynb")):
        message = (
            f"The gradebook does not know the assignment '{name}', and its source is not in {source}. "
            f"Is the name right? {_existing(course)}"
        )
        autograde.log.error(message)
        raise NbGraderException(message)
    autograde.log.info("Registering the assignment '%s' from %s", name, source)
    with tempfile.TemporaryDirectory(prefix="coursekit-register-") as folder:
        copy = CourseDirectory(
            parent=autograde,
            root=str(Path(folder).resolve()),
            db_url=course.db_url,
            assignment_id=name,
            notebook_id="*",
        )
        shutil.copytree(source, copy.format_path(copy.source_directory, ".", name))
        GenerateAssignment(coursedir=copy, parent=autograde).start()


def _is_registered(course: CourseDirectory) -> bool:
    with Gradebook(course.db_url, course.course_id) as gradebook:
        try:
            return bool(gradebook.find_assignment(course.assignment_id).notebooks)
        except MissingEntry:
            return False


def _existing(course: CourseDirectory) -> str:
    pattern = course.format_path(course.source_directory, ".", "*")
    names = sorted(Path(path).name for path in glob.glob(pattern) if Path(path).is_dir())
    return f"There are: {', '.join(names)}." if names else "There are no sources: run  coursekit build."
