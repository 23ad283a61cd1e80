"""The files for Canvas, Moodle and Gradescope: their columns, what stands in them, and what makes no row unsafe."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from coursekit.grading.course_config import CourseError
from coursekit.reports.csv_text import csv_text
from coursekit.reports.exports import System, export
from tests.grading.course import SCRIPTS
from tests.grading.synthetic_class import LESSON, SyntheticClass, judged


@pytest.fixture
def course(tmp_path, empty_gradebook) -> SyntheticClass:
    made = SyntheticClass(tmp_path / "course", empty_gradebook)
    made.add(
        *("anna", (2.0, 1.0, 0.5)),
        first_name="Anna",
        last_name="Ölund, A.",
        email="anna@example.org",
        lms_user_id="417",
        results={"alpha": judged("alpha", 2.0), "beta": judged("beta", 0.0, (("off by one", "Count from 0."),))},
    )
    made.add("bo@example.org", (0.0, None, 0.0))
    made.add("=cmd|' /C calc'!A0", (0.0, 0.0, 0.0), last_name="@SUM(A1)", email="+1@example.org")
    return made


def written(course: SyntheticClass, system: System, name: str, **options) -> tuple[list[list[str]], list[str]]:
    """The rows of the file, and what was said."""
    said: list[str] = []
    path = course.root / name
    export(course.root, system, options.pop("lessons", []), path, options.pop("hash_names", False), said.append)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file)), said


def test_canvas(course):
    (header, possible, *rows), said = written(course, System.CANVAS, "c.csv")
    assert header == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", LESSON]
    assert possible == ["    Points Possible", "", "", "", "", "4"]
    by_login = {row[3]: row for row in rows}
    assert by_login["anna"] == ["Ölund, A., Anna", "417", "", "anna", "", "3.5"]
    assert by_login["bo@example.org"][5] == "", "a score that is not complete is no score"
    assert said[-1] == "Not complete, so their cells are empty: 1 score."


def test_moodle(course):
    (header, *rows), _ = written(course, System.MOODLE, "m.csv")
    assert header == ["First name", "Last name", "Username", "ID number", "Email address", LESSON]
    assert ["Anna", "Ölund, A.", "anna", "417", "anna@example.org", "3.5"] in rows
    assert ["", "", "bo@example.org", "", "bo@example.org", ""] in rows


@pytest.mark.parametrize("system", [System.CANVAS, System.MOODLE])
def test_no_cell_is_a_formula(course, system):
    rows, _ = written(course, system, "x.csv")
    assert any("cmd|" in cell for row in rows for cell in row)
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))] == []


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("-x", "'-x"),
        ("+x", "'+x"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        ("a-b", "a-b"),
        (-1.5, "-1.5"),
        (3.0, "3"),
        (1 / 3, "0.3333333333"),
        (None, ""),
    ],
)
def test_cells(value, cell):
    assert next(csv.reader([csv_text([[value, "end"]])])) == [cell, "end"]


def test_hashed_names(course):
    rows, _ = written(course, System.CANVAS, "c.csv", hash_names=True)
    text = json.dumps(rows)
    assert not any(name in text for name in ("anna", "Anna", "lund", "417", "example.org"))
    again, _ = written(course, System.MOODLE, "m.csv", hash_names=True)
    assert {row[3] for row in rows[2:]} == {row[2] for row in again[1:]}, "the same person in every file"


def test_a_penalty_counts_and_a_score_is_never_negative(course):
    with course.gradebook() as book:
        book.find_submission_notebook(LESSON, LESSON, "anna").late_submission_penalty = 1.0
        book.db.commit()
    rows, _ = written(course, System.MOODLE, "m.csv")
    assert next(row for row in rows if row[2] == "anna")[5] == "2.5"


def test_lessons_that_are_not_there(course):
    with pytest.raises(CourseError, match=f"Not in the gradebook: 09_x. There is: {LESSON}."):
        written(course, System.CANVAS, "c.csv", lessons=["09_x"])
    assert not (course.root / "c.csv").exists()


def gradescope(course: SyntheticClass) -> tuple[Path, list[str]]:
    said: list[str] = []
    path = course.root / "gradescope.zip"
    export(course.root, System.GRADESCOPE, [], path, False, said.append)
    return path, said


def test_gradescope_hands_out_the_result_of_who_submits(course, tmp_path):
    """The zip's own program, as Gradescope runs it: in /autograder, with the submission's metadata."""
    path, said = gradescope(course)
    assert said[-1] == "Left out: bo@example.org (points are missing)."
    place = tmp_path / "autograder"
    with zipfile.ZipFile(path) as archive:
        archive.extractall(place / "source")
        modes = {entry.filename: entry.external_attr >> 16 & 0o777 for entry in archive.infolist()}
    assert modes["run_autograder"] == modes["setup.sh"] == 0o755
    assert not any("anna" in name for name in modes)

    def run(email: str) -> subprocess.CompletedProcess:
        metadata = {"users": [{"email": email, "id": 1, "name": "A"}]}
        (place / "submission_metadata.json").write_text(json.dumps(metadata))
        program = [sys.executable, str(place / "source" / "run_autograder"), str(place)]
        return subprocess.run(program, capture_output=True, text=True, timeout=30)

    assert run("Anna@Example.org").returncode == 0
    result = json.loads((place / "results" / "results.json").read_text())
    assert result["score"] == 3.5
    assert [(t["number"], t["name"], t["score"], t["max_score"], t["status"]) for t in result["tests"]] == [
        ("1", "Title of alpha", 2.0, 2.0, "passed"),
        ("2", "Title of beta", 1.0, 1.0, "passed"),
        ("3", "Title of gamma", 0.5, 1.0, "failed"),
    ]
    assert result["tests"][1]["output"].startswith("Likely cause: off by one. Count from 0.")
    assert "[failed] unseen: It is not." in result["tests"][2]["output"]
    assert result["visibility"] == result["tests"][0]["visibility"] == "visible"
    (place / "results" / "results.json").unlink()
    missing = run("bo@example.org")
    assert missing.returncode == 1
    assert "No result was made for bo@example.org" in missing.stderr
    assert not (place / "results" / "results.json").exists()


def test_gradescope_twice_gives_the_same_bytes(course):
    first = gradescope(course)[0].read_bytes()
    assert gradescope(course)[0].read_bytes() == first


def test_gradescope_cannot_hash_names(course):
    with pytest.raises(CourseError, match="names cannot be hashed"):
        export(course.root, System.GRADESCOPE, [], None, True, print)


@pytest.mark.parametrize(
    ("plugin", "name"),
    [
        ("export_canvas.CanvasExport", "canvas.csv"),
        ("export_moodle.MoodleExport", "moodle.csv"),
        ("export_gradescope.GradescopeExport", "gradescope.zip"),
    ],
)
def test_they_are_nbgraders_plug_ins_too(course, plugin, name):
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "NO_COLOR": "1"}
    run = subprocess.run(
        [str(Path(SCRIPTS, "nbgrader")), "export", f"--exporter=coursekit.reports.{plugin}"],
        cwd=course.root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    assert (course.root / name).stat().st_size > 100


def command(course: SyntheticClass, *arguments: str) -> tuple[int, str]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "NO_COLOR": "1", "COLUMNS": "200"}
    code = "from coursekit.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=course.root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
    )
    return run.returncode, run.stdout


def test_the_commands(course):
    assert command(course, "report", LESSON) == (
        0,
        f"Wrote {course.root / 'grading' / LESSON}.html: 3 submissions.\n"
        "It has the students' names in it. --hash-names leaves them out.\n",
    )
    assert (course.root / "grading" / f"{LESSON}.html").read_text().startswith("<!DOCTYPE html>")
    status, said = command(course, "report", LESSON, "--hash-names", "--to", "page.html")
    assert (status, said) == (0, "Wrote page.html: 3 submissions.\n")
    assert "anna" not in (course.root / "page.html").read_text()
    assert command(course, "export", "canvas")[0] == 0
    assert (course.root / "canvas.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["report", "02_other"], "Nothing of 02_other is graded yet. Run  coursekit grade 02_other"),
        (["export", "blackboard"], "There is no file for 'blackboard'. Choose one of canvas, moodle, gradescope."),
        (["export", "moodle", "--to", "nbgrader_config.py/x.csv"], "error:"),
        (["report", LESSON, "--to", "nbgrader_config.py/x.html"], "error:"),
    ],
)
def test_commands_that_cannot_do_it_say_why(course, arguments, reason):
    status, said = command(course, *arguments)
    assert status == 1
    assert reason in said
    assert "Traceback" not in said
