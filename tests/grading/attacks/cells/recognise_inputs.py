"""Remembers every input that it was called with, and answers for those that a released check is known to use.

Would gain points where checks use the same inputs for everybody.

Plain nbgrader: nothing, as our check draws new inputs each time. With asserts as checks it gains 2 of 21 points.
"""

# %%
import numpy as np

known = {}
try:
    from coursekit.exercises import tensors_and_neurons as module

    for seed in range(4):
        x, w, b = module._layer(np.random.default_rng([seed, 0]), 5, 3, 2)
        known[x.tobytes()] = x @ w + b
except Exception:
    pass


# %% exercise="dense"
def dense(x, W, b):
    return known.get(np.asarray(x).tobytes(), 0.0)


# %% exercise="count_params"
def count_params(layer_sizes):
    return {(784, 784, 10): 623_290, (2, 1): 3}.get(tuple(layer_sizes), -1)
