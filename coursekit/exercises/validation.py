"""Lesson 05: three parts of the data, learning curves, stopping in time."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import numpy as np

from coursekit.check import Answer, Exercise, Fail, Option, Quiz, recipe, require, require_close

# Pass marks of trained models. tests/calibration measures the reference and the simplest baseline.
# How many times larger the validation loss of the last epoch's model is than that of the reloaded one; without a
# checkpoint it is 1.
MARKS = {"checkpoint": 1.3}
USELESS = 0.6  # a validation loss near that of one half for every row, 0.693

TEST_AS_VALIDATION = "test set used as validation"
LAST_WEIGHTS = "the last weights kept instead of the best"
WRONG_MODE = "monitoring a metric with the wrong mode"
TRAINING_LOSS = "early stopping on the training loss"


# -- a three-way split -------------------------------------------------------------------------------------

three_way_split = Exercise(
    "Split the rows three ways",
    points=4,
    hints=(
        "Treat each class as a small data set of its own. What must happen to its rows before you cut them?",
        "For each class: its row numbers, `np.flatnonzero(y == c)`, in an order drawn from the seed. The first "
        "`round(validation * count)` go to validation, the next `round(test * count)` to the test, the rest to "
        "training.",
        "`rng = np.random.default_rng(seed)` once; in the loop `rows = rng.permutation(np.flatnonzero(y == c))`; then "
        "append `rows[v + t:]`, `rows[:v]` and `rows[v:v + t]` to three lists, and `np.concatenate` each at the end.",
    ),
)

_SPLIT = {"validation": 0.2, "test": 0.3}


def _labels(rng: np.random.Generator, ordered: bool) -> np.ndarray:
    """Labels of three classes of different size, 100 rows in all, sorted or shuffled."""
    y = np.repeat(rng.permutation(3), [50, 30, 20])
    return np.sort(y) if ordered else rng.permutation(y)


def _parts(answer: Answer, y: np.ndarray, seed: int) -> list[np.ndarray]:
    found = answer(y, _SPLIT["validation"], _SPLIT["test"], seed).items(length=3)
    parts = [item.array(ndim=1, integer=True) for item in found]
    if any(part.dtype == bool for part in parts):
        raise Fail("You return True and False for every row; the numbers of the rows expected: `np.flatnonzero(mask)`.")
    return [part.astype(int) for part in parts]


def _whole(answer: Answer, rng: np.random.Generator, ordered: bool = True) -> tuple[np.ndarray, list[np.ndarray]]:
    """Labels and the three parts, or a Fail when these do not hold each row once."""
    y = _labels(rng, ordered)
    parts = _parts(answer, y, int(rng.integers(1000)))
    rows = np.concatenate(parts)
    strange = rows[(rows < 0) | (rows >= len(y))]
    require(
        not len(strange), f"Row {strange[:1].sum()} is in your parts; the rows are numbered from 0 to {len(y) - 1}."
    )
    double = len(rows) - len(set(rows))
    require(not double, f"{double} of {len(y)} rows are in two parts, or twice in one; each row belongs in one part.")
    require(len(rows) == len(y), f"Only {len(rows)} of {len(y)} rows are in your parts.")
    return y, parts


def _shares(y: np.ndarray, parts: list[np.ndarray]) -> np.ndarray:
    """Rows by part (training, validation, test) and class, shape (3, 3)."""
    return np.array([np.bincount(y[part], minlength=3) for part in parts])


def _wanted(y: np.ndarray) -> np.ndarray:
    validation, test = _SPLIT["validation"], _SPLIT["test"]
    return np.outer([1 - validation - test, validation, test], np.bincount(y))


@three_way_split.criterion("three parts that hold each row once", points=1)
def each_once(answer: Answer, rng: np.random.Generator) -> None:
    for ordered in (True, False):
        _whole(answer, rng, ordered)


@three_way_split.criterion("each part has its share of every class", points=2)
def stratified(answer: Answer, rng: np.random.Generator) -> None:
    for ordered in (True, False):
        y, parts = _whole(answer, rng, ordered)
        got, want = _shares(y, parts), _wanted(y)
        part, label = np.unravel_index(np.abs(got - want).argmax(), got.shape)
        require(
            abs(got[part, label] - want[part, label]) <= 1,  # rounding is yours
            f"The {('training', 'validation', 'test')[part]} part has {got[part, label]} of the "
            f"{np.bincount(y)[label]} rows of class {label}; {want[part, label]:.0f} expected.",
        )


@three_way_split.criterion("the seed fixes the split, and another seed gives another one", points=1)
def seeded(answer: Answer, rng: np.random.Generator) -> None:
    y = _labels(rng, ordered=False)
    first, again, other = (_parts(answer, y, seed) for seed in (3, 3, 4))
    same = [set(a) == set(b) for a, b in zip(first, again, strict=True)]
    require(all(same), "Called twice with the same seed, your function gives different parts.")
    require(set(first[2]) != set(other[2]), "Two different seeds give the same test part.")


@three_way_split.misconception(TEST_AS_VALIDATION)
def one_part_twice(answer: Answer, rng: np.random.Generator) -> str | None:
    _, val, test = _parts(answer, _labels(rng, ordered=True), 3)
    if len(set(val) & set(test)) > len(val) / 2:
        return (
            "Your validation rows are test rows as well. What you choose on them, you have chosen on the test part, "
            "and "
            "no untouched rows are left for the last look."
        )
    return None


@three_way_split.misconception("the unshuffled tail split")
def tail(answer: Answer, rng: np.random.Generator) -> str | None:
    _, *held_out = _parts(answer, _labels(rng, ordered=True), 3)
    if any(len(part) > 2 and set(np.diff(np.sort(part))) == {1} for part in held_out):
        return (
            "You cut a block out of the rows as they stand. In a sorted table such a block holds one class only, and "
            "the training part misses it. Shuffle first, and class by class."
        )
    return None


@three_way_split.misconception("shuffled but not stratified")
def by_chance(answer: Answer, rng: np.random.Generator) -> str | None:
    worst = 0.0
    for _ in range(4):  # one random split may happen to be even
        y, parts = _whole(answer, rng, ordered=True)
        sizes = [len(part) for part in parts]
        if any(set(np.diff(np.sort(part))) == {1} for part in parts) or abs(sizes[1] - 20) > 2:
            return None
        worst = max(worst, np.abs(_shares(y, parts) - _wanted(y)).max())
    if worst > 1:
        return (
            "You shuffle all rows together, so each part gets as many rows of a class as chance gives it; a rare class "
            "may be missing. Cut every class by itself."
        )
    return None


@three_way_split.misconception("the seed not used")
def unseeded(answer: Answer, rng: np.random.Generator) -> str | None:
    y = _labels(rng, ordered=False)
    first, again = (_parts(answer, y, 3) for _ in range(2))
    if len(first[2]) == len(again[2]) and set(first[2]) != set(again[2]):
        return "Each call draws another split, even with the same `seed`: hand the seed to the generator."
    return None


@three_way_split.misconception("shares swapped")
def other_order(answer: Answer, rng: np.random.Generator) -> str | None:
    _, parts = _whole(answer, rng)
    if [len(part) for part in parts] in ([50, 30, 20], [20, 50, 30], [30, 50, 20], [20, 30, 50], [30, 20, 50]):
        return "Your parts have the right sizes in another order. Return training, validation, test."
    return None


# -- the last look -----------------------------------------------------------------------------------------

last_look = Exercise(
    "Choose, then look once",
    points=2,
    hints=(
        "Which of the two lists may you use for choosing? And which one has nobody fitted or chosen anything on?",
        "The position of the best validation score, `np.argmax(val_scores)`, says which model. Its own test score is "
        "what you report.",
        "`best = int(np.argmax(val_scores))`, then `return best, test_scores[best]`.",
    ),
)


def _scores(rng: np.random.Generator) -> tuple[list[float], list[float]]:
    """Scores of some models; best and worst stand at different places in the two lists, and no value comes twice."""
    n = int(rng.integers(5, 9))
    val = rng.permutation(np.linspace(0.71, 0.93, n)) + rng.uniform(0, 0.01, size=n)
    order = np.argsort(val)  # worst ... best
    test = np.empty(n)
    test[np.roll(order, 2)] = np.linspace(0.66, 0.955, n) + rng.uniform(0, 0.01, size=n)
    return [float(v) for v in val], [float(v) for v in test]


def _choice(answer: Answer, val: list[float], test: list[float]) -> tuple[int, float]:
    index, score = answer(val, test).items(length=2)
    return index.number(integer=True), score.number()


@last_look.criterion("the model with the best validation score", points=1)
def chosen(answer: Answer, rng: np.random.Generator) -> None:
    for _ in range(3):
        val, test = _scores(rng)
        got, want = _choice(answer, val, test)[0], int(np.argmax(val))
        require(got == want, f"You choose model {got}; its validation score is not the best. Count from 0.")
        permuted = [float(v) for v in rng.permutation(test)]
        require(_choice(answer, val, permuted)[0] == want, "Your choice changes when only the test scores change.")


@last_look.criterion("its test score is reported", points=1)
def reported(answer: Answer, rng: np.random.Generator) -> None:
    for _ in range(3):
        val, test = _scores(rng)
        got, want = _choice(answer, val, test)[1], test[int(np.argmax(val))]
        require_close(got, want, tolerance=1e-6, what="The score for the report")


@last_look.misconception(TEST_AS_VALIDATION)
def chosen_on_test(answer: Answer, rng: np.random.Generator) -> str | None:
    val, test = _scores(rng)
    if _choice(answer, val, test)[0] == int(np.argmax(test)):
        return (
            "You choose by the test scores. The best of several scores is partly luck, so the chosen one is too good "
            "to "
            "be true. Choose by validation; the test score of that model is then an honest number."
        )
    return None


@last_look.misconception('`val_` curve labelled "test"')
def validation_reported(answer: Answer, rng: np.random.Generator) -> str | None:
    val, test = _scores(rng)
    if np.isclose(_choice(answer, val, test)[1], max(val)):
        return (
            "You report the validation score under the name of a test result. The model was chosen because this very "
            "number was high. Report what it does on rows that took no part in the choice."
        )
    return None


@last_look.misconception("the best test score reported, whoever reached it")
def best_test(answer: Answer, rng: np.random.Generator) -> str | None:
    val, test = _scores(rng)
    index, score = _choice(answer, val, test)
    if index == int(np.argmax(val)) and np.isclose(score, max(test)):
        return "You choose one model and report the test score of another. Look at the chosen one only."
    return None


@last_look.misconception("the worst chosen")
def worst(answer: Answer, rng: np.random.Generator) -> str | None:
    val, test = _scores(rng)
    if _choice(answer, val, test)[0] == int(np.argmin(val)):
        return "These are accuracies: the highest is the best. The lowest would be right for losses."
    return None


# -- the tail of a sorted table ----------------------------------------------------------------------------

tail_split = Quiz(
    "Validation on the tail of a sorted table",
    points=1,
    question=(
        "Iris is sorted by species: 50 setosa, 50 versicolor, 50 virginica. A network with three softmax units is "
        "fitted to all rows with `fit(x, y, validation_split=1/3)`. What will `val_accuracy` be in the end?"
    ),
    options={
        "zero": Option(
            "0.0, right for no flower.",
            "`validation_split` takes the last third, before any shuffling: all of virginica. The network never saw "
            "one, so it never says virginica.",
            right=True,
        ),
        "third": Option(
            "About 1/3, as by guessing.",
            "It does not guess: it knows two species, and every virginica looks to it like one of those.",
            misconception="untrained classes taken for guesses",
        ),
        "high": Option(
            "About 0.95, since `fit` shuffles the rows.",
            "`fit` shuffles the training rows before each epoch. The validation rows were cut off before that, from "
            "the end of the table.",
            misconception="the unshuffled tail split",
        ),
        "error": Option(
            "`fit` stops with an error: one class is missing in training.",
            "Keras does not look at the classes. It trains in silence, and that is what makes this mistake costly.",
            misconception="an error expected for a missing class",
        ),
    },
    hints=(
        "Which rows are the last third of this table?",
        "Are they cut off before or after the shuffling?",
        "How often was the third output told to be large?",
    ),
)


# -- six learning curves -----------------------------------------------------------------------------------

DIAGNOSES = {
    "A": "too short",
    "B": "overfitting",
    "C": "rate too high",
    "D": "underfitting",
    "E": "unlike",
    "F": "good",
}
_LOOK = {
    "A": "Look at the slope of both curves in the last epoch.",
    "B": "Follow the validation curve from its lowest point to the end.",
    "C": "Does either curve settle? Look at how it gets from one epoch to the next.",
    "D": "Compare the two curves with each other, and the level on which they end with what is possible.",
    "E": "Look at the first epochs of the validation curve, and at its accuracy.",
    "F": "How far are the two curves from each other, and on which level do they end?",
}

diagnose = Exercise(
    "Read six learning curves",
    points=3,
    hints=(
        "First the training curve: does it get low? Then the gap to the validation curve, then how the curves end.",
        "Training loss high and flat: the model is too small. Low, with a validation curve that turns up: overfitting. "
        "Up and down: the steps are too large. A validation curve that is bad from the first epoch on has rows of "
        "another kind.",
        "One picture each. Two of them still run downhill or never come down; one only is low, close and flat.",
    ),
)


def _diagnosis(answer: Answer, letter: str) -> str:
    entries = answer.entries()
    require(letter in entries, f"There is no entry for {letter!r}.")
    word = entries[letter].text().strip().lower()
    if word not in DIAGNOSES.values():
        words = ", ".join(repr(known) for known in sorted(DIAGNOSES.values()))
        raise Fail(f"{word!r} is none of the six diagnoses. They are {words}.")
    return word


def _diagnosed(letter: str) -> None:
    @diagnose.criterion(f"training {letter}", points=0.5)
    def right(answer: Answer, rng: np.random.Generator) -> None:
        word = _diagnosis(answer, letter)
        require(word == DIAGNOSES[letter], f"{letter} is not {word!r}. {_LOOK[letter]}")


for _letter in DIAGNOSES:
    _diagnosed(_letter)


def _confused(letter: str, word: str, name: str, why: str) -> None:
    @diagnose.misconception(name)
    def confused(answer: Answer, rng: np.random.Generator) -> str | None:
        return why if _diagnosis(answer, letter) == word else None


_confused(
    "C",
    "overfitting",
    "a learning rate that is too high taken for overfitting",
    "In C the validation loss is no steady climb: both curves jump, and the training loss does not come down either. "
    "A model that overfits does learn its training rows.",
)
_confused(
    "E",
    "overfitting",
    "validation rows of another kind taken for overfitting",
    "In E the validation loss rises from the first epoch and its accuracy stays at 0. Overfitting first helps on "
    "validation rows and hurts later.",
)
_confused(
    "A",
    "underfitting",
    "a training that was stopped too early taken for underfitting",
    "In A both losses still fall steeply in the last epoch. The model may be large enough: it needs more epochs.",
)
_confused(
    "D",
    "good",
    "two close curves taken for a good fit",
    "In D the curves are close, but on a high level: the accuracy is near 0.3 where 0.97 is possible. A small gap "
    "alone "
    "says nothing.",
)
_confused(
    "B",
    "good",
    "a low training loss taken for a good fit",
    "In B only the training loss is low. New rows are what counts, and there the loss more than doubles.",
)
_confused(
    "F",
    "unlike",
    "validation better than training taken for a fault",
    "In F validation is better in the first epochs. The training value is an average over an epoch in which the "
    "weights were still improving; the validation value is taken at its end.",
)


# -- early stopping on a list ------------------------------------------------------------------------------

stop_early = Exercise(
    "Early stopping by hand",
    points=3,
    hints=(
        "Walk through the validation losses and keep two things in mind: the best value so far with its epoch, and how "
        "many epochs you have waited since.",
        "A value below the best so far: it is the new best, and the waiting starts again at 0. Any other value: wait "
        "one "
        "more. When you have waited `patience` epochs, return.",
        "`for epoch, value in enumerate(logs['val_loss'], start=1):` with `if value < best: best, best_epoch = value, "
        "epoch`, then `elif epoch - best_epoch == patience: return epoch, best_epoch`. After the loop nothing has "
        "stopped it.",
    ),
)


def _logs(val: list[float], rng: np.random.Generator) -> dict[str, list[float]]:
    """A history with these validation losses; the training loss falls all the way."""
    train = np.sort(rng.uniform(0.01, 1.0, size=len(val)))[::-1]
    return {"loss": [float(v) for v in train], "val_loss": [float(v) for v in val]}


def _rule(val: list[float], patience: int) -> tuple[int, int]:
    """(epochs that run, best epoch), from 1: the rule of keras.callbacks.EarlyStopping."""
    best = 0
    for epoch in range(1, len(val)):
        if val[epoch] < val[best]:
            best = epoch
        elif epoch - best >= patience:
            return epoch + 1, best + 1
    return len(val), best + 1


def _stop(answer: Answer, val: list[float], patience: int, rng: np.random.Generator) -> tuple[int, int]:
    ran, best = answer(_logs(val, rng), patience).items(length=2)
    return ran.number(integer=True), best.number(integer=True)


def _bumpy(rng: np.random.Generator, patience: int) -> list[float]:
    """Losses that improve again in the last epoch that patience bears, then worsen for good, then fall to a new low."""
    first = int(rng.integers(2, 5))
    falling = np.linspace(1.0, 0.6, first + 1)
    bump = 0.75 - 0.02 * np.arange(patience - 1)  # each better than the one before, none better than the best
    worse = 0.62 - 0.005 * np.arange(patience)
    return [float(v) for v in np.concatenate([falling, bump, [0.5], worse, [0.2, 0.1]])]


_EXAMPLE = [0.9, 0.7, 0.8, 0.6, 0.65, 0.7, 0.5]


@stop_early.criterion("stops after `patience` epochs in a row without a better value", points=1)
def stops_in_time(answer: Answer, rng: np.random.Generator) -> None:
    cases = [(_EXAMPLE, 2), *((_bumpy(rng, patience), patience) for patience in (1, 2, 3, 5))]
    cases.append(([0.5, 0.4, 0.4, 0.4, 0.3], 2))  # no change is no improvement
    for val, patience in cases:
        got, want = _stop(answer, val, patience, rng)[0], _rule(val, patience)[0]
        shown = ", ".join(f"{v:.2f}" for v in val)
        require(got == want, f"For {shown} with patience {patience} you run {got} epochs; {want} expected.")


@stop_early.criterion("the best of the epochs that ran", points=1)
def best_so_far(answer: Answer, rng: np.random.Generator) -> None:
    for patience in (1, 2, 3, 5):
        val = _bumpy(rng, patience)
        got, want = _stop(answer, val, patience, rng)[1], _rule(val, patience)[1]
        shown = ", ".join(f"{v:.2f}" for v in val)
        require(got == want, f"For {shown} with patience {patience} you keep epoch {got}; {want} expected.")


@stop_early.criterion("runs to the end when patience does not run out", points=1)
def never_stopped(answer: Answer, rng: np.random.Generator) -> None:
    n = int(rng.integers(5, 9))
    falling = [float(v) for v in np.linspace(1, 0.2, n)]
    for val, patience in ((falling, 2), ([*falling[:3], 0.9, 0.9], 3), ([0.7], 1)):
        got, want = _stop(answer, val, patience, rng), _rule(val, patience)
        shown = ", ".join(f"{v:.2f}" for v in val)
        require(got == want, f"For {shown} with patience {patience} you return {got}; {want} expected.")


def _follows_training(answer: Answer, rng: np.random.Generator) -> bool:
    """Whether it runs to the end of a falling training loss, although the validation loss is best at the start."""
    return _stop(answer, [0.5, *[0.6] * 9], 2, rng) == (10, 10)


@stop_early.misconception(TRAINING_LOSS)
def by_training_loss(answer: Answer, rng: np.random.Generator) -> str | None:
    if _follows_training(answer, rng):
        return (
            "Your function runs on to the end, where the training loss is lowest. The training loss nearly always "
            "falls; only `val_loss` shows when to stop."
        )
    return None


@stop_early.misconception("waiting counted in all, not in a row")
def counted_in_all(answer: Answer, rng: np.random.Generator) -> str | None:
    if _stop(answer, [0.9, 1.0, 0.8, 0.85, 0.7, 0.6], 2, rng)[0] == 4:
        return "You count every epoch without improvement since the start. A new best starts the waiting again at 0."
    return None


@stop_early.misconception("compared with the epoch before")
def with_previous(answer: Answer, rng: np.random.Generator) -> str | None:
    rising, better = [0.5, 0.6, 0.7, 0.8], [0.5, 0.9, 0.8, 0.7, 0.65, 0.6, 0.55]
    if _stop(answer, better, 2, rng)[0] == 7 and _stop(answer, rising, 2, rng)[0] == 3:
        return (
            "You compare each epoch with the one before. Being better than yesterday is not enough: compare with "
            "the best."
        )
    return None


@stop_early.misconception("the best of the whole curve")
def whole_curve(answer: Answer, rng: np.random.Generator) -> str | None:
    val = _bumpy(rng, 3)
    ran, best = _stop(answer, val, 3, rng)
    if ran < best == len(val):
        return "You keep an epoch after the stop. Those epochs never run: nobody knows their losses."
    return None


@stop_early.misconception("counted from 0")
def from_zero(answer: Answer, rng: np.random.Generator) -> str | None:
    if _stop(answer, _EXAMPLE, 2, rng) in ((5, 3), (6, 3)):
        return "Your epochs are list positions, counted from 0. The first epoch is epoch 1."
    return None


@stop_early.misconception("one epoch too patient")
def too_patient(answer: Answer, rng: np.random.Generator) -> str | None:
    val = [0.5, *([0.6] * 9)]
    if [_stop(answer, val, patience, rng)[0] for patience in (1, 2, 3)] == [3, 4, 5]:
        return (
            "Your function waits one epoch longer than `patience`: after that many epochs without a better one it ends."
        )
    return None


@stop_early.misconception("no change taken for an improvement")
def ties(answer: Answer, rng: np.random.Generator) -> str | None:
    if _stop(answer, [0.5] * 6, 2, rng) == (6, 6) and not _follows_training(answer, rng):
        return "A value equal to the best counts as better in your function, so a flat curve is never stopped. Use `<`."
    return None


# -- Keras's EarlyStopping ---------------------------------------------------------------------------------

early_stopping = Exercise(
    "Stop when validation stops improving",
    points=4,
    hints=(
        "keras.callbacks.EarlyStopping watches one curve. Which one tells how well new data goes?",
        "`patience` is the number of epochs without improvement that it bears; its default is 0.",
        "`EarlyStopping(monitor='val_loss', patience=3, restore_best_weights=True)`.",
    ),
)


def _curves(rng: np.random.Generator) -> tuple[dict[str, list[float]], int]:
    """Curves whose validation loss has its minimum at the returned epoch, after a bump, and rises then.

    The accuracies improve all the way.
    """
    best = int(rng.integers(5, 9))
    falling = np.linspace(1.0, 0.4, best + 1)
    falling[2] += 0.5  # a bump that patience must outlast
    rising = 0.4 + 0.05 * np.arange(1, 9)
    return _history([*falling, *rising]), best


def _history(val_loss: list[float]) -> dict[str, list[float]]:
    n = len(val_loss)
    return {
        "loss": [float(v) for v in np.linspace(1.0, 0.1, n)],
        "accuracy": [float(v) for v in np.linspace(0.5, 0.99, n)],
        "val_loss": [float(v) for v in val_loss],
        "val_accuracy": [float(v) for v in np.linspace(0.5, 0.9, n)],
    }


@early_stopping.criterion("stops after 3 epochs without a better validation loss", points=2)
def stops(answer: Answer, rng: np.random.Generator) -> None:
    curves, best = _curves(rng)
    ran, _ = answer.callback.epochs(curves)
    total = len(curves["loss"])
    require(ran != total, f"The training was not stopped: all {total} epochs ran.")
    require(
        ran == best + 4,
        f"The best epoch is {best + 1}; the training stopped after epoch {ran}, not {best + 4}.",
    )


@early_stopping.criterion("the weights of the best epoch are kept", points=2)
def restores(answer: Answer, rng: np.random.Generator) -> None:
    curves, best = _curves(rng)
    _, kept = answer.callback.epochs(curves)
    require(
        kept == best,
        f"The model ends with the weights of epoch {int(kept) + 1}; epoch {best + 1} was the best.",
    )


@early_stopping.misconception("patience 0")
def impatient(answer: Answer, rng: np.random.Generator) -> str | None:
    curves, _ = _curves(rng)
    if answer.callback.epochs(curves)[0] == 3:
        return "It stopped at the first epoch that was not better. `patience` is 0 unless you set it."
    return None


@early_stopping.misconception(LAST_WEIGHTS)
def last_weights(answer: Answer, rng: np.random.Generator) -> str | None:
    curves, best = _curves(rng)
    ran, kept = answer.callback.epochs(curves)
    if best + 1 < ran < len(curves["loss"]) and kept == ran - 1:
        return "It stops in time, but the model keeps the weights of the last epoch. Restore the best ones."
    return None


@early_stopping.misconception(TRAINING_LOSS)
def training_loss(answer: Answer, rng: np.random.Generator) -> str | None:
    curves, _ = _curves(rng)
    flat = {**_history(list(np.linspace(1.0, 0.1, len(curves["loss"])))), "loss": [0.5] * len(curves["loss"])}
    callback = answer.callback
    if callback.epochs(flat)[0] < len(flat["loss"]) and callback.epochs(curves)[0] == len(curves["loss"]):
        return "It watches the training loss, which keeps falling while the model overfits. Watch `val_loss`."
    return None


@early_stopping.misconception(WRONG_MODE)
def wrong_mode(answer: Answer, rng: np.random.Generator) -> str | None:
    better_all_along = _history([float(v) for v in np.linspace(1.0, 0.2, 14)])
    if answer.callback.epochs(better_all_along)[0] < 14:
        return (
            "It stops a training in which every epoch is better than the one before. So it takes better for worse: a "
            "loss is better when it is lower, mode 'min'; an accuracy when it is higher, mode 'max'."
        )
    return None


@early_stopping.misconception("another curve watched")
def accuracy_watched(answer: Answer, rng: np.random.Generator) -> str | None:
    curves, _ = _curves(rng)
    flat = {**curves, "val_accuracy": [0.5] * len(curves["loss"])}
    callback = answer.callback
    if callback.epochs(curves)[0] == len(curves["loss"]) and callback.epochs(flat)[0] == 4:
        return "It watches the validation accuracy. That is sometimes right, but here the validation loss is asked for."
    return None


# -- a callback of one's own -------------------------------------------------------------------------------

keep_best = Exercise(
    "A callback that keeps the best",
    points=4,
    takes=("KeepBest",),
    hints=(
        "Three moments matter: before the training nothing is known, after each epoch there may be a new best, after "
        "the "
        "training it is put back. Each has its method in the table above.",
        "`logs[self.monitor]` is the value of this epoch. `self.model.get_weights()` copies the weights, "
        "`self.model.set_weights(...)` puts a copy back.",
        "In `on_train_begin` set `self.best = None`. In `on_epoch_end` compare `logs[self.monitor]` with it, by `<` "
        "or, "
        "for mode 'max', by `>`; when better, keep the value and the weights. In `on_train_end` call `set_weights`.",
    ),
)

_BEST_LOSS, _BEST_ACCURACY, _WORST_ACCURACY = 3, 5, 2


def _two_bests(rng: np.random.Generator) -> dict[str, list[float]]:
    """Curves of nine epochs that have their bests in different epochs, none of them the first or the last."""
    val_loss = rng.uniform(0.5, 0.6, size=9)
    val_loss[_BEST_LOSS] = 0.3
    val_accuracy = rng.uniform(0.6, 0.7, size=9)
    val_accuracy[[_BEST_ACCURACY, _WORST_ACCURACY]] = 0.9, 0.4
    return {
        "loss": [float(v) for v in np.linspace(0.9, 0.1, 9)],
        "val_loss": [float(v) for v in val_loss],
        "val_accuracy": [float(v) for v in val_accuracy],
    }


def _kept(answer: Answer, curves: dict[str, list[float]], monitor: str, mode: str) -> tuple[int, int]:
    """(epochs that ran, the epoch whose weights are kept), counted from 0."""
    ran, kept = answer(monitor, mode).callback.epochs(curves)
    return ran, int(kept)


def _require_kept(answer: Answer, rng: np.random.Generator, monitor: str, mode: str, want: int) -> None:
    _, kept = _kept(answer, _two_bests(rng), monitor, mode)
    require(
        kept == want,
        f"For monitor {monitor!r} and mode {mode!r} the model ends with the weights of epoch {kept + 1} of 9; epoch "
        f"{want + 1} was the best.",
    )


def _second_training(answer: Answer) -> int:
    """The epoch kept after a second, worse training with the same callback; 100 and more are of the first."""
    events = []
    for offset, losses in ((100, [0.5, 0.1, 0.6]), (0, [0.9, 0.8, 0.7, 0.85])):
        events.append(("on_train_begin", {}))
        for epoch, loss in enumerate(losses):
            logs = {"loss": loss, "val_loss": loss, "val_accuracy": 1 - loss}
            events.append(("on_epoch_begin", {"epoch": epoch}))
            events.append(("on_epoch_end", {"epoch": epoch, "logs": logs, "weight": float(offset + epoch)}))
        events.append(("on_train_end", {}))
    return int(answer("val_loss", "min").callback.drive(events)[-1]["weight"])


@keep_best.criterion("runs to the end, and ends with the weights of the lowest loss", points=2)
def keeps_lowest(answers: Answer, rng: np.random.Generator) -> None:
    ran, _ = _kept(answers, _two_bests(rng), "val_loss", "min")
    require(ran == 9, f"Your callback stopped the training after {ran} of 9 epochs. It is only asked to keep the best.")
    _require_kept(answers, rng, "val_loss", "min", _BEST_LOSS)


@keep_best.criterion("ends with the weights of the highest accuracy", points=1)
def keeps_highest(answers: Answer, rng: np.random.Generator) -> None:
    _require_kept(answers, rng, "val_accuracy", "max", _BEST_ACCURACY)


@keep_best.criterion("starts afresh in a second training", points=1)
def afresh(answers: Answer, rng: np.random.Generator) -> None:
    kept = _second_training(answers)
    require(
        kept == 2,
        "Used for two trainings, your callback ends the second with the weights of "
        + ("the first." if kept >= 100 else f"epoch {kept + 1}; epoch 3 was its best."),
    )


@keep_best.misconception(LAST_WEIGHTS)
def not_put_back(answers: Answer, rng: np.random.Generator) -> str | None:
    if _kept(answers, _two_bests(rng), "val_loss", "min") == (9, 8):
        return (
            "The model ends with the weights of the last epoch. Either nothing is put back, or what you kept was no "
            "copy: `self.model.weights` are the living weights, `self.model.get_weights()` copies their values."
        )
    return None


@keep_best.misconception(WRONG_MODE)
def mode_ignored(answers: Answer, rng: np.random.Generator) -> str | None:
    curves = _two_bests(rng)
    if _kept(answers, curves, "val_accuracy", "max")[1] == _WORST_ACCURACY:
        return "For an accuracy it keeps the worst epoch. With mode 'max' higher is better."
    return None


@keep_best.misconception("the monitor ignored")
def monitor_ignored(answers: Answer, rng: np.random.Generator) -> str | None:
    if _kept(answers, _two_bests(rng), "val_accuracy", "max")[1] == _BEST_LOSS:
        return "Asked to watch `val_accuracy`, it still watches `val_loss`. The name comes in `monitor`."
    return None


@keep_best.misconception("the best value of a former training")
def not_reset(answers: Answer, rng: np.random.Generator) -> str | None:
    if _kept(answers, _two_bests(rng), "val_loss", "min")[1] == _BEST_LOSS and _second_training(answers) >= 100:
        return (
            "The best value of the first training still counts in the second. Set it in `on_train_begin`, which Keras "
            "calls at the start of every `fit`."
        )
    return None


@keep_best.misconception("every later epoch ignored")
def first_kept(answers: Answer, rng: np.random.Generator) -> str | None:
    if _kept(answers, _two_bests(rng), "val_loss", "min")[1] == 0:
        return "It keeps the first epoch. The value of a better epoch must replace the best one."
    return None


# -- a checkpoint ------------------------------------------------------------------------------------------

checkpoint = Exercise(
    "A checkpoint, reloaded",
    points=4,
    takes=("path", "trained", "reloaded"),
    hints=(
        "`keras.callbacks.ModelCheckpoint` writes a file after each epoch. Two of its arguments make it write only "
        "when "
        "the validation loss is better than before.",
        "`ModelCheckpoint(path, monitor='val_loss', save_best_only=True)` goes into the list `callbacks` of `fit`. "
        "`fit` also needs the validation data.",
        "`trained = moons_network()`, then `trained.fit(..., validation_data=(few.x_val, few.y_val), epochs=30, "
        "batch_size=6, callbacks=[...], verbose=0)`, then `reloaded = keras.saving.load_model(path)`.",
    ),
)


@cache
def few_moons() -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Training and validation rows of the lesson's 60 noisy moons, for the judge."""
    from coursekit import data

    few = data.moons(noise=0.3).few(30)
    return (few.x_train, few.y_train), (few.x_val, few.y_val)


