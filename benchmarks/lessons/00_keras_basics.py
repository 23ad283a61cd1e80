# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   coursekit:
#     title: A small Keras notebook
#     minutes: 5
#     teaches: Nothing new. benchmarks/grading.py grades it, with exercises of lesson 02.
# ---

# %% [markdown]
# # A small Keras notebook
#
# Imports, a training of about a second, four graded cells.

# %%
import keras
import numpy as np

import coursekit as ck
from coursekit.exercises import keras_basics as ex

# %%
digits = ck.data.digits()
x_train = digits.x_train.reshape(-1, 64).astype("float32") / 16
keras.utils.set_random_seed(1)
model = keras.Sequential(
    [keras.Input((64,)), keras.layers.Dense(64, activation="relu"), keras.layers.Dense(10, activation="softmax")]
)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(x_train, digits.y_train, batch_size=32, epochs=8, verbose=0)
print(f"accuracy {history.history['accuracy'][-1]:.2f}")


# %% exercise="steps_per_epoch"
def steps_per_epoch(rows, batch_size):
    """How many batches fit needs to show each row once."""
    ### BEGIN SOLUTION
    return -(-rows // batch_size)
    ### END SOLUTION
    return ...


# %%
ex.steps_per_epoch.check(steps_per_epoch)


# %% exercise="labels"
def one_hot(words, categories):
    """A list of n words -> one-hot rows, an array (n, len(categories))."""
    ### BEGIN SOLUTION
    codes = [categories.index(word) for word in words]
    return np.eye(len(categories))[codes]
    ### END SOLUTION
    return ...


def to_labels(rows):
    """One-hot rows or probabilities (n, classes) -> labels (n,), whole numbers from 0."""
    ### BEGIN SOLUTION
    return np.argmax(rows, axis=-1)
    ### END SOLUTION
    return ...


# %%
ex.labels.check(one_hot, to_labels)

# %% exercise="mlp"
mlp = ...
parameters = ...
### BEGIN SOLUTION
mlp = keras.Sequential(
    [
        keras.Input((784,)),
        keras.layers.Dense(784, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
mlp.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
parameters = 784 * 784 + 784 + 784 * 10 + 10
### END SOLUTION

# %%
ex.mlp.check(mlp, parameters)


# %% exercise="split_and_scale"
def split_and_scale(x, y, test_size, seed):
    """Shuffle, split and scale a table without leaking: x_train, x_test, y_train, y_test."""
    ### BEGIN SOLUTION
    order = np.random.default_rng(seed).permutation(len(x))
    n_test = round(test_size * len(x))
    test, train = order[:n_test], order[n_test:]
    mean, std = x[train].mean(axis=0), x[train].std(axis=0)
    return (x[train] - mean) / std, (x[test] - mean) / std, y[train], y[test]
    ### END SOLUTION
    return ...


# %%
ex.split_and_scale.check(split_and_scale)
