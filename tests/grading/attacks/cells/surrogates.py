"""Puts halves of characters into output, error texts, names and answers: they cannot be written as UTF-8.

Would make the grader fail where it writes the notebook, the page or the log, and stop the class.

Plain nbgrader: nothing but two minutes.
"""

# %%
half = "\ud83d half \udcff \udc80"
print(half)
import sys

sys.stderr.write(half)
get_ipython().display_pub.publish({"text/plain": half, half: half})


# %% exercise="dense"
def dense(x, W, b):
    raise ValueError(half)


# %% exercise="which_mistake"
which_mistake = half


# %% exercise="count_params"
def count_params(layer_sizes):
    return {half: [half]}


# %% exercise="activations"
def sigmoid(z):
    return type(half.encode("utf-8", "replace").decode(), (), {"__doc__": half})


sigmoid.__name__ = half
tanh = relu = leaky_relu = softmax = sigmoid

# %% exercise="derivatives"
sigmoid_derivative = relu_derivative = half

# %%
raise RuntimeError(half)
