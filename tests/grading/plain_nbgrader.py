"""Plain nbgrader grades an attack: the same course without any of our plug-ins, in a folder that is thrown away."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import stat
import subprocess
import tempfile
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry

from tests.grading.attacking import LESSON, Attack, Place, processes
from tests.grading.course import SCRIPTS, Course, cell_of

CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "coursekit"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\\n..."}
c.Execute.timeout = 120
"""
STUDENT = "attacker"
# Nothing confines an attack here. These keep it from the machine's disk and memory (in bytes; soft and hard).
MOST = {resource.RLIMIT_FSIZE: 2**30, resource.RLIMIT_DATA: 8 * 2**30, resource.RLIMIT_CORE: 0}


@dataclass
class Outcome:
    """What plain nbgrader made of an attack.

    Attributes:
        status: of the command; None when it did not end within its time.
        points: automatic, manual and extra ones together; None when there is no score.
        changed: files outside the attacker's own folders that are new, gone or different.
        printed: what the cells printed.
        said: what the command said.
        size: bytes of the graded notebook.
        outputs: of all cells together.
        files: the small files beside the graded notebook, by name.
        left: processes that were left behind.
        page: the feedback page, where there is one.
    """

    status: int | None
    points: float | None
    changed: list[str] = field(default_factory=list)
    printed: str = ""
    said: str = ""
    size: int = 0
    outputs: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    left: int = 0
    page: str = ""


