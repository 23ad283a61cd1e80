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
#     title: Heads, losses, metrics
#     minutes: 90
#     teaches: Which last layer, which loss and which metrics fit a task, and what the wrong ones do in silence.
# ---

# %% [markdown]
# # Heads, losses, metrics
#
# Three choices decide what a network can say, what it learns, and what you are told about it. You will make
# them for tumours, wines, weather and patients, and meet the wrong choices that raise no error.
#
# Where you see `...`, it is your turn.

# %%
import warnings

import keras
import matplotlib.pyplot as plt
import numpy as np

import coursekit as ck
from coursekit.exercises import compile as ex

# %% [markdown]
# ## The head must fit the task
#
# The last layer is called the **head**. Its units and its activation decide which answers the network can
# give. The loss then has to match the head and the labels:
#
# | task | you ask | units | activation | loss |
# | --- | --- | --- | --- | --- |
# | binary | one of two classes? | 1 | sigmoid | `binary_crossentropy` |
# | single-label (multi-class) | one of $k$ classes? | $k$ | softmax | `sparse_categorical_crossentropy` |
# | multi-label | which of $k$ labels? | $k$ | sigmoid | `binary_crossentropy` |
# | regression | how much? | 1 for each number | none | `mse` |
# | share | which part of the whole, 0 to 1? | 1 for each number | sigmoid | `mse` or `binary_crossentropy` |
#
# That is for whole numbers as labels. For one-hot rows the single-label loss is `categorical_crossentropy`.
#
# Two classes can also be two softmax units: lesson 01 showed that this is the same. What some texts do is not:
# two **sigmoid** units for two classes that exclude each other. Each unit is then asked by itself, and both
# may say yes.

# %% tags=["demo"]
ax = ck.plot.output_heads()
print(ck.plot.describe(ax))

# %% [markdown]
# ### Exercise: a head for each task (6 points)
#
# Write `make_head(task, features, size)`. It builds and compiles a model with `features` inputs for one of
# the five tasks of the table. `size` is the number of classes, labels or numbers; for `"binary"` it is 2. A
# single layer is enough.
#
# It must work for 2 classes and for 14, for 3 labels, for 1 number and for 16. Class labels may be whole
# numbers or one-hot rows: your loss says which. The check looks at the outputs, then trains copies of your
# models and looks at what they predict.


# %% exercise="make_head"
def make_head(task, features, size):
    """A compiled model for "binary", "single-label", "multi-label", "regression" or "share".

    Inputs (n, features). Outputs (n, size); for "binary", (n, 1) or (n, 2).
    """
    ### BEGIN SOLUTION
    units, activation, loss = {
        "binary": (1, "sigmoid", "binary_crossentropy"),
        "single-label": (size, "softmax", "sparse_categorical_crossentropy"),
        "multi-label": (size, "sigmoid", "binary_crossentropy"),
        "regression": (size, None, "mse"),
        "share": (size, "sigmoid", "mse"),
    }[task]
    model = keras.Sequential([keras.Input((features,)), keras.layers.Dense(units, activation=activation)])
    model.compile(optimizer="adam", loss=loss)
    return model
    ### END SOLUTION
    return ...


# %%
ex.make_head.check(make_head)

# %% [markdown]
# ### Exercise: from outputs to answers (4 points)
#
# A model gives probabilities; people want answers. Write `decode(task, outputs)` for the same five tasks:
#
# | task | `outputs` | answer |
# | --- | --- | --- |
# | binary | `[[0.8], [0.3]]` | `[1, 0]`, shape (n,) |
# | single-label | `[[0.3, 0.4, 0.3]]` | `[1]`, shape (n,) |
# | multi-label | `[[0.9, 0.1, 0.7]]` | `[[1, 0, 1]]`, shape (n, k) |
# | regression, share | `[[17.3]]` | the outputs themselves |
#
# `outputs` is a NumPy array. Where there is a threshold, it is 0.5.


# %% exercise="decode"
def decode(task, outputs):
    """Outputs of a head (n, units) -> classes (n,), labels (n, units) of 0 and 1, or the numbers as they are."""
    ### BEGIN SOLUTION
    if task == "binary":
        return (outputs[:, 0] > 0.5).astype(int)
    if task == "single-label":
        return outputs.argmax(axis=-1)
    if task == "multi-label":
        return (outputs > 0.5).astype(int)
    return outputs
    ### END SOLUTION
    return ...


