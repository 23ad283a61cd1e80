"""Gives handles that were never made, and answers calls with further handles without end.

Would reach objects that belong to something else.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
from coursekit.check import host

count = iter(range(10**9))
host.Host.handle = lambda self, request: {
    "kind": "function",
    "type": "function",
    "handle": next(count) * 10**12 - 5,
    "parameters": None,
    "name": "f",
    "missing": [],
    "outputs": [],
    "count": 1,
}
