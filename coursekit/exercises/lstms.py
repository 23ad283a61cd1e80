"""Lesson 09: sequences, LSTMs, next words, forecasts."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import cache
from types import SimpleNamespace

import numpy as np

from coursekit.check import Answer, Exercise, Fail, Option, Quiz, require, require_close, require_equal

# Pass marks of trained models. tests/calibration measures the reference and the simplest baselines.
MARKS = {
    "order_model": 0.95,  # accuracy; counting words is right for 0.5
    "forecast": 0.6,  # share of persistence's squared error that is gone one step ahead; 1 - 0.010 / 0.053 is possible
    "forecast_horizon": 0.93,  # the same over ten steps; the mean of the past has about 0.5
    "language_model": 0.92,  # best possible perplexity divided by the model's; with one word's memory 0.80
}

WINDOW, HORIZON = 24, 10  # steps that the forecaster sees, and steps that it tells
SAME = 1e-5  # outputs that differ by less are the same; an untrained network may differ by 1e-4 only


# -- next-word windows -------------------------------------------------------------------------------------

next_windows = Exercise(
    "Next-word windows",
    points=3,
    hints=(
        "Write the six numbers down and put a frame around the first two. Which number is the target? Move the frame.",
        "With n words there are n - length windows: the last word can be a target, but no window starts there.",
        "`x = [ids[i : i + length] for i in range(len(ids) - length)]`, and the targets are `ids[length:]`.",
    ),
)


def _windows(ids: np.ndarray, length: int) -> tuple[np.ndarray, np.ndarray]:
    rows = np.arange(len(ids) - length)[:, None] + np.arange(length)
    return ids[rows], ids[length:]


def _ids(rng: np.random.Generator, n: int) -> np.ndarray:
    """Different numbers in no order, so that a shifted window shows."""
    return rng.permutation(np.arange(2, n + 30))[:n]


def _pair(answer: Answer, ids: np.ndarray, length: int) -> tuple[np.ndarray, np.ndarray]:
    x, y = answer(ids, length).items(length=2)
    return x.array(ndim=2), y.array(ndim=1)


@next_windows.criterion("four windows of two words from a sentence of six", points=1)
def window_count(answer: Answer, rng: np.random.Generator) -> None:
    for n, length in ((6, 2), (9, 4), (5, 1), (5, 4)):
        x, y = answer(_ids(rng, n), length).items(length=2)
        x.array(shape=(n - length, length))
        y.array(shape=(n - length,))


@next_windows.criterion("each target is the word right after its window", points=2)
def window_targets(answer: Answer, rng: np.random.Generator) -> None:
    for n, length in ((6, 2), (11, 3), (5, 4)):
        ids = _ids(rng, n)
        (x, y), (want_x, want_y) = _pair(answer, ids, length), _windows(ids, length)
        require_equal(x, want_x, what=f"x for the words {ids.tolist()} and length {length}")
        require_equal(y, want_y, what=f"y for the words {ids.tolist()} and length {length}")


@next_windows.misconception("the target inside the input")
def target_inside(answer: Answer, rng: np.random.Generator) -> str | None:
    x, y = _pair(answer, _ids(rng, 9), 3)
    if len(x) == len(y) and len(x) and all(target in row for row, target in zip(x, y, strict=True)):
        return (
            "Each of your targets stands in its own window already. A model would only have to copy it. The target is "
            "the first word after the window."
        )
    return None


@next_windows.misconception("the last window forgotten")
def last_window(answer: Answer, rng: np.random.Generator) -> str | None:
    x, _ = _pair(answer, _ids(rng, 9), 3)
    if len(x) == 5:
        return "Nine words make six windows of three; you have five. The last word of the sentence is a target too."
    return None


@next_windows.misconception("windows that do not overlap")
def windows_apart(answer: Answer, rng: np.random.Generator) -> str | None:
    ids = _ids(rng, 13)
    x, _ = _pair(answer, ids, 3)
    if 1 < len(x) <= 4 and np.array_equal(x[1], ids[3:6]):
        return "Your windows stand end to end. Move the window by one word at a time: that gives many more examples."
    return None


# -- vocabulary --------------------------------------------------------------------------------------------

vocabulary = Exercise(
    "A vocabulary with padding and unknown words",
    points=4,
    takes=("build_vocabulary", "encode"),
    hints=(
        "The list begins with two entries that are no words: `''` at place 0 and `'[UNK]'` at place 1.",
        "`collections.Counter(word for text in sentences for word in text.split())` counts; its `most_common(k)` gives "
        "the k most frequent. Two of the `size` places are taken already.",
        "For `encode` begin with `np.zeros((len(sentences), length), dtype=int)`. For each word write its place in the "
        "list, or 1 when it is not there, as long as there is room.",
    ),
)

_POOL = ("wind", "rain", "sun", "snow", "fog", "hail", "storm", "cloud", "frost")


def _texts(rng: np.random.Generator) -> tuple[list[str], list[str]]:
    """Sentences, and their words from the most to the least frequent; no two are equally frequent."""
    ranked = [str(word) for word in rng.permutation(_POOL)]
    words = rng.permutation([word for i, word in enumerate(ranked) for _ in range(len(ranked) - i)])
    cuts = np.sort(rng.permutation(np.arange(1, len(words)))[:8])
    return [" ".join(part) for part in np.split(words, cuts)], ranked


def _built(answers: SimpleNamespace, sentences: list[str], size: int) -> list[str]:
    return [item.text() for item in answers.build_vocabulary(sentences, size).items()]


def _code(sentences: list[str], words: list[str], length: int) -> np.ndarray:
    rows = np.zeros((len(sentences), length), dtype=int)
    for row, text in zip(rows, sentences, strict=True):
        codes = [words.index(word) if word in words else 1 for word in text.split()][:length]
        row[: len(codes)] = codes
    return rows


def _coded(answers: SimpleNamespace, sentences: list[str], words: list[str], length: int) -> np.ndarray:
    return answers.encode(sentences, words, length).array(shape=(len(sentences), length), integer=True)


def _task(rng: np.random.Generator) -> tuple[list[str], list[str], list[str]]:
    """A vocabulary, known sentences of 1, 2, 3 and 4 words, and two with words that it lacks."""
    words = ["", "[UNK]", *(str(word) for word in rng.permutation(_POOL[:6]))]
    known = [" ".join(rng.choice(words[2:], size=k)) for k in (1, 2, 3, 4)]
    strange = [f"{words[4]} thunder {words[2]}", "tempest"]
    return words, known, strange


@vocabulary.criterion("padding, unknown, then every word once", points=1)
def all_words(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    sentences, ranked = _texts(rng)
    words = _built(answers, sentences, 50)
    require(words[:1] == [""], f"Place 0 holds {words[0]!r}; the empty text '' for padding expected.")
    require(words[1:2] == ["[UNK]"], f"Place 1 holds {words[1]!r}; '[UNK]' expected." if words[1:] else "One entry.")
    require(len(set(words)) == len(words), "A word stands in your list twice.")
    missing = sorted(set(ranked) - set(words))
    require(not missing, f"The word {missing[0]!r} is missing." if missing else "")
    strangers = sorted(set(words[2:]) - set(ranked))
    require(not strangers, f"{strangers[0]!r} is no word of the sentences." if strangers else "")


@vocabulary.criterion("the most frequent words first, `size` entries at most", points=1)
def frequent_words(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    sentences, ranked = _texts(rng)
    for size in (5, 7):
        words = _built(answers, sentences, size)
        require(len(words) == size, f"For size {size} your list has {len(words)} entries, with '' and '[UNK]'.")
        expected = ranked[: size - 2]
        require(words[2:] == expected, f"For size {size} the words are {words[2:]}; {expected} expected.")


@vocabulary.criterion("encode: the place of each word, then zeros", points=1)
def encode_known(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    words, known, _ = _task(rng)
    require_equal(_coded(answers, known, words, 6), _code(known, words, 6), what=f"The codes of {known}")


@vocabulary.criterion("encode: 1 for unknown words, long sentences cut at their end", points=1)
def encode_unknown(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    words, known, strange = _task(rng)
    require_equal(_coded(answers, strange, words, 5), _code(strange, words, 5), what=f"The codes of {strange}")
    require_equal(_coded(answers, known, words, 3), _code(known, words, 3), what=f"The codes of {known}")


@vocabulary.misconception("vocabulary off by one")
def off_by_one(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    words, known, _ = _task(rng)
    got, want = _coded(answers, known, words, 6), _code(known, words, 6)
    if any(np.array_equal(got[want > 0], want[want > 0] + shift) for shift in (-2, -1, 1, 2)):
        return (
            "Your codes are shifted: a word's code is its place in the list, counted from 0. Shifted codes point at "
            "the neighbour's row of an Embedding, and the last word at none."
        )
    sentences, ranked = _texts(rng)
    built = _built(answers, sentences, 50)
    if set(built[:1]) & set(ranked) or (built[:1] == ["[UNK]"] and set(built[1:2]) & set(ranked)):
        return (
            f"Your list gives number {built.index(next(w for w in built if w in ranked))} to a word. 0 is taken by "
            "padding and 1 by unknown words, so words begin at 2."
        )
    return None


@vocabulary.misconception("padding seen as a word")
def padding_as_word(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    words, known, _ = _task(rng)
    got, want = _coded(answers, known, words, 6), _code(known, words, 6)
    if np.array_equal(got[want > 0], want[want > 0]) and (got[want == 0] != 0).any():
        code = int(got[want == 0][got[want == 0] != 0][0])
        return (
            f"You fill the free places with {code}. For the model that is something that was said. Only 0 is free for "
            "padding."
        )
    return None


@vocabulary.misconception("unknown words dropped")
def unknown_dropped(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    words, _, strange = _task(rng)
    got = _coded(answers, strange, words, 5)
    if got[0].tolist() == [4, 2, 0, 0, 0]:
        return (
            "A word that is not in the list vanishes, and its neighbours move together. Write 1 at its place: "
            "something stood there."
        )
    return None


@vocabulary.misconception("padding in front")
def padded_in_front(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    words, known, _ = _task(rng)
    got, want = _coded(answers, known, words, 6), _code(known, words, 6)
    turned = np.stack([np.roll(row, 6 - int((row > 0).sum())) for row in want])
    if np.array_equal(got, turned):
        return (
            "Your zeros stand in front. That is a choice too, and older code made it. Here they come after the words: "
            "then words keep their places."
        )
    return None


@vocabulary.misconception("alphabetical order taken for frequency")
def alphabetical(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    sentences, ranked = _texts(rng)
    words = _built(answers, sentences, 6)[2:]
    if len(words) > 1 and words == sorted(words) and set(words) != set(ranked[: len(words)]):
        return (
            "Your words are sorted by the alphabet, so a small list loses frequent words. Sort by how often they occur."
        )
    return None


# -- what is fed back --------------------------------------------------------------------------------------

feedback = Quiz(
    "What a recurrent layer feeds back",
    points=1,
    question="A recurrent layer reads the fifth word. What does it get besides this word?",
    options={
        "state": Option(
            "Its own hidden state, as it was after the fourth word.",
            "The hidden state is a row of numbers that the layer makes for itself. A Dense layer may turn it into a "
            "prediction, but that is not what comes back.",
            right=True,
        ),
        "prediction": Option(
            "The model's prediction after the fourth word.",
            "Many texts draw it so. The layer does not even know the prediction: that is made behind it. Only when a "
            "trained model writes text do you feed its words in, as new inputs.",
            misconception="the prediction taken for the hidden state",
        ),
        "words": Option(
            "The four words before, all at once.",
            "A window does that. A recurrent layer reads one step at a time; of earlier words it knows what its state "
            "kept.",
            misconception="a window taken for a memory",
        ),
        "weights": Option(
            "Other weights than at the fourth word.",
            "The weights are the same at every step. That is why a sentence may have any length.",
            misconception="weights for each step",
        ),
    },
    hints=(
        "Look at the formula of the simple recurrent layer: what stands on its right side?",
        "$h_{t-1}$ stands there. Is it a word, a prediction, or something of the layer's own?",
        "It has as many numbers as the layer has units, not as many as there are words.",
    ),
)


# -- one LSTM step -----------------------------------------------------------------------------------------

lstm_step = Exercise(
    "One step of an LSTM",
    points=4,
    hints=(
        "First all sums at once: `z = x @ W + h @ U + b`, of shape (samples, 4 * units).",
        "Cut z into four blocks of `units` columns, in Keras's order: input gate, forget gate, candidate, output gate. "
        "`np.split(z, 4, axis=-1)` does it.",
        "Three blocks go through a sigmoid, the candidate through tanh. `c = f * c + i * g`, then "
        "`h = o * np.tanh(c)`. Return h and c.",
    ),
)


def _sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))


def _step(
    x: np.ndarray, h: np.ndarray, c: np.ndarray, W: np.ndarray, U: np.ndarray, b: np.ndarray, order: str = "ifgo"
) -> tuple[np.ndarray, np.ndarray]:
    """Hochreiter and Schmidhuber (1997) with the forget gate of Gers and others (2000); `order` names the blocks."""
    blocks = dict(zip(order, np.split(x @ W + h @ U + b, 4, axis=-1), strict=True))
    c = _sigmoid(blocks["f"]) * c + _sigmoid(blocks["i"]) * np.tanh(blocks["g"])
    return _sigmoid(blocks["o"]) * np.tanh(c), c


def _draw_step(rng: np.random.Generator, n: int = 4, inputs: int = 3, units: int = 5) -> tuple[np.ndarray, ...]:
    shapes = ((n, inputs), (n, units), (n, units), (inputs, 4 * units), (units, 4 * units), (4 * units,))
    return tuple(rng.normal(size=shape) for shape in shapes)


def _states(answer: Answer, drawn: tuple[np.ndarray, ...]) -> tuple[np.ndarray, np.ndarray]:
    h, c = answer(*drawn).items(length=2)
    return h.array(shape=drawn[1].shape), c.array(shape=drawn[1].shape)


def _equals(got: tuple[np.ndarray, np.ndarray], want: tuple[np.ndarray, np.ndarray]) -> bool:
    return all(np.allclose(a, b, atol=1e-4) for a, b in zip(got, want, strict=True))


@lstm_step.criterion("two arrays, one row of units for each sample", points=1)
def step_shapes(answer: Answer, rng: np.random.Generator) -> None:
    for n, inputs, units in ((4, 3, 5), (1, 2, 2)):
        _states(answer, _draw_step(rng, n, inputs, units))


@lstm_step.criterion("the new cell state is the one of Keras", points=2)
def step_cell(answer: Answer, rng: np.random.Generator) -> None:
    for n, inputs, units in ((4, 3, 5), (1, 4, 4), (6, 2, 1)):
        drawn = _draw_step(rng, n, inputs, units)
        require_close(_states(answer, drawn)[1], _step(*drawn)[1], what="The new cell state")


@lstm_step.criterion("the new hidden state is the one of Keras", points=1)
def step_hidden(answer: Answer, rng: np.random.Generator) -> None:
    for n, inputs, units in ((4, 3, 5), (1, 4, 4)):
        drawn = _draw_step(rng, n, inputs, units)
        require_close(_states(answer, drawn)[0], _step(*drawn)[0], what="The new hidden state")


@lstm_step.misconception("gate order swapped")
def gates_swapped(answer: Answer, rng: np.random.Generator) -> str | None:
    drawn = _draw_step(rng)
    got = _states(answer, drawn)
    names = {"i": "input gate", "f": "forget gate", "g": "candidate", "o": "output gate"}
    for order in itertools.permutations("ifgo"):
        if order != tuple("ifgo") and _equals(got, _step(*drawn, order="".join(order))):
            blocks = ", ".join(names[letter] for letter in order)
            return (
                f"You read the blocks as {blocks}. The arithmetic is right, but Keras stores them in another order: "
                "input gate, forget gate, candidate, output gate."
            )
    return None


@lstm_step.misconception("bias forgotten")
def step_bias(answer: Answer, rng: np.random.Generator) -> str | None:
    drawn = _draw_step(rng)
    if _equals(_states(answer, drawn), _step(*drawn[:5], np.zeros_like(drawn[5]))):
        return "The bias b is missing in the sums. Keras even starts it at 1 for the forget gate."
    return None


@lstm_step.misconception("a sigmoid for the candidate")
def candidate_sigmoid(answer: Answer, rng: np.random.Generator) -> str | None:
    drawn = _draw_step(rng)
    x, h, c, W, U, b = drawn
    i, f, g, o = (_sigmoid(block) for block in np.split(x @ W + h @ U + b, 4, axis=-1))
    cell = f * c + i * g
    if _equals(_states(answer, drawn), (o * np.tanh(cell), cell)):
        return (
            "All four blocks go through a sigmoid in your step. The candidate is what may be written, and it must be "
            "able to be negative: tanh."
        )
    return None


@lstm_step.misconception("no tanh on the way out")
def no_tanh_out(answer: Answer, rng: np.random.Generator) -> str | None:
    drawn = _draw_step(rng)
    x, h, _, W, U, b = drawn
    _, cell = _step(*drawn)
    gate = _sigmoid(np.split(x @ W + h @ U + b, 4, axis=-1)[3])
    if _equals(_states(answer, drawn), (gate * cell, cell)):
        return "Your hidden state is o * c. The cell state may grow large; the output is o * tanh(c)."
    return None


@lstm_step.misconception("the pair the wrong way round")
def pair_swapped(answer: Answer, rng: np.random.Generator) -> str | None:
    drawn = _draw_step(rng)
    if _equals(_states(answer, drawn), _step(*drawn)[::-1]):
        return "Both states are right, but you return the cell state first. Return h, then c."
    return None


# -- parameters --------------------------------------------------------------------------------------------

parameters = Exercise(
    "Count the parameters",
    points=3,
    takes=("lstm_params", "text_model_params"),
    hints=(
        "Look at the shapes of W, U and b in the step above. How many numbers are in each?",
        "W has inputs * 4 units, U has units * 4 units, b has 4 units.",
        "`4 * units * (inputs + units + 1)`. The whole model adds `words * embedding` for the Embedding, and two Dense "
        "layers: `units * dense + dense` and `dense * words + words`.",
    ),
)


def _lstm_count(inputs: int, units: int) -> int:
    return 4 * units * (inputs + units + 1)


def _model_count(words: int, embedding: int, units: int, dense: int) -> int:
    return words * embedding + _lstm_count(embedding, units) + units * dense + dense + dense * words + words


def _sizes(rng: np.random.Generator) -> tuple[int, int]:
    return int(rng.integers(3, 30)), int(rng.integers(31, 70))


@parameters.criterion("lstm_params: right for any size", points=2)
def lstm_count(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for inputs, units in ((8, 8), _sizes(rng), _sizes(rng)[::-1], (1, 1)):
        got = answers.lstm_params(inputs, units).number(integer=True)
        want = _lstm_count(inputs, units)
        require(got == want, f"For {inputs} inputs and {units} units you count {got}; Keras counts {want}.")


@parameters.criterion("text_model_params: right for any size", points=1)
def model_count(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for sizes in ((7, 8, 8, 8), tuple(int(n) for n in rng.integers(5, 60, size=4))):
        got = answers.text_model_params(*sizes).number(integer=True)
        want = _model_count(*sizes)
        names = "{} words, embedding {}, {} LSTM units, {} dense units".format(*sizes)
        require(got == want, f"For {names} you count {got}; Keras counts {want}.")


def _counts_as(name: str, rule: Callable[[int, int], int], message: str) -> None:
    @parameters.misconception(name)
    def counted(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
        drawn = [_sizes(rng), _sizes(rng)[::-1]]
        got = [answers.lstm_params(*sizes).number() for sizes in drawn]
        return message if got == [rule(*sizes) for sizes in drawn] else None


_counts_as(
    "one gate counted",
    lambda inputs, units: units * (inputs + units + 1),
    "That is one block. An LSTM has four of them: three gates and the candidate.",
)
_counts_as(
    "recurrent weights forgotten",
    lambda inputs, units: 4 * units * (inputs + 1),
    "You count a Dense layer, four times. Each block also has a weight from every unit of the last hidden state: U.",
)
_counts_as(
    "biases forgotten",
    lambda inputs, units: 4 * units * (inputs + units),
    "The biases are missing: one for each unit of each block.",
)
_counts_as(
    "two biases",
    lambda inputs, units: 4 * units * (inputs + units + 2),
    "You count two biases for each unit. PyTorch's LSTM has them, and Keras's GRU; Keras's LSTM has one.",
)


@parameters.misconception("vocabulary off by one")
def count_off_by_one(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    words, embedding, units, dense = (int(n) for n in rng.permutation(np.arange(5, 60))[:4])
    got = answers.text_model_params(words, embedding, units, dense).number()
    base = _model_count(words, embedding, units, dense)
    if got - base in {sign * n for n in (embedding, dense + 1, embedding + dense + 1) for sign in (-1, 1)}:
        return (
            "You add or take away one word. `words` counts all rows of the Embedding already, those of padding and "
            "unknown words too."
        )
    return None


# -- the order of words ------------------------------------------------------------------------------------


def classes_of(outputs: np.ndarray) -> np.ndarray:
    """Classes 0 or 1 from a sigmoid unit, shape (n, 1) or (n,), or from two softmax units, shape (n, 2)."""
    outputs = np.asarray(outputs)
    if outputs.ndim == 2 and outputs.shape[1] == 2:
        return outputs.argmax(axis=-1)
    return (outputs.reshape(len(outputs), -1)[:, 0] > 0.5).astype(int)


order_model = Exercise(
    "Who comes first?",
    points=4,
    hints=(
        "An Embedding, an LSTM, a Dense layer with one sigmoid unit. `keras.Input((None,))` allows any length.",
        "The zeros must not be read: `keras.layers.Embedding(12, 8, mask_zero=True)` tells the LSTM to skip them.",
        "`Adam(0.02)`, `binary_crossentropy`, 8 epochs in batches of 32 are enough for 8 units. Fit on the padded rows "
        "of `sentences`.",
    ),
)


@cache
def order_rows(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """200 new sentences of 4 to 8 words, as rows of numbers, and their labels."""
    from coursekit.data import word_order

    rows = word_order(200, seed=seed)
    return rows.x, rows.y


def _new_order(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    return order_rows(1000 + int(rng.integers(50)))


def _order_outputs(answer: Answer, x: np.ndarray) -> np.ndarray:
    view = answer.model.require_built()
    if view.input_shape is not None and (len(view.input_shape) != 2 or view.input_shape[1] is not None):
        raise Fail(
            f"Your model takes rows of shape {view.input_shape[1:]}. Begin it with `keras.Input((None,))`: word "
            "numbers, of any length."
        )
    outputs = view.predict(x)
    require(
        outputs.shape in ((len(x), 1), (len(x), 2), (len(x),)),
        f"For {len(x)} sentences your model gives shape {outputs.shape}; one number for each, ({len(x)}, 1), expected.",
    )
    return outputs


@order_model.criterion("one answer for each sentence, of any length", points=1)
def order_shape(answer: Answer, rng: np.random.Generator) -> None:
    x, _ = _new_order(rng)
    outputs = _order_outputs(answer, x[:8])
    require(outputs.min() >= 0 and outputs.max() <= 1, "The outputs are no probabilities. End with a sigmoid.")
    _order_outputs(answer, np.pad(x[:8], ((0, 0), (0, 3))))


@order_model.criterion("right for new sentences", points=2)
def order_accuracy(answer: Answer, rng: np.random.Generator) -> None:
    x, y = _new_order(rng)
    score = float(np.mean(classes_of(_order_outputs(answer, x)) == y))
    mark = MARKS["order_model"]
    require(score >= mark, f"The accuracy on {len(x)} new sentences is {score:.3f}; at least {mark} expected.")


@order_model.criterion("more padding changes nothing", points=1)
def order_padding(answer: Answer, rng: np.random.Generator) -> None:
    x, _ = _new_order(rng)
    plain, padded = (_order_outputs(answer, rows) for rows in (x, np.pad(x, ((0, 0), (0, 12)))))
    worst = float(np.abs(plain - padded).max())
    require(worst < 0.01, f"With twelve more zeros at the end an output moves by {worst:.2f}. The words are the same.")


@order_model.misconception("padding seen as a word")
def order_reads_padding(answer: Answer, rng: np.random.Generator) -> str | None:
    x, _ = _new_order(rng)
    plain, padded = (_order_outputs(answer, rows) for rows in (x, np.pad(x, ((0, 0), (0, 12)))))
    if np.abs(plain - padded).max() >= 0.01:
        return (
            "Your model reads the zeros as if they were words, and forgets over them. `mask_zero=True` in the "
            "Embedding tells the layers behind it to skip them."
        )
    return None


@order_model.misconception("a bag of words")
def order_bag(answer: Answer, rng: np.random.Generator) -> str | None:
    x, _ = _new_order(rng)
    swapped = np.select([x == 1, x == 2], [2, 1], x)
    plain, other = (_order_outputs(answer, rows) for rows in (x, swapped))
    if np.abs(plain - other).max() < SAME:
        return (
            "Swapping cat and dog does not change your model's answer: it sees which words there are, not their order. "
            "An average over the words does that. Let an LSTM read them."
        )
    return None


# -- a forecast --------------------------------------------------------------------------------------------

forecast = Exercise(
    "A forecast",
    points=6,
    takes=("split_windows", "forecaster"),
    hints=(
        "Cut the series into an early and a late part first, then make windows in each part. No window may reach over "
        "the cut.",
        "One row for each start i: `part[i : i + length]` is the input, `part[i + length : i + length + horizon]` the "
        "target. The last start is `len(part) - length - horizon`.",
        "The model: `keras.Input((24, 1))`, `LSTM(16)`, `Dense(10)`, with the loss `mse` and `Adam(0.02)`, 14 epochs. "
        "The inputs need a third axis: `x[..., None]`.",
    ),
)


def time_windows(series: np.ndarray, length: int, horizon: int) -> tuple[np.ndarray, np.ndarray]:
    """All windows (n, length) of a series and what follows each, (n, horizon)."""
    rows = np.lib.stride_tricks.sliding_window_view(series, length + horizon)
    return rows[:, :length], rows[:, length:]


@cache
def new_waves(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Windows (n, 24, 1) and the ten values after each, from a series that nobody has seen."""
    from coursekit.data import waves

    x, y = time_windows(waves(400, seed=seed).values, WINDOW, HORIZON)
    return x[..., None].copy(), y.copy()


