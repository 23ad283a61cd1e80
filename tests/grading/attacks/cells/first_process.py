"""Writes into the memory of the first process of the sandbox, stops it, and takes its open files.

The first process ends all others when it ends, and the guard waits for it.

Plain nbgrader: not run there, since nothing confines it: it aims at the sandbox.
"""

# %%
import os
import signal

if "autograded" not in os.getcwd():
    for number in (signal.SIGSTOP, signal.SIGKILL, signal.SIGTSTP, signal.SIGUSR1):
        try:
            os.kill(1, number)
        except OSError:
            pass
    try:
        with open("/proc/1/mem", "r+b", 0) as memory:
            for line in open("/proc/1/maps"):
                span, rights = line.split()[:2]
                if rights.startswith("rw"):
                    memory.seek(int(span.split("-")[0], 16))
                    memory.write(b"\xcc" * 4096)
    except (OSError, ValueError, OverflowError):
        pass
