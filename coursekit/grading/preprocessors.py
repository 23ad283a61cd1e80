"""The judge as steps of nbgrader's Autograde: for its command line, Formgrader's button, and our own command."""

from __future__ import annotations

import secrets
from pathlib import Path

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from traitlets import Bool, Float, Integer

from coursekit.exercise_packages import ExercisePackageError, for_lesson
from coursekit.grading import handed_in, worker
from coursekit.grading.judging import Graded, Task
from coursekit.grading.limits import MEBIBYTE, Limits
from coursekit.grading.runners import SandboxError
from coursekit.grading.sanitize import source_cells


class Judge(NbGraderPreprocessor):
    """Runs and judges a submission, in the place of Execute in `c.Autograde.autograde_preprocessors`.

    A result that was made elsewhere (`coursekit grade`) is taken from `resources["coursekit"]`.
    """

    sandbox = Bool(True, help="False runs submissions with the rights of whoever grades.").tag(config=True)
    cell_seconds = Float(Limits.cell_seconds, help="Time for one cell.").tag(config=True)
    notebook_seconds = Float(Limits.notebook_seconds, help="Time for a whole notebook.").tag(config=True)
    memory_mib = Integer(Limits.memory_bytes // MEBIBYTE, help="Memory of a submission, in MiB.").tag(config=True)

    def limits(self) -> Limits:
        """The limits that the configuration sets."""
        return Limits(self.cell_seconds, self.notebook_seconds, self.memory_mib * MEBIBYTE)

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Replaces the cells by the graded ones."""
        graded = resources.get("coursekit") or self._graded(nb, resources)
        resources["coursekit"] = graded
        found = nbformat.reads(graded.notebook, as_version=nbformat.NO_CONVERT)
        nb.cells, nb.metadata = found.cells, found.metadata
        return nb, resources

    def _graded(self, nb: NotebookNode, resources: ResourcesDict) -> Graded:
        info = resources["nbgrader"]
        with Gradebook(info["db_url"]) as gradebook:
            cells = source_cells(gradebook.find_notebook(info["notebook"], info["assignment"]))
        try:
            package = for_lesson(Path(self._course().root), info["notebook"])
        except ExercisePackageError as error:
            raise NbGraderException(str(error)) from error
        name = f"{info['notebook']}.ipynb"
        try:
            self._refuse_links(info, name)
            files = handed_in.read(Path(resources["metadata"]["path"]), name).files
        except handed_in.Refused as error:
            raise NbGraderException(str(error)) from error
        task = Task(
            lesson=info["notebook"],
            notebook=nbformat.writes(nb),
            cells=cells,
            files=files,
            seed=secrets.randbits(48),
            limits=self.limits(),
            sandboxed=self.sandbox,
            package=package,
        )
        try:
            graded = worker.run(task)
        except SandboxError as error:
            raise NbGraderException(str(error)) from error
        if isinstance(graded, str):
            raise NbGraderException(graded)
        for remark in graded.remarks:
            self.log.warning("%s", remark)
        if graded.trouble:
            self.log.warning("%s", graded.trouble)
        return graded

    def _converter(self) -> BaseConverter | None:
        """nbgrader's command at work: our parent is its exporter."""
        converter = getattr(self.parent, "parent", None)
        return converter if isinstance(converter, BaseConverter) else None

    def _course(self) -> CourseDirectory:
        """The course at work: its converter's. Never found by the submission's own files, which may say anything."""
        converter = self._converter()
        return converter.coursedir if converter is not None else CourseDirectory(parent=self)

    def _refuse_links(self, info: dict[str, str], notebook: str) -> None:
        """nbgrader has copied what was handed in by now, and a copy of a link looks like a plain file.

        Raises handed_in.Refused.
        """
        if isinstance(self._converter(), Autograde):
            course = self._course()
            handed_in.require_student(info["student"])
            place = course.format_path(course.submitted_directory, info["student"], info["assignment"])
            handed_in.read(Path(place), notebook)


class SaveJudgedGrades(SaveAutoGrades):
    """Writes the judge's scores into the gradebook: numbers of its own, never what stands in an output.

    Without a judge before it, it does what SaveAutoGrades does.
    """

    def _add_score(self, cell: NotebookNode, resources: ResourcesDict) -> None:
        graded: Graded | None = resources.get("coursekit")
        name = cell.metadata["nbgrader"]["grade_id"]
        if graded is None or name not in graded.scores:
            super()._add_score(cell, resources)
            return
        grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
        grade.auto_score = graded.scores[name]
        # As in nbgrader, a grade by hand is looked at again after a regrade. It is kept.
        waits = grade.manual_score is not None or grade.auto_score is None
        grade.needs_manual_grade = waits or bool(graded.trouble)
        self.gradebook.db.commit()
