"""A Dask cluster that loses a worker, or its scheduler, while it grades."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.grading.sandboxed import require_sandbox
from tests.grading.test_grade_command import LESSON, Graded

pytestmark = pytest.mark.slow
STUDENTS = 12  # so many that a run is not over when one result is seen


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Graded:
    require_sandbox()
    course = Graded(tmp_path_factory.mktemp("lost") / "course", LESSON)
    for number in range(STUDENTS):
        course.submit(f"s{number:02}", course.answered(course.right()))
    return course


class Cluster:
    """A scheduler and workers as commands of their own."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._folder, self._environment = folder, environment
        self.workers: list[subprocess.Popen] = []
        self.scheduler = self._start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.address = self._said("scheduler", r"Scheduler at:\s+(tcp://\S+)")

    def add_worker(self) -> None:
        options = ("--nthreads", "1", "--no-dashboard", "--no-nanny")
        self.workers.append(self._start("dask_worker", self.address, *options))

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            with contextlib.suppress(psutil.NoSuchProcess):
                for one in (*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)):
                    with contextlib.suppress(psutil.NoSuchProcess):
                        one.kill()
            process.wait(20)

    def _start(self, module: str, *options: str) -> subprocess.Popen:
        command = [sys.executable, "-m", f"distributed.cli.{module}", *options]
        with (self._folder / module.removeprefix("dask_")).open("a") as said:
            return subprocess.Popen(command, cwd=self._folder, env=self._environment, stdout=said, stderr=said)

    def _said(self, name: str, pattern: str) -> str:
        for _ in range(300):
            if found := re.search(pattern, (self._folder / name).read_text()):
                return found[1]
            time.sleep(0.1)
        raise AssertionError((self._folder / name).read_text())


@pytest.fixture
def cluster(course, tmp_path) -> Iterator[Cluster]:
    for path in (course.root / "grading").glob("*"):
        path.unlink()
    found = Cluster(tmp_path, course.environment())
    try:
        found.add_worker()
        yield found
    finally:
        found.close()


def started(course: Graded, cluster: Cluster) -> subprocess.Popen:
    """A run of which one result is there."""
    command = course.command("--scheduler", cluster.address, "--force")
    run = subprocess.Popen(
        command, cwd=course.root, env=course.environment(), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    log = course.root / "grading" / f"{LESSON}.jsonl"
    deadline = time.monotonic() + 90
    while not (log.exists() and course.records()):
        assert run.poll() is None and time.monotonic() < deadline, "it gives no result"
        time.sleep(0.05)
    return run


def is_complete(course: Graded) -> bool:
    total = sum(exercise.points for exercise in course.exercises.values())
    return sorted((record["student"], record["score"]) for record in course.records()) == [
        (f"s{number:02}", total) for number in range(STUDENTS)
    ]


def test_a_worker_that_dies_is_replaced(course, cluster):
    run = started(course, cluster)
    cluster.workers[0].kill()
    cluster.add_worker()
    said = run.communicate(timeout=120)[0]
    assert run.returncode == 0, said
    assert is_complete(course)


def test_a_lost_scheduler_ends_the_run_and_the_next_goes_on(course, cluster):
    run = started(course, cluster)
    cluster.scheduler.kill()
    said = " ".join(run.communicate(timeout=120)[0].split())
    assert run.returncode == 2, said
    assert "No Dask scheduler answers" in said and "run the same command again" in said
    assert "Traceback" not in said
    course.grade("--workers", "1")
    assert is_complete(course)
