"""Answers for lesson 05."""

from tests.answers.bank import Right, Wrong


def _changed(code: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in code, old
        code = code.replace(old, new)
    return code


_SPLIT = """
import numpy as np
def three_way_split(y, validation, test, seed):
    rng = np.random.default_rng(seed)
    parts = [], [], []
    for c in np.unique(y):
        rows = rng.permutation(np.flatnonzero(y == c))
        v, t = round(validation * len(rows)), round(test * len(rows))
        for part, piece in zip(parts, (rows[v + t:], rows[:v], rows[v:v + t])):
            part.append(piece)
    return [np.concatenate(part) for part in parts]
"""

_PLAIN_SPLIT = """
import numpy as np
def three_way_split(y, validation, test, seed):
    n = len(y)
    rows = np.random.default_rng(seed).permutation(n)
    v, t = round(validation * n), round(test * n)
    return rows[v + t:], rows[:v], rows[v:v + t]
"""

_LAST_LOOK = """
import numpy as np
def last_look(val_scores, test_scores):
    best = int(np.argmax(val_scores))
    return best, test_scores[best]
"""

_DIAGNOSE = """
diagnose = {
    "A": "too short", "B": "overfitting", "C": "rate too high",
    "D": "underfitting", "E": "unlike", "F": "good",
}
"""

_STOP = """
def stop_early(logs, patience):
    best, best_epoch = float("inf"), 0
    for epoch, value in enumerate(logs["val_loss"], start=1):
        if value < best:
            best, best_epoch = value, epoch
        elif epoch - best_epoch == patience:
            return epoch, best_epoch
    return len(logs["val_loss"]), best_epoch
"""

_COUNTING = """
def stop_early(logs, patience):
    losses = logs["val_loss"]
    best, best_epoch, waited = losses[0], 1, 0
    for i in range(1, len(losses)):
        if losses[i] < best:
            best, best_epoch, waited = losses[i], i + 1, 0
        else:
            waited += 1
            if waited >= patience:
                return i + 1, best_epoch
    return len(losses), best_epoch
"""

_KEEP = """
import keras
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor, mode):
        super().__init__()
        self.monitor, self.mode = monitor, mode
    def on_train_begin(self, logs=None):
        self.best = None
    def on_epoch_end(self, epoch, logs=None):
        value = logs[self.monitor]
        better = self.best is None or (value < self.best if self.mode == "min" else value > self.best)
        if better:
            self.best, self.weights = value, self.model.get_weights()
    def on_train_end(self, logs=None):
        self.model.set_weights(self.weights)
"""
_KEEP_NAMES = ("KeepBest",)

_CHECKPOINT = """
import keras
import coursekit as ck
few = ck.data.moons(noise=0.3).few(30)
keras.utils.set_random_seed(0)
trained = keras.Sequential(
    [
        keras.Input((2,)),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
trained.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
path = "best.keras"
saver = keras.callbacks.ModelCheckpoint(path, monitor="val_loss", save_best_only=True)
validation = (few.x_val, few.y_val)
trained.fit(few.x_train, few.y_train, 6, 30, validation_data=validation, callbacks=[saver], verbose=0)
reloaded = keras.saving.load_model(path)
"""
_CHECKPOINT_NAMES = ("path", "trained", "reloaded")

_SIZES = """
def accuracy_by_size(build, x_train, y_train, x_val, y_val, sizes, epochs=15):
    found = []
    for n in sizes:
        model = build()
        model.fit(x_train[:n], y_train[:n], epochs=epochs, verbose=0)
        found.append(model.evaluate(x_val, y_val, verbose=0, return_dict=True)["accuracy"])
    return found
"""

ANSWERS = {
    "three_way_split": [
        Right("class by class", _SPLIT),
        Right(
            "scikit-learn, twice",
            """
import numpy as np
from sklearn.model_selection import train_test_split
def three_way_split(y, validation, test, seed):
    rows = np.arange(len(y))
    rest, last = train_test_split(rows, test_size=test, stratify=y, random_state=seed)
    train, val = train_test_split(rest, test_size=validation / (1 - test), stratify=y[rest], random_state=seed)
    return train, val, last
""",
        ),
        Right(
            "lists and Python's random",
            """
import random
def three_way_split(y, validation, test, seed):
    draw = random.Random(seed)
    train, val, last = [], [], []
    for c in sorted(set(int(label) for label in y)):
        rows = [i for i, label in enumerate(y) if label == c]
        draw.shuffle(rows)
        v, t = int(validation * len(rows)), int(test * len(rows))
        val += rows[:v]
        last += rows[v:v + t]
        train += rows[v + t:]
    return train, val, last
""",
        ),
        Wrong(
            "validation rows are test rows",
            _changed(_SPLIT, ("(rows[v + t:], rows[:v], rows[v:v + t])", "(rows[v:], rows[:v], rows[:v])")),
            misconception="test set used as validation",
        ),
        Wrong(
            "the last rows",
            _changed(_PLAIN_SPLIT, ("np.random.default_rng(seed).permutation(n)", "np.arange(n)[::-1]")),
            misconception="the unshuffled tail split",
        ),
        Wrong("one shuffle for all", _PLAIN_SPLIT, misconception="shuffled but not stratified"),
        Wrong(
            "no seed",
            _changed(_SPLIT, ("default_rng(seed)", "default_rng()")),
            misconception="the seed not used",
        ),
        Wrong(
            "validation, training, test",
            _changed(
                _SPLIT,
                (
                    "return [np.concatenate(part) for part in parts]",
                    "a, b, c = map(np.concatenate, parts)\n    return b, a, c",
                ),
            ),
            misconception="shares swapped",
        ),
        Wrong(
            "always the same seed",
            _changed(_SPLIT, ("default_rng(seed)", "default_rng(0)")),
            criterion="the seed fixes the split, and another seed gives another one",
        ),
        Wrong(
            "a row is lost",
            _changed(_SPLIT, ("rows[v + t:]", "rows[v + t + 1:]")),
            criterion="three parts that hold each row once",
        ),
        Wrong(
            "masks",
            _changed(
                _SPLIT,
                (
                    "[np.concatenate(part) for part in parts]",
                    "[np.isin(np.arange(len(y)), np.concatenate(part)) for part in parts]",
                ),
            ),
            criterion="three parts that hold each row once",
        ),
        Wrong(
            "unanswered", "def three_way_split(y, validation, test, seed):\n    return ...", criterion="Not attempted"
        ),
    ],
    "last_look": [
        Right("argmax", _LAST_LOOK),
        Right(
            "a loop",
            """
def last_look(val_scores, test_scores):
    best = 0
    for i, score in enumerate(val_scores):
        if score > val_scores[best]:
            best = i
    return [best, test_scores[best]]
""",
        ),
        Wrong(
            "chosen on the test",
            _changed(_LAST_LOOK, ("argmax(val_scores)", "argmax(test_scores)")),
            misconception="test set used as validation",
        ),
        Wrong(
            "validation score reported",
            _changed(_LAST_LOOK, ("test_scores[best]", "val_scores[best]")),
            misconception='`val_` curve labelled "test"',
        ),
        Wrong(
            "the best of each",
            _changed(_LAST_LOOK, ("test_scores[best]", "max(test_scores)")),
            misconception="the best test score reported, whoever reached it",
        ),
        Wrong("argmin", _changed(_LAST_LOOK, ("argmax", "argmin")), misconception="the worst chosen"),
        Wrong(
            "counted from 1",
            _changed(_LAST_LOOK, ("return best,", "return best + 1,")),
            criterion="the model with the best validation score",
        ),
        Wrong(
            "both lists added up",
            _changed(
                _LAST_LOOK, ("np.argmax(val_scores)", "np.argmax(np.add(val_scores, np.multiply(9, test_scores)))")
            ),
            criterion="the model with the best validation score",
        ),
        Wrong("always the first", "def last_look(v, t):\n    return 0, t[0]", criterion="its test score is reported"),
    ],
    "tail_split": [
        Right("zero", "tail_split = 'zero'"),
        Wrong("third", "tail_split = 'third'", misconception="untrained classes taken for guesses"),
        Wrong("high", "tail_split = 'high'", misconception="the unshuffled tail split"),
        Wrong("error", "tail_split = 'error'", misconception="an error expected for a missing class"),
        Wrong("no option", "tail_split = 'about half'", criterion="the right option"),
    ],
    "diagnose": [
        Right("a dict", _DIAGNOSE),
        Right(
            "dict(), capitals",
            """
diagnose = dict(A="Too short", B="Overfitting", C="Rate too high", D="Underfitting", E="Unlike", F="Good")
""",
        ),
        Wrong(
            "C overfits",
            _changed(_DIAGNOSE, ("rate too high", "overfitting")),
            misconception="a learning rate that is too high taken for overfitting",
        ),
        Wrong(
            "E overfits",
            _changed(_DIAGNOSE, ("unlike", "overfitting")),
            misconception="validation rows of another kind taken for overfitting",
        ),
        Wrong(
            "A underfits",
            _changed(_DIAGNOSE, ("too short", "underfitting")),
            misconception="a training that was stopped too early taken for underfitting",
        ),
        Wrong(
            "D is good",
            _changed(_DIAGNOSE, ("underfitting", "good")),
            misconception="two close curves taken for a good fit",
        ),
        Wrong(
            "B is good",
            _changed(_DIAGNOSE, ("overfitting", "good")),
            misconception="a low training loss taken for a good fit",
        ),
        Wrong(
            "F is unlike",
            _changed(_DIAGNOSE, ('"good"', '"unlike"')),
            misconception="validation better than training taken for a fault",
        ),
        Wrong("one word for all", "diagnose = dict.fromkeys('ABCDEF', 'overfitting')", criterion="training A"),
        Wrong("one missing", _changed(_DIAGNOSE, ('"F": "good",', "")), criterion="training F"),
        Wrong("another word", _changed(_DIAGNOSE, ("underfitting", "too small")), criterion="training D"),
        Wrong("a list", "diagnose = ['too short', 'overfitting']", criterion="training B"),
    ],
    "stop_early": [
        Right("epochs compared", _STOP),
        Right("a counter", _COUNTING),
        Right(
            "NumPy, slice by slice",
            """
import numpy as np
def stop_early(logs, patience):
    losses = np.array(logs["val_loss"])
    for ran in range(1, len(losses) + 1):
        best = int(losses[:ran].argmin())
        if ran - (best + 1) >= patience:
            break
    return np.array([ran, best + 1])[0], best + 1
""",
        ),
        Wrong(
            "training loss",
            _changed(_STOP, ('"val_loss"', '"loss"')),
            misconception="early stopping on the training loss",
        ),
        Wrong(
            "counter never reset",
            _changed(_COUNTING, ("losses[i], i + 1, 0", "losses[i], i + 1, waited")),
            misconception="waiting counted in all, not in a row",
        ),
        Wrong(
            "better than yesterday",
            _changed(_COUNTING, ("if losses[i] < best:", "if losses[i] < losses[i - 1]:")),
            misconception="compared with the epoch before",
        ),
        Wrong(
            "argmin of all",
            _changed(
                _STOP, ("return epoch, best_epoch", "return epoch, logs['val_loss'].index(min(logs['val_loss'])) + 1")
            ),
            misconception="the best of the whole curve",
        ),
        Wrong(
            "from 0",
            _changed(_STOP, ("start=1", "start=0"), ('best_epoch = float("inf"), 0', 'best_epoch = float("inf"), 0')),
            misconception="counted from 0",
        ),
        Wrong(
            "patience + 1",
            _changed(_STOP, ("== patience", "> patience")),
            misconception="one epoch too patient",
        ),
        Wrong(
            "at most",
            _changed(_STOP, ("value < best", "value <= best")),
            misconception="no change taken for an improvement",
        ),
        Wrong(
            "the example's numbers",
            "def stop_early(logs, patience):\n    return 6, 4",
            criterion="stops after `patience` epochs in a row without a better value",
        ),
        Wrong(
            "nothing at the end",
            _changed(_STOP, ('    return len(logs["val_loss"]), best_epoch', "")),
            criterion="runs to the end when patience does not run out",
        ),
    ],
    "early_stopping": [
        Right(
            "keras's own",
            """
import keras
early_stopping = keras.callbacks.EarlyStopping(monitor="val_loss", patience=3, restore_best_weights=True)
""",
        ),
        Right(
            "written by hand",
            """
import keras
class Stop(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.best, self.waited, self.kept = float("inf"), 0, None
    def on_epoch_end(self, epoch, logs=None):
        if logs["val_loss"] < self.best:
            self.best, self.waited, self.kept = logs["val_loss"], 0, self.model.get_weights()
        else:
            self.waited += 1
            if self.waited >= 3:
                self.model.stop_training = True
    def on_train_end(self, logs=None):
        self.model.set_weights(self.kept)
early_stopping = Stop()
""",
        ),
        Wrong(
            "default patience",
            """
import keras
early_stopping = keras.callbacks.EarlyStopping(restore_best_weights=True)
""",
            misconception="patience 0",
        ),
        Wrong(
            "best not restored",
            """
import keras
early_stopping = keras.callbacks.EarlyStopping(patience=3)
""",
            misconception="the last weights kept instead of the best",
        ),
        Wrong(
            "training loss",
            """
import keras
early_stopping = keras.callbacks.EarlyStopping(monitor="loss", patience=3, restore_best_weights=True)
""",
            misconception="early stopping on the training loss",
        ),
        Wrong(
            "one epoch too patient",
            """
import keras
early_stopping = keras.callbacks.EarlyStopping(patience=4, restore_best_weights=True)
""",
            criterion="stops after 3 epochs without a better validation loss",
        ),
        Wrong(
            "wrong mode",
            """
import keras
early_stopping = keras.callbacks.EarlyStopping(patience=3, mode="max", restore_best_weights=True)
""",
            misconception="monitoring a metric with the wrong mode",
        ),
        Wrong(
            "accuracy, lower taken for better",
            """
import keras
early_stopping = keras.callbacks.EarlyStopping("val_accuracy", patience=3, mode="min", restore_best_weights=True)
""",
            misconception="monitoring a metric with the wrong mode",
        ),
        Wrong(
            "validation accuracy",
            """
import keras
early_stopping = keras.callbacks.EarlyStopping("val_accuracy", patience=3, mode="max", restore_best_weights=True)
""",
            misconception="another curve watched",
        ),
        Wrong(
            "the class, not a callback",
            """
import keras
early_stopping = keras.callbacks.EarlyStopping
""",
            criterion="stops after 3 epochs without a better validation loss",
        ),
    ],
    "keep_best": [
        Right("the usual way", _KEEP, _KEEP_NAMES),
        Right(
            "signs, and values copied one by one",
            """
import keras
import numpy as np
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor="val_loss", mode="min"):
        self.monitor = monitor
        self.sign = {"min": 1.0, "max": -1.0}[mode]
    def on_train_begin(self, logs=None):
        self.best = np.inf
    def on_epoch_end(self, epoch, logs=None):
        if self.sign * logs[self.monitor] < self.best:
            self.best = self.sign * logs[self.monitor]
            self.kept = [np.array(v) for v in self.model.weights]
    def on_train_end(self, logs=None):
        for variable, value in zip(self.model.weights, self.kept):
            variable.assign(value)
""",
            _KEEP_NAMES,
        ),
        Right(
            "EarlyStopping with endless patience",
            """
import keras
class KeepBest(keras.callbacks.EarlyStopping):
    def __init__(self, monitor, mode):
        super().__init__(monitor=monitor, mode=mode, patience=10**9, restore_best_weights=True)
    def on_train_end(self, logs=None):
        self.model.set_weights(self.best_weights)
""",
            _KEEP_NAMES,
        ),
        Wrong(
            "living weights",
            _changed(
                _KEEP,
                ("self.model.get_weights()", "self.model.weights"),
                ("set_weights(self.weights)", "set_weights([w.numpy() for w in self.weights])"),
            ),
            misconception="the last weights kept instead of the best",
            names=_KEEP_NAMES,
        ),
        Wrong(
            "never put back",
            _changed(_KEEP, ("self.model.set_weights(self.weights)", "pass")),
            misconception="the last weights kept instead of the best",
            names=_KEEP_NAMES,
        ),
        Wrong(
            "always lower",
            _changed(_KEEP, (' if self.mode == "min" else value > self.best', "")),
            misconception="monitoring a metric with the wrong mode",
            names=_KEEP_NAMES,
        ),
        Wrong(
            "always val_loss",
            _changed(_KEEP, ("self.monitor, self.mode = monitor, mode", "self.monitor, self.mode = 'val_loss', 'min'")),
            misconception="the monitor ignored",
            names=_KEEP_NAMES,
        ),
        Wrong(
            "set once",
            _changed(_KEEP, ("def on_train_begin(self, logs=None):\n        self.best = None", "best = None")),
            misconception="the best value of a former training",
            names=_KEEP_NAMES,
        ),
        Wrong(
            "the best never replaced",
            _changed(_KEEP, ("if better:", "if self.best is None:")),
            misconception="every later epoch ignored",
            names=_KEEP_NAMES,
        ),
        Wrong(
            "stops at the first that is not better",
            _changed(
                _KEEP,
                (
                    "        if better:",
                    "        if not better:\n            self.model.stop_training = True\n        if better:",
                ),
            ),
            criterion="runs to the end, and ends with the weights of the lowest loss",
            names=_KEEP_NAMES,
        ),
        Wrong(
            "an object, not the class",
            _KEEP + "KeepBest = KeepBest('val_loss', 'min')",
            criterion="runs to the end, and ends with the weights of the lowest loss",
            names=_KEEP_NAMES,
        ),
        Wrong("unanswered", "KeepBest = ...", criterion="Not attempted", names=_KEEP_NAMES),
    ],
    "checkpoint": [
        Right("ModelCheckpoint", _CHECKPOINT, _CHECKPOINT_NAMES),
        Right(
            "functional, softmax, five lines of one's own",
            """
import keras
import coursekit as ck
few = ck.data.moons(noise=0.3).few(30)
keras.utils.set_random_seed(4)
i = keras.Input((2,))
h = keras.layers.Dense(100, "relu")(keras.layers.Dense(100, "relu")(i))
trained = keras.Model(i, keras.layers.Dense(2, "softmax")(h))
trained.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy")
path, best = "mine.keras", float("inf")
def save(epoch, logs):
    global best
    if logs["val_loss"] < best:
        best = logs["val_loss"]
        trained.save(path)
trained.fit(
    few.x_train, few.y_train, validation_data=(few.x_val, few.y_val), epochs=30, batch_size=5, verbose=0,
    callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=save)],
)
reloaded = keras.models.load_model(path, compile=False)
""",
            _CHECKPOINT_NAMES,
        ),
        Wrong(
            "every epoch saved",
            _changed(_CHECKPOINT, (", save_best_only=True", ""), ("6, 30", "6, 10")),
            misconception="the last weights kept instead of the best",
            names=_CHECKPOINT_NAMES,
        ),
        Wrong(
            "training loss watched",
            _changed(
                _CHECKPOINT,
                ('"val_loss"', '"loss"'),
                ("reloaded = ", "trained.fit(few.x_train, few.y_train, epochs=1, verbose=0)\nreloaded = "),
            ),
            misconception="early stopping on the training loss",
            names=_CHECKPOINT_NAMES,
        ),
        Wrong(
            "ten epochs",
            _changed(
                _CHECKPOINT,
                ("6, 30", "32, 6"),
                ("reloaded = ", "trained.fit(few.x_train, few.y_train, epochs=1, verbose=0)\nreloaded = "),
            ),
            misconception="stopped before it overfits",
            names=_CHECKPOINT_NAMES,
        ),
        Wrong(
            "weights only",
            _changed(
                _CHECKPOINT,
                ("best.keras", "best.weights.h5"),
                ("6, 30", "32, 3"),
                ("save_best_only=True", "save_best_only=True, save_weights_only=True"),
                ("keras.saving.load_model(path)", "keras.models.clone_model(trained)\nreloaded.load_weights(path)"),
            ),
            misconception="weights without architecture",
            names=_CHECKPOINT_NAMES,
        ),
        Wrong(
            "the notes' ending",
            _changed(
                _CHECKPOINT,
                ("best.keras", "best.hd5"),
                ("6, 30, validation_data=validation, callbacks=[saver]", "32, 2"),
                ('saver = keras.callbacks.ModelCheckpoint(path, monitor="val_loss", save_best_only=True)\n', ""),
                ("keras.saving.load_model(path)", "trained"),
            ),
            misconception="an ending of older notes",
            names=_CHECKPOINT_NAMES,
        ),
        Wrong(
            "not loaded",
            _changed(
                _CHECKPOINT,
                ("reloaded = keras.saving.load_model(path)", "reloaded = keras.models.clone_model(trained)"),
                ("6, 30", "32, 3"),
            ),
            criterion="`reloaded` is the model in the file",
            names=_CHECKPOINT_NAMES,
        ),
        Wrong(
            "no training at all",
            _changed(_CHECKPOINT, ("trained.fit(", "trained.save(path)\n(lambda *a, **k: None)(")),
            criterion="it beats the model of the last epoch on validation rows",
            names=_CHECKPOINT_NAMES,
        ),
    ],
    "accuracy_by_size": [
        Right("evaluate", _SIZES),
        Right(
            "the last value of the history",
            """
import numpy as np
def accuracy_by_size(build, x_train, y_train, x_val, y_val, sizes, epochs=15):
    def one(n):
        history = build().fit(x_train[0:n], y_train[0:n], validation_data=(x_val, y_val), epochs=epochs, verbose=0)
        return history.history["val_accuracy"][-1]
    return np.array([one(n) for n in sizes])
""",
        ),
        Right(
            "predictions counted, weights and optimiser rebuilt",
            _changed(
                _SIZES,
                ("    found = []", "    import numpy as np\n    found = []"),
                (
                    'model.evaluate(x_val, y_val, verbose=0, return_dict=True)["accuracy"]',
                    "np.mean((model.predict(x_val, verbose=0)[:, 0] > 0.5) == y_val)",
                ),
            ),
        ),
        Wrong(
            "one model for all",
            _changed(_SIZES, ("        model = build()\n", ""), ("    found = []", "    found, model = [], build()")),
            misconception="weights not reset between sizes",
        ),
        Wrong(
            "set_weights",
            _changed(
                _SIZES,
                ("        model = build()\n", "        model.set_weights(start)\n"),
                ("    found = []", "    found, model = [], build()\n    start = model.get_weights()"),
            ),
            misconception="the optimiser's state kept",
        ),
        Wrong(
            "training rows",
            _changed(_SIZES, ("evaluate(x_val, y_val", "evaluate(x_train[:n], y_train[:n]")),
            misconception="measured on the training rows",
        ),
        Wrong(
            "all rows",
            _changed(_SIZES, ("x_train[:n], y_train[:n]", "x_train, y_train")),
            misconception="all rows used for every size",
        ),
        Wrong(
            "one row short",
            _changed(_SIZES, ("x_train[:n], y_train[:n]", "x_train[: n // 2], y_train[: n // 2]")),
            criterion="the first size: fitted to so many rows, measured on validation rows",
        ),
        Wrong(
            "the loss",
            _changed(_SIZES, ('["accuracy"]', '["loss"]')),
            criterion="one accuracy for each size",
        ),
        Wrong(
            "numbers that look right",
            "def accuracy_by_size(build, a, b, c, d, sizes, epochs=1):\n    return [n / (n + 50) for n in sizes]",
            criterion="every other size: a fresh start, in any order of sizes",
        ),
        Wrong(
            "labels of all rows",
            _changed(_SIZES, ("y_train[:n]", "y_train")),
            criterion="one accuracy for each size",
        ),
    ],
    "which_mistake": [
        Right("chosen", "which_mistake = 'chosen'"),
        Wrong("weights", "which_mistake = 'weights'", misconception="test set used as validation"),
        Wrong("monitor", "which_mistake = 'monitor'", misconception="the default monitor taken for the training loss"),
        Wrong("patience", "which_mistake = 'patience'", misconception="patience blamed for a leak"),
        Wrong("low", "which_mistake = 'low'", misconception="an optimistic score taken for a pessimistic one"),
    ],
}
