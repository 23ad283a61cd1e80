"""Hands in a named pipe: who reads it waits for ever.

Would hold up the grading of the whole class.
"""

import os


def attack(folder, places):
    os.mkfifo(folder / "data.csv")
