"""`coursekit export`: nbgrader's export plug-ins of this package, with the course's own configuration."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from coursekit.grading.course_config import CourseError, read_config
from coursekit.reports.export_canvas import CanvasExport
from coursekit.reports.export_gradescope import GradescopeExport
from coursekit.reports.export_moodle import MoodleExport


class System(StrEnum):
    """The systems that there is a file for."""

    CANVAS = "canvas"
    MOODLE = "moodle"
    GRADESCOPE = "gradescope"


PLUGINS = {System.CANVAS: CanvasExport, System.MOODLE: MoodleExport, System.GRADESCOPE: GradescopeExport}


def export(
    root: Path,
    system: System,
    lessons: Sequence[str],
    to: Path | None,
    hash_names: bool,
    say: Callable[[str], None],
) -> None:
    """Writes the file for `system` from the gradebook of the course at `root`.

    Args:
        lessons: only these; default: all that the gradebook has.
        to: the file; default: the plug-in's name in the current folder.
        say: gets what was done, line by line.

    Raises:
        CourseError: when the gradebook has nothing to write, or not these lessons.
        OSError: when the file cannot be written.
    """
    config = read_config(root)
    if hash_names and system is System.GRADESCOPE:
        raise CourseError("Gradescope finds people by their e-mail address, so names cannot be hashed there.")
    course = CourseDirectory(config=config)
    log = logging.getLogger("coursekit.reports.exports")
    log.setLevel(logging.INFO)
    log.propagate = False
    handler = _Say(say)
    log.addHandler(handler)
    try:
        with Gradebook(course.db_url, course.course_id) as gradebook:
            known = [assignment.name for assignment in gradebook.assignments]
            if not known:
                raise CourseError("The gradebook is empty. Run  coursekit grade LESSON  first.")
            if unknown := [lesson for lesson in lessons if lesson not in known]:
                raise CourseError(f"Not in the gradebook: {', '.join(unknown)}. There is: {', '.join(known)}.")
            options = {} if system is System.GRADESCOPE else {"hash_names": hash_names}
            plugin = PLUGINS[system](config=config, log=log, **options)
            plugin.assignment = list(lessons)
            plugin.to = str(to or plugin.default_name)
            plugin.export(gradebook)
    finally:
        log.removeHandler(handler)


class _Say(logging.Handler):
    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__()
        self._say = say

    def emit(self, record: logging.LogRecord) -> None:
        self._say(record.getMessage())
