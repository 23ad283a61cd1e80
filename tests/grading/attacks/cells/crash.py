"""Ends its process by the C library: a segmentation fault, an abort, the end of the stack.

Would take the worker with it where the submission runs in the worker.

Plain nbgrader: is not graded: the kernel that dies ends the whole of it.
"""

# %%
import ctypes

ctypes.string_at(1)
