"""Copies checks and answers, so that two cells have one grade id, and empties the mapping of a third.

Would stop the grading of the whole class, or have the wrong copy graded.

Plain nbgrader: is not graded, and nor is who comes after it.
"""

import copy


def attack(notebook):
    for cell in [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id")]:
        again = copy.deepcopy(cell)
        again.id = f"again-{cell.id}"
        if ".check(" in cell.source:
            again.source = "3.0"
        notebook.cells.append(again)
    notebook.cells[-2].metadata["nbgrader"] = {}
    return notebook
