"""Gives nbgrader mappings that are lists, numbers, of an old schema, or that name cells of other notebooks.

Would stop the grading of the whole class.

Plain nbgrader: is not graded.
"""


def attack(notebook):
    strange = [[], 3, "x", {"schema_version": 0}, {"grade_id": ["x"]}, {"grade_id": None, "points": {}}, True]
    for cell, found in zip([c for c in notebook.cells if c.cell_type == "code"][2:], strange):
        if ".check(" not in cell.source:
            cell.metadata["nbgrader"] = found
    return notebook
