"""Sends arrays whose dtype is structured, an object, a subarray, or of no size at all.

Would make the judge allocate terabytes, follow pointers, or fail.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
from coursekit.check import channel, codec

dtypes = [
    "O",
    "<U0",
    "|S0",
    "V8",
    "i4,i4",
    "(1000000,1000000)i4",
    "M8[ns]",
    "|V0",
    "<f16",
    "{'names':['a'],'formats':['O']}",
]
sent = iter(dtypes * 20)
encode = codec._Encoder.node


def node(self, value, depth):
    if depth == 1 and isinstance(value, float) and value == 0.125:
        dtype = next(sent)
        return {"$": "array", "dtype": dtype, "shape": [2**45, 2**10], "i": self.blob(b"")}
    return encode(self, value, depth)


codec._Encoder.node = node


# %% exercise="dense"
def dense(x, W, b):
    return 0.125


# %% exercise="activations"
def sigmoid(z):
    return 0.125


tanh = relu = leaky_relu = softmax = sigmoid

# %% exercise="shrinking"
shrinking = 0.125