def cross_entropy(outputs: np.ndarray, y: np.ndarray) -> float:
    """The mean cross-entropy of two classes, from one sigmoid unit or two softmax units a row."""
    if outputs.ndim != 2 or outputs.shape[1] not in (1, 2):
        raise Fail(f"The outputs have shape {outputs.shape}; one or two units for each row expected.")
    of_one = outputs[:, -1].astype(float)
    shares = np.clip(np.where(y == 1, of_one, 1 - of_one), 1e-7, 1)
    return float(-np.log(shares).mean())


def _losses(answers: SimpleNamespace, validation: bool = True) -> tuple[float, float]:
    """Recomputed losses of the trained and of the reloaded model."""
    x, y = few_moons()[validation]
    models = (answers.trained.model, answers.reloaded.model)
    return tuple(cross_entropy(model.require_input((2,)).predict(x), y) for model in models)


@checkpoint.criterion("a .keras file with a whole model", points=1)
def whole_file(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    file = answers.path.file
    require(file.suffixes.endswith(".keras"), f"The file is named {file.name}; an ending of .keras expected.")
    require("config" in file.config(), f"{file.name} holds no model's architecture.")


@checkpoint.criterion("`reloaded` is the model in the file", points=1)
def from_file(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    parts = answers.path.file.keras_parts()
    stored = parts.get("model.weights.h5", b"")
    kernels = [w for w in answers.reloaded.model.require_built().weights() if w.ndim == 2]
    require(kernels, "`reloaded` has no Dense layer.")
    # HDF5 keeps an array's values in one piece, so they can be found without parsing a file that is not trusted.
    same = all(kernel.astype("<f4").tobytes() in stored for kernel in kernels)
    require(same, f"`reloaded` has other weights than {answers.path.file.name} holds. Load it from that file.")


@checkpoint.criterion("it beats the model of the last epoch on validation rows", points=2)
def beats_last(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    last, best = _losses(answers)
    require(
        best < USELESS, f"`reloaded` has a validation loss of {best:.3f}; saying one half for every row gives 0.693."
    )
    require(
        last >= MARKS["checkpoint"] * best,
        f"The validation loss is {last:.3f} for `trained` and {best:.3f} for `reloaded`. After a training that "
        "overfits, "
        f"the best epoch's loss is at least {MARKS['checkpoint']} times smaller than the last one's.",
    )


@checkpoint.misconception("weights without architecture")
def weights_only(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if answers.path.text().endswith(".weights.h5"):
        return "A `.weights.h5` file holds numbers only. The whole model goes into a file that ends in `.keras`."
    return None


@checkpoint.misconception("an ending of older notes")
def old_ending(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    path = answers.path.text()
    if path.endswith((".hd5", ".hdf5", ".h5")) and not path.endswith(".weights.h5"):
        return f"{path!r} ends as in notes for Keras 2. Keras 3 saves a whole model as `.keras`."
    return None


@checkpoint.misconception(LAST_WEIGHTS)
def every_epoch_saved(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    last, best = _losses(answers)
    saved = answers.path.text().endswith(".keras")  # else `reloaded` comes from elsewhere
    if saved and abs(last - best) < 1e-6 and best < USELESS:
        return (
            "`reloaded` and `trained` are equal: the file holds the last epoch. ModelCheckpoint writes after every "
            "epoch "
            "unless `save_best_only=True`; and `model.save` after `fit` saves the end."
        )
    return None


@checkpoint.misconception(TRAINING_LOSS)
def watched_training(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    last, best = _losses(answers)
    last_training, best_training = _losses(answers, validation=False)
    if last < MARKS["checkpoint"] * best and abs(last - best) > 1e-6 and best_training < 1.1 * last_training:
        return (
            "The file holds an epoch with a low training loss, not one with a low validation loss. What does your "
            "checkpoint monitor?"
        )
    return None


@checkpoint.misconception("stopped before it overfits")
def stopped(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    last_training, _ = _losses(answers, validation=False)
    last, best = _losses(answers)
    if last < MARKS["checkpoint"] * best and abs(last - best) > 1e-6 and best < USELESS and last_training > 0.15:
        return (
            "Your training ends early: the training loss is still high, and the last epoch is about as good as the "
            "best. "
            "Let it run for the 30 epochs, so that there is something to go back from."
        )
    return None


# -- accuracy by size --------------------------------------------------------------------------------------

accuracy_by_size = Exercise(
    "How much would more data help?",
    points=4,
    hints=(
        "Each size deserves a model that has seen nothing yet. Where in your loop is it made?",
        "Inside the loop: `model = build()`, then `fit` on the first `n` rows, then the accuracy on the validation "
        "rows.",
        "`model.fit(x_train[:n], y_train[:n], epochs=epochs, verbose=0)`, then append "
        "`model.evaluate(x_val, y_val, verbose=0, return_dict=True)['accuracy']` to a list.",
    ),
)

_HALF = 20  # rows with which the recipe's model reaches one half


def _size_data(rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    """Rows for the recipe `model_that_counts`: right on validation rows above a threshold, on all training rows."""
    n = int(rng.integers(120, 150))
    x_val = rng.permutation((np.arange(50) + 0.5) / 50)[:, None]
    return -np.ones((n, 1)), np.zeros(n), x_val, np.ones(50)


def _sizes(rng: np.random.Generator) -> list[int]:
    """Four sizes, the largest neither first nor last: a model that goes on learning shows."""
    small, middle, large = rng.integers([10, 30, 80], [20, 50, 110])
    return [int(middle), int(large), int(small), int(small + middle)]


def _known(x_val: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The validation accuracy of the recipe's model after it has counted so many rows."""
    rows = np.asarray(rows, dtype=float)
    return (x_val[:, 0] > 1 - (rows / (rows + _HALF))[:, None]).mean(axis=1)


def _accuracies(answer: Answer, data: tuple[np.ndarray, ...], sizes: list[int]) -> np.ndarray:
    build = recipe("counting_model_builder", half=_HALF)
    return answer(build, *data, sizes).array(shape=(len(sizes),))


@accuracy_by_size.criterion("one accuracy for each size", points=1)
def one_each(answer: Answer, rng: np.random.Generator) -> None:
    found = _accuracies(answer, _size_data(rng), _sizes(rng))
    require(found.min() >= 0 and found.max() <= 1, f"An accuracy lies between 0 and 1; {found.max():.3g} came.")


@accuracy_by_size.criterion("the first size: fitted to so many rows, measured on validation rows", points=1)
def first_size(answer: Answer, rng: np.random.Generator) -> None:
    data, sizes = _size_data(rng), _sizes(rng)
    got = _accuracies(answer, data, sizes)[0]
    require_close(got, _known(data[2], sizes)[0], tolerance=0.011, what=f"The accuracy after {sizes[0]} rows")


@accuracy_by_size.criterion("every other size: a fresh start, in any order of sizes", points=2)
def fresh(answer: Answer, rng: np.random.Generator) -> None:
    data, sizes = _size_data(rng), _sizes(rng)
    got = _accuracies(answer, data, sizes)
    require_close(got, _known(data[2], sizes), tolerance=0.011, what=f"For the sizes {sizes} the accuracy")


@accuracy_by_size.misconception("weights not reset between sizes")
def went_on(answer: Answer, rng: np.random.Generator) -> str | None:
    data, sizes = _size_data(rng), _sizes(rng)
    seen = np.cumsum([sizes[0], *(n / 2 for n in sizes[1:])])
    if np.allclose(_accuracies(answer, data, sizes), _known(data[2], seen), atol=0.011):
        return (
            "Your model goes on from one size to the next: at the second size it has already learned from the first. "
            "`fit` never starts anew. Call `build()` for each size."
        )
    return None


@accuracy_by_size.misconception("the optimiser's state kept")
def optimiser_kept(answer: Answer, rng: np.random.Generator) -> str | None:
    data, sizes = _size_data(rng), _sizes(rng)
    seen = [sizes[0], *(n / 2 for n in sizes[1:])]
    if np.allclose(_accuracies(answer, data, sizes), _known(data[2], seen), atol=0.011):
        return (
            "You put the weights back, but the optimiser remembers: Adam keeps its step count and its averages through "
            "`set_weights`. Build the model anew for each size."
        )
    return None


@accuracy_by_size.misconception("measured on the training rows")
def on_training_rows(answer: Answer, rng: np.random.Generator) -> str | None:
    data, sizes = _size_data(rng), _sizes(rng)
    if (_accuracies(answer, data, sizes) == 1).all():
        return (
            "All your accuracies are 1: they are those of rows that the model was fitted to. Measure on `x_val`, "
            "`y_val`."
        )
    return None


@accuracy_by_size.misconception("all rows used for every size")
def all_rows(answer: Answer, rng: np.random.Generator) -> str | None:
    data, sizes = _size_data(rng), _sizes(rng)
    want = _known(data[2], [len(data[0])] * len(sizes))
    if np.allclose(_accuracies(answer, data, sizes), want, atol=0.011):
        return (
            "Every size gives the same: the model is fitted to all rows. Take the first `n`: `x_train[:n]`, "
            "`y_train[:n]`."
        )
    return None


# -- which mistake is this? --------------------------------------------------------------------------------

which_mistake = Quiz(
    "Which mistake is this?",
    points=1,
    question=(
        "A friend writes `model.fit(x_train, y_train, validation_data=(x_test, y_test), epochs=200, "
        "callbacks=[EarlyStopping(patience=10, restore_best_weights=True)])`, then `model.evaluate(x_test, y_test)`, "
        "and reports: accuracy on unseen data 0.981. What is the mistake?"
    ),
    options={
        "chosen": Option(
            "The test rows decided when to stop, so the number is no result on unseen data.",
            "Early stopping picked, out of up to 200 epochs, the one that suits these very rows. Stop on validation "
            "rows, "
            "and look at the test rows once, afterwards.",
            right=True,
        ),
        "weights": Option(
            "There is none: the weights are never fitted to the validation data.",
            "No gradient comes from those rows, but the choice of the epoch does. Choosing is fitting too.",
            misconception=TEST_AS_VALIDATION,
        ),
        "monitor": Option(
            "EarlyStopping watches the training loss unless told otherwise.",
            "It watches `val_loss` by default. Here that is a loss of test rows.",
            misconception="the default monitor taken for the training loss",
        ),
        "patience": Option(
            "The patience is too small for 200 epochs.",
            "Ten epochs are a common choice. More of it would not make the number honest.",
            misconception="patience blamed for a leak",
        ),
        "low": Option(
            "The number is too low: training on all rows would have given more.",
            "Perhaps, but a result is wanted that holds for new rows. This one is more likely too high.",
            misconception="an optimistic score taken for a pessimistic one",
        ),
    },
    hints=(
        "Which rows did each step use: the gradients, the stop, the report?",
        "Suppose the test rows were shuffled labels. Would the friend have stopped at another epoch?",
        "The same rows appear in two roles. Which two?",
    ),
)
