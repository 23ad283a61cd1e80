"""Hands in five thousand files, and folders two hundred deep.

Would fill tables of the file system and of the grader.

Plain nbgrader: copies over 4000 files, one after the other.
"""


def attack(folder, places):
    deep = folder
    for _ in range(200):
        deep = deep / "d"
    deep.mkdir(parents=True)
    for number in range(5_000):
        (folder / f"{number}.txt").touch()
