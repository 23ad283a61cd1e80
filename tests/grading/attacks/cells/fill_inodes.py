"""Makes empty files and folders until there are no more.

Would take all inodes of the grader's file system.

Plain nbgrader: not run there, since nothing confines it: it fills the disk.
"""

# %%
import os

most = 100 if "autograded" in os.getcwd() else 10**6
try:
    for number in range(most):
        os.close(os.open(f"empty-{number}", os.O_CREAT))
except OSError:
    pass
