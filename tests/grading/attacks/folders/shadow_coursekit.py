"""Hands in a package `coursekit` whose checks give all points, and a `sitecustomize`.

Would gain every point where the notebook's folder is searched first.

Plain nbgrader: nothing, where the notebook's folder comes after the installed package.
"""

CODE = """
import types

class Everything(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        found = types.SimpleNamespace(
            check=lambda *answers: 1.0, ask=lambda: None, hint=lambda: None, predicted=lambda guess: False
        )
        return found

import sys
print("I am the coursekit now")
sys.modules["coursekit.exercises"] = Everything("coursekit.exercises")
sys.modules["coursekit.exercises.tensors_and_neurons"] = Everything("x")
"""


def attack(folder, places):
    (folder / "coursekit").mkdir()
    (folder / "coursekit" / "__init__.py").write_text(CODE + "\nexercises = Everything('x')\ndata = plot = exercises\n")
    for name in ("exercises", "check", "grading"):
        (folder / "coursekit" / name).mkdir()
        (folder / "coursekit" / name / "__init__.py").write_text(CODE + "\ntensors_and_neurons = Everything('x')\n")
    (folder / "sitecustomize.py").write_text("print('site')\n")
    (folder / "usercustomize.py").write_text("print('user')\n")
