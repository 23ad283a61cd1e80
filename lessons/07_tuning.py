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
#     title: Tuning
#     minutes: 85
#     teaches: Searching for good hyper-parameters within a budget, and reporting a number that you can defend.
# ---

# %% [markdown]
# # Tuning
#
# You will search for a good network, first by a grid, then by chance, on a budget of 35 short
# trainings. And you will learn why the best score of a search is too good to be true, and what to report
# instead.
#
# Where you see `...`, it is your turn.

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
from keras.wrappers import SKLearnClassifier
from scipy.stats import loguniform
from sklearn.model_selection import GridSearchCV, ParameterSampler, StratifiedKFold
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

import coursekit as ck
from coursekit.exercises import tuning as ex

# %% [markdown]
# ## What you choose, and what is learned
#
# Training finds the weights. What you fix **before** it are the **hyper-parameters**: the number of layers,
# their width, the activation, the learning rate, the epochs. No gradient leads to them. You try some, and
# compare. Not all matter alike. Spend your budget from the top of this table:
#
# | hyper-parameter | how much it matters | search |
# | --- | --- | --- |
# | learning rate | most; a factor of ten decides | powers of ten |
# | epochs | much, but early stopping settles it (lesson 05) | rarely |
# | width and depth | much, until they are large enough | doubling |
# | regularization | when the gap is wide (lesson 06) | powers of ten |
# | activation | little among ReLU and its relatives | a few names |
# | batch size | little; the learning rate must follow it | doubling |
#
# ## The familiar case: a decision tree
#
# Before networks, a model that trains in a millisecond. A decision tree asks questions such as "is $x_1$
# below 0.3?". Two hyper-parameters limit it: how many questions in a row (`max_depth`), and how many
# training rows must share an answer (`min_samples_leaf`).
#
# The data are two noisy circles. No model can be right for more than 89% of new points in the long run.
#
# **Cross-validation** rates each setting: cut the training rows into five **folds**, learn from four, score
# on the fifth, five times over. Every row is tested once, by a model that has not seen it. Trying every pair
# of values is a **grid search**: 7 times 4 settings, 5 folds each, 140 trees.

# %%
circles = ck.data.circles(noise=0.2, n=600)
x_train, y_train = circles.x_train, circles.y_train
x_val, y_val = circles.x_val, circles.y_val
print(circles)

# %% tags=["demo"]
grid = {"max_depth": [1, 2, 3, 4, 6, 8, 12], "min_samples_leaf": [1, 3, 10, 30]}
folds = StratifiedKFold(5, shuffle=True, random_state=0)
trees = GridSearchCV(DecisionTreeClassifier(random_state=0), grid, cv=folds, return_train_score=True)
trees.fit(x_train, y_train)
results = trees.cv_results_
trials = [
    {**setting, "accuracy": score} for setting, score in zip(results["params"], results["mean_test_score"], strict=True)
]
ax = ck.plot.score_heatmap(trials, "max_depth", "min_samples_leaf", score="accuracy")
print(ck.plot.describe(ax))

# %% [markdown]
# Down a column the depth decides, from useless to good. Along a row little changes. And the best cell is even
# above the 89%. How can that be?
#
# Now take the first column, where a single row may have a leaf of its own. Guess before you run: how good is
# the deepest tree on the rows that it has **learned from**?

# %% tags=["demo"]
single = [i for i, setting in enumerate(results["params"]) if setting["min_samples_leaf"] == 1]
scores = {
    "on its training rows": [[results[f"split{k}_train_score"][i] for i in single] for k in range(5)],
    "on the fold left out": [[results[f"split{k}_test_score"][i] for i in single] for k in range(5)],
}
ax = ck.plot.curves(
    {name: np.array(values) for name, values in scores.items()},
    x=grid["max_depth"],
    x_label="max_depth",
    y_label="accuracy",
    title="Deeper trees know their training rows by heart",
)
print(ck.plot.describe(ax))

# %% [markdown]
# On its own rows the deepest tree is nearly perfect. That is no reason to choose it. Only rows that a model
# has not seen can compare settings.
#
# ## A builder
#
# To search over networks you need a function that makes one from its hyper-parameters: a **builder**. Here
# is one with a single hidden layer. Two things are easy to forget when code is cut down for an example: the
# output layer, and the `compile`. And without `return` nobody gets the model.


