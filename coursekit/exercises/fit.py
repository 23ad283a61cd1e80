"""Lesson 04: what fit does with batches, steps and epochs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from coursekit.check import Answer, Exercise, Fail, Option, Picture, Predict, Quiz, recipe, require, require_close

# Pass marks of a trained model. tests/calibration measures the reference and the simplest baselines.
MARKS = {
    "rare_recall": 0.75,  # share of the rare class that is found; without class weights 0.45 to 0.60
    "rare_balanced_accuracy": 0.82,  # without class weights 0.72 to 0.79, one class for all 0.5
}


def _same(got: np.ndarray, want: np.ndarray, tolerance: float = 1e-4) -> bool:
    return got.shape == want.shape and np.allclose(got, want, atol=tolerance, rtol=tolerance)


def _once(function: Callable[[Answer, np.random.Generator], Any]) -> Callable[[Answer, np.random.Generator], Any]:
    """Remembers what a function drew for an answer and found out about it, as long as the answer lives.

    A training step or a pass over a dataset costs some tens of milliseconds, and several criteria look at the same.
    """
    known: WeakKeyDictionary[Answer, Any] = WeakKeyDictionary()

    @wraps(function)
    def remembered(answer: Answer, rng: np.random.Generator) -> Any:
        if answer not in known:
            known[answer] = function(answer, rng)
        return known[answer]

    return remembered


# -- batches of one epoch ----------------------------------------------------------------------------------

batches = Exercise(
    "Batches of one epoch",
    points=4,
    hints=(
        "One permutation of the row numbers orders x and y alike.",
        "`np.random.permutation(len(x))`, then slices of `batch_size` numbers; the last slice may be shorter.",
        "A generator: `for start in range(0, len(x), batch_size): yield x[rows], y[rows]`, with `rows` the slice "
        "of the permutation that begins at `start`. Draw the permutation inside the function.",
    ),
)


def _epoch(answer: Answer, n: int = 23, size: int = 5) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The batches of one epoch over rows that carry their own number; y is ten times x's number."""
    x = np.stack([np.arange(n), np.arange(n) ** 2], axis=1).astype(float)
    y = np.arange(n) * 10
    found, ended = answer(x, y, size).iterate(4 * n)
    require(ended, f"Your iterator gave more than {4 * n} batches for {n} rows; one epoch ends after all rows.")
    pairs = [item.items(length=2) for item in found]
    xs = [pair[0].array(shape=(None, 2)) for pair in pairs]
    ys = [pair[1].array(shape=(None,)) for pair in pairs]
    return xs, ys


def _rows(parts: list[np.ndarray]) -> np.ndarray:
    return np.concatenate([part[:, 0] for part in parts]) if parts else np.zeros(0)


