"""What a lesson's source measures, by the rules that every lesson keeps."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from itertools import pairwise

from coursekit.authoring.lesson import Cell, Lesson
from coursekit.authoring.rules import Declarations

# A figure of pyplot. `ck.plot` calls are found by their form.
_NEW_FIGURES = {"figure", "subplots", "subplot_mosaic"}
_NOT_PROSE = re.compile(
    r"""
      ```[\s\S]*?```          # a block of code
    | \$\$[\s\S]*?\$\$        # a formula of its own
    | \$[^$]+\$              # a formula in a sentence
    | ^[>\ ]*\|[^\n]*        # a row of a table, also in a box
    | \]\([^)]*\)            # where a link leads
    """,
    re.MULTILINE | re.VERBOSE,
)
_WORD = re.compile(r"\w+(?:['\u2019.,/-]\w+)*")


@dataclass(frozen=True)
class Measures:
    """The numbers of one lesson.

    Attributes:
        minutes: the stated target time.
        cells: cells that the learner opens: the lesson's, and the set-up cell that the build adds.
        words: words of prose. Tables, formulas and blocks of code are not prose.
        plots: figures that the code draws: calls of ck.plot without `ax=`, and new figures of pyplot. What is
            drawn into a figure that is there is no further plot; a loop counts once.
        exercises: graded exercises besides quizzes.
        quizzes: graded quizzes.
        longest_wait: the most cells in a row in which the learner has nothing to solve and nothing to check.
    """

    minutes: int
    cells: int
    words: int
    plots: int
    exercises: int
    quizzes: int
    longest_wait: int


def measure(lesson: Lesson, declarations: Declarations) -> Measures:
    """Measures a lesson that the build accepts."""
    kinds = [declarations[cell.exercise].kind for cell in lesson.cells if cell.exercise]
    active = [position for position, cell in enumerate(lesson.cells) if cell.exercise or cell.check]
    stops = [-1, *active, len(lesson.cells)]
    return Measures(
        minutes=lesson.header.minutes,
        cells=len(lesson.cells) + 1,
        words=sum(count_words(cell.source) for cell in lesson.cells if cell.kind == "markdown"),
        plots=sum(count_plots(cell) for cell in lesson.cells),
        exercises=len(kinds) - kinds.count("quiz"),
        quizzes=kinds.count("quiz"),
        longest_wait=max(after - before - 1 for before, after in pairwise(stops)),
    )


def count_words(markdown: str) -> int:
    """The words of a markdown text that are read as sentences, headings or lists."""
    return len(_WORD.findall(_NOT_PROSE.sub(" ", markdown)))


def count_plots(cell: Cell) -> int:
    """The figures that a cell begins."""
    calls = [node for node in ast.walk(cell.code.tree) if isinstance(node, ast.Call)] if cell.code else []
    return sum(_begins_figure(call) for call in calls)


def _begins_figure(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(ast.Attribute(ast.Name("ck"), "plot"), name):
            return name != "describe" and not any(keyword.arg == "ax" for keyword in call.keywords)
        case ast.Attribute(ast.Name("plt"), name):
            return name in _NEW_FIGURES
    return False
