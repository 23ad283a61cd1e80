"""Grading one submission: its cells run in a process of their own, its answers are judged in this one.

A function of the submission and a seed. It writes nothing, and knows no gradebook: it can run on another machine.
"""

from __future__ import annotations

import ast
import hashlib
import time
from dataclasses import dataclass, field
from typing import Any

import nbformat
from nbformat import NotebookNode, v4

from coursekit.cell_ids import is_as_released
from coursekit.check.channel import AnswerSideLost, PipeChannel
from coursekit.check.exercise import Exercise
from coursekit.check.result import CriterionResult, Outcome, Result, State
from coursekit.exercise_packages import OWN
from coursekit.exercises import load
from coursekit.feedback import html, pictures, text
from coursekit.grading.cold import ColdProcess
from coursekit.grading.harmless import make_harmless
from coursekit.grading.limits import MEBIBYTE, Ended, Limits
from coursekit.grading.mending import SourceCell, mend
from coursekit.grading.notebook_replies import FORMS
from coursekit.grading.outputs import cleaned
from coursekit.grading.reading import read_notebook
from coursekit.grading.runners import WITHOUT, SandboxError, WarmProcess
from coursekit.grading.trial import why_no_sandbox


@dataclass(frozen=True)
class Task:
    """What a worker needs to grade a submission: data, no paths.

    Args:
        lesson: such as "02_keras_basics".
        notebook: the submission as JSON.
        cells: the gradebook's cells, by grade id; the submission's are put right by them (see sanitize.py).
        files: what was handed in with it, by relative path.
        seed: secret while people can hand in; what the criteria draw follows from it.
        sandboxed: False runs the submission with the worker's own rights.
        package: the package of the lesson's exercises, which the worker has.
    """

    lesson: str
    notebook: str
    cells: dict[str, SourceCell]
    files: dict[str, bytes]
    seed: int
    limits: Limits = field(default_factory=Limits)
    sandboxed: bool = True
    package: str = OWN


@dataclass(frozen=True)
class Graded:
    """A graded submission.

    Attributes:
        notebook: the executed notebook as JSON; a check cell's outputs are the judge's own.
        scores: by grade id of the check cell: points, or None where a person must decide (the checker failed).
        results: by exercise, as `Result.as_data` without pictures.
        trouble: why the submission did not run to its end, for a person to look at; else empty.
        seconds: how long it took.
        remarks: what of its cells was put right.
    """

    notebook: str
    scores: dict[str, float | None]
    results: dict[str, dict[str, Any]]
    trouble: str
    seconds: float
    remarks: list[str]


class WarmProcessLost(Exception):
    """The grader's own process ended while a submission ran."""


def grade(task: Task, process: WarmProcess | ColdProcess) -> Graded:
    """Runs and judges a submission.

    Raises:
        SandboxError: when submissions cannot be confined on this system. Nothing has run.
        UnreadableSubmission: when it is not a notebook.
        WarmProcessLost: when the process that it was forked from ended, which is not its fault.
    """
    start = time.monotonic()
    notebook = read_notebook(task.notebook)
    make_harmless(notebook)
    remarks = mend(notebook, task.cells)
    submission = _Submission(notebook, task)
    with process.runner(task.limits) as runner:
        channel = _Channel(PipeChannel(runner.connection, forms=FORMS), start + task.limits.notebook_seconds)
        try:
            submission.run(channel)
        except AnswerSideLost as lost:
            submission.lost(lost.reason)
    if runner.ended is Ended.NOT_MADE:
        raise SandboxError(f"Submissions cannot be confined here. {why_no_sandbox() or ''} {WITHOUT}")
    if runner.ended is None:
        raise WarmProcessLost("The process that imports TensorFlow for all submissions ended.")
    if submission.trouble and (reason := _reason(runner.ended, task.limits)):
        submission.trouble = reason
    submission.finish()
    results = {name: _plain(result) for name, result in submission.results.items()}
    seconds = time.monotonic() - start
    return Graded(nbformat.writes(notebook), submission.scores, results, submission.trouble, seconds, remarks)


def check_call(source: str) -> tuple[str, list[str]]:
    """A check cell's exercise and the names of its answers: `ex.NAME.check(answer, ...)`.

    Raises:
        ValueError: when the cell is not of this form.
    """
    try:
        call = ast.parse(source, mode="eval").body
        function = call.func
        assert isinstance(call, ast.Call) and function.attr == "check" and function.value.value.id == "ex"
        return function.value.attr, [argument.id for argument in call.args]
    except (SyntaxError, AttributeError, AssertionError) as error:
        raise ValueError(f"not a check cell: {source[:80]!r}") from error