@batches.criterion("every row once, in batches of the asked size", points=2)
def covers(answer: Answer, rng: np.random.Generator) -> None:
    size = int(rng.integers(5, 8))
    n = 4 * size + int(rng.integers(1, size))  # never a multiple: the last batch must be seen
    xs, ys = _epoch(answer, n, size)
    rows = _rows(xs)
    require(
        sorted(rows) == list(range(n)),
        f"Of {n} rows, {len(set(rows))} different ones came, {len(rows)} in all; each must come once.",
    )
    sizes = [len(part) for part in xs]
    full = [size] * (n // size) + ([n % size] if n % size else [])
    require(sizes == full, f"The batches have {sizes} rows; {full} expected for {n} rows in batches of {size}.")
    require([len(part) for part in ys] == sizes, "A batch of x and its batch of y differ in length.")


@batches.criterion("x and y stay together", points=1)
def together(answer: Answer, rng: np.random.Generator) -> None:
    xs, ys = _epoch(answer)
    require(
        all(np.array_equal(10 * x[:, 0], y) for x, y in zip(xs, ys, strict=True)),
        "Some rows of x come with the label of another row.",
    )


@batches.criterion("another order in each epoch", points=1)
def reshuffles(answer: Answer, rng: np.random.Generator) -> None:
    first, second = _rows(_epoch(answer)[0]), _rows(_epoch(answer)[0])
    require(list(first) != sorted(first), "The rows come in their original order; nothing is shuffled.")
    require(list(first) != list(second), "Two epochs in a row have the same order.")


@batches.misconception("last batch dropped")
def dropped(answer: Answer, rng: np.random.Generator) -> str | None:
    if len(_rows(_epoch(answer, n=23, size=5)[0])) == 20:
        return "With 23 rows in batches of 5 only 20 rows come. The last batch may be smaller; do not drop it."
    return None


@batches.misconception("x and y shuffled apart")
def apart(answer: Answer, rng: np.random.Generator) -> str | None:
    xs, ys = _epoch(answer)
    x, y = _rows(xs), np.concatenate(ys) / 10
    if sorted(x) == sorted(y) and not np.array_equal(x, y):
        return "x and y each got an order of their own, so every row has somebody else's label. Draw one order."
    return None


@batches.misconception("the same order every epoch")
def same_order(answer: Answer, rng: np.random.Generator) -> str | None:
    first, second = _rows(_epoch(answer)[0]), _rows(_epoch(answer)[0])
    if len(first) and list(first) == list(second) and list(first) != sorted(first):
        return "The order is random but the same in each epoch: the seed is set, or the order drawn, only once."
    return None


# -- larger batches ----------------------------------------------------------------------------------------

larger_batch = Predict(
    "Larger batches, more epochs",
    points=1,
    hints=(
        "What changes the weights: an epoch, or a step?",
        "Batches of 16 make 68 steps an epoch, so five epochs make 340. How many steps has an epoch with batches of "
        "128?",
        "An epoch with batches of 128 has 9 steps. Divide 340 by 9.",
    ),
)


@larger_batch.criterion("as many steps as before", points=1)
def as_many_steps(answer: Answer, rng: np.random.Generator) -> None:
    epochs = answer.number(minimum=0)
    require(epochs >= 35, "So few epochs make fewer steps than the 340 of the small batches.")
    require(epochs <= 42, "So many epochs make more steps than the 340 of the small batches.")


@larger_batch.misconception("the same epochs taken for the same training")
def same_epochs(answer: Answer, rng: np.random.Generator) -> str | None:
    if 4.5 <= answer.number() <= 5.5:
        return (
            "Five epochs show each row five times, with any batch size. But the weights change once a step, and with "
            "larger batches an epoch has fewer steps."
        )
    return None


@larger_batch.misconception("an epoch is a step")
def epoch_is_step(answer: Answer, rng: np.random.Generator) -> str | None:
    if 300 <= answer.number() <= 380:
        return (
            "That would be right if an epoch were one step. With 1,079 rows in batches of 128 an epoch has nine steps."
        )
    return None


@larger_batch.misconception("larger batches taken for more steps")
def fewer_epochs(answer: Answer, rng: np.random.Generator) -> str | None:
    if 0 < answer.number() < 3:
        return "You divide where you have to multiply. Larger batches make fewer steps an epoch, not more."
    return None


# -- the largest learning rate -----------------------------------------------------------------------------

largest_rate = Exercise(
    "The largest learning rate",
    points=2,
    hints=(
        "Each step multiplies the distance along a direction by 1 - rate * curvature. When does a distance grow?",
        "It grows when that factor is below -1, so when rate * curvature is above 2. Which direction comes first?",
        "`np.linalg.eigvalsh(hessian)` gives the curvatures of the main directions. Divide 2 by the largest.",
    ),
)


def _hessian(rng: np.random.Generator, n: int, turned: bool) -> np.ndarray:
    """Symmetric, with curvatures from 0.2 to 40; the largest is not the first."""
    curvatures = np.sort(rng.uniform(0.2, 8, size=n))
    curvatures[-1] = rng.uniform(15, 40)
    curvatures[[-1, n // 2]] = curvatures[[n // 2, -1]]
    axes = np.linalg.qr(rng.normal(size=(n, n)))[0] if turned else np.eye(n)
    hessian = (axes * curvatures) @ axes.T
    return (hessian + hessian.T) / 2


def _steepest(hessian: np.ndarray) -> float:
    return float(np.linalg.eigvalsh(hessian)[-1])


def _rate_for(answer: Answer, hessian: np.ndarray) -> float:
    return float(answer(hessian).number())


@largest_rate.criterion("right for bowls that lie along the axes", points=1)
def along_axes(answer: Answer, rng: np.random.Generator) -> None:
    for hessian in (np.diag([1.0, 25.0]), _hessian(rng, 3, False), np.array([[4.0]])):
        require_close(_rate_for(answer, hessian), 2 / _steepest(hessian), what="The largest rate")


@largest_rate.criterion("right for bowls that are turned", points=1)
def turned_bowls(answer: Answer, rng: np.random.Generator) -> None:
    for n in (2, 4):
        hessian = _hessian(rng, n, True)
        require_close(_rate_for(answer, hessian), 2 / _steepest(hessian), what="The largest rate")


@largest_rate.misconception("half the limit")
def half_limit(answer: Answer, rng: np.random.Generator) -> str | None:
    hessian = _hessian(rng, 3, False)
    if np.isclose(_rate_for(answer, hessian), 1 / _steepest(hessian)):
        return (
            "With 1 / curvature one step leads straight to the bottom of that direction. The walk still converges "
            "beyond, until each step overshoots by more than it corrects."
        )
    return None


@largest_rate.misconception("the flattest direction instead of the steepest")
def flattest(answer: Answer, rng: np.random.Generator) -> str | None:
    hessian = _hessian(rng, 3, False)
    if np.isclose(_rate_for(answer, hessian), 2 / np.linalg.eigvalsh(hessian)[0]):
        return (
            "Your rate suits the flattest direction. Along the steepest one the walk would have left the bowl long "
            "before: one direction is enough to diverge."
        )
    return None


@largest_rate.misconception("the diagonal taken for the curvatures")
def diagonal_only(answer: Answer, rng: np.random.Generator) -> str | None:
    hessian = _hessian(rng, 3, True)
    if np.isclose(_rate_for(answer, hessian), 2 / np.diag(hessian).max()):
        return (
            "The diagonal holds the curvatures along w1, w2 and so on. A turned bowl is steepest in between: its "
            "eigenvalues tell how steep."
        )
    return None


# -- optimisers --------------------------------------------------------------------------------------------

optimizers = Exercise(
    "Three optimisers, step by step",
    points=6,
    takes=("sgd", "rmsprop", "adam"),
    hints=(
        "Each is a loop over the gradients. What it remembers between steps starts at zeros before the loop.",
        "Inside the loop: first bring the memory up to date with this gradient, then move w, then keep the new w. "
        "Adam's t is 1 in the first step: `enumerate(gradients, start=1)`.",
        "SGD: `v = momentum * v - learning_rate * g`, then `w = w + v`. RMSprop: `s = rho * s + (1 - rho) * g**2`, "
        "then `w = w - learning_rate * g / np.sqrt(s + epsilon)`. Adam keeps both averages and divides them by "
        "`1 - beta_1**t` and `1 - beta_2**t` first.",
    ),
)


def _sgd(w: np.ndarray, gradients: np.ndarray, rate: float, momentum: float = 0.0, scale: float = 1.0) -> np.ndarray:
    """The weights after each step, as `keras.optimizers.SGD` makes them; `scale` shrinks what each gradient adds."""
    path, v = [], np.zeros_like(w)
    for gradient in gradients:
        v = momentum * v - rate * scale * gradient
        w = w + v
        path.append(w)
    return np.array(path)


def _rmsprop(w: np.ndarray, gradients: np.ndarray, rate: float, rho: float = 0.9, fresh: float = 0.1) -> np.ndarray:
    path, s = [], np.zeros_like(w)
    for gradient in gradients:
        s = rho * s + fresh * gradient**2
        w = w - rate * gradient / np.sqrt(s + 1e-7)
        path.append(w)
    return np.array(path)


def _adam(
    w: np.ndarray,
    gradients: np.ndarray,
    rate: float,
    beta_1: float = 0.9,
    beta_2: float = 0.999,
    corrected: bool = True,
    late: int = 0,
) -> np.ndarray:
    """Kingma and Ba, arXiv 1412.6980, algorithm 1; `late` counts the steps from later on."""
    path, m, v = [], np.zeros_like(w), np.zeros_like(w)
    for t, gradient in enumerate(gradients, start=1 + late):
        m = beta_1 * m + (1 - beta_1) * gradient
        v = beta_2 * v + (1 - beta_2) * gradient**2
        first, second = (m / (1 - beta_1**t), v / (1 - beta_2**t)) if corrected else (m, v)
        w = w - rate * first / (np.sqrt(second) + 1e-7)
        path.append(w)
    return np.array(path)


def _walk(rng: np.random.Generator, n: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """A start, and five gradients that change in size and sign."""
    gradients = rng.uniform(0.5, 2, size=(5, n)) * rng.choice([-1.0, 1.0], size=(5, n)) * [[1], [2], [0.3], [1], [3]]
    gradients[1] = np.sign(gradients[0]) * np.abs(gradients[1])  # so that momentum shows in the second step
    return rng.normal(size=n), gradients


def _steps(answer: Answer, w: np.ndarray, gradients: np.ndarray, *rest: float) -> np.ndarray:
    return answer(w, gradients, *rest).array(shape=gradients.shape).astype(float)


@optimizers.criterion("sgd: one row of weights for each step, against the gradient", points=1)
def plain_sgd(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for n in (3, 1):
        w, gradients = _walk(rng, n)
        require_close(_steps(answers.sgd, w, gradients, 0.1), _sgd(w, gradients, 0.1), what="sgd without momentum")


@optimizers.criterion("sgd with momentum: five steps equal to Keras", points=2)
def with_momentum(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for momentum in (0.9, 0.5):
        w, gradients = _walk(rng)
        want = _sgd(w, gradients, 0.1, momentum)
        require_close(_steps(answers.sgd, w, gradients, 0.1, momentum), want, what=f"sgd with momentum {momentum}")


@optimizers.criterion("rmsprop: five steps equal to Keras", points=1)
def rmsprop_steps(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for rho in (0.9, 0.6):
        w, gradients = _walk(rng)
        want = _rmsprop(w, gradients, 0.1, rho, 1 - rho)
        require_close(_steps(answers.rmsprop, w, gradients, 0.1, rho), want, what=f"rmsprop with rho {rho}")


@optimizers.criterion("adam: five steps equal to Keras", points=2)
def adam_steps(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for betas in ((0.9, 0.999), (0.8, 0.95)):
        w, gradients = _walk(rng)
        want = _adam(w, gradients, 0.1, *betas)
        require_close(_steps(answers.adam, w, gradients, 0.1, *betas), want, what="adam")
    # From 0 and with the defaults: a rate of 0.001 must show. And a gradient 1,000 times as large changes nothing.
    w, gradients = np.zeros(2), _walk(rng, 2)[1]
    for size in (1, 1000):
        want = _adam(w, size * gradients, 0.001)
        require_close(_steps(answers.adam, w, size * gradients), want, tolerance=2e-5, what="adam with its defaults")


@optimizers.misconception("momentum added with the wrong sign")
def wrong_sign(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    w, gradients = _walk(rng)
    if _same(_steps(answers.sgd, w, gradients, 0.1, 0.9), _sgd(w, gradients, 0.1, -0.9)):
        return (
            "Your momentum works against the last step, like a brake. It should carry on: the new step is 0.9 of the "
            "last one, plus the step against this gradient."
        )
    return None


@optimizers.misconception("momentum taken for an average")
def averaged(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    w, gradients = _walk(rng)
    if _same(_steps(answers.sgd, w, gradients, 0.1, 0.9), _sgd(w, gradients, 0.1, 0.9, scale=0.1)):
        return (
            "You average the steps, with a factor 1 - momentum. In Keras's SGD the gradient counts in full, so that "
            "equal gradients make steps up to ten times as long. Adam is the one that averages."
        )
    return None


@optimizers.misconception("momentum not used")
def no_momentum(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    w, gradients = _walk(rng)
    if _same(_steps(answers.sgd, w, gradients, 0.1, 0.9), _sgd(w, gradients, 0.1)):
        return (
            "With momentum 0.9 your sgd walks as with momentum 0. After the first step they agree; from the second on "
            "the last step counts too."
        )
    return None


@optimizers.misconception("gradient ascent (wrong sign)")
def climbing(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    w, gradients = _walk(rng)
    if _same(_steps(answers.sgd, w, gradients, 0.1), _sgd(w, gradients, -0.1)):
        return "Your sgd climbs. The gradient points to where the loss grows: go the other way."
    return None


@optimizers.misconception("the same array kept at each step")
def same_array(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    w, gradients = _walk(rng)
    for answer in (answers.sgd, answers.rmsprop, answers.adam):
        if np.ptp(_steps(answer, w, gradients), axis=0).max() == 0:
            return (
                "All rows are equal. `w -= ...` changes the array that is in your list already, so the list holds one "
                "array five times. Make a new one: `w = w - ...`."
            )
    return None


@optimizers.misconception("squares summed, not averaged")
def squares_summed(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    w, gradients = _walk(rng)
    got = _steps(answers.rmsprop, w, gradients, 0.1, 0.9)
    if _same(got, _rmsprop(w, gradients, 0.1, 0.9, 1.0)) or _same(got, _rmsprop(w, gradients, 0.1, 1.0, 1.0)):
        return (
            "rmsprop adds the whole new square. The average takes rho of the old and 1 - rho of the new, so that it "
            "stays as large as a typical square."
        )
    return None


@optimizers.misconception("Adam without bias correction")
def uncorrected(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    w, gradients = _walk(rng)
    if _same(_steps(answers.adam, w, gradients, 0.1), _adam(w, gradients, 0.1, corrected=False)):
        return (
            "Both averages begin at 0, so at first they are too small, the squares more than the gradients: your first "
            "step is three times too long. Divide them by `1 - beta_1**t` and `1 - beta_2**t`."
        )
    return None


@optimizers.misconception("steps counted from 0")
def from_zero(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    w, gradients = _walk(rng)
    got = answers.adam(w, gradients, 0.1).array(finite=False)
    if got.shape == gradients.shape and not np.isfinite(got[0]).any():
        return "In your first step t is 0, so `1 - beta_1**t` is 0 and you divide by it. The first step has t = 1."
    if _same(got, _adam(w, gradients, 0.1, late=1)):
        return "Your t is 2 in the first step. Use t first, then count on; or start at 1."
    return None


@optimizers.misconception("default learning rate of Adam taken for 0.01")
def default_rate(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    w, gradients = np.zeros(2), _walk(rng, 2)[1]
    if _same(_steps(answers.adam, w, gradients), _adam(w, gradients, 0.01), 1e-5):
        return "Without a rate, your adam takes 0.01. That is SGD's default; Adam's is 0.001."
    return None


# -- Adam's first step -------------------------------------------------------------------------------------

first_step = Quiz(
    "Adam's first step",
    points=1,
    question=(
        "A model is compiled with `optimizer='adam'`, nothing else. In the very first step the gradient of one weight "
        "is 0.002, that of another is 2. How far do the two weights move?"
    ),
    options={
        "same": Option(
            "Both by 0.001.",
            "In the first step the corrected averages are g and g squared, and g over the root of g squared is 1 or "
            "-1. What remains is the learning rate, 0.001 by default. The size of the gradient cancels.",
            right=True,
        ),
        "larger": Option(
            "Both by 0.01.",
            "Both move alike, but 0.01 is the default learning rate of SGD. Adam's is 0.001.",
            misconception="default learning rate of Adam is 0.001, not 0.01",
        ),
        "gradient": Option(
            "The first by 0.000002, the second by 0.002.",
            "That is SGD with this rate. Adam divides the gradient by its own typical size, so 1,000 times the "
            "gradient makes the same step.",
            misconception="Adam's step grows with the gradient",
        ),
        "triple": Option(
            "Both by about 0.003.",
            "Without the bias correction it would be that: 0.1 g over the root of 0.001 g squared is 3.2. The "
            "correction makes it 1.",
            misconception="bias correction forgotten",
        ),
    },
    hints=(
        "Put t = 1 into Adam's rule, with both memories at 0.",
        "The corrected averages are then the gradient and its square. What is g over the root of g squared?",
        "It is 1 or -1, so each weight moves by the learning rate. What is Adam's default?",
    ),
)


# -- a learning-rate finder --------------------------------------------------------------------------------

finder = Exercise(
    "A learning-rate finder",
    points=5,
    takes=("try_rates", "pick_rate"),
    hints=(
        "Two jobs. First: one step with each rate, and the loss of each step. Second: read the curve.",
        "`model.optimizer.learning_rate = rate` sets the rate, `model.train_on_batch(x, y)` takes one step and returns "
        "its loss. The lowest loss is at the edge: go back from there. `np.nanargmin` jumps over NaN.",
        "`losses.append(model.train_on_batch(x, y))` in a loop over the rates; then "
        "`rates[np.nanargmin(losses)] / 10`.",
    ),
)

_START = 0.5  # the weight of the model that try_rates gets


def _line(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, list[float]]:
    """One batch of a line through 0, and rates that rise from far too small to too large."""
    x = rng.uniform(0.5, 1.5, size=(9, 1)).astype("float32")
    rates = np.geomspace(1e-3, float(rng.uniform(1.0, 1.5)), 6)
    return x, (float(rng.uniform(2, 4)) * x).astype("float32"), [float(rate) for rate in rates]


def _losses(x: np.ndarray, y: np.ndarray, rates: list[float]) -> np.ndarray:
    """The loss before each step and after the last one, shape (len(rates) + 1,)."""
    w, losses = _START, []
    for rate in [*rates, 0.0]:
        error = w * x - y
        losses.append(float(np.mean(error**2)))
        w -= rate * float(np.mean(2 * error * x))
    return np.array(losses)


@_once
def _tried(answer: Answer, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What try_rates returns; the right losses (see `_losses`); those of steps with the rate as compiled."""
    x, y, rates = _line(rng)
    model = recipe("one_weight_model", value=_START)
    returned = answer.call([model, x, y, rates], seconds=30)  # it trains, and a busy machine takes its time
    got = returned.array(finite=False).astype(float)
    return got, _losses(x, y, rates), _losses(x, y, [0.01] * len(rates))


def _curve(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Rates, and losses that are flat, fall, rise steeply and end in NaN."""
    rates = np.geomspace(1e-5, 10, 31)
    place = np.linspace(-6, 6, 31) - rng.uniform(-2, 2)
    losses = 2.3 - 1.8 / (1 + np.exp(-1.5 * place)) + 0.02 * np.exp(2.2 * np.maximum(place - 1, 0)) - 0.02
    losses[-int(rng.integers(2, 5)) :] = np.nan
    return rates, losses * rng.uniform(0.5, 2)


def _picked(answers: SimpleNamespace, rates: np.ndarray, losses: np.ndarray) -> float:
    return float(answers.pick_rate(rates, losses).number())


@finder.criterion("try_rates: one loss for each rate", points=1)
def one_loss_each(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    got, losses, _ = _tried(answers.try_rates, rng)
    require(got.shape == (len(losses) - 1,), f"For {len(losses) - 1} rates you return the shape {got.shape}.")


@finder.criterion("try_rates: one step with each rate, in order", points=2)
def one_step_each(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    got, losses, _ = _tried(answers.try_rates, rng)
    if not _same(got, losses[1:], 1e-3):  # the loss after each step is fine as well
        require_close(got, losses[:-1], tolerance=1e-3, what="What try_rates returns")


@finder.criterion("pick_rate: where the loss still falls", points=2)
def still_falls(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for _ in range(3):
        rates, losses = _curve(rng)
        got, lowest = _picked(answers, rates, losses), rates[np.nanargmin(losses)]
        if not lowest / 40 <= got <= lowest / 2.5:
            seen = np.isfinite(losses)
            drawn = {"x": rates, "x_label": "learning rate", "log_x": True, "lines": {"lowest": float(lowest)}}
            raise Fail(
                f"The loss is lowest at a rate of {lowest:.2g}; you pick {got:.2g}. Between a fortieth and two fifths "
                "of the former the loss is surely falling.",
                Picture("curves", {"series": losses, "y_limits": [0.0, 1.2 * float(losses[seen][0])], **drawn}),
            )


@finder.misconception("the rate is never changed")
def same_rate(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    got, _, compiled = _tried(answers.try_rates, rng)
    if _same(got, compiled[:-1], 1e-3) or _same(got, compiled[1:], 1e-3):
        return (
            "Every step goes with the rate that the model was compiled with. Set it before each step: "
            "`model.optimizer.learning_rate = rate`."
        )
    return None


@finder.misconception("no step between the losses")
def no_step(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    got, losses, _ = _tried(answers.try_rates, rng)
    if _same(got, np.full(len(losses) - 1, losses[0]), 1e-4):
        return "All losses are equal: the weights never change. `evaluate` only looks; take a step with each rate."
    return None


@finder.misconception("NaN taken for the lowest loss")
def nan_lowest(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    rates, losses = _curve(rng)
    first = rates[np.argmin(losses)]
    if any(np.isclose(_picked(answers, rates, losses), first / back) for back in (1, 3, 10)):
        return (
            "Where the training has blown up the losses are NaN, and `np.argmin` returns the first NaN. Your rate "
            "comes from there. `np.nanargmin` looks at numbers only."
        )
    return None


@finder.misconception("the rate of the lowest loss itself")
def at_the_edge(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    rates, losses = _curve(rng)
    if np.isclose(_picked(answers, rates, losses), rates[np.nanargmin(losses)]):
        return (
            "You pick the rate at the bottom of the curve. There the loss is about to rise: one step more and the "
            "training leaves. Stay well below, say a tenth."
        )
    return None


@finder.misconception("a position instead of a rate")
def a_position(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    rates, losses = _curve(rng)
    if _picked(answers, rates, losses) == np.nanargmin(losses):
        return "You return where in the list the lowest loss stands. Asked is a rate: `rates[position]`, and below it."
    return None


@finder.misconception("a loss instead of a rate")
def a_loss(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    rates, losses = _curve(rng)
    if np.isclose(_picked(answers, rates, losses), np.nanmin(losses)):
        return "You return the lowest loss. Asked is a rate: find where that loss stands, then go below its rate."
    return None


# -- a schedule --------------------------------------------------------------------------------------------

schedule = Exercise(
    "Warm up, then cool down",
    points=3,
    hints=(
        "Two pieces. Which steps belong to the warm-up, and how far has the rest come at a given step?",
        "Warm-up: `peak * step / warmup`. After it, `(step - warmup) / (total - warmup)` runs from 0 to 1. The half "
        "cosine `(1 + cos(pi * done)) / 2` runs from 1 to 0 meanwhile.",
        "`done = min(1, (step - warmup) / (total - warmup))`, then `peak * (1 + math.cos(math.pi * done)) / 2`.",
    ),
)


def _rates(step: np.ndarray, peak: float, warmup: int, total: int) -> np.ndarray:
    """Linear warm-up, then a half cosine to 0 (Loshchilov and Hutter, arXiv 1608.03983), as `CosineDecay`."""
    done = np.clip((step - warmup) / (total - warmup), 0, 1)
    return np.where(step < warmup, peak * step / warmup, peak * (1 + np.cos(np.pi * done)) / 2)


def _plan(rng: np.random.Generator) -> tuple[float, int, int]:
    warmup = 10 * int(rng.integers(1, 5))
    return float(rng.uniform(0.01, 0.5)), warmup, warmup + 20 * int(rng.integers(3, 9))


def _at(answer: Answer, steps: list[int], peak: float, warmup: int, total: int) -> np.ndarray:
    return np.array([answer(step, peak, warmup, total).number() for step in steps])


def _require_rates(answer: Answer, steps: list[int], plan: tuple[float, int, int]) -> None:
    got, want = _at(answer, steps, *plan), _rates(np.array(steps), *plan)
    peak, warmup, total = plan
    for step, rate, right in zip(steps, got, want, strict=True):
        require(
            abs(rate - right) <= 1e-4 * peak,
            f"With peak {peak:.3g}, warmup {warmup} and total {total}, the rate at step {step} is {rate:.4g}; "
            f"{right:.4g} expected.",
        )


@schedule.criterion("rises in a straight line from 0 to the peak", points=1)
def warms_up(answer: Answer, rng: np.random.Generator) -> None:
    plan = _plan(rng)
    _require_rates(answer, [0, 1, plan[1] // 2, plan[1] - 1, plan[1]], plan)


@schedule.criterion("falls to 0 along half a cosine", points=1)
def cools_down(answer: Answer, rng: np.random.Generator) -> None:
    for _ in range(2):
        plan = _plan(rng)
        middle = (plan[1] + plan[2]) // 2
        _require_rates(answer, [plan[1] + 1, middle - 7, middle, middle + 9, plan[2] - 1, plan[2]], plan)


@schedule.criterion("stays at 0 after the end", points=1)
def stays_down(answer: Answer, rng: np.random.Generator) -> None:
    plan = _plan(rng)
    _require_rates(answer, [plan[2], plan[2] + 1, plan[2] + 25, 3 * plan[2]], plan)


def _matches(answer: Answer, plan: tuple[float, int, int], steps: range, formula: np.ndarray) -> bool:
    return _same(_at(answer, list(steps), *plan), formula, 1e-3 * plan[0])


@schedule.misconception("no warm-up")
def no_warmup(answer: Answer, rng: np.random.Generator) -> str | None:
    peak, warmup, total = _plan(rng)
    if _at(answer, [0], peak, warmup, total)[0] > peak / 2:
        return "Your rate starts near the peak. In the first `warmup` steps it should climb from 0 to there."
    return None


@schedule.misconception("the cosine begins at step 0")
def cosine_from_zero(answer: Answer, rng: np.random.Generator) -> str | None:
    peak, warmup, total = _plan(rng)
    steps = range(warmup + 1, total, 9)
    if _matches(answer, (peak, warmup, total), steps, peak * (1 + np.cos(np.pi * np.array(steps) / total)) / 2):
        return (
            "Your cosine counts from step 0, so the rate drops suddenly when the warm-up ends. It has to start there, "
            "at `warmup`, and has `total - warmup` steps."
        )
    return None


@schedule.misconception("a whole wave of the cosine")
def whole_wave(answer: Answer, rng: np.random.Generator) -> str | None:
    peak, warmup, total = _plan(rng)
    middle, end = _at(answer, [(warmup + total) // 2, total - 1], peak, warmup, total)
    if middle < 0.2 * peak and end > 0.95 * peak:
        return "Near the end your rate is back at the peak: a whole wave. Half of it, from 1 to -1, uses the angle pi."
    return None


@schedule.misconception("a rate below 0")
def negative(answer: Answer, rng: np.random.Generator) -> str | None:
    peak, warmup, total = _plan(rng)
    if _at(answer, [total - 2], peak, warmup, total)[0] < 0:
        return "Your rate becomes negative, and then training climbs. `(1 + cos) / 2` runs from 1 to 0."
    return None


@schedule.misconception("the rate rises again after the end")
def rises_again(answer: Answer, rng: np.random.Generator) -> str | None:
    peak, warmup, total = _plan(rng)
    end, later = _at(answer, [total, total + 20], peak, warmup, total)
    if abs(end) < 1e-4 * peak and later > 1e-3 * peak:
        return "After `total` steps your rate climbs again, because the cosine does. Hold the share done at 1."
    return None


# -- a diverging curve -------------------------------------------------------------------------------------

diverging = Quiz(
    "Read the curve",
    points=1,
    question=(
        "Look at the right-hand panel of the last picture. What is the matter with this training, and what would you "
        "do first?"
    ),
    options={
        "rate": Option(
            "The learning rate is too high: divide it by ten.",
            "The training loss itself goes up, to where guessing is. Steps that overshoot do that.",
            right=True,
        ),
        "overfitting": Option(
            "It overfits: stop earlier or regularise.",
            "Who overfits gets better and better on the training rows and worse on the validation rows. Here the "
            "training loss is bad too.",
            misconception="a learning rate that is too high taken for overfitting",
        ),
        "epochs": Option(
            "It has not trained long enough: more epochs.",
            "It was better in its first epochs than it is now. More steps of this length will not bring it back.",
            misconception="more epochs against divergence",
        ),
        "minimum": Option(
            "It is stuck in a local minimum: start again with another seed.",
            "A walk downhill can get stuck, but not higher up than it was before. And what stops a training is mostly "
            "a plateau or a saddle.",
            misconception="divergence taken for a local minimum",
        ),
        "capacity": Option(
            "The network is too small for ten digits.",
            "The same network learns them well in the panel beside, with a lower rate.",
            misconception="capacity blamed for the learning rate",
        ),
    },
    hints=(
        "Look at the training loss alone. Does it fall?",
        "A training loss that rises says that the steps make things worse. What decides how long the steps are?",
        "Compare its rate with what the learning-rate finder would allow.",
    ),
)


# -- a tf.data pipeline ------------------------------------------------------------------------------------

pipeline = Exercise(
    "A pipeline with tf.data",
    points=5,
    hints=(
        "A row of methods, each on what the one before returns. The order is the point: what must be mixed before it "
        "is copied or packed?",
        "from_tensor_slices, map, shuffle, repeat, batch, prefetch. The buffer of `shuffle` holds all rows: `len(x)`.",
        "`tf.data.Dataset.from_tensor_slices((x, y)).map(scale).shuffle(len(x)).repeat(repeats).batch(batch_size)"
        ".prefetch(tf.data.AUTOTUNE)`, where `scale(x, y)` returns `tf.cast(x, tf.float32) / 16, y`.",
    ),
)

_ROWS, _SIZE, _REPEATS = 60, 8, 3


class _Pass:
    """One pass over an answer's dataset: the batches, and the row numbers that they hold."""

    def __init__(self, data: Answer) -> None:
        spec = data.dataset.spec
        require(
            isinstance(spec, list) and len(spec) == 2,
            "The elements of your dataset are no pairs: give `from_tensor_slices` the pair `(x, y)`, and let the "
            "function of `map` return both.",
        )
        found, self.ended = data.dataset.take(4 * _REPEATS * _ROWS)
        pairs = [item.items(length=2) for item in found]
        self.x = [pair[0].array(shape=(None, 3)) for pair in pairs]
        self.y = [pair[1].array(shape=(None,)) for pair in pairs]
        self.batches = [_numbers(part) for part in self.x]
        self.rows = np.concatenate(self.batches) if self.batches else np.zeros(0, int)

    @property
    def epochs(self) -> list[np.ndarray]:
        """The row numbers, so many at a time as there are rows."""
        return [self.rows[i : i + _ROWS] for i in range(0, len(self.rows), _ROWS)]


@cache
def _pixels() -> np.ndarray:
    """Three pixels a row, 0 to 16: the first two spell its number, the third is always 16."""
    number = np.arange(_ROWS)
    return np.stack([number // 17, number % 17, np.full(_ROWS, 16)], axis=1).astype("uint8")


def _numbers(part: np.ndarray) -> np.ndarray:
    """The row numbers of a batch, scaled or not."""
    pixels = np.round(part.astype(float) * (16 / max(part.max(initial=0), 1e-9)))
    return (17 * pixels[:, 0] + pixels[:, 1]).astype(int)


@dataclass(frozen=True)
class _Flow:
    """An answer's dataset: its element_spec, two passes over it, and the labels of its rows."""

    spec: Any
    first: _Pass
    second: _Pass
    labels: np.ndarray


@_once
def _flow(answer: Answer, rng: np.random.Generator) -> _Flow:
    labels = rng.permutation(_ROWS)
    data = answer(_pixels(), labels, _SIZE, _REPEATS)
    return _Flow(data.dataset.spec, _Pass(data), _Pass(data), labels)


@pipeline.criterion("batches of x and y; x as float32 from 0 to 1", points=1)
def batches_of_pairs(answer: Answer, rng: np.random.Generator) -> None:
    flow = _flow(answer, rng)
    shape, dtype = flow.spec[0]["shape"], flow.spec[0]["dtype"]
    require(flow.first.batches, "Your dataset is empty.")
    require(
        shape is not None and len(shape) == 2,
        f"An element's x has the shape {shape}; (any, 3) expected: a batch of rows, batched once.",
    )
    longest = max(map(len, flow.first.batches))
    require(longest == _SIZE, f"Your largest batch has {longest} rows; batches of {_SIZE} asked.")
    require(dtype == "float32", f"x has the dtype {dtype}; float32 expected: `tf.cast`.")
    highest = max(float(part.max()) for part in flow.first.x)
    require(abs(highest - 1) < 1e-4, f"The largest value of x is {highest:.4g}; 1 expected: divide by 16 once.")


@pipeline.criterion("every epoch holds each row once, with its label", points=2)
def whole_epochs(answer: Answer, rng: np.random.Generator) -> None:
    flow = _flow(answer, rng)
    seen = flow.first
    require(seen.ended, f"Your dataset does not end; {_REPEATS} epochs asked: `repeat(repeats)`.")
    require(
        len(seen.rows) == _REPEATS * _ROWS,
        f"{_REPEATS} epochs of {_ROWS} rows give {len(seen.rows)} rows; {_REPEATS * _ROWS} expected.",
    )
    require(
        all(sorted(epoch) == list(range(_ROWS)) for epoch in seen.epochs),
        f"Among {_ROWS} rows in a row some come twice and others not at all.",
    )
    require(
        all(np.array_equal(y, flow.labels[rows]) for y, rows in zip(seen.y, seen.batches, strict=True)),
        "Some rows of x come with the label of another row.",
    )


@pipeline.criterion("rows well mixed, in another order each epoch", points=1)
def mixed(answer: Answer, rng: np.random.Generator) -> None:
    seen = _flow(answer, rng).first
    require(len(seen.rows) >= 2 * _ROWS, "There are fewer than two epochs to compare.")
    require(not np.array_equal(seen.epochs[0], np.arange(_ROWS)), "The rows come in their original order.")
    require(not np.array_equal(seen.epochs[0], seen.epochs[1]), "Two epochs have the same order.")
    require(not _blocks(seen), "Your batches hold neighbouring rows.")
    require(not _barely(seen), "The rows are hardly mixed: the first batch of each epoch has early rows only.")


@pipeline.criterion("a second pass works, in another order", points=1)
def second_pass(answer: Answer, rng: np.random.Generator) -> None:
    first, second = _flow(answer, rng).first, _flow(answer, rng).second
    require(len(first.rows), "Your dataset is empty.")
    require(len(first.rows) == len(second.rows), "The second pass over your dataset has another number of rows.")
    require(not np.array_equal(first.rows, second.rows), "The second pass has the order of the first.")


def _blocks(seen: _Pass) -> bool:
    """Whether the batches hold rows that were neighbours before."""
    return bool(seen.batches) and all((np.diff(rows) == 1).all() for rows in seen.batches)


def _barely(seen: _Pass) -> bool:
    """Whether every epoch begins with rows of the first half (by chance: once in ten million)."""
    return len(seen.rows) >= _REPEATS * _ROWS and all(epoch[:_SIZE].max() < _ROWS // 2 for epoch in seen.epochs)


@pipeline.misconception("repeat before shuffle")
def repeated_first(answer: Answer, rng: np.random.Generator) -> str | None:
    seen = _flow(answer, rng).first
    each = len(seen.rows) == _REPEATS * _ROWS and (np.bincount(seen.rows, minlength=_ROWS) == _REPEATS).all()
    if each and any(len(set(epoch)) < _ROWS for epoch in seen.epochs):
        return (
            f"In all, each row comes {_REPEATS} times, but not once an epoch: the copies were made before the "
            "mixing, and so one batch can hold a row twice. Shuffle first, then repeat."
        )
    return None


@pipeline.misconception("shuffled after batching")
def batched_first(answer: Answer, rng: np.random.Generator) -> str | None:
    seen = _flow(answer, rng).first
    if _blocks(seen) and not np.array_equal(seen.rows[:_ROWS], np.arange(_ROWS)):
        return (
            "Your batches come in a random order, but inside they are always the same neighbours: whole batches were "
            "shuffled. Shuffle the rows, then batch."
        )
    return None


@pipeline.misconception("shuffle buffer too small")
def small_buffer(answer: Answer, rng: np.random.Generator) -> str | None:
    seen = _flow(answer, rng).first
    if _barely(seen) and not _blocks(seen) and not np.array_equal(seen.epochs[0], np.arange(_ROWS)):
        return (
            "Every epoch begins with early rows. `shuffle` draws from a buffer, and a row cannot come before it "
            "is in there. Sorted data would stay nearly sorted. Make the buffer as large as the data."
        )
    return None


@pipeline.misconception("the same order every epoch")
def frozen(answer: Answer, rng: np.random.Generator) -> str | None:
    epochs = _flow(answer, rng).first.epochs
    shuffled = len(epochs) > 1 and sorted(epochs[0]) == list(range(_ROWS)) != list(epochs[0])
    if shuffled and all(np.array_equal(epoch, epochs[0]) for epoch in epochs):
        return (
            "The rows are mixed, but each epoch has the same order. A `cache` after `shuffle` keeps the order too, and "
            "so does `reshuffle_each_iteration=False`. Cache first, then shuffle."
        )
    return None


@pipeline.misconception("last batch dropped")
def remainder(answer: Answer, rng: np.random.Generator) -> str | None:
    seen = _flow(answer, rng).first
    full = all(len(rows) == _SIZE for rows in seen.batches)
    if seen.ended and full and 0 < _REPEATS * _ROWS - len(seen.rows) <= _REPEATS * (_ROWS % _SIZE):
        return "Rows that do not fill a batch are missing: `drop_remainder=True` leaves them out. Keep them."
    return None


@pipeline.misconception("repeat without an end")
def endless(answer: Answer, rng: np.random.Generator) -> str | None:
    if not _flow(answer, rng).first.ended:
        return f"`repeat()` without a number goes on for ever. Asked are `repeats` epochs, {_REPEATS} in this check."
    return None


@pipeline.misconception("x not scaled")
def not_scaled(answer: Answer, rng: np.random.Generator) -> str | None:
    seen = _flow(answer, rng).first
    if seen.x and max(float(part.max()) for part in seen.x) == 16:
        return "x still runs from 0 to 16. `map` applies a function to each element: divide there."
    return None


# -- class weights -----------------------------------------------------------------------------------------

rare_class = Exercise(
    "Weights for a rare class",
    points=5,
    takes=("class_weights", "weighted"),
    hints=(
        "All classes should weigh the same in all. A class with a tenth of the rows needs ten times the weight.",
        "`np.unique(y, return_counts=True)` gives the classes and their rows. The weight of a class is "
        "`len(y) / (classes * rows)`.",
        "`{int(c): len(y) / (len(classes) * n) for c, n in zip(classes, counts)}`, and "
        "`weighted.fit(..., class_weight=class_weights(rare.y_train))`.",
    ),
)


@cache
def new_points() -> tuple[np.ndarray, np.ndarray]:
    """4,000 points of the two moons, shape (4000, 2), float32, with labels: half of each class, none of the lesson."""
    from coursekit import data

    moons = data.moons(0.3, n=4000, seed=7400)
    return moons.x, moons.y


def classes_of(outputs: np.ndarray) -> np.ndarray:
    """Classes (n,) from a model's outputs: one sigmoid unit or logit a row, or one output for each class."""
    if outputs.shape[-1] > 1:
        return outputs.argmax(axis=-1)
    logits = outputs.min() < 0 or outputs.max() > 1
    return (outputs[:, 0] > (0.0 if logits else 0.5)).astype(int)


def rare_scores(predicted: np.ndarray) -> tuple[float, float]:
    """The share of the rare class (1) that is found, and the balanced accuracy, for the classes of `new_points`."""
    y = new_points()[1]
    recalls = [float((predicted[y == label] == label).mean()) for label in (0, 1)]
    return recalls[1], sum(recalls) / 2


def _scores(answers: SimpleNamespace) -> tuple[float, float]:
    x = new_points()[0]
    outputs = answers.weighted.model.require_compiled().require_input((2,)).predict(x)
    if outputs.ndim != 2 or outputs.shape[1] not in (1, 2):
        raise Fail(f"For {len(x)} points the outputs have shape {outputs.shape}; one or two outputs a point expected.")
    return rare_scores(classes_of(outputs))


def _labels(rng: np.random.Generator, counts: tuple[int, ...]) -> np.ndarray:
    return rng.permutation(np.repeat(np.arange(len(counts)), counts))


def _weights(answer: Answer, y: np.ndarray) -> np.ndarray:
    """The weights of the classes 0, 1, ..., shape (classes,), or a Fail."""
    entries = answer(y).entries()
    keys = {int(m[1]): key for key in entries if (m := re.fullmatch(r"(?:np\.u?int\d+\()?(\d+)\)?", key))}
    classes = int(y.max()) + 1
    if sorted(keys) != list(range(classes)):
        names = ", ".join(list(entries)[:4]) + (" and more" if len(entries) > 4 else "")
        raise Fail(f"For the classes 0 to {classes - 1} the keys of your dict are {names}.")
    return np.array([float(entries[keys[c]].number()) for c in range(classes)])


@rare_class.criterion("class_weights: a dict with a weight for each class", points=1)
def keyed_by_class(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for counts in ((30, 10), (12, 4, 8)):
        _weights(answers.class_weights, _labels(rng, counts))


@rare_class.criterion("class_weights: every class weighs the same in all", points=1)
def balanced(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for counts in ((45, int(rng.integers(3, 9))), (int(rng.integers(10, 20)), 5, 30)):
        got = _weights(answers.class_weights, _labels(rng, counts))
        want = sum(counts) / (len(counts) * np.array(counts))
        require_close(got, want, tolerance=1e-3, what=f"For classes of {counts} rows the weights")


@rare_class.criterion(f"weighted: finds at least {MARKS['rare_recall']:.0%} of the rare class", points=1)
def finds_the_rare(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    recall, mark = _scores(answers)[0], MARKS["rare_recall"]
    require(recall >= mark, f"It finds {recall:.0%} of the rare class; at least {mark:.0%} expected.")


@rare_class.criterion(
    f"weighted: a balanced accuracy of at least {MARKS['rare_balanced_accuracy']:.0%} as well", points=2
)
def keeps_the_common(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    score, mark = _scores(answers)[1], MARKS["rare_balanced_accuracy"]
    require(
        score >= mark,
        f"The mean of both classes' recalls is {score:.0%}; at least {mark:.0%} expected (one class for all: 50%).",
    )


@rare_class.misconception("class_weight keyed by sample")
def by_sample(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    y = _labels(rng, (30, 10))
    returned = answers.class_weights(y)
    if returned.kind == "dict":
        many = len(returned.entries())
    else:
        many = returned.array().size if returned.kind == "array" else len(returned.items())
    if many == len(y):
        return (
            f"For {len(y)} rows you return {many} weights, one for each row. `class_weight` has one for each class: "
            "`{0: ..., 1: ...}`. Given a weight for each row, fit would read the first two as those of the classes, in "
            "silence. Weights by row are called `sample_weight`."
        )
    return None


@rare_class.misconception("more weight for the common class")
def follows_counts(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    weights = _weights(answers.class_weights, _labels(rng, (30, 10)))
    if weights[0] > weights[1]:
        return "Your common class gets the larger weight, so the rare one counts even less. Turn it round."
    return None


@rare_class.misconception("right ratio, another size of the loss")
def other_size(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    weights = _weights(answers.class_weights, _labels(rng, (30, 10)))
    if np.isclose(weights[1] / weights[0], 3) and not np.isclose(30 * weights[0] + 10 * weights[1], 40):
        return (
            "The ratio is right. But the weights of all rows together should add up to the number of rows, or the "
            "loss, and with it the step of SGD, changes its size."
        )
    return None


@rare_class.misconception("trained without class weights")
def unweighted(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    recall, score = _scores(answers)
    if 0.2 < recall < MARKS["rare_recall"] and 2 * score - recall > 0.95:
        return (
            "Your model nearly always gets the common class right and misses many of the rare one, as a model without "
            "weights does. Give the dict to fit: `class_weight=...`."
        )
    return None


@rare_class.misconception("the rare class for all")
def all_rare(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    recall, score = _scores(answers)
    if recall > 0.98 and score < 0.6:
        return "Your model calls nearly every point rare. That finds all rare ones, and tells nothing apart."
    return None


# -- which mistake is this? --------------------------------------------------------------------------------

which_mistake = Quiz(
    "Which mistake is this?",
    points=1,
    question=(
        "A friend has 1,000 rows, batches of 100, and 20 epochs. The optimiser gets "
        "`keras.optimizers.schedules.CosineDecay(0.1, decay_steps=20)`. The loss falls in the first two epochs. From "
        "then on it is the same to the last digit. What went wrong?"
    ),
    options={
        "steps": Option(
            "`decay_steps` counts steps, and the friend gave epochs.",
            "An epoch has 10 steps here, so after 20 steps, two epochs, the rate is 0 and nothing moves. 20 epochs "
            "have 200 steps.",
            right=True,
        ),
        "minimum": Option(
            "The training is stuck in a local minimum.",
            "In any minimum the batches would still shake the loss a little. The same to the last digit means that "
            "the weights do not move at all.",
            misconception="a learning rate of 0 taken for a local minimum",
        ),
        "rate": Option(
            "The learning rate of 0.1 is too high.",
            "Then the loss would jump about or grow. This one does not move.",
            misconception="a standstill taken for a rate that is too high",
        ),
        "overfitting": Option(
            "The model overfits from the third epoch on.",
            "Who overfits goes on changing: the training loss falls. Here it stands still.",
            misconception="a standstill taken for overfitting",
        ),
        "batch": Option(
            "Batches of 100 are too large to learn from.",
            "Larger batches make fewer steps, but each of them still changes the weights. And the first two epochs "
            "did learn.",
            misconception="the batch size blamed for a standstill",
        ),
    },
    hints=(
        "What has to be true when a loss does not change in the last digit?",
        "How many steps does an epoch have here? How many have gone by after two epochs?",
        "1,000 rows in batches of 100 are 10 steps an epoch. What is the rate after 20 steps?",
    ),
)
