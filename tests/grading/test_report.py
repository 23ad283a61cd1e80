"""The report on a lesson: what it says about a class with known answers, and what it does not let through."""

from __future__ import annotations

import html.parser
import re
from datetime import UTC, datetime

import pytest

from coursekit.grading.course_config import CourseError
from coursekit.reports import names
from coursekit.reports.lesson_results import read_results
from coursekit.reports.mistakes import Mistake, most_frequent
from coursekit.reports.page import report_page
from coursekit.reports.success import by_criterion
from tests.grading.synthetic_class import CLASS, LESSON, SyntheticClass, judged

NOW = datetime(2026, 2, 3, 4, 5, tzinfo=UTC)
EVIL = '<script>alert("x")</script>'


@pytest.fixture
def course(tmp_path, empty_gradebook) -> SyntheticClass:
    return SyntheticClass(tmp_path / "course", empty_gradebook)


@pytest.fixture
def graded(course) -> SyntheticClass:
    for student, points in CLASS.items():
        course.add(student, points)
    return course


class Page(html.parser.HTMLParser):
    """The parts of a page that a test asks for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict]:
        return [attributes for found, attributes in self.tags if found == tag]


def page(course: SyntheticClass, naming=names.plain) -> Page:
    return Page(report_page(read_results(course.root, LESSON), naming, NOW))


def test_the_numbers_of_a_known_class(graded):
    shown = page(graded)
    assert "Made 2026-02-03 04:05 UTC" in shown.text
    assert "Submissions 4 With a score 4 Mean 2.25 of 4 Median 2 From, to 1, 4 Standard deviation 1.5" in shown.text
    assert "alpha Title of alpha; 4 submissions 2 0.62 0.43 good" in shown.text
    assert "beta Title of beta; 4 submissions 1 0.50 0.90 good" in shown.text
    assert "gamma Title of gamma; 4 submissions 1 0.50 -0.19 look at it" in shown.text
    assert "None: every submission ran to its end." in shown.text


def test_pictures_have_text_alternatives_with_the_numbers(graded):
    described = [image["alt"] for image in page(graded).all("img")]
    assert len(described) == 4
    scores, outcomes, items, seconds = described
    assert scores.startswith("Histogram of 4 scores. Median 2 of 4 points.")
    assert "gamma: correct 2, not yet 2" in outcomes
    assert "beta 0.50 and 0.90" in items
    assert "median 1.5 s, together 6 s" in seconds


def test_it_is_one_file_that_asks_for_nothing(graded):
    shown = page(graded)
    assert {tag for tag, _ in shown.tags}.isdisjoint({"script", "link", "iframe", "object"})
    assert all(image["src"].startswith("data:image/svg+xml;base64,") for image in shown.all("img"))
    assert any(m.get("name") == "viewport" for m in shown.all("meta"))
    assert any(m.get("content", "").startswith("default-src 'none'") for m in shown.all("meta"))


def test_equal_data_give_equal_bytes(graded):
    results = read_results(graded.root, LESSON)
    assert report_page(results, now=NOW) == report_page(results, now=NOW)


def test_criteria_are_counted(graded):
    found = {(c.exercise, c.text): c for c in by_criterion(read_results(graded.root, LESSON).submissions)}
    assert (found["alpha", "the shape"].passed, found["alpha", "the shape"].judged) == (3, 4)
    assert found["alpha", "unseen"].others == {"not yet": 2}
    assert found["alpha", "unseen"].hidden


def test_mistakes_are_counted_with_the_words_that_learners_read(course):
    swapped = (("rows and columns swapped", "You have 3 rows."),)
    course.add("anna", (0.0, 0.0, 0.0), results={"alpha": judged("alpha", 0, swapped)})
    course.add("bo", (0.0, 0.0, 0.0), results={"alpha": judged("alpha", 0, swapped)})
    course.add("cy", (0.0, 0.0, 0.0), results={"alpha": judged("alpha", 0, message="It has 3 rows")})
    course.add("dee", (0.0, 0.0, 1.0), results={"alpha": judged("alpha", 0, message="It has 40 rows")})
    found = most_frequent(read_results(course.root, LESSON).submissions)
    assert found[:2] == [
        Mistake("beta", "the shape", False, "It is not.", 4),
        Mistake("gamma", "the shape", False, "It is not.", 3),
    ]
    assert Mistake("alpha", "rows and columns swapped", True, "You have 3 rows.", 2) in found
    assert [m.count for m in found if m.exercise == "alpha" and not m.named] == [2], (
        "numbers do not tell mistakes apart"
    )


def test_nothing_that_a_submission_says_becomes_html(course):
    course.add(
        f"anna {EVIL}",
        (0.0, 0.0, 0.0),
        trouble=f"There is {EVIL}",
        results={"alpha": {**judged("alpha", 0, ((EVIL, f"`{EVIL}`"),)), "title": EVIL}},
    )
    shown = report_page(read_results(course.root, LESSON), now=NOW)
    assert "<script" not in shown
    assert Page(shown).text.count('alert("x")') >= 4


def test_without_any_submission(course):
    results = read_results(course.root, LESSON)
    assert results.submissions == ()
    assert "Submissions 0 With a score 0" in Page(report_page(results)).text
    assert read_results(course.root, "02_unknown").submissions == ()


def test_one_submission(course):
    course.add("anna", (2.0, 1.0, 0.0))
    shown = page(course)
    assert "Submissions 1 With a score 1 Mean 3 of 4" in shown.text
    assert "alpha Title of alpha; 1 submission 2 1.00 - too little to say" in shown.text
    assert len(shown.all("img")) == 3, "no picture of correlations that do not exist"


def test_failed_submissions_are_listed_and_say_nothing_about_the_exercises(graded):
    graded.add("eve", (None, None, None), trouble="It is not a notebook: x")
    shown = page(graded)
    assert "eve It is not a notebook: x" in shown.text
    assert "In trouble 1 Wait for a person 1" in shown.text
    assert "alpha Title of alpha; 4 submissions 2 0.62 0.43" in shown.text


def test_only_failed_submissions(course):
    course.add("eve", (None, None, None), trouble="It is not a notebook")
    shown = page(course)
    assert "Submissions 1 With a score 0 In trouble 1" in shown.text
    assert "alpha alpha; 0 submissions 2 - - too little to say" in shown.text


def test_points_by_hand_count_and_penalties_do_too(graded):
    with graded.gradebook() as book:
        book.find_grade("alpha_check", LESSON, LESSON, "dee").manual_score = 2.0
        book.find_submission_notebook(LESSON, LESSON, "anna").late_submission_penalty = 0.5
        book.db.commit()
    results = read_results(graded.root, LESSON)
    scores = {s.student: s.score for s in results.submissions}
    assert scores == {"anna": 3.5, "bo": 3.0, "cy": 1.0, "dee": 3.0}
    assert "alpha Title of alpha; 4 submissions 2 0.88" in page(graded).text


def test_hashed_names(graded):
    graded.add("eve", (None, None, None), trouble="There is no 01.ipynb. There is 'eve miller.ipynb': rename it.")
    shown = page(graded, names.hashed(graded.root))
    for name in (*CLASS, "eve", "miller"):
        assert not re.search(rf"\b{name}\b", shown.text)
    assert names.hashed(graded.root)("eve") in shown.text
    assert "There is '...': rename it." in shown.text


def test_pseudonyms_are_stable_in_a_course_and_differ_between_courses(tmp_path):
    first, again, other = (names.hashed(tmp_path / course)("anna") for course in ("a", "a", "b"))
    assert first == again
    assert first != other
    assert re.fullmatch(r"student-[0-9a-f]{10}", first)
    salt = tmp_path / "a" / "grading" / "name-salt"
    assert salt.stat().st_mode & 0o077 == 0
    assert [path.name for path in salt.parent.iterdir()] == ["name-salt"]


def test_a_folder_that_is_no_course(tmp_path):
    with pytest.raises(CourseError, match=r"There is no nbgrader_config\.py"):
        read_results(tmp_path, LESSON)
