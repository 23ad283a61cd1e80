"""Puts a submission's nbgrader metadata right by what the gradebook knows of its cells.

Knows no nbgrader: workers import it, and importing nbgrader takes half a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode, v4


@dataclass(frozen=True)
class SourceCell:
    """What the gradebook knows of a cell: its type, its text and its nbgrader metadata."""

    cell_type: str
    source: str
    metadata: dict[str, Any]

    @property
    def is_check(self) -> bool:
        """Whether it is graded automatically."""
        return self.metadata["grade"] and not self.metadata["solution"] and self.cell_type == "code"


def mend(notebook: NotebookNode, source: dict[str, SourceCell]) -> list[str]:
    """Makes the cells of a submission what the gradebook says they are. Returns what was changed, in sentences.

    A check cell that is missing comes back, so that a cell deleted by mistake costs nothing.
    """
    mender = _Mender(source)
    cells = [mender.mended(cell) for cell in notebook.cells]
    notebook.cells = mender.completed(cells)
    return mender.remarks


class _Mender:
    def __init__(self, source: dict[str, SourceCell]) -> None:
        self._source = source
        self._claimed: set[str] = set()
        self.remarks: list[str] = []

    def mended(self, cell: NotebookNode) -> NotebookNode:
        source = self._source
        found = cell.metadata.pop("nbgrader", None)
        name = _name(found, source) or (cell.get("id") if cell.get("id") in source else None)
        if name is None or name in self._claimed:
            if name is not None:
                self.remarks.append(f"Cell '{name}' exists multiple times: the first counts")
            elif found is not None:
                self.remarks.append(
                    f"A cell with unknown nbgrader metadata counts as the learner's own: {str(found)[:200]}. If "
                    "the lesson is newer than the gradebook, run nbgrader generate_assignment"
                )
            return cell
        self._claimed.add(name)
        known = source[name]
        if cell.cell_type != known.cell_type:
            self.remarks.append(f"Cell '{name}' was made {cell.cell_type}: it is {known.cell_type}")
            cell = _new_cell(known.cell_type, cell.source, cell.get("id", name), cell.metadata)
        if tags := cell.metadata.pop("tags", None):
            self.remarks.append(f"Cell '{name}' has tags that the lesson does not give it: {str(tags)[:200]}")
        changed = _differences(found, known.metadata)
        if changed:
            self.remarks.append(f"The nbgrader metadata of cell '{name}' is mended: {', '.join(changed)}")
        if known.metadata["locked"] and cell.source != known.source:
            self.remarks.append(f"The locked cell '{name}' was changed: it is put back")
            cell.source = known.source
        cell.metadata["nbgrader"] = NotebookNode(known.metadata)
        return cell

    def completed(self, cells: list[NotebookNode]) -> list[NotebookNode]:
        for name, known in self._source.items():
            if name in self._claimed or not known.metadata["grade"]:
                continue
            if not known.is_check:
                self.remarks.append(f"The graded cell '{name}' is missing: its points need a manual grade")
                continue
            self.remarks.append(f"The graded cell '{name}' is missing: it is put back")
            cell = _new_cell("code", known.source, name, NotebookNode(nbgrader=NotebookNode(known.metadata)))
            # The build calls the check cell of the solution cell NAME so.
            cells.insert(_place(cells, name.removesuffix("_check"), len(cells)), cell)
        return cells


def _new_cell(kind: str, source: str, name: str, metadata: NotebookNode) -> NotebookNode:
    new = v4.new_code_cell if kind == "code" else v4.new_markdown_cell
    return new(source, id=name, metadata=metadata)


def _place(cells: list[NotebookNode], name: str, otherwise: int) -> int:
    """The place after the cell of this grade id."""
    places = (i for i, cell in enumerate(cells) if cell.metadata.get("nbgrader", {}).get("grade_id") == name)
    return next((i + 1 for i in places), otherwise)


def _name(found: Any, source: dict[str, SourceCell]) -> str | None:
    name = found.get("grade_id") if isinstance(found, dict) else None
    return name if isinstance(name, str) and name in source else None


def _differences(found: Any, known: dict[str, Any]) -> list[str]:
    """The names of the entries that differ. A solution that is handed in has no checksums: that is no damage."""
    if not found or not isinstance(found, dict):
        return ["all of it"]
    return [
        key
        for key, value in known.items()
        if found.get(key) != value and not (key in ("checksum", "cell_type") and key not in found)
    ]
