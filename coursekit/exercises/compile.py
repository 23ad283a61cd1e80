"""Lesson 03: the last layer, the loss and the metrics."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import numpy as np

from coursekit.check import (
    Answer,
    Exercise,
    Fail,
    Option,
    Picture,
    Predict,
    Quiz,
    recipe,
    require,
    require_close,
    require_equal,
)
from coursekit.check.problems import Raised
from coursekit.check.views import ModelView

# Pass marks of trained models. tests/calibration measures the reference and the simplest baseline.
# Regressor: 1 - MSE / MSE of the mean, on the test rows. 0.3 is an MSE of 0.7 of the mean's; linear regression
# gets 0.59 there, and 0.47 in cross-validation.
MARKS = {"regressor": 0.3}


def _same(got: np.ndarray, want: np.ndarray | float) -> bool:
    return np.shape(got) == np.shape(want) and np.allclose(got, want, atol=1e-4, rtol=1e-4)


# -- heads -------------------------------------------------------------------------------------------------

make_head = Exercise(
    "A head for each task",
    points=6,
    hints=(
        "The table above has a row for each task. What changes from row to row is the number of units, the activation "
        "and the loss.",
        "Classes that exclude each other share one softmax, or one sigmoid unit where there are two of them. Labels "
        "that may occur together have a sigmoid unit each. A free number has no activation.",
        'Put it into a dict: `{"binary": (1, "sigmoid", "binary_crossentropy"), "single-label": (size, "softmax", '
        '"sparse_categorical_crossentropy"), ...}[task]`, then build, compile and return the model.',
    ),
)

FEATURES = 240  # many that point the same way, so that a copy learns in few steps even at a low learning rate


def _head(answer: Answer, task: str, features: int, size: int) -> ModelView:
    return answer(task, features, size).model.require_input((features,))


def _outputs(answer: Answer, rng: np.random.Generator, task: str, size: int) -> np.ndarray:
    """What an untrained head makes of large inputs of both signs: (40, units), one column for one output a row."""
    outputs = _head(answer, task, 8, size).predict(rng.normal(0, 4, size=(40, 8)).astype("float32"))
    return outputs[:, None] if outputs.ndim == 1 else outputs


def _within(values: np.ndarray, low: float, high: float) -> bool:
    return bool(values.min() >= low - 1e-6 and values.max() <= high + 1e-6)


def _shares_out(rows: np.ndarray) -> bool:
    """Whether each row holds probabilities that sum to 1."""
    return _within(rows, 0, 1) and bool(np.allclose(rows.sum(axis=1), 1, atol=1e-3))


def _targets(model: ModelView, y: np.ndarray, units: int) -> np.ndarray:
    """Labels as the model's loss wants them: codes, or one-hot rows for several outputs without a sparse loss."""
    loss = model.require_compiled().compile["loss"]
    sparse = isinstance(loss, dict) and "sparse" in loss["name"]
    return y if sparse or units == 1 else np.eye(units, dtype="float32")[y]


def _signs(rng: np.random.Generator, rows: int) -> np.ndarray:
    return rng.choice([-1.0, 1.0], size=(rows, FEATURES))


def _classes(rng: np.random.Generator, classes: int) -> tuple[np.ndarray, np.ndarray]:
    """Points near one centre for each class, (400, FEATURES), and their codes."""
    y = rng.permutation(np.arange(400) % classes)
    return (_signs(rng, classes)[y] + rng.normal(0, 0.7, size=(400, FEATURES))).astype("float32"), y


