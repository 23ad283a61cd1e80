"""Looks for a way to the judge: kernel connection files, sockets in the file system, ports, abstract sockets.

Would talk to the judge as the grader does. A first prototype of this sandbox was beaten so.

Plain nbgrader: not run there, since nothing confines it: it looks into the folders of who runs it.
"""

# %%
import glob
import json
import os
import socket
import stat

for pattern in ("/run/**/*", "/tmp/**/*", "/var/run/**/*", "@home@/.local/share/jupyter/runtime/*", "@course@/**/*"):
    for path in glob.glob(pattern, recursive=True):
        try:
            if stat.S_ISSOCK(os.stat(path).st_mode):
                print("LEAK" + "ED", path)
                socket.socket(socket.AF_UNIX).connect(path)
            if "kernel-" in path and path.endswith(".json"):
                print("LEAK" + "ED", json.load(open(path)))
        except OSError:
            pass
try:
    for line in open("/proc/net/unix").read().splitlines()[1:]:
        if " @" in line:
            print("LEAK" + "ED", line)
except OSError:
    pass
