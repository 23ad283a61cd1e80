"""System calls of Linux that Python has no function for. Only the sandbox uses them."""

from __future__ import annotations

import ctypes
import os
import struct
import sys

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWCGROUP = 0x10000000, 0x20000000, 0x40000000, 0x02000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
MNT_DETACH = 2

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 4, 24, 38
_LAST_CAPABILITY = 63
_CAPABILITY_VERSION_3 = 0x20080522
# pivot_root has no wrapper in the C library.
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}

_MOUNT_SETATTR, _AT_RECURSIVE = 442, 0x8000
_MOUNT_ATTR_RDONLY, _MOUNT_ATTR_NOSUID, _MOUNT_ATTR_NODEV = 1, 2, 4

_libc: ctypes.CDLL | None = None


def _call(name: str, *arguments: object) -> int:
    """The C library's function; raises OSError with its name when it returns -1."""
    global _libc
    if _libc is None:
        _libc = ctypes.CDLL(None, use_errno=True)
    result = getattr(_libc, name)(*arguments)
    if result == -1:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")
    return result


def unshare(flags: int) -> None:
    """Moves this process into new namespaces (CLONE_NEW... flags). Needs a process with one thread for users."""
    _call("unshare", ctypes.c_int(flags))


def mount(source: str, target: str, kind: str = "", flags: int = 0, data: str = "") -> None:
    """Mounts `source` at `target`, as mount(2)."""
    texts = [text.encode() or None for text in (source, target, kind)]
    _call("mount", *texts, ctypes.c_ulong(flags), data.encode() or None)


def read_only(target: str, recursive: bool) -> None:
    """Nothing below the mount `target` can be written, or run with its owner's rights, from now on (Linux 5.12)."""
    attributes = _MOUNT_ATTR_RDONLY | _MOUNT_ATTR_NOSUID | _MOUNT_ATTR_NODEV
    settings = ctypes.create_string_buffer(struct.pack("QQQQ", attributes, 0, 0, 0), 32)
    flags = _AT_RECURSIVE if recursive else 0
    numbers = (ctypes.c_long(_MOUNT_SETATTR), ctypes.c_int(-100))
    _call("syscall", *numbers, target.encode(), ctypes.c_uint(flags), settings, ctypes.c_size_t(32))


def sethostname(name: str) -> None:
    """The name of this machine, in this namespace."""
    _call("sethostname", name.encode(), ctypes.c_size_t(len(name.encode())))


def unmount(target: str) -> None:
    """Takes a mount away from the tree, also while it is in use."""
    _call("umount2", target.encode(), ctypes.c_int(MNT_DETACH))


def pivot_root(new_root: str, put_old: str) -> None:
    """Makes `new_root` the root of this mount namespace; the old one is then at `put_old`."""
    _call("syscall", ctypes.c_long(_PIVOT_ROOT[os.uname().machine]), new_root.encode(), put_old.encode())


def prctl(option: int, value: int = 0, more: int = 0) -> None:
    """Sets an attribute of this process."""
    _call("prctl", ctypes.c_int(option), *(ctypes.c_ulong(number) for number in (value, more, 0, 0)))


def die_with_parent(signal: int) -> None:
    """This process gets `signal` when its parent ends. A change of user clears it."""
    prctl(PR_SET_PDEATHSIG, signal)


def give_up_capabilities() -> None:
    """No program that this process executes can get a capability. To be called before the change of user."""
    for number in range(_LAST_CAPABILITY + 1):
        try:
            prctl(PR_CAPBSET_DROP, number)
        except OSError:  # the first number that this kernel does not know
            break


def drop_capabilities() -> None:
    """This process gives up every capability that it holds."""
    header = ctypes.create_string_buffer(struct.pack("Ii", _CAPABILITY_VERSION_3, 0))
    _call("capset", header, ctypes.create_string_buffer(bytes(24)))


def open_to_itself() -> None:
    """After a change of user, the files of this process in /proc are its own again."""
    prctl(PR_SET_DUMPABLE, 1)


def no_new_privileges() -> None:
    """From now on no program can gain rights by being executed (set-user-id programs)."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def is_supported() -> bool:
    """Whether this is a Linux whose system call numbers are known here."""
    return sys.platform == "linux" and os.uname().machine in _PIVOT_ROOT
