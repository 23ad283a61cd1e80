"""Reads what /proc tells of other processes: environment, memory, open files, root and working folders.

Would lead out of the sandbox (/proc/PID/root, /proc/PID/cwd), and show passwords in environments.

Plain nbgrader: not run there, since nothing confines it: it opens the kernel's own switches.
"""

# %%
import os

for name in os.listdir("/proc"):
    if not name.isdigit() or int(name) == os.getpid():
        continue
    for part in ("root", "cwd"):
        place = f"/proc/{name}/{part}@course@/solutions"
        if os.path.exists(place) and "autograded" not in os.getcwd():
            print("LEAK" + "ED", place)
    try:
        for number in os.listdir(f"/proc/{name}/fd"):
            target = os.readlink(f"/proc/{name}/fd/{number}")
            if "socket" in target or "@course@" in target:
                if "autograded" not in os.getcwd():
                    print("LEAK" + "ED", target)
    except OSError:
        pass
for path in ("/proc/kcore", "/proc/sysrq-trigger", "/proc/sys/kernel/core_pattern", "/proc/kallsyms", "/proc/keys"):
    try:
        with open(path, "r+b"):
            if os.getuid():
                print("LEAK" + "ED", path)
    except OSError:
        pass
