"""Has halves of characters in cells, ids and metadata, which no file can hold.

Would make the grader fail where it writes the graded notebook, and stop the class.

Plain nbgrader: is not graded.
"""

import json

from nbformat import v4


def attack(notebook):
    notebook.cells.insert(2, v4.new_markdown_cell("\ud83d half"))
    notebook.cells.insert(2, v4.new_code_cell("print('\ud83d half')\n# \udcff"))
    notebook.metadata["\ud83d"] = "\udcff"
    return json.dumps(notebook)
