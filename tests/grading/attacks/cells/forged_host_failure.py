"""Says that the checking engine itself has failed, so that a person must decide.

Would turn a wrong answer into work for the instructor, or into points given in doubt. A person decides: there
is no score until then, and the trouble is in the log.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
from coursekit.check import host

host.Host.handle = lambda self, request: {"problem": "host", "detail": "Traceback: MemoryError"}
