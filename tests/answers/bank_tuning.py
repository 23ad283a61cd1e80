"""Answers for lesson 07."""

from tests.answers.bank import Right, Wrong


def _changed(code: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in code, old
        code = code.replace(old, new)
    return code


_BUILD = """
import keras
def build(depth, width, activation="relu", learning_rate=0.01):
    hidden = [keras.layers.Dense(width, activation=activation) for _ in range(depth)]
    model = keras.Sequential([keras.Input((2,)), *hidden, keras.layers.Dense(2, activation="softmax")])
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate), loss="sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model
"""

_CV = """
import numpy as np
from sklearn.model_selection import StratifiedKFold
def cross_validate(build, x, y, folds, epochs, seed):
    scores = []
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=seed).split(x, y):
        model = build()
        model.fit(x[train], y[train], epochs=epochs, verbose=0)
        scores.append(model.evaluate(x[test], y[test], verbose=0, return_dict=True)["accuracy"])
    return np.array(scores)
"""

_SPACE = """
import numpy as np
space = {
    "depth": [1, 2, 3],
    "width": [4, 8, 16, 32],
    "activation": ["relu", "tanh"],
    "learning_rate": (0.001, 0.1),
}
"""
_DRAW = """
def draw(space, trials, seed):
    rng = np.random.default_rng(seed)
    def one(entry):
        if isinstance(entry, tuple):
            return float(np.exp(rng.uniform(np.log(entry[0]), np.log(entry[1]))))
        return entry[rng.integers(len(entry))]
    return [{name: one(entry) for name, entry in space.items()} for _ in range(trials)]
"""
_SEARCH = _SPACE + _DRAW
_SEARCH_NAMES = ("space", "draw")

_GRID = """
def grid_for(widths, learning_rates):
    return {"model_kwargs": [{"width": w, "learning_rate": r} for w in widths for r in learning_rates]}
"""

_CHOOSE = """
def choose(builders, training, validation, test, epochs):
    models, scores = {}, {}
    for name, build in builders.items():
        models[name] = build()
        models[name].fit(*training, epochs=epochs, verbose=0)
        scores[name] = models[name].evaluate(*validation, verbose=0, return_dict=True)["accuracy"]
    best = max(scores, key=scores.get)
    return best, models[best].evaluate(*test, verbose=0, return_dict=True)["accuracy"]
"""

_MEAN = """
import numpy as np
def mean_and_spread(run, seeds):
    scores = [run(seed) for seed in seeds]
    return np.mean(scores), np.std(scores, ddof=1)
"""

_COMPARE = """
import numpy as np
def band(curves):
    mean, spread = curves.mean(axis=0), curves.std(axis=0, ddof=1)
    return mean, mean - spread, mean + spread
def verdict(a, b):
    d = a - b
    error = d.std(ddof=1) / np.sqrt(len(d))
    if abs(d.mean()) <= 2 * error:
        return "unclear"
    return "a" if d.mean() > 0 else "b"
"""
_COMPARE_NAMES = ("band", "verdict")

ANSWERS = {
    "build": [
        Right("a list, softmax", _BUILD),
        Right("Adam", _changed(_BUILD, ("SGD(learning_rate)", "Adam(learning_rate)"))),
        Right(
            "functional, one sigmoid unit",
            """
import keras
def build(depth, width, activation="relu", learning_rate=0.01):
    inputs = keras.Input(shape=(2,))
    x = inputs
    for _ in range(depth):
        x = keras.layers.Dense(width)(x)
        x = keras.layers.Activation(activation)(x)
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid")(x))
    model.compile(keras.optimizers.RMSprop(learning_rate=learning_rate), "binary_crossentropy")
    return model
""",
        ),
        Right(
            "add, other initial weights",
            """
import keras
def build(depth, width, activation="relu", learning_rate=0.01):
    model = keras.Sequential()
    model.add(keras.Input((2,)))
    for i in range(depth):
        model.add(keras.layers.Dense(width, activation=activation, kernel_initializer="he_normal", name=f"hidden_{i}"))
    model.add(keras.layers.Dense(2, "softmax"))
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(), optimizer=keras.optimizers.Nadam(learning_rate))
    return model
""",
        ),
        Wrong(
            "no head",
            _changed(_BUILD, (', keras.layers.Dense(2, activation="softmax")', "")),
            misconception="a model without a head",
        ),
        Wrong(
            "learning rate left at its default",
            _changed(_BUILD, ("keras.optimizers.SGD(learning_rate)", '"adam"')),
            misconception="a parameter that is not routed",
        ),
        Wrong(
            "ReLU built in",
            _changed(_BUILD, ("width, activation=activation", 'width, activation="relu"')),
            misconception="a parameter that is not routed",
        ),
        Wrong(
            "always one hidden layer",
            _changed(_BUILD, ("range(depth)", "range(1)")),
            misconception="a parameter that is not routed",
        ),
        Wrong(
            "one layer too few",
            _changed(_BUILD, ("range(depth)", "range(depth - 1)")),
            misconception="the output layer counted as a hidden one",
        ),
        Wrong(
            "layers made outside",
            _changed(_BUILD, ("def build", "made = {}\ndef make"))
            + """
def build(depth, width, activation="relu", learning_rate=0.01):
    key = (depth, width, activation, learning_rate)
    if key not in made:
        made[key] = make(*key)
    return made[key]
""",
            misconception="the same model at every call",
        ),
        Wrong(
            "compiled elsewhere",
            "import keras\ndef build(depth, width, activation='relu', learning_rate=0.01):\n"
            "    hidden = [keras.layers.Dense(width, activation) for _ in range(depth)]\n"
            "    return keras.Sequential([keras.Input((2,)), *hidden, keras.layers.Dense(2, 'softmax')])\n",
            misconception="not compiled",
        ),
        Wrong(
            "compile returned",
            _changed(_BUILD, ("    model.compile(", "    return model.compile("), ("    return model\n", "")),
            criterion="a compiled model: two numbers in, a probability for the classes out",
        ),
        Wrong(
            "a loss for numbers",
            _changed(_BUILD, ("sparse_categorical_crossentropy", "mse")),
            criterion="it learns two circles: right for 80% of new points",
        ),
        Wrong(
            "no activation at all",
            _changed(_BUILD, ("(width, activation=activation)", "(width)")),
            misconception="a parameter that is not routed",
        ),
        Wrong(
            "unanswered", "def build(depth, width, activation, learning_rate): return ...", criterion="Not attempted"
        ),
    ],
    "cross_validate": [
        Right("stratified folds", _CV),
        Right(
            "plain folds, accuracy by hand",
            """
import numpy as np
from sklearn.model_selection import KFold
def cross_validate(build, x, y, folds, epochs, seed):
    def score(train, test):
        model = build()
        model.fit(x[train], y[train], epochs=epochs, batch_size=8, verbose=0)
        return float(np.mean(np.argmax(model.predict(x[test], verbose=0), axis=-1) == y[test]))
    return [score(*rows) for rows in KFold(folds, shuffle=True, random_state=seed).split(x)]
""",
        ),
        Right(
            "NumPy only",
            """
import numpy as np
def cross_validate(build, x, y, folds, epochs, seed):
    parts = np.array_split(np.random.default_rng(seed).permutation(len(x)), folds)
    scores = []
    for i in range(folds):
        train = np.concatenate(parts[:i] + parts[i + 1:])
        model = build()
        model.fit(x[train], y[train], epochs=epochs, verbose=0)
        scores.append(model.evaluate(x[parts[i]], y[parts[i]], verbose=0)[1])
    return scores
""",
        ),
        Wrong(
            "built once",
            _changed(_CV, ("        model = build()\n", ""), ("    scores = []", "    scores, model = [], build()")),
            misconception="one model for all folds",
        ),
        Wrong(
            "fitted on all rows",
            _changed(_CV, ("fit(x[train], y[train]", "fit(x, y")),
            misconception="tested on the training rows",
        ),
        Wrong(
            "evaluated on the training rows",
            _changed(_CV, ("evaluate(x[test], y[test]", "evaluate(x[train], y[train]")),
            misconception="tested on the training rows",
        ),
        Wrong(
            "not shuffled",
            _changed(
                _CV,
                ("StratifiedKFold(folds, shuffle=True, random_state=seed)", "KFold(folds)"),
                ("import StratifiedKFold", "import KFold"),
            ),
            misconception="folds of sorted rows",
        ),
        Wrong(
            "fit forgotten",
            _changed(_CV, ("        model.fit(x[train], y[train], epochs=epochs, verbose=0)\n", "")),
            misconception="never trained",
        ),
        Wrong(
            "seed fixed inside",
            _changed(_CV, ("random_state=seed", "random_state=0")),
            criterion="the seed fixes the folds",
        ),
        Wrong(
            "no seed",
            _changed(_CV, ("random_state=seed", "random_state=None")),
            criterion="the seed fixes the folds",
        ),
        Wrong(
            "the mean only",
            _changed(_CV, ("return np.array(scores)", "return np.mean(scores)")),
            criterion="one accuracy for each fold",
        ),
        Wrong(
            "loss and accuracy",
            _changed(_CV, (', return_dict=True)["accuracy"]', ")")),
            criterion="one accuracy for each fold",
        ),
        Wrong(
            "one split repeated",
            _changed(
                _CV,
                (
                    "test in StratifiedKFold(folds, shuffle=True, random_state=seed)",
                    "test in ShuffleSplit(folds, test_size=0.2, random_state=seed)",
                ),
                ("import StratifiedKFold", "import ShuffleSplit"),
            ),
            criterion="shuffled folds; trained on the other rows, tested on each row once",
        ),
        Wrong(
            "as many random parts as folds",
            _changed(
                _CV,
                (
                    "test in StratifiedKFold(folds, shuffle=True, random_state=seed)",
                    "test in StratifiedShuffleSplit(folds, test_size=1 / folds, random_state=seed)",
                ),
                ("import StratifiedKFold", "import StratifiedShuffleSplit"),
            ),
            criterion="shuffled folds; trained on the other rows, tested on each row once",
        ),
        Wrong(
            "made up",
            "def cross_validate(build, x, y, folds, epochs, seed):\n    return [0.9] * folds",
            criterion="no fold is tested on rows that its model has learned from",
        ),
    ],
    "search": [
        Right("NumPy's generator", _SEARCH, _SEARCH_NAMES),
        Right(
            "the random module, powers of ten",
            """
import math, random
space = dict(
    learning_rate=(0.001, 0.1), depth=[3, 2, 1], width=[4, 8, 16, 32], activation=["tanh", "relu"]
)
def draw(space, trials, seed):
    rng = random.Random(seed)
    found = []
    for _ in range(trials):
        trial = {}
        for name, entry in space.items():
            if type(entry) is tuple:
                low, high = map(math.log10, entry)
                trial[name] = 10 ** rng.uniform(low, high)
            else:
                trial[name] = rng.choice(entry)
        found.append(trial)
    return found
""",
            _SEARCH_NAMES,
        ),
        Right(
            "scikit-learn's sampler",
            """
import numpy as np
from scipy.stats import loguniform
from sklearn.model_selection import ParameterSampler
space = {
    "depth": np.arange(1, 4), "width": [4, 8, 16, 32], "activation": ["relu", "tanh"], "learning_rate": (1e-3, 1e-1)
}
def draw(space, trials, seed):
    entries = {name: loguniform(*e) if isinstance(e, tuple) else list(e) for name, e in space.items()}
    return list(ParameterSampler(entries, trials, random_state=seed))
""",
            _SEARCH_NAMES,
        ),
        Right(
            "choice, powers of ten",
            _SPACE
            + """
def draw(space, trials, seed):
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(trials):
        trial = {}
        for name, entry in space.items():
            is_range = isinstance(entry, tuple)
            trial[name] = 10 ** rng.uniform(*np.log10(entry)) if is_range else rng.choice(entry)
        found.append(trial)
    return found
""",
            _SEARCH_NAMES,
        ),
        Wrong(
            "one activation",
            _changed(_SPACE, ('["relu", "tanh"]', '"relu"')) + _DRAW,
            misconception="scalars in a search space",
            names=_SEARCH_NAMES,
        ),
        Wrong(
            "a single width",
            _changed(_SPACE, ("[4, 8, 16, 32]", "16")) + _DRAW,
            misconception="scalars in a search space",
            names=_SEARCH_NAMES,
        ),
        Wrong(
            "the ends of the learning rate",
            _changed(_SPACE, ("(0.001, 0.1)", "[0.001, 0.1]")) + _DRAW,
            misconception="two ends taken for a range",
            names=_SEARCH_NAMES,
        ),
        Wrong(
            "even numbers",
            _SPACE
            + _changed(
                _DRAW, ("float(np.exp(rng.uniform(np.log(entry[0]), np.log(entry[1]))))", "float(rng.uniform(*entry))")
            ),
            misconception="evenly, not by powers of ten",
            names=_SEARCH_NAMES,
        ),
        Wrong(
            "generator made for each trial",
            _SPACE
            + """
def draw(space, trials, seed):
    found = []
    for _ in range(trials):
        rng = np.random.default_rng(seed)
        found.append({
            n: e[rng.integers(len(e))] if isinstance(e, list) else float(10 ** rng.uniform(*np.log10(e)))
            for n, e in space.items()
        })
    return found
""",
            misconception="the same trial every time",
            names=_SEARCH_NAMES,
        ),
        Wrong(
            "unseeded",
            _SPACE + _changed(_DRAW, ("default_rng(seed)", "default_rng()")),
            misconception="the seed is not used",
            names=_SEARCH_NAMES,
        ),
        Wrong(
            "one number for all names",
            _SPACE
            + """
def draw(space, trials, seed):
    rng = np.random.default_rng(seed)
    def at(entry, u):
        if isinstance(entry, tuple):
            return float(entry[0] * (entry[1] / entry[0]) ** u)
        return entry[int(u * len(entry))]
    return [{n: at(e, u) for n, e in space.items()} for u in rng.random(trials)]
""",
            misconception="one draw for all names",
            names=_SEARCH_NAMES,
        ),
        Wrong(
            "one trial too few",
            _SPACE + _changed(_DRAW, ("range(trials)", "range(trials - 1)")),
            criterion="draw: as many trials as asked, each within the space",
            names=_SEARCH_NAMES,
        ),
        Wrong(
            "works for this space only",
            _SPACE
            + """
def draw(space, trials, seed):
    rng = np.random.default_rng(seed)
    return [{"depth": 2, "width": 16, "activation": "relu", "learning_rate": 0.01} for _ in range(trials)]
""",
            criterion="draw: as many trials as asked, each within the space",
            names=_SEARCH_NAMES,
        ),
    ],
    "grid_for": [
        Right("a comprehension", _GRID),
        Right(
            "a loop, and the epochs with it",
            """
import itertools
def grid_for(widths, learning_rates):
    settings = []
    for width, rate in itertools.product(widths, learning_rates):
        settings.append(dict(learning_rate=rate, width=width))
    return {"model_kwargs": settings, "fit_kwargs": [{"epochs": 10}]}
""",
        ),
        Right(
            "a list of grids",
            """
def grid_for(widths, learning_rates):
    return [
        {"model_kwargs": [{"width": width, "learning_rate": rate} for rate in learning_rates]} for width in widths
    ]
""",
        ),
        Wrong(
            "the builder's names",
            'def grid_for(widths, rates):\n    return {"width": widths, "learning_rate": rates}',
            misconception="a parameter that is not routed",
        ),
        Wrong(
            "scikeras's names",
            'def grid_for(widths, rates):\n    return {"model__width": widths, "model__learning_rate": rates}',
            misconception="a parameter that is not routed",
        ),
        Wrong(
            "two underscores into the dict",
            'def grid_for(widths, r):\n    return {"model_kwargs__width": widths, "model_kwargs__learning_rate": r}',
            misconception="a parameter that is not routed",
        ),
        Wrong(
            "one dict, no list",
            'def grid_for(w, r):\n    return {"model_kwargs": {"width": w[0], "learning_rate": r[0]}}',
            misconception="scalars in a search space",
        ),
        Wrong(
            "lists inside",
            'def grid_for(widths, rates):\n    return {"model_kwargs": [{"width": widths, "learning_rate": rates}]}',
            misconception="lists handed to the builder",
        ),
        Wrong(
            "zip",
            _changed(_GRID, ("for w in widths for r in learning_rates", "for w, r in zip(widths, learning_rates)")),
            misconception="values paired one to one",
        ),
        Wrong(
            "hard-coded",
            'def grid_for(widths, rates):\n    return {"model_kwargs": [{"width": 8, "learning_rate": 0.01}]}',
            criterion="the builder gets each pair of width and learning rate once",
        ),
    ],
    "best_of_forty": [
        Right("two deviations above", "best_of_forty = 0.65"),
        Right("in percent", "best_of_forty = 66"),
        Wrong("one half", "best_of_forty = 0.5", misconception="chance stays at one half"),
        Wrong("nearly all", "best_of_forty = 0.9", misconception="luck taken for skill"),
        Wrong("a little more", "best_of_forty = 0.57", criterion="near what the luckiest reaches"),
        Wrong("too much", "best_of_forty = 0.78", criterion="near what the luckiest reaches"),
        Wrong("a count of none", "best_of_forty = -3", criterion="near what the luckiest reaches"),
    ],
    "choose": [
        Right("models kept", _CHOOSE),
        Right(
            "the best so far, predictions by hand",
            """
import numpy as np
def choose(builders, training, validation, test, epochs):
    def accuracy(model, x, y):
        return float(np.mean(np.argmax(model(x), axis=-1) == y))
    winner, high, kept = None, -1, None
    for name in builders:
        model = builders[name]()
        model.fit(training[0], training[1], epochs=epochs, batch_size=5, verbose=0)
        score = accuracy(model, *validation)
        if score > high:
            winner, high, kept = name, score, model
    return [winner, accuracy(kept, *test)]
""",
        ),
        Right(
            "by the history of fit",
            """
def choose(builders, training, validation, test, epochs):
    tried = []
    for name, build in builders.items():
        model = build()
        history = model.fit(*training, validation_data=validation, epochs=epochs, verbose=0)
        tried.append((history.history["val_accuracy"][-1], name, model))
    _, name, model = max(tried, key=lambda item: item[0])
    return name, model.evaluate(*test, verbose=0)[1]
""",
        ),
        Wrong(
            "by the test part",
            _changed(_CHOOSE, ("evaluate(*validation", "evaluate(*test")),
            misconception="tuning on the test set",
        ),
        Wrong(
            "by validation and test together",
            _changed(
                _CHOOSE,
                (
                    'evaluate(*validation, verbose=0, return_dict=True)["accuracy"]',
                    "evaluate(*validation, verbose=0)[1] + models[name].evaluate(*test, verbose=0)[1]",
                ),
            ),
            misconception="tuning on the test set",
        ),
        Wrong(
            "by the training part",
            _changed(_CHOOSE, ("evaluate(*validation", "evaluate(*training")),
            misconception="chosen by the training score",
        ),
        Wrong(
            "validation score reported",
            _changed(
                _CHOOSE, ('models[best].evaluate(*test, verbose=0, return_dict=True)["accuracy"]', "scores[best]")
            ),
            misconception="the validation score reported",
        ),
        Wrong(
            "fitted on everything",
            """
import numpy as np
def choose(builders, training, validation, test, epochs):
    models, scores = {}, {}
    for name, build in builders.items():
        model = models[name] = build()
        x, y = (np.concatenate(parts) for parts in zip(training, validation, test))
        model.fit(x, y, epochs=epochs, verbose=0)
        scores[name] = model.evaluate(*validation, verbose=0)[1]
    best = max(scores, key=scores.get)
    return best, models[best].evaluate(*test, verbose=0)[1]
""",
            misconception="the test part used in the fit",
        ),
        Wrong(
            "never fitted",
            _changed(_CHOOSE, ("        models[name].fit(*training, epochs=epochs, verbose=0)\n", "")),
            misconception="never trained",
        ),
        Wrong(
            "the lowest accuracy",
            _changed(_CHOOSE, ("max(scores", "min(scores")),
            criterion="the best on the validation part is chosen",
        ),
        Wrong(
            "the last model tested",
            _changed(_CHOOSE, ("models[best].evaluate(*test", "list(models.values())[-1].evaluate(*test")),
            criterion="the accuracy reported is the chosen one's on the test part",
        ),
        Wrong(
            "the first model tested",
            _changed(_CHOOSE, ("models[best].evaluate(*test", "list(models.values())[0].evaluate(*test")),
            criterion="the accuracy reported is the chosen one's on the test part",
        ),
        Wrong(
            "the name only",
            _changed(_CHOOSE, (', models[best].evaluate(*test, verbose=0, return_dict=True)["accuracy"]', "")),
            criterion="the best on the validation part is chosen",
        ),
    ],
    "mean_and_spread": [
        Right("NumPy", _MEAN),
        Right(
            "statistics, as a list",
            """
import statistics
def mean_and_spread(run, seeds):
    scores = list(map(run, seeds))
    return [statistics.mean(scores), statistics.stdev(scores)]
""",
        ),
        Right(
            "by hand, with keras.ops",
            """
import keras
def mean_and_spread(run, seeds):
    scores = keras.ops.convert_to_tensor([run(seed) for seed in seeds])
    mean = keras.ops.mean(scores)
    variance = keras.ops.sum((scores - mean) ** 2) / (len(seeds) - 1)
    return mean, keras.ops.sqrt(variance)
""",
        ),
        Wrong(
            "the maximum", _changed(_MEAN, ("np.mean(scores)", "np.max(scores)")), misconception="the best single seed"
        ),
        Wrong(
            "always the first seed",
            _changed(_MEAN, ("run(seed) for", "run(seeds[0]) for")),
            misconception="one seed for all runs",
        ),
        Wrong("ddof 0", _changed(_MEAN, (", ddof=1", "")), misconception="divided by n, not n - 1"),
        Wrong(
            "standard error",
            _changed(_MEAN, ("np.std(scores, ddof=1)", "np.std(scores, ddof=1) / len(scores) ** 0.5")),
            misconception="the error of the mean instead of the spread",
        ),
        Wrong("variance", _changed(_MEAN, ("np.std", "np.var")), criterion="the standard deviation, with n - 1"),
        Wrong("the mean only", _changed(_MEAN, (", np.std(scores, ddof=1)", "")), criterion="two numbers"),
        Wrong(
            "seeds 0, 1, 2, ...",
            _changed(_MEAN, ("for seed in seeds", "for seed in range(len(seeds))")),
            criterion="Your code raised",
        ),
        Wrong(
            "hard-coded", "def mean_and_spread(run, seeds):\n    return 0.9, 0.02", criterion="the mean over all seeds"
        ),
    ],
    "compare": [
        Right("NumPy", _COMPARE, _COMPARE_NAMES),
        Right(
            "loops and statistics",
            """
import math
import statistics
def band(curves):
    epochs = list(zip(*curves.tolist()))
    mean = [statistics.mean(values) for values in epochs]
    spread = [statistics.stdev(values) for values in epochs]
    return mean, [m - s for m, s in zip(mean, spread)], [m + s for m, s in zip(mean, spread)]
def verdict(a, b):
    differences = [float(p) - float(q) for p, q in zip(a, b)]
    t = statistics.mean(differences) / (statistics.stdev(differences) / math.sqrt(len(differences)))
    return "a" if t > 2 else "b" if t < -2 else "unclear"
""",
            _COMPARE_NAMES,
        ),
        Right(
            "one array, scipy's t",
            """
import numpy as np
from scipy import stats
def band(curves):
    spread = np.std(curves, axis=0, ddof=1)
    return np.mean(curves, axis=0) + np.array([[0], [-1], [1]]) * spread
def verdict(a, b):
    t = stats.ttest_rel(a, b).statistic
    return "unclear" if abs(t) < 2 else "b" if t < 0 else "a"
""",
            _COMPARE_NAMES,
        ),
        Wrong(
            "the first run",
            _changed(_COMPARE, ("curves.mean(axis=0)", "curves[0]")),
            misconception="a comparison from one run",
            names=_COMPARE_NAMES,
        ),
        Wrong(
            "mean over the epochs",
            _changed(_COMPARE, ("axis=0", "axis=1")),
            misconception="mean over the wrong axis",
            names=_COMPARE_NAMES,
        ),
        Wrong(
            "the best of the seeds",
            _changed(_COMPARE, ("curves.mean(axis=0)", "curves.max(axis=0)")),
            misconception="the best run drawn",
            names=_COMPARE_NAMES,
        ),
        Wrong(
            "ddof 0 in the band",
            _changed(_COMPARE, ("axis=0, ddof=1", "axis=0")),
            misconception="divided by n, not n - 1",
            names=_COMPARE_NAMES,
        ),
        Wrong(
            "the higher mean",
            _changed(_COMPARE, ("abs(d.mean()) <= 2 * error", "d.mean() == 0")),
            misconception="the higher mean always wins",
            names=_COMPARE_NAMES,
        ),
        Wrong(
            "two spreads",
            _changed(_COMPARE, (" / np.sqrt(len(d))", "")),
            misconception="the spread taken for the error of the mean",
            names=_COMPARE_NAMES,
        ),
        Wrong(
            "two samples that are not paired",
            _changed(
                _COMPARE,
                ("d.std(ddof=1) / np.sqrt(len(d))", "np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / len(d))"),
            ),
            misconception="seeds not paired",
            names=_COMPARE_NAMES,
        ),
        Wrong(
            "one error instead of two",
            _changed(_COMPARE, ("2 * error", "1 * error")),
            criterion="verdict: a difference that may be chance is unclear",
            names=_COMPARE_NAMES,
        ),
        Wrong(
            "never sure",
            _changed(_COMPARE, ("abs(d.mean()) <= 2 * error", "True")),
            criterion="verdict: a clear difference is found, in both directions",
            names=_COMPARE_NAMES,
        ),
        Wrong(
            "a and b exchanged",
            _changed(_COMPARE, ("d = a - b", "d = b - a")),
            criterion="verdict: a clear difference is found, in both directions",
            names=_COMPARE_NAMES,
        ),
        Wrong(
            "edges in the other order",
            _changed(_COMPARE, ("mean - spread, mean + spread", "mean + spread, mean - spread")),
            criterion="band: mean, mean - deviation, mean + deviation over the seeds",
            names=_COMPARE_NAMES,
        ),
    ],
    "which_mistake": [
        Right("the test part", 'which_mistake = "test"'),
        Wrong("epochs", 'which_mistake = "overfit"', misconception="every gap blamed on training too long"),
        Wrong("grid", 'which_mistake = "grid"', misconception="random search blamed for a biased score"),
        Wrong("seed", 'which_mistake = "seed"', misconception="a seed taken for a cure of bias"),
        Wrong("more", 'which_mistake = "more"', misconception="more trials against a biased choice"),
        Wrong("no option", 'which_mistake = "luck"', criterion="the right option"),
    ],
}
