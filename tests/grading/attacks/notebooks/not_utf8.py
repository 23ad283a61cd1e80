"""Is no UTF-8, begins with a byte order mark, and holds NUL bytes.

Would make a reader fail before anything is graded.

Plain nbgrader: is not graded.
"""

import json


def attack(notebook):
    return "\ufeff" + json.dumps(notebook).replace("Tensors", "\udcff\udcfe\x00Tensors")
