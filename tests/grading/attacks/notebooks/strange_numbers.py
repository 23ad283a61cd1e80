"""Has NaN, infinities and integers of ten thousand digits in its metadata and counts.

Would make a reader fail that takes JSON at its word.
"""

import json


def attack(notebook):
    text = json.dumps(notebook)
    text = text.replace('"execution_count": null', '"execution_count": NaN', 1)
    return text.replace('"metadata": {', '"metadata": {"a": Infinity, "b": ' + "9" * 10_000 + ", ", 1)
