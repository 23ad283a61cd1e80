"""Writes to the standard error stream that the process inherited, and reads what others left there.

If it were a file of the grader's, submissions could hand answers to each other through it, and fill the disk.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
import os

for number in (0, 1, 2):
    try:
        os.lseek(number, 0, os.SEEK_SET)
        if b"an answer for my friends" in os.read(number, 2**20):
            print("LEAK" + "ED", "left by another submission on", number)
    except OSError:
        pass
    try:
        os.write(number, b"an answer for my friends\n" * 1000)
        os.lseek(number, 0, os.SEEK_SET)
        if b"an answer for my friends" in os.read(number, 2**20):
            print("LEAK" + "ED", "a file behind", number)
        path = os.readlink(f"/proc/self/fd/{number}")
        if not path.startswith(("/dev/null", "pipe:", "socket:", "/dev/pts")):
            print("LEAK" + "ED", path)
    except OSError:
        pass
