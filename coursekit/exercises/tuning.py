"""Lesson 07: choosing hyper-parameters, and saying honestly how good the choice is."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import cache, wraps
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from coursekit.check import (
    Answer,
    Exercise,
    Fail,
    Option,
    Predict,
    Problem,
    Quiz,
    recipe,
    require,
    require_close,
)

# Pass marks of trained models. tests/calibration measures the reference and the simplest baseline.
MARKS = {"build": 0.8}  # accuracy on new points of two circles; a linear model gets 0.5, the best possible is 0.99
RATES, FIT = (0.5, 0.05), {"epochs": 10, "batch_size": 32}  # how copies are trained: one rate suits SGD, the other Adam


def _once(function: Callable[[Answer, np.random.Generator], Any]) -> Callable[[Answer, np.random.Generator], Any]:
    """Remembers what a function found out about an answer by its first call, as long as the answer lives.

    Calls that make many models take their time, and several criteria read the same results. A Problem is a result too.
    """
    known: WeakKeyDictionary[Answer, Any] = WeakKeyDictionary()

    @wraps(function)
    def remembered(answer: Answer, rng: np.random.Generator) -> Any:
        if answer not in known:
            try:
                known[answer] = function(answer, rng)
            except Problem as problem:
                known[answer] = problem
        if isinstance(known[answer], Problem):
            raise known[answer]
        return known[answer]

    return remembered


def _near(got: float, want: float) -> bool:
    return abs(got - want) < 1e-4 * (1 + abs(want))


# -- a builder ---------------------------------------------------------------------------------------------

build = Exercise(
    "A builder that honours its arguments",
    points=4,
    hints=(
        "Each argument must end up somewhere: in the number of layers, in their size, in their activation, in the "
        "optimiser. And the two outputs, or the one, come on top of the hidden layers.",
        "Begin with `keras.Input((2,))`, add hidden layers in a loop over `range(depth)`, then the head. Compile with "
        "`keras.optimizers.SGD(learning_rate)`. The last line returns the model.",
        "`for _ in range(depth): model.add(keras.layers.Dense(width, activation=activation))`, then "
        '`model.add(keras.layers.Dense(2, activation="softmax"))`, '
        '`model.compile(keras.optimizers.SGD(learning_rate), loss="sparse_categorical_crossentropy")` and '
        "`return model`.",
    ),
)


def _built(answer: Answer, depth: int, width: int, activation: str = "tanh", learning_rate: float = 0.01) -> Any:
    """The view of a model that the answer builds."""
    made = answer.call((depth, width, activation, learning_rate))
    if made.kind == "none":
        raise Fail(
            "Your function returned None. `compile` and `add` change the model and return None: the last line must "
            "be `return model`."
        )
    return made.model


def _kernels(model: Any) -> list[tuple[int, ...]]:
    """The shapes of the weight matrices, from the input to the output; biases and scales have one axis."""
    return [variable.shape for variable in model.variables if variable.trainable and len(variable.shape) == 2]


def _wanted(depth: int, width: int, outputs: int) -> list[tuple[int, ...]]:
    sizes = [2, *[width] * depth, outputs]
    return list(itertools.pairwise(sizes))


def _logit(outputs: np.ndarray) -> np.ndarray:
    """The log odds of class 1 from probabilities (n, 1) or (n, 2); other outputs as they are."""
    if outputs.ndim != 2 or outputs.shape[1] > 2 or outputs.min() < 0 or outputs.max() > 1:
        return outputs
    p = np.clip(outputs.astype(float), 1e-12, 1 - 1e-12)
    return np.log(p[:, -1] / (p[:, 0] if p.shape[1] == 2 else 1 - p[:, 0]))


def _is_linear(model: Any, rng: np.random.Generator) -> bool:
    """Whether the log odds are a straight function of the inputs: no activation bends them."""
    a, b = rng.normal(size=(2, 8, 2)).astype("float32")
    whole, middle = model.predict(np.concatenate([a, b])), model.predict((a + b) / 2)
    ends = _logit(whole)
    return bool(np.allclose(_logit(middle), (ends[:8] + ends[8:]) / 2, atol=1e-3))


@build.criterion("a compiled model: two numbers in, a probability for the classes out", points=1)
def built_head(answer: Answer, rng: np.random.Generator) -> None:
    width = int(rng.integers(5, 9))
    model = _built(answer, 2, width).require_input((2,)).require_compiled()
    outputs = model.predict(rng.normal(size=(7, 2)).astype("float32"))
    require(
        outputs.shape in ((7, 1), (7, 2)),
        f"For 7 rows the outputs have shape {outputs.shape}; one or two outputs for each row expected.",
    )
    require(
        outputs.min() >= 0 and outputs.max() <= 1,
        "Some outputs lie outside 0 to 1, so they are no probabilities. The head needs softmax (two units) or sigmoid "
        "(one unit).",
    )
    if outputs.shape[1] == 2:
        require_close(outputs.sum(axis=1), np.ones(7), tolerance=1e-3, what="The sum of each row's outputs")


@build.criterion("`depth` hidden layers with `width` units each", points=1)
def built_layers(answer: Answer, rng: np.random.Generator) -> None:
    for depth in (1, 3):
        width = int(rng.integers(5, 9))
        model = _built(answer, depth, width).require_built()
        found, wanted = _kernels(model), _wanted(depth, width, (model.output_shape or (1,))[-1] or 1)
        require(
            found == wanted or found == _wanted(depth, width, 3 - wanted[-1][-1]),
            f"For depth {depth} and width {width} the weight matrices have the shapes {found}; {wanted} expected.",
        )


@build.criterion("activation and learning rate arrive; each call gives a new model", points=1)
def built_routed(answer: Answer, rng: np.random.Generator) -> None:
    rate = float(rng.uniform(0.02, 0.09))
    straight = _built(answer, 2, 6, "linear", rate)
    require(
        _is_linear(straight, rng), 'Asked for the activation "linear", your model still bends: another one is built in.'
    )
    bent = _built(answer, 2, 6, "tanh", rate)
    require(not _is_linear(bent, rng), 'Asked for the activation "tanh", your model is linear.')
    found = straight.require_compiled().compile["optimizer"]["learning_rate"]
    require(found is not None, "The optimiser's learning rate cannot be read. Give it the number, not a schedule.")
    require(_near(found, rate), f"Asked for the learning rate {rate:.4f}, your optimiser has {found:.4g}.")
    again = _built(answer, 2, 6, "tanh", rate)
    known = {variable.id for model in (straight, bent) for variable in model.variables}
    require(
        not known & {variable.id for variable in again.variables},
        "Two calls return models that share weights. Make the layers inside the function.",
    )


@cache
def circle_points() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """640 points of two circles to learn from, and 1,000 new ones: x (n, 2) float32, y (n,) for each."""
    from coursekit import data

    known, new = data.circles(noise=0.1, n=640, seed=7001), data.circles(noise=0.1, n=1000, seed=7002)
    order = np.random.default_rng(7).permutation(len(known.x))
    return known.x[order], known.y[order], new.x, new.y


def right_share(outputs: np.ndarray) -> float:
    """The share of the new points that outputs (n, 1) or (n, 2) put into their class."""
    guesses = outputs.argmax(axis=-1) if outputs.shape[1] == 2 else outputs[:, 0] > 0.5
    return float((guesses == circle_points()[3]).mean())


@build.criterion(f"it learns two circles: right for {MARKS['build']:.0%} of new points", points=1)
def built_learns(answer: Answer, rng: np.random.Generator) -> None:
    x, y, new_x, _ = circle_points()
    shares = []
    for rate in RATES:
        model = _built(answer, 2, 16, "tanh", rate).require_input((2,)).require_compiled()
        trained, _ = model.fit_clone(x, y, **FIT)
        shares.append(right_share(trained.predict(new_x)))
        if shares[-1] >= MARKS["build"]:
            return
    raise Fail(
        f"Copies with two hidden layers of 16 tanh units, trained for {FIT['epochs']} epochs at the learning rates "
        f"{RATES[0]} and {RATES[1]}, are right for {shares[0]:.0%} and {shares[1]:.0%} of new points; "
        f"{MARKS['build']:.0%} expected from one of them. Do the loss and the head fit labels 0 and 1?"
    )


@build.misconception("a model without a head")
def no_head(answer: Answer, rng: np.random.Generator) -> str | None:
    if all(_kernels(_built(answer, depth, 7)) == _wanted(depth, 7, 7)[:-1] for depth in (1, 2)):
        return (
            "Your model ends with the last hidden layer, so it gives as many numbers as that is wide. Add the output "
            "layer behind the loop."
        )
    return None


@build.misconception("a parameter that is not routed")
def not_routed(answer: Answer, rng: np.random.Generator) -> str | None:
    model = _built(answer, 2, 6)
    kernels = _kernels(model)
    lost = []
    if kernels == _kernels(_built(answer, 4, 6)):
        lost.append("depth")
    if kernels == _kernels(_built(answer, 2, 9)):
        lost.append("width")
    straight = _built(answer, 2, 6, "linear", 0.07)
    if _is_linear(straight, rng) == _is_linear(_built(answer, 2, 6, "tanh"), rng):
        lost.append("activation")
    if model.compiled and straight.compiled:
        rates = [view.compile["optimizer"]["learning_rate"] for view in (model, straight)]
        if rates[0] == rates[1]:
            lost.append("learning_rate")
    if lost:
        names = " and ".join(f"`{name}`" for name in lost)
        return (
            f"Your function takes {names}, but the model is the same whatever it says. A search would then compare "
            "equal models and never tell. Hand it on to the layers or the optimiser."
        )
    return None


@build.misconception("the output layer counted as a hidden one")
def head_counted(answer: Answer, rng: np.random.Generator) -> str | None:
    for outputs in (1, 2):
        if all(_kernels(_built(answer, depth, 7)) == _wanted(depth - 1, 7, outputs) for depth in (2, 3)):
            return "There is one hidden layer too few. `depth` counts the hidden layers; the output layer comes on top."
    return None


@build.misconception("the same model at every call")
def same_model(answer: Answer, rng: np.random.Generator) -> str | None:
    ids = [{variable.id for variable in _built(answer, 2, 6).variables} for _ in range(2)]
    if ids[0] & ids[1]:
        return (
            "Two calls return the same weights. The second candidate of a search would go on from where the first "
            "stopped. Create the layers inside the function."
        )
    return None


@build.misconception("not compiled")
def not_compiled(answer: Answer, rng: np.random.Generator) -> str | None:
    if not _built(answer, 2, 6).compiled:
        return (
            "Your model is not compiled, so nobody can fit it. The learning rate belongs to the builder too: compile "
            "before you return."
        )
    return None


# -- cross-validation --------------------------------------------------------------------------------------

cross_validate = Exercise(
    "Cross-validation of a Keras model",
    points=4,
    hints=(
        "Each fold is the test part once, and the other folds are the training part. Who has learned from a row must "
        "not be asked about it: what has to be new in each round?",
        "`StratifiedKFold(folds, shuffle=True, random_state=seed).split(x, y)` gives pairs of row numbers. In the "
        "loop: call `build()`, fit on the training rows, evaluate on the others, keep the accuracy.",
        "`model = build()`, `model.fit(x[train], y[train], epochs=epochs, verbose=0)`, "
        '`scores.append(model.evaluate(x[test], y[test], verbose=0, return_dict=True)["accuracy"])`, all three inside '
        "the loop.",
    ),
)

_FOLDS = 3
_CLASS_ROWS = (560, 240, 320, 320)  # cut into three blocks, the last class is in the last block only
_ODD = 40  # rows of each class that look like another class: many, so that scores seldom agree by chance


def _one_hot(codes: np.ndarray, columns: int) -> np.ndarray:
    return np.eye(columns, dtype="float32")[codes]


def _builder(columns: int, classes: int) -> Any:
    """A recipe for `build()`: a model that learns by heart which label belongs to which column.

    It calls a column that it has not seen class 0. No label below is 0, so what it has not seen is wrong.
    """
    return recipe("softmax_builder", kernel=np.zeros((columns, classes), "float32"), learning_rate=0.1)


def _cv_scores(answer: Answer, x: np.ndarray, y: np.ndarray, seed: int) -> np.ndarray:
    build = _builder(x.shape[1], int(y.max()) + 1)
    returned = answer.call((build, x, y, _FOLDS, 1, seed))
    if returned.kind == "none":
        raise Fail("Your function returned None. Return the scores, one for each fold.")
    if returned.kind in ("number", "bool") or (returned.kind == "array" and returned.array().ndim == 0):
        raise Fail(f"Your function returned one number; {_FOLDS} scores expected, one for each fold.")
    scores = returned.array(shape=(_FOLDS,)).astype(float)
    require(
        (scores >= 0).all() and (scores <= 1).all(),
        f"A score is {scores.max():.3g}. Accuracies lie between 0 and 1; `evaluate` also returns the loss.",
    )
    return scores


@_once
def _unseen(answer: Answer, rng: np.random.Generator) -> np.ndarray:
    """Scores where every row has a column of its own: who is tested on new rows gets 0 in every fold."""
    y = rng.permutation(np.arange(24) % 2) + 1
    return _cv_scores(answer, _one_hot(np.arange(24), 24), y, int(rng.integers(1000)))


@_once
def _sorted_rows(answer: Answer, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores on rows sorted by class: twice by one seed, then by two others, shape (2, folds).

    The column says the class, but for the odd rows, which every model gets wrong, in whichever fold they are.
    """
    y = np.repeat([1, 2, 3, 4], _CLASS_ROWS)
    columns = y.copy()
    for label in range(1, 5):
        odd = rng.permutation(np.flatnonzero(y == label))[:_ODD]
        columns[odd] = label % 4 + 1
    seed = int(rng.integers(1000))
    x = _one_hot(columns, 5)
    first, again = _cv_scores(answer, x, y, seed), _cv_scores(answer, x, y, seed)
    return first, again, np.stack([_cv_scores(answer, x, y, seed + more) for more in (1, 2)])


