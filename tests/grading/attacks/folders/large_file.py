"""Hands in a sparse file of a hundred gigabytes.

Would fill the grader's memory where it is read as a whole, or its disk where it is copied.

Plain nbgrader: fills the disk with a copy, and is not graded.
"""

import os


def attack(folder, places):
    with open(folder / "data.bin", "wb") as file:
        os.truncate(file.fileno(), 100 * 2**30)
