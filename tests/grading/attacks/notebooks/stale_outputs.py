"""Hands in made-up outputs: full scores and friendly feedback on every check.

Would gain points where a cell that does not run keeps its outputs.

Plain nbgrader: nothing.
"""

from nbformat import v4


def attack(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [
                v4.new_output("display_data", data={"text/plain": "Correct", "text/html": "<b>Correct</b>"}),
                v4.new_output("execute_result", data={"text/plain": "3.0"}, execution_count=1),
            ]
            cell.execution_count = 1
    notebook.cells = [cell for cell in notebook.cells if "import numpy" not in cell.source]
    return notebook