# %%
ex.decode.check(decode)

# %% [markdown]
# ### A falling loss that proves nothing
#
# A common slip is `Dense(1, "softmax")` for two classes. Softmax divides by the sum of the row. In a row of
# one, that is the number itself. Which output do you expect? And will the loss fall?
#
# The cell trains both heads on real tumours, from the same weights. Class 1 is benign: 63% of them.

# %% tags=["demo"]
cancer = ck.data.breast_cancer()
mean, std = cancer.x_train.mean(axis=0), cancer.x_train.std(axis=0)
cells_train, cells_val = (cancer.x_train - mean) / std, (cancer.x_val - mean) / std
losses = {}
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for activation in ("sigmoid", "softmax"):
        keras.utils.set_random_seed(4)
        net = keras.Sequential([keras.Input((30,)), keras.layers.Dense(1, activation)])
        net.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy")
        history = net.fit(cells_train, cancer.y_train, batch_size=64, epochs=10, verbose=0)
        losses[activation] = history.history["loss"]
        outputs = np.asarray(net(cells_val))
        right = np.mean((outputs[:, 0] > 0.5) == cancer.y_val)
        print(f"{activation}: outputs {outputs.min():.2f} to {outputs.max():.2f}, {right:.0%} of new tumours right")
ax = ck.plot.curves(losses, y_label="binary cross-entropy", title="Two heads, one loss curve")
print(ck.plot.describe(ax))
print("Keras warned:", next((str(w.message)[:67] for w in caught if "softmax" in str(w.message)), "of nothing"), "...")

# %% [markdown]
# The loss falls, and to the last digit as the sigmoid's does. Yet every output is 1, so every tumour is
# "benign". Why? Keras computes the cross-entropy from the **logits**, the numbers before the activation,
# because that is more exact. They learn well. What you get to see has gone through the softmax.
#
# With `categorical_crossentropy` the same unit has a loss of 0 from the start. In both cases the lesson is:
# judge a model by its predictions, never by its loss alone.
#
# You may also leave the activation away and tell the loss: `BinaryCrossentropy(from_logits=True)`. Then
# `predict` returns logits. They are not probabilities: 0.5 is no threshold for them (0 is), and a 3.2 must go
# through the sigmoid first.
#
# ## What a loss measures
#
# | loss | of one row | fits |
# | --- | --- | --- |
# | `mean_squared_error` (`mse`) | $(y - a)^2$ | numbers; large errors weigh most |
# | `mean_absolute_error` (`mae`) | $\lvert y - a \rvert$ | numbers with wild outliers |
# | `huber` | squared near 0, absolute far out | the same |
# | `mean_squared_logarithmic_error` (`msle`) | $(\log(1 + y) - \log(1 + a))^2$ | positive numbers: factors count |
# | `binary_crossentropy` | $-y \log p - (1 - y) \log(1 - p)$ | labels 0 and 1 |
# | `categorical_crossentropy` | $-\sum_k y_k \log p_k$ | one-hot rows |
# | `sparse_categorical_crossentropy` | $-\log p_y$ | whole numbers as labels |
# | `kl_divergence` | $\sum_k y_k \log (y_k / p_k)$ | rows of shares that sum to 1 |
# | `hinge`, `squared_hinge` | $\max(0, 1 - y a)$, and its square | labels -1 and 1, output tanh or none |
#
# Look at the pictures for errors of 3. Which loss would follow a single broken sensor?

# %% tags=["demo"]
figure, axes = plt.subplots(1, 3, figsize=(13.5, 4), layout="constrained")
error = np.linspace(-3, 3, 121)
huber = np.where(np.abs(error) < 1, error**2 / 2, np.abs(error) - 0.5)
by_error = {"squared": error**2, "absolute": np.abs(error), "huber": huber}
ck.plot.curves(by_error, x=error, x_label="error: output minus target", title="Numbers", ax=axes[0])

factor = np.geomspace(0.1, 10, 81)
logs = {f"target {y:,}": (np.log1p(y * factor) - np.log1p(y)) ** 2 for y in (10, 10_000)}
ck.plot.curves(logs, x=factor, log_x=True, x_label="output / target", title="Squared logarithmic error", ax=axes[1])

