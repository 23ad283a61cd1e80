"""A class in which many hand in attacks: `coursekit grade` and nbgrader's own command grade the others exactly."""

from __future__ import annotations

import html.parser
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from tests.grading.attacking import LESSON, WRONG, Place, attacks
from tests.grading.course import CHECKOUT, Course
from tests.grading.sandboxed import require_sandbox

pytestmark = pytest.mark.slow

KINDS = ("notebooks", "folders")
CELLS = ("scripts_in_outputs", "terminal_escapes", "surrogates", "forged_problems", "os_exit", "error_bombs")
HONEST = dict.fromkeys(WRONG[LESSON], 0.0) | {"dense": 3.0, "count_params": 2.0}
# Names of folders that nbgrader takes for a pattern, or that a terminal obeys.
STRANGE = ("*", "[a-z]*", "\x1b]0;owned\x07", "a+b", "\u202enna", "new\nline")


class Graded:
    """The course after grading, and what the command said."""

    def __init__(self, root: Path) -> None:
        self.course = Course(root / LESSON, LESSON)
        self.place = Place(root, self.course)
        codes = {**WRONG[LESSON], **self.course.right(["dense", "count_params"])}
        self.notebook = self.course.answered(codes)
        for number in range(4):
            self.course.submit(f"h{number}_honest", self.notebook)
        self.attackers = {}
        for attack in attacks("cells", *KINDS):
            if attack.kind in KINDS or attack.path.stem in CELLS:
                self._hand_in(attack)
        for name in STRANGE:
            self.course.submit(name, self.course.answered(self.course.right()))
        self.before = self.place.fingerprint()
        run = subprocess.run(
            [sys.executable, "-c", "from coursekit.cli import main; main()", "grade", LESSON],
            cwd=self.course.root,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=200,
        )
        self.status, self.said = run.returncode, run.stdout + run.stderr

    def environment(self) -> dict[str, str]:
        paths = os.pathsep.join(filter(None, (str(CHECKOUT), os.environ.get("PYTHONPATH"))))
        return {**os.environ, "PYTHONPATH": paths, "COLUMNS": "160", "HOME": str(self.place.home)}

    def _hand_in(self, attack) -> None:
        student = attack.name.replace("/", "_")
        self.attackers[student] = attack
        path = self.course.submit(student, "")
        path.write_bytes(attack.notebook(self.course, self.place.places).encode("utf-8", "surrogateescape"))
        attack.fill(path.parent, self.place.places)

    def scores(self, student: str) -> dict[str, float | None]:
        with Gradebook(f"sqlite:///{self.course.root / 'gradebook.db'}", "coursekit") as gradebook:
            grades = gradebook.find_submission_notebook(LESSON, LESSON, student).grades
            return {grade.name.removesuffix("_check"): grade.auto_score for grade in grades}


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> Graded:
    require_sandbox()
    return Graded(tmp_path_factory.mktemp("hostile"))


def test_every_honest_score_is_exact(graded):
    assert graded.status == 1, graded.said  # something needs a person
    for number in range(4):
        assert graded.scores(f"h{number}_honest") == HONEST
    assert sum(graded.scores("other_student").values()) == 21


def test_no_attacker_has_a_point(graded):
    for student in graded.attackers:
        assert {score for score in graded.scores(student).values() if score} == set(), student


def test_everybody_is_in_the_log(graded):
    path = graded.course.root / "grading" / f"{LESSON}.jsonl"
    records = {record["student"]: record for record in map(json.loads, path.read_text().splitlines())}
    assert set(records) == {*graded.attackers, *STRANGE, "other_student", *(f"h{n}_honest" for n in range(4))}
    for name in STRANGE[:4]:
        assert "no student's" in records[name]["trouble"]
        assert records[name]["score"] is None


def test_nothing_else_has_changed(graded):
    after = graded.place.fingerprint()
    changed = {name for name in graded.before.keys() | after.keys() if graded.before.get(name) != after.get(name)}
    known = ("autograded", "grading", "gradebook.db", "feedback", ".jupyter", ".local", ".nbgrader.log")
    root = graded.course.root
    assert {name for name in changed if not name.startswith(tuple(str(root / word) for word in known))} == set()


def test_the_terminal_is_told_nothing(graded):
    assert "\x1b]" not in graded.said
    assert "\x07" not in graded.said
    assert "\u202e" not in graded.said


class _Scripts(html.parser.HTMLParser):
    """What of a page a browser would run, among it only what the attacks have brought."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._script = False

    def handle_starttag(self, tag, attributes):
        self._script = tag == "script"
        for name, value in attributes:
            address = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or address.startswith(("javascript:", "vbscript:")):
                self.found.append(f"{tag} {name}={value}")
        if tag in ("iframe", "object", "embed", "base", "form"):
            self.found.append(tag)

    def handle_endtag(self, tag):
        self._script = False

    def handle_data(self, data):
        if self._script and ("evil" in data or "alert(1)" in data):
            self.found.append(data[:80])


def test_no_page_runs_a_script(graded):
    """The feedback's and Formgrader's pages are made of the graded notebooks, by templates of one family."""
    said = graded.course.nbgrader("generate_feedback", LESSON)
    pages = list((graded.course.root / "feedback").rglob("*.html"))
    assert {page.parts[-3] for page in pages} >= {"notebooks_scripts_in_text", "cells_scripts_in_outputs"}, said
    for page in pages:
        parser = _Scripts()
        parser.feed(page.read_text(encoding="utf-8"))
        assert parser.found == [], page


def test_no_page_shows_a_key(graded):
    solution = graded.course.right(["gradient"])["gradient"]
    lines = [line.strip() for line in solution.splitlines() if "=" in line and len(line.strip()) > 20]
    assert lines
    seen = 0
    for student in graded.attackers:
        path = graded.course.root / "autograded" / student / LESSON / f"{LESSON}.ipynb"
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert not [line for line in lines if line in text], student
            nbformat.validate(nbformat.reads(text, as_version=4))
            seen += 1
    assert seen > 15


def test_nbgraders_own_command_refuses_links_too(graded):
    """It has copied what they show before our judge is asked."""
    student = "notes_by_link"
    path = graded.course.submit(student, graded.notebook)
    (path.parent / "data.csv").symlink_to(graded.place.home / "notes.txt")
    said = graded.course.nbgrader("autograde", LESSON, "--student", student, fails=True)
    assert "is a link" in said
    assert not (graded.course.root / "autograded" / student / LESSON / "data.csv").exists()
