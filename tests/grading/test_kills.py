"""`kill -9` of the coordinator, a worker or a warm process at random moments: nothing lost, nothing graded twice."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time

import psutil
import pytest

from tests.grading.sandboxed import require_sandbox
from tests.grading.test_grade_command import LESSON, Graded

STUDENTS = 24  # so many that a run is not over when one result is seen
VICTIMS = ("coordinator", "worker", "warm")


class Killed(Graded):
    """A course that starts anew for each kill."""

    def reset(self) -> None:
        for folder in ("autograded", "grading"):
            shutil.rmtree(self.root / folder, ignore_errors=True)
        shutil.copy(self.root / "gradebook.empty", self.root / "gradebook.db")

    def done(self) -> int:
        path = self.root / "grading" / f"{self.lesson}.jsonl"
        return path.read_bytes().count(b"\n") if path.exists() else 0

    def run_and_kill(self, victim: str, draw: random.Random) -> bool:
        """Starts a run and kills one of its processes, after so many results and a moment. Whether there was one."""
        said = (self.root / "said").open("w")
        with said:
            run = subprocess.Popen(
                self.command("--workers", "2"), cwd=self.root, env=self.environment(), stdout=said, stderr=said
            )
        tree = psutil.Process(run.pid)
        after, delay = draw.randrange(STUDENTS), draw.random() * draw.choice((0.1, 0.5, 3))
        while run.poll() is None and (self.done() < after or not victims(tree, victim)):
            time.sleep(0.02)
        time.sleep(delay)
        found = victims(tree, victim)
        everybody = [tree, *tree.children(recursive=True)] if found else []
        if found:
            draw.choice(found).kill()
        status = run.wait(120)
        if victim != "coordinator":
            assert status == 0, (self.root / "said").read_text()
        _, alive = psutil.wait_procs(everybody, timeout=20)
        assert not alive, "they outlive their run"
        return bool(found)


def victims(run: psutil.Process, kind: str) -> list[psutil.Process]:
    """The processes of this kind that live now."""
    try:
        if run.status() == psutil.STATUS_ZOMBIE:
            return []
        if kind == "coordinator":
            return [run]
        mark = "spawn_main" if kind == "worker" else "coursekit.grading.warm"
        return [child for child in run.children() if mark in " ".join(child.cmdline())]
    except psutil.Error:
        return []


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Killed:
    require_sandbox()
    course = Killed(tmp_path_factory.mktemp("killed") / "course", LESSON)
    course.nbgrader("generate_assignment", LESSON, "--force")
    (course.root / "gradebook.db").rename(course.root / "gradebook.empty")
    right = course.right()
    course.expected = {}
    for number, name in zip(range(STUDENTS), itertools.cycle(right)):  # each leaves another exercise out
        student = f"s{number:02}"
        course.submit(student, course.answered({key: code for key, code in right.items() if key != name}))
        course.expected[student] = {
            key: 0.0 if key == name else float(exercise.points) for key, exercise in course.exercises.items()
        }
    return course


def check(course: Killed) -> None:
    """The results of a class that was graded once, and a gradebook that is valid."""
    assert sorted(record["student"] for record in course.records()) == sorted(course.expected)
    assert not any(record["trouble"] for record in course.records())
    assert {student: course.scores(student) for student in course.expected} == course.expected
    database = sqlite3.connect(course.root / "gradebook.db")
    try:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = database.execute("SELECT notebook_id, cell_id, count(*) FROM grade GROUP BY 1, 2").fetchall()
    finally:
        database.close()
    assert {count for *_, count in rows} == {1}
    assert len({notebook for notebook, *_ in rows}) == STUDENTS


def survive(course: Killed, moments: list[tuple[str, int]]) -> None:
    for victim, seed in moments:
        course.reset()
        draw = random.Random(seed)
        while not course.run_and_kill(victim, draw):
            course.reset()
        course.grade("--workers", "2")
        check(course)


@pytest.mark.slow
def test_three_kills(course):
    survive(course, [(victim, 1) for victim in VICTIMS])


@pytest.mark.slow
def test_interrupted_by_hand(course):
    """Ctrl-C reaches every process of the terminal."""
    course.reset()
    run = subprocess.Popen(
        course.command("--workers", "2"),
        cwd=course.root,
        env=course.environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    while course.done() < 1:
        assert run.poll() is None
        time.sleep(0.02)
    everybody = psutil.Process(run.pid).children(recursive=True)
    os.killpg(run.pid, signal.SIGINT)
    said = run.communicate(timeout=30)[0]
    assert run.returncode == 130, said
    assert "The same command goes on where it was" in said
    assert "Traceback" not in said
    assert not psutil.wait_procs(everybody, timeout=20)[1], "they outlive their run"
    course.grade("--workers", "2")
    check(course)


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
def test_twenty_kills(course, part):
    survive(course, [(VICTIMS[number % 3], 100 + number) for number in range(5 * part, 5 * part + 5)])
