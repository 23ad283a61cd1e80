"""Stops its own process with SIGSTOP, so that no timer and no interrupt is served.

Would hold the grader up for its whole time.

Plain nbgrader: does not end within 240 s.
"""

# %%
import os
import signal

os.kill(os.getpid(), signal.SIGSTOP)
