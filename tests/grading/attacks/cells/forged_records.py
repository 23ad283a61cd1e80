"""Reports records of every kind without what belongs to them, or with what does not.

Would make the judge fail where it reads them.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
import itertools

import numpy as np

from coursekit.check import host

kinds = ["array", "number", "text", "list", "tuple", "dict", "set", "model", "function", "history", "path", "dataset"]
kinds += ["none", "bool", "bytes", "callback", "too large", "object array", "symbolic", "x" * 10**6]
values = [None, 3, "x", np.arange(3), [], {}, np.float64(2).tolist(), True, b"x", (), [[None]], {"logs": 3}, 10**300]
strange = itertools.cycle(
    {"kind": kind, "type": type_, **({"value": value, "items": items, "handle": handle, "parameters": parameters})}
    for (kind, value), type_, items, handle, parameters in zip(
        itertools.product(kinds, values),
        itertools.cycle(["x", 3, None, ["y"], np.arange(2)]),
        itertools.cycle([None, [], [None], [{}], [{"kind": "list"}], 3]),
        itertools.cycle([0, -1, 10**30, "0", None, True]),
        itertools.cycle([None, [], [{}], 3, [{"kind": 3, "name": [], "required": 1}], "abc"]),
    )
)
host.Host.handle = lambda self, request: next(strange)
