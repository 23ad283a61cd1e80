"""Grading on a Dask cluster: the same scores, and plain words when there is none."""

from __future__ import annotations

import logging
import os

import pytest

from coursekit.grading import worker, workers
from tests.grading.sandboxed import require_sandbox
from tests.grading.test_grade_command import LESSON, Graded

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Graded:
    require_sandbox()
    course = Graded(tmp_path_factory.mktemp("dask") / "course", LESSON)
    for number in range(3):
        course.submit(f"s{number}", course.answered(course.right()))
    return course


def test_no_scheduler_there(course):
    said = course.grade("--scheduler", "tcp://127.0.0.1:9", status=2)
    assert "No Dask scheduler answers at tcp://127.0.0.1:9" in " ".join(said.split())
    assert "Traceback" not in said


def test_dask_does_not_log_what_we_say_ourselves():
    import distributed  # noqa: F401

    workers._quieten("distributed")
    names = [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]
    assert "distributed.client" in names  # it has a level of its own
    assert [name for name in names if logging.getLogger(name).isEnabledFor(logging.ERROR)] == []


def test_a_cluster_grades_and_nothing_is_graded_twice(course):
    from distributed import LocalCluster

    total = sum(exercise.points for exercise in course.exercises.values())
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        course.grade("--scheduler", cluster.scheduler_address)
        course.grade("--scheduler", cluster.scheduler_address)
    assert [record["score"] for record in course.records()] == [total] * 3
    for number in range(3):
        assert sum(course.scores(f"s{number}").values()) == total


def _share_of_this_worker() -> frozenset[int]:
    return worker._share()


def test_each_worker_has_a_core_for_each_of_its_threads():
    from distributed import Client, LocalCluster

    cores = len(os.sched_getaffinity(0))
    assert worker._dask_threads() == 0, "this process is no Dask worker"
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        workers = list(client.scheduler_info()["workers"])
        found = [client.submit(_share_of_this_worker, workers=[one], pure=False).result(60) for one in workers]
    assert [len(share) for share in found] == [1, 1]
    assert cores == 1 or found[0] != found[1]
