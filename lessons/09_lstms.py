# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   coursekit:
#     title: Sequences and LSTMs
#     minutes: 110
#     teaches: Networks that read in order, remember, write the next word and forecast.
# ---

# %% [markdown]
# # Sequences and LSTMs
#
# You will build networks that read one step after the other and keep what matters. At the end yours writes sentences,
# forecasts a series, and you know how far it is from the best that is possible.
#
# Where you see `...`, it is your turn.

# %%
import random
from itertools import pairwise

import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import layers
from sklearn.linear_model import LinearRegression, LogisticRegression

import coursekit as ck
from coursekit.exercises import lstms as ex

# %% [markdown]
# ## A writer with a memory of one word
#
# Here is a small language of 30 words. Its rules are known, so we can tell a right sentence from a wrong one.
#
# The writer below learned from 1,790 sentences. It only noted which word comes after which. To write, it takes the
# last word and draws one of its followers. So each pair of neighbours is fine. Are the sentences?

# %%
language = ck.data.grammar()
print(language)

followers = {}
for text in language.train:
    for word, following in pairwise(text.split()):
        followers.setdefault(word, []).append(following)


def write_pairs(rng):
    """A sentence in which each word was drawn by the one before it."""
    written = ["the"]
    while written[-1] != "." and len(written) < 15:
        written.append(rng.choice(followers[written[-1]]))
    return " ".join(written)


rng = random.Random(4)
texts = [write_pairs(rng) for _ in range(300)]
for text in texts[:6]:
    print("right " if language.allows(text) else "WRONG ", text)
print(f"{np.mean([language.allows(text) for text in texts]):.0%} of 300 sentences are right")

# %% [markdown]
# Look at `the young birds sleeps`. The pair `birds sleeps` is no mistake in itself: `the cat near the birds sleeps` is
# right. The verb must fit the first animal, and that may be five words back. A reader of sequences needs a memory.
#
# | what goes in | what comes out |
# | --- | --- |
# | a text so far | its next word: writing, completing |
# | a review, a message | a class: praise or blame, wanted or spam |
# | measurements | the next values: a forecast |
# | speech | its words |
# | a text | its translation, or a summary |
# | a picture, then words | a caption, word by word |
#
# For years LSTMs were the usual choice for all of these. For long texts, transformers have taken over. For short series
# and small machines, LSTMs still do well.
#
# ### Exercise: next-word windows (3 points)
#
# Text becomes training data by a **window** that slides over it, one word at a time. What stands in the window is the
# input, the word right after it is the target. Words are numbers here.
#
# A sentence of six words and a window of two give four examples. Write `next_windows` for any sentence and length.


# %% exercise="next_windows"
def next_windows(ids, length):
    """Word numbers (n,) -> windows (n - length, length) and the word after each, (n - length,)."""
    ### BEGIN SOLUTION
    x = np.array([ids[i : i + length] for i in range(len(ids) - length)])
    return x, ids[length:]
    ### END SOLUTION
    return ...


# %%
ex.next_windows.check(next_windows)

# %% [markdown]
# ## Words become numbers
#
# A **vocabulary** is a list of words. A word's number is its place in the list. Two places are no words:
#
# | number | stands for |
# | --- | --- |
# | 0 | **padding**: fills short sentences up, so that all rows have one length |
# | 1 | **unknown**: any word that is not in the list, also called OOV, out of vocabulary |
# | 2, 3, ... | the words, the most frequent first |
#
# ### Exercise: a vocabulary (4 points)
#
# Write two functions. `build_vocabulary` makes the list `["", "[UNK]", ...]` with `size` entries at most, and keeps the
# most frequent words. Words are what stands between spaces. `encode` turns sentences into rows of numbers: zeros at the
# end of short ones, and what does not fit is cut off at the end.


# %% exercise="vocabulary"
def build_vocabulary(sentences, size):
    """A list of texts -> the list of '', '[UNK]' and the most frequent words, `size` entries at most."""
    ### BEGIN SOLUTION
    counts = {}
    for text in sentences:
        for word in text.split():
            counts[word] = counts.get(word, 0) + 1
    ranked = sorted(counts, key=counts.get, reverse=True)
    return ["", "[UNK]", *ranked[: size - 2]]
    ### END SOLUTION
    return ...


