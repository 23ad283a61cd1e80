"""Is a notebook of a format that does not exist yet.

Would make the reader fail, and stop the class.

Plain nbgrader: is not graded.
"""

import json


def attack(notebook):
    return json.dumps({**notebook, "nbformat": 5})
