"""Reports outputs that have no such form: numbers for lists, arrays for names, bytes for text.

Would make the judge fail where it puts them into the notebook.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
import numpy as np

from coursekit.grading import shell

array = np.arange(3)
strange = [
    {"output_type": array, "name": array, "text": array},
    {"output_type": "stream", "name": array, "text": ["x"]},
    {"output_type": "error", "ename": array, "evalue": 3, "traceback": [array, None]},
    {"output_type": "display_data", "data": {"text/plain": array, "image/png": array}},
    {"output_type": "display_data", "data": array},
    {"output_type": "execute_result", "data": {"image/png": b"x", "text/plain": None}},
    {"output_type": ["stream"]},
    {},
    None,
    array,
    "text",
    7,
]
shell.Outputs.done = lambda self: strange
