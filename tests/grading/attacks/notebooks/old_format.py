"""Is a notebook of format 3, with worksheets and without cell ids.

Would lose the checks, or make the reader fail.

Plain nbgrader: not tried.
"""

import json


def attack(notebook):
    cells = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            code = {"cell_type": "code", "input": cell.source, "outputs": [], "language": "python"}
            cells.append({**code, "collapsed": False, "metadata": cell.metadata})
        else:
            cells.append({"cell_type": "markdown", "source": cell.source, "metadata": cell.metadata})
    sheet = {"cells": cells, "metadata": {}}
    return json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [sheet]})
