"""Has five thousand cells.

Would take hours to run, and gives a page that nobody can open.

Plain nbgrader: a notebook of over 5000 outputs.
"""

from nbformat import v4


def attack(notebook):
    notebook.cells += [v4.new_code_cell("1", id=f"more-{i}") for i in range(5_000)]
    return notebook
