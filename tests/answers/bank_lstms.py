"""Answers for lesson 09."""

from tests.answers.bank import Right, Wrong

_WINDOWS = """
import numpy as np
def next_windows(ids, length):
    x = np.array([ids[i : i + length] for i in range(len(ids) - length)])
    return x, ids[length:]
"""

_TWO = ("build_vocabulary", "encode")

_VOCABULARY = """
import numpy as np
from collections import Counter
def build_vocabulary(sentences, size):
    counts = Counter(word for text in sentences for word in text.split())
    return ["", "[UNK]"] + [word for word, _ in counts.most_common(size - 2)]
def encode(sentences, vocabulary, length):
    rows = np.zeros((len(sentences), length), dtype=int)
    for row, text in zip(rows, sentences):
        codes = [vocabulary.index(w) if w in vocabulary else 1 for w in text.split()][:length]
        row[: len(codes)] = codes
    return rows
"""

_STEP = """
import numpy as np
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
def lstm_step(x, h, c, W, U, b):
    i, f, g, o = np.split(x @ W + h @ U + b, 4, axis=-1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c
"""

_COUNTS = ("lstm_params", "text_model_params")

_PARAMS = """
def lstm_params(inputs, units):
    return 4 * units * (inputs + units + 1)
def text_model_params(words, embedding, units, dense):
    return words * embedding + lstm_params(embedding, units) + (units + 1) * dense + (dense + 1) * words
"""

# Hand-made weights: a cell that is wiped and rewritten at cat and dog, and keeps its number elsewhere. No training.
_ORDER = """
import keras
import numpy as np
order_model = keras.Sequential(
    [
        keras.Input((None,)),
        keras.layers.Embedding(12, 2, mask_zero=True),
        keras.layers.LSTM(1),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
table = np.zeros((12, 2))
table[1], table[2] = [1, 0], [0, 1]
W = np.array([[20.0, -20.0, 5.0, 0.0], [20.0, -20.0, -5.0, 0.0]])
order_model.set_weights(
    [table, W, np.zeros((1, 4)), np.array([-10.0, 10.0, 0.0, 10.0]), np.array([[-20.0]]), np.zeros(1)]
)
"""

_TRAINED_ORDER = """
import keras
import coursekit as ck
sentences = ck.data.word_order()
keras.utils.set_random_seed(5)
inputs = keras.Input((None,), dtype="int32")
x = keras.layers.Embedding(12, 4, mask_zero=True)(inputs)
x = keras.layers.GRU(8)(x)
order_model = keras.Model(inputs, keras.layers.Dense(2, activation="softmax")(x))
order_model.compile(optimizer=keras.optimizers.Adam(0.05), loss="sparse_categorical_crossentropy")
order_model.fit(sentences.x_train, sentences.y_train, epochs=6, batch_size=64, verbose=0)
"""

_FORECAST = ("split_windows", "forecaster")

_SPLIT = """
import numpy as np
def split_windows(series, length, horizon, share):
    cut = len(series) - round(share * len(series))
    arrays = []
    for part in (series[:cut], series[cut:]):
        starts = range(len(part) - length - horizon + 1)
        arrays.append(np.array([part[i : i + length] for i in starts]))
        arrays.append(np.array([part[i + length : i + length + horizon] for i in starts]))
    return arrays
"""

# The least-squares forecast, as a network of one layer: no training.
_LINEAR = """
import keras
import coursekit as ck
values = ck.data.waves().train
rows = np.lib.stride_tricks.sliding_window_view(values, 34)
solved = np.linalg.lstsq(np.c_[rows[:, :24], np.ones(len(rows))], rows[:, 24:], rcond=None)[0]
forecaster = keras.Sequential([keras.Input((24, 1)), keras.layers.Flatten(), keras.layers.Dense(10)])
forecaster.set_weights([solved[:24], solved[24]])
"""

_LSTM_FORECAST = """
import keras
import coursekit as ck
x, y, x_val, y_val = split_windows(ck.data.waves().values[:1200], 24, 10, 0.25)
keras.utils.set_random_seed(3)
inputs = keras.Input((24, 1))
state = keras.layers.LSTM(16)(inputs)
forecaster = keras.Model(inputs, keras.layers.Dense(10)(state))
forecaster.compile(optimizer=keras.optimizers.Adam(0.02), loss="mse")
forecaster.fit(x[..., None], y, epochs=14, batch_size=32, verbose=0)
"""

