"""Lesson 02: five steps from data to a tested model."""

from __future__ import annotations

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
    Picture,
    Predict,
    Quiz,
    require,
    require_close,
    require_equal,
)

# Pass marks of trained models. tests/calibration measures the reference and the simplest baseline.
MARKS = {"bands": 0.94}  # accuracy on new points; a single cut gets 0.667, the best possible is 0.972


def _same(got: np.ndarray, want: np.ndarray, tolerance: float = 1e-4) -> bool:
    return got.shape == want.shape and np.allclose(got, want, atol=tolerance, rtol=tolerance)


def _once(function: Callable[..., Any]) -> Callable[..., Any]:
    """Remembers what a function found out about an answer, by its further arguments, as long as the answer lives.

    Asking a model costs some milliseconds, and several criteria ask the same. The results must be plain data.
    """
    known: WeakKeyDictionary[Answer, dict[Any, Any]] = WeakKeyDictionary()

    @wraps(function)
    def remembered(answer: Answer, *more: Any) -> Any:
        found = known.setdefault(answer, {})
        if more not in found:
            found[more] = function(answer, *more)
        return found[more]

    return remembered


# -- split and scale ---------------------------------------------------------------------------------------

split_and_scale = Exercise(
    "Split and scale without leaking",
    points=4,
    hints=(
        "The test rows play the part of data that you do not have yet. What may the scaling know about them?",
        "Draw one order of the rows from the seed and apply it to x and y. Cut both at the same place. Then take "
        "the mean and the standard deviation of each column of the training part.",
        "`order = np.random.default_rng(seed).permutation(len(x))` gives the rows; the first "
        "`round(test_size * len(x))` of them are the test part. Scale both parts with "
        "`x_train.mean(axis=0)` and `x_train.std(axis=0)`.",
    ),
)

_ROWS, _TEST, _MEASURED = 80, 20, 3


