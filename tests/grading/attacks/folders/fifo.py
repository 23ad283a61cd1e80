"""Hands in a named pipe in the place of the notebook: who reads it waits for ever.

Would hold up the grading of the whole class.

Plain nbgrader: does not end within 60 s.
"""

import os


def attack(folder, places):
    (notebook,) = folder.glob("*.ipynb")
    notebook.unlink()
    os.mkfifo(notebook)
