"""Lesson 06: overfit first, then control: penalties, dropout, constraints, batch normalisation, noise."""

from __future__ import annotations

from functools import cache, lru_cache
from types import SimpleNamespace
from typing import Any

import numpy as np

from coursekit.check import (
    Answer,
    Exercise,
    Fail,
    Option,
    Picture,
    Predict,
    Quiz,
    require,
    require_close,
)
from coursekit.check.views import Layer, ModelView

# Pass marks of trained models. tests/calibration measures the reference and the simplest baseline.
MARKS = {
    "max_norm": 0.92,  # accuracy of the capped network on new moons; a linear model gets 0.87
    "max_norm_free": 4.0,  # the longest column of the free network; the capped one's is 2
    "sparse": 0.4,  # share of the first kernel below 1e-3; without a penalty less than 0.01
    "sparse_accuracy": 0.85,  # on the test digits; a constant gets 0.1
    "gap": 0.86,  # accuracy on new moons; a linear model gets 0.84, the best possible is 0.92
    "gap_closed": 0.7,  # 1 minus the gap between the two losses; without a remedy at most 0.57
}


def _same(got: np.ndarray, want: np.ndarray, tolerance: float = 1e-4) -> bool:
    return got.shape == want.shape and np.allclose(got, want, atol=tolerance, rtol=tolerance)


def _trained(answer: Answer) -> ModelView:
    """The answer as a model that has taken at least one step of training, or a Fail."""
    model = answer.model.require_built().require_compiled()
    require(model.compile["optimizer"]["iterations"] != 0, "This model has not been trained yet: call `fit`.")
    return model


def _kernels(model: ModelView) -> list[np.ndarray]:
    """The kernels of the dense layers, (inputs, units), in order."""
    return [w for w in model.weights() if w.ndim == 2]


def _class_one(model: ModelView, x: np.ndarray) -> np.ndarray:
    """The probability of class 1 for each row, shape (n,): from one sigmoid unit, one logit, or two outputs."""
    outputs = model.require_input((2,)).predict(x).astype(float)
    if outputs.ndim != 2 or outputs.shape[1] not in (1, 2):
        raise Fail(f"For {len(x)} points the outputs have shape {outputs.shape}; one or two outputs a point expected.")
    is_share = outputs.min() >= 0 and outputs.max() <= 1
    if outputs.shape[1] == 1:
        return outputs[:, 0] if is_share else _sigmoid(outputs[:, 0])
    return outputs[:, 1] if is_share else _sigmoid(outputs[:, 1] - outputs[:, 0])


def _sigmoid(z: np.ndarray) -> np.ndarray:
    return 0.5 * (1 + np.tanh(z / 2))


def cross_entropy(p: np.ndarray, y: np.ndarray) -> float:
    """The mean binary cross-entropy of probabilities p (n,) of class 1 for labels y (n,), clipped as Keras does."""
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


# -- overfit first -----------------------------------------------------------------------------------------

overfit_first = Quiz(
    "Which step comes first?",
    points=1,
    question=(
        "Another network, another task: training accuracy 0.71, validation accuracy 0.70. Others have reached 0.95 on "
        "this data. What do you change first?"
    ),
    options={
        "capacity": Option(
            "More units, or a longer training, until the training rows are learned.",
            "It has not learned its own training rows yet. First show that it can overfit, then control it.",
            right=True,
        ),
        "dropout": Option(
            "Add dropout of 0.2 between the layers.",
            "Dropout holds a network back, and this one has done too little already. There is no gap to close.",
            misconception="regularising before it overfits",
        ),
        "penalty": Option(
            "Add an L2 penalty, so that validation accuracy can rise above training accuracy.",
            "A penalty makes the training fit worse. What the network cannot do on the training rows, it will not do "
            "on others.",
            misconception="a penalty against underfitting",
        ),
        "data": Option(
            "Collect more data.",
            "More rows help when a network knows its rows by heart. This one does not even know the rows that it has.",
            misconception="more data against underfitting",
        ),
        "nothing": Option(
            "Nothing: the two numbers are equal, so all is well.",
            "A small gap alone says little: a constant answer has no gap either. 0.95 is possible here.",
            misconception="a small gap taken for a good model",
        ),
    },
    hints=(
        "Which number is far from where it could be?",
        "Is there a gap between the two that something could close?",
        "Low in training too: that is underfitting. Everything in this lesson would make it worse.",
    ),
)

# -- penalties ---------------------------------------------------------------------------------------------

penalty = Exercise(
    "What a penalty adds to the loss",
    points=3,
    hints=(
        "Two sums over all weights: one of their sizes without the sign, one of their squares.",
        "`np.abs(W)` takes the sign away. `np.sum` without an axis adds up a whole array of any shape.",
        "`l1 * np.sum(np.abs(W)) + l2 * np.sum(W ** 2)`. Nothing is halved and nothing is averaged.",
    ),
)


def _factors(rng: np.random.Generator) -> tuple[float, float]:
    return float(rng.uniform(0.01, 0.05)), float(rng.uniform(0.1, 0.4))


def _penalty(w: np.ndarray, l1: float, l2: float) -> float:
    return float(l1 * np.abs(w).sum() + l2 * (w**2).sum())


def _require_penalty(answer: Answer, w: np.ndarray, l1: float, l2: float, what: str) -> None:
    require_close(answer(w, l1, l2).number(), _penalty(w, l1, l2), what=what)


@penalty.criterion("L1: the sum of the sizes", points=1)
def l1_part(answer: Answer, rng: np.random.Generator) -> None:
    for w in (rng.normal(size=(4, 3)), rng.normal(size=(3, 5)) - 1):
        _require_penalty(answer, w, _factors(rng)[0], 0.0, "With l2 = 0 the penalty")


