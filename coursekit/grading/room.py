"""The file system of a submission: read-only, without the course's files, with a scratch folder in memory."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from coursekit.grading import linux
from coursekit.grading.limits import Limits

HOME = "/home/learner"  # the working folder; all of it is the scratch folder
# Of the system only what programs and libraries need to run. /etc may hold passwords: single files of it.
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
SETTINGS = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "timezone", "fonts", "mime.types", "alternatives")
DEVICES = ("null", "full", "random", "urandom")  # not zero: mapped, it is memory that no limit counts
_BUILD, _NEW, _OLD = "/tmp", "/new", "/old"


def python_folders() -> list[str]:
    """The folders that this Python and its packages need to be read from, coursekit's own among them."""
    import coursekit

    prefixes = [sys.prefix, sys.base_prefix, sys.exec_prefix, str(Path(coursekit.__file__).parent)]
    packages = [path for path in sys.path if "site-packages" in path or "dist-packages" in path]
    return _outermost(str(Path(p).resolve()) for p in [*prefixes, *packages] if Path(p).is_dir())


def make_room(owner: int, limits: Limits, readable: list[str], hidden: list[str]) -> None:
    """Replaces the file system of this mount namespace. The current folder is the empty scratch folder then."""
    linux.mount("", "/", "", linux.MS_REC | linux.MS_PRIVATE)
    linux.mount("tmpfs", _BUILD, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, "mode=755,size=4m")
    for name in (_NEW, _OLD):
        Path(_BUILD + name).mkdir()
    # The old root moves aside first: what is below /tmp can be shared too then.
    linux.pivot_root(_BUILD, _BUILD + _OLD)
    os.chdir("/")
    linux.mount("tmpfs", _NEW, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, "mode=755,size=4m")
    for path in SYSTEM:
        if Path(_OLD + path).is_symlink():
            Path(_NEW + path).symlink_to(Path(_OLD + path).readlink())
        elif Path(_OLD + path).is_dir():
            _share(path)
    for path in (*(f"/etc/{name}" for name in SETTINGS), *_outermost(readable)):
        if Path(_OLD + path).exists():
            _share(path)
    for path in hidden:
        if Path(_NEW + path).is_dir():
            linux.mount("tmpfs", _NEW + path, "tmpfs", linux.MS_RDONLY, "mode=755,size=4k")
    _write_settings(owner)
    _make_devices()
    _make_folder("/proc", 0o555)
    linux.mount("proc", _NEW + "/proc", "proc", linux.MS_NOSUID | linux.MS_NODEV | linux.MS_NOEXEC, "subset=pid")
    scratch = f"mode=700,uid={owner},gid={owner},size={limits.scratch_bytes},nr_inodes=20000"
    _make_folder(HOME)
    linux.mount("tmpfs", _NEW + HOME, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, scratch)
    for path in ("/tmp", "/dev/shm"):
        within = Path(_NEW + HOME, "." + path.strip("/").replace("/", "-"))
        within.mkdir()
        os.chown(within, owner, owner)
        if not Path(_NEW + path).exists():  # it does where something shared lies below /tmp; TMPDIR is right anyhow
            Path(_NEW + path).symlink_to(str(within).removeprefix(_NEW))
    linux.read_only(_NEW, recursive=False)
    linux.pivot_root(_NEW, _NEW + "/old")
    os.chdir("/")
    linux.unmount("/old")
    os.chdir(HOME)
    linux.sethostname("grading")


def _share(path: str) -> None:
    """Makes a file or folder of the old root readable at the same place in the new one."""
    real = Path(_OLD + path)
    target = Path(_NEW + path)
    if real.is_dir():
        _make_folder(path)
    else:
        _make_folder(str(Path(path).parent))
        target.touch()
    linux.mount(str(real), str(target), "", linux.MS_BIND | linux.MS_REC)
    linux.read_only(str(target), recursive=True)


def _make_folder(path: str, mode: int = 0o755) -> None:
    target = Path(_NEW)
    for part in Path(path).parts[1:]:
        target /= part
        if not target.exists():
            target.mkdir(mode)


def _write_settings(owner: int) -> None:
    _make_folder("/etc")
    Path(_NEW + "/etc/passwd").write_text(f"learner:x:{owner}:{owner}:learner:{HOME}:/bin/sh\n")
    Path(_NEW + "/etc/group").write_text(f"learner:x:{owner}:\n")
    Path(_NEW + "/etc/hosts").write_text("127.0.0.1 localhost\n")
    Path(_NEW + "/etc/nsswitch.conf").write_text("passwd: files\ngroup: files\nhosts: files\n")
    _make_folder("/old")


def _make_devices() -> None:
    _make_folder("/dev")
    for name in DEVICES:
        target = Path(_NEW + "/dev", name)
        target.touch()
        linux.mount(f"{_OLD}/dev/{name}", str(target), "", linux.MS_BIND)
    _make_folder("/dev/pts")  # `!command` in a cell runs it on a terminal
    linux.mount("devpts", _NEW + "/dev/pts", "devpts", linux.MS_NOSUID | linux.MS_NOEXEC, "newinstance,ptmxmode=0666")
    Path(_NEW + "/dev/ptmx").symlink_to("pts/ptmx")
    Path(_NEW + "/dev/fd").symlink_to("/proc/self/fd")
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        Path(_NEW + "/dev", name).symlink_to(f"/proc/self/fd/{number}")


def _outermost(paths: Iterable[str]) -> list[str]:
    """The folders of `paths` that are not below another of them."""
    kept: list[str] = []
    for path in sorted(set(paths), key=len):
        if not any(path == other or path.startswith(other.rstrip("/") + "/") for other in kept):
            kept.append(path)
    return kept
