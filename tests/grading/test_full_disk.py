"""A disk that becomes full while a class is graded: a small file system in memory, mounted for this run only."""

from __future__ import annotations

import sqlite3
import subprocess

import nbformat
import pytest

from tests.grading.test_grade_command import LESSON, Graded

pytestmark = pytest.mark.slow
STUDENTS = 5
ROOM = 200  # KiB beside the course: enough for some of the results

# In a mount namespace of its own, where this user is root: the sandbox cannot be made inside, so --unsafe.
SCRIPT = """
size=$(( $(du -sk "$1" | cut -f1) + $2 )); course=$1; disk=$3; shift 3
mount -t tmpfs -o "size=${size}k" disk "$disk" && cp -r "$course/." "$disk" && cd "$disk" || exit 99
"$@"; status=$?
cp -r "$disk/." "$course"; exit $status
"""


@pytest.fixture
def course(tmp_path) -> Graded:
    course = Graded(tmp_path / "course", LESSON)
    for number in range(STUDENTS):
        course.submit(f"s{number}", course.answered(course.right()))
    course.nbgrader("generate_assignment", LESSON, "--force")
    return course


def test_a_full_disk_is_told_and_the_next_run_goes_on(course, tmp_path):
    (tmp_path / "disk").mkdir()
    outside = ["unshare", "--user", "--map-root-user", "--mount", "bash", "-c", SCRIPT, "full-disk"]
    if subprocess.run([*outside[:4], "true"], capture_output=True).returncode:
        pytest.skip("This user may not make namespaces")
    places = [str(course.root), str(ROOM), str(tmp_path / "disk")]
    command = [*outside, *places, *course.command("--unsafe", "--workers=1")]
    run = subprocess.run(command, env=course.environment(), text=True, capture_output=True)
    said = " ".join((run.stdout + run.stderr).split())
    assert run.returncode == 2, said
    assert "The results cannot be written" in said and "run the same command again" in said
    assert "Traceback" not in said
    before = course.records()
    assert 0 < len(before) < STUDENTS, "the disk has room for some"

    course.grade("--unsafe", "--workers=1")
    assert course.records()[: len(before)] == before
    total = sum(exercise.points for exercise in course.exercises.values())
    assert sorted((r["student"], r["score"]) for r in course.records()) == [(f"s{n}", total) for n in range(STUDENTS)]
    for number in range(STUDENTS):
        assert sum(course.scores(f"s{number}").values()) == total
        nbformat.read(course.root / "autograded" / f"s{number}" / LESSON / f"{LESSON}.ipynb", as_version=4)
    database = sqlite3.connect(course.root / "gradebook.db")
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    database.close()