def encode(sentences, vocabulary, length):
    """Texts and a vocabulary -> integers (sentences, length)."""
    ### BEGIN SOLUTION
    numbers = {word: number for number, word in enumerate(vocabulary)}
    rows = np.zeros((len(sentences), length), dtype=int)
    for row, text in zip(rows, sentences, strict=True):
        codes = [numbers.get(word, 1) for word in text.split()][:length]
        row[: len(codes)] = codes
    return rows
    ### END SOLUTION
    return ...


# %%
ex.vocabulary.check(build_vocabulary, encode)

# %% [markdown]
# ### Keras does it with a layer
#
# `keras.layers.TextVectorization` is both functions in one. `adapt` makes the vocabulary, calling the layer encodes.
# Its default throws punctuation away. Our full stop is a word that ends a sentence, so we say `standardize=None`.
#
# Numbers alone would tell the network that word 9 is more than word 3. So the first layer of a text model is an
# **Embedding**: a table with one row of numbers, a vector, for each word. The rows are weights and are learned.
# `input_dim` is the number of rows. A word number of `input_dim` or more is an error.

# %%
vectorizer = layers.TextVectorization(standardize=None, output_sequence_length=language.longest)
vectorizer.adapt(np.array(language.train))
words = [str(word) for word in vectorizer.get_vocabulary()]
train_ids = keras.ops.convert_to_numpy(vectorizer(np.array(language.train)))
val_ids = keras.ops.convert_to_numpy(vectorizer(np.array(language.val)))

print(len(words), "entries:", words[:6], "...")
print(language.train[0], "->", train_ids[0])
vectors = layers.Embedding(input_dim=len(words), output_dim=4)(train_ids[:1])
print("one sentence behind an Embedding:", tuple(vectors.shape), "= sentences, steps, numbers for each word")

# %% [markdown]
# ## A network that reads
#
# A **recurrent layer** takes one step of the sequence after the other. It keeps a row of numbers, its **hidden state**
# $h$, and makes a new one at every step from the input and the old one:
#
# $$h_t = \tanh(x_t W + h_{t-1} U + b)$$
#
# This is `keras.layers.SimpleRNN`. The weights are the same at every step, so a sequence may have any length. What
# comes back at the next step is the hidden state. It is not the prediction: that is made by another layer, behind it.
#
# How long does such a state remember? Follow a small change of $h_0$ through the steps. Each step multiplies it by a
# weight and by a slope of tanh. An LSTM has a second state, which is multiplied by a **forget gate** instead. Guess:
# what is left after 30 steps with the factor 0.9?


# %%
def left_after(steps, weight):
    """What is left of a small change of a simple unit's state after 0, 1, ... steps without input."""
    state, change, path = 0.5, 1.0, [1.0]
    for _ in range(steps):
        state = np.tanh(weight * state)
        change *= weight * (1 - state**2)
        path.append(change)
    return np.array(path)


memory = {f"simple unit, weight {weight}": left_after(30, weight) for weight in (0.5, 0.9)}
memory["LSTM cell, forget gate 0.98"] = 0.98 ** np.arange(31)
ax = ck.plot.curves(memory, x=np.arange(31), x_label="step", y_label="what is left of a change", log_y=True)
print(ck.plot.describe(ax))
ex.feedback.ask()

# %% exercise="feedback"
feedback = ...
### BEGIN SOLUTION
feedback = "state"
### END SOLUTION

# %%
ex.feedback.check(feedback)