_BEST_MEAN = 1 - 4 * _ODD / sum(_CLASS_ROWS)


@cross_validate.criterion("one accuracy for each fold", points=1)
def cv_shape(answer: Answer, rng: np.random.Generator) -> None:
    _unseen(answer, rng)


@cross_validate.criterion("no fold is tested on rows that its model has learned from", points=1)
def cv_unseen(answer: Answer, rng: np.random.Generator) -> None:
    scores = _unseen(answer, rng)
    require(
        scores.max() == 0,
        "The check gave a model that is right only for rows that it has learned from. Your scores are "
        f"{np.round(scores, 2).tolist()}; without a leak each is 0.",
    )


@cross_validate.criterion("shuffled folds; trained on the other rows, tested on each row once", points=1)
def cv_mean(answer: Answer, rng: np.random.Generator) -> None:
    first, again, others = _sorted_rows(answer, rng)
    for scores in (first, again, *others):
        require(
            _near(scores.mean(), _BEST_MEAN),
            f"On {sum(_CLASS_ROWS):,} rows, sorted by class, {4 * _ODD} of which no model can get right, the mean of "
            f"your scores is {scores.mean():.3f}; {_BEST_MEAN:.3f} expected.",
        )


@cross_validate.criterion("the seed fixes the folds", points=1)
def cv_seed(answer: Answer, rng: np.random.Generator) -> None:
    first, again, others = _sorted_rows(answer, rng)
    require(np.allclose(first, again), "Called twice with the same seed, your function returns different scores.")
    require(
        any(not np.allclose(first, other) for other in others),
        "Called with three seeds, your function returns the same scores: the folds do not depend on `seed`.",
    )


