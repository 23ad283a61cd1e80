"""Stops its own process with SIGSTOP, so that no timer and no interrupt is served.

Would hold the grader up for its whole time.

Plain nbgrader: not tried.
"""

# %%
import os
import signal

if "autograded" not in os.getcwd():
    os.kill(os.getpid(), signal.SIGSTOP)
