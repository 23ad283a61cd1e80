"""Answers with integers of a million digits, and with floats that JSON does not know.

Would make the judge fail where it converts or prints a number.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""


# %% exercise="count_params"
def count_params(layer_sizes):
    return 10**20_000


# %% exercise="shrinking"
shrinking = 10**4_299


# %% exercise="dense"
def dense(x, W, b):
    return [[10**400] * W.shape[1]] * len(x)


# %% exercise="descend"
def descend(gradient, start, learning_rate, steps):
    return [10**400] * (steps + 1)


# %% exercise="activations"
def sigmoid(z):
    return -(10**1_000_000)


tanh = relu = leaky_relu = softmax = sigmoid
