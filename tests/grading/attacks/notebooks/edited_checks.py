"""Replaces the checks by numbers: a full score, a negative one, NaN, a NumPy scalar.

Would gain what the number says, or all points where a score cannot be read.

Plain nbgrader: nothing: locked cells are put back.
"""


def attack(notebook):
    numbers = ["3.0", "float('nan')", "-1.0", "__import__('numpy').float64(0.25)", "False", "300.0", "1.0", "1.0"]
    checks = [cell for cell in notebook.cells if ".check(" in cell.source]
    for cell, number in zip(checks, numbers, strict=True):
        cell.source = number
    return notebook
