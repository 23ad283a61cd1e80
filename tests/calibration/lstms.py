"""How the marks of lesson 09 are measured: three small networks, each against what needs no memory."""

from __future__ import annotations

from functools import cache

import numpy as np

from coursekit import data
from coursekit.exercises import lstms as ex
from tests.calibration.measures import Measure

LONGEST = 10


@cache
def _order(seed: int) -> float:
    """The lesson's solution on new sentences."""
    import keras

    rows = data.word_order()
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(12, 4, mask_zero=True),
            keras.layers.LSTM(8),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.03), loss="binary_crossentropy")
    model.fit(rows.x_train, rows.y_train, epochs=8, batch_size=32, verbose=0)
    x, y = ex.order_rows(1000 + seed)
    return float(np.mean(ex.classes_of(np.asarray(model(x))) == y))


def _counted(seed: int) -> float:
    """A logistic regression on how often each word occurs."""
    from sklearn.linear_model import LogisticRegression

    def counts(x: np.ndarray) -> np.ndarray:
        return (x[..., None] == np.arange(12)).sum(axis=1)

    rows, (x, y) = data.word_order(), ex.order_rows(1000 + seed)
    return LogisticRegression().fit(counts(rows.x_train), rows.y_train).score(counts(x), y)


@cache
def _forecast(seed: int) -> tuple[float, float]:
    """What the lesson's solution saves against persistence on new waves, one step ahead and over all steps."""
    import keras

    x, y = ex.time_windows(data.waves().values[:900], ex.WINDOW, ex.HORIZON)
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((ex.WINDOW, 1)), keras.layers.LSTM(16), keras.layers.Dense(ex.HORIZON)])
    model.compile(optimizer=keras.optimizers.Adam(0.02), loss="mse")
    model.fit(x[..., None], y, epochs=14, batch_size=32, verbose=0)
    x, y = ex.new_waves(500 + seed)
    return ex.forecast_gain(np.asarray(model(x)), x, y)


def _simple_forecast(seed: int) -> tuple[float, float]:
    """The better of two forecasts without a model: the last value, and the mean of the window."""
    x, y = ex.new_waves(500 + seed)
    constant = [np.repeat(values, ex.HORIZON, axis=1) for values in (x[:, -1], x.mean(axis=1))]
    gains = np.array([ex.forecast_gain(values, x, y) for values in constant])
    return float(gains[:, 0].max()), float(gains[:, 1].max())


def _encoded(sentences: list[str], words: list[str]) -> np.ndarray:
    rows = np.zeros((len(sentences), LONGEST), dtype=int)
    for row, text in zip(rows, sentences, strict=True):
        row[: len(text.split())] = [words.index(word) for word in text.split()]
    return rows


@cache
def _language(seed: int) -> float:
    """The best perplexity divided by that of the lesson's solution, on new sentences."""
    import keras

    language = data.grammar()
    words = ["", "[UNK]", *language.words]
    ids = _encoded(language.train, words)
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(len(words), 8),
            keras.layers.LSTM(32, return_sequences=True),
            keras.layers.Dense(len(words), activation="softmax"),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(ignore_class=0)
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss=loss)
    model.fit(ids[:, :-1], ids[:, 1:], epochs=10, batch_size=32, verbose=0)
    sentences, best = ex.new_sentences(2000 + seed)
    ids = _encoded(sentences, words)
    return ex.perplexity_share(np.asarray(model(ids[:, :-1])), ids, best)


def _pairs(seed: int) -> float:
    """The same for the best model with a memory of one word: how often each word follows each other one."""
    language = data.grammar()
    words = ["", "[UNK]", *language.words]
    follows = np.full((len(words), len(words)), 1e-3)
    for text in language.train:
        numbers = [words.index(word) for word in text.split()]
        np.add.at(follows, (numbers[:-1], numbers[1:]), 1)
    follows /= follows.sum(axis=1, keepdims=True)
    sentences, best = ex.new_sentences(2000 + seed)
    ids = _encoded(sentences, words)
    return ex.perplexity_share(follows[ids[:, :-1]], ids, best)


MEASURES = {
    "order_model": Measure(reference=_order, baseline=_counted),
    "forecast": Measure(lambda seed: _forecast(seed)[0], lambda seed: _simple_forecast(seed)[0]),
    "forecast_horizon": Measure(lambda seed: _forecast(seed)[1], lambda seed: _simple_forecast(seed)[1]),
    "language_model": Measure(reference=_language, baseline=_pairs),
}
