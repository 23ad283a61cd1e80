"""The rules that every lesson keeps, by its source. The build checks the form of cells; here are the measures."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import pytest

from coursekit.authoring import build
from coursekit.authoring.lesson import Cell, Lesson, read_lesson
from coursekit.authoring.python_code import parse
from coursekit.exercises import load
from tests.notebooks.measures import count_plots, count_words, measure

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path.relative_to(ROOT) for path in (ROOT / "lessons").glob("[0-9]*.py"))
BOX = "If you learned Keras before version 3"

every_lesson = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)


@pytest.fixture
def lesson(source: Path) -> Lesson:
    found, problems = read_lesson(ROOT, source)
    assert problems == []
    return found


def test_there_are_lessons():
    assert SOURCES


def test_built_files_are_up_to_date():
    report = build(ROOT, check=True)
    assert [str(problem) for problem in report.problems] == []
    assert [path.as_posix() for path in report.changed] == [], "run  make build  and commit the result"


def test_tables_formulas_and_code_are_no_prose():
    text = (
        "# Two words\n\nA [link](https://a.example/b) is $x + y$ here.\n\n$$a\n= b$$\n\n| no | no |\n| - | - |\n"
        "> | no | no |\n> - but this\n\n```python\nno = 1\n```\n`keras.layers.Dense` isn't 0.5, is it?"
    )
    assert count_words(text) == 2 + 4 + 2 + 5


@pytest.mark.parametrize(
    ("source", "plots"),
    [
        ("ax = ck.plot.images(x)\nprint(ck.plot.describe(ax))", 1),
        ("figure, axes = plt.subplots(1, 2)\nfor ax in axes:\n    ck.plot.images(x, ax=ax)\nplt.show()", 1),
        ("plt.figure()\nck.plot.bands(x, y)", 2),
        ("ax.plot(x)\nother.plot.images(x)", 0),
    ],
)
def test_a_figure_counts_once(source, plots):
    assert count_plots(Cell("code", source, 1, {}, parse(source))) == plots


@every_lesson
def test_measures(lesson, record_property):
    found = measure(lesson, load(lesson.name))
    record_property("measures", [lesson.name, asdict(found)])
    assert 35 <= found.cells <= 55
    assert 1200 <= found.words <= 2000
    assert 4 <= found.plots <= 7
    assert 5 <= found.exercises <= 8
    assert found.quizzes >= 1
    assert found.longest_wait <= 10, "cells in a row without an exercise"
    assert 20 <= found.minutes <= 120


@every_lesson
def test_the_box_for_those_who_know_an_older_keras(lesson):
    boxes = [cell.source for cell in lesson.cells if cell.kind == "markdown" and BOX in cell.source]
    assert len(boxes) == 1
    assert len(_table_rows(boxes[0])) >= 2


@every_lesson
def test_the_end(lesson):
    """A quiz is the last exercise; then come a recap table and what follows."""
    declarations = load(lesson.name)
    last = max(position for position, cell in enumerate(lesson.cells) if cell.exercise)
    assert declarations[lesson.cells[last].exercise].kind == "quiz"
    ending = "\n".join(cell.source for cell in lesson.cells[last:] if cell.kind == "markdown")
    assert len(_table_rows(ending)) >= 4, "no recap table after the last quiz"
    assert re.search(r"\bnext\b", ending, re.IGNORECASE), "no word on what comes next"


@every_lesson
def test_quizzes_are_asked_and_predictions_revealed(lesson):
    """Before its solution a quiz shows its question; after its check a prediction meets what happens."""
    for name, exercise in load(lesson.name).items():
        before, after = _around(lesson, name)
        if exercise.kind == "quiz":
            assert any(f"ex.{name}.ask()" in cell.source for cell in before), f"{name} is never asked"
        if exercise.kind == "predict":
            reveals = [cell.source for cell in after if f"if ex.{name}.predicted(" in cell.source]
            assert reveals, f"{name} is never revealed"


def _around(lesson: Lesson, exercise: str) -> tuple[list[Cell], list[Cell]]:
    """The code cells before and after an exercise's solution."""
    at = next(position for position, cell in enumerate(lesson.cells) if cell.exercise == exercise)
    before, after = lesson.cells[:at], lesson.cells[at + 1 :]
    return [c for c in before if c.kind == "code"], [c for c in after if c.kind == "code"]


def _table_rows(markdown: str) -> list[str]:
    """The rows of its tables, without those of dashes and the headings."""
    rows = [line.lstrip("> ") for line in markdown.split("\n")]
    rows = [row for row in rows if row.startswith("|")]
    dashes = sum(not row.strip("|-: ") for row in rows)
    return [row for row in rows if row.strip("|-: ")][dashes:]
