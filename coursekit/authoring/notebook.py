"""Makes nbgrader's source notebook from a lesson, and writes notebooks in one fixed form."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from coursekit.authoring.lesson import KERNELSPEC, Cell, Lesson
from coursekit.authoring.rules import Declarations
from coursekit.authoring.settings import Settings
from coursekit.cell_ids import cell_id
from coursekit.exercise_packages import OWN

if TYPE_CHECKING:
    from nbformat import NotebookNode

SETUP_ID = "setup"

_SETUP = """\
# Run this cell first. It gets the course ready, and installs it where it is missing (on Colab).
try:
    import coursekit as ck{also}
except ModuleNotFoundError:
    %pip install --quiet "{distribution} @ {archive}"
    import coursekit as ck

ck.setup()"""


def solution_notebook(lesson: Lesson, declarations: Declarations, settings: Settings) -> "NotebookNode":
    """The notebook for solutions/: all that the author wrote, and what nbgrader and learners need besides.

    Expects a lesson without problems.
    """
    from nbformat.v4 import new_code_cell

    title, *others = lesson.cells
    also = "" if lesson.package == OWN else f"\n    import {lesson.package}"
    source = _SETUP.format(also=also, distribution=settings.distribution, archive=settings.archive)
    setup = new_code_cell(source, id=SETUP_ID)
    setup.metadata["nbgrader"] = _nbgrader(SETUP_ID, locked=True)
    opening = _opening(title.source, lesson, declarations, settings)
    ids = _CellIds(lesson.name)
    cells = [_cell(Cell(title.kind, opening, title.line, {}), declarations, ids), setup]
    cells += [_cell(cell, declarations, ids) for cell in others]
    return course_notebook(cells, lesson.name)


def course_notebook(cells: "list[NotebookNode]", name: str) -> "NotebookNode":
    """A notebook with the course's metadata. `name` marks it as one that the build owns."""
    from nbformat.v4 import new_notebook

    metadata = {
        "coursekit": {"built_from": name},
        "kernelspec": KERNELSPEC,
        "language_info": {"name": "python"},
    }
    return new_notebook(cells=cells, metadata=metadata)


def to_bytes(notebook: "NotebookNode") -> bytes:
    """The file's content: valid nbformat 4.5, sorted keys, indent 1, LF, no outputs, a newline at the end."""
    import nbformat

    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notebook.nbformat_minor = 5
    nbformat.validate(notebook)
    return (nbformat.writes(notebook, version=4).rstrip("\n") + "\n").encode("utf-8")


class _CellIds:
    """Ids that stay when other cells come and go: a hash of the cell, and its count among equal cells."""

    def __init__(self, lesson: str):
        self._lesson = lesson
        self._seen: Counter[tuple[str, str]] = Counter()

    def of(self, cell: Cell) -> str:
        key = (cell.kind, cell.source)
        self._seen[key] += 1
        return cell_id(self._lesson, *key, self._seen[key])


def _cell(cell: Cell, declarations: Declarations, ids: _CellIds) -> "NotebookNode":
    from nbformat import v4

    metadata: dict[str, Any] = {}
    if cell.is_demo:
        metadata["tags"] = ["demo"]
    nbgrader = _role(cell, declarations)
    if nbgrader:
        metadata["nbgrader"] = nbgrader
    cell_id = nbgrader["grade_id"] if nbgrader else ids.of(cell)
    new = {"code": v4.new_code_cell, "markdown": v4.new_markdown_cell, "raw": v4.new_raw_cell}[cell.kind]
    return new(cell.source, id=cell_id, metadata=metadata)


def _role(cell: Cell, declarations: Declarations) -> dict[str, Any] | None:
    if cell.exercise:
        exercise = declarations[cell.exercise]
        by_hand = {"grade": True, "points": exercise.points} if exercise.kind == "manual" else {}
        return _nbgrader(cell.exercise, solution=True, **by_hand)
    if cell.check:
        exercise = declarations[cell.check.exercise]
        # nbgrader would take a graded check of a written answer for a second, automatic grade.
        graded = {} if exercise.kind == "manual" else {"grade": True, "points": exercise.points}
        return _nbgrader(f"{cell.check.exercise}_check", locked=True, **graded)
    if cell.locked:
        return _nbgrader(cell.locked, locked=True)
    return None


def _nbgrader(grade_id: str, **values: Any) -> dict[str, Any]:
    plain = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    return {**plain, "grade_id": grade_id, **values}


def _opening(title: str, lesson: Lesson, declarations: Declarations, settings: Settings) -> str:
    heading, _, rest = title.partition("\n")
    path = f"notebooks/{lesson.name}/{lesson.name}.ipynb"
    # Words, not the services' own pictures: those are broken where there is no network.
    launch = f"[Open in Colab]({settings.colab(path)}) · [Open in Binder]({settings.binder(path)})"
    facts = f"About {lesson.header.minutes} minutes"
    if declarations:
        exercises = f"{len(declarations)} exercise{'s' if len(declarations) > 1 else ''}"
        facts += f" · {exercises} · {sum(d.points for d in declarations.values()):g} points"
    parts = [heading, launch, facts, rest.strip("\n")]
    return "\n\n".join(part for part in parts if part)