class PlainCourse:
    """A course with one other student, registered with plain nbgrader.

    Args:
        root: a folder for it.
        lesson: such as "02_keras_basics".
        checks: what stands in these exercises' check cells in place of ours.
    """

    def __init__(self, root: Path, lesson: str = LESSON, checks: Mapping[str, str] | None = None) -> None:
        self.root, self.lesson = root, lesson
        self.course = Course(root / "course", lesson)
        self._replace_checks(checks or {})
        # Cells that only show something take most of the time; nobody misses them here.
        cells = self.course.release.cells
        self.course.release.cells = [cell for cell in cells if "demo" not in cell.metadata.get("tags", [])]
        (root / "course" / "nbgrader_config.py").write_text(CONFIG)
        self.place = Place(root, self.course)
        self.mark = uuid.uuid4().hex
        status, said = self.run("generate_assignment", lesson, "--force")
        assert status == 0, said

    def attacked(self, attack: Attack, seconds: float = 300.0) -> Outcome:
        """Hands the attack in and has it graded."""
        folder = self._hand_in(attack.notebook(self.course, self.place.places))
        attack.fill(folder, self.place.places)
        return self._outcome(seconds)

    def graded(self, notebook: nbformat.NotebookNode) -> Outcome:
        """Has a notebook graded that is no attack."""
        self._hand_in(nbformat.writes(notebook))
        return self._outcome(300.0)

    def _outcome(self, seconds: float) -> Outcome:
        before = self._files()
        status, said = self.run("autograde", self.lesson, "--student", STUDENT, seconds=seconds)
        time.sleep(1)
        left = processes(self.mark)
        outputs = self._outputs()
        outcome = Outcome(status, self.points(), said=said, left=len(left), outputs=len(outputs))
        outcome.printed = "".join(output.text for output in outputs if output.output_type == "stream")[: 2**20]
        outcome.files = {
            path.name: path.read_bytes()
            for path in self._graded().parent.glob("*")
            if stat.S_ISREG(path.lstat().st_mode) and path.lstat().st_size < 2**10
        }
        changed = self._files()
        outcome.changed = sorted(
            str(Path(name).relative_to(self.root))
            for name in before.keys() | changed.keys()
            if before.get(name) != changed.get(name)
        )
        for name in changed.keys() - before.keys():  # or the next attack could not be seen to make it
            if Path(name).is_file():
                Path(name).unlink()
        graded = self._graded()
        outcome.size = graded.stat().st_size if graded.is_file() else 0
        for number in left:
            os.kill(number, signal.SIGKILL)
        if status == 0:
            self.run("generate_feedback", self.lesson, "--student", STUDENT)
            page = self.course.root / "feedback" / STUDENT / self.lesson / f"{self.lesson}.html"
            outcome.page = page.read_text(errors="replace") if page.is_file() else ""
        return outcome

    def run(self, *arguments: str, seconds: float = 300.0) -> tuple[int | None, str]:
        """The installed command's status and what it said; all that it has started is ended after `seconds`."""
        environment = {**os.environ, "HOME": str(self.place.home), "MARK": self.mark, "CUDA_VISIBLE_DEVICES": "-1"}
        environment |= {"COURSEKIT_RECORD": "off", "TF_CPP_MIN_LOG_LEVEL": "3"}
        environment.pop("PYTHONPATH", None)  # it would come before the notebook's folder, where attacks put packages
        environment["PATH"] = os.pathsep.join([SCRIPTS, environment["PATH"]])
        # Into a file: what an attack leaves behind would keep a pipe open.
        with tempfile.TemporaryFile("w+", errors="replace") as said:
            command = subprocess.Popen(
                [shutil.which("nbgrader", path=SCRIPTS), *arguments],
                cwd=self.course.root,
                env=environment,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_limit,
            )
            try:
                status = command.wait(seconds)
            except subprocess.TimeoutExpired:
                for number in processes(self.mark):
                    os.kill(number, signal.SIGKILL)
                command.wait()
                return None, ""
            said.seek(0)
            return status, said.read()

    def points(self) -> float | None:
        """All points that the gradebook has for the attacker."""
        with Gradebook(f"sqlite:///{self.course.root / 'gradebook.db'}", "coursekit") as gradebook:
            try:
                grades = gradebook.find_submission_notebook(self.lesson, self.lesson, STUDENT).grades
            except MissingEntry:
                return None
            known = [grade.auto_score for grade in grades if grade.auto_score is not None]
            manual = [grade.manual_score for grade in grades if grade.manual_score is not None]
            extra = sum(grade.extra_credit or 0.0 for grade in grades)
            return sum(known) + sum(manual) + extra if known or manual or extra else None

    def _hand_in(self, notebook: str) -> Path:
        for folder in ("submitted", "autograded", "feedback"):
            shutil.rmtree(self.course.root / folder / STUDENT, ignore_errors=True)
        database = f"sqlite:///{self.course.root / 'gradebook.db'}"
        with Gradebook(database, "coursekit") as gradebook, contextlib.suppress(MissingEntry):
            gradebook.remove_submission(self.lesson, STUDENT)
        path = self.course.root / "submitted" / STUDENT / self.lesson / f"{self.lesson}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(notebook.encode("utf-8", "surrogateescape"))
        return path.parent

    def _graded(self) -> Path:
        return self.course.root / "autograded" / STUDENT / self.lesson / f"{self.lesson}.ipynb"

    def _outputs(self) -> list[nbformat.NotebookNode]:
        if not self._graded().is_file():
            return []
        notebook = nbformat.read(self._graded(), as_version=4)
        return [output for cell in notebook.cells for output in cell.get("outputs", ())]

    def _replace_checks(self, checks: Mapping[str, str]) -> None:
        path = self.course.root / "solutions" / self.lesson / f"{self.lesson}.ipynb"
        solved = nbformat.read(path, as_version=4)
        for name, source in checks.items():
            for notebook in (solved, self.course.release):
                cell_of(notebook, f"{name}_check").source = source
        nbformat.write(solved, path)

    def _files(self) -> dict[str, str]:
        """Of all files but the attacker's own and the gradebook, which a grading changes."""
        mine = tuple(str(self.course.root / folder / STUDENT) for folder in ("submitted", "autograded", "feedback"))
        usual = (
            "gradebook.db",
            ".config",
            ".nbgrader.log",
            ".jupyter",
            ".local",
            ".ipython",
            ".keras",
            "history.sqlite",
        )
        return {
            name: found
            for name, found in self.place.fingerprint().items()
            if name.startswith(str(self.root))
            and not name.startswith(mine)
            and not any(word in name for word in usual)
            and Path(name).name != "autograded"
        }


def _limit() -> None:
    for name, most in MOST.items():
        resource.setrlimit(name, (most, most))
