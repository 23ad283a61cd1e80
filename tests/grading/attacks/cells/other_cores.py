"""Leaves its share of the machine's processor cores for all of them, in this process and in one that it starts.

Would take the time of the submissions that are graded beside it, which then pass their limits.

Plain nbgrader: succeeds.
"""

# %%
import ctypes
import os
import subprocess
import sys

every = range(os.cpu_count())
try:
    os.sched_setaffinity(0, every)
    print("LEAK" + "ED", "this process")
except OSError:
    pass
mask = ctypes.create_string_buffer(b"\xff" * 128)
if ctypes.CDLL(None, use_errno=True).sched_setaffinity(0, 128, mask) == 0:
    print("LEAK" + "ED", "by the C library")
code = f"import os; os.sched_setaffinity(0, range({len(every)})); print('done')"
if b"done" in subprocess.run([sys.executable, "-c", code], capture_output=True).stdout:
    print("LEAK" + "ED", "another process")