@cross_validate.misconception("one model for all folds")
def cv_one_model(answer: Answer, rng: np.random.Generator) -> str | None:
    scores = _unseen(answer, rng)
    if scores[0] == 0 and (scores[1:] == 1).all():
        return (
            "The first fold is honest; in the others the model knows the test rows already, from the folds before. "
            "`fit` goes on where it stopped. Call `build()` anew for each fold."
        )
    return None


@cross_validate.misconception("tested on the training rows")
def cv_on_training(answer: Answer, rng: np.random.Generator) -> str | None:
    if _unseen(answer, rng)[0] == 1:
        return (
            "Already the first model is right for rows that only their learners can know: it is tested on rows that it "
            "was fitted on. Keep the fold's rows out of `fit`."
        )
    return None


@cross_validate.misconception("folds of sorted rows")
def cv_sorted(answer: Answer, rng: np.random.Generator) -> str | None:
    first, again, others = _sorted_rows(answer, rng)
    if 0 < first.mean() < _BEST_MEAN - 1e-3 and np.allclose(again, first) and np.allclose(others, first):
        return (
            "On rows that are sorted by class your folds are blocks, the same for every seed. A fold then holds mostly "
            "one class, of which the other folds have too few. Shuffle: `shuffle=True, random_state=seed`."
        )
    return None


@cross_validate.misconception("never trained")
def cv_untrained(answer: Answer, rng: np.random.Generator) -> str | None:
    if _sorted_rows(answer, rng)[0].max() == 0:
        return "Your models answer as if they had learned nothing: each needs a `fit` before it is tested."
    return None


# -- a space, and draws from it ----------------------------------------------------------------------------

search = Exercise(
    "A search space, and a random search",
    points=5,
    takes=("space", "draw"),
    hints=(
        "The space has an entry for each of the four names: what may be chosen, never one fixed value. `draw` makes "
        "one generator from the seed and then dictionaries, one for each trial.",
        "Lists of values, and for the learning rate the pair `(0.001, 0.1)`. For a list, draw one of its values. For a "
        "pair, draw the exponent: the logarithm evenly, then take the power.",
        "`rng = np.random.default_rng(seed)` before the loop. A value of a list: "
        "`values[rng.integers(len(values))]`. A number of a pair: "
        "`float(np.exp(rng.uniform(np.log(low), np.log(high))))`. Draw anew for each name of each trial.",
    ),
)

_SPACE = {"depth": {1, 2, 3}, "width": {4, 8, 16, 32}, "activation": {"relu", "tanh"}}
_RATES = (0.001, 0.1)


def _values(entry: Answer) -> list[Any]:
    """The choices of an entry of the space, as plain values."""
    if entry.kind == "array":
        return [value.item() for value in entry.array(ndim=1)]
    return [item.text() if item.kind == "text" else item.number() for item in entry.items()]


