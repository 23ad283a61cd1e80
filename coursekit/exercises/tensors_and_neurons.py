"""Lesson 01: tensors, neurons, layers, activations, gradients, descent."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace

import numpy as np

from coursekit.check import Answer, Exercise, Option, Predict, Quiz, recipe, require, require_close


def _same(got: np.ndarray, want: np.ndarray) -> bool:
    return got.shape == want.shape and np.allclose(got, want, atol=1e-5)


# -- a layer ---------------------------------------------------------------------------------------------

dense = Exercise(
    "A dense layer in one line",
    points=3,
    hints=(
        "A layer multiplies its inputs by its weights and adds its bias: one matrix product, one sum.",
        "`x` has shape (n, inputs) and `W` has shape (inputs, units). Which order of the product fits?",
        "`x @ W` has shape (n, units). Adding `b` of shape (units,) adds it to every row.",
    ),
)


def _layer(rng: np.random.Generator, n: int, inputs: int, units: int) -> tuple[np.ndarray, ...]:
    b = rng.normal(size=units) + 2.0
    b[0] = -10.0  # sums of both signs: an activation would show
    return rng.normal(size=(n, inputs)), rng.normal(size=(inputs, units)), b


@dense.criterion("one row per sample, one column per unit", points=1)
def shape(answer: Answer, rng: np.random.Generator) -> None:
    answer(*_layer(rng, 5, 3, 2)).array(shape=(5, 2))


@dense.criterion("equal to keras.layers.Dense on new inputs", points=2)
def unseen(answer: Answer, rng: np.random.Generator) -> None:
    for n, inputs, units in ((5, 3, 2), (4, 3, 3), (1, 4, 6)):
        x, w, b = _layer(rng, n, inputs, units)
        require_close(answer(x, w, b).array(shape=(n, units)), x @ w + b)


@dense.misconception("bias forgotten")
def bias_forgotten(answer: Answer, rng: np.random.Generator) -> str | None:
    x, w, b = _layer(rng, 5, 3, 2)
    if _same(answer(x, w, b).array(), x @ w):
        return "Your layer computes `x @ W`. The bias `b` is missing: without it every unit gives 0 for the input 0."
    return None


@dense.misconception("bias added to the rows instead of the columns")
def bias_by_row(answer: Answer, rng: np.random.Generator) -> str | None:
    x, w, b = _layer(rng, 3, 4, 3)  # as many rows as units, so that the wrong sum has a result
    got = answer(x, w, b).array()
    if _same(got, x @ w + b[:, None]):
        return "Each sample got a bias of its own. A bias belongs to a unit: it is the same number in a whole column."
    return None


@dense.misconception("weights turned round")
def weights_transposed(answer: Answer, rng: np.random.Generator) -> str | None:
    x, w, b = _layer(rng, 4, 3, 3)  # square weights: with others the wrong product would have no result
    got = answer(x, w, b).array()
    if _same(got, x @ w.T + b):
        return (
            "You multiply by the transposed weights. In Keras `W` has a row for each input and a "
            "column for each "
            "unit, so `x` meets it as it is."
        )
    return None


# -- counting parameters ---------------------------------------------------------------------------------

count_params = Exercise(
    "How many parameters has a network?",
    points=2,
    hints=(
        "Count one layer first: a weight for each pair of input and unit, and then one more thing for each unit.",
        "A layer from `a` inputs to `b` units has `a * b` weights and `b` biases.",
        "Sum `a * b + b` over neighbours: `zip(layer_sizes[:-1], layer_sizes[1:])` gives the pairs.",
    ),
)


def _sizes(rng: np.random.Generator, layers: int) -> list[int]:
    return [int(n) for n in rng.integers(2, 40, size=layers + 1)]


def _parameters(sizes: list[int]) -> int:
    return sum(a * b + b for a, b in pairwise(sizes))


@count_params.criterion("right for one layer", points=1)
def one_layer(answer: Answer, rng: np.random.Generator) -> None:
    for sizes in ([1, 1], _sizes(rng, 1), _sizes(rng, 1)):
        found = answer(sizes).number(integer=True)
        require(
            found == _parameters(sizes),
            f"For {sizes} you count {found}; {_parameters(sizes)} expected.",
        )


@count_params.criterion("right for networks of several layers", points=1)
def several_layers(answer: Answer, rng: np.random.Generator) -> None:
    for layers in (2, 3, 5):
        sizes = _sizes(rng, layers)
        found = answer(sizes).number(integer=True)
        require(
            found == _parameters(sizes),
            f"For {sizes} you count {found}; {_parameters(sizes)} expected.",
        )


@count_params.misconception("biases not counted")
def no_biases(answer: Answer, rng: np.random.Generator) -> str | None:
    sizes = _sizes(rng, 3)
    if answer(sizes).number() == _parameters(sizes) - sum(sizes[1:]):
        return "You count the weights only. Every unit has a bias as well, and it is learned too."
    return None


@count_params.misconception("a bias for each input")
def input_biases(answer: Answer, rng: np.random.Generator) -> str | None:
    sizes = [5, 2, 9, 3]
    weights = _parameters(sizes) - sum(sizes[1:])
    if answer(sizes).number() in (weights + sum(sizes), weights + sum(sizes[:-1])):
        return "You count a bias for each input. Inputs are data: only units have a bias, so the first size adds none."
    return None


@count_params.misconception("one layer left out")
def layer_left_out(answer: Answer, rng: np.random.Generator) -> str | None:
    sizes = [11, 7, 5, 3]
    if answer(sizes).number() in (_parameters(sizes[:-1]), _parameters(sizes[1:])):
        return (
            "One layer is missing. A list of four sizes describes three layers, one between each pair of "
            "neighbours: check where your loop begins and ends."
        )
    return None


# -- activations -----------------------------------------------------------------------------------------

activations = Exercise(
    "Five activation functions",
    points=5,
    takes=("sigmoid", "tanh", "relu", "leaky_relu", "softmax"),
    hints=(
        "Write each formula with NumPy functions: they work on every element, so no loop is needed. "
        "`np.where(condition, a, b)` chooses between two values.",
        "Softmax turns each row into probabilities. The sum runs over the classes, `axis=-1`, with "
        "`keepdims=True` so that the division fits.",
        "`np.exp(1000)` is infinite. Softmax does not change when you subtract the largest logit of each row "
        "first, and `np.exp` of numbers up to 0 is harmless.",
    ),
)


def _sigmoid(z: np.ndarray) -> np.ndarray:
    return 0.5 * (1 + np.tanh(z / 2))  # 1 / (1 + exp(-z)) without overflow


def _softmax(z: np.ndarray) -> np.ndarray:
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@activations.criterion("sigmoid", points=1)
def sigmoid_values(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for z in (rng.normal(size=(4, 3)) * 3, rng.normal(size=5) * 3):
        require_close(answers.sigmoid(z).array(shape=z.shape), _sigmoid(z), what="sigmoid(z)")


@activations.criterion("tanh", points=1)
def tanh_values(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for z in (rng.normal(size=(4, 3)) * 2, rng.normal(size=5) * 2):
        require_close(answers.tanh(z).array(shape=z.shape), np.tanh(z), what="tanh(z)")


@activations.criterion("ReLU and leaky ReLU, with any slope", points=1)
def rectifiers(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    z = rng.normal(size=(4, 5)) * 3
    require_close(answers.relu(z).array(shape=z.shape), np.maximum(z, 0), what="relu(z)")
    default = answers.leaky_relu(z).array(shape=z.shape)
    require_close(default, np.where(z > 0, z, 0.2 * z), what="leaky_relu(z)")
    slope = float(rng.uniform(0.03, 0.1))
    other = answers.leaky_relu(z, negative_slope=slope).array(shape=z.shape)
    require_close(other, np.where(z > 0, z, slope * z), what=f"leaky_relu(z, negative_slope={slope:.3g})")


@activations.criterion("softmax: each row are probabilities that sum to 1", points=1)
def softmax_rows(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for rows, classes in ((5, 3), (4, 4), (1, 6)):
        z = rng.normal(size=(rows, classes)) * 2
        got = answers.softmax(z).array(shape=z.shape)
        require_close(got.sum(axis=-1), np.ones(rows), what="The sum of each row")
        require_close(got, _softmax(z), what="softmax(z)")


@activations.criterion("softmax: stable for logits of 1,000", points=1)
def softmax_stable(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    # Rows of both signs: it is not enough to subtract the largest logit of the whole batch.
    z = rng.normal(size=(4, 3)) + np.array([[0.0], [1e3], [-1e3], [1e3]])
    z[0] = [1e3, 0.0, -1e3]
    got = answers.softmax(z).array(shape=z.shape, finite=False)
    broken = int((~np.isfinite(got)).sum())
    require(not broken, f"For logits near 1,000 and -1,000 {broken} of {got.size} probabilities are no numbers.")
    require_close(got, _softmax(z), what="softmax of large logits")


@activations.misconception("softmax over the batch axis")
def softmax_batch_axis(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    z = rng.normal(size=(5, 3))
    got = answers.softmax(z).array()
    if _same(got, _softmax(z.T).T):
        return (
            "Your columns sum to 1, so the samples of a batch compete with each other. The classes of "
            "one sample "
            "must: sum over the last axis."
        )
    return None


@activations.misconception("softmax over all values at once")
def softmax_all(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    z = rng.normal(size=(5, 3))
    got = answers.softmax(z).array()
    if _same(got.ravel(), _softmax(z.ravel())):
        return "All your values together sum to 1. Each row is a sample of its own: give the sum an axis."
    return None


@activations.misconception("the exponential of a large logit")
def softmax_overflow(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    small, large = rng.normal(size=(2, 3)), np.array([[1e3, 0.0, -1e3]])
    fine = answers.softmax(small).array()
    if not _same(fine, _softmax(small)):
        return None
    if not np.isfinite(answers.softmax(large).array(finite=False)).all():
        return (
            "Your formula is right, but `exp(1000)` is infinite, and infinity divided by infinity is no number. "
            "Make the logits smaller first, in a way that leaves their differences as they are."
        )
    return None


@activations.misconception("the minus in the sigmoid's exponent is missing")
def sigmoid_mirrored(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    z = rng.normal(size=6) + 1
    if _same(answers.sigmoid(z).array(), _sigmoid(-z)):
        return "Your sigmoid falls where it should rise: it is `sigmoid(-z)`. Look at the sign in the exponent."
    return None


@activations.misconception("tanh pressed into 0..1")
def tanh_as_sigmoid(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    z = rng.normal(size=6) * 2
    got = answers.tanh(z).array()
    if any(_same(got, _sigmoid(k * z)) for k in (1, 2)):
        return "Your tanh stays between 0 and 1. It runs from -1 to 1, and tanh(0) is 0."
    return None


# -- derivatives -----------------------------------------------------------------------------------------

derivatives = Exercise(
    "Two slopes",
    points=2,
    takes=("sigmoid_derivative", "relu_derivative"),
    hints=(
        "Look at the right-hand picture: where is each slope large, where is it 0?",
        "The sigmoid's slope uses its own output: with `a = sigmoid(z)` it is `a * (1 - a)`.",
        "ReLU is the line z on the right of 0 (slope 1) and the constant 0 on the left (slope 0): "
        "`np.where(z > 0, 1.0, 0.0)`.",
    ),
)


@derivatives.criterion("the slope of the sigmoid", points=1)
def sigmoid_slope(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for z in (np.zeros(1), rng.normal(size=(3, 4)) * 3):
        want = _sigmoid(z) * (1 - _sigmoid(z))
        require_close(answers.sigmoid_derivative(z).array(shape=z.shape), want, what="sigmoid_derivative(z)")


@derivatives.criterion("the slope of ReLU", points=1)
def relu_slope(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    z = rng.uniform(0.1, 4, size=(3, 4)) * rng.choice([-1, 1], size=(3, 4))
    z[0, :2] = [-1.5, 1.5]
    got = answers.relu_derivative(z).array(shape=z.shape)
    require_close(got, np.where(z > 0, 1.0, 0.0), what="relu_derivative(z)")
    at_zero = answers.relu_derivative(np.zeros(2)).array(shape=(2,), finite=False)
    # ReLU has no derivative at 0: every value between the slopes of the two sides serves.
    require(
        ((at_zero >= 0) & (at_zero <= 1)).all(),
        f"At z = 0 your slope is {at_zero[0]:.4g}. Any number from 0 to 1 is fine there.",
    )


@derivatives.misconception("ReLU's derivative at the wrong side")
def relu_wrong_side(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    got = answers.relu_derivative(np.array([-2.0, -0.5, 0.5, 2.0])).array(shape=(4,))
    if _same(got, np.array([1, 1, 0, 0])):
        return "Your slope is 1 for negative z and 0 for positive z. ReLU is flat on the left and rises on the right."
    return None


@derivatives.misconception("the function instead of its derivative")
def function_itself(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    z = np.array([-2.0, -0.5, 0.5, 2.0])
    for answer, function in (
        (answers.relu_derivative, np.maximum(z, 0)),
        (answers.sigmoid_derivative, _sigmoid(z)),
    ):
        if _same(answer(z).array(), function):
            return (
                "One of your two functions returns the activation itself. Asked is its slope: how fast it rises at z."
            )
    return None


@derivatives.misconception("z taken for the sigmoid's output")
def z_for_output(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    z = rng.normal(size=6) * 2
    if _same(answers.sigmoid_derivative(z).array(), z * (1 - z)):
        return "In `a * (1 - a)` the letter a is the sigmoid's output. You put in z itself."
    return None


# -- a gradient by hand ----------------------------------------------------------------------------------

gradient = Exercise(
    "The gradient of one neuron, by hand",
    points=4,
    hints=(
        "Go backwards, one link at a time: from the loss to `a`, from `a` to `z`, from `z` to `w` and `b`.",
        "`dz = 2 * (a - y) * a * (1 - a)` has a value for each sample. `z` contains `x * w`, so the "
        "slope of z by w "
        "is x, and by b it is 1. Then take the mean over the samples.",
        "`db = dz.mean()`. For `dw` every sample adds its `dz` times its row of x: `x.T @ dz / len(x)`.",
    ),
)


def _batch(rng: np.random.Generator, n: int, inputs: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    y = rng.integers(0, 2, size=n).astype(float)
    return rng.normal(size=(n, inputs)), y, rng.normal(size=inputs) * 0.5, float(rng.normal() * 0.5)


def _loss(x: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> float:
    return float(np.mean((_sigmoid(x @ w + b) - y) ** 2))


def _numeric(x: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> tuple[np.ndarray, float]:
    """The gradient by central differences; its error is of order 1e-10 here."""
    h = 1e-5
    steps = h * np.eye(len(w))
    dw = [(_loss(x, y, w + step, b) - _loss(x, y, w - step, b)) / (2 * h) for step in steps]
    return np.array(dw), (_loss(x, y, w, b + h) - _loss(x, y, w, b - h)) / (2 * h)


def _by_sample(x: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> tuple[np.ndarray, np.ndarray]:
    """The slopes of each sample's loss by z, shape (n,), and by the activation a, shape (n,)."""
    a = _sigmoid(x @ w + b)
    return 2 * (a - y) * a * (1 - a), 2 * (a - y)