# %% [markdown]
# The first word is soon forgotten, and its gradient vanishes on the same way back. With factors above 1 the change
# grows without end instead. That is the limit of the simple layer.
#
# ## The LSTM: a memory with gates
#
# **Long short-term memory** keeps a **cell state** $c$ beside $h$. Three **gates**, numbers from 0 to 1, decide at each
# step what is kept, what is written, and what is shown:
#
# $$i = \sigma(x W_i + h U_i + b_i) \qquad f = \sigma(x W_f + h U_f + b_f) \qquad o = \sigma(x W_o + h U_o + b_o)$$
#
# $$g = \tanh(x W_g + h U_g + b_g)$$
#
# $$c_\text{new} = f \cdot c + i \cdot g \qquad h_\text{new} = o \cdot \tanh(c_\text{new})$$
#
# The **forget gate** $f$ keeps the old, the **input gate** $i$ lets the **candidate** $g$ in, the **output gate** $o$
# shows the result. With $f = 1$ and $i = 0$ a unit carries its number through the whole sentence, untouched.
#
# ### Exercise: one step of an LSTM (4 points)
#
# Keras puts the four blocks side by side, in the order $i, f, g, o$, into one matrix. So `x @ W + h @ U + b` has
# 4 times `units` columns. Write the step. Return the new $h$ and the new $c$.


