"""Prints a hundred megabytes on one line.

Would give a notebook and a feedback page of that size, and fill the grader's memory.
"""

# %%
for _ in range(100):
    print("x" * 2**20, end="")
