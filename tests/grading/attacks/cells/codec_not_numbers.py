"""Answers with NaN, infinities, dates, complex numbers, and arrays of text with impossible characters.

Would gain points where a comparison with NaN counts as no difference, or make the judge fail.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
import numpy as np


# %% exercise="dense"
def dense(x, W, b):
    return np.full((len(x), W.shape[1] + 0), np.nan)[:, :0]


# %% exercise="count_params"
def count_params(layer_sizes):
    return float("nan")


# %% exercise="activations"
def sigmoid(z):
    return np.full(np.shape(z), np.nan)


tanh = lambda z: np.full(np.shape(z), np.inf)
relu = lambda z: np.array([0xFFFFFFFF] * 4, "u4").view("<U4")
leaky_relu = lambda z, *a, **k: np.full(np.shape(z), 1j * np.nan)
softmax = lambda z: np.array(["2020-01-01"], "M8[D]")


# %% exercise="derivatives"
def sigmoid_derivative(z):
    return np.full(np.shape(z), -np.inf)


relu_derivative = lambda z: np.full(np.shape(z), np.nan, "f2")


# %% exercise="gradient"
def gradient(w, b, x, y):
    return np.array([np.nan]), np.array("nan", object)


# %% exercise="descend"
def descend(gradient, start, learning_rate, steps):
    return np.full((0, *np.shape(start)), np.nan)


# %% exercise="shrinking"
shrinking = float("inf")
