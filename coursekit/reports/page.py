"""The report on a lesson: one HTML page that needs nothing else, for the instructor."""

from __future__ import annotations

import statistics
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import numpy as np
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from coursekit.check.wording import count, number
from coursekit.feedback.html import rich
from coursekit.reports import mistakes, pictures, success
from coursekit.reports.item_analysis import ItemStatistics, item_statistics, reading
from coursekit.reports.lesson_results import LessonResults, Submission
from coursekit.reports.names import Naming, plain, without_quotes


def report_page(results: LessonResults, naming: Naming = plain, now: datetime | None = None) -> str:
    """The page. Everything in it that comes from a submission is escaped.

    Args:
        naming: gives the name to show for a student; with another one than `plain`, quoted text in messages is left
            out as well.
        now: the time of the report; default: the current time.
    """
    if naming is not plain:
        results = _without_names(results, naming)
    submissions = results.submissions
    scored = [s.score for s in submissions if s.score is not None]
    items = _items(results)
    # jinja2 escapes every value; `rich` escapes too, and sets `code` in backticks.
    environment = Environment(
        loader=PackageLoader("coursekit.reports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters |= {"rich": lambda text: Markup(rich(text)), "number": number}
    return environment.get_template("report.html").render(
        lesson=results.lesson,
        time=(now or datetime.now(UTC)).strftime("%Y-%m-%d %H:%M UTC"),
        facts=_facts(results, scored),
        pictures=_pictures(results, scored, items),
        rows=[_row(results, name, found) for name, found in items.items()],
        criteria=success.by_criterion(submissions),
        mistakes=mistakes.most_frequent(submissions),
        troubled=[s for s in submissions if s.trouble],
        waiting=[s for s in submissions if s.waits and not s.trouble],
    )


def _without_names(results: LessonResults, naming: Naming) -> LessonResults:
    def anonymous(submission: Submission) -> Submission:
        return replace(submission, student=naming(submission.student), trouble=without_quotes(submission.trouble))

    found = sorted(map(anonymous, results.submissions), key=lambda submission: submission.student)
    return replace(results, submissions=tuple(found))


def _facts(results: LessonResults, scored: list[float]) -> list[tuple[str, str]]:
    submissions = results.submissions
    facts = [("Submissions", str(len(submissions))), ("With a score", str(len(scored)))]
    if scored:
        facts += [
            ("Mean", f"{number(statistics.fmean(scored))} of {number(results.max_score)}"),
            ("Median", number(statistics.median(scored))),
            ("From, to", f"{number(min(scored))}, {number(max(scored))}"),
        ]
    if len(scored) > 1:
        facts.append(("Standard deviation", number(statistics.stdev(scored))))
    facts += [
        ("In trouble", str(sum(bool(s.trouble) for s in submissions))),
        ("Wait for a person", str(sum(s.waits for s in submissions))),
    ]
    seconds = [s.seconds for s in submissions if s.seconds]
    if seconds:
        facts.append(("Grading", f"{sum(seconds):.0f} s, median {statistics.median(seconds):.1f} s"))
    return facts


def _items(results: LessonResults) -> dict[str, ItemStatistics]:
    names = [exercise.name for exercise in results.exercises]
    # Who has no points at all could not be graded: that says nothing about the exercises.
    graded = [s for s in results.submissions if s.score is not None]
    points = np.array([[_number(s.points.get(name)) for name in names] for s in graded]).reshape(
        len(graded), len(names)
    )
    most = np.array([exercise.points for exercise in results.exercises])
    return dict(zip(names, item_statistics(points, most), strict=True))


def _number(points: float | None) -> float:
    return float("nan") if points is None else points


def _pictures(
    results: LessonResults, scored: list[float], items: dict[str, ItemStatistics]
) -> dict[str, tuple[str, str]]:
    outcomes = success.by_exercise(results.submissions)
    outcomes = {e.name: outcomes[e.name] for e in results.exercises if e.name in outcomes}
    seconds = [s.seconds for s in results.submissions if s.seconds]
    made: dict[str, Any] = {}
    if scored:
        made["scores"] = pictures.drawn(partial(pictures.scores, found=scored, most=results.max_score))
    if outcomes:
        draw = partial(pictures.outcomes, found=outcomes)
        made["outcomes"] = pictures.drawn(draw, height=1.6 + 0.4 * len(outcomes))
    if any(item.discrimination is not None for item in items.values()):
        made["items"] = pictures.drawn(partial(pictures.items, found=items), height=4.2)
    if seconds:
        made["seconds"] = pictures.drawn(partial(pictures.seconds, found=seconds))
    return made


def _row(results: LessonResults, name: str, found: ItemStatistics) -> dict[str, str]:
    (exercise,) = [e for e in results.exercises if e.name == name]
    return {
        "name": name,
        "title": exercise.title,
        "points": number(exercise.points),
        "submissions": count(found.submissions, "submission"),
        "difficulty": "-" if found.difficulty is None else f"{found.difficulty:.2f}",
        "discrimination": "-" if found.discrimination is None else f"{found.discrimination:.2f}",
        "reading": reading(found),
    }
