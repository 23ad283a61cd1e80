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
#     title: What fit does
#     minutes: 100
#     teaches: Batches, steps, learning rates and optimisers, and how data flows into a training.
# ---

# %% [markdown]
# # What fit does
#
# You will take `fit` apart: how it cuts the data into batches, how an optimiser turns a gradient into a step,
# and how large that step should be. Then you can tell why a training is slow, shaky or blind for a rare class.
#
# Where you see `...`, it is your turn.

# %%
import time

import keras
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

import coursekit as ck
from coursekit.exercises import fit as ex

# %% [markdown]
# ## One epoch, many steps
#
# | word | meaning |
# | --- | --- |
# | **batch** | the rows that are looked at together |
# | **step** or **iteration** | one batch, one gradient, one change of the weights |
# | **epoch** | so many steps that every row has been seen once |
#
# An epoch is not a step. The digits have 1,079 training rows. In batches of 32, how many steps does an epoch
# take, and how many do three?


# %%
digits = ck.data.digits()
x_train, x_val = (x.reshape(-1, 64).astype("float32") / 16 for x in (digits.x_train, digits.x_val))


def network(optimizer, hidden=32):
    """A compiled classifier of digits, 64-hidden-10, always with the same starting weights."""
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(hidden, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


model = network("adam")
history = model.fit(x_train, digits.y_train, batch_size=32, epochs=3, verbose=2)
print("rows:", len(x_train), " steps taken:", int(model.optimizer.iterations))
print("training loss that fit reports for epoch 3:", round(history.history["loss"][-1], 3))
print("loss of the weights that it leaves behind: ", round(model.evaluate(x_train, digits.y_train, verbose=0)[0], 3))

# %% [markdown]
# 34 steps an epoch, 102 in all. The two losses differ, because the first is a mean over the batches of the
# epoch, measured while the weights were still improving. `evaluate` returned the loss first, then the metrics.
#
# | argument of `fit` | what it does | default |
# | --- | --- | --- |
# | `batch_size` | rows in a step | 32 |
# | `epochs` | passes over the rows | 1 |
# | `shuffle` | a new order of the rows **before** each epoch | `True` |
# | `verbose` | 0 silent, 1 a progress bar, 2 a line an epoch | `"auto"`: mostly 1 |
# | `class_weight`, `sample_weight` | some rows count more; see the end of this lesson | `None` |
# | `validation_data` | rows to measure on after each epoch, never to learn from | `None` |
#
# ### Exercise: the batches of one epoch (4 points)
#
# Write what `fit` does before its first step. `batches` gives pairs of a batch of x and a batch of y: either
# as a generator with `yield`, or in a list. Every row comes once, beside its own label, in an order that is
# new at each call. Rows that are left over make a smaller last batch.


# %% exercise="batches"
def batches(x, y, batch_size):
    """One epoch: arrays x (n, ...) and y (n,) -> pairs (x_batch, y_batch), shuffled."""
    ### BEGIN SOLUTION
    order = np.random.permutation(len(x))
    return [(x[rows], y[rows]) for rows in np.split(order, range(batch_size, len(x), batch_size))]
    ### END SOLUTION
    return ...


# %%
ex.batches.check(batches)

# %% [markdown]
# ## How many rows in a batch?
#
# | small batches | large batches |
# | --- | --- |
# | many steps an epoch | few steps an epoch |
# | shaky gradients, which can shake you out of flat places | smooth gradients |
# | little memory | much memory, but the hardware is busy |
# | slow epochs | fast epochs |
#
# Both beat the extremes. One row at a time wastes the hardware, and all rows at once make a single step of
# each epoch. Masters and Luschi compared many networks ([arXiv 1804.07612](https://arxiv.org/abs/1804.07612))
# and found the best results with batches of 32 or less. "At most 32" is a good start, not a law.
#
# The next cell trains four copies of the network for four epochs each. Guess first: how many times longer
# does an epoch take with batches of 8 than with 512?

# %% tags=["demo"]
sizes = [8, 32, 128, 512]
seconds, losses = [], []
for size in sizes:
    model = network(keras.optimizers.SGD(0.05))
    model.fit(x_train, digits.y_train, batch_size=size, verbose=0)  # the first epoch also builds the program
    took = []
    for _ in range(3):
        begin = time.perf_counter()
        model.fit(x_train, digits.y_train, batch_size=size, verbose=0)
        took.append(time.perf_counter() - begin)
    seconds.append(min(took))  # the least disturbed one
    losses.append(model.evaluate(x_val, digits.y_val, verbose=0)[0])
figure, axes = plt.subplots(1, 2, figsize=(10, 3.4), layout="constrained")
settings = {"x": sizes, "x_label": "batch size", "log_x": True}
ck.plot.curves(seconds, y_label="seconds per epoch", title="Time", ax=axes[0], **settings)
ck.plot.curves(losses, y_label="validation loss", title="Loss after four epochs", ax=axes[1], **settings)
print(ck.plot.describe(axes))

# %% [markdown]
# Large batches make quick epochs that achieve little.
#
# ### Exercise: predict (1 point)
#
# The network trains for 5 epochs with batches of 16: 68 steps each, 340 in all. Now somebody takes
# batches of 128, with the same learning rate. About how many **epochs** will it need to get as far?

# %% exercise="larger_batch"
larger_batch = ...
### BEGIN SOLUTION
larger_batch = 68 * 5 / 9
### END SOLUTION

# %%
ex.larger_batch.check(larger_batch)

# %% tags=["demo"]
if ex.larger_batch.predicted(larger_batch):
    by_epoch, steps = {}, {}
    for size, epochs in ((16, 5), (128, 38)):
        model = network(keras.optimizers.SGD(0.05))
        name = f"batches of {size}"
        by_epoch[name] = model.fit(x_train, digits.y_train, batch_size=size, epochs=epochs, verbose=0).history["loss"]
        steps[name] = np.arange(1, epochs + 1) * -(-len(x_train) // size)
    figure, axes = plt.subplots(1, 2, figsize=(10, 3.8), layout="constrained")
    ck.plot.curves(by_epoch, y_label="training loss", title="By epoch", ax=axes[0])
    ck.plot.curves(by_epoch, x=steps, x_label="step", y_label="training loss", title="By step", ax=axes[1])
    print(ck.plot.describe(axes))

# %% [markdown]
# By epoch the large batches look lame. By step the two curves nearly coincide: what moves the weights is the
# step. Larger batch, more epochs; or, with care, a higher learning rate.
#
# ## How large a step?
#
# The learning rate $\eta$ decides. Take a loss with two weights, whose bowl is 25 times as steep across as
# along: a **ravine**. Its **curvatures** $\lambda$ are 1 and 25. One step of plain gradient descent (SGD)
# multiplies the distance from the minimum, along each direction, by
#
# $$1 - \eta \lambda$$
#
# Before you run: which of the three rates below will leave the ravine?

# %% tags=["demo"]
ravine = ck.data.bowl("ravine")
print(ravine)
paths = {}
for rate in (0.01, 0.07, 0.082):
    w = ravine.start
    path = [w]
    for _ in range(25):
        w = w - rate * ravine.gradient(w)
        path.append(w)
    paths[f"rate {rate}"] = np.array(path)
ax = ck.plot.descent_path(ravine, paths, minimum=ravine.minimum, limits=((-5, 1), (-2.2, 2.2)))
print(ck.plot.describe(ax))

# %% [markdown]
# Across the ravine the factors are 0.75, -0.75 and -1.05. The last one is below -1, so every step overshoots
# by more than it corrects. Along the ravine the rates are all harmless, and rather small. That is the trouble
# with ravines: the steep direction limits the rate, and the flat one has to live with it.
#
# ### Exercise: the largest rate (2 points)
#
# The curvatures of a bowl of any number of weights are the eigenvalues of its matrix of second derivatives,
# the **Hessian**. Write `largest_rate`: the rate above which SGD diverges, in a bowl that may be turned. For
# curvatures 1 and 25 it is 0.08.


# %% exercise="largest_rate"
def largest_rate(hessian):
    """The limit of SGD's learning rate for a symmetric Hessian (n, n) with positive eigenvalues: a number."""
    ### BEGIN SOLUTION
    return 2 / np.linalg.eigvalsh(hessian).max()
    ### END SOLUTION
    return ...


# %%
ex.largest_rate.check(largest_rate)

# %% [markdown]
# ## Better steps
#
# Two ideas improve on SGD. **Momentum** keeps a share of the last step, like a ball that rolls. What swings
# to and fro cancels, what goes on in one direction adds up. **Scaling** divides each gradient by its own
# typical size, so that flat directions get longer steps.
#
# With the gradient $g$, the rate $\eta$, and memories that begin at 0:
#
# | optimiser | memory | step |
# | --- | --- | --- |
# | SGD | | $w \leftarrow w - \eta g$ |
# | momentum | $v \leftarrow \mu v - \eta g$ | $w \leftarrow w + v$ |
# | Nesterov | the same $v$ | $w \leftarrow w + \mu v - \eta g$ |
# | RMSprop | $s \leftarrow \rho s + (1 - \rho) g^2$ | $w \leftarrow w - \eta g / \sqrt{s + \epsilon}$ |
# | RMSprop, `centered` | also the mean $m$ of $g$ | the same with $s - m^2$ |
# | Adam | $m \leftarrow \beta_1 m + (1 - \beta_1) g$ | |
# | | $v \leftarrow \beta_2 v + (1 - \beta_2) g^2$ | $w \leftarrow w - \eta \hat m / (\sqrt{\hat v} + \epsilon)$ |
# | AMSGrad | Adam, with the largest $v$ so far | as Adam |
# | Adadelta | means of $g^2$ and of squared steps | their roots' ratio, times $g$ |
#
# Adam's averages begin at 0 and are too small at first. The **bias correction** mends that: $\hat m = m / (1
# - \beta_1^t)$ and $\hat v = v / (1 - \beta_2^t)$, where $t$ counts the steps from 1. So $\beta_1$ belongs to
# the first moment, the mean, and $\beta_2$ to the second, the mean square. The tiny $\epsilon$, 1e-7, only
# prevents a division by 0.
#
# Adam comes from [arXiv 1412.6980](https://arxiv.org/abs/1412.6980), AMSGrad from
# [arXiv 1904.09237](https://arxiv.org/abs/1904.09237). The default rates differ: 0.01 for SGD, 0.001 for the
# others. Adadelta's paper has 1.0, so set it.
#
# ### Exercise: three optimisers (6 points)
#
# Write three of them. `gradients` has a row for each step. Return the weights **after** each step, a row for
# each. The check compares five steps, with changing gradients, with those of Keras.
#
# Five, because one says little: from rest, momentum 0 and momentum 0.9 make the same first step.


# %% exercise="optimizers"
def sgd(w, gradients, learning_rate=0.01, momentum=0.0):
    """w (n,), gradients (steps, n) -> the weights after each step, (steps, n)."""
    ### BEGIN SOLUTION
    path, v = [], np.zeros_like(w)
    for g in gradients:
        v = momentum * v - learning_rate * g
        w = w + v
        path.append(w)
    return np.array(path)
    ### END SOLUTION
    return ...


def rmsprop(w, gradients, learning_rate=0.001, rho=0.9, epsilon=1e-7):
    """w (n,), gradients (steps, n) -> the weights after each step, (steps, n)."""
    ### BEGIN SOLUTION
    path, s = [], np.zeros_like(w)
    for g in gradients:
        s = rho * s + (1 - rho) * g**2
        w = w - learning_rate * g / np.sqrt(s + epsilon)
        path.append(w)
    return np.array(path)
    ### END SOLUTION
    return ...


def adam(w, gradients, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    """w (n,), gradients (steps, n) -> the weights after each step, (steps, n)."""
    ### BEGIN SOLUTION
    path, m, v = [], np.zeros_like(w), np.zeros_like(w)
    for t, g in enumerate(gradients, start=1):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g**2
        m_hat, v_hat = m / (1 - beta_1**t), v / (1 - beta_2**t)
        w = w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
        path.append(w)
    return np.array(path)
    ### END SOLUTION
    return ...


# %%
ex.optimizers.check(sgd, rmsprop, adam)

# %% [markdown]
# ### On a bowl and in a ravine
#
# Now Keras's own optimisers walk, 40 steps each. On the round bowl nobody needs help. In the ravine, who
# swings, who overshoots, and who walks straight?

# %% tags=["demo"]
walkers = {
    "SGD": lambda: keras.optimizers.SGD(0.07),
    "momentum": lambda: keras.optimizers.SGD(0.02, momentum=0.8),
    "Nesterov": lambda: keras.optimizers.SGD(0.02, momentum=0.8, nesterov=True),
    "RMSprop": lambda: keras.optimizers.RMSprop(0.15),
    "Adam": lambda: keras.optimizers.Adam(0.3),
    "Adadelta": lambda: keras.optimizers.Adadelta(1.0),
}


def walk(optimizer, surface, steps=40):
    """The path of a Keras optimiser on a loss surface, shape (steps + 1, 2)."""
    w = keras.Variable(surface.start, dtype="float32")
    path = [surface.start]
    for _ in range(steps):
        optimizer.apply([keras.ops.convert_to_tensor(surface.gradient(path[-1]), "float32")], [w])
        path.append(keras.ops.convert_to_numpy(w).astype(float))
    return np.array(path)


figure, axes = plt.subplots(1, 2, figsize=(11, 4.4), layout="constrained")
for ax, surface in zip(axes, (ck.data.bowl("round"), ravine), strict=True):
    paths = {name: walk(make(), surface) for name, make in walkers.items()}
    shown = {name: paths[name] for name in ("SGD", "momentum", "RMSprop", "Adam")}
    ck.plot.descent_path(surface, shown, minimum=surface.minimum, limits=((-4.6, 1.2), (-1.8, 2.2)), ax=ax)
    ax.set_title(f"{surface.kind}: {surface.formula}", loc="left")
    print(f"{surface.kind:<7}", {name: float(f"{surface.value(path[-1]):.1g}") for name, path in paths.items()})
print(ck.plot.describe(axes))

# %% [markdown]
# The printed numbers are the losses at the end. In the ravine SGD zigzags, and momentum swings in wide curves.
# RMSprop and Adam hardly notice that it is steep: each weight has a scale of its own. (Turn the ravine,
# `bowl("ravine", angle=45)`, and that advantage shrinks.) Adam overshoots and comes back. Adadelta starts with
# tiny steps and has hardly moved.
#
# Which to take? Adam with its default is a good first try. SGD with momentum often does as well with a tuned
# rate and a schedule.
#
# ### Exercise: how far does Adam go? (1 point)

# %%
ex.first_step.ask()

# %% exercise="first_step"
first_step = ...
### BEGIN SOLUTION
first_step = "same"
### END SOLUTION

# %%
ex.first_step.check(first_step)

# %% [markdown]
# So multiplying a loss by 1,000 changes nothing for Adam, and multiplies each step of SGD.
#
# ## Find a rate
#
# Nobody knows the Hessian of a real network. So try: take one step with a tiny rate, one with a larger one,
# and so on, and note the losses (Smith, [arXiv 1506.01186](https://arxiv.org/abs/1506.01186)). At first
# nothing happens. Then the loss falls. Then it blows up. The lowest loss is already at the edge: stay well
# below it.
#
# ### Exercise: a learning-rate finder (5 points)
#
# `try_rates` gets a compiled model, one batch and a list of rising rates. It takes one step with each rate,
# one after the other, and returns the loss of each step. Two things help: you may assign to
# `model.optimizer.learning_rate`, and `model.train_on_batch(x, y)` takes one step and returns its loss (first,
# if there are metrics too). Before Keras 3.15 that was the mean of all steps since `model.reset_metrics()`, so
# call it before each step.
#
# `pick_rate` reads the curve: it returns a tenth of the rate with the lowest loss. Mind the end of the list: a
# training that has blown up reports NaN.


# %% exercise="finder"
def try_rates(model, x, y, rates):
    """One step of the model on the batch x, y with each of the rates -> a list of losses, one for each."""
    ### BEGIN SOLUTION
    losses = []
    for rate in rates:
        model.optimizer.learning_rate = rate
        model.reset_metrics()
        losses.append(float(np.ravel(model.train_on_batch(x, y))[0]))
    return losses
    ### END SOLUTION
    return ...


def pick_rate(rates, losses):
    """Arrays of rising rates and their losses, some NaN -> a rate well below the lowest loss."""
    ### BEGIN SOLUTION
    return rates[np.nanargmin(losses)] / 10
    ### END SOLUTION
    return ...


# %%
ex.finder.check(try_rates, pick_rate)

# %% tags=["demo"]
# Your finder on the digits, with all training rows as one batch.
rates = np.geomspace(1e-3, 10, 33)
found = try_rates(network("sgd"), x_train, digits.y_train, rates)
if found is ... or pick_rate(rates, np.array(found)) is ...:
    print("Answer the exercise above, then run this cell again.")
else:
    chosen = {"your choice": pick_rate(rates, np.array(found))}
    ax = ck.plot.curves(found, x=rates, x_label="learning rate", log_x=True, y_limits=(0, 5), mark="min", lines=chosen)
    print(ck.plot.describe(ax))

# %% [markdown]
# ## Change the rate on the way
#
# Far from the minimum long steps help. Near it they only shake. A **schedule** lowers the rate step by step,
# and it counts **steps**, not epochs. It goes where the rate goes: `keras.optimizers.SGD(schedule)`.
#
# Many trainings also begin with a **warm-up**: the averages of Adam are poor at first, so the rate climbs for
# a while.
#
# ### Exercise: warm up, cool down (3 points)
#
# The picture shows three schedules of Keras. Write the third one for any plan. In the first `warmup` steps the
# rate rises in a straight line from 0 to `peak`. From there to step `total` it falls to 0 along half a cosine:
#
# $$\frac{1 + \cos(\pi \cdot \text{share done})}{2}$$
#
# After `total` it stays at 0.

# %% tags=["demo"]
plans = keras.optimizers.schedules
drawn = {
    "exponential": plans.ExponentialDecay(0.1, decay_steps=100, decay_rate=0.5),
    "stairs": plans.PiecewiseConstantDecay([150, 300], [0.1, 0.03, 0.01]),
    "warm-up, cosine": plans.CosineDecay(0.0, 350, warmup_target=0.1, warmup_steps=50),
}
at = np.arange(0, 451, 5)
values = {name: [float(plan(step)) for step in at] for name, plan in drawn.items()}
ax = ck.plot.curves(values, x=at, x_label="step", y_label="learning rate")
print(ck.plot.describe(ax))


# %% exercise="schedule"
def schedule(step, peak, warmup, total):
    """The learning rate at a step, a whole number from 0; warmup and total are steps too."""
    ### BEGIN SOLUTION
    if step < warmup:
        return peak * step / warmup
    done = min(1, (step - warmup) / (total - warmup))
    return peak * (1 + np.cos(np.pi * done)) / 2
    ### END SOLUTION
    return ...


# %%
ex.schedule.check(schedule)

# %% [markdown]
# ### When it goes wrong
#
# Two more settings decide whether a training starts well.
#
# | setting | what it does |
# | --- | --- |
# | `clipvalue=0.5` | cuts each value of a gradient to -0.5 to 0.5 |
# | `clipnorm=1.0` | shortens the gradient of each weight tensor to length 1 |
# | `global_clipnorm=1.0` | the same for all together, so that the direction stays |
# | `kernel_initializer="glorot_uniform"` | the default of Dense, made for tanh and sigmoid |
# | `kernel_initializer="he_normal"` | wider, made for ReLU |
# | `kernel_initializer="zeros"` | all units of a layer learn the same: do not |
#
# The first three belong to the optimiser, and protect from a rare huge gradient. They do not mend a rate that
# is too high.
#
# ### Exercise: read the curve (1 point)
#
# Here are two trainings of the same network.

# %% tags=["demo"]
trainings = {}
for rate in (0.02, 1.0):
    model = network(keras.optimizers.SGD(rate, momentum=0.9))
    trainings[f"rate {rate}"] = model.fit(
        x_train, digits.y_train, validation_data=(x_val, digits.y_val), batch_size=32, epochs=8, verbose=0
    )
axes = ck.plot.compare_histories(trainings)
print(ck.plot.describe(axes))
ex.diverging.ask()

# %% exercise="diverging"
diverging = ...
### BEGIN SOLUTION
diverging = "rate"
### END SOLUTION

# %%
ex.diverging.check(diverging)

# %% [markdown]
# ## Data that flows: `tf.data`
#
# Arrays must fit into memory. A `tf.data.Dataset` need not: it makes its elements while the training runs,
# and `fit(data)` takes it as it is. It makes and mixes the batches, so leave `batch_size` away and say
# `shuffle=False`, or Keras reminds you that it cannot.
#
# | method | what it does |
# | --- | --- |
# | `Dataset.from_tensor_slices((x, y))` | one element for each row |
# | `map(f)` | applies `f(x, y)` to each element |
# | `cache()` | keeps what has been computed so far; put it before `shuffle` |
# | `shuffle(buffer)` | draws from a buffer of so many elements, anew in each pass |
# | `repeat(n)` | n passes in a row |
# | `batch(size)` | packs elements together |
# | `prefetch(tf.data.AUTOTUNE)` | prepares the next batch during a step |
# | `a.concatenate(b)` | b after a |
# | `element_spec` | shapes and dtypes of an element |
#
# The order matters. 120 iris rows, repeated 20 times, are 75 batches of 32. In how many of them does a row
# come twice, if you repeat first?

# %% tags=["demo"]
rows = tf.data.Dataset.range(120)
orders = {
    "repeat, then shuffle": rows.repeat(20).shuffle(2400, seed=1).batch(32),
    "shuffle, then repeat": rows.shuffle(120, seed=1).repeat(20).batch(32),
}
for name, data in orders.items():
    found = [len(set(batch)) < len(batch) for batch in data.as_numpy_iterator()]
    print(f"{name}: {sum(found)} of {len(found)} batches hold a row twice")
print(data.element_spec, "then", rows.concatenate(rows).cardinality().numpy(), "rows")

# %% [markdown]
# After `shuffle`, then `repeat`, a row can come twice only in a batch on the border of two epochs.
#
# ### Exercise: a pipeline (5 points)
#
# Write `pipeline`. x holds pixels from 0 to 16, `uint8`: turn them into `float32` from 0 to 1. Mix all rows,
# anew in each epoch; give `repeats` epochs; make batches. Whoever goes over your dataset a second time gets
# another order again.
#
# The cell after the check trains on a data set that comes in this form. `tensorflow_datasets` has hundreds, most
# of them downloaded; `digits28` comes with this course. `as_supervised` makes pairs; without it an element is a
# dict.


# %% exercise="pipeline"
def pipeline(x, y, batch_size, repeats):
    """Arrays x (n, pixels) and y (n,) -> a tf.data.Dataset of batches (x, y), `repeats` epochs long."""
    ### BEGIN SOLUTION
    data = tf.data.Dataset.from_tensor_slices((x, y))
    data = data.map(lambda pixels, label: (tf.cast(pixels, tf.float32) / 16, label))
    return data.cache().shuffle(len(x)).repeat(repeats).batch(batch_size).prefetch(tf.data.AUTOTUNE)
    ### END SOLUTION
    return ...


# %%
ex.pipeline.check(pipeline)

# %% tags=["demo"]
import tensorflow_datasets as tfds

import coursekit.data.tfds_digits28  # registers the name

tfds.disable_progress_bar()
stream, info = tfds.load("digits28", split="train", as_supervised=True, with_info=True)
print(info.features["label"].num_classes, "classes,", info.splits["train"].num_examples, "rows,", stream.element_spec)
ready = stream.map(lambda image, label: (tf.cast(image, tf.float32) / 255, label)).cache()
ready = ready.shuffle(1438, seed=1).batch(32).prefetch(tf.data.AUTOTUNE)
reader = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10, "softmax")])
reader.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
print({name: round(values[0], 3) for name, values in reader.fit(ready, shuffle=False, verbose=0).history.items()})

