"""Hands in a folder and a file that nobody may read.

Would make the grader fail where it expects to read everything.

Plain nbgrader: is not graded, unless root grades.
"""


def attack(folder, places):
    (folder / "closed").mkdir()
    (folder / "closed" / "x").write_text("x")
    (folder / "closed").chmod(0)
    (folder / "x.csv").write_text("x")
    (folder / "x.csv").chmod(0)
