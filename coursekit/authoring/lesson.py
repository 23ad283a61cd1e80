"""Reads a lesson's source: its header, and its cells with the line on which each starts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.authoring.problem import Problem, Refused
from coursekit.authoring.python_code import CheckCall, PythonCode, find_check, parse
from coursekit.exercise_packages import OWN

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}

_FILE_NAME = re.compile(r"\d\d_[a-z][a-z0-9_]*\.py")
_CELL_MARKER = re.compile(r"#\s*%%%*(\s|$)")
_HEADER_FIELDS = {"title": str, "minutes": int, "teaches": str}


@dataclass(frozen=True)
class Header:
    """What the start page says about a lesson. `minutes` is the time that a learner needs."""

    title: str
    minutes: int
    teaches: str


@dataclass(frozen=True)
class Cell:
    """One cell. `line` is its marker's; `attributes` are what follows the marker, such as exercise="x"."""

    kind: str
    source: str
    line: int
    attributes: Mapping[str, Any]
    code: PythonCode | None = None
    check: CheckCall | None = None

    @property
    def exercise(self) -> str | None:
        """The exercise whose solution this cell is."""
        return self.attributes.get("exercise")

    @property
    def locked(self) -> str | None:
        """The grade id of a cell that learners must not change."""
        return self.attributes.get("locked")

    @property
    def is_demo(self) -> bool:
        """Whether the cell only shows something."""
        return "demo" in self.attributes.get("tags", [])


@dataclass(frozen=True)
class Lesson:
    """A source that could be read. `path` is relative to the course's root, `package` has its exercises."""

    path: Path
    header: Header
    cells: tuple[Cell, ...]
    package: str = OWN

    @property
    def name(self) -> str:
        """NN_name, which is also nbgrader's assignment and notebook id."""
        return self.path.stem

    @property
    def module(self) -> str:
        """The name without its number, as in its package of exercises."""
        return self.name.split("_", 1)[1]

    @property
    def declarations(self) -> str:
        """The file that declares its exercises, as words for a person."""
        return f"{self.package.replace('.', '/')}/{self.module}.py"

    def problem(self, line: int, message: str, remedy: str) -> Problem:
        """A problem in this lesson's source."""
        return Problem(self.path, line, message, remedy)


def read_lesson(root: Path, path: Path, package: str = OWN) -> tuple[Lesson, list[Problem]]:
    """Reads one lesson.

    Args:
        root: the course's root.
        path: the source, relative to `root`.
        package: the package that has its exercises.

    Returns:
        The lesson, and the cells that are not valid Python as problems (those have `code` None).

    Raises:
        Refused: if the file cannot be read as a lesson at all.
    """
    import jupytext

    if not _FILE_NAME.fullmatch(path.name):
        raise Refused(Problem(path, 1, "This is not a lesson's file name", "Name it like 02_keras_basics.py."))
    try:
        text = (root / path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(Problem(path, 1, f"The file is not UTF-8 ({error})", "Save it as UTF-8.")) from None
    # A checkout on Windows must build the same bytes.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        notebook = jupytext.reads(text, fmt="py:percent")
    except Exception as error:  # jupytext and its YAML parser raise whatever they meet
        reason = " ".join(str(error).split())
        remedy = "See docs/authors.md for the form of a lesson."
        raise Refused(Problem(path, 1, f"jupytext cannot read the file: {reason}", remedy)) from None
    lines = text.split("\n")
    header = _header(path, lines, notebook.metadata)
    problems: list[Problem] = []
    cells = []
    for cell, line in zip(notebook.cells, _cell_lines(path, lines, notebook.cells), strict=True):
        cells.append(_cell(path, cell, line, problems))
    return Lesson(path, header, tuple(cells), package), problems


def _header(path: Path, lines: list[str], metadata: Mapping[str, Any]) -> Header:
    line = next((i for i, text in enumerate(lines, 1) if re.match(r"#\s+coursekit:", text)), 1)

    def refused(message: str, remedy: str) -> Refused:
        return Refused(Problem(path, line, message, remedy))

    values = metadata.get("coursekit")
    if not isinstance(values, Mapping):
        raise refused("The header has no coursekit section", "Add it with title, minutes and teaches.")
    for field, kind in _HEADER_FIELDS.items():
        value = values.get(field)
        if type(value) is not kind or not value or (kind is int and value < 0):
            expected = "a whole number of minutes" if kind is int else "a line of text"
            was = "is missing" if field not in values else f"is {value!r}"
            raise refused(f"The header's {field} {was}", f"Write {expected} under coursekit: {field}.")
    if unknown := sorted(set(values) - set(_HEADER_FIELDS)):
        known = ", ".join(_HEADER_FIELDS)
        raise refused(f"The header has an unknown field {unknown[0]}", f"Use {known}, nothing else.")
    if metadata.get("kernelspec", {}).get("name") != KERNELSPEC["name"]:
        raise refused("The header's kernelspec is not python3", "Add a kernelspec with the name python3.")
    return Header(**values)


def _cell_lines(path: Path, lines: list[str], cells: list[Any]) -> list[int]:
    """The line of each cell's marker. A marker inside of a cell's text (in a string, say) starts no cell."""
    found = []
    after = 0
    for cell in cells:
        marker = next((i for i in range(after, len(lines)) if _CELL_MARKER.match(lines[i])), None)
        if marker is None:
            break
        found.append(marker + 1)
        after = marker + 1 + len(cell.source.split("\n")) if cell.source else marker + 1
    if len(found) != len(cells):
        first = next((i for i, text in enumerate(lines, 1) if text.strip() and not text.startswith("#")), 1)
        raise Refused(Problem(path, first, "There is text before the first cell", "Start the cell with # %%."))
    return found


def _cell(path: Path, cell: Any, line: int, problems: list[Problem]) -> Cell:
    attributes = {key: value for key, value in cell.metadata.items() if key != "lines_to_next_cell"}
    for role in ("exercise", "locked"):
        if role in attributes and not isinstance(attributes[role], str):
            value = attributes.pop(role)
            problems.append(Problem(path, line, f"{role}={value!r} is not a name", f'Write {role}="name".'))
    if cell.cell_type != "code":
        return Cell(cell.cell_type, cell.source, line, attributes)
    try:
        code = parse(cell.source)
    except (SyntaxError, ValueError) as error:
        at = line + (getattr(error, "lineno", None) or 1)
        message = getattr(error, "msg", None) or str(error)
        problems.append(Problem(path, at, f"The cell is not valid Python: {message}", "Mend the cell."))
        return Cell(cell.cell_type, cell.source, line, attributes)
    return Cell(cell.cell_type, cell.source, line, attributes, code, find_check(code, cell.source))
