"""nbgrader's step that puts a submission's metadata right before it is graded, and the gradebook's cells for it.

Editors, copy and paste, and people damage it. Untouched, one empty `nbgrader` mapping stops the grading of the
whole class, and a tag that skips a check earns all of its points.
"""

from __future__ import annotations

from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from coursekit.grading.mending import SourceCell, mend


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
        for remark in mend(nb, source):
            self.log.warning("%s", remark)
        return nb, resources


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
            cell.source,
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