@search.criterion("the space: three lists to choose from, and a range", points=1)
def good_space(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    entries = answers.space.entries()
    names = [*_SPACE, "learning_rate"]
    require(set(entries) == set(names), f"`space` has the names {sorted(entries)}; {sorted(names)} expected.")
    for name, wanted in _SPACE.items():
        found = set(_values(entries[name]))
        require(found == wanted, f"`space[{name!r}]` holds {sorted(found, key=str)}; {sorted(wanted)} expected.")
    require(
        entries["learning_rate"].kind == "tuple" and _values(entries["learning_rate"]) == list(_RATES),
        f"`space['learning_rate']` must be the range from 0.001 to 0.1, as a pair in round brackets: {_RATES}.",
    )


def _some_space(rng: np.random.Generator) -> dict[str, Any]:
    units = [int(value) for value in rng.permutation([3, 5, 12, 24, 48])[:3]]
    return {
        "units": units,
        "optimizer": ["sgd", "adam", "rmsprop"],
        "rate": (1e-4, 1.0),
        "decay": (1e-6, float(10 ** rng.uniform(-3, -2))),
    }


def _drawn(answers: SimpleNamespace, space: dict[str, Any], trials: int, seed: int) -> list[dict[str, Any]]:
    """The trials that an answer draws, as plain values."""
    returned = answers.draw(space, trials, seed)
    if returned.kind == "dict":
        raise Fail("`draw` returned one dict; a list of them expected, one for each trial.")
    found = []
    for item in returned.items():
        entries = item.entries()
        require(set(entries) == set(space), f"A trial has the names {sorted(entries)}; the space has {sorted(space)}.")
        found.append({n: entries[n].text() if entries[n].kind == "text" else entries[n].number() for n in space})
    require(len(found) == trials, f"`draw` returned {len(found)} trials; {trials} were asked for.")
    return found


@search.criterion("draw: as many trials as asked, each within the space", points=1)
def drawn_within(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    space = _some_space(rng)
    for trials in (9, 1):
        for trial in _drawn(answers, space, trials, int(rng.integers(1000))):
            for name, allowed in space.items():
                inside = (
                    trial[name] in allowed
                    if isinstance(allowed, list)
                    else not isinstance(trial[name], str) and allowed[0] <= trial[name] <= allowed[1]
                )
                require(inside, f"A trial has {name} {trial[name]!r}; the space allows {allowed!r}.")


@search.criterion("draw: the seed decides", points=1)
def drawn_again(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    space, seed = _some_space(rng), int(rng.integers(1000))
    first = _drawn(answers, space, 8, seed)
    require(first == _drawn(answers, space, 8, seed), "The same seed twice gives different trials.")
    require(first != _drawn(answers, space, 8, seed + 1), "Two seeds give the same trials.")


@search.criterion("draw: each name on its own", points=1)
def drawn_apart(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    trials = _drawn(answers, _some_space(rng), 200, int(rng.integers(1000)))
    pairs = {(trial["units"], trial["optimizer"]) for trial in trials}
    require(
        len(pairs) == 9, f"In 200 trials only {len(pairs)} of the 9 pairs of units and optimizer came. All can occur."
    )
    rates = np.log([[trial["rate"], trial["decay"]] for trial in trials])
    require(
        abs(np.corrcoef(rates.T)[0, 1]) < 0.5,
        "Where one of your two ranges gives a large number, so does the other. Draw each anew.",
    )


def _decades(answers: SimpleNamespace, rng: np.random.Generator) -> np.ndarray:
    """How many of 200 draws from 0.0001 to 1 fall into each of the four decades; 50 expected."""
    trials = _drawn(answers, _some_space(rng), 200, int(rng.integers(1000)))
    exponents = np.log10([trial["rate"] for trial in trials])
    return np.histogram(exponents, bins=[-4, -3, -2, -1, 0])[0]


@search.criterion("draw: ranges evenly over the powers of ten", points=1)
def drawn_log(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    counts = _decades(answers, rng)
    require(
        counts.min() >= 20 and counts.max() <= 90,
        f"Of 200 numbers between 0.0001 and 1, {counts[0]} were below 0.001 and {counts[3]} above 0.1; about 50 "
        "expected in each power of ten.",
    )


@search.misconception("scalars in a search space")
def scalars(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    single = [name for name, entry in answers.space.entries().items() if entry.kind in ("number", "text", "bool")]
    if single:
        return (
            f"`{single[0]}` has a single value, and there is nothing to search in it. Each entry is a list of choices "
            "(one choice: a list of one) or a range. A text without brackets would even be taken letter by letter."
        )
    return None


@search.misconception("two ends taken for a range")
def two_ends(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    rates = answers.space.entries()["learning_rate"]
    if rates.kind == "list":
        return (
            "Your learning rates are a list, so only the values in it are ever tried and none between. A range is a "
            "pair in round brackets."
        )
    return None


@search.misconception("evenly, not by powers of ten")
def drawn_evenly(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if 150 < _decades(answers, rng)[3] < 200:  # 180 expected; with one number for all it would be 0 or 200
        return (
            "Nine of ten of your draws lie in the largest power of ten, because you draw the number itself evenly. "
            "From 0.001 to 0.01 matters as much as from 0.01 to 0.1: draw the exponent evenly."
        )
    return None


@search.misconception("the same trial every time")
def drawn_same(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    trials = _drawn(answers, _some_space(rng), 12, int(rng.integers(1000)))
    if all(trial == trials[0] for trial in trials):
        return (
            "All your trials are equal. The generator starts from the seed again in each round; make it once, before "
            "the loop."
        )
    return None


@search.misconception("the seed is not used")
def drawn_unseeded(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    space, seed = _some_space(rng), int(rng.integers(1000))
    if _drawn(answers, space, 8, seed) != _drawn(answers, space, 8, seed):
        return (
            "Called twice with one seed, `draw` gives other trials. A search that nobody can repeat proves little: let "
            "the seed start the generator that draws."
        )
    return None


@search.misconception("one draw for all names")
def drawn_together(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    trials = _drawn(answers, _some_space(rng), 200, int(rng.integers(1000)))
    if len({trial["units"] for trial in trials}) == 3 == len({(t["units"], t["optimizer"]) for t in trials}):
        return (
            "The first units always come with the first optimizer, the second with the second: one draw serves all "
            "names. Then most combinations never occur. Draw for each name."
        )
    return None


# -- a grid that reaches the builder -----------------------------------------------------------------------

grid_for = Exercise(
    "A grid that reaches the builder",
    points=2,
    hints=(
        "scikit-learn knows the wrapper's own arguments only. Which of them carries what is meant for your builder?",
        "`model_kwargs` takes a dict for the builder. To try several dicts, give a list of them.",
        '`{"model_kwargs": [{"width": w, "learning_rate": r} for w in widths for r in rates]}`.',
    ),
)

_WRAPPER = ("model", "warm_start", "model_kwargs", "fit_kwargs")


def _plain(answer: Answer) -> Any:
    """Nested data of an answer as plain values."""
    if answer.kind == "dict":
        return {name: _plain(entry) for name, entry in answer.entries().items()}
    if answer.kind in ("list", "tuple"):
        return [_plain(item) for item in answer.items()]
    if answer.kind == "array":
        return answer.array().tolist()
    return answer.text() if answer.kind == "text" else answer.number()


def _lists(rng: np.random.Generator) -> tuple[list[int], list[float]]:
    widths = [int(value) for value in rng.permutation([2, 6, 10, 18, 40])[:3]]
    return widths, [float(value) for value in rng.permutation([0.003, 0.007, 0.02, 0.05])[:3]]


def _grids(answer: Answer, widths: list[int], rates: list[float]) -> list[dict[str, Any]]:
    returned = answer(widths, rates)
    if returned.kind not in ("dict", "list", "tuple"):
        returned.entries()  # says what came instead of a dict
    found = _plain(returned)
    return found if isinstance(found, list) else [found]


def _candidates(answer: Answer, widths: list[int], rates: list[float]) -> list[dict[str, Any]]:
    """The settings that GridSearchCV would give to the wrapper, one by one."""
    from sklearn.model_selection import ParameterGrid

    try:
        return list(ParameterGrid(_grids(answer, widths, rates)))
    except (TypeError, ValueError) as error:
        raise Fail(f"scikit-learn does not take this grid: {str(error).splitlines()[0]}") from error


@grid_for.criterion("a grid with arguments that the wrapper has", points=1)
def grid_names(answer: Answer, rng: np.random.Generator) -> None:
    for settings in _candidates(answer, *_lists(rng)):
        unknown = [name for name in settings if name not in _WRAPPER]
        require(
            not unknown, f"SKLearnClassifier has no argument `{''.join(unknown[:1])}`; it has {', '.join(_WRAPPER)}."
        )
        require("model_kwargs" in settings, "Nothing in your grid is meant for the builder.")


@grid_for.criterion("the builder gets each pair of width and learning rate once", points=1)
def grid_pairs(answer: Answer, rng: np.random.Generator) -> None:
    widths, rates = _lists(rng)
    rates = rates[:2]
    found = []
    for settings in _candidates(answer, widths, rates):
        arguments = settings.get("model_kwargs")
        require(
            isinstance(arguments, dict) and set(arguments) == {"width", "learning_rate"},
            f"Your grid calls the builder with {arguments}; width and learning_rate expected.",
        )
        found.append((arguments["width"], arguments["learning_rate"]))
    wanted = list(itertools.product(widths, rates))
    require(
        sorted(found, key=str) == sorted(wanted, key=str),
        f"3 widths with 2 rates make {len(wanted)} pairs. Candidates in your grid: {len(found)}. Pairs among "
        f"them: {sum(pair in found for pair in wanted)}.",
    )


@grid_for.misconception("a parameter that is not routed")
def grid_not_routed(answer: Answer, rng: np.random.Generator) -> str | None:
    names = {name for grid in _grids(answer, *_lists(rng)) if isinstance(grid, dict) for name in grid}
    lost = sorted(names - set(_WRAPPER))
    if not lost:
        return None
    spelling = "That is how scikeras spells it. " if any(name.startswith("model__") for name in lost) else ""
    return (
        f"`{lost[0]}` is not an argument of the wrapper, so it never reaches your builder. {spelling}"
        "keras.wrappers hands everything for the builder on in one dict: `model_kwargs`."
    )


@grid_for.misconception("scalars in a search space")
def grid_scalars(answer: Answer, rng: np.random.Generator) -> str | None:
    for grid in _grids(answer, *_lists(rng)):
        if isinstance(grid, dict) and any(not isinstance(value, list) for value in grid.values()):
            return (
                "A grid maps each name to a list of values to try. Yours holds a single value. Put brackets round it, "
                "and into the brackets one dict for each candidate."
            )
    return None


@grid_for.misconception("lists handed to the builder")
def grid_lists(answer: Answer, rng: np.random.Generator) -> str | None:
    for settings in _candidates(answer, *_lists(rng)):
        arguments = settings.get("model_kwargs")
        if isinstance(arguments, dict) and any(isinstance(value, list) for value in arguments.values()):
            return (
                "Inside `model_kwargs` nothing is expanded: your builder would get a whole list as its width. Write "
                "the pairs out, one dict for each."
            )
    return None


@grid_for.misconception("values paired one to one")
def grid_zipped(answer: Answer, rng: np.random.Generator) -> str | None:
    if len(_candidates(answer, *_lists(rng))) == 3:
        return (
            "For 3 widths and 3 rates you have 3 candidates: the first with the first, and so on. A grid has each "
            "width with each rate, 9 of them."
        )
    return None


# -- the best of forty that know nothing -------------------------------------------------------------------

best_of_forty = Predict(
    "The best of forty guessers",
    points=1,
    hints=(
        "Each of them has 25 right on average. Do all of them have exactly 25?",
        "With 50 coins the number of heads varies by about 3.5 (one standard deviation) round 25. You look at the "
        "luckiest of forty rows of coins.",
        "The luckiest of forty lies about two standard deviations above the mean: 25 + 2 * 3.5 heads of 50.",
    ),
)


def _share(answer: Answer) -> float:
    """The guess as a share; a number above 1 is read as percent."""
    guess = float(answer.number(minimum=0, maximum=100))
    return guess / 100 if guess > 1 else guess


# The best of 40 has 0.65 on average; in 99% of all draws it lies between 0.60 and 0.74.
@best_of_forty.criterion("near what the luckiest reaches", points=1)
def luckiest(answer: Answer, rng: np.random.Generator) -> None:
    guess = _share(answer)
    require(guess >= 0.59, "The luckiest of forty does better than that.")
    require(guess <= 0.75, "Luck does not carry that far with 50 rows.")


@best_of_forty.misconception("chance stays at one half")
def chance_half(answer: Answer, rng: np.random.Generator) -> str | None:
    if 0.45 <= _share(answer) <= 0.55:
        return (
            "One half is what one guesser gets on average. You pick the best of forty after you have seen their "
            "scores, and the best has been lucky."
        )
    return None


@best_of_forty.misconception("luck taken for skill")
def too_lucky(answer: Answer, rng: np.random.Generator) -> str | None:
    if _share(answer) > 0.8:
        return "That would take more than 40 right of 50 by throwing a coin: about one try in 200,000 gets there."
    return None


# -- choose on validation, test once -----------------------------------------------------------------------

choose = Exercise(
    "Choose on validation, test once",
    points=4,
    hints=(
        "Three parts, three jobs: one to learn from, one to compare on, one for the last number. Which of them may "
        "your comparison see?",
        "In a loop over `builders.items()`: build, fit on the training part, note the accuracy on the validation part "
        "and keep the model. After the loop, look for the best name and evaluate its model on the test part.",
        "`models[name] = build()`, fit, `scores[name] = model.evaluate(*validation, verbose=0, "
        'return_dict=True)["accuracy"]`; then `best = max(scores, key=scores.get)` and one `evaluate(*test, ...)` of '
        "`models[best]`.",
    ),
)

_NAMES = ("narrow", "wide", "deep", "slow", "quick")
_PART = 20  # rows of each part
_RIGHT = {  # of 20: how many rows each candidate gets right in training, validation and test
    "best": (14, 15, 11),
    "test": (13, 12, 18),
    "train": (19, 13, 9),
}


class _Contest:
    """Three candidates whose answers are fixed: each is best in another part.

    Every row has a column of its own, so a candidate's kernel says what it answers for each row. Labels are 1 and 2.
    """

    def __init__(self, rng: np.random.Generator) -> None:
        names = [str(name) for name in rng.permutation(_NAMES)[:3]]
        self.name = dict(zip(_RIGHT, names, strict=True))
        self.y = rng.integers(1, 3, size=3 * _PART)
        self.answers = {}
        for role, rights in _RIGHT.items():
            said = 3 - self.y
            for part, right in enumerate(rights):
                rows = part * _PART + rng.permutation(_PART)[:right]
                said[rows] = self.y[rows]
            self.answers[self.name[role]] = said
        x = _one_hot(np.arange(3 * _PART), 3 * _PART)
        self.parts = [(x[start : start + _PART], self.y[start : start + _PART]) for start in range(0, 60, _PART)]
        first, last = rng.permutation([self.name["test"], self.name["train"]])  # the best is not at either end
        self.builders = {
            str(name): recipe("softmax_builder", kernel=4 * _one_hot(self.answers[str(name)], 3), learning_rate=0.0)
            for name in (first, self.name["best"], last)
        }

    def accuracy(self, name: str, part: int, labels: np.ndarray | None = None) -> float:
        rows = slice(part * _PART, (part + 1) * _PART)
        return float((self.answers[name][rows] == (self.y[rows] if labels is None else labels)).mean())


def _chosen(answer: Answer, builders: dict[str, Any], parts: list[tuple[np.ndarray, np.ndarray]]) -> tuple[str, float]:
    returned = answer.call((builders, *parts, 1))
    require(
        returned.kind in ("tuple", "list"),
        "Your function returns one thing; two expected: the name and its test accuracy.",
    )
    name, accuracy = returned.items(length=2)
    text = name.text()
    require(text in builders, f"You chose {text!r}; there are {sorted(builders)}.")
    return text, float(accuracy.number(minimum=0, maximum=1))


@_once
def _contest(answer: Answer, rng: np.random.Generator) -> dict[str, Any]:
    """What an answer chooses and reports, first with the test labels, then with others that speak for the loser."""
    contest = _Contest(rng)
    name, accuracy = _chosen(answer, contest.builders, contest.parts)
    loser = contest.name["train"]
    permuted = contest.answers[loser][2 * _PART :].copy()
    flipped = rng.permutation(_PART)[:1]
    permuted[flipped] = 3 - permuted[flipped]
    again, other = _chosen(answer, contest.builders, [*contest.parts[:2], (contest.parts[2][0], permuted)])
    return {
        "contest": contest,
        "name": name,
        "accuracy": accuracy,
        "again": again,
        "other": other,
        "permuted": permuted,
    }


@_once
def _lesson_learned(answer: Answer, rng: np.random.Generator) -> float:
    """The test accuracy reported for a candidate that learns by heart; 12 of 20 test rows resemble training rows."""
    codes = [np.arange(_PART) % 4, np.arange(_PART) % 4, np.concatenate([np.arange(12) % 4, 4 + np.arange(8)])]
    labels = rng.integers(1, 3, size=12)
    parts = [(_one_hot(code, 12), labels[code]) for code in codes]
    only = str(rng.choice(_NAMES))
    return _chosen(answer, {only: _builder(12, 3)}, parts)[1]


@choose.criterion("each candidate is fitted, on the training part", points=1)
def choose_fitted(answer: Answer, rng: np.random.Generator) -> None:
    found = _lesson_learned(answer, rng)
    require(
        _near(found, 0.6),
        f"For a candidate that can know 12 of 20 test rows after its training you report {found:.2f}; 0.6 expected.",
    )


@choose.criterion("the best on the validation part is chosen", points=1)
def choose_best(answer: Answer, rng: np.random.Generator) -> None:
    seen = _contest(answer, rng)
    contest, best = seen["contest"], seen["contest"].name["best"]
    require(
        seen["name"] == best,
        f"You chose {seen['name']!r}, with {contest.accuracy(seen['name'], 1):.2f} on the validation part; {best!r} "
        f"has {contest.accuracy(best, 1):.2f}.",
    )


@choose.criterion("other test labels do not change the choice", points=1)
def choose_blind(answer: Answer, rng: np.random.Generator) -> None:
    seen = _contest(answer, rng)
    require(
        seen["name"] == seen["again"],
        f"With the test labels as they were you chose {seen['name']!r}; with other test labels, {seen['again']!r}.",
    )


@choose.criterion("the accuracy reported is the chosen one's on the test part", points=1)
def choose_report(answer: Answer, rng: np.random.Generator) -> None:
    seen = _contest(answer, rng)
    contest = seen["contest"]
    require_close(seen["accuracy"], contest.accuracy(seen["name"], 2), what="The accuracy that you report")
    require_close(
        seen["other"],
        contest.accuracy(seen["again"], 2, seen["permuted"]),
        what="With other test labels the accuracy that you report",
    )


@choose.misconception("tuning on the test set")
def chose_on_test(answer: Answer, rng: np.random.Generator) -> str | None:
    seen = _contest(answer, rng)
    if seen["name"] != seen["again"]:
        return (
            "The check changed nothing but the test labels, and you chose another candidate. So the test part takes "
            "part in the choice, and its number is no longer an honest one. Compare on the validation part only."
        )
    return None


@choose.misconception("chosen by the training score")
def chose_on_train(answer: Answer, rng: np.random.Generator) -> str | None:
    seen = _contest(answer, rng)
    if seen["name"] == seen["again"] == seen["contest"].name["train"]:
        return (
            "You chose the candidate that is best on the rows it has learned from. That rewards learning by heart. "
            "Compare on the validation part."
        )
    return None


@choose.misconception("the validation score reported")
def validation_reported(answer: Answer, rng: np.random.Generator) -> str | None:
    seen = _contest(answer, rng)
    if seen["name"] == seen["again"] and _near(seen["accuracy"], seen["contest"].accuracy(seen["name"], 1)):
        return (
            "The number that you report is the validation accuracy. It won the comparison, so it is too good on "
            "average. Evaluate the chosen model on the test part."
        )
    return None


@choose.misconception("the test part used in the fit")
def test_fitted(answer: Answer, rng: np.random.Generator) -> str | None:
    # The validation score there looks the same: its rows resemble training rows.
    if _lesson_learned(answer, rng) > 0.65 and validation_reported(answer, rng) is None:
        return "Your model knows test rows that are in no other part: it has been fitted on them."
    return None


@choose.misconception("never trained")
def never_fitted(answer: Answer, rng: np.random.Generator) -> str | None:
    if _lesson_learned(answer, rng) == 0:
        return "The models that you compare have not been fitted: call `fit` with the training part first."
    return None


# -- mean and spread ---------------------------------------------------------------------------------------

mean_and_spread = Exercise(
    "Mean and spread over seeds",
    points=3,
    hints=(
        "Run it once for each seed and keep all the scores, the bad ones too.",
        "The mean is the sum over the count. For the spread NumPy has `std`; look at its argument `ddof`.",
        "`scores = [run(seed) for seed in seeds]`, then `np.mean(scores), np.std(scores, ddof=1)`.",
    ),
)


def _runs(rng: np.random.Generator) -> tuple[list[int], np.ndarray]:
    seeds = [int(seed) for seed in rng.permutation(np.arange(10, 99))[: int(rng.integers(4, 7))]]
    scores = rng.uniform(0.6, 0.95, size=len(seeds))
    return seeds, scores


def _summary(answer: Answer, seeds: list[int], scores: np.ndarray) -> tuple[float, float]:
    returned = answer(recipe("lookup", keys=seeds, values=scores), seeds)
    require(
        returned.kind in ("tuple", "list", "array"),
        "Your function returns one thing; two expected: the mean and the spread.",
    )
    mean, spread = returned.array(shape=(2,))
    return float(mean), float(spread)


@mean_and_spread.criterion("two numbers", points=1)
def summary_shape(answer: Answer, rng: np.random.Generator) -> None:
    _summary(answer, *_runs(rng))


@mean_and_spread.criterion("the mean over all seeds", points=1)
def summary_mean(answer: Answer, rng: np.random.Generator) -> None:
    seeds, scores = _runs(rng)
    require_close(_summary(answer, seeds, scores)[0], scores.mean(), what="The mean")


@mean_and_spread.criterion("the standard deviation, with n - 1", points=1)
def summary_spread(answer: Answer, rng: np.random.Generator) -> None:
    seeds, scores = _runs(rng)
    require_close(_summary(answer, seeds, scores)[1], scores.std(ddof=1), what="The spread")


@mean_and_spread.misconception("the best single seed")
def best_seed(answer: Answer, rng: np.random.Generator) -> str | None:
    seeds, scores = _runs(rng)
    mean, spread = _summary(answer, seeds, scores)
    if _near(mean, scores.max()) and not _near(spread, 0):  # without a spread it is one run
        return (
            "You report the best run. Nobody who trains your model will have that luck on purpose. The mean says what "
            "to expect."
        )
    return None


@mean_and_spread.misconception("one seed for all runs")
def one_seed(answer: Answer, rng: np.random.Generator) -> str | None:
    seeds, scores = _runs(rng)
    mean, spread = _summary(answer, seeds, scores)
    if _near(spread, 0) and np.isclose(mean, scores).any():
        return "All your runs have the same seed, so they are one run. Give each its own: `run(seed)`."
    return None


@mean_and_spread.misconception("divided by n, not n - 1")
def n_not_less(answer: Answer, rng: np.random.Generator) -> str | None:
    seeds, scores = _runs(rng)
    if _near(_summary(answer, seeds, scores)[1], scores.std()):
        return (
            "Your spread divides by n. The mean came from the same few runs, which makes that too small: by a tenth "
            "for 5 seeds. `ddof=1` divides by n - 1."
        )
    return None


@mean_and_spread.misconception("the error of the mean instead of the spread")
def error_for_spread(answer: Answer, rng: np.random.Generator) -> str | None:
    seeds, scores = _runs(rng)
    if _near(_summary(answer, seeds, scores)[1], scores.std(ddof=1) / np.sqrt(len(scores))):
        return (
            "You divide by the root of n as well. That says how well the mean is known. Asked is how far single runs "
            "lie apart."
        )
    return None


# -- activations, compared with bands ----------------------------------------------------------------------

compare = Exercise(
    "Compare with bands",
    points=4,
    takes=("band", "verdict"),
    hints=(
        "In `band`, which axis counts the seeds? In `verdict`, the two runs of one seed belong together: what is the "
        "difference for each seed?",
        "`band`: mean and standard deviation over axis 0, then mean minus and plus deviation. `verdict`: "
        "`d = a - b`, its mean, and the error of that mean: the standard deviation of d over the root of n.",
        "`error = d.std(ddof=1) / np.sqrt(len(d))`. If `d.mean() > 2 * error`, the answer is `'a'`; if it is below "
        "`-2 * error`, `'b'`; else `'unclear'`.",
    ),
)


def _bands(answers: SimpleNamespace, curves: np.ndarray) -> list[np.ndarray]:
    returned = answers.band(curves)
    require(
        returned.kind in ("tuple", "list", "array"),
        "`band` returns one thing; three expected: the mean, the lower and the upper edge.",
    )
    if returned.kind == "array":
        return list(returned.array(shape=(3, curves.shape[1])))
    return [item.array(shape=(curves.shape[1],)) for item in returned.items(length=3)]


def _curves(rng: np.random.Generator, seeds: int = 5, epochs: int = 8) -> np.ndarray:
    return 0.5 + 0.04 * np.arange(epochs) + rng.normal(0, 0.03, size=(seeds, epochs))


def _paired(rng: np.random.Generator, mean: float, spread: float, common: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Scores of a and b by six seeds whose differences have exactly this mean and spread; `common` moves both alike."""
    noise = rng.normal(size=6)
    noise = (noise - noise.mean()) / noise.std(ddof=1)
    ground = 0.7 + common * rng.permutation([-1.5, -0.9, -0.3, 0.3, 0.9, 1.5])
    return ground + mean + spread * noise, ground


def _verdict(answers: SimpleNamespace, a: np.ndarray, b: np.ndarray) -> str:
    said = answers.verdict(a, b).text().strip().lower()
    require(said in ("a", "b", "unclear"), f"`verdict` returned {said!r}; 'a', 'b' or 'unclear' expected.")
    return said


# The error of the mean of six differences is spread / root(6), 0.41 spreads; two of them are 0.82 spreads.
_CLEAR, _UNCLEAR, _SPREAD = 0.95, 0.65, 0.03


@compare.criterion("band: three curves, one value an epoch", points=1)
def band_shape(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for seeds, epochs in ((5, 8), (4, 4)):
        _bands(answers, _curves(rng, seeds, epochs))


@compare.criterion("band: mean, mean - deviation, mean + deviation over the seeds", points=1)
def band_values(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for seeds, epochs in ((5, 8), (4, 4), (2, 3)):
        curves = _curves(rng, seeds, epochs)
        mean, spread = curves.mean(axis=0), curves.std(axis=0, ddof=1)
        for what, got, want in zip(
            ("The mean", "The lower edge", "The upper edge"),
            _bands(answers, curves),
            (mean, mean - spread, mean + spread),
            strict=True,
        ):
            require_close(got, want, what=what)


@compare.criterion("verdict: a clear difference is found, in both directions", points=1)
def verdict_clear(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for common in (0.0, 0.1):
        a, b = _paired(rng, _CLEAR * _SPREAD, _SPREAD, common)
        for first, second, want in ((a, b, "a"), (b, a, "b")):
            got = _verdict(answers, first, second)
            require(
                got == want,
                f"Over six seeds the difference is {abs((a - b).mean()):.4f}, more than two errors of its mean "
                f"({2 * _SPREAD / np.sqrt(6):.4f}); you say {got!r}, {want!r} expected.",
            )


@compare.criterion("verdict: a difference that may be chance is unclear", points=1)
def verdict_unclear(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for mean in (_UNCLEAR, -_UNCLEAR, 0.1):
        got = _verdict(answers, *_paired(rng, mean * _SPREAD, _SPREAD))
        require(
            got == "unclear",
            f"Over six seeds the difference is {abs(mean) * _SPREAD:.4f}, less than two errors of its mean "
            f"({2 * _SPREAD / np.sqrt(6):.4f}); you say {got!r}, 'unclear' expected.",
        )


@compare.misconception("a comparison from one run")
def one_run(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    curves = _curves(rng)
    mean = _bands(answers, curves)[0]
    if any(np.allclose(mean, run) for run in curves):
        return "The middle of your band is a single run. Another seed gives another curve; average over all of them."
    return None


@compare.misconception("mean over the wrong axis")
def wrong_axis(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    curves = _curves(rng, 6, 6)
    if np.allclose(_bands(answers, curves)[0], curves.mean(axis=1)):
        return "You average over the epochs of a run. Average over the runs: axis 0. One value for each epoch remains."
    return None


@compare.misconception("the best run drawn")
def best_drawn(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    curves = _curves(rng)
    if np.allclose(_bands(answers, curves)[0], curves.max(axis=0)):
        return "Your curve follows the best run at each epoch. Take the mean of the runs."
    return None


@compare.misconception("divided by n, not n - 1")
def band_by_n(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    curves = _curves(rng)
    _, low, high = _bands(answers, curves)
    if np.allclose((high - low) / 2, curves.std(axis=0)):
        return "Your deviation divides by n. With a handful of seeds that is too small: `ddof=1` divides by n - 1."
    return None


@compare.misconception("the higher mean always wins")
def higher_wins(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    a, b = _paired(rng, 0.1 * _SPREAD, _SPREAD)
    if (_verdict(answers, a, b), _verdict(answers, b, a)) == ("a", "b"):
        return (
            "Six seeds, a difference of a tenth of their spread, and you name a winner. One of two means is always "
            "higher. Ask whether the difference is large beside its error."
        )
    return None


@compare.misconception("the spread taken for the error of the mean")
def spread_for_error(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    verdicts = [_verdict(answers, *_paired(rng, times * _SPREAD, _SPREAD)) for times in (1.5, 2.2)]
    if verdicts == ["unclear", "a"]:
        return (
            "You compare with two spreads of single runs. The mean of n runs is known better than a single run, by the "
            "root of n: divide by `np.sqrt(n)`."
        )
    return None


@compare.misconception("seeds not paired")
def not_paired(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    alone = _verdict(answers, *_paired(rng, 2 * _SPREAD, _SPREAD, 0.0))
    if alone == "a" and _verdict(answers, *_paired(rng, 2 * _SPREAD, _SPREAD, 0.3)) == "unclear":
        return (
            "Where some seeds are hard for both, you no longer see the difference, though it is the same for each "
            "seed. Subtract seed by seed first; then take the spread of the differences."
        )
    return None


# -- which mistake is this? --------------------------------------------------------------------------------

which_mistake = Quiz(
    "Which mistake is this?",
    points=1,
    question=(
        "A friend draws 60 settings at random and trains each once, on the training part. The best of them has an "
        "accuracy of 0.94 on the test part, and the friend writes: we expect 0.94 on new data. On new data the model "
        "gets 0.89. What went wrong?"
    ),
    options={
        "test": Option(
            "The test part chose the winner, so its number was no longer an honest one.",
            "The largest of 60 scores was picked, luck included. Choose on validation rows; then the test part, asked "
            "once, tells what to expect.",
            right=True,
        ),
        "overfit": Option(
            "The model was trained for too many epochs.",
            "A model that learns its training rows by heart does badly on test rows too. Here the test score was high, "
            "and it was the choice that made it so.",
            misconception="every gap blamed on training too long",
        ),
        "grid": Option(
            "A grid should have been used: random settings miss the best one.",
            "A better setting would not repair the number: the best of 60 on a grid, chosen on the test part, is too "
            "good by the same luck.",
            misconception="random search blamed for a biased score",
        ),
        "seed": Option(
            "The random generators were not seeded.",
            "With a seed the friend would get the same 0.94 again, and the same 0.89 on new data.",
            misconception="a seed taken for a cure of bias",
        ),
        "more": Option(
            "60 settings were too few to find a good one.",
            "The more settings compete on the test part, the luckier the winner: with 600 the gap would be larger.",
            misconception="more trials against a biased choice",
        ),
    },
    hints=(
        "Think of the best of forty guessers. Why was its score on the validation rows too good?",
        "How many times was the test part asked, and what was done with the answers?",
        "Which part should have picked the winner, so that the test part stayed fresh?",
    ),
)