# %%
def network(width, activation="relu", learning_rate=1.0):
    """A compiled network with one hidden layer, for two inputs and two classes."""
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(width, activation=activation),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.SGD(learning_rate), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def accuracy(model, x, y):
    """The share of the rows that the model puts into their class."""
    return float(np.mean(np.argmax(model(x), axis=-1) == y))


# %% [markdown]
# ### Exercise: a builder that honours its arguments (4 points)
#
# Write `build`. It takes the **depth** as well: so many hidden layers, each with `width` units. The head
# comes on top and does not count. Each argument must make a difference: a builder that takes `activation`
# and then uses ReLU makes a search that compares equal models, and no error tells.
#
# Return a new, compiled model at each call, for two inputs and the classes 0 and 1. One sigmoid unit or two
# softmax units: both are fine, with a loss that fits. So is any optimiser. The check trains copies.


# %% exercise="build"
def build(depth, width, activation="relu", learning_rate=0.5):
    """A new compiled network: 2 inputs, depth hidden layers of width units, a head for the classes 0 and 1."""
    ### BEGIN SOLUTION
    model = keras.Sequential([keras.Input((2,))])
    for _ in range(depth):
        model.add(keras.layers.Dense(width, activation=activation))
    model.add(keras.layers.Dense(2, activation="softmax"))
    model.compile(keras.optimizers.SGD(learning_rate), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
    ### END SOLUTION
    return ...


# %%
ex.build.check(build)

# %% [markdown]
# ### Exercise: cross-validate a network (4 points)
#
# The five folds of the tree, for a Keras model. `build` is now a function without arguments that returns a
# compiled model for integer labels; `fit` and `evaluate` work as always.
#
# Return the accuracy of each fold, `folds` numbers. Shuffle before you cut, since many tables are sorted by
# class: `KFold` and `StratifiedKFold` of scikit-learn do it with `shuffle=True` and `random_state=seed`. The
# second also gives each fold its share of every class. And remember what a second `fit` does to a model.


# %% exercise="cross_validate"
def cross_validate(build, x, y, folds, epochs, seed):
    """The accuracy on each fold, shape (folds,), of models that were trained on the other folds."""
    ### BEGIN SOLUTION
    scores = []
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=seed).split(x, y):
        model = build()
        model.fit(x[train], y[train], epochs=epochs, verbose=0)
        scores.append(model.evaluate(x[test], y[test], verbose=0, return_dict=True)["accuracy"])
    return np.array(scores)
    ### END SOLUTION
    return ...


# %%
ex.cross_validate.check(cross_validate)

# %% [markdown]
# ## Random search
#
# A grid over five hyper-parameters with five values each has 3,125 points. And it is wasteful: if only the
# learning rate matters, those 3,125 trainings try just five learning rates. **Random search** draws each
# trial anew, so fifty trials try fifty learning rates. Bergstra and Bengio showed in 2012 how much that
# gains when few hyper-parameters matter, and nobody knows which.
#
# The **space** says what may be drawn. Each entry is a list of choices or a range, never a single value.
# Learning rates are drawn by powers of ten: from 0.001 to 0.01 matters as much as from 0.01 to 0.1, and
# numbers drawn evenly would nearly all lie in the upper part.
#
# ### Exercise: a space and a draw (5 points)
#
# `space` is a dict: for `"depth"` the choices 1, 2, 3, for `"width"` 4, 8, 16, 32, for `"activation"`
# `"relu"` and `"tanh"`, all as **lists**. For `"learning_rate"` it holds the range from 0.001 to 0.1, as a
# **pair** `(low, high)`.
#
# `draw(space, trials, seed)` returns a list of dicts with one value for each name. From a list it draws one
# of the values. From a pair it draws a number between the two, its logarithm evenly. The same seed gives the
# same trials. The check uses spaces of its own.

# %% exercise="search"
space = ...
### BEGIN SOLUTION
space = {
    "depth": [1, 2, 3],
    "width": [4, 8, 16, 32],
    "activation": ["relu", "tanh"],
    "learning_rate": (0.001, 0.1),
}
### END SOLUTION