score = np.linspace(-3, 3, 121)
hinge = np.maximum(0, 1 - score)
margins = {"cross-entropy": np.log1p(np.exp(-score)), "hinge": hinge, "squared hinge": hinge**2}
ck.plot.curves(margins, x=score, x_label="score (logit) of a row of class 1", title="Classes", ax=axes[2])
print(ck.plot.describe(axes))

# %% [markdown]
# The hinge is 0 once a row lies on the right side by a margin of 1; it asks for the side, not for how sure you
# are. Cross-entropy is lowest, on average, when $p$ is the true share of class 1 among such rows. That is why its
# outputs can be read as probabilities, and those of the hinge cannot.
#
# ### Exercise: cross-entropy, three times (4 points)
#
# The formulas are in the table. Each function returns the mean over the rows, one number. Labels are 0 or 1,
# with nothing between them; probabilities lie between. When a model is sure, $p$ is exactly 0 or 1 in the
# computer's eyes, and $\log 0$ is infinite. **Clip** the probabilities to $10^{-7}$ and $1 - 10^{-7}$ first, as
# Keras does.
#
# One-hot rows are a choice, not a must: your third function must give for whole numbers what the second gives
# for their one-hot rows.


# %% exercise="cross_entropies"
def binary_crossentropy(y, p):
    """Labels y (n,) of 0 and 1, probabilities p (n,) of class 1 -> the mean loss, a number."""
    ### BEGIN SOLUTION
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    ### END SOLUTION
    return ...


def categorical_crossentropy(y, p):
    """One-hot rows y (n, classes), probabilities p (n, classes) -> the mean loss, a number."""
    ### BEGIN SOLUTION
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -np.mean(np.sum(y * np.log(p), axis=-1))
    ### END SOLUTION
    return ...


def sparse_categorical_crossentropy(labels, p):
    """Whole numbers labels (n,), probabilities p (n, classes) -> the mean loss, a number."""
    ### BEGIN SOLUTION
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))
    ### END SOLUTION
    return ...


# %%
ex.cross_entropies.check(binary_crossentropy, categorical_crossentropy, sparse_categorical_crossentropy)

# %% [markdown]
# Keras has all of them. Here is a net with three outputs for three cultivars of wine. It ends in logits, so that you
# can see what the losses make of them.

# %% tags=["demo"]
wine = ck.data.wine()
mean, std = wine.x_train.mean(axis=0), wine.x_train.std(axis=0)
keras.utils.set_random_seed(0)
taster = keras.Sequential([keras.Input((13,)), keras.layers.Dense(3)])
with_logits = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
taster.compile(optimizer=keras.optimizers.Adam(0.03), loss=with_logits, metrics=["accuracy"])
taster.fit((wine.x_train - mean) / std, wine.y_train, epochs=12, verbose=0)

logits = np.asarray(taster((wine.x_val - mean) / std))
p = np.asarray(keras.ops.softmax(logits))
one_hot, codes = np.eye(3)[wine.y_val], wine.y_val
shares = 0.8 * one_hot + 0.2 / 3
cce, entropy = keras.losses.CategoricalCrossentropy(), -np.mean(np.sum(shares * np.log(shares), axis=-1))
print(f"one-hot rows:               {cce(one_hot, p):.4f}")
print(f"whole numbers:              {keras.losses.SparseCategoricalCrossentropy()(codes, p):.4f}")
print(f"logits, from_logits=True:   {with_logits(codes, logits):.4f}")
print(f"logits as probabilities:    {cce(one_hot, logits):.4f}  <- wrong, and no error")
print(f"targets 0.87, 0.07, 0.07:   {keras.losses.KLDivergence()(shares, p):.4f} (KL divergence)")
print(f"cross-entropy - entropy:    {cce(shares, p) - entropy:.4f}")

