"""Reports execution counts and missing names of every type.

Would make the judge fail, or name somebody else's text in the feedback.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
import numpy as np

from coursekit.grading import runner

handle = runner.NotebookHost.handle
strange = iter([np.arange(2), [np.arange(2)], ["x" * 10**6], {"a": 1}, True, 10**400, [[[]]], ["<script>"]] * 9)


def reply(self, request):
    if request["op"] == "answers":
        return {"missing": next(strange)}
    found = handle(self, request)
    if "count" in found:
        found["count"] = next(strange)
    return found


runner.NotebookHost.handle = reply
