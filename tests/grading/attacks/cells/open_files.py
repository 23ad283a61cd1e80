"""Opens files until there are no more, in many processes.

Would take all open files of the machine.

Plain nbgrader: not run there, since nothing confines it: it would take all open files.
"""

# %%
import os
import time

for _ in range(50):
    if os.fork() == 0:
        try:
            while True:
                os.open("/dev/null", os.O_RDONLY)
        except OSError:
            time.sleep(60)
