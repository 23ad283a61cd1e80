"""Lesson 04: what fit does with batches, steps and epochs."""

from __future__ import annotations

import numpy as np

from coursekit.check import Answer, Exercise, require

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
