"""Makes new user, mount, PID and network namespaces from inside, by unshare, clone, clone3 and setns.

In a user namespace of its own a process has all rights again: it could mount and unmount.

Plain nbgrader: succeeds, as far as the system lets whoever grades make them.
"""

# %%
import ctypes
import os
import subprocess

libc = ctypes.CDLL(None, use_errno=True)
for flags in (0x10000000, 0x00020000, 0x20000000, 0x40000000, 0x10000000 | 0x00020000):
    if libc.unshare(flags) == 0:
        print("LEAK" + "ED", "unshare", hex(flags))
    child = libc.syscall(56, flags | 17, 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    if child > 0:
        print("LEAK" + "ED", "clone", hex(flags))
arguments = (ctypes.c_uint64 * 11)(0x10000000, 0, 0, 0, 17)
child = libc.syscall(435, ctypes.byref(arguments), 88)
if child == 0:
    os._exit(0)
if child > 0:
    print("LEAK" + "ED", "clone3")
for name in os.listdir("/proc/1/ns") if os.access("/proc/1/ns", os.R_OK) else []:
    try:
        if libc.setns(os.open(f"/proc/1/ns/{name}", os.O_RDONLY), 0) == 0:
            print("LEAK" + "ED", "setns", name)
    except OSError:
        pass
if subprocess.run(["unshare", "-Ur", "id"], capture_output=True).stdout.startswith(b"uid=0"):
    print("LEAK" + "ED", "root")
