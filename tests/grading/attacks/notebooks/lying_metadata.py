"""Says in the metadata that the checks are worth 300 points, are solutions, are not graded, or are for people.

Would gain points, or keep cells from being graded.

Plain nbgrader: is not graded.
"""


def attack(notebook):
    for number, cell in enumerate(c for c in notebook.cells if ".check(" in c.source):
        found = cell.metadata["nbgrader"]
        found["points"] = [300, -1, 1e308, 3, 3, 3, 1, 1][number]
        if number == 3:
            found["solution"] = True
        if number == 4:
            found["grade"] = False
        if number == 5:
            found["locked"] = False
            cell.source = "3.0"
        if number == 6:
            found["schema_version"] = 99
        if number == 7:
            found["cell_type"] = "markdown"
    return notebook
