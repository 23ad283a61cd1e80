"""Starting the warm process, and ending it: by whoever owns it. Its users come in through its door."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence

from coursekit.exercise_packages import OWN

# Of the grader's environment, what a submission's process may see. Others may hold passwords.
PASSED = ("PATH", "LANG", "TZ", "HOME", "PYTHONPATH", "LD_LIBRARY_PATH", "COURSEKIT_DATA", "SYSTEMROOT")
# What TensorFlow, scikit-learn and NumPy ask how many threads they may use.
THREADS = (
    "TF_NUM_INTRAOP_THREADS",
    "TF_NUM_INTEROP_THREADS",
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
)
PREFIXES = ("LC_", "TF_NUM_", "TF_ENABLE_", "KERAS_", "OMP_", "OPENBLAS_", "MKL_")


class WarmStart:
    """The process of `coursekit.grading.warm`. It begins its imports now, which take seconds, and is not waited for.

    It ends with the last holder of its door.

    Args:
        stand_ins: packages of exercise modules that are not to be found in submissions, besides coursekit's own.
        cores: the processor cores that they run on; none: all that this process may use.
        threads: of each, unless the environment sets them; 0 leaves that to the libraries.

    Attributes:
        door: for `enter`, in this process or in another one that inherits it.
        pid: its process number.
    """

    def __init__(self, stand_ins: Sequence[str], cores: Collection[int] = (), threads: int = 0) -> None:
        self.door, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 (read when it ends before its time)
        with other:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "coursekit.grading.warm", str(other.fileno())],
                pass_fds=[other.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._said,
                cwd="/",
                env=_environment(stand_ins, threads),
            )
        self.pid = self._process.pid
        if cores:  # now, while it has one thread: libraries count cores when they start theirs
            os.sched_setaffinity(self.pid, cores)

    def close(self) -> None:
        """Ends it and all of its submissions. Other holders of the door, if there are any, have closed theirs."""
        if not self._is_ready():
            self._process.kill()  # it still imports, and would notice only at the end of that
        self.door.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._said.close()

    def last_words(self) -> str:
        """The last line that it has said, if any."""
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").strip().splitlines()
        return lines[-1][:300] if lines else ""

    def _is_ready(self) -> bool:
        with contextlib.suppress(OSError):
            return bool(self.door.recv(16, socket.MSG_DONTWAIT))
        return False


def enter(door: socket.socket) -> socket.socket:
    """A connection of one's own to the warm process behind a door. It sends one line once it is ready.

    Raises OSError when nobody is there any more.
    """
    here, there = socket.socketpair()
    with there:
        try:
            socket.send_fds(door, [b"enter"], [there.fileno()])
        except OSError:
            here.close()
            raise
    return here


def _environment(stand_ins: Sequence[str], threads: int) -> dict[str, str]:
    usual = dict.fromkeys(THREADS, str(threads)) if threads else {}
    found = usual | {key: value for key, value in os.environ.items() if key in PASSED or key.startswith(PREFIXES)}
    if "OMP_NUM_THREADS" in found:  # Dask sets it for its workers; TensorFlow would use all cores all the same
        for name in THREADS:
            found.setdefault(name, found["OMP_NUM_THREADS"])
    return {
        **found,
        "COURSEKIT_RECORD": "off",
        "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",  # large pages: a fork copies fewer entries, and fewer are touched
        "COURSEKIT_STAND_INS": json.dumps([OWN, *stand_ins]),
        "CUDA_VISIBLE_DEVICES": "-1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "NBGRADER_EXECUTION": "autograde",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
