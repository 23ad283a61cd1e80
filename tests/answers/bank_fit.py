"""Answers for lesson 04."""

from tests.answers.bank import Right, Wrong

_GENERATOR = """
import numpy as np
def batches(x, y, batch_size):
    order = np.random.permutation(len(x))
    for start in range(0, len(x), batch_size):
        rows = order[start : start + batch_size]
        yield x[rows], y[rows]
"""

ANSWERS = {
    "batches": [
        Right("generator", _GENERATOR),
        Right(
            "list of pairs",
            """
import random
def batches(x, y, batch_size):
    rows = list(range(len(x)))
    random.shuffle(rows)
    parts = [rows[i : i + batch_size] for i in range(0, len(rows), batch_size)]
    return [(x[part], y[part]) for part in parts]
""",
        ),
        Right(
            "iterator class with a generator of its own",
            """
import numpy as np
rng = np.random.default_rng()
class batches:
    def __init__(self, x, y, batch_size):
        self.x, self.y, self.size = x, y, batch_size
        self.order, self.at = rng.permutation(len(x)), 0
    def __iter__(self):
        return self
    def __next__(self):
        if self.at >= len(self.order):
            raise StopIteration
        rows = self.order[self.at : self.at + self.size]
        self.at += self.size
        return self.x[rows], self.y[rows]
""",
        ),
        Wrong(
            "drops the last",
            _GENERATOR.replace("len(x), batch_size", "len(x) - batch_size + 1, batch_size"),
            misconception="last batch dropped",
        ),
        Wrong(
            "two orders",
            """
import numpy as np
def batches(x, y, batch_size):
    a, b = np.random.permutation(len(x)), np.random.permutation(len(x))
    for i in range(0, len(x), batch_size):
        yield x[a[i : i + batch_size]], y[b[i : i + batch_size]]
""",
            misconception="x and y shuffled apart",
        ),
        Wrong(
            "seeded inside",
            _GENERATOR.replace("order = np", "np.random.seed(0); order = np"),
            misconception="the same order every epoch",
        ),
        Wrong(
            "no shuffle",
            _GENERATOR.replace("np.random.permutation(len(x))", "np.arange(len(x))"),
            criterion="another order in each epoch",
        ),
        Wrong(
            "never ends",
            """
import numpy as np
def batches(x, y, batch_size):
    while True:
        rows = np.random.permutation(len(x))[:batch_size]
        yield x[rows], y[rows]
""",
            criterion="every row once, in batches of the asked size",
        ),
        Wrong(
            "with replacement",
            _GENERATOR.replace("np.random.permutation(len(x))", "np.random.randint(0, len(x), len(x))"),
            criterion="every row once, in batches of the asked size",
        ),
        Wrong(
            "raises on the way",
            """
def batches(x, y, batch_size):
    yield x[:batch_size], y[:batch_size]
    yield x[undefined], y[undefined]
""",
            criterion="Your code raised",
        ),
        Wrong("unanswered", "def batches(x, y, batch_size):\n    return ...", criterion="Not attempted"),
    ]
}