@penalty.criterion("L2: the sum of the squares", points=1)
def l2_part(answer: Answer, rng: np.random.Generator) -> None:
    for w in (rng.normal(size=(4, 3)), rng.normal(size=(3, 5)) - 1):
        _require_penalty(answer, w, 0.0, _factors(rng)[1], "With l1 = 0 the penalty")


@penalty.criterion("both together, for kernels and biases", points=1)
def both_parts(answer: Answer, rng: np.random.Generator) -> None:
    for shape in ((5, 2), (6,), (3, 3, 2, 4)):
        _require_penalty(answer, rng.normal(size=shape), *_factors(rng), f"The penalty of an array of shape {shape}")


@penalty.misconception("the sign kept in L1")
def signed(answer: Answer, rng: np.random.Generator) -> str | None:
    w = rng.normal(size=(4, 3)) - 1
    if np.isclose(answer(w, 0.1, 0.0).number(), 0.1 * w.sum(), rtol=1e-4):
        return "You add up the weights with their signs, so +1 and -1 cancel. L1 takes the size of each: `np.abs`."
    return None


@penalty.misconception("mean instead of sum")
def averaged(answer: Answer, rng: np.random.Generator) -> str | None:
    w, (l1, l2) = rng.normal(size=(4, 3)), _factors(rng)
    if np.isclose(answer(w, l1, l2).number(), _penalty(w, l1, l2) / w.size, rtol=1e-4):
        return "You average. Keras adds up: a layer with more weights pays more."
    return None


@penalty.misconception("half the squares")
def halved(answer: Answer, rng: np.random.Generator) -> str | None:
    w, (_, l2) = rng.normal(size=(4, 3)), _factors(rng)
    if np.isclose(answer(w, 0.0, l2).number(), l2 * (w**2).sum() / 2, rtol=1e-4):
        return "Your L2 is half as large. Some books halve the squares to have a nicer derivative; Keras does not."
    return None


@penalty.misconception("the length instead of its square")
def rooted(answer: Answer, rng: np.random.Generator) -> str | None:
    w, (_, l2) = rng.normal(size=(4, 3)), _factors(rng)
    if np.isclose(answer(w, 0.0, l2).number(), l2 * np.sqrt((w**2).sum()), rtol=1e-4):
        return "You take the root of the sum, which is the length of W. The penalty is its square: leave the root away."
    return None


@penalty.misconception("the factors swapped")
def factors_swapped(answer: Answer, rng: np.random.Generator) -> str | None:
    w, (l1, l2) = rng.normal(size=(4, 3)), _factors(rng)
    if np.isclose(answer(w, l1, l2).number(), _penalty(w, l2, l1), rtol=1e-4):
        return "Your `l1` weighs the squares and your `l2` the sizes. It is the other way round."
    return None


# -- near-sparse weights -----------------------------------------------------------------------------------

NEAR_ZERO = 1e-3

sparse = Exercise(
    "Near-sparse weights",
    points=4,
    takes=("sparse_model",),
    hints=(
        "Which of the two penalties pulls a small weight as hard as a large one? It belongs on the first kernel.",
        "`kernel_regularizer=keras.regularizers.L1(...)` in the first Dense layer. Adam moves weights by about its "
        "learning rate, so a weight that should rest at 0 trembles by that much.",
        "`keras.layers.Dense(32, 'relu', kernel_regularizer=keras.regularizers.L1(0.005))`, then "
        "`keras.optimizers.Adam(0.001)` and 30 epochs in batches of 32.",
    ),
)


@cache
def test_digits() -> tuple[np.ndarray, np.ndarray]:
    """The 359 test digits as rows of 64 pixels from 0 to 1, float32, and their labels."""
    from coursekit import data

    digits = data.digits()
    return digits.x_test.reshape(-1, 64).astype("float32") / 16, digits.y_test


def near_zero_share(kernel: np.ndarray, below: float = NEAR_ZERO) -> float:
    """The share of weights whose size is below `below`."""
    return float((np.abs(kernel) < below).mean())


def _first_kernel(answer: Answer) -> np.ndarray:
    kernels = _kernels(answer.model.require_input((64,)))
    if not kernels or kernels[0].shape[0] != 64:
        raise Fail("Your model has no first kernel with a row for each of the 64 pixels: begin with a Dense layer.")
    return kernels[0]


def _digit_accuracy(answer: Answer) -> float:
    x, y = test_digits()
    outputs = answer.model.require_input((64,)).predict(x)
    if outputs.shape != (len(x), 10):
        raise Fail(f"For {len(x)} digits the outputs have shape {outputs.shape}; {(len(x), 10)} expected.")
    return float((outputs.argmax(axis=1) == y).mean())


@sparse.criterion("a trained model: 64 pixels in, ten outputs", points=1)
def sparse_trained(answer: Answer, rng: np.random.Generator) -> None:
    _trained(answer)
    _first_kernel(answer)
    _digit_accuracy(answer)


@sparse.criterion(f"reads at least {MARKS['sparse_accuracy']:.0%} of the test digits", points=1)
def sparse_reads(answer: Answer, rng: np.random.Generator) -> None:
    accuracy = _digit_accuracy(answer)
    require(
        accuracy >= MARKS["sparse_accuracy"],
        f"Your model reads {accuracy:.0%} of the test digits; at least {MARKS['sparse_accuracy']:.0%} expected.",
    )


@sparse.criterion(f"at least {MARKS['sparse']:.0%} of the first kernel within 0.001 of zero", points=2)
def sparse_share(answer: Answer, rng: np.random.Generator) -> None:
    kernel = _first_kernel(answer)
    share = near_zero_share(kernel)
    if share < MARKS["sparse"]:
        raise Fail(
            f"{share:.0%} of the weights in your first kernel are within {NEAR_ZERO:g} of zero; at least "
            f"{MARKS['sparse']:.0%} expected.",
            Picture("histograms", {"values": kernel, "x_label": "weight of the first kernel"}),
        )