def _labels(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Three labels in all combinations, each shown by 80 features, (400, FEATURES), and rows of 0 and 1."""
    y = rng.permutation((np.arange(400)[:, None] >> np.arange(3)) & 1)
    shown = np.repeat(2 * y - 1, FEATURES // 3, axis=1) * _signs(rng, 1)
    return (shown + rng.normal(0, 0.7, size=(400, FEATURES))).astype("float32"), y


def _numbers(rng: np.random.Generator, scale: float) -> tuple[np.ndarray, np.ndarray]:
    """One hidden number z a row, shown by all features, (400, FEATURES), and z, (400,)."""
    z = rng.normal(size=400)
    return (scale * (z[:, None] * _signs(rng, 1) + rng.normal(0, 0.5, size=(400, FEATURES)))).astype("float32"), z


def _trained(model: ModelView, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The outputs of a trained copy for the rows it was trained on, (n, units)."""
    copy, _ = model.fit_clone(x, y, epochs=3, batch_size=16)
    outputs = copy.predict(x)
    return outputs[:, None] if outputs.ndim == 1 else outputs


def _predicted_classes(outputs: np.ndarray) -> np.ndarray:
    return outputs.argmax(axis=1) if outputs.shape[1] > 1 else (outputs[:, 0] > 0.5).astype(int)


@make_head.criterion("a compiled model with the outputs that the task needs", points=1)
def head_shapes(answer: Answer, rng: np.random.Generator) -> None:
    for task, features, size in (
        ("binary", 7, 2),
        ("single-label", 6, 14),
        ("multi-label", 5, 3),
        ("regression", 4, 1),
        ("regression", 9, 16),
        ("share", 3, 1),
    ):
        model = _head(answer, task, features, size).require_compiled()
        shape = model.predict(rng.normal(size=(5, features)).astype("float32")).shape
        fitting = {"binary": [(5, 1), (5, 2)]}.get(task, [(5, size)])
        require(
            shape in fitting,
            f"make_head({task!r}, {features}, {size}) gives outputs of shape {shape} for 5 rows; "
            f"{' or '.join(map(str, fitting))} expected.",
        )


@make_head.criterion("classes that exclude each other: probabilities, together 1", points=1)
def head_classes(answer: Answer, rng: np.random.Generator) -> None:
    for task, size in (("binary", 2), ("single-label", 2), ("single-label", 14)):
        outputs = _outputs(answer, rng, task, size)
        require(
            _within(outputs, 0, 1),
            f"The outputs of {task!r} run from {outputs.min():.3g} to {outputs.max():.3g}; probabilities run from 0 "
            "to 1.",
        )
        if outputs.shape[1] > 1:
            require_close(outputs.sum(axis=1), np.ones(40), tolerance=1e-3, what=f"The sum of a row of {task!r}")


@make_head.criterion("labels and shares from 0 to 1, numbers free", points=1)
def head_ranges(answer: Answer, rng: np.random.Generator) -> None:
    for task, size in (("multi-label", 3), ("share", 2)):
        outputs = _outputs(answer, rng, task, size)
        require(
            _within(outputs, 0, 1),
            f"The outputs of {task!r} run from {outputs.min():.3g} to {outputs.max():.3g}; 0 to 1 expected.",
        )
        require(
            not _shares_out(outputs),
            f"The outputs of each row of {task!r} sum to 1: more of one is less of the others. They must be free of "
            "each other.",
        )
    outputs = _outputs(answer, rng, "regression", 2)
    require(
        outputs.min() < -0.5 and outputs.max() > 1.5,
        f"For large inputs of both signs the outputs of 'regression' run from {outputs.min():.3g} to "
        f"{outputs.max():.3g} only. A number to predict can be negative, and larger than 1.",
    )


@make_head.criterion("trained, a copy tells classes and labels apart", points=2)
def head_learns_classes(answer: Answer, rng: np.random.Generator) -> None:
    for task, size in (("binary", 2), ("single-label", 3)):
        x, y = _classes(rng, size)
        model = _head(answer, task, FEATURES, size)
        units = model.predict(x[:1]).shape[-1]
        outputs = _trained(model, x, _targets(model, y, units))
        right = float((_predicted_classes(outputs) == y).mean())
        require(
            right >= 0.9,
            f"A copy of your head for {task!r}, trained on {size} classes that lie far apart, is right for "
            f"{right:.0%} of them; at least 90% expected.",
        )
    x, y = _labels(rng)
    outputs = _trained(_head(answer, "multi-label", FEATURES, 3), x, y)
    require(outputs.shape == y.shape, f"For labels of shape {y.shape} the outputs have shape {outputs.shape}.")
    right = float(((outputs > 0.5) == y).mean())
    require(
        right >= 0.9,
        f"A copy of your head for 'multi-label', trained on three labels in all combinations, is right for "
        f"{right:.0%} of the labels at a threshold of 0.5; at least 90% expected.",
    )


@make_head.criterion("trained, a copy predicts numbers", points=1)
def head_learns_numbers(answer: Answer, rng: np.random.Generator) -> None:
    # Plain SGD must neither diverge on the squared error nor crawl through a sigmoid.
    for task, scale in (("regression", 0.1), ("share", 0.3)):
        x, z = _numbers(rng, scale)
        y = 2 * z if task == "regression" else 1 / (1 + np.exp(-2 * z))
        outputs = _trained(_head(answer, task, FEATURES, 1), x, y[:, None].astype("float32"))
        left = float(np.mean((outputs[:, 0] - y) ** 2) / np.var(y))
        require(
            left <= 0.5,
            f"A copy of your head for {task!r}, trained on numbers that depend on its inputs, has {left:.2g} times "
            "the squared error of the mean; at most 0.5 expected.",
        )


@make_head.misconception("`metric=` passed to `compile`")
def head_metric_keyword(answer: Answer, rng: np.random.Generator) -> str | None:
    try:
        answer("binary", 4, 2)
    except Raised as problem:
        if "unexpected keyword argument 'metric'" in problem.message:
            return "You give `compile` the argument `metric`. Its name is `metrics`, and it takes a list."
    return None


@make_head.misconception("softmax over one unit")
def one_softmax_unit(answer: Answer, rng: np.random.Generator) -> str | None:
    for task, size in (("binary", 2), ("share", 1)):
        outputs = _outputs(answer, rng, task, size)
        if outputs.shape[1] == 1 and np.allclose(outputs, 1):
            return (
                f"Every output of {task!r} is 1. Softmax divides by the sum of the row, and a row of one divided by "
                "itself is 1, whatever is learned. One unit needs a sigmoid."
            )
    return None


@make_head.misconception("two sigmoids for exclusive classes")
def several_sigmoids(answer: Answer, rng: np.random.Generator) -> str | None:
    for task, size in (("binary", 2), ("single-label", 3)):
        outputs = _outputs(answer, rng, task, size)
        if outputs.shape[1] > 1 and _within(outputs, 0, 1) and not _shares_out(outputs):
            return (
                f"The outputs of {task!r} do not sum to 1: each class is asked by itself, so all may say yes, or none. "
                "Classes that exclude each other share one softmax; two of them can also do with one sigmoid unit."
            )
    return None


@make_head.misconception("softmax for multi-label")
def softmax_labels(answer: Answer, rng: np.random.Generator) -> str | None:
    if _shares_out(_outputs(answer, rng, "multi-label", 3)):
        return (
            "Your labels share out a sum of 1, so two of them can never both be above 0.5. Labels that may occur "
            "together need a sigmoid each."
        )
    return None


@make_head.misconception("logits taken for probabilities")
def raw_logits(answer: Answer, rng: np.random.Generator) -> str | None:
    for task, size in (("binary", 2), ("single-label", 3), ("multi-label", 3)):
        outputs = _outputs(answer, rng, task, size)
        if outputs.min() < 0 and outputs.max() > 1:
            return (
                f"The outputs of {task!r} go below 0 and above 1: they are logits. `from_logits=True` repairs the "
                "loss, not the outputs. Asked for are probabilities, so the last layer needs its activation."
            )
    return None


@make_head.misconception("categorical cross-entropy over one unit")
def categorical_one_unit(answer: Answer, rng: np.random.Generator) -> str | None:
    model = _head(answer, "binary", 8, 2).require_compiled()
    loss = model.compile["loss"]
    if (
        model.predict(rng.normal(size=(2, 8))).shape[-1] == 1
        and isinstance(loss, dict)
        and "categorical" in loss["name"]
    ):
        return (
            "Your head for 'binary' has one unit and a categorical loss. That loss compares several outputs of a row; "
            "over one there is nothing to compare, and it is always 0. One sigmoid unit takes the binary loss."
        )
    return None


@make_head.misconception("precision with sparse labels")
def sparse_precision(answer: Answer, rng: np.random.Generator) -> str | None:
    compiled = _head(answer, "single-label", 8, 3).require_compiled().compile
    names = {metric["name"] for metric in compiled["metrics"]} & {"precision", "recall", "auc"}
    if names and isinstance(compiled["loss"], dict) and "sparse" in compiled["loss"]["name"]:
        return (
            f"`{names.pop()}` compares each output with a 0 or a 1. With whole numbers as labels it fails in `fit`. "
            "Give it one-hot labels and their loss, or report accuracy."
        )
    return None


@make_head.misconception("a number pressed into a range")
def pressed_number(answer: Answer, rng: np.random.Generator) -> str | None:
    outputs = _outputs(answer, rng, "regression", 2)
    for low, high, name in ((0, 1, "sigmoid"), (-1, 1, "tanh"), (0, np.inf, "ReLU")):
        if _within(outputs, low, high) and np.ptp(outputs):
            return (
                f"Your outputs of 'regression' look like those of {name}: none is below {low}. A number to predict "
                "may be any, so the last layer has no activation."
            )
    return None


@make_head.misconception("a share without limits")
def free_share(answer: Answer, rng: np.random.Generator) -> str | None:
    outputs = _outputs(answer, rng, "share", 2)
    if outputs.min() < 0 and outputs.max() > 1:
        return (
            "Your 'share' can be negative, and more than all. A number from 0 to 1 has an activation that stays there."
        )
    return None


# -- decode ------------------------------------------------------------------------------------------------

decode = Exercise(
    "From outputs to answers",
    points=4,
    hints=(
        "Ask of each task: is the answer a class, a row of yes and no, or the number itself?",
        "One sigmoid column and each of several labels: compare with 0.5. Several classes: the position of the largest "
        "in each row.",
        "`(outputs[:, 0] > 0.5).astype(int)` for 'binary', `outputs.argmax(axis=-1)` for 'single-label', "
        "`(outputs > 0.5).astype(int)` for 'multi-label', and the outputs themselves for the rest.",
    ),
)


def _shared_rows(rng: np.random.Generator, n: int, classes: int) -> np.ndarray:
    """Probabilities that sum to 1 in each row; in most rows no class has more than one half."""
    rows = rng.uniform(0.5, 1, size=(n, classes))
    rows[np.arange(n), rng.permutation(np.arange(n) % classes)] += rng.uniform(0.1, 0.4, size=n)
    return rows / rows.sum(axis=1, keepdims=True)


def _yes_no(rng: np.random.Generator, n: int, labels: int) -> np.ndarray:
    """Free probabilities, none at 0.5; the first two rows have no label and all of them."""
    rows = rng.uniform(0.05, 0.45, size=(n, labels)) + 0.5 * rng.integers(0, 2, size=(n, labels))
    rows[:2] = rng.uniform(0.05, 0.45, size=(min(n, 2), labels)) + np.array([[0], [0.5]])[: min(n, 2)]
    return rows


@decode.criterion("binary: a class for each row, (n, 1) -> (n,)", points=1)
def decode_binary(answer: Answer, rng: np.random.Generator) -> None:
    for n in (7, 1):
        p = _yes_no(rng, n, 1)
        got = answer("binary", p).array(shape=(n,), integer=True)
        require_equal(got, (p[:, 0] > 0.5).astype(int), what="decode('binary', ...)")


@decode.criterion("single-label: a class for each row, (n, k) -> (n,)", points=1)
def decode_single(answer: Answer, rng: np.random.Generator) -> None:
    for n, classes in ((9, 4), (5, 5), (1, 3)):
        p = _shared_rows(rng, n, classes)
        got = answer("single-label", p).array(shape=(n,), integer=True)
        require_equal(got, p.argmax(axis=1), what="decode('single-label', ...)")


@decode.criterion("multi-label: 0 or 1 for each label, (n, k) -> (n, k)", points=1)
def decode_labels(answer: Answer, rng: np.random.Generator) -> None:
    for n, labels in ((9, 3), (4, 4), (1, 3)):
        p = _yes_no(rng, n, labels)
        got = answer("multi-label", p).array(shape=(n, labels), integer=True)
        require_equal(got, (p > 0.5).astype(int), what="decode('multi-label', ...)")


@decode.criterion("regression and share: the numbers as they are", points=1)
def decode_numbers(answer: Answer, rng: np.random.Generator) -> None:
    for task, values in (("regression", rng.normal(0, 30, size=(6, 2))), ("share", rng.uniform(size=(6, 1)))):
        require_close(answer(task, values).array(shape=values.shape), values, what=f"decode({task!r}, ...)")


@decode.misconception("argmax over one column")
def argmax_one_column(answer: Answer, rng: np.random.Generator) -> str | None:
    p = _yes_no(rng, 8, 1)
    if not answer("binary", p).array().any():
        return (
            "decode('binary', ...) gives class 0 for every row. The largest of one column is at position 0, always. "
            "A single probability is compared with 0.5."
        )
    return None


@decode.misconception("one winner for several labels")
def one_winner(answer: Answer, rng: np.random.Generator) -> str | None:
    p = _yes_no(rng, 8, 3)
    got = answer("multi-label", p).array()
    if _same(got, p.argmax(axis=1)) or _same(got, np.eye(3)[p.argmax(axis=1)]):
        return (
            "decode('multi-label', ...) names one label for each row. Some rows have several, some have none: compare "
            "each output with 0.5."
        )
    return None


@decode.misconception("a threshold of one half for several classes")
def half_for_classes(answer: Answer, rng: np.random.Generator) -> str | None:
    p = _shared_rows(rng, 8, 4)
    if _same(answer("single-label", p).array(), (p > 0.5).astype(int)):
        return (
            "decode('single-label', ...) compares with 0.5. Among several classes the winner may have less than half. "
            "Take the position of the largest."
        )
    return None


@decode.misconception("argmax without an axis")
def decode_no_axis(answer: Answer, rng: np.random.Generator) -> str | None:
    p = _shared_rows(rng, 8, 4)
    got = answer("single-label", p).array()
    if got.size == 1 and got.item() == p.argmax():
        return "decode('single-label', ...) gives one number for 8 rows. Each row has its own winner: `axis=-1`."
    return None


@decode.misconception("a column instead of labels in a row")
def decode_column(answer: Answer, rng: np.random.Generator) -> str | None:
    p = _yes_no(rng, 8, 1)
    if answer("binary", p).array().shape == (8, 1):
        return (
            "decode('binary', ...) keeps the column: shape (8, 1). Compared with labels of shape (8,) it would be "
            "stretched to 8 by 8. Give one axis: `[:, 0]`."
        )
    return None


@decode.misconception("numbers turned into classes")
def numbers_as_classes(answer: Answer, rng: np.random.Generator) -> str | None:
    values = rng.normal(0, 3, size=(8, 2))
    got = answer("regression", values).array()
    if any(_same(got, cut) for cut in (values > 0.5, np.round(values), values.argmax(axis=1))):
        return (
            "decode('regression', ...) makes classes of the numbers. For a number to predict, the output is the answer."
        )
    return None


# -- cross-entropies ---------------------------------------------------------------------------------------

cross_entropies = Exercise(
    "Cross-entropy, three times",
    points=4,
    takes=("binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy"),
    hints=(
        "All three ask the same: which probability did the model give to what came true? The loss is minus its "
        "logarithm, averaged over the rows.",
        "Clip first: `p = np.clip(p, 1e-7, 1 - 1e-7)`. For one-hot rows, `y * np.log(p)` keeps only the true class; "
        "sum it over the last axis, then average over the rows.",
        "`p[np.arange(len(labels)), labels]` picks the probability of the true class in each row. The binary loss is "
        "`-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))`.",
    ),
)


def _binary(rng: np.random.Generator, n: int = 9) -> tuple[np.ndarray, np.ndarray]:
    y = rng.permutation(np.arange(n) % 3 == 0).astype(float)
    return y, rng.uniform(0.03, 0.97, size=n)


def _rows(rng: np.random.Generator, n: int, classes: int) -> tuple[np.ndarray, np.ndarray]:
    """Codes (n,) and probabilities (n, classes)."""
    z = rng.normal(size=(n, classes))
    return rng.integers(0, classes, size=n), np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def _bce(y: np.ndarray, p: np.ndarray) -> float:
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def _cce(codes: np.ndarray, p: np.ndarray) -> float:
    return float(-np.mean(np.log(p[np.arange(len(codes)), codes])))


@cross_entropies.criterion("binary: the mean over the rows", points=1)
def binary_value(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for n in (9, 4):
        y, p = _binary(rng, n)
        require_close(answers.binary_crossentropy(y, p).number(), _bce(y, p), what="binary_crossentropy")


@cross_entropies.criterion("categorical: one-hot rows against rows of probabilities", points=1)
def categorical_value(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for n, classes in ((7, 4), (5, 5), (1, 3)):
        codes, p = _rows(rng, n, classes)
        got = answers.categorical_crossentropy(np.eye(classes)[codes], p).number()
        require_close(got, _cce(codes, p), what="categorical_crossentropy")


@cross_entropies.criterion("sparse: whole numbers give what their one-hot rows give", points=1)
def sparse_value(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for n, classes in ((7, 4), (5, 5), (1, 3)):
        codes, p = _rows(rng, n, classes)
        got = answers.sparse_categorical_crossentropy(codes, p).number()
        require_close(got, _cce(codes, p), what="sparse_categorical_crossentropy")


_SURE = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])


def _sure_losses(answers: SimpleNamespace, right: bool) -> dict[str, Answer]:
    """Each loss for predictions of exactly 0 and 1 that are all right, or all wrong."""
    y, codes = np.array([1.0, 0.0]), np.array([0, 1])
    p, rows = (y, _SURE) if right else (1 - y, _SURE[::-1])
    return {
        "binary_crossentropy": answers.binary_crossentropy(y, p),
        "categorical_crossentropy": answers.categorical_crossentropy(np.eye(3)[codes], rows),
        "sparse_categorical_crossentropy": answers.sparse_categorical_crossentropy(codes, rows),
    }


@cross_entropies.criterion("clipped: finite when the model is sure", points=1)
def clipped(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for name, loss in _sure_losses(answers, right=True).items():
        require_close(loss.number(), 0.0, tolerance=1e-3, what=f"For predictions that are sure and right, {name}")
    for name, loss in _sure_losses(answers, right=False).items():
        value = loss.number()
        require(
            9 <= value <= 40,  # clipping at 1e-4 gives 9.2, at 1e-7 (Keras) 16.1, at the smallest double 36
            f"For predictions that are sure and wrong, {name} is {value:.3g}. It should be large but finite; Keras "
            "has 16.1.",
        )


@cross_entropies.misconception("logarithm of 0")
def log_of_zero(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    losses = [loss for right in (True, False) for loss in _sure_losses(answers, right).values()]
    if not all(np.isfinite(loss.array(finite=False)).all() for loss in losses):
        return (
            "When a probability is exactly 0, its logarithm is minus infinity, and 0 times that is no number. Clip the "
            "probabilities first, a tiny step away from 0 and 1."
        )
    return None


@cross_entropies.misconception("minus sign missing")
def no_minus(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    y, p = _binary(rng)
    codes, rows = _rows(rng, 7, 4)
    if _same(answers.binary_crossentropy(y, p).number(), -_bce(y, p)) or _same(
        answers.categorical_crossentropy(np.eye(4)[codes], rows).number(), -_cce(codes, rows)
    ):
        return "Your loss is negative, and falls when the model gets worse. Logarithms of probabilities need a minus."
    return None


@cross_entropies.misconception("only the rows of class 1 counted")
def class_one_only(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    y, p = _binary(rng)
    got = answers.binary_crossentropy(y, p).number()
    if _same(got, -np.mean(y * np.log(p))) or _same(got, -np.sum(y * np.log(p)) / y.sum()):
        return (
            "Only rows with y = 1 add to your binary loss. For the others the model's probability of what came true is "
            "`1 - p`: they need their own term."
        )
    return None


@cross_entropies.misconception("mean over the classes as well")
def class_mean(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    codes, p = _rows(rng, 7, 4)
    if _same(answers.categorical_crossentropy(np.eye(4)[codes], p).number(), _cce(codes, p) / 4):
        return (
            "Your categorical loss is too small by the number of classes: you average over the classes too. Sum over "
            "the classes of a row, then average over the rows."
        )
    return None


@cross_entropies.misconception("sum over the rows instead of their mean")
def row_sum(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    y, p = _binary(rng)
    codes, rows = _rows(rng, 7, 4)
    if _same(answers.binary_crossentropy(y, p).number(), 9 * _bce(y, p)) or _same(
        answers.categorical_crossentropy(np.eye(4)[codes], rows).number(), 7 * _cce(codes, rows)
    ):
        return "Your loss grows with the number of rows. Average over them, so that batches of any size compare."
    return None


@cross_entropies.misconception("all columns picked for every row")
def columns_for_all(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    codes, p = _rows(rng, 7, 4)
    got = answers.sparse_categorical_crossentropy(codes, p).number()
    if _same(got, float(-np.mean(np.log(p[:, codes])))):
        return (
            "`p[:, labels]` picks those columns for every row: 7 by 7 values for 7 rows. You want one value a row, so "
            "give the rows too: `p[np.arange(len(labels)), labels]`."
        )
    return None


@cross_entropies.misconception("labels and probabilities swapped")
def swapped_arguments(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    y, p = _binary(rng)
    near = np.clip(y, 1e-7, 1 - 1e-7)
    if np.isclose(answers.binary_crossentropy(y, p).number(), _bce(p, near), rtol=0.05):
        return "Your binary loss takes the logarithm of the labels. The logarithm is of the probabilities."
    return None


# -- a metric of your own ----------------------------------------------------------------------------------

custom_metric = Exercise(
    "A metric of your own",
    points=4,
    takes=("custom_mse", "train"),
    hints=(
        "Bring both to the same shape before you subtract. And where does Keras want to know about metrics: when the "
        "model is compiled, or when it is fitted?",
        "`keras.ops.reshape(y_true, (-1,))` makes one axis of (n,) and of (n, 1). In `train`, `compile` takes the "
        "loss and a list of metrics, and `fit` returns the history.",
        "`keras.ops.mean(keras.ops.square(a - b))` for the flat `a` and `b`; "
        '`model.compile(loss="mse", metrics=[custom_mse])`, then `return model.fit(x, y, epochs=3, verbose=0)`.',
    ),
)

_WEIGHT = 3.0  # of the model that `train` gets


def _pair(rng: np.random.Generator, n: int = 6) -> tuple[np.ndarray, np.ndarray]:
    y = rng.normal(0, 3, size=n)
    return y, y + rng.normal(0, 0.5, size=n)


def _metric(answers: SimpleNamespace, y: np.ndarray, p: np.ndarray) -> float:
    """What the metric says; Keras averages what has a value for each row."""
    return float(answers.custom_mse(y, p).array().mean())


def _report(answers: SimpleNamespace, rng: np.random.Generator) -> tuple[dict[str, list[float]], float]:
    """The curves that `train` returns for a model with one weight and labels (n,), and the error before training."""
    x = rng.uniform(-2, 2, size=(24, 1)).astype("float32")
    y = (_WEIGHT * x[:, 0] + rng.normal(0, 0.5, size=24)).astype("float32")
    history = answers.train.call((recipe("one_weight_model", value=_WEIGHT), x, y), seconds=60.0)
    if history.kind == "none":
        raise Fail("`train` returned None. Its last line hands back what `fit` returns.")
    return history.logs(), float(np.mean((y - _WEIGHT * x[:, 0]) ** 2))


@custom_metric.criterion("custom_mse: right for equal shapes", points=1)
def metric_equal_shapes(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    y, p = _pair(rng)
    for a, b in ((y, p), (y[:, None], p[:, None])):
        got = _metric(answers, a, b)
        require_close(got, np.mean((y - p) ** 2), what=f"For two arrays of shape {a.shape}, custom_mse")


@custom_metric.criterion("custom_mse: the same for (n,) beside (n, 1)", points=1)
def metric_mixed_shapes(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    y, p = _pair(rng)
    for a, b in ((y, p[:, None]), (y[:, None], p)):
        got = _metric(answers, a, b)
        require_close(got, np.mean((y - p) ** 2), what=f"For shapes {a.shape} and {b.shape}, custom_mse")


@custom_metric.criterion("train: three epochs, each with the loss and custom_mse", points=1)
def metric_reported(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    logs, _ = _report(answers, rng)
    for name in ("loss", "custom_mse"):
        require(
            name in logs,
            f"The history has {' and '.join(sorted(logs)) or 'no curve'}; an entry {name!r} expected.",
        )
        require(len(logs[name]) == 3, f"{name!r} has {len(logs[name])} values; 3 epochs expected.")


@custom_metric.criterion("train: the reported metric is the error of the model", points=1)
def metric_true(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    logs, before = _report(answers, rng)
    require("custom_mse" in logs, "The history has no entry 'custom_mse'.")
    got = logs["custom_mse"][0]
    require(
        abs(got - before) <= 0.2 * before,  # with batches smaller than the whole, it moves a little
        f"In the first epoch custom_mse reports {got:.3g}; the mean squared error is {before:.3g}. In `fit` the labels "
        "have shape (24,) and the outputs (24, 1).",
    )


@custom_metric.misconception("metric broadcast")
def metric_broadcast(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    y, p = _pair(rng)
    got = _metric(answers, y, p[:, None])
    if _same(got, np.mean((y - p[:, None]) ** 2)):
        return (
            "From shapes (6,) and (6, 1) the subtraction makes a table of 6 by 6: every label minus every output. Its "
            "mean is a number, but not the error. Give both the same shape first."
        )
    return None


@custom_metric.misconception("`metrics=` passed to `fit`")
def metrics_in_fit(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    try:
        _report(answers, rng)
    except Raised as problem:
        if "unexpected keyword argument 'metrics'" in problem.message:
            return (
                "You give `metrics=` to `fit`. What is measured is chosen before, in `compile`, beside the loss; `fit` "
                "takes the data and the epochs."
            )
    return None


@custom_metric.misconception("`metric=` passed to `compile`")
def metric_keyword(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    try:
        _report(answers, rng)
    except Raised as problem:
        if "unexpected keyword argument 'metric'" in problem.message:
            return "You give `compile` the argument `metric`. Its name is `metrics`, and it takes a list."
    return None


@custom_metric.misconception("NumPy in a metric")
def numpy_metric(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    try:
        _report(answers, rng)
    except Raised as problem:
        if "numpy" in problem.message.lower() and "symbolic" in problem.message:
            return (
                "Your metric calls NumPy. `fit` runs metrics in a compiled graph, where there are no numbers yet for "
                "NumPy to take. The same functions are in `keras.ops`."
            )
    return None


@custom_metric.misconception("the metric called, not passed")
def metric_called(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    try:
        _report(answers, rng)
    except Raised as problem:
        if "custom_mse() missing" in problem.message:
            return (
                "You call `custom_mse()` yourself. Keras calls it, batch by batch: pass the function without brackets."
            )
    return None


@custom_metric.misconception("root of the mean squared error")
def metric_root(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    y, p = _pair(rng)
    if _same(_metric(answers, y, p), np.sqrt(np.mean((y - p) ** 2))):
        return "You return the root of the mean squared error. Asked for is the mean squared error itself."
    return None


# -- thresholds and ranking --------------------------------------------------------------------------------

ranking = Exercise(
    "Precision, recall and AUC",
    points=5,
    takes=("precision_recall", "auc"),
    hints=(
        "Precision asks the rows that are called positive: how many are? Recall asks the rows that are positive: how "
        "many were found? The AUC compares every positive row with every negative one.",
        "`found = scores > threshold` marks the calls. The true positives are `found & (y == 1)`. For the AUC count "
        "the pairs in which the positive row has the higher score, and half of those with equal scores.",
        "`pairs = scores[y == 1][:, None] - scores[y == 0]` is a table of differences; "
        "`np.mean(pairs > 0) + np.mean(pairs == 0) / 2` is the AUC.",
    ),
)


def _scored(rng: np.random.Generator, n: int = 30) -> tuple[np.ndarray, np.ndarray]:
    """Labels, a third of them 1, and different scores that know a little; as many of each as not."""
    y = rng.permutation(np.arange(n) % 3 == 0).astype(int)
    return y, np.clip(rng.uniform(0.02, 0.7, size=n) + 0.25 * y, 0, 1)


def _tied(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Scores in steps of a quarter, so that positive and negative rows meet."""
    y, scores = _scored(rng, 36)
    return y, np.round(scores * 4) / 4


def _counted(y: np.ndarray, scores: np.ndarray, threshold: float) -> tuple[float, float]:
    found = scores > threshold
    hits = float((found & (y == 1)).sum())
    return hits / max(found.sum(), 1), hits / (y == 1).sum()


def _area(y: np.ndarray, scores: np.ndarray, tie: float = 0.5) -> float:
    gap = scores[y == 1][:, None] - scores[y == 0]
    return float((gap > 0).mean() + tie * (gap == 0).mean())


def _pair_of_rates(answers: SimpleNamespace, *given: np.ndarray | float) -> tuple[float, float]:
    precision, recall = answers.precision_recall(*given).items(length=2)
    return precision.number(), recall.number()


def _thresholds(rng: np.random.Generator) -> tuple[float, ...]:
    return 0.5, float(rng.uniform(0.2, 0.35)), float(rng.uniform(0.6, 0.7))


@ranking.criterion("precision at any threshold", points=1)
def precision_value(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    y, scores = _scored(rng)
    for t in _thresholds(rng):
        got = _pair_of_rates(answers, y, scores, t)[0]
        require_close(got, _counted(y, scores, t)[0], what=f"At the threshold {t:.2g} the precision")


@ranking.criterion("recall at any threshold", points=1)
def recall_value(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    y, scores = _scored(rng)
    for t in _thresholds(rng):
        got = _pair_of_rates(answers, y, scores, t)[1]
        require_close(got, _counted(y, scores, t)[1], what=f"At the threshold {t:.2g} the recall")


@ranking.criterion("only above the threshold; precision 0 where nothing is", points=1)
def threshold_edges(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    y, scores = _tied(rng)
    for threshold, case in ((0.5, "With scores at the threshold"), (1.0, "With no score above the threshold")):
        got = _pair_of_rates(answers, y, scores, threshold)
        require_close(got, _counted(y, scores, threshold), what=f"{case}, (precision, recall)")


@ranking.criterion("AUC: the share of pairs in the right order", points=1)
def area_value(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for scale in (1.0, -1.0, 0.001):  # a ranking knows no scale, and may be upside down
        y, scores = _scored(rng)
        require_close(answers.auc(y, scale * scores).number(), _area(y, scale * scores), what="The AUC")


@ranking.criterion("AUC: a pair with equal scores counts half", points=1)
def area_ties(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    y, scores = _tied(rng)
    require_close(answers.auc(y, scores).number(), _area(y, scores), what="With equal scores the AUC")
    require_close(answers.auc(y, np.full(len(y), 0.3)).number(), 0.5, what="With one score for all rows the AUC")


@ranking.misconception("precision and recall swapped")
def rates_swapped(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    y, scores = _scored(rng)
    t = 0.25
    precision, recall = _counted(y, scores, t)
    if _same(_pair_of_rates(answers, y, scores, t), (recall, precision)):
        return (
            "You return recall, precision. Precision divides by the rows that are called positive, recall by the rows "
            "that are positive."
        )
    return None


@ranking.misconception("accuracy instead of precision")
def accuracy_returned(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    y, scores = _scored(rng)
    thresholds = (0.25, 0.4, 0.6)
    accuracy = np.array([np.mean((scores > t) == y) for t in thresholds])
    rates = np.array([_pair_of_rates(answers, y, scores, t) for t in thresholds])
    if any(_same(rates[:, which], accuracy) for which in (0, 1)):
        return (
            "One of your two numbers is the accuracy. It counts the true negatives, and where positives are rare those "
            "hide everything else. Precision and recall leave them out."
        )
    return None


@ranking.misconception("threshold not used")
def fixed_threshold(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    y, scores = _scored(rng)
    got = [_pair_of_rates(answers, y, scores, t) for t in (0.25, 0.5, 0.7)]
    if got[0] == got[1] == got[2]:
        return "Your two numbers are the same for every threshold. Compare the scores with `threshold`, not with 0.5."
    return None


@ranking.misconception("the threshold itself counted as above")
def at_threshold(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    y, scores = _tied(rng)
    if _same(_pair_of_rates(answers, y, scores, 0.5), _counted(y, scores, 0.49)):
        return "A row whose score equals the threshold is called positive by you. Keras calls it so only above: `>`."
    return None


@ranking.misconception("0 divided by 0")
def zero_by_zero(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    y, scores = _scored(rng)
    broken = False
    try:
        precision = answers.precision_recall(y, scores, 1.0).items(length=2)[0]
        broken = not np.isfinite(precision.array(finite=False)).all()
    except Raised as problem:
        broken = "division by zero" in problem.message
    if broken:
        return "No score is above 1, so no row is called positive, and you divide by 0. Let the precision be 0 then."
    return None


@ranking.misconception("ties counted whole or not at all")
def ties_whole(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    y, scores = _tied(rng)
    got = answers.auc(y, scores).number()
    if any(_same(got, _area(y, scores, tie)) for tie in (0.0, 1.0)):
        return "A pair with equal scores counts 0 or 1 for you. The model could only toss a coin there: count one half."
    return None


@ranking.misconception("AUC upside down")
def area_upside_down(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    y, scores = _scored(rng)
    if _same(answers.auc(y, scores).number(), 1 - _area(y, scores)):
        return "Your AUC counts the pairs in which the negative row is ahead. Count those in which the positive one is."
    return None


# -- the AUC of Keras --------------------------------------------------------------------------------------

keras_auc = Predict(
    "What does Keras's AUC say?",
    points=1,
    hints=(
        "Keras looks at the scores through 200 thresholds from 0 to 1. How many of them lie between your scores?",
        "The thresholds are 1/199 = 0.005 apart, and the largest score is 0.0043.",
        "All rows fall between two neighbouring thresholds, so Keras sees one score for all of them. What is the AUC "
        "of that?",
    ),
)


@keras_auc.criterion("what 200 thresholds can see", points=1)
def grid_auc(answer: Answer, rng: np.random.Generator) -> None:
    guess = answer.number(minimum=0, maximum=1)
    require(abs(guess - 0.5) <= 0.02, "It is another number. How many thresholds lie among the scores?")


@keras_auc.misconception("the exact AUC expected of a grid")
def exact_expected(answer: Answer, rng: np.random.Generator) -> str | None:
    if 0.6 <= answer.number() <= 0.67:
        return (
            "That is the exact value, or near it. Keras does not compare pairs: it counts above 200 fixed thresholds, "
            "and joins the points. Look where these thresholds lie."
        )
    return None


@keras_auc.misconception("no ranking taken for a wrong one")
def blind_is_zero(answer: Answer, rng: np.random.Generator) -> str | None:
    if answer.number() <= 0.1:
        return "An AUC of 0 means that every pair stands in the wrong order. Who cannot tell the rows apart gets more."
    return None


# -- rare classes ------------------------------------------------------------------------------------------

imbalanced = Quiz(
    "Accuracy when one class is rare",
    points=1,
    question=(
        "Of 1,000 parts on a belt 50 are broken. A model that looks for broken parts reports an accuracy of 0.95. What "
        "do you know about it?"
    ),
    options={
        "nothing": Option(
            "Not yet whether it is of any use: always saying `fine` has the same accuracy.",
            "950 of 1,000 parts are fine, so the constant answer is right for 95%. Recall and precision of the broken "
            "parts tell the two apart.",
            right=True,
        ),
        "good": Option(
            "It is good: 95 of 100 answers are right.",
            "So are those of a model that says `fine` to everything and finds no broken part at all.",
            misconception="accuracy on imbalanced classes",
        ),
        "finds": Option(
            "It finds 95% of the broken parts.",
            "That would be its recall. The accuracy counts the 950 good parts as well, and they hide the 50.",
            misconception="accuracy taken for recall",
        ),
        "trust": Option(
            "When it says `broken`, it is right in 95 of 100 cases.",
            "That would be its precision. It may never have said `broken`.",
            misconception="accuracy taken for precision",
        ),
        "ranks": Option(
            "It puts a broken part before a good one in 95% of all pairs.",
            "That would be its AUC, which needs scores. The accuracy looks at one threshold only.",
            misconception="accuracy taken for AUC",
        ),
    },
    hints=(
        "Imagine the laziest model. What would it answer, and how often would it be right?",
        "Count the good parts among the 1,000.",
        "The laziest model says `fine` each time: 950 of 1,000 right. Can you tell it from the friend's model?",
    ),
)


# -- a regressor -------------------------------------------------------------------------------------------

regressor = Exercise(
    "A regressor",
    points=4,
    hints=(
        "Ten numbers go in, one comes out, and it may be negative. Which row of the first table is that?",
        "A small network is enough: some 16 hidden units with ReLU, then one unit without an activation, the loss "
        "`mse`, and 15 to 30 epochs. Fit it on `x_train` and `y_train`, which are scaled already.",
        "`Dense(16, 'relu')`, `Dense(1)`, `compile(keras.optimizers.Adam(0.005), loss='mse')`, then "
        "`fit(x_train, y_train, epochs=20, verbose=0)`.",
    ),
)


@cache
def diabetes_parts() -> dict[str, np.ndarray]:
    """The diabetes rows as the lesson scales them: by mean and deviation of the training rows, float32.

    `x_train`, `x_test` of shape (n, 10), `y_train`, `y_test` of shape (n,), and the measured rows `x_raw` of the test.
    """
    from coursekit import data

    table = data.diabetes()
    x_mean, x_std = table.x_train.mean(axis=0), table.x_train.std(axis=0)
    y_mean, y_std = table.y_train.mean(), table.y_train.std()
    return {
        "x_train": (table.x_train - x_mean) / x_std,
        "x_test": (table.x_test - x_mean) / x_std,
        "y_train": (table.y_train - y_mean) / y_std,
        "y_test": (table.y_test - y_mean) / y_std,
        "x_raw": table.x_test,
    }


def explained(outputs: np.ndarray, part: str = "test") -> float:
    """1 - MSE / MSE of the training mean, for outputs (n,) on a part: 1 is perfect, 0 as good as the mean."""
    y = diabetes_parts()[f"y_{part}"]
    return float(1 - np.mean((outputs - y) ** 2) / np.mean(y**2))  # the training mean is 0 here


def _guesses(answer: Answer, rows: str = "x_test") -> np.ndarray:
    """One number for each row of a part, (n,)."""
    x = diabetes_parts()[rows]
    outputs = answer.model.require_input((10,)).predict(x)
    if outputs.shape not in ((len(x),), (len(x), 1)):
        raise Fail(f"For {len(x)} rows the outputs have shape {outputs.shape}; one number for each row expected.")
    return outputs.reshape(-1)


def _require_explained(answer: Answer, mark: float, wanted: str) -> None:
    guesses = _guesses(answer)
    score = explained(guesses)
    if score < mark:
        order = np.argsort(diabetes_parts()["y_test"])
        shown = {
            "series": {"measured": diabetes_parts()["y_test"][order], "your model": guesses[order]},
            "x_label": "test rows, from low to high",
            "y_label": "progression (scaled)",
        }
        raise Fail(
            f"On the test rows the squared error is {1 - score:.2f} of that of the mean; {wanted} expected.",
            Picture("curves", shown),
        )


@regressor.criterion("a trained model: ten numbers in, one of any sign out", points=1)
def regressor_trained(answer: Answer, rng: np.random.Generator) -> None:
    model = answer.model.require_built().require_compiled()
    guesses = _guesses(answer)
    require(model.compile["optimizer"]["iterations"] != 0, "Your model has not been trained yet: call `fit`.")
    require(guesses.min() < 0, "No output is negative, but half of the scaled targets are.")


@regressor.criterion("better than always saying the mean", points=1)
def beats_mean(answer: Answer, rng: np.random.Generator) -> None:
    _require_explained(answer, 0.05, "less than 0.95")


@regressor.criterion(f"squared error at most {1 - MARKS['regressor']:.1f} of the mean's", points=2)
def regressor_mark(answer: Answer, rng: np.random.Generator) -> None:
    _require_explained(answer, MARKS["regressor"], f"at most {1 - MARKS['regressor']:.1f}")


@regressor.misconception("targets not scaled")
def raw_targets(answer: Answer, rng: np.random.Generator) -> str | None:
    mean = float(_guesses(answer).mean())
    if mean > 1:
        return (
            f"Your outputs are {mean:.3g} on average; the scaled targets have the mean 0. The model seems to be on its "
            "way to the raw numbers, around 150: fit it on `y_train`."
        )
    return None


@regressor.misconception("inputs not scaled")
def raw_inputs(answer: Answer, rng: np.random.Generator) -> str | None:
    if explained(_guesses(answer)) < MARKS["regressor"] <= explained(_guesses(answer, "x_raw")):
        return "Your model has learned from the raw columns. It is asked about scaled ones: fit it on `x_train`."
    return None


@regressor.misconception("an output that cannot be negative")
def positive_only(answer: Answer, rng: np.random.Generator) -> str | None:
    if _guesses(answer).min() >= 0 and raw_targets(answer, rng) is None:  # raw targets are all positive
        return (
            "The mean of the scaled targets is 0, so half of them are negative, and none of your outputs is. ReLU, "
            "sigmoid and softmax cannot go below 0. A number needs a last layer without an activation."
        )
    return None


@regressor.misconception("training rows learned by heart")
def by_heart(answer: Answer, rng: np.random.Generator) -> str | None:
    on_train = explained(_guesses(answer, "x_train"), "train")
    if on_train > 0.8 and explained(_guesses(answer)) < MARKS["regressor"]:
        return (
            f"On the training rows the error is {1 - on_train:.2f} of the mean's, on new rows it is far larger: the "
            "model has learned those 266 rows by heart. Take fewer epochs or fewer units."
        )
    return None


# -- eight problems ----------------------------------------------------------------------------------------

choices = Exercise(
    "Head and loss for eight problems",
    points=4,
    hints=(
        "For each problem ask three things. How many numbers come out? What range may they have, and do they share a "
        "sum? How do the targets look?",
        "Whole numbers as labels: the sparse loss. One-hot rows: the categorical one. Shares that sum to 1 are one-hot "
        "rows with softer numbers. Labels of -1 and 1 belong to the hinge.",
        "Wild outliers: the absolute error. Factors: the squared error of logarithms. tumour and packing take "
        "sigmoid with binary_crossentropy, with 1 and with 3 units.",
    ),
)

_SHORT = {
    "mse": "mean_squared_error",
    "mae": "mean_absolute_error",
    "msle": "mean_squared_logarithmic_error",
    "bce": "binary_crossentropy",
    "kld": "kl_divergence",
}
_LOSSES = (
    "mean_squared_error",
    "mean_absolute_error",
    "mean_squared_logarithmic_error",
    "mean_absolute_percentage_error",
    "huber",
    "log_cosh",
    "binary_crossentropy",
    "categorical_crossentropy",
    "sparse_categorical_crossentropy",
    "kl_divergence",
    "hinge",
    "squared_hinge",
)
_ROBUST = ("mean_absolute_error", "huber", "log_cosh")
# What is right for each problem: (units, activations, losses).
_RIGHT: dict[str, tuple[tuple[int, tuple[str, ...], tuple[str, ...]], ...]] = {
    "tumour": (
        (1, ("sigmoid",), ("binary_crossentropy",)),
        (2, ("softmax",), ("sparse_categorical_crossentropy",)),
    ),
    "cultivar": ((3, ("softmax",), ("sparse_categorical_crossentropy",)),),
    "letter": ((14, ("softmax",), ("categorical_crossentropy", "kl_divergence")),),
    "votes": ((5, ("softmax",), ("kl_divergence", "categorical_crossentropy")),),
    "packing": ((3, ("sigmoid",), ("binary_crossentropy",)),),
    "review": ((1, ("linear", "tanh"), ("hinge", "squared_hinge")),),
    "hours": ((16, ("linear",), _ROBUST),),
    "visitors": (
        (
            1,
            ("linear", "relu", "softplus", "exponential"),
            ("mean_squared_logarithmic_error",),
        ),
    ),
}


def _chosen(answer: Answer, problem: str) -> tuple[int, str, str]:
    """(units, activation, loss) as chosen for a problem, in Keras's long names."""
    entries = answer.entries()
    if problem not in entries:
        raise Fail(f"There is no entry {problem!r}.")
    entry = entries[problem]
    if not entry.attempted:
        raise Fail(f"The entry {problem!r} is still `...`.")
    units, activation, loss = entry.items(length=3)
    if activation.kind in ("none", "text"):
        shape = "linear" if activation.kind == "none" else activation.text().strip().lower()
    else:
        raise Fail(f"{problem!r}: the activation is a text such as 'sigmoid', or None for none.")
    name = loss.text().strip().lower()
    name = _SHORT.get(name, name)
    if name not in _LOSSES:
        raise Fail(f"{problem!r}: {name!r} is none of the losses of this lesson. Write its name as `compile` takes it.")
    return units.number(integer=True), "linear" if shape == "none" else shape, name


def _require_choice(answer: Answer, *problems: str) -> None:
    for problem in problems:
        units, activation, loss = _chosen(answer, problem)
        fitting = [right for right in _RIGHT[problem] if right[0] == units]
        require(fitting, f"{problem!r}: the number of units, {units}, does not fit. How many numbers make one answer?")
        fitting = [right for right in fitting if activation in right[1]]
        require(fitting, f"{problem!r}: {activation!r} does not fit. Which range may the outputs have, which sum?")
        require(any(loss in right[2] for right in fitting), f"{problem!r}: {loss!r} does not fit these targets.")


@choices.criterion("tumour and cultivar", points=1)
def choice_classes(answer: Answer, rng: np.random.Generator) -> None:
    _require_choice(answer, "tumour", "cultivar")


@choices.criterion("letter and votes", points=1)
def choice_rows(answer: Answer, rng: np.random.Generator) -> None:
    _require_choice(answer, "letter", "votes")


@choices.criterion("packing and review", points=1)
def choice_labels(answer: Answer, rng: np.random.Generator) -> None:
    _require_choice(answer, "packing", "review")


@choices.criterion("hours and visitors", points=1)
def choice_numbers(answer: Answer, rng: np.random.Generator) -> None:
    _require_choice(answer, "hours", "visitors")


@choices.misconception("two sigmoids for exclusive classes")
def choice_sigmoids(answer: Answer, rng: np.random.Generator) -> str | None:
    for problem in ("tumour", "cultivar", "letter"):
        units, activation, _ = _chosen(answer, problem)
        if units > 1 and activation == "sigmoid":
            return f"{problem!r}: with a sigmoid each, all classes may say yes. Exclusive classes share a softmax."
    return None


@choices.misconception("softmax over one unit")
def choice_one_unit(answer: Answer, rng: np.random.Generator) -> str | None:
    for problem in _RIGHT:
        if _chosen(answer, problem)[:2] == (1, "softmax"):
            return f"{problem!r}: softmax over one unit is always 1. One unit takes a sigmoid."
    return None


@choices.misconception("softmax for multi-label")
def choice_softmax(answer: Answer, rng: np.random.Generator) -> str | None:
    if _chosen(answer, "packing")[1] == "softmax":
        return "'packing': the three things may all be needed, so they must not share a sum of 1. A sigmoid for each."
    return None


@choices.misconception("labels that do not fit the loss")
def choice_labels_form(answer: Answer, rng: np.random.Generator) -> str | None:
    if _chosen(answer, "letter")[2] == "sparse_categorical_crossentropy":
        return "'letter': the labels are one-hot rows. The sparse loss wants one whole number for each row."
    if _chosen(answer, "cultivar")[2] == "categorical_crossentropy":
        return "'cultivar': the labels are whole numbers. The categorical loss wants one-hot rows."
    return None


@choices.misconception("outliers squared")
def choice_outliers(answer: Answer, rng: np.random.Generator) -> str | None:
    if _chosen(answer, "hours")[2] == "mean_squared_error":
        return (
            "'hours': an error of 100 degrees counts 10,000 when it is squared. A few broken readings would steer the "
            "model. Choose a loss that does not square them."
        )
    return None


@choices.misconception("differences where factors count")
def choice_factors(answer: Answer, rng: np.random.Generator) -> str | None:
    if _chosen(answer, "visitors")[2] in ("mean_squared_error", *_ROBUST):
        return (
            "'visitors': to be wrong by 50 is nothing for a large museum and everything for a small one. Your loss "
            "counts differences. One of the losses looks at logarithms, and so at factors."
        )
    return None


@choices.misconception("a probability for labels of -1 and 1")
def choice_hinge(answer: Answer, rng: np.random.Generator) -> str | None:
    _, activation, loss = _chosen(answer, "review")
    if activation == "sigmoid" or loss == "binary_crossentropy":
        return (
            "'review': the labels are -1 and 1, and a sigmoid never goes below 0; binary cross-entropy wants 0 and 1. "
            "There is a loss that is made for these labels."
        )
    return None


# -- which mistake is this? --------------------------------------------------------------------------------

which_mistake = Quiz(
    "Which mistake is this?",
    points=1,
    question=(
        "A friend tags photos with any of three tags: people, water, mountains. The model ends in "
        "`Dense(3, 'softmax')`, the loss is `binary_crossentropy`, and it falls. A tag is set when its output is above "
        "0.5. A photo of people on a mountain lake gets no tag: the outputs are 0.34, 0.33 and 0.33. What is the "
        "mistake?"
    ),
    options={
        "softmax": Option(
            "The three outputs share a sum of 1, but the tags do not exclude each other.",
            "With three true tags each can have a third at most. A sigmoid for each lets all of them be near 1.",
            right=True,
        ),
        "loss": Option(
            "The loss should be `categorical_crossentropy`.",
            "That one asks which single class is true. The binary loss, taken for each tag, fits; the last layer does "
            "not.",
            misconception="multi-label taken for multi-class",
        ),
        "threshold": Option(
            "The threshold is too high: 0.3 would set all three tags.",
            "It would here. But a photo with one tag, at 0.6, 0.35 and 0.05, would get a second one. No threshold fits "
            "outputs that depend on how many others are true.",
            misconception="a threshold against a wrong head",
        ),
        "train": Option(
            "The model has not been trained for long enough: it is still undecided.",
            "For three true tags these outputs are the best that this layer can give. More epochs lead to the same.",
            misconception="a fair share taken for doubt",
        ),
        "argmax": Option(
            "`argmax` should be used instead of a threshold.",
            "It would name people, and never water or mountains with them. Each tag is a question of its own.",
            misconception="one winner for several labels",
        ),
    },
    hints=(
        "Add the three outputs. Is that an accident?",
        "What outputs would you want for a photo with all three tags? Can this last layer give them?",
        "You would want three numbers near 1. They sum to 3.",
    ),
)
