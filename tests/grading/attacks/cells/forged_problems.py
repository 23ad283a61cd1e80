"""Reports problems without their fields, with names of the wrong type, and with texts of a hundred megabytes.

Would make the judge fail outside of a criterion and stop the class.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
import numpy as np

from coursekit.check import host

strange = iter(
    [
        {"problem": ["raised"]},
        {"problem": {}},
        {"problem": "raised"},
        {"problem": "raised", "message": 3, "type": np.arange(3), "line": np.arange(3)},
        {"problem": "model", "code": ["x"], "detail": 1},
        {"problem": "file", "code": {}},
        {"problem": "timeout", "seconds": "x", "line": {}},
        {"problem": "raised", "message": "x" * (50 * 2**20), "type": "E", "line": 1, "text": "y"},
        {"problem": np.arange(3)},
        {"problem": 10**300},
    ]
    * 9
)
host.Host.handle = lambda self, request: next(strange)