def _strength(layer: Layer, argument: str) -> dict[str, float]:
    """The factors of a layer's regulariser, such as {"l1": 0.01}; empty where there is none of Keras's own."""
    found = (layer.config or {}).get(argument)
    inner: Any = found.get("config") if isinstance(found, dict) else None
    return {name: inner[name] for name in ("l1", "l2") if inner and inner.get(name)} if isinstance(inner, dict) else {}


def _first_dense(model: ModelView) -> Layer:
    found = model.of_type("Dense")
    if not found:
        raise Fail("Your model has no Dense layer.")
    return found[0]


@sparse.misconception("L2 taken for L1")
def l2_for_l1(answer: Answer, rng: np.random.Generator) -> str | None:
    factors = _strength(_first_dense(answer.model), "kernel_regularizer")
    if "l2" in factors and "l1" not in factors and near_zero_share(_first_kernel(answer)) < MARKS["sparse"]:
        return (
            "Your penalty is L2. Its pull fades as a weight gets small, so weights become small and stay there. The "
            "pull of L1 does not fade."
        )
    return None


@sparse.misconception("the penalty at the wrong place")
def elsewhere(answer: Answer, rng: np.random.Generator) -> str | None:
    first, *others = answer.model.of_type("Dense")
    if _strength(first, "kernel_regularizer"):
        return None
    places = [name for name in ("bias", "activity") if "l1" in _strength(first, f"{name}_regularizer")]
    if places:
        return (
            f"Your L1 weighs the {places[0]} of the first layer, not its kernel. The argument is `kernel_regularizer`."
        )
    if any("l1" in _strength(layer, "kernel_regularizer") for layer in others):
        return "Your L1 sits on a later layer. Asked for is the first kernel, the one that looks at the pixels."
    return None


@sparse.misconception("the penalty drowns the data")
def drowned(answer: Answer, rng: np.random.Generator) -> str | None:
    accuracy = _digit_accuracy(answer)
    if near_zero_share(_first_kernel(answer)) > 0.9 and accuracy < 0.6:
        return (
            f"Almost every weight is gone, and only {accuracy:.0%} of the digits are read. The penalty is stronger "
            "than the data: make its factor ten times smaller."
        )
    return None


@sparse.misconception("steps too large to come to rest")
def trembling(answer: Answer, rng: np.random.Generator) -> str | None:
    kernel = _first_kernel(answer)
    if near_zero_share(kernel) < MARKS["sparse"] <= near_zero_share(kernel, 0.01) and "l1" in _strength(
        _first_dense(answer.model), "kernel_regularizer"
    ):
        return (
            "Your weights are near zero, but they tremble: each step of Adam is about as long as its learning rate. "
            "Take a smaller one, such as 0.001, and some more epochs."
        )
    return None


# -- dropout -----------------------------------------------------------------------------------------------

dropout = Exercise(
    "Inverted dropout",
    points=4,
    hints=(
        "Three cases: not training; training and dropped; training and kept. What happens to a value in each?",
        "Draw a number from 0 to 1 for each value of x. Those below `rate` are dropped. What is kept must make up for "
        "the loss: on average only the share 1 - rate is left.",
        "`kept = np.random.default_rng(seed).random(x.shape) >= rate`, then `x * kept / (1 - rate)`; and "
        "`if not training: return x` before that.",
    ),
)

_RATES = (0.2, 0.35)  # never 0.5: there, what is dropped and what is kept look alike
_GRID = (80, 50)


def _values(rng: np.random.Generator) -> np.ndarray:
    """Positive values: a zero in the result was dropped."""
    return rng.uniform(1, 2, size=_GRID)


def _dropped(answer: Answer, x: np.ndarray, rate: float, training: bool, rng: np.random.Generator) -> np.ndarray:
    return answer(x, rate, training, int(rng.integers(10_000))).array(shape=x.shape)


@dropout.criterion("without training, x as it is", points=1)
def inference_unchanged(answer: Answer, rng: np.random.Generator) -> None:
    for rate in _RATES:
        x = _values(rng)
        require_close(_dropped(answer, x, rate, False, rng), x, what="With training=False the result")


@dropout.criterion("in training, the share `rate` becomes 0", points=1)
def share_dropped(answer: Answer, rng: np.random.Generator) -> None:
    for rate in _RATES:
        share = float((_dropped(answer, _values(rng), rate, True, rng) == 0).mean())
        require(  # 4,000 draws: five standard deviations
            abs(share - rate) < 0.04, f"With rate {rate:g} you set {share:.0%} of the values to 0; {rate:.0%} expected."
        )


@dropout.criterion("what is kept grows, so that the mean stays", points=1)
def mean_kept(answer: Answer, rng: np.random.Generator) -> None:
    for rate in _RATES:
        x = _values(rng)
        got = _dropped(answer, x, rate, True, rng)
        kept = got != 0
        require(kept.any(), "Nothing is kept.")
        factor = float((got[kept] / x[kept]).mean())
        require_close(
            got[kept], x[kept] / (1 - rate), what=f"With rate {rate:g} what is kept (times {factor:.3g} on average)"
        )


@dropout.criterion("each value has its own draw, and the seed decides", points=1)
def own_draws(answer: Answer, rng: np.random.Generator) -> None:
    x, seed = _values(rng), int(rng.integers(10_000))
    first, again, other = (answer(x, 0.2, True, s).array(shape=x.shape) for s in (seed, seed, seed + 1))
    mask = first == 0
    require(mask.any() and not mask.all(), "In training some values must be dropped and some kept.")
    require(
        len(np.unique(mask, axis=0)) > 1 and len(np.unique(mask, axis=1).T) > 1,
        "The same units are dropped in every row, or whole rows are. Each value of x needs its own draw.",
    )
    require(
        np.array_equal(again, first),
        "Called twice with the same seed, your function drops different values. Let `seed` fix the mask.",
    )
    require(not np.array_equal(mask, other == 0), "Another seed drops the same values: the mask does not use `seed`.")
    changed = answer(x, 0.2, True, seed).changed
    require(not changed, "Your function changes `x` itself. Work on a copy: the caller may need x again.")