class _Channel:
    """The submission's process, with one budget of time for all that is asked of it."""

    def __init__(self, pipe: PipeChannel, end: float) -> None:
        self._pipe, self._end = pipe, end
        self.lost = ""

    def request(self, message: dict[str, Any], seconds: float = 180.0) -> dict[str, Any]:
        """The reply, within `seconds` and the submission's time."""
        left = self._end - time.monotonic()
        try:
            if left <= 0:
                raise AnswerSideLost("the notebook's time was over")
            return self._pipe.request(message, min(seconds, left + 1))
        except AnswerSideLost as lost:
            self.lost = lost.reason
            raise

    def cell(self, source: str, limits: Limits) -> tuple[list[NotebookNode], int]:
        """Runs a cell; its outputs, and its number."""
        left = max(1.0, min(limits.cell_seconds, self._end - time.monotonic()))
        message = {"op": "cell", "source": source, "seconds": left, "output_bytes": limits.output_bytes}
        reply = self.request(message, left + limits.grace_seconds)  # what swallows the interrupt is not waited for
        count = reply.get("count", 0)  # nothing is there when the runner itself has failed
        return cleaned(reply.get("outputs", []), count), count


class _Submission:
    """A notebook while it is graded."""

    def __init__(self, notebook: NotebookNode, task: Task) -> None:
        self.notebook, self.task = notebook, task
        self.exercises = load(task.lesson, task.package)
        self.scores: dict[str, float | None] = {}
        self.results: dict[str, Result] = {}
        self.trouble = ""

    def run(self, channel: _Channel) -> None:
        """Runs all cells in order; judges at each check cell."""
        channel.request({"op": "files", "files": self.task.files})
        for cell in self.notebook.cells:
            if cell.cell_type != "code":
                continue
            cell.outputs, cell.execution_count = [], None
            if _is_check(cell):
                self._judge(cell, channel)
            elif cell.source.strip() and not self._only_shows(cell):
                cell.outputs, cell.execution_count = channel.cell(cell.source, self.task.limits)

    def _only_shows(self, cell: NotebookNode) -> bool:
        """A cell for the eye, which no exercise needs. Once a learner has changed it, it may be needed."""
        lesson, demo = self.task.lesson, "demo" in cell.metadata.get("tags", [])
        return demo and is_as_released(lesson, cell.cell_type, cell.source, cell.get("id", ""))

    def lost(self, reason: str) -> None:
        """The process is gone: what was not judged earns nothing, and a person will see why."""
        self.trouble = f"The notebook did not run to its end: {reason}."

    def finish(self) -> None:
        """Gives every check cell a result, and its feedback."""
        for cell in self.notebook.cells:
            if cell.cell_type != "code" or not _is_check(cell):
                continue
            name = check_call(cell.source)[0]
            exercise = self.exercises[name]
            if name not in self.results:
                self.results[name] = _without_answer(exercise, State.RAISED, self.trouble or "Its cell did not run.")
            result = self.results[name]
            failed = result.outcome is Outcome.CHECKER_FAILED and not self.trouble
            self.scores[cell.metadata.nbgrader.grade_id] = None if failed else _score(result)
            cell.outputs = _feedback(result)

    def _judge(self, cell: NotebookNode, channel: _Channel) -> None:
        name, variables = check_call(cell.source)
        exercise = self.exercises[name]
        reply = channel.request({"op": "answers", "names": variables})
        if missing := [name for name in variables if name in reply.get("missing", variables)]:
            message = f"`{missing[0]}` does not exist when it is checked. Did its cell run without an error?"
            self.results[name] = _without_answer(exercise, State.RAISED, message)
            return
        result = exercise.judge(channel, seed=seed_of(self.task.seed, name), hidden=True)
        if channel.lost:  # while it was judged
            raise AnswerSideLost(channel.lost)
        self.results[name] = result


def _is_check(cell: NotebookNode) -> bool:
    found = cell.metadata.get("nbgrader", {})
    return bool(found.get("grade")) and not found.get("solution")


def seed_of(secret: int, exercise: str) -> int:
    """The seed of an exercise's criteria in a run with this seed: they draw the same for every student."""
    return int.from_bytes(hashlib.sha256(f"{secret} {exercise}".encode()).digest()[:6])


def _without_answer(exercise: Exercise, state: State, message: str) -> Result:
    ended = tuple(CriterionResult(c.text, c.points, state, message, c.hidden) for c in exercise.criteria)
    return Result(exercise.name, exercise.title, Outcome.RAISED, exercise.points, ended)


def _score(result: Result) -> float:
    score = float(result.score)
    return min(max(score, 0.0), float(result.points)) if score == score else 0.0


def _feedback(result: Result) -> list[NotebookNode]:
    shown = {"text/plain": text.result(result), "text/html": html.result(result, pictures.draw_all(result))}
    return [
        v4.new_output("display_data", data=shown),
        v4.new_output("execute_result", data={"text/plain": repr(_score(result))}),
    ]


def _plain(result: Result) -> dict[str, Any]:
    data = result.as_data()
    for criterion in data["criteria"]:
        del criterion["picture"]
    return {**data, "checker_errors": list(result.checker_errors)}


def _reason(ended: Ended | None, limits: Limits) -> str:
    if ended is Ended.OVER_MEMORY:
        return (
            f"The notebook did not run to its end: it used more than {limits.memory_bytes // MEBIBYTE} MiB of memory."
        )
    if ended is Ended.OVER_TIME:
        return f"The notebook did not run to its end: it took more than {limits.notebook_seconds:.0f} s."
    return ""