# %% [markdown]
# The KL divergence is the cross-entropy minus a number that depends on the targets only. Training is the
# same; but a KL divergence of 0 means a perfect fit.
#
# ## Metrics: what you are told
#
# The optimiser never looks at metrics. They are for you. `compile(metrics=[...])` takes
#
# - names: `"mae"`, `"precision"`, and any loss: `"msle"` works as a metric too;
# - objects with settings: `keras.metrics.AUC(curve="PR", num_thresholds=1000)`;
# - functions of your own.
#
# One name changes its meaning. `"accuracy"` looks at shapes:
#
# | outputs | labels | `"accuracy"` becomes |
# | --- | --- | --- |
# | one column | (n,) or (n, 1) | `binary_accuracy`: above 0.5 or not |
# | k columns | whole numbers | `sparse_categorical_accuracy`: argmax equals the label |
# | k columns | k columns | `categorical_accuracy`: argmax equals argmax |
#
# The last row is a trap for multi-label models: argmax knows a single winner. The net below says what to take
# along: coat, sunglasses, umbrella. Which of its two accuracies makes sense?

# %% tags=["demo"]
packing = ck.data.multilabel()
things = packing.class_names[:3]
weather_mean, weather_std = packing.x_train.mean(axis=0), packing.x_train.std(axis=0)
weather, weather_val = ((x - weather_mean) / weather_std for x in (packing.x_train, packing.x_val))
needed, needed_val = packing.y_train[:, :3], packing.y_val[:, :3]

