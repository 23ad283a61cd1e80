"""Allocates memory without end, in this process and in children.

Would bring the grader's machine to a stand.

Plain nbgrader: not run there, since nothing confines it: it would fill the machine's memory.
"""

# %%
import os

import numpy as np

kept = []
try:
    while True:
        kept.append(np.ones(2**23))
except MemoryError:
    pass
for _ in range(12):
    if os.fork() == 0:
        try:
            while True:
                kept.append(np.ones(2**23))
        except MemoryError:
            os._exit(0)