_LAST = """
import keras
forecaster = keras.Sequential([keras.Input((24, 1)), keras.layers.Flatten(), keras.layers.Dense(10)])
kernel = np.zeros((24, 10))
kernel[-1] = 1
forecaster.set_weights([kernel, np.zeros(10)])
"""

_WARM = ("with_temperature", "draw")

_TEMPERATURE = """
import numpy as np
def with_temperature(probabilities, temperature):
    powers = probabilities ** (1 / temperature)
    return powers / powers.sum()
def draw(probabilities, temperature, count, seed):
    p = with_temperature(probabilities, temperature)
    return np.random.default_rng(seed).choice(len(p), size=count, p=p)
"""

_WORDS = ("words", "language_model")

_IDS = """
import keras
import numpy as np
import coursekit as ck
language = ck.data.grammar()
words = ["", "[UNK]", *language.words]
ids = np.zeros((len(language.train), 10), dtype=int)
for row, text in zip(ids, language.train):
    codes = [words.index(word) for word in text.split()]
    row[: len(codes)] = codes
"""

_LANGUAGE = (
    _IDS
    + """
keras.utils.set_random_seed(4)
language_model = keras.Sequential(
    [
        keras.Input((None,)),
        keras.layers.Embedding(len(words), 8),
        keras.layers.LSTM(32, return_sequences=True),
        keras.layers.Dense(len(words), activation="softmax"),
    ]
)
loss = keras.losses.SparseCategoricalCrossentropy(ignore_class=0)
language_model.compile(optimizer=keras.optimizers.Adam(0.01), loss=loss)
language_model.fit(ids[:, :-1], ids[:, 1:], epochs=10, batch_size=32, verbose=0)
"""
)

# The last word as a one-hot vector, and a table of what follows it: counted, not trained.
_PAIRS = (
    _IDS
    + """
follows = np.full((len(words), len(words)), 1e-3)
np.add.at(follows, (ids[:, :-1], ids[:, 1:]), 1)
language_model = keras.Sequential(
    [keras.Input((None,)), keras.layers.Embedding(len(words), len(words)), keras.layers.Softmax()]
)
language_model.set_weights([np.log(follows / follows.sum(axis=1, keepdims=True))])
"""
)


