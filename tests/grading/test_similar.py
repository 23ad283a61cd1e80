"""Wrong answers that failed alike are listed together."""

from __future__ import annotations

from coursekit.grading.similar import Group, groups


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