def draw(space, trials, seed):
    """A list of so many dicts, each with a value for every name in the space."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)

    def value(entry):
        if isinstance(entry, tuple):
            low, high = np.log(entry)
            return float(np.exp(rng.uniform(low, high)))
        return entry[rng.integers(len(entry))]

    return [{name: value(entry) for name, entry in space.items()} for _ in range(trials)]
    ### END SOLUTION
    return ...


# %%
ex.search.check(space, draw)

# %% [markdown]
# ### Twelve short runs on a sample
#
# scikit-learn has such a draw: `ParameterSampler`, with `loguniform` for ranges. The cell below spends
# twelve trainings on our one-layer network. To make them cheap it takes **half of the training rows** and
# **4 epochs**. Bad settings show early; the good ones get a second round.
#
# Each trial is scored on the validation part. All start from the same seed, so that they differ in their
# settings only. Which of the three hyper-parameters will decide?

# %% tags=["demo"]
choices = {
    "width": [4, 8, 16, 32],
    "activation": ["relu", "tanh"],
    "learning_rate": loguniform(0.01, 10),
}
sample = circles.few(90)
runs = []
for setting in ParameterSampler(choices, 12, random_state=2):
    keras.utils.set_random_seed(0)
    model = network(**setting)
    model.fit(sample.x_train, sample.y_train, batch_size=15, epochs=4, verbose=0)
    runs.append({**setting, "accuracy": accuracy(model, x_val, y_val)})
ranking = sorted(runs, key=lambda run: run["accuracy"], reverse=True)

# %% tags=["demo"]
ax = ck.plot.search_scores(runs, by="learning_rate", score="accuracy")
print(ck.plot.describe(ax))

# %% tags=["demo"]
ax = ck.plot.parallel_coordinates(runs, parameters=["width", "activation", "learning_rate"], score="accuracy")
print(ck.plot.describe(ax))

# %% [markdown]
# At both ends of the first picture the accuracy is near one half, which is chance. On the left, four epochs are
# too few; on the far right, the steps are too large.
#
# In the second picture each line is a trial. Follow the three darkest backwards: they come from narrow and wide
# networks, but all from ReLU, and none from the ends of the learning rates. Where **all** the good trials agree,
# that hyper-parameter matters.
#
# Short runs favour what learns fast. And the winner of twelve has had some luck, so it need not win again. The
# best two now train on all rows, and for longer. Will they keep their places?

# %% tags=["demo"]
finalists = []
for run in ranking[:2]:
    setting = {name: run[name] for name in choices}
    keras.utils.set_random_seed(0)
    model = network(**setting)
    model.fit(x_train, y_train, batch_size=15, epochs=8, verbose=0)
    finalists.append({"setting": setting, "model": model, "validation": accuracy(model, x_val, y_val)})
    print(
        f"{setting['activation']}, width {setting['width']}, learning rate {setting['learning_rate']:.4f}:",
        f"{run['accuracy']:.3f} in the short run, {finalists[-1]['validation']:.3f} now",
    )

# %% [markdown]
# ## Keras inside scikit-learn
#
# `keras.wrappers.SKLearnClassifier` turns a builder into a scikit-learn model. Then all of scikit-learn works
# with it: pipelines, folds, searches. The scaler in the pipeline below learns from the training folds only,
# so nothing leaks. The wrapper calls the builder with `X` and `y`, and `y` comes as **one-hot rows**.
#
# What you say must travel through several hands to your builder, and here it gets lost:
#
# - What is meant for the **builder** goes into the dict `model_kwargs`. A bare `width` is refused.
# - What is meant for **`fit`** belongs in the call of `fit`. An argument `fit_kwargs` exists, but in Keras
#   3.15 a search drops it when it copies the wrapper: each model trains for one epoch, and no error tells.
# - In a pipeline each name gets the step in front, with **two underscores**: `net__model_kwargs`.

# %% tags=["demo"]
wine = ck.data.wine()


def wine_net(X, y, width=8):
    """A compiled network for a table X (n, columns) and one-hot rows y (n, classes)."""
    model = keras.Sequential([keras.Input(X.shape[1:]), keras.layers.Dense(width, activation="relu")])
    model.add(keras.layers.Dense(y.shape[1], activation="softmax"))
    model.compile(keras.optimizers.SGD(0.3), loss="categorical_crossentropy")
    return model


keras.utils.set_random_seed(0)
keras.config.disable_interactive_logging()  # no progress bar for each prediction
pipeline = Pipeline([("scale", StandardScaler()), ("net", SKLearnClassifier(wine_net))])
widths = {"net__model_kwargs": [{"width": 2}, {"width": 16}]}
folds = StratifiedKFold(3, shuffle=True, random_state=0)
nets = GridSearchCV(pipeline, widths, cv=folds, refit=False)
nets.fit(wine.x_train, wine.y_train, net__epochs=5, net__batch_size=8, net__verbose=0)
keras.config.enable_interactive_logging()
for i, setting in enumerate(nets.cv_results_["params"]):
    by_fold = [nets.cv_results_[f"split{k}_test_score"][i] for k in range(3)]
    print(setting["net__model_kwargs"], "folds:", np.round(by_fold, 3), f"mean {np.mean(by_fold):.3f}")

# %% [markdown]
# Compare the difference of the two means with the distance between the folds of one line. Is one of the widths
# better, or did it have luck? Keep the question.
#
# ### Exercise: a grid that reaches the builder (2 points)
#
# Write `grid_for`. It gets two lists and returns the grid for `GridSearchCV(SKLearnClassifier(builder),
# grid)`. There is no pipeline this time, so names have no step in front. The builder takes the arguments
# `width` and `learning_rate`. The search must try each width with each learning rate.


# %% exercise="grid_for"
def grid_for(widths, learning_rates):
    """A parameter grid for GridSearchCV over a bare SKLearnClassifier."""
    ### BEGIN SOLUTION
    pairs = [{"width": width, "learning_rate": rate} for width in widths for rate in learning_rates]
    return {"model_kwargs": pairs}
    ### END SOLUTION
    return ...


# %%
ex.grid_for.check(grid_for)

# %% [markdown]
# ## The best of many is too good
#
# ### Exercise: predict (1 point)
#
# Forty models are scored on 50 validation rows with two classes. None of them has learned anything: each
# answers by throwing a coin. You keep the best. What is its validation accuracy, about? Write a share, such
# as 0.9.

# %% exercise="best_of_forty"
best_of_forty = ...
### BEGIN SOLUTION
best_of_forty = 0.65
### END SOLUTION

# %%
ex.best_of_forty.check(best_of_forty)

# %% tags=["demo"]
if ex.best_of_forty.predicted(best_of_forty):
    rng = np.random.default_rng(0)
    on_validation = (rng.integers(0, 2, size=(1000, 40, 50)) == 1).mean(axis=-1)  # 1,000 such searches
    on_test = (rng.integers(0, 2, size=(1000, 50)) == 1).mean(axis=-1)  # the winner meets new rows
    winners = on_validation.max(axis=-1)
    figure, ax = plt.subplots(figsize=(6.8, 3.6), layout="constrained")
    bins = np.arange(0.29, 0.9, 0.02)
    ax.hist(winners, bins, color="#0072B2", label="the winner on the validation rows")
    ax.hist(on_test, bins, color="#D55E00", histtype="step", linewidth=2, label="the same model on new rows")
    ax.set(xlabel="accuracy", ylabel="searches of 1,000", title="Forty guessers, the best one kept")
    ax.legend()
    print(
        f"Predicted: {best_of_forty}. On average, {winners.mean():.3f} on validation, {on_test.mean():.3f} on new rows."
    )

# %% [markdown]
# Nothing was fitted to the validation rows, and still the winner's score on them is 15 points too high. The
# **choice** did it. The more you try, and the fewer rows you judge by, the luckier the winner.
#
# That is also how the best of 28 trees came to be above 89%.
#
# So there are three parts. The training part teaches. The validation part chooses. Its best score has been
# used up by that. The test part then says, **once**, what to expect. If you let the test part choose, you
# have two validation parts and no test. Early stopping is a choice too.
#
# ### Exercise: choose on validation, test once (4 points)
#
# Write `choose`. `builders` maps names to functions that return a compiled model for integer labels. The
# three parts are pairs `(x, y)`. Fit each candidate, choose by validation accuracy, and return two things:
# the **name** of the winner and its **accuracy on the test part**.
#
# How can a check see what you looked at? It calls your function twice, the second time with other test
# labels. Your choice must not change.


# %% exercise="choose"
def choose(builders, training, validation, test, epochs):
    """The name of the candidate that is best on validation, and its test accuracy."""
    ### BEGIN SOLUTION
    models, scores = {}, {}
    for name, build in builders.items():
        models[name] = build()
        models[name].fit(*training, epochs=epochs, verbose=0)
        scores[name] = models[name].evaluate(*validation, verbose=0, return_dict=True)["accuracy"]
    best = max(scores, key=scores.get)
    return best, models[best].evaluate(*test, verbose=0, return_dict=True)["accuracy"]
    ### END SOLUTION
    return ...


# %%
ex.choose.check(choose)

# %% [markdown]
# ### The last look
#
# Our own search ends here. Its winner meets the test part, for the first and only time.

# %% tags=["demo"]
winner = max(finalists, key=lambda finalist: finalist["validation"])
on_test = accuracy(winner["model"], circles.x_test, circles.y_test)
error = np.sqrt(on_test * (1 - on_test) / len(circles.y_test))
print(f"validation {winner['validation']:.3f}, test {on_test:.3f}, give or take {error:.3f}")

# %% [markdown]
# The last number is the error of a share of 120 rows. With so few, three points up or down mean nothing.
#
# ## One run is an anecdote
#
# There is a second kind of luck: the **seed**. It decides the first weights and the order of the rows. Train
# the same network five times, and you get five scores. Which to report? Not the best: nobody can order that
# seed for the next data. Report the **mean**, and the **spread**: the standard deviation of the runs.
#
# $$s = \sqrt{\frac{1}{n - 1} \sum_i (a_i - \bar a)^2}$$
#
# With $n$ instead of $n - 1$ it comes out too small, by a tenth for five runs. NumPy divides by $n$ unless
# you say `ddof=1`.
#
# ### Exercise: mean and spread (3 points)
#
# `run` is a function: it trains with a seed and returns the accuracy. Call it for each seed of the list.


# %% exercise="mean_and_spread"
def mean_and_spread(run, seeds):
    """The mean and the standard deviation (with n - 1) of run(seed) over the seeds."""
    ### BEGIN SOLUTION
    scores = [run(seed) for seed in seeds]
    return np.mean(scores), np.std(scores, ddof=1)
    ### END SOLUTION
    return ...


# %%
ex.mean_and_spread.check(mean_and_spread)

# %% [markdown]
# ## Comparing activations
#
# Many notes compare activations with one run each, unseeded, and crown the highest curve. Run that again and
# another one wins. A fair comparison changes **one** thing, gives each candidate the **same seeds**, and
# shows the spread.
#
# Below, three activations train with five seeds each: 15 short runs. A callback notes the validation
# accuracy after each epoch. The picture shows the mean of the five runs and a band of one standard deviation.
# Which bands will overlap at the end?

# %% tags=["demo"]
curves = {}
for name in ("tanh", "relu", "leaky_relu"):
    curves[name] = []
    for seed in range(5):
        keras.utils.set_random_seed(seed)
        model, noted = network(16, activation=name), []
        watch = keras.callbacks.LambdaCallback(
            # As validation_data does, without compiling a second function for each model.
            on_epoch_end=lambda epoch, logs, model=model, noted=noted: noted.append(accuracy(model, x_val, y_val))
        )
        model.fit(x_train, y_train, batch_size=15, epochs=6, verbose=0, callbacks=[watch])
        curves[name].append(noted)
curves = {name: np.array(values) for name, values in curves.items()}

# %% tags=["demo"]
ax = ck.plot.curves(curves, y_label="validation accuracy", title="Five seeds each: mean and one standard deviation")
print(ck.plot.describe(ax))

# %% [markdown]
# ReLU and its leaky relative are ahead. ReLU's mean is the higher one, but the bands overlap: is the lead real?
# Where tanh stands depends most on the seed, so its band is the widest. And mind what was compared: activations
# **at this learning rate**, for six epochs. With more time tanh comes near.
#
# ### Exercise: bands and a verdict (4 points)
#
# Write the two tools behind such a comparison. `band(curves)` takes an array (seeds, epochs) and returns
# three curves: the mean over the seeds, the mean **minus** and the mean **plus** one standard deviation
# (with n - 1).
#
# `verdict(a, b)` takes two arrays of scores, one for each seed, in the same order of seeds. The two runs of a
# seed belong together, so look at their differences $d_i = a_i - b_i$. A mean of $n$ runs is known better
# than one run: its **error** is $s_d / \sqrt{n}$. When the mean difference is more than **two errors** from
# 0, return the name of the higher one, `"a"` or `"b"`. Else return `"unclear"`.


# %% exercise="compare"
def band(curves):
    """Curves (seeds, epochs) -> mean, mean - deviation, mean + deviation, each of shape (epochs,)."""
    ### BEGIN SOLUTION
    mean, deviation = curves.mean(axis=0), curves.std(axis=0, ddof=1)
    return mean, mean - deviation, mean + deviation
    ### END SOLUTION
    return ...


def verdict(a, b):
    """Scores by seed, arrays (seeds,) -> "a", "b" or "unclear"."""
    ### BEGIN SOLUTION
    d = a - b
    error = d.std(ddof=1) / np.sqrt(len(d))
    if abs(d.mean()) <= 2 * error:
        return "unclear"
    return "a" if d.mean() > 0 else "b"
    ### END SOLUTION
    return ...


# %%
ex.compare.check(band, verdict)

# %% tags=["demo"]
for first, second in (("relu", "tanh"), ("relu", "leaky_relu")):
    said = verdict(curves[first][:, -1], curves[second][:, -1])
    if said is ...:
        print("Answer the exercise above, then run this cell again.")
        break
    d = curves[first][:, -1] - curves[second][:, -1]
    error = d.std(ddof=1) / np.sqrt(len(d))
    print(f"{first} minus {second}: {d.mean():+.3f}, error {error:.3f}:", {"a": first, "b": second}.get(said, said))

# %% [markdown]
# Two errors are a rule of thumb, and a lenient one for five seeds. "Unclear" is a result: it saves you from
# believing in a difference that is not there. More seeds make the error smaller, with the root of their number.
#
# Look at the size of a difference too. A verdict speaks about new seeds, not about new rows. All runs were
# scored on the same 120 rows, and each row is worth 0.008: a lead of one or two rows may be gone on others.
#
# > **If you learned Keras before version 3**
# >
# > | then | now |
# > | --- | --- |
# > | `keras.wrappers.scikit_learn.KerasClassifier(build_fn=f)` | `keras.wrappers.SKLearnClassifier(f)` |
# > | a builder without arguments | a builder that takes `X` and `y` |
# > | a grid `{"width": [4, 8]}` | `{"model_kwargs": [{"width": 4}, {"width": 8}]}` |
# > | `KerasClassifier(..., epochs=10)` | `search.fit(x, y, epochs=10)` |
# >
# > You will also meet scikeras, a package of its own. It writes
# > `scikeras.wrappers.KerasClassifier(model=f, model__width=8)`, and a grid then has the key `model__width`.
# > Its `model` is what `build_fn` was. This course does not need it. For large searches there is KerasTuner.
#
# ### Exercise: which mistake is this? (1 point)

# %%
ex.which_mistake.ask()

# %% exercise="which_mistake"
which_mistake = ...
### BEGIN SOLUTION
which_mistake = "test"
### END SOLUTION

# %%
ex.which_mistake.check(which_mistake)

# %% [markdown]
# ## What you know now
#
# | idea | in one line |
# | --- | --- |
# | hyper-parameter | fixed before training; the learning rate comes first |
# | builder | new, with a head, compiled, returned; each argument arrives |
# | cross-validation | each row tested once, by a model that has not seen it; a new model for each fold |
# | random search | lists and ranges; learning rates by powers of ten; a seed |
# | budget | short runs on a sample, then the best few in full |
# | wrapper | `model_kwargs` for the builder; epochs in the call of `fit` |
# | three parts | train to learn, validate to choose, test once |
# | report | mean and spread over seeds, never the best run |
# | comparison | one change, the same seeds, difference beside its error |
#
# **Next**, in lesson 08, networks that look at images: convolutions, and what they see.
