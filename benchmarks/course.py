"""A course of one lesson with a class, made for a benchmark: once for coursekit, once for stock nbgrader."""

from __future__ import annotations

import copy
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from coursekit.authoring import build
from coursekit.exercises import load

CHECKOUT = Path(__file__).parents[1]
LESSONS = {"small": Path(__file__).parent / "lessons" / "00_keras_basics.py"}
STOCK = """c = get_config()
c.CourseDirectory.course_id = "coursekit"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
"""


class BenchmarkCourse:
    """A new course in `root`, with the lesson of a py:percent file. Its gradebook knows the lesson already.

    Args:
        root: a folder that does not exist yet.
        source: the lesson. Its exercises are those of the course's module with its name, without the number.

    Raises:
        RuntimeError: when the lesson cannot be built. The message has the reasons.
    """

    def __init__(self, root: Path, source: Path) -> None:
        self.root, self.lesson = root, source.stem
        (root / "lessons").mkdir(parents=True)
        shutil.copy(source, root / "lessons")
        for name in ("nbgrader_config.py", "pyproject.toml"):
            shutil.copy(CHECKOUT / name, root)
        text = source.read_text(encoding="utf-8")
        report = build(root, load=lambda lesson: {k: e for k, e in load(lesson).items() if f'exercise="{k}"' in text})
        if report.problems:
            raise RuntimeError("\n".join(map(str, report.problems)))
        shutil.rmtree(root / "coursekit")  # the build's worked solutions: nbgrader would import the folder
        run(self, [nbgrader(), "generate_assignment", self.lesson, "--force"])
        self.solved = self._read("solutions")
        self.released = self._read("notebooks")

    def hand_in(self, number: int, light: bool = False) -> None:
        """What learner `number` hands in: all right but one answer, each time another one, and now and then all.

        Args:
            light: without the cells that are no answers and no checks, but for the imports.
        """
        notebook = copy.deepcopy(self.solved)
        solutions = [cell for cell in notebook.cells if _field(cell, "solution")]
        left_out = number % (len(solutions) + 1)
        if left_out < len(solutions):
            wanted = _field(solutions[left_out], "grade_id")
            (stub,) = [cell for cell in self.released.cells if _field(cell, "grade_id") == wanted]
            solutions[left_out].source = stub.source
        if light:
            notebook.cells = [
                cell for cell in notebook.cells if "nbgrader" in cell.metadata or "import keras" in cell.source
            ]
        path = self.root / "submitted" / f"s{number:04}" / self.lesson / f"{self.lesson}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)

    def stock_copy(self, root: Path, submissions: int) -> BenchmarkCourse:
        """The same course, the first so many of its submissions, and nbgrader's own configuration."""
        twin = copy.copy(self)
        twin.root = root
        shutil.copytree(self.root, root, ignore=shutil.ignore_patterns("autograded", "grading"))
        (root / "nbgrader_config.py").write_text(STOCK, encoding="utf-8")
        for folder in sorted((root / "submitted").iterdir())[submissions:]:
            shutil.rmtree(folder)
        return twin

    def scores(self) -> dict[str, dict[str, float | None]]:
        """The automatic scores in the gradebook: {student: {grade id: points}}."""
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{self.root / 'gradebook.db'}", "coursekit") as gradebook:
            return {
                submission.student_id: {
                    grade.name: grade.auto_score for notebook in submission.notebooks for grade in notebook.grades
                }
                for submission in gradebook.assignment_submissions(self.lesson)
            }

    def _read(self, folder: str) -> NotebookNode:
        return nbformat.read(self.root / folder / self.lesson / f"{self.lesson}.ipynb", as_version=4)


def nbgrader() -> str:
    """The installed command."""
    return str(Path(sysconfig.get_path("scripts"), "nbgrader"))


def coursekit() -> list[str]:
    """The command of the checkout that this benchmark belongs to."""
    return [sys.executable, "-c", "from coursekit.cli import main; main()"]


def environment() -> dict[str, str]:
    """The same for both sides. Without the first three, stock nbgrader would give 0: TensorFlow greets on stderr."""
    paths = [str(CHECKOUT), os.environ.get("PYTHONPATH", "")]
    return {
        **os.environ,
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "COURSEKIT_RECORD": "off",
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "PATH": os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)]),
    }


def run(course: BenchmarkCourse, command: list[str]) -> None:
    """Runs a command in the course's folder; raises RuntimeError with what it said when it fails."""
    done = subprocess.run(
        command, cwd=course.root, env=environment(), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-2000:]}")


def _field(cell: NotebookNode, name: str) -> object:
    return cell.metadata.get("nbgrader", {}).get(name)
