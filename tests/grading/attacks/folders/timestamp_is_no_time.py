"""Writes something that is no time into timestamp.txt. nbgrader ends its whole run there.

Would stop the grading of the class.

Plain nbgrader: is not graded, and nor is who comes after it: the command ends.
"""


def attack(folder, places):
    (folder / "timestamp.txt").write_text("yesterday \x1b[2J")