def _table(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Three measured columns of different size, seven columns of two values that spell out the row, and labels.

    Two values stay two values under any scaling, so a row can be recognised in what an answer returns.
    """
    measured = rng.normal(size=(_ROWS, _MEASURED)) * [50, 0.02, 4] + [1000, 0.5, -20]
    codes = rng.permutation(2**7)[:_ROWS]
    low, gap = rng.uniform(-3, 3, size=7), rng.uniform(1, 4, size=7)
    bits = low + gap * (codes[:, None] >> np.arange(7) & 1)
    return np.concatenate([measured, bits], axis=1), rng.permutation(np.arange(_ROWS) % 3)


def _bits(part: np.ndarray) -> np.ndarray:
    coded = part[:, _MEASURED:]
    high = coded > (coded.min(axis=0) + coded.max(axis=0)) / 2
    return high @ (1 << np.arange(7))


def _row_numbers(part: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The rows of x that `part` holds, in its order; -1 where a row is none of them."""
    known = {int(code): row for row, code in enumerate(_bits(x))}
    return np.array([known.get(int(code), -1) for code in _bits(part)])


class _Split:
    """What an answer makes of a table: its parts, and which rows they hold."""

    def __init__(self, answer: Answer, x: np.ndarray, y: np.ndarray, seed: int) -> None:
        self.x, self.y, train = x, y, _ROWS - _TEST
        parts = answer(x, y, _TEST / _ROWS, seed).items(length=4)
        self.x_train = parts[0].array(shape=(train, x.shape[1])).astype(float)
        self.x_test = parts[1].array(shape=(_TEST, x.shape[1])).astype(float)
        self.y_train = parts[2].array(shape=(train,))
        self.y_test = parts[3].array(shape=(_TEST,))
        self.train, self.test = _row_numbers(self.x_train, x), _row_numbers(self.x_test, x)
        self.rows = np.concatenate([self.train, self.test])

    @property
    def complete(self) -> bool:
        return sorted(self.rows) == list(range(_ROWS))

    def require_complete(self) -> _Split:
        found = len(set(self.rows) - {-1})
        require(
            self.complete,
            f"Of {_ROWS} rows, {found} can be found again in your two parts; each row belongs in exactly one.",
        )
        return self


def _split(answer: Answer, rng: np.random.Generator) -> _Split:
    return _Split(answer, *_table(rng), seed=int(rng.integers(1000)))


def _poisoned(answer: Answer, rng: np.random.Generator) -> tuple[_Split, _Split]:
    """Two splits of the same table by the same seed; in the second the test rows hold huge values."""
    x, y = _table(rng)
    seed = int(rng.integers(1000))
    clean = _Split(answer, x, y, seed).require_complete()
    poison = x.copy()
    poison[clean.test, :_MEASURED] += 1e5 * (1 + rng.random((_TEST, _MEASURED)))
    return clean, _Split(answer, poison, y, seed).require_complete()


@split_and_scale.criterion("two parts that hold each row once", points=1)
def parts(answer: Answer, rng: np.random.Generator) -> None:
    _split(answer, rng).require_complete()


@split_and_scale.criterion("shuffled, and each row keeps its label", points=1)
def paired(answer: Answer, rng: np.random.Generator) -> None:
    split = _split(answer, rng).require_complete()
    labels = np.concatenate([split.y_train, split.y_test])
    wrong = int((labels != split.y[split.rows]).sum())
    require(wrong == 0, f"{wrong} of {_ROWS} rows come with the label of another row.")
    require(len(set(np.diff(split.test))) > 1, "The test part is a block of neighbouring rows: nothing is shuffled.")


@split_and_scale.criterion("each training column has mean 0 and standard deviation 1", points=1)
def standardised(answer: Answer, rng: np.random.Generator) -> None:
    split = _split(answer, rng)
    for name, got, want in (
        ("mean", split.x_train.mean(axis=0), 0.0),
        ("standard deviation", split.x_train.std(axis=0), 1.0),
    ):
        worst = int(np.argmax(np.abs(got - want)))
        require(
            abs(got[worst] - want) < 0.02,  # n or n - 1 in the standard deviation: both are fine
            f"Column {worst} of the training part has {name} {got[worst]:.3g}; {want:g} expected.",
        )


@split_and_scale.criterion("the scaling knows the training rows only", points=1)
def no_leak(answer: Answer, rng: np.random.Generator) -> None:
    clean, poisoned = _poisoned(answer, rng)
    rows = clean.x[clean.train]
    want = (clean.x[clean.test] - rows.mean(axis=0)) / rows.std(axis=0)
    require_close(clean.x_test, want, tolerance=0.02, what="The test part, scaled as the training part")
    require(
        np.array_equal(poisoned.train, clean.train),
        "Called twice with the same seed, your function splits the rows differently. Let `seed` fix the order.",
    )
    require_close(
        poisoned.x_train, clean.x_train, tolerance=1e-3, what="The training part, after a change of test rows only"
    )


@split_and_scale.misconception("scaled before the split")
def scaled_first(answer: Answer, rng: np.random.Generator) -> str | None:
    clean, poisoned = _poisoned(answer, rng)
    if np.array_equal(clean.train, poisoned.train) and not _same(poisoned.x_train, clean.x_train, 1e-2):
        return (
            "The check made some test rows huge, and your training rows changed. So your scaling has looked at the "
            "test part. Split first; then compute means and standard deviations from the training rows."
        )
    return None


@split_and_scale.misconception("test part scaled by its own mean")
def own_mean(answer: Answer, rng: np.random.Generator) -> str | None:
    split = _split(answer, rng)
    if np.abs(split.x_test.mean(axis=0)).max() < 1e-3 and np.abs(split.x_train.mean(axis=0)).max() < 1e-3:
        return (
            "Both parts have mean 0: each was scaled by itself. A new row must be treated as a training row would "
            "be, so scale the test part with the training part's numbers."
        )
    return None


@split_and_scale.misconception("test part not scaled")
def test_raw(answer: Answer, rng: np.random.Generator) -> str | None:
    split = _split(answer, rng)
    if _same(split.x_test, split.x[split.test]) and not _same(split.x_train, split.x[split.train]):
        return "Your test part is as it came. Scale it too, with the training part's means and deviations."
    return None


@split_and_scale.misconception("rows scaled to length 1")
def row_length(answer: Answer, rng: np.random.Generator) -> str | None:
    split = _split(answer, rng)
    if np.allclose(np.linalg.norm(split.x_train, axis=1), 1, atol=1e-3):
        return (
            "Each of your rows has length 1, as `keras.utils.normalize` makes them. That mixes the columns of a row. "
            "Scaling goes column by column."
        )
    return None


@split_and_scale.misconception("one mean for all columns")
def one_mean(answer: Answer, rng: np.random.Generator) -> str | None:
    split = _split(answer, rng)
    for table in (split.x[split.train], split.x):
        if _same(split.x_train, (split.x[split.train] - table.mean()) / table.std(), 1e-2):
            return (
                "You use one mean and one deviation for the whole table. Each column has a size of its own: take them "
                "over the rows, `axis=0`."
            )
    return None


@split_and_scale.misconception("x and y shuffled apart")
def apart(answer: Answer, rng: np.random.Generator) -> str | None:
    split = _split(answer, rng)
    labels = np.concatenate([split.y_train, split.y_test])
    if split.complete and sorted(labels) == sorted(split.y) and not np.array_equal(labels, split.y[split.rows]):
        return (
            "The rows of x and their labels got different orders. Draw one order and use it for both: "
            "`x[order]`, `y[order]`."
        )
    return None


@split_and_scale.misconception("not shuffled")
def unshuffled(answer: Answer, rng: np.random.Generator) -> str | None:
    split = _split(answer, rng)
    if split.complete and len(set(np.diff(split.test))) == 1:
        return (
            "Your test part is a block of neighbouring rows. Many tables are sorted by class, and then a block holds "
            "one class only. Shuffle first."
        )
    return None


@split_and_scale.misconception("the parts in another order")
def other_order(answer: Answer, rng: np.random.Generator) -> str | None:
    x, y = _table(rng)
    found = answer(x, y, _TEST / _ROWS, 3).items(length=4)
    ranks = [part.array().ndim for part in found]
    if ranks == [2, 1, 2, 1]:
        return "You return x, y, x, y. The order asked for is `x_train, x_test, y_train, y_test`."
    return None


# -- labels ------------------------------------------------------------------------------------------------

labels = Exercise(
    "One-hot and back",
    points=5,
    takes=("one_hot", "to_labels"),
    hints=(
        "A row of `one_hot` has a 1 in the column of its word and 0 elsewhere. In `to_labels`, each row has a "
        "largest value.",
        "`categories.index(word)` is the code of a word, and `np.eye(k)` holds every row that you need. For the way "
        "back: `argmax` takes an axis.",
        "`codes = [categories.index(word) for word in words]`, then `np.eye(len(categories))[codes]`. And "
        "`rows.argmax(axis=-1)`.",
    ),
)

_WORDS = ("Chrome", "Firefox", "IE", "Safari", "Opera", "Edge")


def _words(rng: np.random.Generator) -> tuple[list[str], list[str], np.ndarray]:
    """Words, their categories in an order that is not the alphabet's, and codes; one category does not occur."""
    categories = [str(word) for word in rng.permutation(_WORDS)[:5]]
    if categories == sorted(categories):
        categories.reverse()
    absent = int(rng.integers(1, 4))
    present = [code for code in range(5) if code != absent]
    codes = rng.permutation(np.concatenate([present, rng.choice(present, size=4)]))
    return [categories[code] for code in codes], categories, codes


def _probabilities(rng: np.random.Generator, n: int = 7, classes: int = 4) -> np.ndarray:
    """Rows that sum to 1, each row's winner below one half."""
    winners = np.concatenate([rng.permutation(classes), rng.integers(classes, size=n)])[:n]
    rows = rng.uniform(0.5, 0.9, size=(n, classes))
    rows[np.arange(n), winners] = rng.uniform(1.0, 1.4, size=n)
    return rows / rows.sum(axis=1, keepdims=True)


@labels.criterion("one_hot: a row for each word, a column for each category", points=1)
def one_hot_shape(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    words, categories, _ = _words(rng)
    answers.one_hot(words, categories).array(shape=(len(words), len(categories)))


@labels.criterion("one_hot: the 1 stands in the word's column", points=1)
def one_hot_values(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    words, categories, codes = _words(rng)
    require_equal(answers.one_hot(words, categories).array(), np.eye(5)[codes], what="one_hot")
    require_equal(answers.one_hot(words[:1], categories).array(), np.eye(5)[codes[:1]], what="For one word, one_hot")


@labels.criterion("to_labels: one label for each row", points=1)
def label_shape(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for n, classes in ((7, 4), (1, 3)):
        answers.to_labels(_probabilities(rng, n, classes)).array(shape=(n,), integer=True)


@labels.criterion("to_labels: the class with the largest value", points=1)
def label_values(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for n, classes in ((7, 4), (5, 5), (1, 3)):
        rows = _probabilities(rng, n, classes)
        require_equal(answers.to_labels(rows).array(), rows.argmax(axis=1), what="to_labels")


@labels.criterion("to_labels undoes one_hot", points=1)
def round_trip(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    words, categories, codes = _words(rng)
    rows = answers.one_hot(words, categories).array(ndim=2)
    require_equal(answers.to_labels(rows).array(), codes, what="The labels after the round trip")


@labels.misconception("integer codes taken as an order")
def codes_only(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    words, categories, codes = _words(rng)
    got = answers.one_hot(words, categories).array().squeeze()
    if _same(got, codes) or _same(got, codes + 1) or _same(got, np.unique(words, return_inverse=True)[1]):
        return (
            "one_hot returns one code for each word. Codes have an order and distances that the words do not have: a "
            "network would read IE - Safari = Chrome in them. Give each category a column."
        )
    return None


@labels.misconception("columns in the alphabet's order")
def alphabetical(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    words, categories, codes = _words(rng)
    got = answers.one_hot(words, categories).array()
    if _same(got, np.eye(5)[codes][:, np.argsort(categories)]):
        return "Your columns follow the alphabet. Column i belongs to `categories[i]`, whatever its name."
    return None


@labels.misconception("categories that do not occur left out")
def left_out(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    words, categories, _ = _words(rng)
    if answers.one_hot(words, categories).array(ndim=2).shape == (len(words), len(set(words))):
        return (
            "A category that is not among these words has no column. The next batch may hold it, and then the columns "
            "would move. Take the columns from `categories`."
        )
    return None


@labels.misconception("rows and columns swapped")
def swapped(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    words, categories, codes = _words(rng)
    if _same(answers.one_hot(words, categories).array(), np.eye(5)[codes].T):
        return "Your rows are the categories and your columns the words. Words are the samples: they go into rows."
    return None


@labels.misconception("argmax without an axis")
def no_axis(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    rows = _probabilities(rng)
    got = answers.to_labels(rows).array()
    if got.size == 1 and got.item() == rows.argmax():
        return (
            f"to_labels gives one number, {got.item()}, for 7 rows. Without an axis `argmax` numbers all values of "
            "the batch in one go. Each row has a winner of its own: `axis=-1`."
        )
    return None


@labels.misconception("argmax over the batch")
def wrong_axis(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    rows = _probabilities(rng)
    if _same(answers.to_labels(rows).array(), rows.argmax(axis=0)):
        return "You ask each class for its best row. Ask each row for its best class: the last axis holds the classes."
    return None


@labels.misconception("probabilities instead of labels")
def highest(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    rows = _probabilities(rng)
    if _same(answers.to_labels(rows).array(), rows.max(axis=1)):
        return "to_labels returns how large the winner is. Asked for is which class it is: `argmax`, not `max`."
    return None


@labels.misconception("a threshold of one half for several classes")
def threshold(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    rows = _probabilities(rng)
    got = answers.to_labels(rows).array()
    if got.shape == rows.shape and _same(got, np.round(rows)):
        return (
            "You round each probability. With several classes the winner may stay below one half, and then no class "
            "is left. Take the largest of the row."
        )
    return None


# -- a multi-layer perceptron ------------------------------------------------------------------------------

PARAMETERS = 784 * 784 + 784 + 784 * 10 + 10  # 623,290

mlp = Exercise(
    "A network for MNIST",
    points=5,
    takes=("mlp", "parameters"),
    hints=(
        "Two Dense layers after the input. A Dense layer with n inputs and u units has n * u weights and u biases.",
        "The hidden layer has 784 units with ReLU, the output 10 units with softmax. Labels as one-hot rows need "
        "`categorical_crossentropy`.",
        "`keras.Sequential([keras.Input((784,)), keras.layers.Dense(784, 'relu'), keras.layers.Dense(10, "
        "'softmax')])`, then `compile(optimizer='adam', loss=..., metrics=['accuracy'])`.",
    ),
)


@cache
def _pixels() -> np.ndarray:
    return np.random.default_rng(784).uniform(size=(6, 784)).astype("float32")


@_once
def _outputs(answer: Answer) -> np.ndarray:
    return answer.model.require_input((784,)).predict(_pixels())


def _shares(z: np.ndarray) -> np.ndarray:
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


@_once
def _layer_weights(answer: Answer) -> list[np.ndarray]:
    """Kernel, bias, kernel, bias of the 784-784-10 network, or a Fail."""
    found = answer.model.require_input((784,)).weights()
    shapes, wanted = [w.shape for w in found], [(784, 784), (784,), (784, 10), (10,)]
    if shapes != wanted:
        raise Fail(f"Your weights have the shapes {shapes}; {wanted} expected.")
    return found


@mlp.criterion("takes flat images, gives ten probabilities a row", points=1)
def ten_probabilities(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    got = _outputs(answers.mlp)
    require(got.shape == (6, 10), f"For 6 images the outputs have shape {got.shape}; (6, 10) expected.")
    require(got.min() >= 0, "Some outputs are negative, so they are no probabilities.")
    require_close(got.sum(axis=1), np.ones(6), tolerance=1e-3, what="The sum of each row's outputs")


@mlp.criterion("784 units with ReLU, then 10 with softmax", points=1)
def forward(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    w1, b1, w2, b2 = _layer_weights(answers.mlp)
    x = _pixels()
    want = _shares(np.maximum(x @ w1 + b1, 0) @ w2 + b2)
    require_close(_outputs(answers.mlp), want, tolerance=1e-3, what="The output, against ReLU and softmax,")


@mlp.criterion("compiled with a loss for one-hot labels, and accuracy", points=2)
def compiled(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    model = answers.mlp.model.require_built().require_compiled()
    loss = model.compile["loss"]
    require(isinstance(loss, dict), "Your model has no single loss. Give `loss='categorical_crossentropy'`.")
    require(not (loss["config"] or {}).get("from_logits"), "The loss expects logits; your outputs are probabilities.")
    if loss["name"] != "categorical_crossentropy":  # another spelling is right when it measures the same
        x, y = _pixels(), np.eye(10, dtype="float32")[rng.integers(10, size=6)]
        want = -np.mean(np.sum(y * np.log(_outputs(answers.mlp)), axis=1))
        _, logs = model.fit_clone(x, y, epochs=1, batch_size=6, keep_weights=True)
        require_close(logs["loss"][0], want, tolerance=1e-3, what=f"The loss ({loss['name']}) on one-hot labels")
    names = [metric["name"] for metric in model.compile["metrics"]]
    require(any("accuracy" in name for name in names), "Your model does not report accuracy: `metrics=['accuracy']`.")


@mlp.criterion("the number of parameters", points=1)
def parameter_count(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    got = answers.parameters.number(integer=True)
    require(got == PARAMETERS, f"{got:,} is not the number of parameters of a 784-784-10 network.")


@mlp.misconception("labels one-hot but sparse loss")
def sparse_loss(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    loss = answers.mlp.model.require_compiled().compile["loss"]
    if isinstance(loss, dict) and loss["name"] == "sparse_categorical_crossentropy":
        return (
            "Your loss expects one whole number a label: that is what `sparse` means. These labels are one-hot rows, "
            "so fit would stop with an error about shapes. Leave `sparse_` away."
        )
    return None


@mlp.misconception("a binary loss for ten classes")
def binary_loss(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    loss = answers.mlp.model.require_compiled().compile["loss"]
    if isinstance(loss, dict) and loss["name"] == "binary_crossentropy":
        return (
            "`binary_crossentropy` asks ten separate yes-or-no questions. A digit has one class of ten, and softmax "
            "shares 1 among them: `categorical_crossentropy` fits."
        )
    return None


@mlp.misconception("a loss for numbers, not classes")
def number_loss(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    loss = answers.mlp.model.require_compiled().compile["loss"]
    if isinstance(loss, dict) and loss["name"].startswith("mean_"):
        return f"`{loss['name']}` measures distances between numbers. For classes take a cross-entropy."
    return None


@mlp.misconception("hidden layer without an activation")
def linear_hidden(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    w1, b1, w2, b2 = _layer_weights(answers.mlp)
    x = _pixels()
    if _same(_outputs(answers.mlp), _shares((x @ w1 + b1) @ w2 + b2), 1e-3):
        return "Your hidden layer has no activation. Two layers without a bend between them are no better than one."
    return None


@mlp.misconception("outputs without softmax")
def no_softmax(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    w1, b1, w2, b2 = _layer_weights(answers.mlp)
    x = _pixels()
    if _same(_outputs(answers.mlp), np.maximum(x @ w1 + b1, 0) @ w2 + b2, 1e-3):
        return "Your outputs are plain sums, the logits. Softmax on the last layer turns each row into probabilities."
    return None


@mlp.misconception("sigmoid for exclusive classes")
def sigmoid_outputs(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    got = _outputs(answers.mlp)
    if got.shape == (6, 10) and got.min() >= 0 and got.max() <= 1 and got.sum(axis=1).min() > 1.5:
        return "Each of your outputs is between 0 and 1, but a row adds up to more than 1. Exclusive classes share 1."
    return None


@mlp.misconception("biases left out")
def without_biases(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if answers.parameters.number() == PARAMETERS - 784 - 10:
        return "622,496 are the weights alone. Each of the 794 units has a bias too."
    if answers.mlp.model.parameters == PARAMETERS - 784 - 10:
        return "Your layers have no biases: `use_bias=False`. Dense has them unless you switch them off."
    return None


@mlp.misconception("units taken for parameters")
def units_counted(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if answers.parameters.number() in (784, 784 + 10, 784 + 784 + 10):
        return "You counted units. Each unit has a weight for every input, and a bias."
    return None


# -- steps -------------------------------------------------------------------------------------------------

steps_per_epoch = Exercise(
    "Steps per epoch",
    points=2,
    hints=(
        "An epoch shows each row once. What happens to the rows that do not fill a batch?",
        "The last batch may be smaller, but it is a batch. So the quotient is rounded up.",
        "`math.ceil(rows / batch_size)`; without an import: `-(-rows // batch_size)`.",
    ),
)


def _steps(answer: Answer, rows: int, batch_size: int) -> int:
    return answer(rows, batch_size).number(integer=True)


def _require_steps(answer: Answer, rows: int, batch_size: int) -> None:
    got, want = _steps(answer, rows, batch_size), -(-rows // batch_size)
    require(got == want, f"For {rows:,} rows in batches of {batch_size} you give {got:,} steps; {want:,} expected.")


@steps_per_epoch.criterion("right when every batch is full", points=1)
def full_batches(answer: Answer, rng: np.random.Generator) -> None:
    for rows, size in ((2400, 32), (int(rng.integers(5, 60)) * 16, 16), (32, 32)):
        _require_steps(answer, rows, size)


@steps_per_epoch.criterion("right when the last batch is smaller", points=1)
def smaller_batch(answer: Answer, rng: np.random.Generator) -> None:
    many = int(rng.integers(10, 50))
    for rows, size in ((60_000, 128), (10_000, 32), (many * 50 + 1, 50), (many * 50 + 49, 50), (7, 32)):
        _require_steps(answer, rows, size)


@steps_per_epoch.misconception("steps rounded down")
def rounded_down(answer: Answer, rng: np.random.Generator) -> str | None:
    if _steps(answer, 119, 20) == 5 and _steps(answer, 60_000, 128) == 468:
        return (
            "You round down: the rows that do not fill a batch would never be seen. Keras makes a smaller last batch "
            "of them, so 60,000 rows in batches of 128 give 469 steps."
        )
    return None


@steps_per_epoch.misconception("steps rounded to the nearest number")
def rounded_nearest(answer: Answer, rng: np.random.Generator) -> str | None:
    if _steps(answer, 119, 20) == 6 and _steps(answer, 105, 20) == 5:
        return "You round to the nearest number. Even a single left-over row needs a step: round up."
    return None


@steps_per_epoch.misconception("one step too many")
def one_more(answer: Answer, rng: np.random.Generator) -> str | None:
    if _steps(answer, 100, 20) == 6 and _steps(answer, 105, 20) == 6:
        return "With 100 rows in batches of 20 all five batches are full, and there is no sixth."
    return None


@steps_per_epoch.misconception("a fraction of a step")
def fraction(answer: Answer, rng: np.random.Generator) -> str | None:
    if answer(105, 20).number() == 5.25:
        return "You return 5.25 steps for 105 rows in batches of 20. A step is done or not: round up."
    return None


# -- bands -------------------------------------------------------------------------------------------------

bands = Exercise(
    "Five steps of your own",
    points=6,
    takes=("to_column", "bands_model"),
    hints=(
        "One number goes in, so the input has shape (1,). A model without a hidden layer can cut the line once only.",
        "Some 16 to 64 hidden units with ReLU, and one sigmoid unit with `binary_crossentropy` (or two with softmax "
        "and `sparse_categorical_crossentropy`). Small batches and a learning rate above 0.001 save epochs.",
        "`Dense(32, 'relu')`, `Dense(1, 'sigmoid')`, `keras.optimizers.Adam(0.03)`, then "
        "`fit(to_column(position), bands.y_train, epochs=20, batch_size=8, verbose=0)`. "
        "And `to_column` is `x[:, None]`.",
    ),
)

WIDTH = 30.0  # positions are divided by it, in the lesson and here


@cache
def new_points() -> tuple[np.ndarray, np.ndarray]:
    """3,000 positions of the two-class bands, shape (3000, 1) in 0..1, with labels: none of them in the lesson."""
    from coursekit import data

    draws = [data.intervals(2, seed=seed) for seed in range(7001, 7006)]
    x = np.concatenate([draw.x for draw in draws])[:, None] / np.float32(WIDTH)
    return x, np.concatenate([draw.y for draw in draws])


def classes_of(outputs: np.ndarray) -> np.ndarray:
    """Classes (n,) from a model's outputs: one sigmoid unit or logit a row, or one output for each class."""
    if outputs.shape[-1] > 1:
        return outputs.argmax(axis=-1)
    logits = outputs.min() < 0 or outputs.max() > 1
    return (outputs[:, 0] > (0.0 if logits else 0.5)).astype(int)


@_once
def _predicted(answer: Answer, divided_by: float) -> np.ndarray:
    """The model's classes for the new points, whose positions are divided by `divided_by` once more."""
    x, _ = new_points()
    outputs = answer.model.require_input((1,)).predict(x / np.float32(divided_by))
    if outputs.ndim != 2 or outputs.shape[1] not in (1, 2):
        raise Fail(
            f"For {len(x)} points the outputs have shape {outputs.shape}; one or two outputs for each point expected."
        )
    return classes_of(outputs)


def _accuracy(answer: Answer, divided_by: float = 1.0) -> float:
    return float((_predicted(answer, divided_by) == new_points()[1]).mean())


def _require_accuracy(answer: Answer, mark: float, picture: Picture | None = None) -> None:
    accuracy = _accuracy(answer)
    if accuracy < mark:
        raise Fail(
            f"Your model is right for {accuracy:.0%} of {len(new_points()[1]):,} new points; "
            f"at least {mark:.0%} expected.",
            picture,
        )


def _truth_and_prediction(answer: Answer) -> Picture:
    (x, y), predicted = new_points(), _predicted(answer, 1.0)
    some = np.arange(0, len(x), 10)
    shown = {"x": x[some, 0] * WIDTH, "y_true": y[some], "y_pred": predicted[some], "x_label": "position"}
    return Picture("bands", shown)


@bands.criterion("to_column: one column, the same values", points=1)
def column(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for n in (6, 1):
        x = rng.normal(size=n)
        require_close(answers.to_column(x).array(shape=(n, 1)), x[:, None], what="to_column")


@bands.criterion("a trained model: one number in, one or two outputs", points=1)
def trained(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    model = answers.bands_model.model.require_built().require_compiled()
    _predicted(answers.bands_model, 1.0)
    require(model.compile["optimizer"]["iterations"] != 0, "Your model has not been trained yet: call `fit`.")


@bands.criterion("better than any single cut of the line (over 75%)", points=1)
def beats_one_cut(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    _require_accuracy(answers.bands_model, 0.75)


@bands.criterion(f"right for at least {MARKS['bands']:.0%} of new points", points=3)
def gate(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    _require_accuracy(answers.bands_model, MARKS["bands"], _truth_and_prediction(answers.bands_model))


@bands.misconception("1-D input")
def one_axis(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    x = rng.normal(size=5)
    if _same(answers.to_column(x).array(), x):
        return (
            "`to_column` gives back one axis. A Dense layer wants two: one row for each sample, here with one column. "
            "`x[:, None]` adds the second axis."
        )
    return None


@bands.misconception("a row instead of a column")
def one_row(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    x = rng.normal(size=5)
    if _same(answers.to_column(x).array(), x[None, :]):
        return "`to_column` makes one sample with 5 features. You want 5 samples with one feature: shape (5, 1)."
    return None


@bands.misconception("not scaled")
def unscaled(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if _accuracy(answers.bands_model) < MARKS["bands"] <= _accuracy(answers.bands_model, 1 / WIDTH):
        return "Your model has learned positions from 0 to 30. It is asked about `position`, which runs from 0 to 1."
    return None


@bands.misconception("normalised twice")
def twice(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if _accuracy(answers.bands_model) < MARKS["bands"] <= _accuracy(answers.bands_model, WIDTH):
        return (
            "Your model knows positions from 0 to 1/30 only: they were divided by 30 twice. `position` is scaled "
            "already."
        )
    return None


@bands.misconception("a model that can cut only once")
def single_cut(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    order = np.argsort(new_points()[0][:, 0])
    if (
        np.abs(np.diff(_predicted(answers.bands_model, 1.0)[order])).sum() <= 1
        and len(answers.bands_model.model.of_type("Dense")) < 2
    ):
        return (
            "Your model has no hidden layer, so its score rises or falls all along the line and it can change its mind "
            "once. Class 1 lies in the middle: two changes are needed."
        )
    return None


@bands.misconception("one class for all")
def constant(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    found = set(_predicted(answers.bands_model, 1.0))
    if len(found) == 1:
        return (
            f"Your model calls every point class {found.pop()}. It may need more epochs or a higher learning rate; and "
            "two softmax outputs must not be trained as one."
        )
    return None


# -- four bands --------------------------------------------------------------------------------------------

four_bands = Predict(
    "A linear model on four bands",
    points=1,
    hints=(
        "On the two classes every linear model was stuck at two thirds. What is different here? Where do the classes "
        "lie?",
        "Each of the four outputs is a straight line over the position. The highest line wins.",
        "Think of four lines, each steeper than the one before. Which stretch does each of them win?",
    ),
)


def _share(answer: Answer) -> float:
    """The guess as a share; a number above 1 is read as percent."""
    guess = float(answer.number(minimum=0, maximum=100))
    return guess / 100 if guess > 1 else guess


@four_bands.criterion("near what the linear model reaches", points=1)
def near(answer: Answer, rng: np.random.Generator) -> None:
    guess = _share(answer)
    require(guess >= 0.93, "It does better than that.")
    require(guess < 0.99, "It comes near, but two of the bands overlap.")


@four_bands.misconception("four classes taken for two")
def as_two(answer: Answer, rng: np.random.Generator) -> str | None:
    if 0.5 <= _share(answer) <= 0.8:
        return (
            "You expect the limit of the two classes. There one class lay on both sides of the other. Here each class "
            "has a stretch of its own."
        )
    return None


@four_bands.misconception("chance level")
def chance(answer: Answer, rng: np.random.Generator) -> str | None:
    if _share(answer) < 0.5:
        return "That is near to guessing, which would be right for one point in four. The model does learn something."
    return None


@four_bands.misconception("overlap forgotten")
def overlap(answer: Answer, rng: np.random.Generator) -> str | None:
    if _share(answer) >= 0.99:
        return "Between 9 and 10 two bands overlap. There no model can know which class a point has."
    return None


four_bands_why = Quiz(
    "Why a linear model is enough for four bands",
    points=1,
    question=(
        "Without a hidden layer, two classes gave 0.667 and four classes give 0.975. Why do more classes come out "
        "better?"
    ),
    options={
        "order": Option(
            "Each class has one stretch of the line to itself, so four straight scores can share it out.",
            "Each output is a straight line over the position, and the highest wins. That divides the position into "
            "stretches, one for each class. For two classes the outer class needs two stretches.",
            right=True,
        ),
        "softmax": Option(
            "Softmax bends the line, as a hidden layer would.",
            "Softmax does not change which of the scores is highest. The scores themselves stay straight lines.",
            misconception="softmax taken for a hidden layer",
        ),
        "overlap": Option(
            "The four bands do not overlap.",
            "The first two overlap from 9 to 10, with two classes and with four alike.",
            misconception="overlap taken for the obstacle",
        ),
        "rows": Option(
            "There are 800 points instead of 600.",
            "No number of points helps a linear model with the two classes: it cannot say 'in the middle'.",
            misconception="more data against a model that cannot",
        ),
        "outputs": Option(
            "More outputs make every problem easier.",
            "Two softmax outputs on the two classes are stuck at 0.667 as well. What counts is where the classes lie.",
            misconception="more outputs taken for more power",
        ),
    },
    hints=(
        "Draw the bands as strips in four colours. How many strips does each class have?",
        "The highest of several straight lines: how often can each of them win, walking from left to right?",
        "Each line wins on one stretch at most. Compare that with the classes.",
    ),
)


# -- which mistake is this? --------------------------------------------------------------------------------

which_mistake = Quiz(
    "Which mistake is this?",
    points=1,
    question=(
        "A friend trains a model with `fit(x, y, epochs=5, batch_size=128)` and notes a validation accuracy of 0.90. "
        "Then comes `fit(x, y, epochs=5, batch_size=32)` on the same model: 0.95. The friend writes: batches of 32 "
        "are better. What is the mistake?"
    ),
    options={
        "continued": Option(
            "The second model had ten epochs of training, the first had five.",
            "The second `fit` went on from the weights that the first had left. To compare, build the model anew, "
            "with the same seed.",
            right=True,
        ),
        "none": Option(
            "There is none: each fit starts from new weights, so the comparison is fair.",
            "`fit` never draws new weights; it goes on with those that the model has. New ones come with a new model.",
            misconception="a second fit taken for a fresh start",
        ),
        "compile": Option(
            "`compile` should have been called in between; it resets the weights.",
            "`compile` sets the optimiser, the loss and the metrics. The weights stay as they are.",
            misconception="compile taken for a reset",
        ),
        "test": Option(
            "The accuracy should have been measured on the test part.",
            "The validation part is there for such comparisons. The test part waits for the last look.",
            misconception="test part used to choose",
        ),
        "steps": Option(
            "Both should have had the same number of steps per epoch.",
            "With smaller batches an epoch has more steps; that belongs to the comparison. But the two trainings did "
            "not begin alike.",
            misconception="steps blamed for the start",
        ),
    },
    hints=(
        "What does the model know at the moment when the second `fit` begins?",
        "Look at the loss of the second fit's first epoch: would it be that low with new weights?",
        "Count the epochs that the weights behind 0.95 have seen.",
    ),
)
