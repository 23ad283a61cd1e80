"""Registers what is to run at the end: atexit, finalizers, module teardown, exceptions that nobody sees.

Would act when the judge has gone, with the rights that are left then.

Plain nbgrader: changes files.
"""

# %%
import atexit
import os
import sys
import threading
import weakref


def late():
    for path in ("@course@/owned", "@home@/owned"):
        try:
            open(path, "w").write("x")
        except OSError:
            pass


atexit.register(late)
weakref.finalize(sys, late)
threading._register_atexit(late)
sys.unraisablehook = sys.excepthook = lambda *a: late()


class Last:
    def __del__(self):
        late()


sys.modules["last"] = Last()
os.register_at_fork(before=late, after_in_child=late, after_in_parent=late)
