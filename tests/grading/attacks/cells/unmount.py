"""Takes the sandbox's file systems away, as root would: umount, remount, pivot_root, chroot.

Would uncover the instructor's files. A first prototype of this sandbox was beaten so.

Plain nbgrader: not run there, since nothing confines it: as root it would take the machine's file systems away.
"""

# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
for user in (0, 65534):
    try:
        os.setuid(user)
    except OSError:
        pass
for place in (b"/home/learner", b"@package@/exercises", b"/proc", b"/usr", b"/"):
    if libc.umount2(place, 2) == 0 or libc.umount(place) == 0:
        print("LEAK" + "ED", "unmounted", place)
    if libc.mount(b"", place, b"", 32 | 4096, b"") == 0:
        print("LEAK" + "ED", "mounted again", place)
    if libc.mount(b"tmpfs", place, b"tmpfs", 0, b"") == 0:
        print("LEAK" + "ED", "mounted on", place)
os.makedirs("new/old", exist_ok=True)
if libc.syscall(155, b"new", b"new/old") == 0 or libc.chroot(b"new") == 0:
    print("LEAK" + "ED", "a new root")
if os.path.exists("@course@/solutions") and "autograded" not in os.getcwd():
    print("LEAK" + "ED", "the course")
