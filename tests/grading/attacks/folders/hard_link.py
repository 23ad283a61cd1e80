"""Hands in a hard link to somebody else's file.

Would show it to the notebook, or change it where it is written in place.

Plain nbgrader: not tried.
"""

import os


def attack(folder, places):
    os.link(places["home"] / "notes.txt", folder / "data.csv")