def _parts(answer: Answer, batch: tuple) -> list[Answer]:
    """The answers dw and db."""
    returned = answer(*batch)
    require(returned.kind in ("tuple", "list"), "Your function returns one thing; two expected: `return dw, db`.")
    return returned.items(length=2)


def _weights_part(answer: Answer, batch: tuple) -> np.ndarray:
    return _parts(answer, batch)[0].array()


@gradient.criterion("dw has the shape of w, db is one number", points=1)
def gradient_shapes(answer: Answer, rng: np.random.Generator) -> None:
    for n, inputs in ((7, 3), (1, 4)):
        dw, db = _parts(answer, _batch(rng, n, inputs))
        dw.array(shape=(inputs,))
        db.number()


@gradient.criterion("dw equals the numeric gradient", points=2)
def gradient_weights(answer: Answer, rng: np.random.Generator) -> None:
    for n, inputs in ((7, 3), (4, 4), (1, 5)):
        batch = _batch(rng, n, inputs)
        dw = _parts(answer, batch)[0].array(shape=(inputs,))
        require_close(dw, _numeric(*batch)[0], tolerance=1e-5, what="dw")


@gradient.criterion("db equals the numeric gradient", points=1)
def gradient_bias(answer: Answer, rng: np.random.Generator) -> None:
    for n, inputs in ((7, 3), (1, 2)):
        batch = _batch(rng, n, inputs)
        db = _parts(answer, batch)[1].number()
        require_close(db, _numeric(*batch)[1], tolerance=1e-5, what="db")


