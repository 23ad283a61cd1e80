"""Hands in a hard link to somebody else's file.

Would show it to the notebook, or change it where it is written in place.

Plain nbgrader: hands out a file of whoever grades: its copy lies with what the student gets back.
"""

import os


def attack(folder, places):
    os.link(places["home"] / "notes.txt", folder / "data.csv")
