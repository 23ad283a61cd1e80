"""Grading a class: what was handed in goes out to the workers, results come back into the gradebook one by one."""

from __future__ import annotations

import concurrent.futures
import secrets
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from coursekit.grading import handed_in, worker
from coursekit.grading.bookkeeping import Bookkeeper, NotEntered
from coursekit.grading.judging import Graded, Task
from coursekit.grading.limits import Limits
from coursekit.grading.records import Records
from coursekit.grading.runners import SandboxError
from coursekit.grading.uninterrupted import uninterrupted
from coursekit.grading.writing import writing

TRIES = 3  # of a submission whose worker died: once all that ran there are lost, then they go one by one
# These need not be the submission's fault: the next run tries again.
WORKER_DIED = "Its worker died"
GRADER_FAILED = "The grader failed"


@dataclass(frozen=True)
class Entry:
    """What became of one submission.

    Attributes:
        score: in the gradebook; None when it could not be graded.
        trouble: for a person to look at; empty when all went well.
        seconds: how long it took on its worker; 0 when it was not run.
    """

    student: str
    score: float | None
    trouble: str = ""
    seconds: float = 0.0


@dataclass
class Class:
    """All submissions of a lesson, and how to grade them.

    Args:
        executor: makes a new executor; called again when its processes died.
        force: grade what has been graded as well.
        students: only these; default: everybody who handed in.
        seed: what the criteria draw from; default: a new secret one. It is kept in the log.
    """

    books: Bookkeeper
    executor: Callable[[], Executor]
    limits: Limits
    sandboxed: bool = True
    force: bool = False
    students: Iterable[str] = ()
    seed: int = field(default_factory=lambda: secrets.randbits(48))
    at_once: int = 4

    def __post_init__(self) -> None:
        self.records = Records(self.books.root / "grading" / f"{self.books.lesson}.jsonl")
        folders = self.books.submissions()
        wanted = list(self.students) or list(folders)
        self.unknown = [student for student in wanted if student not in folders]
        latest = self.records.latest()
        self._graded_before = set(latest)
        self.waiting: deque[_Submission] = deque()
        self.skipped: list[str] = []
        for student in wanted:
            if student in folders:
                submission = _Submission(student, folders[student])
                if not self.force and self._is_done(submission, latest.get(student)):
                    self.skipped.append(student)
                else:
                    self.waiting.append(submission)

    def _is_done(self, submission: _Submission, record: dict[str, Any] | None) -> bool:
        if record is None or record["digest"] != submission.digest():
            return False
        if record["trouble"].startswith((WORKER_DIED, GRADER_FAILED)):
            return False
        return bool(record["trouble"]) or self.books.graded_folder(submission.student).is_dir()

    def grade(self, ended: Callable[[Entry], None]) -> list[Entry]:
        """Grades what waits; `ended` hears of each submission once it is in the gradebook and the log.

        Raises:
            SandboxError: when submissions cannot be confined. None was run.
            BooksClosed: when results cannot be written. What is in the log is done.
        """
        entries: list[Entry] = []
        running: dict[Future, _Submission] = {}
        pool = self.executor()
        try:
            while self.waiting or running:
                while self.waiting and len(running) < self._at_once(running):
                    submission = self.waiting.popleft()
                    try:
                        task = submission.task(self)
                    except handed_in.Refused as refused:
                        entries.append(self._entered(submission, str(refused)))
                        ended(entries[-1])
                        continue
                    try:
                        running[pool.submit(worker.run, task)] = submission
                    except (BrokenProcessPool, RuntimeError):
                        self.waiting.appendleft(submission)
                        break
                done, _ = concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED)
                lost = not running and bool(self.waiting)
                for future in done:
                    submission = running.pop(future)
                    try:
                        result = future.result()
                    except SandboxError:
                        raise
                    except (BrokenProcessPool, concurrent.futures.CancelledError, OSError) as error:
                        lost = True
                        if self._waits_again(submission):
                            continue
                        result = f"{WORKER_DIED} {TRIES} times ({type(error).__name__})."
                    except Exception as error:  # a fault of ours, or Dask's word for a submission that kills workers
                        result = f"{GRADER_FAILED}: {type(error).__name__}: {error}"[:500]
                    entries.append(self._entered(submission, result))
                    ended(entries[-1])
                if lost:
                    # All that ran there is lost with it. Who of them was to blame cannot be known.
                    for submission in running.values():
                        if not self._waits_again(submission):
                            entries.append(self._entered(submission, f"{WORKER_DIED} {TRIES} times."))
                            ended(entries[-1])
                    running.clear()
                    pool.shutdown(wait=False)
                    pool = self.executor()
        finally:
            for future in running:
                future.cancel()
            pool.shutdown(wait=False)  # Dask's executor takes no more than that
        return entries

    def _at_once(self, running: dict[Future, _Submission]) -> int:
        """How many may be with the workers now: one, while one of them or the next was there when a worker died."""
        suspects = [*running.values(), *list(self.waiting)[:1]]
        return 1 if any(submission.tries for submission in suspects) else self.at_once

    def _waits_again(self, submission: _Submission) -> bool:
        """Puts a submission whose worker died before all others. False when it has been there too often."""
        submission.tries += 1
        if submission.tries < TRIES:
            self.waiting.appendleft(submission)
        return submission.tries < TRIES

    def _entered(self, submission: _Submission, result: Graded | str) -> Entry:
        """Writes a result into the gradebook, then into the log: what is in the log is done."""
        with uninterrupted():
            return self._write(submission, result)

    def _write(self, submission: _Submission, result: Graded | str) -> Entry:
        student = submission.student
        if student in self._graded_before:
            with writing():
                self.records.begin(student, _now())
        results: dict[str, Any] = {}
        if not isinstance(result, str):
            try:
                score = self.books.enter(student, result)
                entry = Entry(student, score, result.trouble, result.seconds)
                results = result.results
            except NotEntered as refused:
                result = str(refused)
        if isinstance(result, str):
            self.books.flag(student)
            entry = Entry(student, None, result)
        record = {
            "student": student,
            "time": _now(),
            "digest": submission.digest(),
            "seed": self.seed,
            "score": entry.score,
            "trouble": entry.trouble,
            "seconds": round(entry.seconds, 3),
            "results": results,
        }
        with writing():
            self.records.add(record)
        return entry


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class _Submission:
    """One folder that was handed in."""

    def __init__(self, student: str, folder: Path) -> None:
        self.student, self.folder = student, folder
        self.tries = 0
        self._digest: str | None = None

    def digest(self) -> str:
        """Tells this version from others; of a submission that is refused, when it was changed last."""
        if self._digest is None:
            try:
                self._digest = self._read().digest
            except handed_in.Refused as refused:
                self._digest = f"refused: {refused}"
        return self._digest

    def task(self, of: Class) -> Task:
        """What a worker gets. Read when its turn comes: a thousand submissions need not be in memory at once."""
        found = self._read()
        self._digest = found.digest
        return Task(
            lesson=of.books.lesson,
            notebook=found.notebook,
            cells=of.books.cells,
            files=found.files,
            seed=of.seed,
            limits=of.limits,
            sandboxed=of.sandboxed,
            package=of.books.package,
        )

    def _read(self) -> handed_in.HandedIn:
        handed_in.require_student(self.student)
        return handed_in.read(self.folder, f"{self.folder.name}.ipynb")