@gradient.misconception("mean over the wrong axis")
def wrong_axis(answer: Answer, rng: np.random.Generator) -> str | None:
    batch = _batch(rng, 7, 3)
    each = _by_sample(*batch)[0][:, None] * batch[0]
    got = _weights_part(answer, batch)
    divided = _same(got, each.sum(axis=0) / 3)
    if divided or _same(got, each.mean(axis=1)):
        return (
            "You average over the inputs of a sample. The loss is a mean over the samples, so average "
            "over those: "
            "axis 0, `len(x)` of them. What remains is one slope for each weight."
        )
    return None


@gradient.misconception("summed over the batch, not averaged")
def summed(answer: Answer, rng: np.random.Generator) -> str | None:
    batch = _batch(rng, 7, 3)
    got = _weights_part(answer, batch)
    if _same(got, _by_sample(*batch)[0] @ batch[0]):
        return "Your gradient is the sum over the samples. The loss is their mean, so its gradient is a mean too."
    return None


@gradient.misconception("gradient with the wrong sign")
def wrong_sign(answer: Answer, rng: np.random.Generator) -> str | None:
    batch = _batch(rng, 7, 3)
    got = _weights_part(answer, batch)
    if _same(got, -_numeric(*batch)[0]):
        return (
            "Every slope has the wrong sign. The error is `a - y`, output minus target; the other way round turns it."
        )
    return None


