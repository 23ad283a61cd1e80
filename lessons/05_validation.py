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
#     title: Validation
#     minutes: 100
#     teaches: Does it work on new data? Learning curves, stopping in time, keeping the best model.
# ---

# %% [markdown]
# # Validation
#
# A network can know its training rows by heart and fail on everything else. You will learn to see that in its
# curves, to stop a training at the right moment, and to report a number that you can stand behind.
#
# Where you see `...`, it is your turn.

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np

import coursekit as ck
from coursekit.exercises import validation as ex

# %% [markdown]
# ## Too little, too much
#
# Here are only 60 points of two noisy half moons to learn from, and 200 others to look at later. A good model
# follows the moons and leaves the noise alone.
#
# Three networks learn the same 60 points: one without a hidden layer, one with 8 units, one with twice 128.
# Before you run: which will have the lowest loss on the 60? And on the 200?


# %%
few = ck.data.moons(noise=0.3).few(30)


def moons_network(hidden=(128, 128), seed=1):
    """A compiled network for the moons: two inputs, hidden ReLU layers, one sigmoid unit."""
    keras.utils.set_random_seed(seed)
    layers = [keras.layers.Dense(units, activation="relu") for units in hidden]
    net = keras.Sequential([keras.Input((2,)), *layers, keras.layers.Dense(1, activation="sigmoid")])
    net.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
    return net


# %% tags=["demo"]
figure, axes = plt.subplots(1, 3, figsize=(13, 4), layout="constrained")
sizes = {"no hidden layer": (), "8 units": (8,), "128 and 128 units": (128, 128)}
for ax, (name, hidden) in zip(axes, sizes.items(), strict=True):
    net = moons_network(hidden)
    net.fit(few.x_train, few.y_train, epochs=25, batch_size=6, verbose=0)
    seen, new = (
        net.evaluate(x, y, verbose=0, return_dict=True)["loss"]
        for x, y in ((few.x_train, few.y_train), (few.x_val, few.y_val))
    )
    ck.plot.decision_surface(net, few.x_train, few.y_train, ax=ax)
    ax.set_title(f"{name}: loss {seen:.2f} seen, {new:.2f} new", loc="left", fontsize=11)
    print(f"{name}: loss {seen:.2f} on the 60 points, {new:.2f} on the 200 new ones")
print(ck.plot.describe(axes))

# %% [markdown]
# The first model is too stiff, and is wrong on old and new points alike: it **underfits**. The last one bends
# around single noisy points. It is the best on what it has seen and the worst on what is new: it **overfits**. You
# cannot tell from the training loss. You need rows that the model has not learned from.
#
# ## Three parts, three jobs
#
# | part | its job | like |
# | --- | --- | --- |
# | training | the gradients come from here | the textbook |
# | validation | you choose here: epochs, sizes, rates | the mock exam |
# | test | one look, at the very end | the exam |
#
# Why is the mock exam not enough? Because you choose by it. Out of many tries, the one with the best validation
# score was also a little lucky. The more you try, the luckier it was. The test rows took no part in that, so
# they give an honest number, once.
#
# ### Exercise: split the rows three ways (4 points)
#
# Write `three_way_split`. It gets the labels and returns the **row numbers** of the three parts. Each row
# belongs in exactly one part. Each part has its share of every class: that is called **stratified**. The seed
# fixes the split.
#
# In lesson 02 you split into two parts. If you like scikit-learn, its `train_test_split` has an argument
# `stratify`; class by class in NumPy is about as short.