# %% [markdown]
# ## A rare class
#
# One of two moons has become rare: one point in eleven. A loss that counts every row alike hardly notices
# them, and where the moons overlap the common class wins. `class_weight` in `fit` lets some classes count
# more. It is a dict: its keys are **classes**. (`sample_weight` is an array with one weight for each row.)
#
# The usual choice lets each class weigh the same in all:
#
# $$\text{weight of a class} = \frac{\text{rows}}{\text{classes} \cdot \text{rows of the class}}$$
#
# ### Exercise: weights for a rare class (5 points)
#
# Write `class_weights(y)` for labels 0, 1, 2 and so on. Then train `weighted` on `rare.x_train` and
# `rare.y_train` with your weights; `small_network()` is a fine model for it.
#
# The check draws 4,000 new points, half of each class. Without weights a model finds 45% to 60% of the rare
# class, and its balanced accuracy, the mean of both classes' recalls, is at most 79%. Yours must find 75%,
# with a balanced accuracy of at least 82%.

# %%
rare = ck.data.moons(0.3, n=1600).imbalanced(1, 0.1)
print("training rows by class:", np.bincount(rare.y_train))


def small_network():
    """A compiled classifier of points in the plane, 2-16-1, always with the same starting weights."""
    keras.utils.set_random_seed(3)
    model = keras.Sequential(
        [keras.Input((2,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.03), loss="binary_crossentropy")
    return model


# %% exercise="rare_class"
def class_weights(y):
    """Labels (n,) -> a dict {class: weight}; the weights of all rows add up to n."""
    ### BEGIN SOLUTION
    classes, counts = np.unique(y, return_counts=True)
    return {int(c): len(y) / (len(classes) * int(n)) for c, n in zip(classes, counts, strict=True)}
    ### END SOLUTION
    return ...


weighted = ...
### BEGIN SOLUTION
weighted = small_network()
weights = class_weights(rare.y_train)
fitted = weighted.fit(rare.x_train, rare.y_train, class_weight=weights, batch_size=32, epochs=12, verbose=0)
### END SOLUTION

# %%
ex.rare_class.check(class_weights, weighted)

# %% [markdown]
# Weights make no new knowledge. They move the border towards the common class: more rare points are found,
# and more common ones are called rare. Whether that is a good deal depends on what a miss costs.
#
# > **If you learned Keras before version 3**
# >
# > | then | now |
# > | --- | --- |
# > | `fit(..., workers=4, use_multiprocessing=True)` | arguments of your `keras.utils.PyDataset` |
# > | `SGD(momentum=0)` (the whole number is refused) | `SGD(momentum=0.0)`, or leave it out |
# > | `SGD(lr=0.1, decay=1e-4)` | `learning_rate=`, which may be a schedule |
# > | `np.random.seed(1)` | `keras.utils.set_random_seed(1)` |
# > | `fit_generator(generator)` | `fit(generator)` |
#
# ### Exercise: which mistake is this? (1 point)

# %%
ex.which_mistake.ask()

# %% exercise="which_mistake"
which_mistake = ...
### BEGIN SOLUTION
which_mistake = "steps"
### END SOLUTION

# %%
ex.which_mistake.check(which_mistake)

# %% [markdown]
# ## What you know now
#
# | idea | in one line |
# | --- | --- |
# | epoch and step | every row once; one batch, one change of the weights |
# | batch size | 32 is a good start; larger batches need more epochs |
# | learning rate | above 2 / largest curvature SGD diverges |
# | momentum, RMSprop, Adam | keep the direction; scale each weight; both |
# | Adam's first step | the learning rate, 0.001 by default, whatever the gradient |
# | finder and schedule | start below the edge; warm up; end at 0, counted in steps |
# | `tf.data` | cache, shuffle, repeat, batch, prefetch, in this order |
# | class weights | keyed by class; a rare class counts as much as a common one |
#
# **Next**, in lesson 05, validation: how to tell from the curves when to stop, and which model to keep.
