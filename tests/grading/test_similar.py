"""Wrong answers that failed alike are listed together."""

from __future__ import annotations

import pytest
import typer

from coursekit.grading.records import Records
from coursekit.grading.similar import Group, groups
from coursekit.teaching_commands import similar


def result(outcome="NOT_YET", diagnosis="", message="", state="FAILED") -> dict:
    return {
        "outcome": outcome,
        "diagnoses": [{"name": diagnosis, "message": ""}] if diagnosis else [],
        "criteria": [{"text": "the shape", "message": message, "state": state}],
    }


def record(student: str, **results: dict) -> dict:
    return {"student": student, "results": results}


def test_a_named_misconception_makes_a_group():
    found = groups(
        [
            record("anna", dense=result(diagnosis="bias forgotten"), loss=result(outcome="CORRECT", state="PASSED")),
            record("bo", dense=result(diagnosis="bias forgotten"), loss=result(outcome="NOT_ATTEMPTED")),
            record("cy", dense=result(diagnosis="rows and columns swapped")),
        ]
    )
    assert found == [
        Group("dense", "bias forgotten", ("anna", "bo")),
        Group("dense", "rows and columns swapped", ("cy",)),
    ]


def test_messages_that_differ_in_numbers_are_the_same():
    found = groups(
        [record("anna", a=result(message="It has 3 rows")), record("bo", a=result(message="It has 40 rows"))]
    )
    assert found == [Group("a", "the shape: It has 3 rows", ("anna", "bo"))]


def test_the_newest_submission_of_a_student_counts():
    assert groups([record("anna", a=result()), record("anna", a=result(outcome="CORRECT", state="PASSED"))]) == []


def test_exercises_stay_in_the_order_of_the_lesson_and_can_be_chosen():
    records = [record("anna", z=result(message="x"), a=result(message="y"))]
    assert [group.exercise for group in groups(records)] == ["z", "a"]
    assert [group.exercise for group in groups(records, "a")] == ["a"]


@pytest.fixture
def log(tmp_path, monkeypatch) -> Records:
    """The log of lesson 01 in the course that commands find."""
    (tmp_path / "pyproject.toml").write_text("[tool.coursekit]\n")
    monkeypatch.chdir(tmp_path)
    return Records(tmp_path / "grading" / "01.jsonl")


def test_the_command_lists_them_and_says_when_there_are_none(log, capsys):
    log.add(record("anna", dense=result(outcome="CORRECT", state="PASSED"), loss=result(diagnosis="bias forgotten")))
    similar("01")
    assert capsys.readouterr().out == "loss\n    1  bias forgotten\n       anna\n"
    similar("01", "dense")
    assert capsys.readouterr().out == "No answer was wrong.\n"


def test_an_exercise_that_is_not_there_is_told(log, capsys):
    log.add(record("anna", dense=result(), loss=result()))
    with pytest.raises(typer.Exit):
        similar("01", "denes")
    assert capsys.readouterr().out == "error: 01 has no exercise 'denes'. There is: dense, loss.\n"
