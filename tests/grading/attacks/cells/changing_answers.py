"""Answers each call differently: first one of the right type, then one of the right shape, then one equal to all.

Would gain points where several calls look at one answer each, and all are taken for the same.

Plain nbgrader: nothing, as our check looks at the data of each answer. With asserts as checks it gains 5 of 21 points.
"""

# %%
import itertools

import numpy as np


class Right:
    __array_function__ = lambda self, function, *a, **k: True
    __eq__ = lambda self, other: True
    __hash__ = None


kinds = itertools.cycle([np.zeros(3), np.zeros((5, 2)), Right(), None, [], "x", ..., {}, 1j, (1, 2), True, b"x"])
few = itertools.cycle([3, Right()])

# %% exercise="dense"
dense = lambda x, W, b: next(kinds)

# %% exercise="count_params"
count_params = lambda sizes: next(few)

# %% exercise="activations"
sigmoid = tanh = relu = leaky_relu = softmax = lambda z, *a, **k: next(kinds)

# %% exercise="descend"
descend = lambda *a: next(kinds)

# %% exercise="gradient"
gradient = lambda *a: (next(kinds), next(kinds))