@dropout.misconception("dropout at inference")
def at_inference(answer: Answer, rng: np.random.Generator) -> str | None:
    x = _values(rng)
    if (_dropped(answer, x, 0.2, False, rng) == 0).any() and (_dropped(answer, x, 0.2, True, rng) == 0).any():
        return (
            "With `training=False` you still drop values: the same input would get another answer each time. Dropout "
            "belongs to training only."
        )
    return None


@dropout.misconception("the training flag turned round")
def flag_turned(answer: Answer, rng: np.random.Generator) -> str | None:
    x = _values(rng)
    if (_dropped(answer, x, 0.2, False, rng) == 0).any() and not (_dropped(answer, x, 0.2, True, rng) == 0).any():
        return "You drop with `training=False` and keep everything with `training=True`: the condition is turned round."
    return None


@dropout.misconception("rate taken as keep probability")
def keep_probability(answer: Answer, rng: np.random.Generator) -> str | None:
    share = float((_dropped(answer, _values(rng), 0.2, True, rng) == 0).mean())
    if abs(share - 0.8) < 0.04:
        return (
            f"With rate 0.2 you drop {share:.0%} and keep a fifth. In Keras the rate is the share that is dropped. "
            "(Some older programs took the share that is kept.)"
        )
    return None


def _factor(answer: Answer, rate: float, rng: np.random.Generator) -> float:
    """By what the kept values are multiplied in training, where it is one number; else NaN."""
    x = _values(rng)
    got = _dropped(answer, x, rate, True, rng)
    kept = got != 0
    ratios = got[kept] / x[kept]
    return float(ratios.mean()) if ratios.size and np.ptp(ratios) < 1e-4 else float("nan")


@dropout.misconception("what is kept not scaled up")
def not_scaled(answer: Answer, rng: np.random.Generator) -> str | None:
    x = _values(rng)
    plain = _same(_dropped(answer, x, 0.2, False, rng), x)
    if plain and (_dropped(answer, x, 0.2, True, rng) == 0).any() and np.isclose(_factor(answer, 0.2, rng), 1):
        return (
            "You drop, but the kept values stay as they are, so the next layer gets a fifth less in training than "
            "later. Divide what is kept by 1 - rate."
        )
    return None


@dropout.misconception("scaled down instead of up")
def scaled_down(answer: Answer, rng: np.random.Generator) -> str | None:
    if np.isclose(_factor(answer, 0.2, rng), 0.8, rtol=1e-3):
        return "You make the kept values smaller. They must make up for the dropped ones: divide by 1 - rate."
    return None


@dropout.misconception("scaled at inference")
def scaled_later(answer: Answer, rng: np.random.Generator) -> str | None:
    x = _values(rng)
    if _same(_dropped(answer, x, 0.2, False, rng), 0.8 * x):
        return (
            "You multiply by 1 - rate at inference, as the first paper did. Inverted dropout scales in training, "
            "so that inference has nothing to do."
        )
    return None


@dropout.misconception("one mask for the whole batch")
def one_mask(answer: Answer, rng: np.random.Generator) -> str | None:
    mask = _dropped(answer, _values(rng), 0.2, True, rng) == 0
    if mask.any() and not mask.all() and len(np.unique(mask, axis=0)) == 1:
        return "All rows lose the same units. Draw a mask of the shape of x: each sample gets its own."
    return None


# -- a constraint ------------------------------------------------------------------------------------------

CAP = 2.0

max_norm = Exercise(
    "Max-norm, and a twin without it",
    points=4,
    takes=("free", "capped"),
    hints=(
        "Both networks are built the same way and trained the same way. Only one argument differs.",
        "`kernel_constraint=keras.constraints.MaxNorm(2)` in each hidden Dense layer of `capped`. Make a new "
        "constraint and a new model for it; do not reuse the layers of `free`.",
        "Write a loop or a function that gets the constraint (None or MaxNorm(2)), builds 2-32-32-1, compiles with "
        "`keras.optimizers.Adam(0.1)`, and fits 15 epochs in batches of 30.",
    ),
)


@cache
def new_moons() -> tuple[np.ndarray, np.ndarray]:
    """2,000 points of moons with noise 0.2, shape (2000, 2), and labels: none of them in the lesson."""
    from coursekit import data

    drawn = data.moons(noise=0.2, n=2000, seed=7006)
    return drawn.x, drawn.y


def longest_column(kernels: list[np.ndarray]) -> float:
    """The largest length of a column, that is of one unit's incoming weights, in several kernels."""
    return max(float(np.sqrt((kernel.astype(float) ** 2).sum(axis=0)).max()) for kernel in kernels)


def _hidden(answer: Answer) -> list[np.ndarray]:
    """The kernels of the hidden layers: all but the last."""
    kernels = _kernels(answer.model.require_input((2,)))
    if len(kernels) < 2:
        raise Fail("One of your networks has no hidden layer: the constraint is about hidden units.")
    return kernels[:-1]


