"""Closes every file descriptor, the judge's pipe among them, and works on.

Would leave the grader waiting, or confuse it.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
import os
import time

os.closerange(0, 4096)
time.sleep(2)
