"""Has NaN, infinities and integers of five thousand digits in its metadata and counts.

Would make a reader fail that takes JSON at its word.

Plain nbgrader: is not graded.
"""

import json


def attack(notebook):
    notebook.metadata["x"] = "strange"
    text = json.dumps(notebook).replace('"strange"', "[NaN, Infinity, -Infinity, 1e999, " + "9" * 5_000 + "]", 1)
    return text.replace('"execution_count": null', '"execution_count": 9e99', 1)
