"""Ends its own process in the middle, in the hope for an old or a full score.

Would keep an earlier score where a failed regrade does.

Plain nbgrader: is not graded: it has no score at all.
"""

# %%
import os

os._exit(0)
