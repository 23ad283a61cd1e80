"""Nests metadata some hundred levels deep.

Would end the grader by its recursion limit, where it copies or writes the notebook.

Plain nbgrader: not tried.
"""

import json


def attack(notebook):
    notebook.metadata["x"] = "deep"
    return json.dumps(notebook).replace('"deep"', "[" * 400 + "]" * 400, 1)