def _changed(code: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in code, old
        code = code.replace(old, new)
    return code


def _quiz(name: str, right: str, **wrong: str) -> list[Right | Wrong]:
    """The answers to a quiz: its right key, and each wrong key with its misconception."""
    return [
        Right("the right option", f"{name} = {right!r}"),
        *(Wrong(key, f"{name} = {key!r}", misconception=text) for key, text in wrong.items()),
        Wrong("no such option", f"{name} = 'none of these'", criterion="the right option"),
    ]


ANSWERS = {
    "next_windows": [
        Right("a list of slices", _WINDOWS),
        Right(
            "NumPy's sliding windows",
            """
import numpy as np
def next_windows(ids, length):
    rows = np.lib.stride_tricks.sliding_window_view(ids, length + 1)
    return rows[:, :-1], rows[:, -1]
""",
        ),
        Right(
            "lists",
            """
def next_windows(ids, length):
    ids = list(ids)
    x, y = [], []
    for end in range(length, len(ids)):
        x.append(ids[end - length : end])
        y.append(ids[end])
    return x, y
""",
        ),
        Right(
            "keras.ops",
            """
import keras
import numpy as np
def next_windows(ids, length):
    ids = keras.ops.convert_to_tensor(ids)
    rows = np.arange(len(ids) - length)[:, None] + np.arange(length)
    return keras.ops.take(ids, rows, axis=0), ids[length:]
""",
        ),
        Wrong(
            "target is the last of the window",
            _changed(_WINDOWS, ("ids[length:]", "x[:, -1]")),
            misconception="the target inside the input",
        ),
        Wrong(
            "one window too few",
            _changed(
                _WINDOWS,
                ("range(len(ids) - length)", "range(len(ids) - length - 1)"),
                ("ids[length:]", "ids[length:-1]"),
            ),
            misconception="the last window forgotten",
        ),
        Wrong(
            "steps of its own length",
            """
import numpy as np
def next_windows(ids, length):
    starts = range(0, len(ids) - length, length)
    return np.array([ids[i : i + length] for i in starts]), np.array([ids[i + length] for i in starts])
""",
            misconception="windows that do not overlap",
        ),
        Wrong(
            "a word skipped",
            _changed(_WINDOWS, ("ids[length:]", "np.append(ids[length + 1 :], 0)")),
            criterion="each target is the word right after its window",
        ),
        Wrong(
            "for the six words only",
            "import numpy as np\ndef next_windows(ids, length):\n"
            "    return np.array([[ids[i], ids[i + 1]] for i in range(4)]), ids[2:6]",
            criterion="four windows of two words from a sentence of six",
        ),
        Wrong(
            "window of all words before",
            "def next_windows(ids, length):\n    return [ids[:i] for i in range(length, len(ids))], ids[length:]",
            criterion="four windows of two words from a sentence of six",
        ),
        Wrong(
            "only x",
            "def next_windows(ids, length):\n    return ids[:-length]",
            criterion="four windows of two words from a sentence of six",
        ),
        Wrong("unanswered", "def next_windows(ids, length):\n    return ...", criterion="Not attempted"),
    ],
    "vocabulary": [
        Right("Counter", _VOCABULARY, _TWO),
        Right(
            "dicts and lists",
            """
def build_vocabulary(sentences, size):
    counts = {}
    for text in sentences:
        for word in text.split(" "):
            counts[word] = counts.get(word, 0) + 1
    return ["", "[UNK]", *sorted(counts, key=counts.get, reverse=True)][:size]
def encode(sentences, vocabulary, length):
    place = dict(zip(vocabulary, range(len(vocabulary))))
    return [([place.get(w, 1) for w in text.split()] + [0] * length)[:length] for text in sentences]
""",
            _TWO,
        ),
        Right(
            "TextVectorization",
            """
import keras
import numpy as np
def build_vocabulary(sentences, size):
    layer = keras.layers.TextVectorization(max_tokens=size, standardize=None)
    layer.adapt(np.array(sentences))
    return layer.get_vocabulary()
def encode(sentences, vocabulary, length):
    layer = keras.layers.TextVectorization(
        standardize=None, output_sequence_length=length, vocabulary=list(vocabulary)[2:]
    )
    return layer(np.array(sentences))
""",
            _TWO,
        ),
        Wrong(
            "words from 0",
            _changed(
                _VOCABULARY,
                ('["", "[UNK]"] + ', ""),
            ),
            misconception="vocabulary off by one",
            names=_TWO,
        ),
        Wrong(
            "no padding",
            _changed(_VOCABULARY, ('["", "[UNK]"]', '["[UNK]"]')),
            misconception="vocabulary off by one",
            names=_TWO,
        ),
        Wrong(
            "codes shifted",
            _changed(_VOCABULARY, ("vocabulary.index(w) if", "vocabulary.index(w) + 1 if")),
            misconception="vocabulary off by one",
            names=_TWO,
        ),
        Wrong(
            "padded with 1",
            _changed(_VOCABULARY, ("np.zeros", "np.ones")),
            misconception="padding seen as a word",
            names=_TWO,
        ),
        Wrong(
            "dropped",
            _changed(
                _VOCABULARY,
                ("if w in vocabulary else 1 for w in text.split()]", "for w in text.split() if w in vocabulary]"),
            ),
            misconception="unknown words dropped",
            names=_TWO,
        ),
        Wrong(
            "pad_sequences",
            _changed(_VOCABULARY, ("row[: len(codes)] = codes", "row[length - len(codes) :] = codes")),
            misconception="padding in front",
            names=_TWO,
        ),
        Wrong(
            "sorted words",
            _changed(_VOCABULARY, ("[word for word, _ in counts.most_common(size - 2)]", "sorted(counts)[: size - 2]")),
            misconception="alphabetical order taken for frequency",
            names=_TWO,
        ),
        Wrong(
            "two entries too many",
            _changed(_VOCABULARY, ("most_common(size - 2)", "most_common(size)")),
            criterion="the most frequent words first, `size` entries at most",
            names=_TWO,
        ),
        Wrong(
            "cut at the start",
            _changed(_VOCABULARY, ("[:length]", "[-length:]")),
            criterion="encode: 1 for unknown words, long sentences cut at their end",
            names=_TWO,
        ),
        Wrong(
            "letters",
            _changed(_VOCABULARY, ("for word in text.split())", "for word in text)")),
            criterion="padding, unknown, then every word once",
            names=_TWO,
        ),
        Wrong(
            "unanswered",
            "def build_vocabulary(sentences, size):\n    return ...\n"
            "def encode(sentences, vocabulary, length):\n    return ...",
            criterion="Not attempted",
            names=_TWO,
        ),
    ],
    "feedback": _quiz(
        "feedback",
        "state",
        prediction="the prediction taken for the hidden state",
        words="a window taken for a memory",
        weights="weights for each step",
    ),
    "lstm_step": [
        Right("four blocks", _STEP),
        Right(
            "slices",
            """
import numpy as np
def lstm_step(x, h, c, W, U, b):
    n = h.shape[1]
    z = np.dot(x, W) + np.dot(h, U) + b
    i, f, o = (1 / (1 + np.exp(-z[:, k * n : (k + 1) * n])) for k in (0, 1, 3))
    new = f * c + i * np.tanh(z[:, 2 * n : 3 * n])
    return [o * np.tanh(new), new]
""",
        ),
        Right(
            "Keras's own cell",
            """
import keras
def lstm_step(x, h, c, W, U, b):
    cell = keras.layers.LSTMCell(h.shape[1])
    cell.build(x.shape)
    cell.set_weights([W, U, b])
    _, states = cell(x.astype("float32"), [h.astype("float32"), c.astype("float32")])
    return tuple(states)
""",
        ),
        Right(
            "keras.ops",
            """
from keras import ops
def lstm_step(x, h, c, W, U, b):
    i, f, g, o = ops.split(ops.matmul(x, W) + ops.matmul(h, U) + b, 4, axis=-1)
    c = ops.sigmoid(f) * c + ops.sigmoid(i) * ops.tanh(g)
    return ops.sigmoid(o) * ops.tanh(c), c
""",
        ),
        Wrong("forget first", _changed(_STEP, ("i, f, g, o =", "f, i, g, o =")), misconception="gate order swapped"),
        Wrong("output third", _changed(_STEP, ("i, f, g, o =", "i, f, o, g =")), misconception="gate order swapped"),
        Wrong("no bias", _changed(_STEP, (" + b,", ",")), misconception="bias forgotten"),
        Wrong(
            "sigmoid everywhere",
            _changed(_STEP, ("np.tanh(g)", "sigmoid(g)")),
            misconception="a sigmoid for the candidate",
        ),
        Wrong("no tanh", _changed(_STEP, ("np.tanh(c), c", "c, c")), misconception="no tanh on the way out"),
        Wrong(
            "c, h",
            _changed(_STEP, ("return sigmoid(o) * np.tanh(c), c", "return c, sigmoid(o) * np.tanh(c)")),
            misconception="the pair the wrong way round",
        ),
        Wrong(
            "old cell shown",
            """
import numpy as np
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
def lstm_step(x, h, c, W, U, b):
    i, f, g, o = np.split(x @ W + h @ U + b, 4, axis=-1)
    return sigmoid(o) * np.tanh(c), sigmoid(f) * c + sigmoid(i) * np.tanh(g)
""",
            criterion="the new hidden state is the one of Keras",
        ),
        Wrong(
            "zeros",
            "def lstm_step(x, h, c, W, U, b):\n    return 0 * h, 0 * c",
            criterion="the new cell state is the one of Keras",
        ),
        Wrong("split by rows", _changed(_STEP, ("4, axis=-1", "4, axis=0")), criterion="Your code raised"),
        Wrong(
            "only h",
            _changed(_STEP, ("np.tanh(c), c", "np.tanh(c)")),
            criterion="two arrays, one row of units for each sample",
        ),
        Wrong("unanswered", "def lstm_step(x, h, c, W, U, b):\n    return ...", criterion="Not attempted"),
    ],
    "parameters": [
        Right("the formula", _PARAMS, _COUNTS),
        Right(
            "block by block",
            """
def lstm_params(inputs, units):
    kernel, recurrent, bias = inputs * 4 * units, units * 4 * units, 4 * units
    return kernel + recurrent + bias
def text_model_params(words, embedding, units, dense):
    total = words * embedding
    total += lstm_params(embedding, units)
    for before, after in ((units, dense), (dense, words)):
        total += before * after + after
    return total
""",
            _COUNTS,
        ),
        Right(
            "asks Keras",
            """
import keras
def lstm_params(inputs, units):
    layer = keras.layers.LSTM(units)
    layer.build((None, 3, inputs))
    return layer.count_params()
def text_model_params(words, embedding, units, dense):
    dense_params = units * dense + dense + dense * words + words
    return words * embedding + lstm_params(embedding, units) + dense_params
""",
            _COUNTS,
        ),
        Wrong(
            "one block",
            _changed(_PARAMS, ("return 4 * units", "return units")),
            misconception="one gate counted",
            names=_COUNTS,
        ),
        Wrong(
            "no U",
            _changed(_PARAMS, ("(inputs + units + 1)", "(inputs + 1)")),
            misconception="recurrent weights forgotten",
            names=_COUNTS,
        ),
        Wrong(
            "no b",
            _changed(_PARAMS, ("(inputs + units + 1)", "(inputs + units)")),
            misconception="biases forgotten",
            names=_COUNTS,
        ),
        Wrong(
            "PyTorch",
            _changed(_PARAMS, ("(inputs + units + 1)", "(inputs + units + 2)")),
            misconception="two biases",
            names=_COUNTS,
        ),
        Wrong(
            "a row more",
            _changed(_PARAMS, ("return words * embedding", "return (words + 1) * embedding")),
            misconception="vocabulary off by one",
            names=_COUNTS,
        ),
        Wrong(
            "the numbers of the lesson",
            "def lstm_params(inputs, units):\n    return 544\ndef text_model_params(*sizes):\n    return 735",
            criterion="lstm_params: right for any size",
            names=_COUNTS,
        ),
        Wrong(
            "no Dense",
            _changed(_PARAMS, (" + (units + 1) * dense + (dense + 1) * words", "")),
            criterion="text_model_params: right for any size",
            names=_COUNTS,
        ),
    ],
    "order_model": [
        Right("made by hand", _ORDER),
        Right("functional, GRU, two softmax units", _TRAINED_ORDER),
        Right(
            "made by hand, masked by a layer of its own",
            _changed(
                _ORDER,
                (
                    "keras.layers.Embedding(12, 2, mask_zero=True),",
                    "keras.layers.Embedding(12, 2),\n        keras.layers.Masking(),",
                ),
                ("table = np.zeros((12, 2))", "table = np.full((12, 2), 1e-6)\ntable[0] = 0"),
            ),
        ),
        Wrong(
            "no mask",
            _changed(
                _ORDER, (", mask_zero=True", ""), ("table[1], table[2]", "table[0] = [0.25, 0.25]\ntable[1], table[2]")
            ),
            misconception="padding seen as a word",
        ),
        Wrong(
            "an average",
            """
import keras
keras.utils.set_random_seed(0)
order_model = keras.Sequential(
    [
        keras.Input((None,)),
        keras.layers.Embedding(12, 4, mask_zero=True),
        keras.layers.GlobalAveragePooling1D(),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
""",
            misconception="a bag of words",
        ),
        Wrong(
            "always cat",
            _changed(_ORDER, ("np.array([[-20.0]]), np.zeros(1)", "np.array([[0.0]]), np.ones(1)")),
            misconception="a bag of words",
        ),
        Wrong(
            "the labels turned",
            _changed(_ORDER, ("np.array([[-20.0]])", "np.array([[20.0]])")),
            criterion="right for new sentences",
        ),
        Wrong(
            "eight words only",
            _changed(_ORDER, ("keras.Input((None,))", "keras.Input((8,))")),
            criterion="one answer for each sentence, of any length",
        ),
        Wrong(
            "an answer at every step",
            _changed(_ORDER, ("keras.layers.LSTM(1)", "keras.layers.LSTM(1, return_sequences=True)")),
            criterion="one answer for each sentence, of any length",
        ),
        Wrong("unanswered", "order_model = ...", criterion="Not attempted"),
    ],
    "forecast": [
        Right("linear", _SPLIT + _LINEAR, _FORECAST),
        Right("functional LSTM", _SPLIT + _LSTM_FORECAST, _FORECAST),
        Right(
            "sliding windows that look back over the cut",
            """
import numpy as np
def split_windows(series, length, horizon, share):
    cut = len(series) - round(share * len(series))
    early = np.lib.stride_tricks.sliding_window_view(series[:cut], length + horizon)
    late = np.lib.stride_tricks.sliding_window_view(series[cut - length :], length + horizon)
    return early[:, :length], early[:, length:], late[:, :length], late[:, length:]
"""
            + _LINEAR,
            _FORECAST,
        ),
        Wrong(
            "shuffled windows",
            """
import numpy as np
def split_windows(series, length, horizon, share):
    rows = np.lib.stride_tricks.sliding_window_view(series, length + horizon)
    rows = rows[np.random.default_rng(0).permutation(len(rows))]
    k = round(share * len(rows))
    return rows[k:, :length], rows[k:, length:], rows[:k, :length], rows[:k, length:]
"""
            + _LINEAR,
            misconception="a time series split at random",
            names=_FORECAST,
        ),
        Wrong(
            "windows first, then the cut",
            """
import numpy as np
def split_windows(series, length, horizon, share):
    rows = np.lib.stride_tricks.sliding_window_view(series, length + horizon)
    k = len(rows) - round(share * len(rows))
    return rows[:k, :length], rows[:k, length:], rows[k:, :length], rows[k:, length:]
"""
            + _LINEAR,
            misconception="windows that reach over the cut",
            names=_FORECAST,
        ),
        Wrong(
            "target inside",
            _changed(
                _SPLIT, ("part[i + length : i + length + horizon]", "part[i + length - 1 : i + length + horizon - 1]")
            )
            + _LINEAR,
            misconception="the target inside the input",
            names=_FORECAST,
        ),
        Wrong(
            "the last value",
            _SPLIT + _LAST,
            misconception="predicting the last value taken for a forecast",
            names=_FORECAST,
        ),
        Wrong(
            "the mean",
            _SPLIT + _changed(_LAST, ("kernel[-1] = 1", "kernel[:] = 1 / 24")),
            criterion="all ten steps: far below persistence",
            names=_FORECAST,
        ),
        Wrong(
            "one step only",
            _SPLIT
            + """
import keras
forecaster = keras.Sequential([keras.Input((24, 1)), keras.layers.LSTM(2), keras.layers.Dense(1)])
""",
            criterion="the next step: well below persistence",
            names=_FORECAST,
        ),
        Wrong(
            "one window lost",
            _changed(_SPLIT, ("horizon + 1)", "horizon)")) + _LINEAR,
            criterion="training before the cut, validation after it",
            names=_FORECAST,
        ),
        Wrong("model missing", _SPLIT + "forecaster = ...", criterion="Not attempted", names=_FORECAST),
    ],
    "temperature": [
        Right("powers", _TEMPERATURE, _WARM),
        Right(
            "softmax of logarithms, by cumulative sums",
            """
import numpy as np
np.seterr(divide="ignore")
def with_temperature(probabilities, temperature):
    logits = np.log(probabilities) / temperature
    powers = np.exp(logits - logits.max())
    return powers / powers.sum()
def draw(probabilities, temperature, count, seed):
    limits = np.cumsum(with_temperature(probabilities, temperature))
    rng = np.random.RandomState(seed)
    return [int(np.searchsorted(limits, rng.uniform(0, limits[-1]))) for _ in range(count)]
""",
            _WARM,
        ),
        Right(
            "keras",
            """
import keras
from keras import ops
def with_temperature(probabilities, temperature):
    return ops.softmax(ops.log(ops.convert_to_tensor(probabilities)) / temperature)
def draw(probabilities, temperature, count, seed):
    logits = ops.log(with_temperature(probabilities, temperature))[None]
    return keras.random.categorical(logits, count, seed=seed)[0]
""",
            _WARM,
        ),
        Wrong(
            "times T",
            _changed(_TEMPERATURE, ("(1 / temperature)", "temperature")),
            misconception="the temperature upside down",
            names=_WARM,
        ),
        Wrong(
            "softmax again",
            _changed(_TEMPERATURE, ("probabilities ** (1 / temperature)", "np.exp(probabilities / temperature)")),
            misconception="softmax of probabilities",
            names=_WARM,
        ),
        Wrong(
            "no sum",
            _changed(
                _TEMPERATURE,
                ("return powers / powers.sum()", "return powers"),
                ("temperature)\n    return np.random", "temperature)\n    p = p / p.sum()\n    return np.random"),
            ),
            misconception="powers that do not add up to 1",
            names=_WARM,
        ),
        Wrong(
            "argmax",
            _changed(
                _TEMPERATURE,
                ("np.random.default_rng(seed).choice(len(p), size=count, p=p)", "np.full(count, p.argmax())"),
            ),
            misconception="always the likeliest word",
            names=_WARM,
        ),
        Wrong(
            "draws without it",
            _changed(_TEMPERATURE, ("p = with_temperature(probabilities, temperature)", "p = probabilities")),
            misconception="the temperature forgotten in the draw",
            names=_WARM,
        ),
        Wrong(
            "one seed for all",
            _changed(_TEMPERATURE, ("default_rng(seed)", "default_rng(0)")),
            criterion="the seed decides what is drawn",
            names=_WARM,
        ),
        Wrong(
            "every word alike",
            _changed(_TEMPERATURE, ("size=count, p=p", "size=count")),
            criterion="words are drawn as often as they should be",
            names=_WARM,
        ),
        Wrong(
            "one draw",
            _changed(_TEMPERATURE, (", size=count", "")),
            criterion="words are drawn as often as they should be",
            names=_WARM,
        ),
    ],
    "language_model": [
        Right("Sequential LSTM", _LANGUAGE, _WORDS),
        Right(
            "functional GRU with dropout, logits through Activation, words in another order",
            _changed(
                _IDS,
                ("*language.words]", '*reversed(language.words), "zebra"]'),
            )
            + """
keras.utils.set_random_seed(6)
inputs = keras.Input((None,), dtype="int32")
x = keras.layers.Embedding(len(words), 16)(inputs)
x = keras.layers.GRU(32, return_sequences=True)(x)
x = keras.layers.Dense(len(words))(x)
language_model = keras.Model(inputs, keras.layers.Activation("softmax")(x))
loss = keras.losses.SparseCategoricalCrossentropy(ignore_class=0)
language_model.compile(optimizer=keras.optimizers.Adam(0.015), loss=loss)
language_model.fit(ids[:, :-1], ids[:, 1:], epochs=8, batch_size=32, verbose=0)
""",
            _WORDS,
        ),
        Wrong("pairs", _PAIRS, misconception="a memory of one word", names=_WORDS),
        Wrong(
            "copies its input",
            _changed(_PAIRS, ("(ids[:, :-1], ids[:, 1:]), 1", "(ids[:, :-1], ids[:, :-1]), 1")),
            misconception="the target inside the input",
            names=_WORDS,
        ),
        Wrong(
            "bidirectional",
            _IDS
            + """
keras.utils.set_random_seed(0)
language_model = keras.Sequential(
    [
        keras.Input((None,)),
        keras.layers.Embedding(len(words), 4),
        keras.layers.Bidirectional(keras.layers.LSTM(4, return_sequences=True)),
        keras.layers.Dense(len(words), activation="softmax"),
    ]
)
""",
            misconception="the future is read",
            names=_WORDS,
        ),
        Wrong(
            "no unit for padding",
            _IDS
            + """
language_model = keras.Sequential(
    [
        keras.Input((None,)),
        keras.layers.Embedding(len(words), 4),
        keras.layers.LSTM(4, return_sequences=True),
        keras.layers.Dense(len(words) - 1, activation="softmax"),
    ]
)
""",
            misconception="vocabulary off by one",
            names=_WORDS,
        ),
        Wrong(
            "words without padding",
            _changed(_PAIRS, ('["", "[UNK]", *language.words]', "list(language.words)")),
            misconception="vocabulary off by one",
            names=_WORDS,
        ),
        Wrong(
            "one prediction for each sentence",
            _IDS
            + """
language_model = keras.Sequential(
    [
        keras.Input((None,)),
        keras.layers.Embedding(len(words), 4),
        keras.layers.LSTM(4),
        keras.layers.Dense(len(words), activation="softmax"),
    ]
)
""",
            criterion="probabilities of the next word at every step",
            names=_WORDS,
        ),
        Wrong(
            "logits",
            _changed(_PAIRS, (", keras.layers.Softmax()", "")),
            criterion="probabilities of the next word at every step",
            names=_WORDS,
        ),
        Wrong(
            "every word alike",
            _changed(_PAIRS, ("np.add.at(follows, (ids[:, :-1], ids[:, 1:]), 1)\n", "")),
            criterion="perplexity close to the best possible",
            names=_WORDS,
        ),
        Wrong("model missing", _IDS + "language_model = ...", criterion="Not attempted", names=_WORDS),
    ],
    "which_mistake": _quiz(
        "which_mistake",
        "persistence",
        units="a copy taken for a small model",
        shuffle="shuffled windows blamed",
        none="the last value taken for a forecast",
    ),
}
