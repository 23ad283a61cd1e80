"""Hands in a named pipe: who reads it waits for ever.

Would hold up the grading of the whole class.

Plain nbgrader: not tried.
"""

import os


def attack(folder, places):
    os.mkfifo(folder / "data.csv")
