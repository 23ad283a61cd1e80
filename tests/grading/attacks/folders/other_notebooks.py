"""Hands in further notebooks, one with the lesson's name in a folder, and one with the name of another lesson.

Would have the wrong one graded.

Plain nbgrader: not tried.
"""

import shutil


def attack(folder, places):
    (notebook,) = folder.glob("*.ipynb")
    (folder / "01_tensors_and_neurons").mkdir()
    shutil.copy(notebook, folder / "01_tensors_and_neurons" / notebook.name)
    shutil.copy(notebook, folder / "02_keras_basics.ipynb")
    (folder / "zz.ipynb").write_text("no notebook")
