"""What a lesson must keep to before it is built. Every rule yields problems with the line and the remedy."""

import difflib
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from coursekit.authoring import demo_rules, solution_rules
from coursekit.authoring.lesson import Cell, Lesson
from coursekit.authoring.problem import Problem
from coursekit.authoring.python_code import calls_check

_ATTRIBUTES = {"exercise", "locked", "tags", "title", "nbgrader"}
_GRADE_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,56}")  # "_check" follows, and a cell id holds 64 characters
_HEADING_POINTS = re.compile(r"^#+ .*\((\d+(?:\.\d+)?) points?\)", re.MULTILINE)


class Declaration(Protocol):
    """What the build asks of an exercise's declaration (see coursekit.check)."""

    points: float
    kind: str
    takes: Sequence[str]


Declarations = Mapping[str, Declaration]


def find_problems(lesson: Lesson, declarations: Declarations) -> list[Problem]:
    """All problems of a lesson, in the order of its lines."""
    rules = (
        _title(lesson),
        _attributes(lesson),
        _ids(lesson),
        _exercises(lesson, declarations),
        _checks(lesson, declarations),
        _import_of_exercises(lesson),
        _points(lesson, declarations),
        solution_rules.find_problems(lesson),
        demo_rules.find_problems(lesson),
    )
    return sorted((p for rule in rules for p in rule), key=lambda p: p.line)


def _title(lesson: Lesson) -> Iterator[Problem]:
    first = lesson.cells[0] if lesson.cells else None
    if first is None or first.kind != "markdown" or not first.source.startswith("# "):
        line = first.line if first else 1
        yield lesson.problem(
            line, "The lesson does not open with its title", "Let the first cell be markdown: # The title."
        )


def _attributes(lesson: Lesson) -> Iterator[Problem]:
    for cell in lesson.cells:
        roles = [role for role in (cell.exercise, cell.locked, cell.check) if role]
        if "outputs" in cell.attributes:
            yield lesson.problem(cell.line, "The source holds outputs", "Remove the outputs from the cell.")
        elif "incorrectly_encoded_metadata" in cell.attributes or "=" in cell.attributes.get("title", ""):
            yield lesson.problem(
                cell.line, "The cell's attributes cannot be read", 'Quote the values: # %% exercise="name".'
            )
        elif unknown := sorted(set(cell.attributes) - _ATTRIBUTES):
            known = difflib.get_close_matches(unknown[0], _ATTRIBUTES, 1) or ["exercise, locked or tags"]
            yield lesson.problem(
                cell.line, f"The cell has an unknown attribute {unknown[0]}", f"Did you mean {known[0]}?"
            )
        elif cell.attributes.get("tags", []) not in ([], ["demo"]):
            yield lesson.problem(cell.line, "The only tag is demo", 'Write tags=["demo"] or no tags.')
        elif len(roles) > 1 or (roles and cell.is_demo):
            yield lesson.problem(cell.line, "A cell has one role: exercise, locked, demo or check", "Split the cell.")


def _ids(lesson: Lesson) -> Iterator[Problem]:
    seen = {"setup": 1}  # the build's own cell
    for cell in lesson.cells:
        grade_id = cell.exercise or cell.locked or (f"{cell.check.exercise}_check" if cell.check else None)
        if grade_id is None:
            continue
        if not isinstance(grade_id, str) or not _GRADE_ID.fullmatch(grade_id):
            yield lesson.problem(
                cell.line, f"{grade_id!r} is not a name", "Use letters, digits and underscores, 57 at most."
            )
        elif grade_id in seen:
            yield lesson.problem(
                cell.line,
                f"The id {grade_id} is taken already (line {seen[grade_id]})",
                "Give it its own name.",
            )
        seen.setdefault(grade_id, cell.line)


def _exercises(lesson: Lesson, declarations: Declarations) -> Iterator[Problem]:
    # The first of each counts; a second one is a duplicate id.
    checks = {cell.check.exercise: cell for cell in reversed(lesson.cells) if cell.check}
    asked = {cell.exercise: cell for cell in reversed(lesson.cells) if cell.exercise}
    for name, cell in asked.items():
        declaration = declarations.get(name)
        if declaration is None:
            yield _unknown(lesson, cell, name, declarations)
        elif not _valid_points(declaration.points):
            yield lesson.problem(
                cell.line,
                f"The exercise {name} has no points (it declares {declaration.points!r})",
                f"Give it a positive number in {lesson.declarations}.",
            )
        elif name in checks and checks[name].line < cell.line:
            yield lesson.problem(checks[name].line, f"{name} is checked before it is solved", "Move the check below.")
        elif declaration.kind != "manual" and cell.kind != "code":
            yield lesson.problem(
                cell.line, f"The exercise {name} is checked, so its answer is code", "Use a code cell."
            )
        elif declaration.kind != "manual" and name not in checks:
            yield lesson.problem(
                cell.line,
                f"The exercise {name} has no check cell, so it earns no points",
                f"Add a cell after it: ex.{name}.check({name}).",
            )
    for name in declarations:
        if name not in asked:
            yield lesson.problem(
                1, f"The declared exercise {name} is never asked", f'Add its cell: # %% exercise="{name}".'
            )


