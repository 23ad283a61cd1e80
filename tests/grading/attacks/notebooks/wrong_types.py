"""Has metadata, sources, tags, outputs and ids of the wrong types, and cells without a source.

Would make the grader fail where it reads them.

Plain nbgrader: is not graded.
"""

import json


def attack(notebook):
    notebook.cells[3].metadata["tags"] = "demo"
    notebook.cells[4].source = ["a", 3]
    notebook.cells[5] = {"cell_type": "code", "metadata": [], "id": 7}
    return json.dumps(notebook)
