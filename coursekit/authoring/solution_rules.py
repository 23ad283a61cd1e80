"""The solution regions of an exercise, and what is left for the learner when they are taken out."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from coursekit.authoring.lesson import Cell, Lesson
from coursekit.authoring.problem import Problem
from coursekit.authoring.python_code import is_ellipsis, parse

# nbgrader looks for these words anywhere in a line.
_BEGIN, _END = "BEGIN SOLUTION", "END SOLUTION"
_MARKERS = "### BEGIN SOLUTION and ### END SOLUTION"
_Scope = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class _Stub:
    """Where a region stands: its BEGIN marker's line in the cell, its `...` in the learner's version."""

    marker: int
    line: int


def find_problems(lesson: Lesson) -> Iterator[Problem]:
    """Wants balanced markers in every exercise and nowhere else, and a stub that reads as not attempted."""
    arguments = {cell.check.exercise: cell.check.arguments for cell in lesson.cells if cell.check}
    for cell in lesson.cells:
        if (unbalanced := _unbalanced_line(cell.source)) is not None:
            yield lesson.problem(
                cell.line + unbalanced,
                "The solution markers are not balanced",
                f"Enclose each solution in {_MARKERS}.",
            )
        elif cell.exercise and _BEGIN not in cell.source:
            yield lesson.problem(
                cell.line,
                f"The solution of {cell.exercise} has no markers, so learners would lose the whole cell",
                f"Enclose what they must write in {_MARKERS}.",
            )
        elif _BEGIN in cell.source and not cell.exercise:
            yield lesson.problem(
                cell.line,
                "A solution outside of an exercise",
                '# %% exercise="NAME" makes the cell an exercise.',
            )
        elif cell.exercise and cell.code:
            yield from _stub_problems(lesson, cell, arguments.get(cell.exercise, ()))


def regions(source: str) -> list[range]:
    """The lines between each pair of markers, counted from 1. Expects balanced markers."""
    lines = list(enumerate(source.split("\n"), 1))
    begins = [number for number, text in lines if _BEGIN in text]
    ends = [number for number, text in lines if _END in text]
    return [range(begin + 1, end) for begin, end in zip(begins, ends, strict=True)]


def _unbalanced_line(source: str) -> int | None:
    """The line in the cell, from 1, where a marker is missing its other half."""
    opened = None
    for number, text in enumerate(source.split("\n"), 1):
        if _BEGIN in text:
            if opened:
                return number
            opened = number
        elif _END in text:
            if not opened:
                return number
            opened = None
    return opened


def _learners_version(source: str) -> tuple[str, list[_Stub]]:
    """The cell with `...` for each region, as nbgrader's ClearSolutions leaves it."""
    kept: list[str] = []
    stubs = []
    inside = False
    for number, text in enumerate(source.split("\n"), 1):
        if _BEGIN in text:
            inside = True
            kept.append(text[: len(text) - len(text.lstrip())] + "...")
            stubs.append(_Stub(number, len(kept)))
        elif _END in text:
            inside = False
        elif not inside:
            kept.append(text)
    return "\n".join(kept), stubs


def _stub_problems(lesson: Lesson, cell: Cell, arguments: tuple[str, ...]) -> Iterator[Problem]:
    source, stubs = _learners_version(cell.source)
    try:
        learners = parse(source)
    except (SyntaxError, ValueError) as error:
        yield lesson.problem(
            cell.line + stubs[0].marker,
            f"Without its solution the cell is not valid Python: {error}",
            "Let the region hold whole statements, indented like its markers.",
        )
        return
    in_functions: set[str | None] = set()  # None: a region outside of functions
    for stub in stubs:
        scopes = _enclosing(learners.tree, stub.line)
        innermost = scopes[-1]
        if len(scopes) > 2 and innermost.name == "__init__":
            continue  # Python forbids it to return ..., so another method has to
        in_functions.add(scopes[1].name if len(scopes) > 1 else None)
        if isinstance(innermost, ast.FunctionDef | ast.AsyncFunctionDef):
            last = innermost.body[-1]
            if not (isinstance(last, ast.Return) and is_ellipsis(last.value)):
                yield lesson.problem(
                    cell.line + stub.marker,
                    f"Unanswered, {innermost.name} does not return ...",
                    "Put return ... at the function's end, after the region.",
                )
        elif isinstance(innermost, ast.ClassDef):
            yield lesson.problem(
                cell.line + stub.marker,
                f"Unanswered, the class {innermost.name} does not read as not attempted",
                f"Put the regions into its methods, or {innermost.name} = ... and the class into one region.",
            )
    for name in arguments:
        if name in cell.code.bound and (why := _not_a_stub(learners.tree, name, stubs, in_functions)):
            line = cell.line + stubs[0].marker
            remedy = f"Put {name} = ... before the region, or return ... after it in a function."
            yield lesson.problem(line, f"Unanswered, {name} {why}", remedy)


def _enclosing(tree: ast.Module, line: int) -> list[_Scope]:
    """The module, then the classes and functions around a line, outermost first."""
    scopes: list[_Scope] = [tree]
    for node in ast.walk(tree):  # breadth first, so an outer scope comes before those inside of it
        is_scope = isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if is_scope and node.lineno <= line <= node.end_lineno:
            scopes.append(node)
    return scopes


def _not_a_stub(tree: ast.Module, name: str, stubs: list[_Stub], in_functions: set[str | None]) -> str | None:
    """Why the learner's version does not leave `name` as not attempted, or None if it does."""
    bindings = [(node, value) for node in tree.body for bound, value in _bound_by(node) if bound == name]
    if not bindings:
        return "is not defined"
    node, value = bindings[-1]
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return None if name in in_functions else "is answered already"
    if not is_ellipsis(value):
        # What a stubbed function returns is `...` too; a literal is an answer.
        return "is answered already" if isinstance(value, ast.Constant) or in_functions == {None} else None
    if node.lineno > stubs[-1].line:
        return "is set to ... after the region, which undoes the solution"
    return None


def _bound_by(node: ast.stmt) -> Iterator[tuple[str, ast.expr | None]]:
    match node:
        case ast.Assign(targets, value):
            for target in targets:
                for part in ast.walk(target):
                    if isinstance(part, ast.Name):
                        yield part.id, value
        case ast.AnnAssign(ast.Name(name), _, value) if value is not None:
            yield name, value
        case ast.ClassDef(name) | ast.FunctionDef(name) | ast.AsyncFunctionDef(name):
            yield name, None
