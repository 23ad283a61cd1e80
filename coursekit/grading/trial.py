"""Whether submissions can be confined on this system: tries it, and says in plain words what is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from coursekit.grading import linux

_DOCS = "See docs/grading-on-servers.md."
_APPARMOR = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
_MOST_USER = Path("/proc/sys/user/max_user_namespaces")


def why_no_sandbox() -> str | None:
    """None where a sandbox can be made; else what is missing and what to do, in one or two sentences."""
    if not linux.is_supported():
        return f"The sandbox is made of Linux namespaces, and this is {sys.platform}. Grade on Linux, or in WSL 2."
    tried = subprocess.run(
        [sys.executable, "-P", "-m", "coursekit.grading.trial"], capture_output=True, text=True, check=False
    )
    if tried.returncode == 0:
        return None
    lines = tried.stderr.strip().splitlines()
    return f"{_advice()} {_DOCS} (The system said: {lines[-1] if lines else 'nothing'})"


def _advice() -> str:
    if _read(_APPARMOR) == "1":
        return (
            "AppArmor keeps people without rights from making user namespaces (Ubuntu 23.10 and later). An "
            "administrator can allow it:  sysctl kernel.apparmor_restrict_unprivileged_userns=0"
        )
    if _read(_MOST_USER) == "0":
        return "User namespaces are switched off. An administrator can allow them:  sysctl user.max_user_namespaces=999"
    if _is_proc_masked():
        return (
            "Parts of /proc are covered, as container engines do it, and the kernel refuses a new one then. Start the "
            "container with  --security-opt unmask=ALL  (podman) or  --security-opt systempaths=unconfined  (docker)."
        )
    if Path("/.dockerenv").exists() or Path("/run/.containerenv").exists() or "KUBERNETES_SERVICE_HOST" in os.environ:
        return "This container may not make namespaces: its filter of system calls (seccomp) forbids it."
    return "This system does not let you make namespaces."


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def _is_proc_masked() -> bool:
    mounts = (line.split() for line in _read(Path("/proc/self/mountinfo")).splitlines())
    return any(mount[4].startswith("/proc/") and mount[4] != "/proc/sys/fs/binfmt_misc" for mount in mounts)


def _try() -> int:
    from coursekit.grading.limits import Ended, Limits
    from coursekit.grading.room import python_folders
    from coursekit.grading.sandbox import confine

    return int(confine(lambda: None, Limits(), python_folders(), []) is not Ended.NORMALLY)


if __name__ == "__main__":
    sys.exit(_try())
