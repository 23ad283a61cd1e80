"""Makes the learners' version with nbgrader's own generate_assignment."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.authoring.problem import Problem, Refused

if TYPE_CHECKING:
    from traitlets.config import Config

CONFIG_FILE = "nbgrader_config.py"


class Releaser:
    """nbgrader, set up once for a folder that holds solutions/ and gets notebooks/."""

    def __init__(self, root: Path, build_folder: Path):
        """Reads the course's nbgrader_config.py from `root`. The build folder stands in for the course.

        Raises:
            Refused: if the configuration is missing or fails.
        """
        self._folder = build_folder
        self._config = _read_config(root)
        # Where the source and the release stand is the build's decision, and it keeps no gradebook.
        self._config.CourseDirectory.root = str(build_folder)
        self._config.CourseDirectory.source_directory = "solutions"
        self._config.CourseDirectory.release_directory = "notebooks"
        self._config.GenerateAssignment.no_database = True
        self._config.SaveCells.enabled = False

    def release(self, lesson: str, source: Path) -> Path:
        """Makes notebooks/LESSON/LESSON.ipynb from solutions/LESSON/LESSON.ipynb, in silence.

        Args:
            lesson: the assignment's and the notebook's name.
            source: the lesson's source, for the problem's address.

        Returns:
            The file that nbgrader wrote.

        Raises:
            Refused: if nbgrader fails, with its reason.
        """
        from nbgrader.converters import GenerateAssignment
        from nbgrader.coursedir import CourseDirectory

        self._config.CourseDirectory.assignment_id = lesson
        with _quiet_log() as (log, records):
            try:
                course = CourseDirectory(config=self._config, log=log)
                GenerateAssignment(coursedir=course, config=self._config, log=log).start()
            except Exception as error:  # nbgrader's exception says "see the log", so the reason is in the records
                reason = _reason(records) or f"{type(error).__name__}: {error}"
                remedy = "Mend the lesson, or nbgrader_config.py if the reason lies there."
                raise Refused(Problem(source, 1, f"nbgrader refuses the lesson: {reason}", remedy)) from error
        return self._folder / "notebooks" / lesson / f"{lesson}.ipynb"


def _read_config(root: Path) -> "Config":
    from traitlets.config import PyFileConfigLoader

    path = Path(CONFIG_FILE)
    if not (root / path).is_file():
        raise Refused(Problem(path, 1, f"There is no {CONFIG_FILE}", "Run this in the course's root."))
    environment = dict(os.environ)
    try:
        return PyFileConfigLoader(CONFIG_FILE, path=str(root)).load_config()
    except Exception as error:  # the file is code, so it can fail in any way
        reason = f"{type(error).__name__}: {error}"
        raise Refused(Problem(path, 1, f"The configuration fails: {reason}", "Mend it.")) from error
    finally:
        # The configuration sets variables for the autograder's process, which this one is not.
        os.environ.clear()
        os.environ.update(environment)


@contextmanager
def _quiet_log() -> Iterator[tuple[logging.Logger, list[logging.LogRecord]]]:
    records: list[logging.LogRecord] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    log = logging.getLogger("coursekit.authoring.nbgrader")
    log.propagate = False
    handler = Keep(logging.ERROR)
    log.addHandler(handler)
    try:
        yield log, records
    finally:
        log.removeHandler(handler)


def _reason(records: list[logging.LogRecord]) -> str | None:
    """The last line of the traceback that nbgrader logged."""
    for record in records:
        message = record.getMessage().strip()
        if message.startswith("Traceback"):
            return message.rsplit("\n", 1)[-1]
    return None
