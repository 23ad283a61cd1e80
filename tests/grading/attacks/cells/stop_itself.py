"""Stops its own process with SIGSTOP, so that no timer and no interrupt is served.

Would hold the grader up for its whole time.

Plain nbgrader: is not graded, and takes all of the time that a cell may take.
"""

# %%
import os
import signal

os.kill(os.getpid(), signal.SIGSTOP)
