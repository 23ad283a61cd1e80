"""The coordinator ends in the middle of its writing, at each place in turn: the next run leaves one whole result."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import traceback
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbconvert.writers import FilesWriter
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from coursekit.grading import classroom, handed_in
from coursekit.grading.bookkeeping import Bookkeeper, NotEntered
from coursekit.grading.judging import Graded, Task, grade
from coursekit.grading.records import Records
from coursekit.grading.writing import BooksClosed
from tests.grading.test_grade_command import LESSON
from tests.grading.test_grade_command import Graded as Course

pytestmark = pytest.mark.slow


class AtHand(Executor):
    """Gives the same result for every submission, and runs nothing."""

    def __init__(self, result: Graded | Exception) -> None:
        self.result = result

    def submit(self, function: Callable, task: Task) -> Future:
        future: Future = Future()
        if isinstance(self.result, Exception):
            future.set_exception(self.result)
        else:
            future.set_result(self.result)
        return future


class Written(Course):
    """A course with one submission, and the results of two judges for it."""

    before: Graded
    after: Graded

    def run(self, result: Graded | Exception, force: bool = False) -> list[classroom.Entry]:
        books = Bookkeeper(self.root, self.lesson)
        group = classroom.Class(books, lambda: AtHand(result), books.judge().limits(), force=force)
        return group.grade(lambda entry: None)

    def run_and_end(self, result: Graded, at: int) -> bool:
        """The same with force, in a process that is killed before its write number `at`. False when it has fewer."""
        child = os.fork()
        if child == 0:
            status = 1
            try:
                kill_at_write(at)
                self.run(result, force=True)
                status = 0
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert status <= 0, "the run raised"
        return status < 0  # a fork of a process with TensorFlow's threads may also crash: an end like any other


def kill_at_write(number: int) -> None:
    """Kills this process before the database's commit, the notebook's or the log's write that has this number."""
    seen = 0

    def counted(function: Callable) -> Callable:
        def call(*args, **kwargs):
            nonlocal seen
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **kwargs)

        return call

    Session.commit = counted(Session.commit)
    FilesWriter.write = counted(FilesWriter.write)
    shutil.rmtree = counted(shutil.rmtree)
    os.fsync = counted(os.fsync)


@pytest.fixture(scope="module")
def course(tmp_path_factory, warm) -> Written:
    course = Written(tmp_path_factory.mktemp("written") / "course", LESSON)
    course.submit("anna", course.answered(course.right(["dense", "count_params"])))
    books = Bookkeeper(course.root, LESSON)
    found = handed_in.read(books.submissions()["anna"], f"{LESSON}.ipynb")
    course.before = grade(Task(LESSON, found.notebook, books.cells, found.files, seed=1), warm)
    # As if a criterion had changed since: every score is another one.
    course.after = replace(course.before, scores={name: score + 0.5 for name, score in course.before.scores.items()})
    shutil.copytree(course.root, course.root.with_name("as new"))
    return course


@pytest.fixture(autouse=True)
def anew(course):
    start_anew(course)


def start_anew(course: Written) -> None:
    shutil.rmtree(course.root)
    shutil.copytree(course.root.with_name("as new"), course.root)


def scores(course: Written) -> dict[str, float | None]:
    return {f"{name}_check": score for name, score in course.scores("anna").items()}


def test_a_regrade_that_was_killed_at_any_write_is_done_again(course):
    at = killed = 0
    while at == killed:
        start_anew(course)
        course.run(course.before)
        assert scores(course) == course.before.scores
        at += 1
        killed += course.run_and_end(course.after, at)
        course.run(course.after)
        said = course.records()[-1]["score"]
        (want,) = [result for result in (course.before, course.after) if sum(result.scores.values()) == said]
        assert scores(course) == want.scores, f"killed before write {at}"
        notebook = course.root / "autograded" / "anna" / LESSON / f"{LESSON}.ipynb"
        nbformat.validate(nbformat.read(notebook, as_version=4))
        assert valid(course.root / "gradebook.db")
        assert Records(course.root / "grading" / f"{LESSON}.jsonl").latest()["anna"]["score"] == sum(
            want.scores.values()
        )
    assert want is course.after
    assert killed > 8, "there are commits, a notebook and two lines of the log"


def valid(path: Path) -> bool:
    database = sqlite3.connect(path)
    try:
        counts = database.execute("SELECT count(*) FROM grade GROUP BY notebook_id, cell_id").fetchall()
        return database.execute("PRAGMA integrity_check").fetchall() == [("ok",)] and set(counts) == {(1,)}
    finally:
        database.close()


@pytest.mark.parametrize(
    ("place", "error"),
    [
        ((FilesWriter, "write"), OSError(28, "No space left on device")),
        ((Session, "commit"), OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full"))),
        ((os, "fsync"), OSError(28, "No space left on device")),
    ],
    ids=["notebook", "gradebook", "log"],
)
def test_a_full_disk_stops_the_run_and_loses_nothing(course, monkeypatch, place, error):
    books = Bookkeeper(course.root, LESSON)
    group = classroom.Class(books, lambda: AtHand(course.before), books.judge().limits())

    def full(*args, **kwargs):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(*place, full)
        with pytest.raises(BooksClosed, match=r"(No space left|disk is full).*run the same command again"):
            group.grade(lambda entry: None)
    assert not Records(course.root / "grading" / f"{LESSON}.jsonl").latest()
    assert [entry.student for entry in course.run(course.before)] == ["anna"]
    assert scores(course) == course.before.scores


def test_what_nbgrader_refuses_is_listed_and_the_others_go_on(course, monkeypatch):
    course.submit("bo", course.answered({}))
    real = Bookkeeper.enter

    def enter(books, student, graded):
        if student == "anna":
            raise NotEntered("It could not be entered: for a test")
        return real(books, student, graded)

    monkeypatch.setattr(Bookkeeper, "enter", enter)
    troubles = {entry.student: entry.trouble for entry in course.run(course.before)}
    assert troubles == {"anna": "It could not be entered: for a test", "bo": ""}
    assert set(scores(course).values()) == {None}


def test_a_fault_of_the_grader_is_listed_and_tried_again(course):
    (entry,) = course.run(ZeroDivisionError("for a test"))
    assert entry.trouble == "The grader failed: ZeroDivisionError: for a test"
    assert set(scores(course).values()) == {None}
    assert all(grade.needs_manual_grade for grade in course.grades("anna").values())
    assert [entry.trouble for entry in course.run(course.before)] == [""]
    assert scores(course) == course.before.scores