def _checks(lesson: Lesson, declarations: Declarations) -> Iterator[Problem]:
    solutions = {cell.exercise: cell for cell in lesson.cells if cell.exercise}
    for cell in lesson.cells:
        if cell.check is None:
            if cell.code and calls_check(cell.code):
                yield lesson.problem(
                    cell.line,
                    "A check cell is exactly one expression, ex.NAME.check(NAME), with plain names",
                    "Put the check alone in its cell, without a semicolon.",
                )
            continue
        name = cell.check.exercise
        if name not in declarations:
            yield _unknown(lesson, cell, name, declarations)
        elif len(cell.check.arguments) != len(takes := declarations[name].takes):
            yield lesson.problem(
                cell.line,
                f"The check of {name} passes {len(cell.check.arguments)} names, but it takes {len(takes)}",
                f"Pass what the exercise declares: {', '.join(takes)}.",
            )
        elif name not in solutions:
            yield lesson.problem(
                cell.line,
                f"{name} is checked, but no cell solves it",
                f'Mark the cell: # %% exercise="{name}".',
            )
        elif (code := solutions[name].code) and not code.bound.intersection(cell.check.arguments):
            yield lesson.problem(
                cell.line,
                f"The solution of {name} defines none of the names that are checked",
                f"Check a name that the cell at line {solutions[name].line} defines.",
            )


def _unknown(lesson: Lesson, cell: Cell, name: str, declarations: Declarations) -> Problem:
    close = difflib.get_close_matches(str(name), declarations, 1)
    hint = f"Did you mean {close[0]}?" if close else f"Declare it in {lesson.declarations}."
    return lesson.problem(cell.line, f"There is no exercise called {name}", hint)


def _import_of_exercises(lesson: Lesson) -> Iterator[Problem]:
    first_check = next((cell for cell in lesson.cells if cell.check), None)
    if first_check is None:
        return
    wanted = f"from {lesson.package} import {lesson.module} as ex"
    for cell in lesson.cells:
        if cell.line < first_check.line and cell.code and "ex" in cell.code.bound and not cell.is_demo:
            if wanted not in cell.source:
                yield lesson.problem(cell.line, "ex is not this lesson's exercises", f"Write {wanted}.")
            return
    yield lesson.problem(first_check.line, "The lesson does not import its exercises", f"Add {wanted}.")


def _points(lesson: Lesson, declarations: Declarations) -> Iterator[Problem]:
    """Points are declared once. A lesson may repeat them in words, but then they must agree."""
    heading, heading_line = "", 1
    for cell in lesson.cells:
        if cell.kind == "markdown":
            heading, heading_line = cell.source, cell.line
        name = cell.exercise or (cell.check.exercise if cell.check else None)
        declared = getattr(declarations.get(name), "points", None)
        if not _valid_points(declared):
            declared = None
        if "nbgrader" in cell.attributes:
            written = cell.attributes["nbgrader"]
            if name is None or not isinstance(written, Mapping) or set(written) != {"points"}:
                yield lesson.problem(
                    cell.line, "The build writes nbgrader's metadata", "Remove nbgrader from the cell."
                )
            elif declared is not None and written["points"] != declared:
                yield _other_points(lesson, cell.line, name, written["points"], declared)
        if cell.exercise and declared is not None:
            for points in _HEADING_POINTS.findall(heading):
                if float(points) != declared:
                    yield _other_points(lesson, heading_line, name, points, declared)
            heading = ""


def _other_points(lesson: Lesson, line: int, name: str, written: object, declared: float) -> Problem:
    return lesson.problem(
        line,
        f"The lesson gives {name} {written} points, its declaration {declared:g}",
        f"Write {declared:g} or leave it out: the declaration decides.",
    )


def _valid_points(points: object) -> bool:
    return type(points) in (int, float) and math.isfinite(points) and points > 0
