"""Prints a hundred megabytes on one line.

Would give a notebook and a feedback page of that size, and fill the grader's memory.

Plain nbgrader: a notebook of over 100 MB.
"""

# %%
for _ in range(100):
    print("x" * 2**20, end="")
