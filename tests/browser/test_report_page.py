"""The report on a lesson in a real browser: both themes, a phone, and what axe-core says."""

from __future__ import annotations

import pytest

from coursekit.reports.lesson_results import AskedExercise, LessonResults, Submission
from coursekit.reports.page import report_page
from tests.browser.file_pages import each_scheme, each_width, readable
from tests.grading.synthetic_class import CLASS, LESSON, POINTS, judged

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> str:
    """A page with everything on it: pictures, tables, mistakes, trouble, a name that is too long."""
    swapped = (("rows and columns swapped", "You multiply `x.T`, which has 3 rows."),)
    submissions = [
        Submission(
            student,
            dict(zip(POINTS, points, strict=True)),
            sum(points),
            seconds=1.5,
            results={n: judged(n, p, swapped if p == 0 else ()) for n, p in zip(POINTS, points, strict=True)},
        )
        for student, points in CLASS.items()
    ]
    submissions.append(Submission("eve" * 30, waits=True, trouble="It is not a notebook: " + "x" * 200))
    exercises = tuple(AskedExercise(name, f"Title of {name}", points) for name, points in POINTS.items())
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(report_page(LessonResults(LESSON, 4.0, exercises, tuple(submissions))), encoding="utf-8")
    return path.as_uri()


@each_scheme
@each_width
def test_it_can_be_read(browser, address, scheme, width):
    # axe-core is a script, which the page's own policy forbids.
    with readable(browser, address, scheme, width, "main", bypass_csp=True) as page:
        assert page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0 && i.alt.length > 20)")