# %% exercise="three_way_split"
def three_way_split(y, validation, test, seed):
    """Labels y (n,) and two shares, such as 0.2 -> row numbers for training, validation and test, three arrays."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    parts = [], [], []
    for label in np.unique(y):
        rows = rng.permutation(np.flatnonzero(y == label))
        v, t = round(validation * len(rows)), round(test * len(rows))
        for part, piece in zip(parts, (rows[v + t :], rows[:v], rows[v : v + t]), strict=True):
            part.append(piece)
    return [np.concatenate(part) for part in parts]
    ### END SOLUTION
    return ...


# %%
ex.three_way_split.check(three_way_split)

# %% [markdown]
# ### Exercise: choose, then look once (2 points)
#
# You have trained some models. Two lists hold their accuracies, on validation rows and on test rows. Return the
# position of the model that you choose, and the accuracy that you write into the report.


# %% exercise="last_look"
def last_look(val_scores, test_scores):
    """Two lists of accuracies, one entry for each model -> (position of the chosen model, score to report)."""
    ### BEGIN SOLUTION
    best = int(np.argmax(val_scores))
    return best, test_scores[best]
    ### END SOLUTION
    return ...


# %%
ex.last_look.check(last_look)

# %% [markdown]
# ## The tail of a table
#
# `fit` can set validation rows aside by itself: `validation_split=0.2`. It takes the **last** fifth of the rows,
# as they stand. Only the rest is shuffled, before each epoch. Iris is sorted by species.
#
# ### Exercise: predict what happens (1 point)

# %%
ex.tail_split.ask()

# %% exercise="tail_split"
tail_split = ...
### BEGIN SOLUTION
tail_split = "zero"
### END SOLUTION

# %%
ex.tail_split.check(tail_split)

# %% tags=["demo"]
iris = ck.data.iris()
lengths = (iris.x - iris.x.mean(axis=0)) / iris.x.std(axis=0)
shuffled = np.random.default_rng(0).permutation(150)
for name, rows in (("sorted", np.arange(150)), ("shuffled", shuffled)):
    keras.utils.set_random_seed(1)
    net = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")])
    net.compile(optimizer=keras.optimizers.Adam(0.2), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    log = net.fit(lengths[rows], iris.y[rows], validation_split=1 / 3, epochs=8, verbose=0).history
    print(f"{name:>9}: training accuracy {log['accuracy'][-1]:.2f}, val_accuracy {log['val_accuracy'][-1]:.2f}")

# %% [markdown]
# Nothing complained. Shuffle first, or pass rows of your own as `validation_data=(x_val, y_val)`.
#
# (For the sake of a short demo the columns were scaled with all rows. You know from lesson 02 that this leaks.)
#
# ## Reading learning curves
#
# `fit` returns a **History**. Its `history` is a dict of lists, one value an epoch: `loss` and `val_loss`,
# `accuracy` and `val_accuracy`. Names with `val_` belong to the validation data. They are no test results, and
# a plot should not call them so.
#
# Two fine points. A training value is an average over the epoch, while the weights were changing; the validation
# value is measured at its end. So early on, validation may look better. And the best epoch is the one with the
# lowest validation loss, not the last one.
#
# Now the large network of above learns its 60 points for 30 epochs. Guess: in which epoch is it best?

# %% tags=["demo"]
overfitted = moons_network()
history = overfitted.fit(
    few.x_train, few.y_train, validation_data=(few.x_val, few.y_val), epochs=30, batch_size=6, verbose=0
)
axes = ck.plot.history(history, metric="accuracy")
print(ck.plot.describe(axes))

# %% [markdown]
# After the star the training loss goes on falling, and the validation loss climbs. From there on the network
# learns these 60 points, noise and all.
#
# ### When the loss doubles and the accuracy holds
#
# The two curves need not agree. Here is the log of a small network on the real MNIST, trained on 50,000 digits
# for 20 epochs. In another log that we know of, val_loss went from 0.037 to 0.065 in the same way.

# %% tags=["demo"]
mnist = ck.data.training_curves()["mnist"]
print(mnist.how)
axes = ck.plot.history(mnist.history, metric="accuracy")
print(ck.plot.describe(axes))
best = int(np.argmin(mnist.history["val_loss"]))
for epoch in (best, len(mnist.history["val_loss"]) - 1):
    loss, accuracy = mnist.history["val_loss"][epoch], mnist.history["val_accuracy"][epoch]
    print(f"epoch {epoch + 1:>2}: val_loss {loss:.3f}, val_accuracy {accuracy:.4f}")

# %% [markdown]
# Accuracy only asks which class is first. The loss also asks how sure the model was. The network makes about as
# many mistakes as before, but it is ever surer of them, and a sure mistake is expensive. Whether that matters
# depends on you: if you use the probabilities, it does.
#
# ### Exercise: read six learning curves (3 points)
#
# Six trainings that really took place, A to F. Each title gives the validation accuracy at the end. The digits
# in A, C, D and F can be read with 0.97. Write `diagnose`, a dict with a diagnosis for each letter. Each word
# fits once.
#
# | word | what it means |
# | --- | --- |
# | `"underfitting"` | the model is too small: both losses stay high |
# | `"overfitting"` | it learns the training rows by heart |
# | `"rate too high"` | the steps are so large that nothing settles |
# | `"too short"` | it was stopped while it still improved |
# | `"unlike"` | the validation rows are of another kind than the training rows |
# | `"good"` | low, close together, and flat at the end |

# %% tags=["demo"]
logs = ck.data.training_curves()
figure, axes = plt.subplots(2, 3, figsize=(13, 7.5), layout="constrained")
for letter, ax in zip("ABCDEF", axes.flat, strict=True):
    log = logs[letter].history
    ck.plot.history(log, ax=ax)
    ax.set_title(f"{letter}: val_accuracy {log['val_accuracy'][-1]:.2f}", loc="left")
    print(f"{letter}: {ck.plot.describe(ax)}")

# %% exercise="diagnose"
diagnose = ...
### BEGIN SOLUTION
diagnose = {
    "A": "too short",
    "B": "overfitting",
    "C": "rate too high",
    "D": "underfitting",
    "E": "unlike",
    "F": "good",
}
### END SOLUTION

# %%
ex.diagnose.check(diagnose)

# %% tags=["demo"]
if diagnose is ...:
    print("Answer first; then this cell tells how the six were trained.")
else:
    for letter in "ABCDEF":
        print(f"{letter}: {logs[letter].how}")

# %% [markdown]
# ### What to do about it
#
# | what you see | what to do |
# | --- | --- |
# | nothing yet | the easiest architecture first; choose the last layer to fit the task; keep one batch size |
# | it cannot even overfit a few rows | look for a bug, then change the learning rate, then enlarge the model |
# | both losses high and flat | a larger model, or better features |
# | losses jump up and down | a smaller learning rate |
# | both still fall at the end | more epochs; let early stopping set their number |
# | it overfits | good: it is large enough. Now regularise (lesson 06), or get more data |
# | training loss still falls steeply when validation stops improving | regularise, the last layers first |
# | validation bad from the first epoch | look at how the rows were split |
#
# Overfit first, then control it. A model that cannot overfit is not worth regularising.
#
# ## Stopping in time
#
# How many epochs? Watch the validation loss, and stop when it no longer improves. It is a shaky curve, so wait a
# few epochs before you give up. That number is called **patience**.
#
# ### Exercise: early stopping by hand (3 points)
#
# Write the rule. It gets a history as a dict, and walks through it as if the epochs came one by one. When
# `patience` epochs in a row were not better than the best so far, the training ends. Return how many epochs ran,
# and which of them was the best, both counted from 1. A value that only equals the best is not better.
#
# For `val_loss` 0.9, 0.7, 0.8, 0.6, 0.65, 0.7, 0.5 and patience 2 that is `(6, 4)`. Nobody ever sees the 0.5.


# %% exercise="stop_early"
def stop_early(logs, patience):
    """A history {"loss": [...], "val_loss": [...]} and a patience of 1 or more -> (epochs that ran, best epoch)."""
    ### BEGIN SOLUTION
    best, best_epoch = float("inf"), 0
    for epoch, value in enumerate(logs["val_loss"], start=1):
        if value < best:
            best, best_epoch = value, epoch
        elif epoch - best_epoch == patience:
            return epoch, best_epoch
    return len(logs["val_loss"]), best_epoch
    ### END SOLUTION
    return ...


# %%
ex.stop_early.check(stop_early)

# %% [markdown]
# The same rule on the curve of above, twice. What does the longer patience cost, and what could it gain?

# %% tags=["demo"]
figure, axes = plt.subplots(1, 2, figsize=(12, 4), layout="constrained")
for ax, patience in zip(axes, (1, 5), strict=True):
    ck.plot.early_stopping(history, patience=patience, ax=ax)
print(ck.plot.describe(axes))

# %% [markdown]
# ### Keras does it in one line
#
# A **callback** is an object that `fit` calls at certain moments: `fit(..., callbacks=[...])`.
# `keras.callbacks.EarlyStopping` is one. Three of its defaults surprise people:
#
# | argument | default | and that means |
# | --- | --- | --- |
# | `monitor` | `"val_loss"` | without validation data there is nothing to watch, and it never stops |
# | `patience` | `0` | it stops at the first epoch that is not better |
# | `restore_best_weights` | `False` | the model keeps the weights of the last epoch |
#
# Never watch the training `loss`: it falls while the model overfits. And `mode` says which way is better. For
# names such as `"val_loss"` and `"val_accuracy"` Keras knows; for your own metrics say `"min"` or `"max"`.
#
# ### Exercise: stop when validation stops improving (4 points)
#
# Make the callback: it watches the validation loss, bears 3 epochs without improvement, and leaves the model
# with its best weights. The check drives it through epochs of its own.

# %% exercise="early_stopping"
early_stopping = ...
### BEGIN SOLUTION
early_stopping = keras.callbacks.EarlyStopping(monitor="val_loss", patience=3, restore_best_weights=True)
### END SOLUTION

# %%
ex.early_stopping.check(early_stopping)

# %% tags=["demo"]
stopper = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
stopped = moons_network()
validation = (few.x_val, few.y_val)
short = stopped.fit(
    few.x_train, few.y_train, validation_data=validation, epochs=30, batch_size=6, callbacks=[stopper], verbose=0
)
print(f"epochs: {len(short.history['loss'])} instead of {len(history.history['loss'])}")
for name, net in (("last epoch", overfitted), ("stopped", stopped)):
    scores = net.evaluate(few.x_val, few.y_val, verbose=0, return_dict=True)
    print(f"{name:>10}: val_loss {scores['loss']:.3f}, val_accuracy {scores['accuracy']:.3f}")

# %% [markdown]
# The stopped model has half the validation loss, after a third of the epochs. Its accuracy is no better. As with
# MNIST, what overfitting ruins first are the probabilities.
#
# ## A callback of your own
#
# `History` is a callback as well; `fit` always adds one. Yours is a class with some of these methods:
#
# | method | when |
# | --- | --- |
# | `on_train_begin(self, logs=None)` | once, before the first epoch of every `fit` |
# | `on_epoch_end(self, epoch, logs=None)` | after each epoch; `logs` is a dict: `{"loss": 0.3, "val_loss": 0.4}` |
# | `on_train_end(self, logs=None)` | once, after the last epoch |
#
# In all of them `self.model` is the model. `self.model.stop_training = True` ends the training after this epoch.
# The cell below has a small one: instead of 20 lines it prints 4.


# %% tags=["demo"]
class EveryFive(keras.callbacks.Callback):
    """Prints a line after every fifth epoch."""

    def on_epoch_end(self, epoch, logs=None):
        if (epoch + 1) % 5 == 0:
            print(f"epoch {epoch + 1}: " + ", ".join(f"{key} {value:.3f}" for key, value in logs.items()))


net = moons_network((8,))
progress = net.fit(few.x_train, few.y_train, epochs=20, callbacks=[EveryFive()], verbose=0)

# %% [markdown]
# ### Exercise: a callback that keeps the best (4 points)
#
# Some curves get worse for long before they get better, and no patience fits. So let the training run to its
# end, and keep the best on the way. Write the class `KeepBest(monitor, mode)`. After each epoch it looks at
# `logs[monitor]`. When that is the best value so far (lowest for mode `"min"`, highest for `"max"`), it keeps a
# copy of the weights. After the training it puts the best ones back. Used for a second `fit`, it starts afresh.
#
# `self.model.get_weights()` copies, and `self.model.set_weights(...)` puts back.

# %% exercise="keep_best"
KeepBest = ...


### BEGIN SOLUTION
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor, mode):
        super().__init__()
        self.monitor, self.mode = monitor, mode

    def on_train_begin(self, logs=None):
        self.best = None

    def on_epoch_end(self, epoch, logs=None):
        value = logs[self.monitor]
        if self.best is None or (value < self.best if self.mode == "min" else value > self.best):
            self.best, self.weights = value, self.model.get_weights()

    def on_train_end(self, logs=None):
        self.model.set_weights(self.weights)


### END SOLUTION

# %%
ex.keep_best.check(KeepBest)

# %% [markdown]
# ## The best model in a file
#
# What if the computer stops in epoch 29 of 30? `keras.callbacks.ModelCheckpoint` writes the model to a file while it
# trains. With `save_best_only=True` it writes only when the monitored value is better than before.
#
# Inside it does little more than these five lines in `on_epoch_end`:
#
# ```python
# value = logs["val_loss"]
# if value < self.best:
#     self.best = value
#     self.model.save("best.keras")
#     print("saved epoch", epoch + 1)
# ```
#
# ### Exercise: a checkpoint, reloaded (4 points)
#
# Make a fresh `moons_network()` and call it `trained`. Fit it on the 60 training rows of `few`, 30 epochs in batches
# of 6, with the validation rows. Let a checkpoint write the epoch with the lowest validation loss into the file `path`,
# whose name ends in `.keras`. Then load that file into `reloaded`, with `keras.saving.load_model`.
#
# The check computes both validation losses itself. Yours must be at least 1.3 times larger at the end than at
# the best epoch. A checkpoint of the wrong epoch gets about 1.

# %% exercise="checkpoint"
path = ...
trained = ...
reloaded = ...
### BEGIN SOLUTION
path = "best.keras"
trained = moons_network()
saver = keras.callbacks.ModelCheckpoint(path, monitor="val_loss", save_best_only=True)
validation = (few.x_val, few.y_val)
trained.fit(few.x_train, few.y_train, validation_data=validation, epochs=30, batch_size=6, callbacks=[saver], verbose=0)
reloaded = keras.saving.load_model(path)
### END SOLUTION

# %%
ex.checkpoint.check(path, trained, reloaded)

# %% [markdown]
# ## Would more data help?
#
# More rows are the surest remedy for overfitting, and often the dearest. So measure first: train on a few rows,
# on more, on all. If the validation accuracy still rises at the right end, more data would help.
#
# Each size needs a model that has seen nothing. Putting the old weights back is not enough. Look what stays:

# %% tags=["demo"]
net = moons_network((8,))
start = net.get_weights()
net.fit(few.x_train, few.y_train, epochs=5, verbose=0)
net.set_weights(start)
print("The weights are new. Steps that the optimiser remembers:", int(net.optimizer.iterations))
print("Its averages are still there:", len(net.optimizer.variables), "variables")

# %% [markdown]
# ### Exercise: accuracy by size (4 points)
#
# Write `accuracy_by_size`. For each entry `n` of `sizes`, in any order, fit a new model on the first `n` training
# rows, and measure its accuracy on the validation rows. `build()` returns a new compiled model with the metric
# `"accuracy"`.


# %% exercise="accuracy_by_size"
def accuracy_by_size(build, x_train, y_train, x_val, y_val, sizes, epochs=12):
    """The validation accuracy after training on the first n rows: a list with one number for each n of sizes."""
    ### BEGIN SOLUTION
    found = []
    for n in sizes:
        model = build()
        model.fit(x_train[:n], y_train[:n], epochs=epochs, verbose=0)
        found.append(model.evaluate(x_val, y_val, verbose=0, return_dict=True)["accuracy"])
    return found
    ### END SOLUTION
    return ...


# %%
ex.accuracy_by_size.check(accuracy_by_size)

# %% [markdown]
# Now on the digits, with your function. Two runs by two seeds give a band: one run alone tells little, above
# all with few rows. This takes some ten seconds. Before you look: how many rows make 90%?


# %% tags=["demo"]
def digits_network():
    """A new compiled network for the digits; seeds are set outside."""
    layers = [keras.layers.Flatten(), keras.layers.Dense(32, "relu"), keras.layers.Dense(10, "softmax")]
    net = keras.Sequential([keras.Input((8, 8)), keras.layers.Rescaling(1 / 16), *layers])
    net.compile(optimizer=keras.optimizers.Adam(0.03), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return net


digits, sizes, runs = ck.data.digits(), [40, 200, 1000], []
parts = (digits.x_train, digits.y_train, digits.x_val, digits.y_val)
for seed in range(2):
    keras.utils.set_random_seed(seed)
    runs.append(accuracy_by_size(digits_network, *parts, sizes))
    if runs[0] is ...:
        print("Answer the exercise above, then run this cell again.")
        break
else:
    ax = ck.plot.curves(
        {"validation": np.array(runs)}, x=sizes, x_label="training rows", y_label="accuracy (0 to 1)", log_x=True
    )
    print(ck.plot.describe(ax))

# %% [markdown]
# The gain from 40 to 200 rows is large, from 200 to 1,000 it is small: each further percent needs many more rows.
# The band is widest on the left. With few rows, chance decides much.
#
# > **If you learned Keras before version 3**
# >
# > | then | now |
# > | --- | --- |
# > | `ModelCheckpoint('best.hd5')` | `ModelCheckpoint('best.keras')`; for weights only, `'best.weights.h5'` |
# > | `save_model(model, 'my_model')` | `model.save('my_model.keras')`; for serving `model.export('folder')` |
# > | `history.history['acc']` | `history.history['accuracy']`, as you named it in `compile` |
# > | `EarlyStopping()` in many notes | has patience 0: `EarlyStopping(patience=10, restore_best_weights=True)` |
# >
# > Many notes also pass the test set as `validation_data`. It was never right.
#
# ### Exercise: which mistake is this? (1 point)

# %%
ex.which_mistake.ask()

# %% exercise="which_mistake"
which_mistake = ...
### BEGIN SOLUTION
which_mistake = "chosen"
### END SOLUTION

# %%
ex.which_mistake.check(which_mistake)

# %% [markdown]
# ## What you know now
#
# | idea | in one line |
# | --- | --- |
# | three parts | learn on training, choose on validation, look at the test once |
# | `validation_split` | the last rows, unshuffled: shuffle first, or pass `validation_data` |
# | underfitting | both losses high: a larger model |
# | overfitting | validation turns up while training falls |
# | `val_accuracy` | validation, never "test" |
# | `EarlyStopping` | set `patience` and `restore_best_weights=True` |
# | `ModelCheckpoint` | `save_best_only=True`, a file that ends in `.keras` |
# | comparing sizes | a new model for each, several seeds, a band |
#
# **Next**, in lesson 06, what to do when it overfits: penalties, dropout, normalisation, and less of a network.
