"""A temporary course with the real lessons, what learners hand in, and nbgrader's installed command."""

from __future__ import annotations

import ast
import copy
import os
import shutil
import subprocess
import sysconfig
from collections.abc import Iterable
from pathlib import Path

import nbformat

from coursekit.authoring import build
from coursekit.check.channel import LocalChannel
from coursekit.check.host import Host
from coursekit.check.result import Result
from coursekit.exercises import load
from tests.answers import bank
from tests.answers.bank import Right, Wrong

CHECKOUT = Path(__file__).parents[2]
SCRIPTS = sysconfig.get_path("scripts")


class Course:
    """A course of one lesson in a new folder, as a fresh clone has it: no gradebook, no submissions."""

    def __init__(self, root: Path, lesson: str) -> None:
        self.root, self.lesson = root, lesson
        (root / "lessons").mkdir(parents=True)
        for path in ("nbgrader_config.py", "pyproject.toml", f"lessons/{lesson}.py"):
            shutil.copy(CHECKOUT / path, root / path)
        report = build(root)
        assert not report.problems, report.problems
        # The build's worked solutions. nbgrader puts this folder on sys.path, and it is no package.
        shutil.rmtree(root / "coursekit")
        self.release = nbformat.read(root / "notebooks" / self._file(lesson), as_version=4)
        self.answers = bank.lessons()[lesson.split("_", 1)[1]]
        self.exercises = {name: exercise for name, exercise in load(lesson).items() if exercise.kind != "manual"}

    def _file(self, notebook: str) -> Path:
        return Path(self.lesson, f"{notebook}.ipynb")

    def answered(self, codes: dict[str, str]) -> nbformat.NotebookNode:
        """The learner's notebook with these solution cells, by exercise. The others are as released."""
        notebook = copy.deepcopy(self.release)
        for name, code in codes.items():
            cell_of(notebook, name).source = code
        return notebook

    def submit(self, student: str, notebook: nbformat.NotebookNode | str, name: str = "") -> Path:
        """Puts a notebook, or a text in its place, where nbgrader looks for what `student` handed in."""
        path = self.root / "submitted" / student / self._file(name or self.lesson)
        path.parent.mkdir(parents=True)
        text = notebook if isinstance(notebook, str) else nbformat.writes(notebook)
        path.write_text(text, encoding="utf-8")
        return path

    def judge(self, codes: dict[str, str], seeds: dict[str, int] | None = None) -> dict[str, Result]:
        """What coursekit.check says to these answers, in this process; with `seeds`, for the draws of a graded run."""
        results = {}
        for name, code in codes.items():
            call = ast.parse(cell_of(self.release, f"{name}_check").source, mode="eval").body
            namespace = bank.run(code, name)
            answers = [namespace[argument.id] for argument in call.args]
            seed = (seeds or {}).get(name)
            results[name] = self.exercises[name].judge(LocalChannel(Host(answers)), seed=seed, hidden=seeds is not None)
        return results

    def right(self, exercises: Iterable[str] | None = None) -> dict[str, str]:
        """A right answer to each of these exercises (default: all)."""
        return {name: self._first(name, Right) for name in exercises or self.exercises}

    def wrong(self) -> dict[str, str]:
        """A wrong answer to each exercise, one with a named misconception where there is one."""
        return {name: self._first(name, Wrong) for name in self.exercises}

    def _first(self, name: str, kind: type) -> str:
        found = [answer for answer in self.answers[name] if isinstance(answer, kind)]
        found.sort(key=lambda answer: not getattr(answer, "misconception", ""))
        return found[0].code.strip("\n")

    def nbgrader(self, *arguments: str, fails: bool = False) -> str:
        """Runs the installed command without its folder on the PATH. Returns what it said."""
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("COURSEKIT_RECORD", "CUDA_VISIBLE_DEVICES", "TF_CPP_MIN_LOG_LEVEL")
        }
        folders = environment.get("PATH", os.defpath).split(os.pathsep)
        environment["PATH"] = os.pathsep.join(folder for folder in folders if folder != SCRIPTS)
        environment["COURSEKIT_HOME"] = str(self.root / "records")
        environment["JUPYTER_CONFIG_DIR"] = str(self.root / "jupyter")
        environment["NO_COLOR"] = "1"
        run = subprocess.run(
            [shutil.which("nbgrader", path=SCRIPTS), *arguments],
            cwd=self.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        assert run.returncode == (1 if fails else 0), run.stdout
        return run.stdout

    def built_files(self) -> dict[str, bytes]:
        """Every file in solutions/ and notebooks/."""
        folders = (self.root / "solutions", self.root / "notebooks")
        return {str(path): path.read_bytes() for f in folders for path in f.rglob("*") if path.is_file()}


def cell_of(notebook: nbformat.NotebookNode, grade_id: str) -> nbformat.NotebookNode:
    """The cell with this grade id."""
    (cell,) = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id]
    return cell
