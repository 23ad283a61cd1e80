"""An instructor's way through JupyterLab: validate, grade with Formgrader's button, read the feedback."""

from __future__ import annotations

import pytest

from tests.browser.conftest import LESSON
from tests.browser.notebook import serious_findings, wait_for_lesson

pytestmark = pytest.mark.slow


@pytest.fixture
def base(instructor) -> str:
    """The server's address without a page. The first visit brings the token."""
    return instructor.address.split("/lab")[0]


def test_formgrader_grades_with_its_button_and_shows_what_the_judge_wrote(browser, instructor, base, course):
    browser.goto(instructor.address)
    browser.goto(f"{base}/formgrader/manage_submissions/{LESSON}")
    row = browser.locator("tr", has=browser.locator(".student-id", has_text="ben"))
    row.get_by_text("needs autograding").wait_for()
    row.locator(".autograde a").click()
    browser.locator(".modal-title", has_text="Success").wait_for()
    browser.locator(".modal-header .close").click()
    browser.locator(".modal").wait_for(state="hidden")
    expected = sum(result.score for result in course.judge(course.wrong()).values())
    score = row.locator(".score").inner_text()
    assert float(score.split("/")[0]) == pytest.approx(expected)
    assert float(score.split("/")[1]) == sum(exercise.points for exercise in course.exercises.values())

    row.locator(".generate-feedback a").click()
    browser.locator(".modal-title", has_text="Success").wait_for()
    browser.goto((course.root / "feedback" / "ben" / LESSON / f"{LESSON}.html").as_uri())
    browser.get_by_text("Likely cause").first.wait_for()
    assert serious_findings(browser, ".coursekit-feedback") == []


def test_validate_says_which_checks_do_not_give_all_points(browser, instructor, base, course):
    browser.goto(instructor.address)
    browser.goto(f"{base}/lab/tree/notebooks/{LESSON}/{LESSON}.ipynb")
    wait_for_lesson(browser)
    browser.locator(".validate-button").click()
    dialogue = browser.locator(".jp-Dialog")
    dialogue.get_by_text("The following cell failed").first.wait_for()
    said = dialogue.inner_text()
    assert [name for name in course.exercises if f"ex.{name}.check(" not in said] == []
