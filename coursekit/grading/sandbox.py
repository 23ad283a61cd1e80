"""A room without doors for one submission, made of Linux namespaces.

Inside: an unprivileged user without any rights, no network, its own processes only, a file system of which nothing
can be written but a scratch folder in memory, and none of the course's files (room.py). Outside stands a guard
(guard.py) that ends everything inside when its time or its memory is over, or when the grader is gone.

bubblewrap makes the same rooms, but it has to execute a new program inside: Python would import TensorFlow again for
every submission. Here a process that has imported it already goes inside itself.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from coursekit.grading import guard, linux, system_calls
from coursekit.grading.limits import Ended, Limits
from coursekit.grading.room import make_room

_INSIDE_USER = 1000


def confine(inside: Callable[[], None], limits: Limits, readable: Iterable[str], hidden: Iterable[str]) -> Ended:
    """Runs `inside` in a sandbox and returns when nothing of it is left. For a forked process that does only this.

    Args:
        inside: what to run; it starts in its empty scratch folder.
        readable: folders that can be read inside, besides the system's own.
        hidden: folders below those that are empty inside.

    SIGTERM ends it at once. When this process ends, everything inside ends with it.
    """
    guard.hold_signals()
    read_end, write_end = os.pipe()
    try:
        user = _leave_namespaces()
        init = os.fork()
    except OSError as error:
        print(f"no sandbox: {error}", file=sys.stderr)
        return Ended.NOT_MADE
    if init == 0:
        os.close(read_end)
        _as_init(inside, limits, user, list(readable), list(hidden), write_end)
    os.close(write_end)
    made = os.read(read_end, 1) == b"1"  # nothing comes when making it failed
    os.closerange(3, 65536)  # the submission's connection among them: only its own process may hold that
    # pivot_root has moved this process's root as well: it shares the mount namespace. So /proc is the one inside.
    ended = guard.watch(init, limits, "/proc")
    return ended if made else Ended.NOT_MADE


def attend(inside: Callable[[], None], limits: Limits) -> Ended:
    """Runs `inside` in a process group of its own, with limits but without a sandbox: with all the rights it has now.

    What leaves the process group is not ended with it.
    """
    guard.hold_signals()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            os.setsid()
            guard.limit(limits, processes=False)  # they would be counted with all others of this user
            guard.release_signals()
            inside()
        os._exit(0)
    os.closerange(3, 65536)
    return guard.watch(child, limits, None)


def _leave_namespaces() -> int | None:
    """New namespaces for this process. Returns the user to become, or None when it is one already."""
    flags = linux.CLONE_NEWNS | linux.CLONE_NEWPID | linux.CLONE_NEWNET | linux.CLONE_NEWIPC | linux.CLONE_NEWUTS
    flags |= linux.CLONE_NEWCGROUP
    if os.geteuid() == 0:
        with contextlib.suppress(PermissionError):
            linux.unshare(flags)
            return _free_user()
        # Root of a container without rights: go on as anybody else does.
        os.setgroups([])
        os.setresgid(65534, 65534, 65534)
        os.setresuid(65534, 65534, 65534)
        linux.open_to_itself()
    user, group = os.geteuid(), os.getegid()
    linux.unshare(flags | linux.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{_INSIDE_USER} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{_INSIDE_USER} {group} 1")
    return None


def _free_user() -> int:
    """A user number of its own for this submission: limits on processes are counted by user."""
    size = int(Path("/proc/self/uid_map").read_text().split()[2])
    return 0x60000000 + os.getpid() if size > 0x70000000 else 65534


def _as_init(
    inside: Callable[[], None], limits: Limits, user: int | None, readable: list[str], hidden: list[str], made: int
) -> None:
    """The first process inside: makes the room, starts `inside` as its child, buries who dies. Never returns."""
    try:
        linux.die_with_parent(signal.SIGKILL)
        make_room(_INSIDE_USER if user is None else user, limits, readable, hidden)
        _drop_rights(limits, user)
        linux.die_with_parent(signal.SIGKILL)  # the change of user has cleared it
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                os.close(made)
                guard.release_signals()
                inside()
            os._exit(0)
        os.write(made, b"1")
        os.closerange(0, 65536)
        while os.waitpid(-1, 0)[0] != child:
            pass
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)


def _drop_rights(limits: Limits, user: int | None) -> None:
    guard.limit(limits)
    linux.give_up_capabilities()
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    linux.drop_capabilities()
    linux.no_new_privileges()
    system_calls.restrict()
