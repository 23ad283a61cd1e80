"""Answers with arrays of gigabytes, lists of millions, dicts in dicts, texts and generators without end.

Would fill the judge's memory or the pipe.

Plain nbgrader: nothing: it aims at our judge, and an answer never leaves the notebook's own process there.
"""

# %%
import itertools

import numpy as np

# %% exercise="dense"
dense = lambda x, W, b: np.broadcast_to(np.float64(0), (2**20, 2**16))

# %% exercise="count_params"
count_params = lambda sizes: "x" * (100 * 2**20)

# %% exercise="activations"
sigmoid = lambda z: [[0.0]] * 10**7
tanh = lambda z: itertools.count()
relu = lambda z: np.zeros(7 * 2**20)
leaky_relu = lambda z, *a, **k: {str(i): {str(i): i} for i in range(60_000)}
softmax = lambda z: b"x" * (63 * 2**20)

# %% exercise="derivatives"
sigmoid_derivative = lambda z: [float(i) for i in range(99_000)]
relu_derivative = lambda z: range(10**15)

# %% exercise="descend"
inner = []
for _ in range(5_000):
    inner = [inner]
descend = lambda *a: inner

# %% exercise="gradient"
loop = []
loop.append(loop)
gradient = lambda *a: loop
