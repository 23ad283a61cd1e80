"""Tags the check cells `skip-execution`, `raises-exception` and `demo`.

Would gain all points where a check cell without an error counts as passed.

Plain nbgrader: gains 21 of 21 points.
"""


def attack(notebook):
    for cell in notebook.cells:
        if ".check(" in cell.source:
            cell.metadata["tags"] = ["skip-execution", "raises-exception", "demo"]
    return notebook
