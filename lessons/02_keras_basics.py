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
#     title: Keras in five steps
#     minutes: 80
#     teaches: From data to a tested model in five steps, and the mistakes that wait at each of them.
# ---

# %% [markdown]
# # Keras in five steps
#
# You will train networks on digits, flowers and bands of points, always in the same five steps. At the end
# you can do them alone, and you know how to prepare data without fooling yourself.
#
# Where you see `...`, it is your turn.

# %%
import keras
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler

import coursekit as ck
from coursekit.exercises import keras_basics as ex

# %% [markdown]
# ## The five steps
#
# Every model in this course goes the same way. If you know scikit-learn, you know most of it.
#
# | step | Keras | scikit-learn |
# | --- | --- | --- |
# | 1. data | arrays: one row for each sample | the same |
# | 2. network | `keras.Sequential([...])` | `LogisticRegression()` |
# | 3. compile | `model.compile(optimizer, loss, metrics)` | inside the class |
# | 4. fit | `model.fit(x, y, epochs=...)` | `model.fit(x, y)` |
# | 5. evaluate | `model.evaluate(x, y)`, `model.predict(x)` | `model.score(x, y)`, `model.predict(x)` |
#
# One difference matters: `predict` of scikit-learn gives classes, `predict` of Keras gives the outputs of
# the last layer. For a classifier those are probabilities.
#
# ### Step 1: data
#
# Look before you compute. These are the digits of lesson 01, in three parts. The **training** part is for
# learning, the **validation** part for choosing, the **test** part for the last look.

# %%
digits = ck.data.digits()
print(digits)
ax = ck.plot.images(digits.x_train[:16], digits.y_train[:16])
print(ck.plot.describe(ax))

# %% [markdown]
# A Dense layer wants a row of numbers for each sample, and it learns best when they are small. So we
# **reshape** each 8 by 8 image to a row of 64, and **scale** the values 0 to 16 to 0 to 1. The `-1` lets
# NumPy find the number of rows.


# %%
def pixels(images):
    """Digits (n, 8, 8) with values 0 to 16 -> (n, 64) with values 0 to 1."""
    return images.reshape(-1, 64).astype("float32") / 16


x_train, x_val, x_test = pixels(digits.x_train), pixels(digits.x_val), pixels(digits.x_test)
print(digits.x_train.shape, "->", x_train.shape, "from", x_train.min(), "to", x_train.max())

# %% [markdown]
# ### Step 2: the network
#
# `Sequential` takes a list: the layers, one after the other. `keras.Input` says what one sample looks like,
# without the batch axis. With it the model is built at once, and `summary` can count.
#
# | what you did not say | what `Dense` does |
# | --- | --- |
# | `activation` | none: the plain sum |
# | `use_bias` | `True` |
# | `kernel_initializer` | `"glorot_uniform"`: small random weights |
# | `bias_initializer` | `"zeros"` |
#
# An image as it is would also do: a `Flatten` layer in front turns (8, 8) into 64. It has no parameters.
#
# Before you run: how many parameters has the first layer? It has 64 inputs and 64 units.