keras.utils.set_random_seed(0)
packer = keras.Sequential(
    [keras.Input((4,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(3, activation="sigmoid")]
)
metrics = ["accuracy", "binary_accuracy"]
packer.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy", metrics=metrics)
first = packer.fit(weather, needed, batch_size=64, epochs=1, verbose=0).history["binary_accuracy"][0]
after = packer.evaluate(weather, needed, verbose=0, return_dict=True)["binary_accuracy"]
packer.fit(weather, needed, batch_size=64, epochs=15, verbose=0)
scores = packer.evaluate(weather_val, needed_val, verbose=0, return_dict=True)
print("things:", things, "- metrics in use:", [m.name for m in packer.metrics[1].metrics])
print(f"validation: 'accuracy' {scores['accuracy']:.3f}, 'binary_accuracy' {scores['binary_accuracy']:.3f}")
print(f"training rows, first epoch: reported by fit {first:.3f}, measured afterwards {after:.3f}")

# %% [markdown]
# `binary_accuracy` counts every label of every row. The other number compares one winner with one of the
# labels, and for a day that needs nothing it is pure chance.
#
# The last line shows something else. During an epoch, `fit` averages over the batches **while the weights
# change**. The first batches were judged by a worse model. `evaluate` measures all rows with the final
# weights.
#
# ### A metric of your own, and a trap
#
# A metric is a function of labels and outputs. Labels often have the shape (n,), outputs (n, 1). Here is a
# perfect model. Before you run: what is its squared error?

# %% tags=["demo"]
y_true = np.array([1.0, 2.0, 3.0])
y_pred = np.array([[1.0], [2.0], [3.0]])
print("shapes", y_true.shape, "and", y_pred.shape, "make", (y_true - y_pred).shape)
print(y_true - y_pred)
print(f"mean of the squares: {np.mean((y_true - y_pred) ** 2):.3f}")

# %% [markdown]
# Subtraction stretched both to a table: each label minus each output. The mean of that is a number, and no
# error is raised. Keras brings the shapes together for a **loss**, but not for a metric function.
#
# ### Exercise: a metric of your own (4 points)
#
# Write `custom_mse(y_true, y_pred)`, the mean squared error that is right for (n,) and (n, 1), mixed in any
# way. Use `keras.ops`, such as `keras.ops.reshape`: inside `fit` there are tensors, which NumPy cannot take.
#
# Then write `train(model, x, y)`. It compiles the model with the loss `mse` and your metric, trains for 3
# epochs without printing, and returns what `fit` returns.


# %% exercise="custom_metric"
def custom_mse(y_true, y_pred):
    """The mean squared error: labels and outputs of shape (n,) or (n, 1) -> a number."""
    ### BEGIN SOLUTION
    difference = keras.ops.reshape(y_true, (-1,)) - keras.ops.reshape(y_pred, (-1,))
    return keras.ops.mean(keras.ops.square(difference))
    ### END SOLUTION
    return ...


def train(model, x, y):
    """Compiles a built model, trains it for 3 epochs on x (n, 1), y (n,) and returns the history."""
    ### BEGIN SOLUTION
    model.compile(optimizer="sgd", loss="mse", metrics=[custom_mse])
    return model.fit(x, y, epochs=3, verbose=0)
    ### END SOLUTION
    return ...


# %%
ex.custom_metric.check(custom_mse, train)

# %% [markdown]
# ### A loss of your own
#
# A loss is a function too; it must be differentiable. The one below is lopsided: to guess too low costs nine
# times as much as to guess too high. So the model aims high. Where do you expect its line: in the middle of
# the points, or above most of them?

# %% tags=["demo"]
rng = np.random.default_rng(0)
hours = rng.uniform(0, 1, size=(500, 1))
demand = 2 * hours[:, 0] + rng.normal(0, 0.5, size=500)


def lopsided(y_true, y_pred):
    """0.9 times what is missing, 0.1 times what is too much."""
    missing = y_true - y_pred
    return keras.ops.mean(keras.ops.maximum(0.9 * missing, -0.1 * missing))


for loss in ("mse", lopsided):
    keras.utils.set_random_seed(0)
    line = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    line.compile(optimizer=keras.optimizers.Adam(0.1), loss=loss, metrics=["mae"])
    line.fit(hours, demand, batch_size=50, epochs=10, verbose=0)
    enough = np.mean(np.asarray(line(hours))[:, 0] >= demand)
    print(f"{loss if loss == 'mse' else loss.__name__}: enough for {enough:.0%} of the demands")

# %% [markdown]
# ## When one class is rare
#
# ### Exercise: what does 0.95 say? (1 point)

# %%
ex.imbalanced.ask()

# %% exercise="imbalanced"
imbalanced = ...
### BEGIN SOLUTION
imbalanced = "nothing"
### END SOLUTION

# %%
ex.imbalanced.check(imbalanced)

# %% [markdown]
# Two questions say more than accuracy. Call the class that you look for **positive**.
#
# - **Precision**: of the rows that the model calls positive, which share is? It answers: can I trust an alarm?
# - **Recall**: of the rows that are positive, which share was found? It answers: what do I miss?
#
# Both depend on the threshold. A lower one finds more and raises more false alarms. Two curves show all
# thresholds at once. The **ROC** curve draws recall against the share of false alarms among the negative rows.
# The **PR** curve draws precision against recall; where positives are rare it is the more honest one. The area
# under the ROC curve, the **AUC**, needs no threshold: it is the share of pairs, one positive and one negative
# row, in which the positive row has the higher score.
#
# Now malignant is the positive class. One model sees all 30 measurements, the other only two.

# %% tags=["demo"]
malignant_train, malignant_val = 1 - cancer.y_train, 1 - cancer.y_val
found, curves_by_epoch = {}, {}
for name, columns in {"30 measurements": slice(None), "2 measurements": [1, 4]}.items():
    x, x_val = cells_train[:, columns], cells_val[:, columns]
    keras.utils.set_random_seed(1)
    net = keras.Sequential([keras.Input((x.shape[1],)), keras.layers.Dense(1, activation="sigmoid")])
    areas = [keras.metrics.AUC(name="auc"), keras.metrics.AUC(curve="PR", name="pr")]
    net.compile(optimizer=keras.optimizers.Adam(0.05), loss="binary_crossentropy", metrics=areas)
    history = net.fit(x, malignant_train, 64, epochs=12, validation_data=(x_val, malignant_val), verbose=0)
    curves_by_epoch[name] = history.history
    found[name] = np.asarray(net(x_val))[:, 0]
figure, axes = plt.subplots(1, 2, figsize=(11.5, 4.8), layout="constrained")
ck.plot.roc_curve(malignant_val, found, threshold=0.5, ax=axes[0])
ck.plot.precision_recall_curve(malignant_val, found, threshold=0.5, ax=axes[1])
print(ck.plot.describe(axes))

# %% [markdown]
# ### Exercise: precision, recall and AUC (5 points)
#
# Write both functions. A row is called positive when its score is **above** the threshold. If no row is, let
# the precision be 0, as Keras does. In the AUC a pair with equal scores counts one half: the model could only
# toss a coin.


# %% exercise="ranking"
def precision_recall(y, scores, threshold):
    """Labels y (n,) of 0 and 1, scores (n,), a threshold -> (precision, recall), two numbers from 0 to 1."""
    ### BEGIN SOLUTION
    called = scores > threshold
    hits = np.sum(called & (y == 1))
    return hits / max(called.sum(), 1), hits / np.sum(y == 1)
    ### END SOLUTION
    return ...


def auc(y, scores):
    """The share of (positive, negative) pairs in the right order; equal scores count half."""
    ### BEGIN SOLUTION
    gaps = scores[y == 1][:, None] - scores[y == 0]
    return np.mean(gaps > 0) + np.mean(gaps == 0) / 2
    ### END SOLUTION
    return ...


# %%
ex.ranking.check(precision_recall, auc)

# %% [markdown]
# ### Exercise: predict (1 point)
#
# Of 20,000 visitors 39 click on an advert. A model gives each a probability between 0.0005 and 0.0043. By
# your function, counting pairs, its AUC is 0.632. Keras works differently: it counts what lies above each of
# 200 thresholds, from 0 to 1, and joins the points. What will `keras.metrics.AUC()` say?

# %% exercise="keras_auc"
keras_auc = ...
### BEGIN SOLUTION
keras_auc = 0.5
### END SOLUTION

# %%
ex.keras_auc.check(keras_auc)

# %% tags=["demo"]
if ex.keras_auc.predicted(keras_auc):
    rng = np.random.default_rng(147)
    chance = rng.uniform(0.0005, 0.0043, size=20_000)
    clicks = (rng.uniform(size=20_000) < chance).astype(int)
    gaps = chance[clicks == 1][:, None] - chance[clicks == 0]
    print(f"pairs in the right order: {np.mean(gaps > 0) + np.mean(gaps == 0) / 2:.3f}")
    for count in (200, 10_000):
        area = keras.metrics.AUC(num_thresholds=count)
        area.update_state(clicks, chance)
        print(f"Keras with {count:>6,} thresholds: {float(area.result()):.3f}")
    print(f"Predicted: {keras_auc}")

# %% [markdown]
# All scores lie below the first threshold above 0, which is 1/199. To Keras they are one tie, and a tie is a
# coin toss. More thresholds help, or your own: `AUC(thresholds=[...])`.
#
# ### Why not train for AUC itself?
#
# The AUC counts pairs. Move a weight a little, and usually no pair changes places: the slope is 0, and there is
# nothing to follow. Cross-entropy is smooth, and falls when positive rows get higher scores. It stands in for
# the AUC, as its **proxy**. It asks for more, too: the probability should be right, not only the order. The
# picture sorts probabilities into bins. Of the days with about 0.7, did 70% need the thing?

# %% tags=["demo"]
history = curves_by_epoch["2 measurements"]
for epoch in (1, 3, 12):
    row = {name: history[f"val_{name}"][epoch - 1] for name in ("loss", "auc", "pr")}
    print(f"epoch {epoch:>2}: cross-entropy {row['loss']:.3f}, ROC AUC {row['auc']:.3f}, PR AUC {row['pr']:.3f}")
chances = np.asarray(packer(weather_val))
ax = ck.plot.calibration(needed_val.ravel(), chances.ravel(), bins=10)
print(ck.plot.describe(ax))

# %% [markdown]
# The points lie near the diagonal, as far as a few dozen rows in a bin can tell: these probabilities can be taken
# at their word. Halve them all, and the
# AUC stays as it is, for the order is the same. Half of the truth, however, is not the truth.
#
# ## Regression
#
# 442 people with diabetes, ten measurements each, and a number from 25 to 346 that says how far the disease
# went in a year. A number has no accuracy; its natural yardstick is the laziest answer, the **mean**. A linear
# model gets about half of the mean's squared error, in cross-validation.
#
# Targets like these are large. A fresh network answers near 0, and with a small learning rate it takes long to
# climb to 150. So we scale the targets as well, with the training rows' mean and deviation.
#
# ### Exercise: a regressor (4 points)
#
# The first lines below scale inputs and targets. Build, compile and train `regressor` on `x_train` and `y_train`.
# The check asks for its outputs on the test rows, scaled in the same way. The squared error must be at most 0.7 of
# the mean's; always saying the mean gets 1, linear regression 0.41 on these rows.
#
# If you give `compile` no optimizer, it takes RMSprop.

# %% exercise="regressor"
diabetes = ck.data.diabetes()
x_train = (diabetes.x_train - diabetes.x_train.mean(axis=0)) / diabetes.x_train.std(axis=0)
y_train = (diabetes.y_train - diabetes.y_train.mean()) / diabetes.y_train.std()

regressor = ...
### BEGIN SOLUTION
keras.utils.set_random_seed(0)
regressor = keras.Sequential([keras.Input((10,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)])
regressor.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse", metrics=["mae"])
fitted = regressor.fit(x_train, y_train, epochs=20, verbose=0)
### END SOLUTION

# %%
ex.regressor.check(regressor)

# %% [markdown]
# ### Exercise: eight problems (4 points)
#
# For each problem choose the number of units, the activation (or `None`) and the name of the loss.
#
# | name | the problem | the targets |
# | --- | --- | --- |
# | `tumour` | Is it malignant? | 0 or 1 |
# | `cultivar` | From which of 3 cultivars is the wine? | 0, 1 or 2 |
# | `letter` | Which of 14 letters is on the picture? | one-hot rows |
# | `votes` | How do the votes divide among 5 parties? | rows of shares, sum 1 |
# | `packing` | Which of 3 things do I need today? | rows such as 1, 0, 1 |
# | `review` | Is the review friendly? A wide margin is wanted, no probability. | -1 or 1 |
# | `hours` | The temperature in the next 16 hours. Some readings are off by 100 degrees. | 16 numbers |
# | `visitors` | How many visit the museum? A factor of 2 is as bad for small ones as for large. | 50 to 5,000,000 |
#
# An entry looks like this: `"age": (1, None, "mean_squared_error")`.

# %% exercise="choices"
choices = ...
### BEGIN SOLUTION
choices = {
    "tumour": (1, "sigmoid", "binary_crossentropy"),
    "cultivar": (3, "softmax", "sparse_categorical_crossentropy"),
    "letter": (14, "softmax", "categorical_crossentropy"),
    "votes": (5, "softmax", "kl_divergence"),
    "packing": (3, "sigmoid", "binary_crossentropy"),
    "review": (1, "tanh", "hinge"),
    "hours": (16, None, "mean_absolute_error"),
    "visitors": (1, "softplus", "mean_squared_logarithmic_error"),
}
### END SOLUTION

# %%
ex.choices.check(choices)

# %% [markdown]
# > **If you learned Keras before version 3**
# >
# > | then | now |
# > | --- | --- |
# > | `metrics=["precision"]` with whole numbers for 3 classes fails | one-hot rows, or 0 and 1 for one unit |
# > | two sigmoid units for two exclusive classes | one sigmoid unit, or two with softmax |
# > | `metrics=["accuracy"]` for several labels | `"binary_accuracy"` |
# > | `K.mean(K.square(y_true - y_pred))` | `keras.ops.mean`, `keras.ops.square`, shapes first |
# > | `compile(metric=...)`, `fit(metrics=...)` (errors, then and now) | `compile(metrics=[...])` |
# >
# > Labels of the binary cross-entropy are 0 and 1 themselves, whatever you read about the open interval: that is
# > where the probabilities lie.
#
# ### Exercise: which mistake is this? (1 point)

# %%
ex.which_mistake.ask()

# %% exercise="which_mistake"
which_mistake = ...
### BEGIN SOLUTION
which_mistake = "softmax"
### END SOLUTION

# %%
ex.which_mistake.check(which_mistake)

# %% [markdown]
# ## What you know now
#
# | idea | in one line |
# | --- | --- |
# | head | units and activation decide which answers are possible |
# | exclusive classes | one softmax, or one sigmoid for two; several labels: a sigmoid each |
# | loss | what is learned; it must match head and labels |
# | a falling loss | proves little: look at predictions |
# | logits | the numbers before the activation; `from_logits=True` |
# | `"accuracy"` | chosen by shapes; for several labels say `"binary_accuracy"` |
# | own metric | same shapes first, `keras.ops`, given to `compile` |
# | rare classes | precision and recall by threshold, AUC over all; Keras's AUC has 200 thresholds |
# | regression | no activation, scaled targets, compared with the mean |
#
# **Next**, in lesson 04, the optimiser: learning rates, batches, and what happens at each step of `fit`.
