"""Ends its process by the C library: a segmentation fault, an abort, the end of the stack.

Would take the worker with it where the submission runs in the worker.

Plain nbgrader: not measured alone; a kernel that dies leaves the submission without a grade.
"""

# %%
import ctypes

ctypes.string_at(1)