# %% exercise="lstm_step"
def lstm_step(x, h, c, W, U, b):
    """x (n, inputs), h and c (n, units), W (inputs, 4 units), U (units, 4 units), b (4 units,) -> new h, new c."""

    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    ### BEGIN SOLUTION
    i, f, g, o = np.split(x @ W + h @ U + b, 4, axis=-1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c
    ### END SOLUTION
    return ...


# %%
ex.lstm_step.check(lstm_step)

# %% [markdown]
# ### Exercise: count the parameters (3 points)
#
# Write `lstm_params(inputs, units)`: all numbers in W, U and b. For 8 inputs and 8 units there are 544.
#
# Then `text_model_params` for a whole model: Embedding, LSTM, a Dense layer, and a Dense layer with a unit for each
# entry of the vocabulary. With 7 entries, and 8 for everything else, it has 735.


# %% exercise="parameters"
def lstm_params(inputs, units):
    """How many weights and biases an LSTM layer has."""
    ### BEGIN SOLUTION
    return 4 * units * (inputs + units + 1)
    ### END SOLUTION
    return ...


def text_model_params(words, embedding, units, dense):
    """The parameters of Embedding, LSTM, Dense, Dense; `words` counts all entries of the vocabulary."""
    ### BEGIN SOLUTION
    return words * embedding + lstm_params(embedding, units) + units * dense + dense + dense * words + words
    ### END SOLUTION
    return ...


# %%
ex.parameters.check(lstm_params, text_model_params)

# %% [markdown]
# Keras agrees. Below are the LSTM's relatives as well. A **GRU** has two gates and no cell state: fewer weights, often
# as good. **Bidirectional** reads the sentence from both ends with two layers. That is fine for a class of a whole
# sentence, and cheating for its next word.
#
# With `return_sequences=True` a layer gives its state after every step. A second recurrent layer needs that.

# %% tags=["demo"]
tiny = keras.Sequential(
    [keras.Input((2,)), layers.Embedding(7, 8), layers.LSTM(8), layers.Dense(8, "relu"), layers.Dense(7, "softmax")]
)
print([f"{layer.name}: {layer.count_params()}" for layer in tiny.layers], "sum", tiny.count_params())
relatives = {
    "SimpleRNN": layers.SimpleRNN(8),
    "GRU": layers.GRU(8),
    "LSTM": layers.LSTM(8),
    "LSTM, all steps": layers.LSTM(8, return_sequences=True),
    "Bidirectional LSTM": layers.Bidirectional(layers.LSTM(8)),
}
for name, layer in relatives.items():
    out = layer(keras.Input((10, 8)))
    print(f"{name:<20} {layer.count_params():>5} parameters, (None, 10, 8) -> {out.shape}")

# %% [markdown]
# ## Order matters
#
# A task that needs a memory: each sentence holds one cat and one dog among other words. Which comes first? Two models
# try it on 1,200 sentences of eight words. One counts words and feeds the counts to a logistic regression. The other is
# an LSTM with 4 units. Write down the two accuracies that you expect.

# %%
full = ck.data.word_order(padded=False)
print(" ".join(ck.data.word_order_words(full.x_train[0])), "->", full.class_names[full.y_train[0]])


def counts(x):
    """How often each of the 12 words occurs in each row."""
    return (x[..., None] == np.arange(12)).sum(axis=1)


bag = LogisticRegression().fit(counts(full.x_train), full.y_train)
print(f"counting words: {bag.score(counts(full.x_val), full.y_val):.2f}")

keras.utils.set_random_seed(1)
reader = keras.Sequential(
    [keras.Input((None,)), layers.Embedding(12, 4), layers.LSTM(4), layers.Dense(1, activation="sigmoid")]
)
reader.compile(optimizer=keras.optimizers.Adam(0.05), loss="binary_crossentropy", metrics=["accuracy"])
reader.fit(full.x_train, full.y_train, epochs=8, batch_size=32, verbose=0)
print(f"LSTM:           {reader.evaluate(full.x_val, full.y_val, verbose=0, return_dict=True)['accuracy']:.2f}")

# %% [markdown]
# Counts cannot know. Swap cat and dog in a sentence: the counts stay, the answer turns.
#
# ### Watch the gates
#
# Now we look inside while the LSTM reads one sentence. Your step, run word by word, gives all gates. Look for the
# columns of `cat` and `dog`. What do the forget gates do there, and what at the other words?


# %% tags=["demo"]
def gates_of(lstm, inputs):
    """Gates and cell states of a Keras LSTM for one sequence of inputs (steps, features)."""
    W, U, b = lstm.get_weights()
    h = c = np.zeros(len(U))
    seen = {"forget gate": [], "input gate": [], "cell state": []}
    for x in inputs:
        i, f, g, o = np.split(x @ W + h @ U + b, 4)
        i, f, o = (1 / (1 + np.exp(-z)) for z in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        for name, value in zip(seen, (f, i, c), strict=True):
            seen[name].append(value)
    return {name: np.array(rows) for name, rows in seen.items()}


row = next(row for row in full.x_val if 1 in row[:3] and 2 in row[4:7])
table, lstm = reader.layers[0].get_weights()[0], reader.layers[1]
axes = ck.plot.gates_over_time(ck.data.word_order_words(row), gates_of(lstm, table[row]))
print(ck.plot.describe(axes))
for zeros in (0, 20, 100):
    longer = np.pad(full.x_val, ((0, 0), (0, zeros)))
    score = reader.evaluate(longer, full.y_val, verbose=0, return_dict=True)["accuracy"]
    print(f"accuracy with {zeros:>3} zeros behind each sentence: {score:.2f}")

# %% [markdown]
# At most words the forget gates stay high: the state is kept. At the two animals some of them shut. Near 0, the old
# number is wiped out, and the open input gate lets a new one in.
#
# The last three lines are a warning. Zeros behind the sentence are read like words, and the LSTM was never taught what
# they mean. A short sentence in a row of 100 places is forgotten before the row ends.
#
# ### Exercise: who comes first? (4 points)
#
# Real sentences differ in length, so they are padded. Train `order_model` on `sentences`: rows of 4 to 8 words, zeros
# at their ends. It must be right on new sentences, take rows of any length, and give the same answer with more padding.
#
# `Embedding(..., mask_zero=True)` sends a **mask** along with the vectors: layers behind it skip the masked steps.

# %% exercise="order_model"
sentences = ck.data.word_order()
order_model = ...
### BEGIN SOLUTION
keras.utils.set_random_seed(2)
order_model = keras.Sequential(
    [
        keras.Input((None,)),
        layers.Embedding(12, 4, mask_zero=True),
        layers.LSTM(8),
        layers.Dense(1, activation="sigmoid"),
    ]
)
order_model.compile(optimizer=keras.optimizers.Adam(0.03), loss="binary_crossentropy")
fitted = order_model.fit(sentences.x_train, sentences.y_train, epochs=8, batch_size=32, verbose=0)
### END SOLUTION

# %%
ex.order_model.check(order_model)

# %% [markdown]
# ### A state that outlives the batch
#
# A layer starts each sequence with zeros. With `stateful=True` it goes on where the last batch ended: row i of a batch
# continues row i of the batch before. So the batches must come in order (`shuffle=False`), all with the same number of
# rows, and you call `reset_state()` when new sequences begin.

# %% tags=["demo"]
series = np.random.default_rng(0).normal(size=(2, 20, 1)).astype("float32")
keeper = layers.LSTM(3, stateful=True)
whole = np.asarray(keeper(series))
keeper.reset_state()
halves = [np.asarray(keeper(part)) for part in (series[:, :10], series[:, 10:])]
keeper.reset_state()
swapped = [np.asarray(keeper(part)) for part in (series[:, 10:], series[:, :10])]
print("two halves in order end as the whole:", np.allclose(whole, halves[-1], atol=1e-6))
print("two halves swapped end as the whole: ", np.allclose(whole, swapped[-1], atol=1e-6))

# %% [markdown]
# ## Forecasting
#
# The same layer reads numbers. Here is a series of two waves and noise. Its parts follow each other in time.
#
# Before you build anything, know the two ends of the scale. **Persistence** says: the next value is the last one. It
# needs no model, and a forecast is worth what it saves against it. At the other end, nothing can foresee the noise.

# %%
waves = ck.data.waves()
print(waves)
known = np.concatenate([waves.train, waves.val])
print(f"one step ahead: persistence {np.mean(np.diff(known) ** 2):.3f}, noise alone {waves.noise**2:.3f}")

# %% [markdown]
# ### Exercise: a forecast (6 points)
#
# First write `split_windows`. It cuts the series: the last `share` of its values is for validation, what comes before
# is for training. Then it makes all windows within each part. A window has `length` values; its targets are the next
# `horizon` values. Never split windows at random: neighbours share most of their values, and the model would be asked
# what it has seen.
#
# Then train `forecaster`. It takes windows of 24 values, shape (n, 24, 1), and gives the next 10 at once, (n, 10).


# %% exercise="forecast"
def split_windows(series, length, horizon, share):
    """Values (n,) in order of time -> x_train, y_train, x_val, y_val; x (windows, length), y (windows, horizon)."""
    ### BEGIN SOLUTION
    cut = len(series) - round(share * len(series))
    arrays = []
    for part in (series[:cut], series[cut:]):
        starts = range(len(part) - length - horizon + 1)
        arrays.append(np.array([part[i : i + length] for i in starts]))
        arrays.append(np.array([part[i + length : i + length + horizon] for i in starts]))
    return arrays
    ### END SOLUTION
    return ...


forecaster = ...
### BEGIN SOLUTION
x_train, y_train, x_val, y_val = split_windows(known, 24, 10, share=0.25)
keras.utils.set_random_seed(1)
forecaster = keras.Sequential([keras.Input((24, 1)), layers.LSTM(16), layers.Dense(10)])
forecaster.compile(optimizer=keras.optimizers.Adam(0.02), loss="mse")
forecaster.fit(x_train[..., None], y_train, epochs=14, batch_size=32, verbose=0)
print("validation MSE:", round(forecaster.evaluate(x_val[..., None], y_val, verbose=0), 4))
### END SOLUTION

# %%
ex.forecast.check(split_windows, forecaster)

# %% tags=["demo"]
rows = np.lib.stride_tricks.sliding_window_view(waves.test, 34)
past, future = rows[:, :24], rows[:, 24:]
rows = np.lib.stride_tricks.sliding_window_view(known, 34)
line = LinearRegression().fit(rows[:, :24], rows[:, 24:])
forecasts = {"persistence": np.repeat(past[:, -1:], 10, axis=1), "linear": line.predict(past)}
if forecaster is ...:
    print("Train your forecaster above; then run this cell again to see it.")
else:
    forecasts["LSTM"] = forecaster.predict(past[..., None], verbose=0)

figure, axes = plt.subplots(1, 2, figsize=(13, 4), layout="constrained")
steps, at = np.arange(1, 11), 40
drawn = {"past": past[at], "what came": future[at]} | {name: values[at] for name, values in forecasts.items()}
places = {name: np.arange(-23, 1) if name == "past" else steps for name in drawn}
ck.plot.curves(drawn, x=places, x_label="steps from now", y_label="value", title="One forecast", ax=axes[0])
errors = {name: np.mean((values - future) ** 2, axis=0) for name, values in forecasts.items()}
ck.plot.curves(errors, x=steps, x_label="steps ahead", y_label="mean squared error", log_y=True, ax=axes[1])
print(ck.plot.describe(axes[1]))

# %% [markdown]
# Persistence gets worse with every step ahead, the other two hardly do. Note the linear model: on clean waves it is at
# least as good as an LSTM, in a millisecond. Always try it. LSTMs earn their place where what matters is not a fixed
# sum of the last values, as with cats and dogs.
#
# ## Writing
#
# A model that gives probabilities for the next word can write: draw a word, append it, ask again. Only here do
# predictions come back as inputs.
#
# ### Exercise: temperature (4 points)
#
# **Temperature** $T$ makes the draw braver or more careful:
#
# $$p_k' = \frac{p_k^{1/T}}{\sum_j p_j^{1/T}}$$
#
# That is softmax of the logits divided by $T$. Write `with_temperature`, and `draw`, which draws `count` places of
# words with it, by a generator with the given seed.


# %% exercise="temperature"
def with_temperature(probabilities, temperature):
    """Probabilities (words,) and a temperature above 0 -> new probabilities (words,)."""
    ### BEGIN SOLUTION
    powers = probabilities ** (1 / temperature)
    return powers / powers.sum()
    ### END SOLUTION
    return ...


def draw(probabilities, temperature, count, seed):
    """Places 0 to words - 1, drawn independently: integers (count,)."""
    ### BEGIN SOLUTION
    p = with_temperature(probabilities, temperature)
    return np.random.default_rng(seed).choice(len(p), size=count, p=p)
    ### END SOLUTION
    return ...


# %%
ex.temperature.check(with_temperature, draw)

# %% tags=["demo"]
beginning = "the old cats near the dog"
truth = language.next_words(beginning)
temperatures = (0.3, 1, 2, 10)
shares = np.array([[p ** (1 / t) for p in truth.values()] for t in temperatures])
ax = ck.plot.probability_table(shares / shares.sum(axis=1, keepdims=True), class_names=list(truth))
ax.set_yticks(range(4), [f"T = {t}" for t in temperatures])
print(f"After '{beginning}':")
print(ck.plot.describe(ax))

# %% [markdown]
# A low temperature nearly always takes the likeliest word, a high one makes all words alike. $T = 1$ is the language
# itself.
#
# ### Exercise: a model of the next word (6 points)
#
# How good can such a model be? **Perplexity** is $e^{\text{loss}}$: with 4, the model is in as much doubt as between 4
# equal words. We know the rules, so we know the best perplexity exactly: 3.90. With a memory of one word it is 4.88.
#
# Train `language_model`. It gets rows of word numbers and gives, **at every step**, probabilities for the next word:
# (n, steps, words). So one sentence makes nine examples at once: `train_ids[:, :-1]` are inputs, `train_ids[:, 1:]`
# targets. The words of the padding are no targets: `keras.losses.SparseCategoricalCrossentropy(ignore_class=0)`
# leaves them out. Fit with `validation_data` from `val_ids`, and keep what `fit` returns in `history`. The check
# wants at most about 4.2 on new sentences.

# %% exercise="language_model"
language_model = ...
history = ...
### BEGIN SOLUTION
keras.utils.set_random_seed(1)
language_model = keras.Sequential(
    [
        keras.Input((None,)),
        layers.Embedding(len(words), 8),
        layers.LSTM(32, return_sequences=True),
        layers.Dense(len(words), activation="softmax"),
    ]
)
language_model.compile(
    optimizer=keras.optimizers.Adam(0.01), loss=keras.losses.SparseCategoricalCrossentropy(ignore_class=0)
)
validation = (val_ids[:, :-1], val_ids[:, 1:])
history = language_model.fit(
    train_ids[:, :-1], train_ids[:, 1:], validation_data=validation, epochs=10, batch_size=32, verbose=0
)
### END SOLUTION

# %%
ex.language_model.check(words, language_model)


# %% tags=["demo"]
def write(temperature, count=60, seed=0):
    """Sentences by the learner's model, all written side by side."""
    rng = np.random.default_rng(seed)
    rows = np.full((count, 1), words.index("the"))
    for _ in range(language.longest - 1):
        p = np.asarray(language_model(rows))[:, -1].astype("float64") ** (1 / temperature)
        rows = np.c_[rows, [rng.choice(len(words), p=row / row.sum()) for row in p]]
    texts = [" ".join(words[number] for number in row) for row in rows]
    return [text[: text.find(" .") + 2] if " ." in text else text for text in texts]


if language_model is ... or history is ...:
    print("Train your model above; then run this cell again to see what it writes.")
else:
    losses = np.array(history.history.get("val_loss", history.history["loss"]))
    levels = {"your model": np.exp(losses)}
    for name, scores in (("memory of one word", language.best(1)), ("best possible", language.best())):
        levels[name] = np.full(len(losses), scores.perplexity)
    ax = ck.plot.curves(levels, y_label="perplexity on validation sentences", y_limits=(3.5, 8))
    print(ck.plot.describe(ax))
    for temperature in (0.5, 1, 2):
        texts = write(temperature)
        right = np.mean([language.allows(text) for text in texts])
        print(f"T = {temperature}: {right:.0%} right, {len(set(texts))} different, for example: {texts[0]}")

# %% [markdown]
# Remember the first writer of this lesson: at $T = 1$ yours is right far more often. Cold, it keeps to what is likely.
# Hot, it is original, and often wrong.
#
# What did the Embedding learn? Each word has 8 numbers by now. The picture shows the two directions in which they
# differ most. Nobody told the model what a verb is.

# %% tags=["demo"]
kinds = {
    "animal": "cat dog bird frog",
    "animals": "cats dogs birds frogs",
    "verb for one": "sleeps runs sings jumps",
    "verb for many": "sleep run sing jump",
    "adjective": "old small wet brown young",
    "adverb": "quietly today again alone",
}
shown = " ".join(kinds.values()).split()
groups = [kind for kind, text in kinds.items() for _ in text.split()]
found = [] if language_model is ... else [x for x in language_model.layers if isinstance(x, layers.Embedding)]
if found:
    vectors = found[0].get_weights()[0][[words.index(word) for word in shown]]
    ax = ck.plot.embedding_map(vectors, shown, groups=groups)
    print(ck.plot.describe(ax))
else:
    print("Train your model above; then run this cell again to see its map.")

# %% [markdown]
# In our run adverbs, adjectives, animals and verbs each have a corner of their own, and `sing` is beside `sings`. Words
# that are used alike get similar numbers.
#
# Real texts take longer. `ck.data.imdb()` gives 50,000 film reviews in this form where there is a network, and small
# generated ones elsewhere. The order model needs no change but the number of words.
#
# > **If you learned Keras before version 3**
# >
# > | then | now |
# > | --- | --- |
# > | `keras.preprocessing.text.Tokenizer` | `keras.layers.TextVectorization`, which can be part of the model |
# > | `Embedding(7, 8, input_length=2)` | `keras.Input((2,))` first, then `Embedding(7, 8)` |
# > | `keras.preprocessing.sequence.pad_sequences` | `keras.utils.pad_sequences`, which still pads in front |
# > | `CuDNNLSTM` | `LSTM`: it uses the fast code by itself where it can |
# > | `model.reset_states()` | `layer.reset_state()` |
# >
# > Drawings in which predictions run back into the layer are wrong: it feeds back its hidden state.
#
# ### Exercise: which mistake is this? (1 point)

# %%
ex.which_mistake.ask()

# %% exercise="which_mistake"
which_mistake = ...
### BEGIN SOLUTION
which_mistake = "persistence"
### END SOLUTION

# %%
ex.which_mistake.check(which_mistake)

# %% [markdown]
# ## What you know now
#
# | idea | in one line |
# | --- | --- |
# | window | what stands in it is the input, what follows is the target |
# | vocabulary | 0 is padding, 1 is unknown, words from 2 on |
# | Embedding | one learned vector for each entry |
# | hidden state | what a recurrent layer feeds back to itself |
# | LSTM | gates keep, write and show a cell state; `4 * units * (inputs + units + 1)` parameters |
# | mask | `mask_zero=True`: padding is skipped |
# | time series | split by time, compare with persistence and a linear model |
# | perplexity | $e^{\text{loss}}$: among how many equal words the model doubts |
# | temperature | below 1 careful, above 1 brave |
#
# **Next**, in lesson 10, networks that learn without labels: autoencoders squeeze data through a narrow gap and rebuild
# them.
