"""Puts the checks before the answers and in another order, each after a cell that prints a score.

Would gain points where a check takes what stands before it.

Plain nbgrader: nothing, as our checks draw fresh inputs.
"""

from nbformat import v4


def attack(notebook):
    checks = [cell for cell in notebook.cells if ".check(" in cell.source]
    others = [cell for cell in notebook.cells if ".check(" not in cell.source]
    for cell in reversed(checks):
        others.insert(3, cell)
        others.insert(3, v4.new_code_cell("3.0"))
    notebook.cells = others
    return notebook
