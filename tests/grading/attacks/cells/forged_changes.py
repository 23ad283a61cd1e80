"""Reports that arguments were changed at places that do not exist, and prints without end.

Would make the judge fail where it reads them.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
from coursekit.check import host

handle = host.Host.handle
strange = iter([3, "x", [None], [10**30], [-5], {"a": 1}, [[1]], True] * 20)


def reply(self, request):
    found = handle(self, request)
    if request["op"] == "call":
        found = {"kind": "number", "value": 0, "type": "int", "changed": next(strange), "printed": ["x"] * 5}
    return found


host.Host.handle = reply
