"""A class in which one in five attacks the grader, loops without end, or takes all memory or all processes."""

from __future__ import annotations

import math
import os
import subprocess
import time

import pytest

from tests.grading.attacking import LESSON, Attack, Place, attacks, processes
from tests.grading.sandboxed import require_sandbox
from tests.grading.test_grade_command import Graded

pytestmark = pytest.mark.long
WORKERS = 2
SECONDS = 20  # for one notebook
LIMITS = f"""
c.Judge.cell_seconds = 5
c.Judge.notebook_seconds = {SECONDS}
c.Judge.memory_mib = 1200
"""
WORST = ("allocate", "fork_bomb", "ignore_interrupts", "endless_answers", "fill_disk", "kill_parent", "page_tables")


def hostile(count: int) -> list[Attack]:
    """So many attacks on the first lesson, the worst ones first; over again when there are fewer."""
    found = [attack for attack in attacks("cells", "notebooks", "folders") if attack.lesson == LESSON]
    found.sort(key=lambda attack: attack.path.stem not in WORST)
    return [found[number % len(found)] for number in range(count)]


def course_of(root, honest: int) -> Graded:
    course = Graded(root, LESSON)
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(LIMITS)
    right = course.right()
    names = list(right)
    course.expected = {}
    for number in range(honest):  # each leaves another exercise out
        left_out = names[number % len(names)]
        student = f"honest{number:03}"
        course.submit(student, course.answered({name: code for name, code in right.items() if name != left_out}))
        course.expected[student] = {name: float(course.exercises[name].points) for name in names} | {left_out: 0.0}
    course.nbgrader("generate_assignment", LESSON, "--force")
    return course


def graded(course: Graded) -> float:
    """Seconds of a run. Its status says whether somebody is to be looked at."""
    begin = time.monotonic()
    command = course.command("--workers", str(WORKERS))
    run = subprocess.run(command, cwd=course.root, env=course.environment(), text=True, capture_output=True)
    assert run.returncode in (0, 1) and "Traceback" not in run.stdout + run.stderr, run.stdout + run.stderr
    return time.monotonic() - begin


@pytest.mark.parametrize(("submissions", "attackers"), [(40, 8), (200, 40)])
def test_every_honest_score_is_exact_and_the_run_ends_in_time(tmp_path, monkeypatch, capsys, submissions, attackers):
    require_sandbox()
    honest = submissions - attackers
    alone = graded(course_of(tmp_path / "honest", honest))

    course = course_of(tmp_path / "mixed", honest)
    place = Place(tmp_path / "place", course)
    names = [f"{'abcdefghij'[number % 10]}{number:03}_attacks" for number in range(attackers)]  # before and between
    for student, attack in zip(names, hostile(attackers), strict=True):
        folder = course.root / "submitted" / student / LESSON
        folder.mkdir(parents=True)
        text = attack.notebook(course, place.places).encode("utf-8", "surrogateescape")
        (folder / f"{LESSON}.ipynb").write_bytes(text)
        attack.fill(folder, place.places)
    mark = f"hostile{os.getpid()}"
    monkeypatch.setenv("LC_HOSTILE", mark)  # submissions' processes see it
    together = graded(course)

    with capsys.disabled():
        print(f"\n{honest} honest {alone:.1f} s, with {attackers} hostile {together:.1f} s")
    assert {student: course.scores(student) for student in course.expected} == course.expected
    for student in names:
        assert not any(course.scores(student).values())
    deadline = time.monotonic() + 5
    while processes(mark) - {os.getpid()} and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not processes(mark) - {os.getpid()}
    assert together < 2 * alone + SECONDS * math.ceil(attackers / WORKERS)
