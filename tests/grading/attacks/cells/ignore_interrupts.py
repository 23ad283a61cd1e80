"""Swallows every interrupt and loops for ever.

Would hold the grader up for its whole time limit in each cell.

Plain nbgrader: not run there, since nothing confines it: it takes as long as the limits are.
"""

# %%
import signal
import time

for number in range(1, 64):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    try:
        while True:
            time.sleep(0.01)
    except BaseException:
        pass
