"""Makes links in its scratch folder that lead out of it, and asks for their names as answers.

Would have the judge, or a later look at the folder, open files outside.

Plain nbgrader: not tried.
"""

# %%
import os
from pathlib import Path

for name, target in (("a", "@course@/gradebook.db"), ("b", "/etc/shadow"), ("c", "/proc/self/mem"), ("d", "/")):
    try:
        os.symlink(target, name)
    except OSError:
        pass
for path in ("/usr/bin/env", "@package@/__init__.py"):
    try:
        os.link(path, "hard")
    except OSError:
        pass
try:
    os.mknod("device", 0o20666, os.makedev(1, 1))
    print("LEAK" + "ED", "a device")
except OSError:
    pass
os.mkfifo("pipe") if not os.path.exists("pipe") else None

# %% exercise="shrinking"
shrinking = Path("a")

# %% exercise="which_mistake"
which_mistake = "b"