@max_norm.criterion("two networks of the same shape, both trained", points=1)
def twins(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    free, capped = _trained(answers.free), _trained(answers.capped)
    require({v.id for v in free.variables}.isdisjoint(v.id for v in capped.variables), "They share weights.")
    shapes = [[k.shape for k in _hidden(answer)] for answer in (answers.free, answers.capped)]
    require(shapes[0] == shapes[1], f"The hidden kernels have the shapes {shapes[0]} and {shapes[1]}; equal expected.")


@max_norm.criterion(f"free: a column longer than {MARKS['max_norm_free']:g}", points=1)
def free_grows(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    longest = longest_column(_hidden(answers.free))
    require(
        longest > MARKS["max_norm_free"],
        f"The longest column of `free` is {longest:.2f}; above {MARKS['max_norm_free']:g} expected. A larger learning "
        "rate, or more epochs, lets the weights grow.",
    )


@max_norm.criterion(f"capped: no column longer than {CAP:g}", points=1)
def capped_stays(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for number, kernel in enumerate(_hidden(answers.capped), 1):
        longest = longest_column([kernel])
        require(
            longest <= CAP + 1e-3,
            f"In hidden layer {number} of `capped` a column is {longest:.2f} long; at most {CAP:g} expected.",
        )


@max_norm.criterion(f"capped: still right for at least {MARKS['max_norm']:.0%} of new points", points=1)
def capped_learns(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    x, y = new_moons()
    accuracy = float(((_class_one(answers.capped.model, x) > 0.5) == y).mean())
    require(
        accuracy >= MARKS["max_norm"],
        f"`capped` is right for {accuracy:.0%} of {len(x):,} new points; at least {MARKS['max_norm']:.0%} expected.",
    )


def _constraints(answer: Answer) -> list[Any]:
    """The `kernel_constraint` settings of the hidden Dense layers."""
    return [(layer.config or {}).get("kernel_constraint") for layer in answer.model.of_type("Dense")[:-1]]


@max_norm.misconception("`kernel_constraints`")
def plural_argument(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    layers = answers.capped.model.of_type("Dense")[:-1]
    if layers and not any(_constraints(answers.capped)) and longest_column(_hidden(answers.capped)) > CAP:
        if any(_strength(layer, "kernel_regularizer") for layer in layers):
            return None
        return (
            "No hidden layer of `capped` has a constraint. The argument is `kernel_constraint=`, in the singular: "
            "`Dense` refuses the plural `kernel_constraints=`, and as an attribute it is ignored in silence."
        )
    return None


@max_norm.misconception("a penalty taken for a constraint")
def penalised(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    layers = answers.capped.model.of_type("Dense")[:-1]
    if not any(_constraints(answers.capped)) and any(_strength(layer, "kernel_regularizer") for layer in layers):
        return (
            "`capped` has a penalty. A penalty makes long columns costly, but it sets no limit. A constraint cuts "
            "them back after every step: `kernel_constraint`."
        )
    return None


@max_norm.misconception("rows capped instead of columns")
def rows_capped(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    for setting in _constraints(answers.capped):
        if isinstance(setting, dict) and (setting.get("config") or {}).get("axis") in (1, -1, [1]):
            return (
                "Your MaxNorm works along axis 1, so it limits the rows: all that leaves one input. A unit's incoming "
                "weights are a column, and that is axis 0, the default."
            )
    return None


@max_norm.misconception("one layer left free")
def one_left_free(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    set_here = [setting is not None for setting in _constraints(answers.capped)]
    if any(set_here) and not all(set_here) and longest_column(_hidden(answers.capped)) > CAP + 1e-3:
        return (
            f"Hidden layer {set_here.index(False) + 1} of `capped` has no constraint. A constraint holds for the layer "
            "that it is given to, not for the model."
        )
    return None


@max_norm.misconception("one model under two names")
def one_model(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    mine, other = ({v.id for v in answer.model.variables} for answer in (answers.free, answers.capped))
    if mine & other:
        return (
            "`free` and `capped` hold the same weights: training one trains the other. Build two models, each with "
            "layers of its own."
        )
    return None


# -- batch normalisation -----------------------------------------------------------------------------------

batch_norm = Exercise(
    "The forward pass of batch normalisation",
    points=5,
    hints=(
        "Two modes, one formula. They differ in whose mean and variance go into it, and in whether the moving averages "
        "change.",
        "Training: `x.mean(axis=0)` and `x.var(axis=0)` go into the formula, and each moving average becomes `momentum "
        "* old + (1 - momentum) * new`. Inference: the moving averages go in, and stay.",
        "`y = gamma * (x - mean) / np.sqrt(var + epsilon) + beta` with the pair of the mode; return "
        "`y, moving_mean, moving_var`.",
    ),
)

_EPSILON, _MOMENTUM = 1e-3, 0.99


class _Pass:
    """A call of the learner's batch_norm with values of its own, and what it returned."""

    def __init__(
        self, answer: Answer, rng: np.random.Generator, training: bool, rows: int = 12, units: int = 3, **options: float
    ) -> None:
        # One unit varies little, so that epsilon counts.
        self.x = rng.normal(size=(rows, units)) * np.linspace(0.05, 3, units) + rng.normal(size=units) * 4
        self.gamma, self.beta = rng.uniform(0.5, 2, size=units), rng.normal(size=units)
        self.mean, self.var = rng.normal(size=units) * 2, rng.uniform(0.5, 3, size=units)
        settings = (self.gamma, self.beta, self.mean, self.var, training)
        self.y, self.new_mean, self.new_var = (
            item.array(shape=shape)
            for item, shape in zip(
                answer(self.x, *settings, **options).items(length=3),
                ((rows, units), (units,), (units,)),
                strict=True,
            )
        )

    def normalised(self, mean: Any, var: Any, epsilon: float = _EPSILON) -> np.ndarray:
        return self.gamma * (self.x - mean) / np.sqrt(var + epsilon) + self.beta

    def by_batch(self, ddof: int = 0) -> np.ndarray:
        return self.normalised(self.x.mean(axis=0), self.x.var(axis=0, ddof=ddof))

    def by_moving(self) -> np.ndarray:
        return self.normalised(self.mean, self.var)

    def moved(self, momentum: float = _MOMENTUM) -> tuple[np.ndarray, np.ndarray]:
        return (
            momentum * self.mean + (1 - momentum) * self.x.mean(axis=0),
            momentum * self.var + (1 - momentum) * self.x.var(axis=0),
        )


@batch_norm.criterion("training: normalised by the batch, then scaled and shifted", points=2)
def training_pass(answer: Answer, rng: np.random.Generator) -> None:
    for rows, units in ((12, 3), (4, 4)):
        found = _Pass(answer, rng, True, rows, units)
        require_close(found.y, found.by_batch(), what="In training, y")


@batch_norm.criterion("training: the moving averages move a little towards the batch", points=1)
def moving_averages(answer: Answer, rng: np.random.Generator) -> None:
    for options in ({}, {"momentum": 0.8, "epsilon": 0.01}):
        found = _Pass(answer, rng, True, **options)
        want = found.moved(options.get("momentum", _MOMENTUM))
        require_close(found.new_mean, want[0], what="After a training batch the moving mean")
        require_close(found.new_var, want[1], what="After a training batch the moving variance")


@batch_norm.criterion("inference: normalised by the moving averages, even a single row", points=1)
def inference_pass(answer: Answer, rng: np.random.Generator) -> None:
    for rows in (12, 1):
        found = _Pass(answer, rng, False, rows)
        require_close(found.y, found.by_moving(), what=f"At inference with {rows} row{'s' * (rows > 1)}, y")


@batch_norm.criterion("inference: the moving averages stay", points=1)
def averages_stay(answer: Answer, rng: np.random.Generator) -> None:
    found = _Pass(answer, rng, False)
    require_close(found.new_mean, found.mean, tolerance=1e-6, what="At inference the moving mean")
    require_close(found.new_var, found.var, tolerance=1e-6, what="At inference the moving variance")


@batch_norm.misconception("batch statistics at test time")
def batch_at_test(answer: Answer, rng: np.random.Generator) -> str | None:
    found = _Pass(answer, rng, False)
    if _same(found.y, found.by_batch()):
        return (
            "At inference you still use the mean of the batch. Then the answer for one row depends on its neighbours, "
            "and a single row becomes `beta`. Use the moving averages."
        )
    return None


@batch_norm.misconception("moving averages in training")
def moving_in_training(answer: Answer, rng: np.random.Generator) -> str | None:
    found = _Pass(answer, rng, True)
    if _same(found.y, found.by_moving()) or _same(found.y, found.normalised(*found.moved())):
        return "In training you normalise with the moving averages. There each batch is normalised by its own mean."
    return None


@batch_norm.misconception("momentum turned round")
def momentum_turned(answer: Answer, rng: np.random.Generator) -> str | None:
    found = _Pass(answer, rng, True)
    if _same(found.new_mean, found.moved(1 - _MOMENTUM)[0]):
        return (
            "Your moving mean jumps almost to the batch. In Keras, momentum 0.99 is the share of the old value that "
            "stays; the batch adds 0.01. (PyTorch counts the other way round.)"
        )
    return None


@batch_norm.misconception("moving averages updated at inference")
def updated_at_inference(answer: Answer, rng: np.random.Generator) -> str | None:
    found = _Pass(answer, rng, False)
    if _same(found.new_mean, found.moved()[0]) and not _same(found.new_mean, found.mean):
        return (
            "At inference your moving averages change. Data that is only predicted must not teach the layer anything."
        )
    return None


@batch_norm.misconception("statistics over the features")
def over_features(answer: Answer, rng: np.random.Generator) -> str | None:
    found = _Pass(answer, rng, True, 4, 4)
    mean, var = found.x.mean(axis=1, keepdims=True), found.x.var(axis=1, keepdims=True)
    if _same(found.y, found.normalised(mean, var)):
        return (
            "You take the mean of each row: that is layer normalisation. Here each unit has its own mean over the "
            "batch, `axis=0`."
        )
    return None


@batch_norm.misconception("variance taken for deviation")
def no_root(answer: Answer, rng: np.random.Generator) -> str | None:
    found = _Pass(answer, rng, True)
    x, mean, var = found.x, found.x.mean(axis=0), found.x.var(axis=0)
    if _same(found.y, found.gamma * (x - mean) / (var + _EPSILON) + found.beta):
        return "You divide by the variance. Divide by its root, the standard deviation, so that units cancel out."
    return None


@batch_norm.misconception("n - 1 in the variance")
def sample_variance(answer: Answer, rng: np.random.Generator) -> str | None:
    found = _Pass(answer, rng, True, 6)
    if _same(found.y, found.by_batch(ddof=1)):
        return "Your variance divides by n - 1. Batch normalisation divides by n, as `np.var` does by itself."
    return None


# -- the moving averages lag -------------------------------------------------------------------------------

lag = Predict(
    "Accuracy after two epochs, in the other mode",
    points=1,
    hints=(
        "Where do the moving averages start, and how fast do they move?",
        "They start at mean 0 and variance 1. Each of the 34 steps keeps 99% of the old value.",
        "0.99 to the power of 34 is 0.71: most of what the layer uses at inference is still its starting value.",
    ),
)

_DIRECTIONS = ("lower", "equal", "higher")


def _direction(answer: Answer) -> str:
    word = answer.text().strip().lower()
    require(word in _DIRECTIONS, f"{answer.text()!r} is none of 'lower', 'equal', 'higher'.")
    return word


@lag.criterion("the direction", points=1)
def lag_direction(answer: Answer, rng: np.random.Generator) -> None:
    word = _direction(answer)
    require(word == "lower", f"It is not {word}. Run the next cell to see, then come back.")


@lag.misconception("moving averages taken for finished")
def lag_equal(answer: Answer, rng: np.random.Generator) -> str | None:
    if _direction(answer) == "equal":
        return "The weights are the same, but the layers use other means and variances now: averages that lag behind."
    return None


@lag.misconception("batch normalisation taken for dropout")
def lag_higher(answer: Answer, rng: np.random.Generator) -> str | None:
    if _direction(answer) == "higher":
        return (
            "Dropout is better at inference, because nothing is missing then. Batch normalisation drops nothing: it "
            "swaps good statistics of the batch for stale ones."
        )
    return None


# -- claims about batch normalisation ----------------------------------------------------------------------

bn_claims = Quiz(
    "What the experiment shows",
    points=1,
    question="Which of these statements does the experiment above support?",
    options={
        "steps": Option(
            "With batch normalisation the loss fell in fewer epochs.",
            "At both learning rates the curve with batch normalisation lies below the one without.",
            right=True,
        ),
        "rates": Option(
            "With it, training worked at a learning rate at which the plain network failed.",
            "At the large rate the plain network did not learn; with batch normalisation it did.",
            right=True,
        ),
        "shift": Option(
            "It works because it removes internal covariate shift.",
            "The curves show that it helps, not why. This explanation of the first paper is disputed.",
            misconception="covariate shift taken as proved",
        ),
        "overfit": Option(
            "It replaces dropout: the network no longer overfits.",
            "The picture has no validation curve, so it says nothing about a gap.",
            misconception="batch normalisation taken for a cure of overfitting",
        ),
        "modes": Option(
            "It computes the same in training and at inference.",
            "It does not: you have just measured the difference.",
            misconception="one mode for training and inference",
        ),
    },
    hints=(
        "Read the picture only. What is on its axes?",
        "Four curves, two learning rates: compare in pairs.",
        "Two statements can be read off the curves. One is a why, one needs validation data, one is false.",
    ),
)

# -- how many parameters does it add? ----------------------------------------------------------------------

added = Exercise(
    "How many parameters does it add?",
    points=2,
    hints=(
        "Ask of each: does it have numbers of its own that are stored with the layer?",
        "A penalty adds to the loss, a constraint cuts weights back, dropout and noise draw random numbers. None of "
        "them stores anything. Batch normalisation has four rows of numbers, one value a unit.",
        "For 50 units: gamma, beta, moving mean, moving variance. Training changes the first two.",
    ),
)

UNITS = 50
_NOTHING = ("l2", "max_norm", "dropout", "noise")
_KEYS = (*_NOTHING, "batch_norm", "not_trainable")


def _entry(answer: Answer, key: str) -> int:
    entries = answer.entries()
    if key not in entries:
        raise Fail(f"Your dict has no entry {key!r}. It needs {', '.join(repr(k) for k in _KEYS)}.")
    if not entries[key].attempted:
        raise Fail(f"The entry {key!r} is still `...`.")
    return int(entries[key].number(integer=True))


@added.criterion("what only changes the training", points=1)
def adds_nothing(answer: Answer, rng: np.random.Generator) -> None:
    wrong = [key for key in _NOTHING if _entry(answer, key) != 0]
    require(not wrong, f"Not yet right: {', '.join(wrong)}.")


@added.criterion("batch normalisation of 50 units", points=1)
def adds_rows(answer: Answer, rng: np.random.Generator) -> None:
    total, fixed = _entry(answer, "batch_norm"), _entry(answer, "not_trainable")
    require(total == 4 * UNITS, f"Batch normalisation does not add {total:,} parameters to {UNITS} units.")
    require(fixed == 2 * UNITS, f"It is not {fixed:,} of them that training leaves alone.")


@added.misconception("a penalty adds parameters")
def penalty_adds(answer: Answer, rng: np.random.Generator) -> str | None:
    if _entry(answer, "l2") != 0:
        return (
            "A penalty reads the weights that are there and adds a number to the loss. It stores nothing: the count "
            "stays at 5,050."
        )
    return None


@added.misconception("dropout taken for a smaller network")
def dropout_removes(answer: Answer, rng: np.random.Generator) -> str | None:
    if _entry(answer, "dropout") != 0:
        return "Dropout hides other units in each step, and none for good. All weights stay, and nothing is added."
    return None


@added.misconception("a constraint adds parameters")
def constraint_adds(answer: Answer, rng: np.random.Generator) -> str | None:
    if _entry(answer, "max_norm") != 0:
        return "A constraint shortens weights that are too long. It is a rule, not a number that is learned."
    return None


@added.misconception("moving averages not counted")
def only_learned(answer: Answer, rng: np.random.Generator) -> str | None:
    if _entry(answer, "batch_norm") == 2 * UNITS:
        return "You count gamma and beta. The moving mean and variance are stored too; `summary` counts all four."
    return None


@added.misconception("one set of numbers for the layer")
def one_set(answer: Answer, rng: np.random.Generator) -> str | None:
    if _entry(answer, "batch_norm") in (2, 4):
        return "You count once for the layer. Each of the 50 units has its own mean, variance, gamma and beta."
    return None


@added.misconception("moving averages taken for trained")
def averages_trained(answer: Answer, rng: np.random.Generator) -> str | None:
    if _entry(answer, "not_trainable") == 0 and _entry(answer, "batch_norm") != 0:
        return (
            "The optimiser has no gradient for the moving mean and variance: they are measured, not trained. So they "
            "are counted as not trainable."
        )
    return None


# -- close the gap -----------------------------------------------------------------------------------------

gap = Exercise(
    "Close the gap",
    points=5,
    takes=("gap_model",),
    hints=(
        "Which of the four pictures above came closest? Start from that one, and change one thing at a time.",
        "With 60 points, noise on the inputs is strong here. L2 of 0.003 on both hidden kernels helps too, and the two "
        "can be combined with dropout of 0.2.",
        "`gap_model, _ = train([keras.layers.GaussianNoise(0.3), dense(64), dense(64)])`, with `dense(units)` "
        "for `keras.layers.Dense(units, 'relu')`.",
    ),
)


@cache
def few_moons() -> tuple[np.ndarray, np.ndarray]:
    """The lesson's 60 training points, shape (60, 2), and their labels."""
    from coursekit import data

    drawn = data.moons(noise=0.3, n=4000, seed=1).few(30)
    return drawn.x_train, drawn.y_train


@cache
def noisy_moons() -> tuple[np.ndarray, np.ndarray]:
    """4,000 further points of the same kind: none of them in the lesson."""
    from coursekit import data

    drawn = data.moons(noise=0.3, n=4000, seed=77)
    return drawn.x, drawn.y


def _is_random(answer: Answer) -> bool:
    """Whether the model answers differently when one point is asked 32 times; 16 points are tried."""
    points = np.repeat(noisy_moons()[0][::250], 32, axis=0)
    outputs = answer.model.require_input((2,)).predict(points)
    return bool(np.ptp(outputs.reshape(16, 32, -1), axis=1).max() > 1e-3)


@lru_cache(maxsize=1)  # the criteria of one check ask for the same
def _scores(answer: Answer) -> tuple[float, float, float]:
    """Cross-entropy on the training points and on new ones, and accuracy on new ones."""
    if _is_random(answer):
        raise Fail("Asked again about the same points, your model gives other answers, so it cannot be measured.")
    (x, y), (x_new, y_new) = few_moons(), noisy_moons()
    p = _class_one(answer.model, np.concatenate([x, x_new]))
    on_rows, on_new = p[: len(x)], p[len(x) :]
    return cross_entropy(on_rows, y), cross_entropy(on_new, y_new), float(((on_new > 0.5) == y_new).mean())


_GAP = 1 - MARKS["gap_closed"]


@gap.criterion("a trained model that gives a point the same answer each time", points=1)
def gap_trained(answer: Answer, rng: np.random.Generator) -> None:
    _trained(answer)
    _scores(answer)


@gap.criterion(f"right for at least {MARKS['gap']:.0%} of new points", points=2)
def gap_accuracy(answer: Answer, rng: np.random.Generator) -> None:
    *_, accuracy = _scores(answer)
    require(
        accuracy >= MARKS["gap"],
        f"Your model is right for {accuracy:.1%} of 4,000 new points; at least {MARKS['gap']:.0%} expected.",
    )


@gap.criterion(f"a gap between the losses of at most {_GAP:.1g}", points=2)
def gap_size(answer: Answer, rng: np.random.Generator) -> None:
    on_rows, on_new, _ = _scores(answer)
    require(
        on_new - on_rows <= _GAP,
        f"The cross-entropy is {on_rows:.2f} on the training points and {on_new:.2f} on new ones: a gap of "
        f"{on_new - on_rows:.2f}; at most {_GAP:.1g} expected.",
    )


@gap.misconception("no gap because nothing is learned")
def nothing_learned(answer: Answer, rng: np.random.Generator) -> str | None:
    *_, accuracy = _scores(answer)
    if accuracy < 0.7:
        return (
            f"Your model is right for {accuracy:.0%} of the points. A model that knows nothing has no gap either. Take "
            "less regularisation: one remedy, and weaker."
        )
    return None


@gap.misconception("no better than a straight line")
def straight_line(answer: Answer, rng: np.random.Generator) -> str | None:
    on_rows, on_new, accuracy = _scores(answer)
    if 0.7 <= accuracy < MARKS["gap"] and on_new - on_rows <= _GAP:
        return (
            f"The gap is closed, but {accuracy:.1%} is about what a straight line gets (84%). The model is held back "
            "too much: more units, or a weaker remedy."
        )
    return None


@gap.misconception("still knows its points by heart")
def by_heart(answer: Answer, rng: np.random.Generator) -> str | None:
    on_rows, on_new, _ = _scores(answer)
    if on_rows < 0.06 and on_new - on_rows > _GAP:
        return (
            f"The loss on the training points is {on_rows:.3f}: the network knows them by heart, and is sure of itself "
            "where it is wrong. Take a stronger remedy, or a second one."
        )
    return None


@gap.misconception("dropout at inference")
def random_answers(answer: Answer, rng: np.random.Generator) -> str | None:
    if _is_random(answer):
        return (
            "Asked 32 times about one point, your model gives different answers: something random is on at inference. "
            "A layer must look at its `training` argument, as Keras's own do; `fit` switches them on by itself."
        )
    return None


# -- which mistake is this? --------------------------------------------------------------------------------

which_mistake = Quiz(
    "Which mistake is this?",
    points=1,
    question=(
        "A friend trains one network twice and compares `val_loss`: 0.41 without a penalty, 0.63 with "
        "`kernel_regularizer=keras.regularizers.L2(0.01)`. Validation accuracy is 0.88 and 0.91. The friend writes: L2 "
        "makes it worse. What is the mistake?"
    ),
    options={
        "inflated": Option(
            "The second loss contains the penalty, so the two losses are not the same quantity.",
            "Keras adds the penalty to `loss` and to `val_loss` alike. Compare the cross-entropy as a metric, or the "
            "accuracy.",
            right=True,
        ),
        "none": Option(
            "There is none: a higher validation loss is a worse model.",
            "Of the same loss, yes. But here a sum of squares has been added to one of them.",
            misconception="the penalty forgotten in the loss",
        ),
        "parameters": Option(
            "L2 adds parameters, so the second network is larger and overfits more.",
            "A penalty adds a number to the loss and no parameter to the network.",
            misconception="a penalty taken for a larger network",
        ),
        "inference": Option(
            "The penalty should have been switched off for validation, as dropout is.",
            "A penalty does not touch the predictions, so there is nothing to switch off; it only shows in the loss.",
            misconception="a penalty taken for a layer",
        ),
        "factor": Option(
            "0.01 is a keep probability: 99% of the weights were dropped.",
            "The factor of a penalty is its price for a squared weight. Nothing is dropped, and dropout's number is "
            "the share that is lost, not kept.",
            misconception="a penalty's factor taken for dropout's rate",
        ),
    },
    hints=(
        "What exactly does `val_loss` add up in each of the two trainings?",
        "The model has `model.losses`. When is that list empty?",
        "Accuracy cannot see a penalty. What does it say about the two?",
    ),
)
