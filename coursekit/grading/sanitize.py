"""Puts a submission's nbgrader metadata right before it is graded.

Editors, copy and paste, and people damage it. Untouched, one empty `nbgrader` mapping stops the grading of the
whole class, and a tag that skips a check earns all of its points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode, v4
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor


@dataclass(frozen=True)
class SourceCell:
    """What the gradebook knows of a cell: its type and its nbgrader metadata."""

    cell_type: str
    metadata: dict[str, Any]


class Sanitize(NbGraderPreprocessor):
    """Makes the nbgrader metadata of a submission what it is in the gradebook.

    It goes before nbgrader's own preprocessors in `c.Autograde.sanitize_preprocessors`, in the place of
    DeduplicateIds (which keeps the last of two cells and leaves a mapping that stops the batch). A cell is
    known by its grade id or, when that is lost, by its cell id, which the build makes equal to it.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Mends all cells, and logs each change as a warning."""
        info = resources["nbgrader"]
        with Gradebook(info["db_url"]) as gradebook:
            source = source_cells(gradebook.find_notebook(info["notebook"], info["assignment"]))
        claimed: set[str] = set()
        nb.cells = [self._mended(cell, source, claimed) for cell in nb.cells]
        for name in sorted(source.keys() - claimed):
            if source[name].metadata["grade"]:
                self.log.warning("The graded cell '%s' is missing: its points need a manual grade", name)
        return nb, resources

    def _mended(self, cell: NotebookNode, source: dict[str, SourceCell], claimed: set[str]) -> NotebookNode:
        found = cell.metadata.pop("nbgrader", None)
        name = _name(found, source) or (cell.get("id") if cell.get("id") in source else None)
        if name is None or name in claimed:
            if name is not None:
                self.log.warning("Cell '%s' exists multiple times: the first counts", name)
            elif found is not None:
                self.log.warning(
                    "A cell with unknown nbgrader metadata counts as the learner's own: %s. If the lesson is "
                    "newer than the gradebook, run nbgrader generate_assignment",
                    found,
                )
            return cell
        claimed.add(name)
        known = source[name]
        if cell.cell_type != known.cell_type:
            self.log.warning("Cell '%s' was made %s: it is %s", name, cell.cell_type, known.cell_type)
            new = v4.new_code_cell if known.cell_type == "code" else v4.new_markdown_cell
            cell = new(cell.source, id=cell.get("id", name), metadata=cell.metadata)
        if tags := cell.metadata.pop("tags", None):
            self.log.warning("Cell '%s' has tags that the lesson does not give it: %s", name, tags)
        changed = _differences(found, known.metadata)
        if changed:
            self.log.warning("The nbgrader metadata of cell '%s' is mended: %s", name, ", ".join(changed))
        cell.metadata["nbgrader"] = NotebookNode(known.metadata)
        return cell


def source_cells(notebook: Any) -> dict[str, SourceCell]:
    """The cells of a notebook in the gradebook, by grade id.

    Args:
        notebook: an `nbgrader.api.Notebook`.
    """
    points = {cell.name: cell.max_score for cell in (*notebook.grade_cells, *notebook.task_cells)}
    graded = {cell.name for cell in notebook.grade_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    return {
        cell.name: SourceCell(
            cell.cell_type,
            {
                "schema_version": 3,
                "grade_id": cell.name,
                "grade": cell.name in graded,
                "solution": cell.name in solutions,
                "task": cell.name in tasks,
                "locked": cell.locked,
                "checksum": cell.checksum,
                "cell_type": cell.cell_type,
                **({"points": points[cell.name]} if cell.name in points else {}),
            },
        )
        for cell in notebook.source_cells
    }


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
