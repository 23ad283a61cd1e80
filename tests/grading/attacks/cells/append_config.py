"""Appends a line to nbgrader_config.py, to the instructor's shell files and to IPython's start-up folder.

Would run code as the instructor, next time.

Plain nbgrader: not run there, since nothing confines it: it writes into the home of who runs it.
"""

# %%
import os

line = "\nopen('@course@/owned', 'w').write('x')\n"
for path in (
    "@course@/nbgrader_config.py",
    "@home@/.bashrc",
    "@home@/.ipython/profile_default/startup/x.py",
    "@home@/.jupyter/nbgrader_config.py",
    "@home@/.config/x",
    "@package@/__init__.py",
    "@package@/grading/judging.py",
    os.path.expanduser("~root/.bashrc"),
):
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "a") as file:
            file.write(line)
    except OSError:
        pass
