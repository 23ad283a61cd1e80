"""Sends arrays with shapes that are negative, huge, fractional, true, or of a hundred axes.

Would make the judge fail or allocate.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
from coursekit.check import codec

shapes = [
    [2**100, 0],
    [-1],
    [-1, -1],
    [0, 2**62],
    [True, False],
    [0.5],
    [1] * 60,
    ["1"],
    [None],
    [[1]],
    7,
    {"$": "tuple", "v": [1]},
]
sent = iter(shapes * 20)
encode = codec._Encoder.node


def node(self, value, depth):
    if isinstance(value, float) and value == 0.125:
        return {"$": "array", "dtype": "<f8", "shape": next(sent), "i": self.blob(b"")}
    return encode(self, value, depth)


codec._Encoder.node = node


# %% exercise="dense"
def dense(x, W, b):
    return 0.125


# %% exercise="descend"
def descend(gradient, start, learning_rate, steps):
    return 0.125
