"""Entering graded submissions into the course: gradebook, autograded/, nothing else. Through nbgrader's own classes."""

from __future__ import annotations

import contextlib
import logging
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, NbGraderException
from sqlalchemy.exc import SQLAlchemyError

from coursekit import exercise_packages
from coursekit.grading.course_config import CourseError, read_config
from coursekit.grading.judging import Graded
from coursekit.grading.mending import SourceCell
from coursekit.grading.one_gradebook import one_gradebook
from coursekit.grading.preprocessors import Judge
from coursekit.grading.register import RegisteringExporter, register_missing
from coursekit.grading.sanitize import source_cells
from coursekit.grading.writing import books_closed, first_line, is_for_all, writing


class NotEntered(Exception):
    """nbgrader refuses this one result. The message says why."""


class _Entered(Autograde):
    """nbgrader's Autograde for one student, with the result at hand: it runs nothing.

    Attributes:
        failure: what went wrong. nbgrader only logs it.
    """

    def __init__(self, graded: Graded, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if issubclass(self.exporter_class, RegisteringExporter):
            self.exporter_class = NotebookExporter  # the lesson is registered: no need to look for each submission
        self._graded = graded
        self.failure: Exception | None = None

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Enters the submission, and copies the files that are no notebooks."""
        with self._noted():
            super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Saves the scores and writes the graded notebook."""
        resources = self.init_single_notebook_resources(notebook_filename)
        resources["coursekit"] = self._graded
        self._sanitizing = False
        try:
            with self._noted():
                self._init_preprocessors()
                notebook = nbformat.reads(self._graded.notebook, as_version=nbformat.NO_CONVERT)
                output, resources = self.exporter.from_notebook_node(notebook, resources=resources)
                self.write_single_notebook(output, resources)
        finally:
            self._sanitizing = True

    @contextlib.contextmanager
    def _noted(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            self.failure = error
            raise


class Bookkeeper:
    """The gradebook of the course in a folder, for one lesson.

    Args:
        root: the course, with its nbgrader_config.py.
        lesson: such as "02_keras_basics".

    Raises:
        CourseError: when there is no such lesson.
    """

    def __init__(self, root: Path, lesson: str) -> None:
        self.root, self.lesson = root, lesson
        self.config = read_config(root)
        try:
            self.package = exercise_packages.for_lesson(root, lesson)
        except exercise_packages.ExercisePackageError as error:
            raise CourseError(str(error)) from error
        self.config.CourseDirectory.assignment_id = lesson
        self._log = logging.getLogger("coursekit.grading")
        for log in (self._log, logging.getLogger("tornado.application")):  # nbgrader's: with whole tracebacks
            log.setLevel(logging.CRITICAL)
        try:
            converter = self._converter()
            self.course = converter.coursedir
            register_missing(converter)
            with self.gradebook() as gradebook:
                self.cells: dict[str, SourceCell] = source_cells(gradebook.find_notebook(lesson, lesson))
        except (NbGraderException, MissingEntry) as error:
            raise CourseError(str(error)) from error
        except (SQLAlchemyError, ImportError) as error:  # no server, no driver for one
            raise CourseError(f"The gradebook cannot be opened: {first_line(error)}") from error

    def gradebook(self) -> Gradebook:
        """The open gradebook; use it in a `with` block."""
        return Gradebook(self.course.db_url, self.course.course_id)

    def judge(self) -> Judge:
        """The judge as the course's configuration sets it up."""
        return Judge(config=self.config)

    def submissions(self) -> dict[str, Path]:
        """The folders that were handed in for the lesson, by student."""
        place = self.course.format_path(self.course.submitted_directory, "*", self.lesson)
        parts = Path(place).relative_to(self.root).parts
        depth = parts.index("*")
        found = sorted(path for path in self.root.glob(str(Path(*parts))) if path.is_dir() and not path.is_symlink())
        return {path.relative_to(self.root).parts[depth]: path for path in found}

    def graded_folder(self, student: str) -> Path:
        """Where nbgrader keeps what was graded."""
        return Path(self.course.format_path(self.course.autograded_directory, student, self.lesson))

    def enter(self, student: str, graded: Graded) -> float:
        """Writes a result; the submission's score in the gradebook. An earlier one is replaced, grades by hand stay.

        Raises:
            NotEntered: when nbgrader cannot take this result.
            BooksClosed: when nothing can be written.
        """
        self.config.CourseDirectory.student_id = student
        converter = self._converter(graded)
        converter.force = True
        with writing(), one_gradebook() as opened:
            try:
                converter.start()
                with opened(self.course.db_url, self.course.course_id) as gradebook:
                    return float(gradebook.find_submission(self.lesson, student).score)
            except Exception as error:
                failure = converter.failure or error
                if is_for_all(failure):
                    raise books_closed(failure) from failure
                raise NotEntered(f"It could not be entered: {first_line(failure)}") from error

    def flag(self, student: str) -> None:
        """A submission without a result: no score of an earlier one stays, and a person is asked to look at it.

        Raises:
            BooksClosed: when nothing can be written.
        """
        folder = self.graded_folder(student)
        with writing():
            if folder.is_dir():
                _make_writable(folder)
                shutil.rmtree(folder)
            self._flag(student)

    def _flag(self, student: str) -> None:
        with self.gradebook() as gradebook:
            gradebook.update_or_create_student(student)
            submission = gradebook.update_or_create_submission(self.lesson, student)
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    grade.auto_score = None
                    grade.needs_manual_grade = True
            gradebook.db.commit()

    def _converter(self, graded: Graded | None = None) -> Autograde:
        from nbgrader.coursedir import CourseDirectory

        course = CourseDirectory(config=self.config)
        if graded is None:
            return Autograde(coursedir=course, config=self.config, log=self._log)
        return _Entered(graded, coursedir=course, config=self.config, log=self._log)


def _make_writable(folder: Path) -> None:
    """nbgrader writes what it graded as read-only."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | stat.S_IWUSR)