# %%
keras.utils.set_random_seed(1)
model = keras.Sequential(
    [
        keras.Input((64,)),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.summary()

# %% [markdown]
# 64 · 64 weights and 64 biases make 4,160. `None` in a shape stands for the batch: any number of rows.
#
# ### Exercise: steps per epoch (2 points)
#
# `fit` does not show all rows at once. It takes a **batch**, computes the gradient, changes the weights:
# that is one **step**. When every row has been seen once, an **epoch** is over. The rows are shuffled anew
# before each epoch.
#
# Rows that do not fill a batch make a smaller last one. Write `steps_per_epoch(rows, batch_size)`. Three
# numbers to try it on: 60,000 rows in batches of 128 take 469 steps, 10,000 in batches of 32 take 313, and
# 120 rows repeated 20 times, in batches of 32, take 75.


# %% exercise="steps_per_epoch"
def steps_per_epoch(rows, batch_size):
    """How many batches fit needs to show each row once."""
    ### BEGIN SOLUTION
    return -(-rows // batch_size)
    ### END SOLUTION
    return ...


# %%
ex.steps_per_epoch.check(steps_per_epoch)

# %% [markdown]
# ### Steps 3 and 4: compile and fit
#
# `compile` chooses three things: the **optimizer** that changes the weights, the **loss** that it makes
# small, and **metrics** for people to read. Lessons 03 and 04 are about those choices.
#
# `fit` then learns. It returns a **history**: a list of values for each curve, one value an epoch. With
# `validation_data` it also measures, after each epoch, on rows that it does not learn from.

# %%
model.compile(optimizer=keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(x_train, digits.y_train, validation_data=(x_val, digits.y_val), batch_size=32, epochs=20, verbose=0)
axes = ck.plot.history(history, metric="accuracy")
print(ck.plot.describe(axes))

# %% [markdown]
# Both losses fall, and the validation curve flattens out. That is how a healthy training looks. Lesson 05
# reads curves that are not.
#
# ### Step 5: evaluate and predict
#
# `evaluate` returns the loss **and** the metrics; `return_dict=True` gives them their names. `predict`
# returns a row of ten probabilities for each image. The class is the position of the largest one in its
# row, so `argmax` needs `axis=-1`.

# %% tags=["demo"]
print(model.evaluate(x_test, digits.y_test, verbose=0, return_dict=True))
probabilities = model.predict(x_test, verbose=0)
predicted = np.argmax(probabilities, axis=-1)
print("shapes:", probabilities.shape, predicted.shape)
print("first row:", probabilities[0].round(3), "-> class", predicted[0])
ax = ck.plot.confusion_matrix(digits.y_test, predicted)
print(ck.plot.describe(ax))

# %% [markdown]
# In the **confusion matrix** a row is a true class, a column a predicted one. Right answers are on the
# diagonal. Everything else tells which digit was taken for which. Find the largest number off the diagonal:
# would you have read that digit better?
#
# ## Labels: words, codes, one-hot rows
#
# Computers want numbers. Many tables hold words, such as the browser of a visitor. Give each word a
# **code**: Chrome 1, Safari 2, IE 3. Now arithmetic works, and that is the trouble: 3 - 2 = 1, so
# IE - Safari = Chrome. The codes have an order and distances that the browsers do not have, and a network
# will use them.
#
# **One-hot** rows have no order: a column for each category, a single 1 in each row. As **features**,
# categories need them. As **targets** they are a choice. The loss has to match:
#
# | labels | loss |
# | --- | --- |
# | codes `[5, 0, 4, 1]` | `"sparse_categorical_crossentropy"` |
# | one-hot rows | `"categorical_crossentropy"` |

# %% tags=["demo"]
print(keras.utils.to_categorical([5, 0, 4, 1], num_classes=10))

# %% [markdown]
# ### Exercise: one-hot and back (5 points)
#
# Write both ways. `one_hot(words, categories)` gets two lists of words; column `i` belongs to
# `categories[i]`, also when this word does not occur. Then `to_labels(rows)` finds the column of the largest
# value in each row. It undoes `one_hot`, and it turns the probabilities of a whole batch into labels.
#
# For example, `one_hot(["IE", "Chrome"], ["Safari", "IE", "Chrome"])` has the rows `[0, 1, 0]` and
# `[0, 0, 1]`, and `to_labels` makes `[1, 2]` of them.


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

# %% [markdown]
# ## Three ways to write a network
#
# You know the list. `add` builds the same thing line by line, which is handy in loops. The **functional
# API** calls each layer on the output of another and then says where the model begins and ends. It can do
# more: branches, several inputs, shared layers. For now it is just another spelling.

# %% tags=["demo"]
by_add = keras.Sequential()
by_add.add(keras.Input((64,)))
by_add.add(keras.layers.Dense(64, activation="relu"))
by_add.add(keras.layers.Dense(10, activation="softmax"))

inputs = keras.Input((64,))
hidden = keras.layers.Dense(64, activation="relu")(inputs)
outputs = keras.layers.Dense(10, activation="softmax")(hidden)
functional = keras.Model(inputs, outputs)

print([network.count_params() for network in (model, by_add, functional)])

# %% [markdown]
# ### Exercise: a network for MNIST (5 points)
#
# MNIST is the classic: 70,000 digits of 28 by 28 pixels. LeCun and others assembled it in the 1990s from
# scans that NIST had collected. The training part has the shape (60000, 28, 28), the test part
# (10000, 28, 28), both `uint8` from 0 to 255.
#
# Build `mlp`, in the style that you like: flat images of **784** pixels in, a hidden layer of **784** units
# with ReLU, **10** outputs with softmax. Compile it for **one-hot** labels and let it report accuracy. Do not
# train it.
#
# And how many `parameters` has it: 784, 622,496 or 623,290? Think first, then ask your model.

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

# %% [markdown]
# ### Let it read
#
# The next cell trains a copy of your network for 5 epochs in batches of 128. It takes the digits that come
# with this course, drawn larger: 1,438 training rows, so only 12 steps an epoch. With the real MNIST there
# are 469, and the same network reads about 98% of the test digits; 97.95% is a typical result. Change
# `source` to `"full"` to see that. It downloads 11 MB once and takes about a minute.

# %% tags=["demo"]
source = "embedded"
mnist = ck.data.mnist(source)
print("training images:", mnist.x_train.shape, mnist.x_train.dtype)
images = {part: x.reshape(-1, 784) / 255 for part, x in (("train", mnist.x_train), ("test", mnist.x_test))}
one_hot_train, one_hot_test = (keras.utils.to_categorical(y, 10) for y in (mnist.y_train, mnist.y_test))
if mlp is ...:
    print("Answer the exercise above, then run this cell again.")
else:
    keras.utils.set_random_seed(2)
    copy = keras.models.clone_model(mlp)
    copy.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    copy.fit(images["train"], one_hot_train, batch_size=128, epochs=5, verbose=0)
    print(copy.evaluate(images["test"], one_hot_test, verbose=0, return_dict=True))

# %% [markdown]
# ### A second `fit` goes on
#
# What does `fit` do when you call it again? Guess the loss of the first epoch this time: about 1.5, as for
# new weights, or less than 0.1?

# %% tags=["demo"]
more = model.fit(x_train, digits.y_train, batch_size=32, epochs=1, verbose=0)
print(f"first epoch of the first fit:  loss {history.history['loss'][0]:.3f}")
print(f"first epoch of the second fit: loss {more.history['loss'][0]:.3f}")

# %% [markdown]
# It continues from the weights that it finds. `compile` does not reset them either. For a fresh start,
# build the model again.
#
# ## Split and scale without leaking
#
# Iris: 150 flowers, three species, four lengths in cm. In a table like this each column has a size of its
# own, so we scale **per column**: subtract its mean, divide by its standard deviation. (Not with
# `keras.utils.normalize`: that gives each *row* the length 1, which mixes the columns.)
#
# Two traps wait here. The first: x and y must be shuffled **together**, by one order, or every flower gets
# another flower's name. The table is sorted by species, so without shuffling the last rows hold one species
# only. The second: who computes the mean over all rows and splits afterwards has let the test rows into the
# training. The test part must stay as unknown as a flower that has not grown yet.
#
# ### Exercise: split and scale (4 points)
#
# Write the function. The check calls it with tables of its own, and with test rows that it has poisoned with
# huge values: what you make of the training rows must not change.


# %% exercise="split_and_scale"
def split_and_scale(x, y, test_size, seed):
    """Shuffle, split and scale a table without leaking.

    x (n, columns), y (n,); test_size is the share of the test rows; the same seed gives the same split.
    Returns x_train, x_test, y_train, y_test, in this order. Each column of x_train has mean 0 and standard
    deviation 1; x_test is scaled with the same numbers.
    """
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

# %% [markdown]
# ### Iris, fairly measured
#
# A network for iris needs 10 ReLU units, a little dropout (lesson 06), and 3 softmax units: 83 parameters.
# The 120 training rows are repeated 20 times, so an epoch has 75 steps.
#
# How good is it? One split of 30 test flowers says little: a single flower moves the result by 3.3 points.
# So we take **five folds**. Each flower is in the test part once, and we average.
#
# Scaling matters: one unscaled run that we know of got stuck at 0.6333, that is 19 of 30.
#
# The first cell below trains the five networks; the folds will differ, and their mean is the honest number.
# The second shows eight flowers of the last fold. Which rows are close calls?

# %% tags=["demo"]
iris = ck.data.iris()
scores = []
for train, test in StratifiedKFold(5, shuffle=True, random_state=0).split(iris.x, iris.y):
    keras.utils.set_random_seed(0)
    scaler = StandardScaler().fit(iris.x[train])
    net = keras.Sequential(
        [
            keras.Input((4,)),
            keras.layers.Dense(10, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    net.compile(optimizer=keras.optimizers.Adam(0.02), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    rows, names = np.tile(scaler.transform(iris.x[train]), (20, 1)), np.tile(iris.y[train], 20)
    net.fit(rows, names, batch_size=32, epochs=3, verbose=0)
    guesses = np.argmax(net(scaler.transform(iris.x[test])), axis=-1)
    scores.append(np.mean(guesses == iris.y[test]))
print(net.count_params(), "parameters; folds:", np.round(scores, 3), f"mean: {np.mean(scores):.3f}")

# %% tags=["demo"]
some = np.concatenate([test[iris.y[test] == species][:3] for species in range(3)])[:8]
shares = net.predict(scaler.transform(iris.x[some]), verbose=0)
ax = ck.plot.probability_table(shares, class_names=iris.class_names, true=iris.y[some])
print(ck.plot.describe(ax))

# %% [markdown]
# ## When a straight line is not enough
#
# Always try a linear model first. And look at the data first: a **pair plot** shows every feature, and every
# pair of features. Here are two circles, one inside the other. The histograms on the diagonal say that
# neither feature alone tells them apart. What about both together? Would one straight line do?

# %% tags=["demo"]
circles = ck.data.circles(n=500)
axes = ck.plot.pairs(circles.x, circles.y, circles.feature_names, circles.class_names)
print(ck.plot.describe(axes))

linear = LogisticRegression().fit(circles.x_train, circles.y_train)
keras.utils.set_random_seed(0)
net = keras.Sequential(
    [keras.Input((2,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
)
net.compile(optimizer=keras.optimizers.Adam(0.03), loss="binary_crossentropy", metrics=["accuracy"])
net.fit(circles.x_train, circles.y_train, batch_size=16, epochs=15, verbose=0)
by_network = net.evaluate(circles.x_test, circles.y_test, verbose=0, return_dict=True)["accuracy"]
print(f"linear: {linear.score(circles.x_test, circles.y_test):.2f}   network: {by_network:.2f}")

# %% [markdown]
# ### Three bands, two classes
#
# Now a problem with one feature. Points lie on a line: 200 from 0 to 10, 200 from 9 to 21, 200 from 22 to
# 30. The middle band is class 1, the outer two are class 0. From 9 to 10 the bands overlap, so even the best
# possible classifier is right for 97.2% of all points only.
#
# A linear model can cut the line once. In the picture each class has two strips: the truth, and below it
# what the model says.

# %%
bands = ck.data.intervals(2)
position = bands.x_train / 30
print("position:", position.shape, "from", position.min().round(3), "to", position.max().round(3))

linear = LogisticRegression().fit(position[:, None], bands.y_train)
guesses = linear.predict(bands.x_test[:, None] / 30)
ax = ck.plot.bands(bands.x_test, bands.y_test, guesses, class_names=bands.class_names, x_label="position")
print(ck.plot.describe(ax))

# %% [markdown]
# Two thirds is all that one cut can do: as much as always saying "outer".
#
# ### Exercise: five steps of your own (6 points)
#
# Beat it. The data is ready: `position` (from 0 to 1, already scaled) and `bands.y_train`. One thing is
# missing: `position` has one axis, and Dense wants two. Write `to_column(x)`, which turns (n,) into (n, 1).
# Then build `bands_model`, compile it and fit it on `to_column(position)`.
#
# The check draws 3,000 new points. Your model must be right for at least 94% of them. One sigmoid unit or
# two softmax units at the end: both are fine.


# %% exercise="bands"
def to_column(x):
    """One feature (n,) -> one column (n, 1)."""
    ### BEGIN SOLUTION
    return x[:, None]
    ### END SOLUTION
    return ...


bands_model = ...
### BEGIN SOLUTION
keras.utils.set_random_seed(0)
bands_model = keras.Sequential(
    [keras.Input((1,)), keras.layers.Dense(32, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
)
bands_model.compile(optimizer=keras.optimizers.Adam(0.03), loss="binary_crossentropy", metrics=["accuracy"])
fitted = bands_model.fit(to_column(position), bands.y_train, batch_size=16, epochs=30, verbose=0)
### END SOLUTION

# %%
ex.bands.check(to_column, bands_model)

# %% [markdown]
# ### Exercise: predict, then explain (1 point each)
#
# A fourth band joins, from 31 to 45, and now every band is a class of its own. The best possible is 97.9%.
# Take a model **without** a hidden layer: four softmax units, nothing else. What share of new points will it
# get right? Two classes gave 0.667.
#
# When you have predicted, the cell below the check shows what happens, and asks you why.

# %% exercise="four_bands"
four_bands = ...
### BEGIN SOLUTION
four_bands = 0.975
### END SOLUTION

# %%
ex.four_bands.check(four_bands)

# %% tags=["demo"]
if ex.four_bands.predicted(four_bands):
    four = ck.data.intervals(4)
    keras.utils.set_random_seed(0)
    softmax_only = keras.Sequential([keras.Input((1,)), keras.layers.Dense(4, activation="softmax")])
    softmax_only.compile(optimizer=keras.optimizers.Adam(0.5), loss="sparse_categorical_crossentropy")
    softmax_only.fit(four.x_train[:, None] / 45, four.y_train, batch_size=16, epochs=15, verbose=0)
    guesses = softmax_only.predict(four.x_test[:, None] / 45, verbose=0).argmax(axis=-1)
    ax = ck.plot.bands(four.x_test, four.y_test, guesses, class_names=four.class_names, x_label="position")
    print(ck.plot.describe(ax))
    print(f"Predicted: {four_bands}. Measured: {np.mean(guesses == four.y_test):.3f}.")
    ex.four_bands_why.ask()

# %% exercise="four_bands_why"
four_bands_why = ...
### BEGIN SOLUTION
four_bands_why = "order"
### END SOLUTION

# %%
ex.four_bands_why.check(four_bands_why)

# %% [markdown]
# > **If you learned Keras before version 3**
# >
# > | then | now |
# > | --- | --- |
# > | `from tensorflow.keras import ...` (still works, and is Keras 3) | `import keras` |
# > | `Dense(64, input_dim=64)`, `input_shape=(64,)` | `keras.Input((64,))` first |
# > | a 1-D `X` passed to `Dense` | `X[:, None]` |
# > | `np.argmax(probs)` | `np.argmax(probs, axis=-1)` |
# > | `np.random.seed(1)` | `keras.utils.set_random_seed(1)` |
# >
# > Where to look things up: some notes send you to TensorFlow's pages. For Keras 3 it is the other way
# > round: [keras.io](https://keras.io) is the reference.
#
# ### Exercise: which mistake is this? (1 point)

# %%
ex.which_mistake.ask()

# %% exercise="which_mistake"
which_mistake = ...
### BEGIN SOLUTION
which_mistake = "continued"
### END SOLUTION

# %%
ex.which_mistake.check(which_mistake)

# %% [markdown]
# ## What you know now
#
# | idea | in one line |
# | --- | --- |
# | five steps | data, network, compile, fit, evaluate |
# | parameters | 784-784-10 has 623,290: weights and biases |
# | steps per epoch | rows divided by the batch size, rounded up |
# | labels | codes with the sparse loss, one-hot rows with the other |
# | probabilities to classes | `argmax(axis=-1)`, row by row |
# | splitting | shuffle x and y together, split, then scale by the training part |
# | a second `fit` | continues; a new model starts anew |
# | before a network | look at the data, and try a linear model |
#
# **Next**, in lesson 03, the last layer and the loss: which pair fits which task, and what the wrong pair
# does in silence.
