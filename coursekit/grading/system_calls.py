"""A filter on system calls (seccomp): what no notebook needs, and what sandboxes were escaped with.

Namespaces and dropped rights already forbid most of it. The filter takes away the kernel's code behind it as well.
Written as classic BPF by hand: libseccomp is a C library that wheels do not bring along.
Source: seccomp(2), <linux/audit.h>, <linux/bpf_common.h>.
"""

from __future__ import annotations

import ctypes
import errno
import os
import socket
import struct

from coursekit.grading import linux

# Names with their numbers on (x86_64, aarch64); None where the machine has no such call.
FORBIDDEN: dict[str, tuple[int | None, int]] = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "fsopen": (430, 430),
    "fsmount": (432, 432),
    "mount_setattr": (442, 442),
    "unshare": (272, 97),
    "setns": (308, 268),
    "open_by_handle_at": (304, 265),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "memfd_create": (319, 279),  # memory that neither the scratch folder's size nor a process's limit counts
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "syslog": (103, 116),
    "personality": (135, 92),
    "name_to_handle_at": (303, 264),
    "sched_setaffinity": (203, 122),  # a submission stays on its share of the cores
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
    "vmsplice": (278, 75),
}
# Kinds of socket that programs use with themselves. Others are not shut in by a network namespace (AF_VSOCK reaches the
# host of a virtual machine), or bring parts of the kernel that nobody here needs.
_FAMILIES = (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, 16)  # 16: netlink, by which C libraries list addresses
_SOCKET = (41, 198)
_MMAP, _MAP_SHARED, _MAP_ANONYMOUS = (9, 222), 1, 32
_CLONE = (56, 220)
_CLONE3 = (435, 435)
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_LOAD, _AND, _JUMP_EQUAL, _JUMP_GREATER_EQUAL, _JUMP_SET, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
_NUMBER, _MACHINE, _FIRST_ARGUMENT, _FOURTH_ARGUMENT = 0, 4, 16, 40
_X32 = 0x40000000  # numbers of x86_64's second set of calls begin here
_PR_SET_SECCOMP, _FILTER = 22, 2


def program(machine: str) -> list[tuple[int, int, int, int]]:
    """The filter for a machine ("x86_64", "aarch64") as instructions (code, if true, if false, value).

    A forbidden call fails with EPERM, as it does for people without rights. clone3 "does not exist", so that the
    C library takes clone, whose flags a filter can see; clone may not make user namespaces. Sockets are of few kinds.
    """
    column, architecture = _MACHINES[machine]
    lines = [
        (_LOAD, 0, 0, _MACHINE),
        (_JUMP_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
    ]
    if machine == "x86_64":
        lines += [(_JUMP_GREATER_EQUAL, 0, 1, _X32), (_RETURN, 0, 0, _ERRNO | errno.ENOSYS)]
    for numbers in FORBIDDEN.values():
        if (number := numbers[column]) is not None:
            lines += [(_JUMP_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERRNO | errno.EPERM)]
    # Shared memory that is no file's belongs to no process while it is not mapped: no limit counts it.
    lines += [
        (_JUMP_EQUAL, 0, 4, _MMAP[column]),
        (_LOAD, 0, 0, _FOURTH_ARGUMENT),
        (_AND, 0, 0, _MAP_SHARED | _MAP_ANONYMOUS),
        (_JUMP_EQUAL, 0, 1, _MAP_SHARED | _MAP_ANONYMOUS),
        (_RETURN, 0, 0, _ERRNO | errno.EPERM),
        (_LOAD, 0, 0, _NUMBER),
    ]
    lines += [(_JUMP_EQUAL, 0, 2 * len(_FAMILIES) + 2, _SOCKET[column]), (_LOAD, 0, 0, _FIRST_ARGUMENT)]
    for family in _FAMILIES:
        lines += [(_JUMP_EQUAL, 0, 1, int(family)), (_RETURN, 0, 0, _ALLOW)]
    lines += [(_RETURN, 0, 0, _ERRNO | errno.EAFNOSUPPORT)]
    lines += [
        (_JUMP_EQUAL, 0, 1, _CLONE3[column]),
        (_RETURN, 0, 0, _ERRNO | errno.ENOSYS),
        (_JUMP_EQUAL, 0, 3, _CLONE[column]),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_JUMP_SET, 0, 1, linux.CLONE_NEWUSER),
        (_RETURN, 0, 0, _ERRNO | errno.EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return lines


def restrict() -> None:
    """Puts the filter on this process and all that it will start, for good. Needs no_new_privileges before."""
    lines = program(os.uname().machine)
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(lines), ctypes.addressof(code)))
    linux.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.addressof(header))