def forecast_gain(predicted: np.ndarray, x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """The share of persistence's squared error that a forecast takes away, one step ahead and over all steps.

    Args:
        predicted, y: shape (n, steps).
        x: the windows, shape (n, length, 1).

    Returns:
        Two numbers up to 1; 0 is as good as saying the last value again.
    """
    error, base = (predicted - y) ** 2, (x[:, -1] - y) ** 2
    return 1 - float(error[:, 0].mean() / base[:, 0].mean()), 1 - float(error.mean() / base.mean())


def _parts(answers: SimpleNamespace, n: int, length: int, horizon: int, share: float) -> list[np.ndarray]:
    """The four arrays for a series whose values are their own places in time."""
    items = answers.split_windows(np.arange(n, dtype=float), length, horizon, share).items(length=4)
    return [
        item.array(shape=(None, size)) for item, size in zip(items, (length, horizon, length, horizon), strict=True)
    ]


def _forecasts(answers: SimpleNamespace, x: np.ndarray) -> np.ndarray:
    outputs = answers.forecaster.model.require_input((WINDOW, 1)).predict(x)
    if outputs.ndim == 3 and outputs.shape[-1] == 1:
        outputs = outputs[..., 0]
    require(
        outputs.shape == (len(x), HORIZON),
        f"For {len(x)} windows your model gives shape {outputs.shape}; ({len(x)}, {HORIZON}) expected, one number for "
        "each of the next ten steps.",
    )
    return outputs


@forecast.criterion("windows of consecutive values, and what comes right after them", points=1)
def forecast_windows(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for n, length, horizon, share in ((60, 5, 3, 0.25), (47, 4, 1, 0.4)):
        x_train, y_train, x_val, y_val = _parts(answers, n, length, horizon, share)
        require(len(x_train) == len(y_train), "x_train and y_train have different numbers of rows.")
        require(len(x_val) == len(y_val), "x_val and y_val have different numbers of rows.")
        for name, x, y in (("training", x_train, y_train), ("validation", x_val, y_val)):
            require(len(x) > 0, f"There are no {name} windows.")
            together = np.hstack([x, y])
            steps = np.diff(together, axis=1)
            bad = np.flatnonzero((steps != 1).any(axis=1))
            require(
                not len(bad),
                f"A {name} window of the series 0, 1, 2, ... is {together[bad[0], :length].tolist()} with the target "
                f"{together[bad[0], length:].tolist()}."
                if len(bad)
                else "",
            )


@forecast.criterion("training before the cut, validation after it", points=1)
def forecast_split(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for n, length, horizon, share in ((60, 5, 3, 0.25), (50, 4, 2, 0.4)):
        x_train, y_train, x_val, y_val = _parts(answers, n, length, horizon, share)
        cut = n - round(share * n)
        latest, first = y_train.max(), y_val.min()
        require(
            latest < first,
            f"Training has seen the value of step {latest:.0f}, and validation asks for step {first:.0f}.",
        )
        require(latest == cut - 1, f"The last training target is step {latest:.0f}; {cut - 1} expected.")
        require(y_val.max() == n - 1, f"The last validation target is step {y_val.max():.0f}; {n - 1} expected.")
        count = cut - length - horizon + 1
        require(len(x_train) == count, f"There are {len(x_train)} training windows; {count} fit before the cut.")
        least = n - cut - length - horizon + 1
        require(len(x_val) >= least, f"There are {len(x_val)} validation windows; {least} fit after the cut.")


@forecast.criterion("the next step: well below persistence", points=2)
def forecast_next(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    x, y = new_waves(500 + int(rng.integers(50)))
    gain, _ = forecast_gain(_forecasts(answers, x), x, y)
    mark = MARKS["forecast"]
    require(
        gain >= mark,
        f"One step ahead your model takes away {gain:.2f} of persistence's squared error on new waves; at least {mark} "
        "expected.",
    )


@forecast.criterion("all ten steps: far below persistence", points=2)
def forecast_all(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    x, y = new_waves(500 + int(rng.integers(50)))
    _, gain = forecast_gain(_forecasts(answers, x), x, y)
    mark = MARKS["forecast_horizon"]
    require(
        gain >= mark,
        f"Over ten steps your model takes away {gain:.2f} of persistence's squared error on new waves; at least {mark} "
        "expected.",
    )


@forecast.misconception("a time series split at random")
def random_split(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    _, y_train, _, y_val = _parts(answers, 80, 5, 3, 0.25)
    if len(y_train) and len(y_val) and y_train.max() > y_val.min() and y_train.min() < y_val.max():
        earlier = np.mean(y_val[:, 0] < np.median(y_train[:, 0]))
        if earlier > 0.1:
            return (
                "Validation windows lie between training windows, as after a random split. Neighbours share most of "
                "their values, so the model has seen nearly everything that it is asked. Cut by time."
            )
    return None


@forecast.misconception("windows that reach over the cut")
def over_the_cut(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    _, y_train, _, y_val = _parts(answers, 80, 5, 3, 0.25)
    if len(y_train) and len(y_val) and y_train[:, 0].max() < y_val[:, 0].min() <= y_train.max():
        return (
            "Your windows are divided in order, but the last training targets are values that validation asks for too. "
            "Cut the series first, then make the windows."
        )
    return None


@forecast.misconception("the target inside the input")
def forecast_target_inside(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    x_train, y_train, _, _ = _parts(answers, 60, 5, 3, 0.25)
    if len(x_train) == len(y_train) and len(x_train) and (y_train[:, 0] <= x_train[:, -1]).all():
        return "The first target stands in the window already. The target begins one step after the window's end."
    return None


@forecast.misconception("predicting the last value taken for a forecast")
def persistence(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    x, y = new_waves(500 + int(rng.integers(50)))
    predicted = _forecasts(answers, x)
    if np.mean((predicted - x[:, -1]) ** 2) < 0.1 * np.mean((y - x[:, -1]) ** 2):
        return (
            "Your model says the last value again, ten times. In a picture that looks like a forecast, one step late. "
            "It is persistence, the baseline."
        )
    return None


# -- temperature -------------------------------------------------------------------------------------------

temperature = Exercise(
    "Temperature",
    points=4,
    takes=("with_temperature", "draw"),
    hints=(
        "Dividing logits by T and taking the softmax is the same as raising each probability to the power 1 / T and "
        "dividing by the sum.",
        "`powers = probabilities ** (1 / temperature)`, then `powers / powers.sum()`.",
        "`np.random.default_rng(seed).choice(len(p), size=count, p=p)` draws places by their probabilities. Use your "
        "own function for p.",
    ),
)


def _tempered(p: np.ndarray, t: float) -> np.ndarray:
    powers = p ** (1 / t)
    return powers / powers.sum()


def _chances(rng: np.random.Generator, n: int = 5) -> np.ndarray:
    """Probabilities that differ clearly; one of them is 0."""
    p = rng.permutation(np.array([0.0, 1.0, 2.0, 4.0, 8.0, 16.0])[:n] + np.append(0.0, rng.uniform(0, 0.3, size=n - 1)))
    return p / p.sum()


def _warmed(answers: SimpleNamespace, p: np.ndarray, t: float) -> np.ndarray:
    return answers.with_temperature(p, t).array(shape=p.shape)


def _shares(answers: SimpleNamespace, p: np.ndarray, t: float, seed: int) -> np.ndarray:
    count = 3000
    places = answers.draw(p, t, count, seed).array(shape=(count,), integer=True)
    require(places.min() >= 0 and places.max() < len(p), f"A drawn place is not among 0 to {len(p) - 1}.")
    return np.bincount(places.astype(int), minlength=len(p)) / count


@temperature.criterion("probabilities again; temperature 1 changes nothing", points=1)
def temperature_one(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for n in (5, 3):
        p = _chances(rng, n)
        require_close(_warmed(answers, p, 1.0), p, what="With temperature 1 the result")
        total = float(_warmed(answers, p, 0.5).sum())
        require(abs(total - 1) < 1e-5, f"With temperature 0.5 the result adds up to {total:.3f}; 1 expected.")


@temperature.criterion("right for low and high temperatures", points=1)
def temperature_values(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for t in (0.2, 0.7, 2.0, 5.0):
        p = _chances(rng)
        require_close(_warmed(answers, p, t), _tempered(p, t), what=f"With temperature {t:g} the result")


@temperature.criterion("words are drawn as often as they should be", points=1)
def temperature_shares(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    for t in (0.5, 1.0, 2.5):
        p = _chances(rng)
        got, want = _shares(answers, p, t, int(rng.integers(1000))), _tempered(p, t)
        worst = int(np.abs(got - want).argmax())
        require(
            abs(got[worst] - want[worst]) < 0.06,
            f"With temperature {t:g} a word came {got[worst]:.2f} of the time; {want[worst]:.2f} expected.",
        )


@temperature.criterion("the seed decides what is drawn", points=1)
def temperature_seed(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    p, seed = _chances(rng), int(rng.integers(1000))
    first, again, other = (answers.draw(p, 1.0, 60, s).array(shape=(60,)) for s in (seed, seed, seed + 1))
    require(np.array_equal(first, again), "Two draws with the same seed differ.")
    require(not np.array_equal(first, other), "Two draws with different seeds are equal.")


@temperature.misconception("the temperature upside down")
def upside_down(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    p = _chances(rng)
    if np.allclose(_warmed(answers, p, 2.5), _tempered(p, 1 / 2.5), atol=1e-5):
        return "A high temperature makes your words surer; it should make them more equal. The power is 1 / T, not T."
    return None


@temperature.misconception("softmax of probabilities")
def softmax_twice(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    p, t = _chances(rng), 0.7
    powers = np.exp(p / t)
    if np.allclose(_warmed(answers, p, t), powers / powers.sum(), atol=1e-5):
        return (
            "You take the softmax of p / T. Softmax wants logits, and p has been through a softmax already. The "
            "logarithm of p takes it back: softmax(log(p) / T)."
        )
    return None


@temperature.misconception("powers that do not add up to 1")
def not_normalised(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    p = _chances(rng)
    got = _warmed(answers, p, 0.5)
    if np.allclose(got, p**2, atol=1e-6) or np.allclose(got, p / 0.5, atol=1e-6):
        return "After the change the numbers no longer add up to 1. Divide them by their sum."
    return None


@temperature.misconception("always the likeliest word")
def argmax_drawn(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    p = _chances(rng)
    if _shares(answers, p, 1.0, 3)[p.argmax()] > 0.999:
        return (
            "You take the most probable word every time, so nothing is drawn and the temperature has no effect. Draw "
            "each word as often as its probability says."
        )
    return None


@temperature.misconception("the temperature forgotten in the draw")
def draw_without(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    p = _chances(rng)
    got = [_shares(answers, p, t, 5) for t in (0.3, 4.0)]
    if all(np.abs(shares - p).max() < 0.05 for shares in got):
        return "Whatever the temperature, you draw by the probabilities as they came. Change them first, then draw."
    return None


# -- next words --------------------------------------------------------------------------------------------

language_model = Exercise(
    "A model of the next word",
    points=6,
    takes=("words", "language_model"),
    hints=(
        "Row i of x is a sentence without its last place, row i of y the same sentence without its first: "
        "`ids[:, :-1]` and `ids[:, 1:]`.",
        "Embedding, `LSTM(..., return_sequences=True)`, then a Dense softmax with a unit for each entry of `words`. "
        "It works on every step.",
        "Padding is no word to be guessed: `keras.losses.SparseCategoricalCrossentropy(ignore_class=0)`. 32 LSTM "
        "units, `Adam(0.01)` and 10 epochs in batches of 32 do it.",
    ),
)


@cache
def new_sentences(seed: int, n: int = 300) -> tuple[list[str], float]:
    """Sentences that no learner has, and the mean of -log p of their words by the rules themselves."""
    from coursekit.data import grammar

    language = grammar(n, seed=seed)
    sentences = language.train + language.val + language.test
    logs = []
    for text in sentences:
        words = text.split()
        logs += [-np.log(language.next_words(" ".join(words[:i]))[words[i]]) for i in range(1, len(words))]
    return sentences, float(np.mean(logs))


def perplexity_share(probabilities: np.ndarray, ids: np.ndarray, best: float) -> float:
    """The best possible perplexity of these sentences divided by the model's: 1 is as good as the rules.

    Args:
        probabilities: of the next word, shape (n, length - 1, words).
        ids: the sentences, shape (n, length), zeros at the end.
        best: the mean of -log p by the rules.
    """
    targets = ids[:, 1:]
    chosen = np.take_along_axis(probabilities, targets[..., None], axis=-1)[..., 0]
    return float(np.exp(best + np.log(np.clip(chosen[targets > 0], 1e-7, 1)).mean()))


def _new_ids(answers: SimpleNamespace, rng: np.random.Generator) -> tuple[list[str], np.ndarray, float]:
    """The learner's words, and new sentences in their numbers."""
    words = [item.text() for item in answers.words.items()]
    sentences, best = new_sentences(2000 + int(rng.integers(20)))
    missing = sorted({word for text in sentences for word in text.split()} - set(words))
    require(not missing, f"The word {missing[0]!r} of the language is not in `words`." if missing else "")
    return words, _code(sentences, words, 10), best


def _next_words(answers: SimpleNamespace, ids: np.ndarray, words: list[str]) -> np.ndarray:
    outputs = answers.language_model.model.require_built().predict(ids[:, :-1])
    want = (len(ids), ids.shape[1] - 1, len(words))
    require(
        outputs.shape == want,
        f"For rows of {want[1]} words your model gives shape {outputs.shape}; {want} expected: for each step a "
        "probability for each entry of `words`.",
    )
    return outputs


@language_model.criterion("words: padding at 0, and all words of the language", points=1)
def model_words(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    words, _, _ = _new_ids(answers, rng)
    require(words[0] == "", f"words[0] is {words[0]!r}; '' for padding expected. `get_vocabulary()` gives such a list.")


@language_model.criterion("probabilities of the next word at every step", points=1)
def model_distribution(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    words, ids, _ = _new_ids(answers, rng)
    outputs = _next_words(answers, ids[:20], words)
    sums = outputs.sum(axis=-1)
    require(
        outputs.min() >= 0 and np.abs(sums - 1).max() < 1e-3,
        "The outputs of a step are no probabilities: they should be 0 or more and add up to 1. End with a softmax.",
    )


@language_model.criterion("only the words so far are used", points=1)
def model_causal(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    words, ids, _ = _new_ids(answers, rng)
    ids = ids[:40]
    later = ids.copy()
    later[:, 3:] = rng.permuted(ids[:, 3:], axis=0)
    first, second = (_next_words(answers, rows, words)[:, :3] for rows in (ids, later))
    require(
        np.abs(first - second).max() < SAME,
        "When words from the fourth on change, your predictions of the third and fourth word change too. A prediction "
        "may only know the words before it.",
    )


@language_model.criterion("perplexity close to the best possible", points=3)
def model_perplexity(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    words, ids, best = _new_ids(answers, rng)
    share = perplexity_share(_next_words(answers, ids, words), ids, best)
    mark = MARKS["language_model"]
    require(
        share >= mark,
        f"On new sentences the perplexity is {np.exp(best) / share:.2f}; the rules themselves reach "
        f"{np.exp(best):.2f}. At most {np.exp(best) / mark:.2f} expected.",
    )


@language_model.misconception("vocabulary off by one")
def model_off_by_one(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    words = [item.text() for item in answers.words.items()]
    if words[:1] != [""]:
        return (
            "Your list does not begin with the padding. Number 0 is then taken by a word, or everything is shifted by "
            "one. Give the whole list of `get_vocabulary()`."
        )
    outputs = answers.language_model.model.require_built().predict(np.full((2, 9), 2))
    if outputs.ndim == 3 and abs(outputs.shape[-1] - len(words)) in (1, 2):
        return (
            f"Your last layer has {outputs.shape[-1]} units, `words` has {len(words)} entries. Padding and unknown "
            "words count too: `len(words)` units, and `len(words)` rows in the Embedding."
        )
    return None


@language_model.misconception("the target inside the input")
def model_copies(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    words, ids, _ = _new_ids(answers, rng)
    given = ids[:, :-1]
    guesses = _next_words(answers, ids, words).argmax(axis=-1)
    if np.mean(guesses[given > 0] == given[given > 0]) > 0.8:
        return (
            "Your model says the word that it has just read. Its targets were the inputs, not the words one place "
            "later. Shift them: `ids[:, :-1]` and `ids[:, 1:]`."
        )
    return None


@language_model.misconception("the future is read")
def model_sees_future(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    words, ids, _ = _new_ids(answers, rng)
    later = ids[:40].copy()
    later[:, 3:] = rng.permuted(later[:, 3:], axis=0)
    first, second = (_next_words(answers, rows, words)[:, :3] for rows in (ids[:40], later))
    if np.abs(first - second).max() >= SAME:
        return (
            "Your model knows the words that it should guess, as a Bidirectional layer does. That looks brilliant in "
            "training, and is useless for writing: the next word is not there yet."
        )
    return None


@language_model.misconception("a memory of one word")
def model_bigram(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    words, ids, _ = _new_ids(answers, rng)
    ids = ids[:40]
    earlier = ids.copy()
    earlier[:, :3] = rng.permuted(ids[:, :3], axis=0)
    first, second = (_next_words(answers, rows, words)[:, 3:] for rows in (ids, earlier))
    alike = np.abs(first - second).max() < SAME
    if alike and model_off_by_one(answers, rng) is None and model_copies(answers, rng) is None:
        return (
            "What stands three words back makes no difference to your model: it knows the last word only. The verb "
            "must fit an animal that may be five words away. That needs a state."
        )
    return None


# -- which mistake is this? --------------------------------------------------------------------------------

which_mistake = Quiz(
    "Which mistake is this?",
    points=1,
    question=(
        "A friend forecasts tomorrow's price of a share with an LSTM. In the picture the forecast runs along the true "
        "curve, always a day late. The friend says: an error of 1%, that is a good model. What is the mistake?"
    ),
    options={
        "persistence": Option(
            "Nobody compared it with saying today's price again.",
            "A curve that runs a day late is today's price, said again. Prices move about 1% a day, so persistence has "
            "that error too. A forecast is worth what it saves against persistence.",
            right=True,
        ),
        "units": Option(
            "The LSTM has too few units.",
            "More units may learn to copy faster. The question is what there is to learn beyond copying.",
            misconception="a copy taken for a small model",
        ),
        "shuffle": Option(
            "The windows were shuffled in training.",
            "Shuffling the training windows is fine; each is complete in itself. The validation windows must lie later "
            "in time.",
            misconception="shuffled windows blamed",
        ),
        "none": Option(
            "There is none: the picture and the error are good.",
            "Both are as good without any model: take today's price for tomorrow's.",
            misconception="the last value taken for a forecast",
        ),
    },
    hints=(
        "Which forecast needs no model at all?",
        "Draw that forecast into the picture. Where does its curve run?",
        "It runs one day late, along the true curve.",
    ),
)
