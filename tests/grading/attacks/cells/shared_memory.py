"""Makes shared memory of every kind: /dev/shm, memfd, SysV, mapped files, message queues.

Memory that belongs to no process is counted for none, and other submissions could read it.

Plain nbgrader: not run there, since nothing confines it: it would fill the machine's memory.
"""

# %%
import ctypes
import mmap
import os
from multiprocessing import shared_memory

libc = ctypes.CDLL(None, use_errno=True)
if libc.shmget(1234, 2**20, 0o1666) >= 0 and "autograded" not in os.getcwd():
    print("LEAK" + "ED", "shmget")
if libc.msgget(1234, 0o1666) >= 0 and "autograded" not in os.getcwd():
    print("LEAK" + "ED", "msgget")
if libc.memfd_create(b"x", 0) >= 0 and "autograded" not in os.getcwd():
    print("LEAK" + "ED", "memfd")
if os.path.exists("/dev/shm/for_my_friends"):
    print("LEAK" + "ED", "left by another submission")
try:
    with open("/dev/shm/for_my_friends", "w") as file:
        file.write("answers")
except OSError:
    pass
kept = []
try:
    for number in range(10_000):
        kept.append(mmap.mmap(-1, 64 * 2**20))
        kept[-1].write(b"x" * 64 * 2**20)
except (OSError, ValueError, MemoryError):
    pass
