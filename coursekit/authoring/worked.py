"""Takes the worked solutions that `ex.NAME.solution()` shows from the lessons, where each is written once."""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from coursekit.authoring.lesson import Cell, Lesson
from coursekit.authoring.python_code import is_ellipsis
from coursekit.authoring.solution_rules import regions
from coursekit.feedback.worked import FILE


def path(package: str) -> Path:
    """Where the worked solutions of a package of exercises stand, relative to the course's root."""
    return Path(*package.split("."), FILE)


def worked_solutions(lessons: Iterable[Lesson]) -> bytes:
    """The content of that file: {lesson module: {exercise: source}}, in the order of the lessons and their cells.

    Expects lessons without problems.
    """
    found = {
        lesson.module: {cell.exercise: worked_solution(cell) for cell in lesson.cells if cell.exercise}
        for lesson in lessons
    }
    return (json.dumps(found, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def worked_solution(cell: Cell) -> str:
    """The cell of an exercise as a learner would have written it: no markers, and no `...` that they replace.

    Of a text that a person grades, only the regions: what is around them is the question.
    """
    lines = cell.source.split("\n")
    inside = regions(cell.source)
    if cell.code is None:
        kept = [line for number, line in enumerate(lines, 1) if any(number in region for region in inside)]
    else:
        left_out = {number for region in inside for number in (region.start - 1, region.stop)}
        left_out.update(_stub_lines(cell.code.tree, inside))
        kept = [line for number, line in enumerate(lines, 1) if number not in left_out]
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(kept)).strip("\n")


def _stub_lines(tree: ast.Module, inside: list[range]) -> Iterator[int]:
    """The lines of `name = ...` and `return ...` that stand beside a region, in the cell or in a function."""
    for scope in ast.walk(tree):
        if not isinstance(scope, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if scope is not tree and not any(scope.lineno < r.start <= scope.end_lineno for r in inside):
            continue
        for node in scope.body:
            is_stub = isinstance(node, ast.Assign | ast.AnnAssign | ast.Return) and is_ellipsis(node.value)
            if is_stub and not any(node.lineno in region for region in inside):
                yield from range(node.lineno, node.end_lineno + 1)