@gradient.misconception("activation's slope forgotten")
def no_slope(answer: Answer, rng: np.random.Generator) -> str | None:
    batch = _batch(rng, 7, 3)
    got = _weights_part(answer, batch)
    if _same(got, _by_sample(*batch)[1] @ batch[0] / 7):
        return (
            "You go from the loss straight to z. Between them stands the sigmoid: its slope `a * (1 - "
            "a)` is a "
            "factor of the chain."
        )
    return None


@gradient.misconception("the square's 2 forgotten")
def no_two(answer: Answer, rng: np.random.Generator) -> str | None:
    batch = _batch(rng, 7, 3)
    got = _weights_part(answer, batch)
    if _same(got, _numeric(*batch)[0] / 2):
        return "Your slopes are half as large as they should be: the derivative of `(a - y)**2` is `2 * (a - y)`."
    return None


# -- gradient descent ------------------------------------------------------------------------------------

descend = Exercise(
    "Gradient descent",
    points=3,
    hints=(
        "The gradient points uphill. A step goes the other way, scaled by the learning rate.",
        "Keep a list that begins with the start. In each round compute the next point from the last one and append it.",
        "`w = w - learning_rate * gradient(w)`, then `path.append(w)`; at the end `np.array(path)`.",
    ),
)


def _bowl(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The minimum, the curvatures (0.5 to 2) and a start of a quadratic loss of n weights."""
    return rng.normal(size=n) * 3, rng.uniform(0.5, 2, size=n), rng.normal(size=n) * 3


def _path(center: np.ndarray, scale: np.ndarray, start: np.ndarray, rate: float, steps: int) -> np.ndarray:
    return center + (start - center) * (1 - rate * scale) ** np.arange(steps + 1)[:, None]


def _descended(answer: Answer, bowl: tuple[np.ndarray, np.ndarray, np.ndarray], rate: float, steps: int) -> Answer:
    center, scale, start = bowl
    return answer(recipe("quadratic_gradient", center=center, scale=scale), start, rate, steps)


@descend.criterion("a row for the start and one for each step", points=1)
def path_rows(answer: Answer, rng: np.random.Generator) -> None:
    for weights, steps in ((2, 5), (3, 1)):
        bowl = _bowl(rng, weights)
        path = _descended(answer, bowl, 0.1, steps).array(shape=(steps + 1, weights))
        require_close(path[0], bowl[2], what="The first row of the path")


@descend.criterion("each step goes against the gradient", points=1)
def downhill(answer: Answer, rng: np.random.Generator) -> None:
    bowl, rate = _bowl(rng, 2), float(rng.uniform(0.1, 0.4))
    path = _descended(answer, bowl, rate, 6).array(shape=(7, 2))
    require_close(path, _path(*bowl, rate, 6), what="The path")


@descend.criterion("reaches the minimum", points=1)
def reaches(answer: Answer, rng: np.random.Generator) -> None:
    bowl = _bowl(rng, 4)
    path = _descended(answer, bowl, 0.3, 100).array(ndim=2)
    require(path.size, "The path is empty.")
    require_close(path[-1], bowl[0], tolerance=1e-3, what="After 100 steps the last point")


@descend.misconception("gradient ascent (wrong sign)")
def ascent(answer: Answer, rng: np.random.Generator) -> str | None:
    bowl = _bowl(rng, 2)
    path = _descended(answer, bowl, 0.1, 3).array()
    if _same(path, _path(*bowl, -0.1, 3)):
        return "Your steps climb. The gradient points to where the loss grows: go the other way, with a minus."
    return None


@descend.misconception("the same array kept at each step")
def same_array(answer: Answer, rng: np.random.Generator) -> str | None:
    path = _descended(answer, _bowl(rng, 2), 0.1, 3).array()
    if path.shape == (4, 2) and np.ptp(path, axis=0).max() == 0:
        return (
            "All rows of your path are equal. `w -= ...` changes the array that is in the list "
            "already, so the list "
            "holds one array many times. Make a new one: `w = w - ...`."
        )
    return None


@descend.misconception("only the last point returned")
def last_only(answer: Answer, rng: np.random.Generator) -> str | None:
    bowl = _bowl(rng, 2)
    point = _descended(answer, bowl, 0.1, 5).array()
    if _same(point, _path(*bowl, 0.1, 5)[-1]):
        return "You return where the walk ends. Keep every point on the way, the start included, and return them all."
    return None


@descend.misconception("the start is not on the path")
def no_start(answer: Answer, rng: np.random.Generator) -> str | None:
    bowl = _bowl(rng, 2)
    path = _descended(answer, bowl, 0.1, 5).array()
    if _same(path, _path(*bowl, 0.1, 5)[1:]):
        return "Your path begins after the first step. Put the start into the list before the loop."
    return None


@descend.misconception("learning rate not used")
def no_rate(answer: Answer, rng: np.random.Generator) -> str | None:
    bowl = _bowl(rng, 2)
    path = _descended(answer, bowl, 0.25, 3).array()
    if _same(path, _path(*bowl, 1.0, 3)):
        return "Your step is the whole gradient. The learning rate scales it: multiply."
    return None


# -- vanishing gradients ---------------------------------------------------------------------------------

# Measured with 48 networks of 16 to 64 units a layer: 35,000 to 11,000,000. By the slopes alone it would be
# 4 ** 9 = 262,144.
SHRINKING_AT_LEAST, SHRINKING_AT_MOST = 1e4, 1e8

shrinking = Predict(
    "How much of the gradient arrives?",
    points=1,
    hints=(
        "The sigmoid's slope is at most 1/4. How many such slopes lie between layer 10 and layer 1?",
        "Nine sigmoids lie between them. The chain rule multiplies: a quarter of a quarter of a quarter ...",
        "Compute `4 ** 9`. The order of magnitude is what counts.",
    ),
)


def _factor(answer: Answer) -> float:
    """How many times smaller; a share such as 1e-6 says the same and is turned round."""
    factor = float(answer.number())
    return 1 / factor if 0 < factor < 1 else factor


@shrinking.criterion("the right order of magnitude", points=1)
def magnitude(answer: Answer, rng: np.random.Generator) -> None:
    factor = _factor(answer)
    require(factor > 0, "The factor is a positive number.")
    require(factor >= SHRINKING_AT_LEAST, "It shrinks far more than that.")
    require(factor <= SHRINKING_AT_MOST, "It shrinks, but not as much as that.")


@shrinking.misconception("every layer gets the same gradient")
def same_gradient(answer: Answer, rng: np.random.Generator) -> str | None:
    if _factor(answer) == 1:
        return "You expect no change. Each layer on the way back multiplies by the slope of its sigmoid, at most 1/4."
    return None


@shrinking.misconception("slopes added instead of multiplied")
def slopes_added(answer: Answer, rng: np.random.Generator) -> str | None:
    if 1 < _factor(answer) <= 100:
        return "That is a few layers' worth, as if their effects were added. The chain rule multiplies them."
    return None


# -- which mistake is this? ------------------------------------------------------------------------------

which_mistake = Quiz(
    "Which mistake is this?",
    points=1,
    question=(
        "A friend minimises the loss `(w - 3)**2` by gradient descent. The learning rate is 0.1, the "
        "start is 4. "
        "The printed weights are 4, 4.2, 4.44, 4.73, 5.07 and so on. What went wrong?"
    ),
    options={
        "sign": Option(
            "The step is added instead of subtracted.",
            "The weight moves away from 3, always to the same side, by 20% more each time.",
            right=True,
        ),
        "rate": Option(
            "The learning rate is too large.",
            "With a learning rate that is too large the weight jumps over the minimum: it would be "
            "above 3, then "
            "below, then above. Here it stays on one side.",
            misconception="every growing loss blamed on the learning rate",
        ),
        "steps": Option(
            "It is still early; more steps will bring it to 3.",
            "Each step leads further away from 3, and each is longer than the one before. More of them cannot help.",
            misconception="more steps against divergence",
        ),
        "minimum": Option(
            "It is stuck in a local minimum.",
            "Who is stuck does not move; these weights do. And this loss is a bowl: it has one minimum, at 3.",
            misconception="divergence taken for a local minimum",
        ),
        "vanishing": Option(
            "The gradient vanishes.",
            "The steps grow: 0.2, 0.24, 0.29. With a vanishing gradient they would shrink to nothing far from 3.",
            misconception="growing steps taken for a vanishing gradient",
        ),
    },
    hints=(
        "On which side of 3 is the weight, and does the distance grow or shrink?",
        "Work out the first step: the gradient at 4 is 2 * (4 - 3) = 2, times 0.1 is 0.2. Which way did it go?",
        "From 4 the right step leads to 3.8. The friend arrived at 4.2.",
    ),
)
