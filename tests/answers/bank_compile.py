"""Answers for lesson 03."""

from tests.answers.bank import Right, Wrong

_HEAD = """
import keras
def make_head(task, features, size):
    units, activation, loss = {
        "binary": (1, "sigmoid", "binary_crossentropy"),
        "single-label": (size, "softmax", "sparse_categorical_crossentropy"),
        "multi-label": (size, "sigmoid", "binary_crossentropy"),
        "regression": (size, None, "mse"),
        "share": (size, "sigmoid", "mse"),
    }[task]
    model = keras.Sequential([keras.Input((features,)), keras.layers.Dense(units, activation=activation)])
    model.compile(optimizer="adam", loss=loss)
    return model
"""

_DECODE = """
def decode(task, outputs):
    if task == "binary":
        return (outputs[:, 0] > 0.5).astype(int)
    if task == "single-label":
        return outputs.argmax(axis=-1)
    if task == "multi-label":
        return (outputs > 0.5).astype(int)
    return outputs
"""

_ENTROPIES = """
import numpy as np
def binary_crossentropy(y, p):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
def categorical_crossentropy(y, p):
    p = np.clip(p, 1e-7, 1)
    return -np.mean(np.sum(y * np.log(p), axis=-1))
def sparse_categorical_crossentropy(labels, p):
    p = np.clip(p, 1e-7, 1)
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))
"""
_THREE = ("binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy")

_METRIC = """
import keras
def custom_mse(y_true, y_pred):
    y_true, y_pred = keras.ops.reshape(y_true, (-1,)), keras.ops.reshape(y_pred, (-1,))
    return keras.ops.mean(keras.ops.square(y_true - y_pred))
def train(model, x, y):
    model.compile(optimizer="sgd", loss="mse", metrics=[custom_mse])
    return model.fit(x, y, epochs=3, verbose=0)
"""
_METRIC_NAMES = ("custom_mse", "train")

_RANKING = """
import numpy as np
def precision_recall(y, scores, threshold):
    found = scores > threshold
    hits = np.sum(found & (y == 1))
    return hits / max(found.sum(), 1), hits / np.sum(y == 1)
def auc(y, scores):
    pairs = scores[y == 1][:, None] - scores[y == 0]
    return np.mean(pairs > 0) + np.mean(pairs == 0) / 2
"""
_RANKING_NAMES = ("precision_recall", "auc")

_REGRESSOR = """
import keras
import coursekit as ck
table = ck.data.diabetes()
x_mean, x_std = table.x_train.mean(axis=0), table.x_train.std(axis=0)
x_train = (table.x_train - x_mean) / x_std
y_train = (table.y_train - table.y_train.mean()) / table.y_train.std()
keras.utils.set_random_seed(0)
regressor = keras.Sequential(
    [keras.Input((10,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)]
)
regressor.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
regressor.fit(x_train, y_train, epochs=20, batch_size=32, verbose=0)
"""

_CHOICES = """
choices = {
    "tumour": (1, "sigmoid", "binary_crossentropy"),
    "cultivar": (3, "softmax", "sparse_categorical_crossentropy"),
    "letter": (14, "softmax", "categorical_crossentropy"),
    "votes": (5, "softmax", "kl_divergence"),
    "packing": (3, "sigmoid", "binary_crossentropy"),
    "review": (1, "tanh", "hinge"),
    "hours": (16, None, "mean_absolute_error"),
    "visitors": (1, "softplus", "mean_squared_logarithmic_error"),
}
"""


def _changed(code: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in code, old
        code = code.replace(old, new)
    return code


def _head(label: str, *pairs: tuple[str, str], misconception: str = "", criterion: str = "") -> Wrong:
    return Wrong(label, _changed(_HEAD, *pairs), misconception, criterion)


def _decode(label: str, *pairs: tuple[str, str], misconception: str = "", criterion: str = "") -> Wrong:
    return Wrong(label, _changed(_DECODE, *pairs), misconception, criterion)


def _entropy(label: str, *pairs: tuple[str, str], misconception: str = "", criterion: str = "") -> Wrong:
    return Wrong(label, _changed(_ENTROPIES, *pairs), misconception, criterion, _THREE)


def _metric(label: str, *pairs: tuple[str, str], misconception: str = "", criterion: str = "") -> Wrong:
    return Wrong(label, _changed(_METRIC, *pairs), misconception, criterion, _METRIC_NAMES)


def _rank(label: str, *pairs: tuple[str, str], misconception: str = "", criterion: str = "") -> Wrong:
    return Wrong(label, _changed(_RANKING, *pairs), misconception, criterion, _RANKING_NAMES)


def _regress(label: str, *pairs: tuple[str, str], misconception: str = "", criterion: str = "") -> Wrong:
    return Wrong(label, _changed(_REGRESSOR, *pairs), misconception, criterion)


def _choose(label: str, *pairs: tuple[str, str], misconception: str = "", criterion: str = "") -> Wrong:
    return Wrong(label, _changed(_CHOICES, *pairs), misconception, criterion)


ANSWERS = {
    "make_head": [
        Right("a dict of heads", _HEAD),
        Right(
            "functional, two softmax units, Activation layers, other losses",
            """
import keras
def make_head(task, features, size):
    x = keras.Input((features,))
    z = keras.layers.Dense(2 if task == "binary" else size)(x)
    if task in ("binary", "single-label"):
        out = keras.layers.Softmax()(z)
        model = keras.Model(x, out)
        model.compile(loss=keras.losses.CategoricalCrossentropy())
        return model
    if task in ("multi-label", "share"):
        model = keras.Model(x, keras.layers.Activation("sigmoid")(z))
        model.compile(loss="binary_crossentropy", metrics=[keras.metrics.BinaryAccuracy()])
        return model
    model = keras.Model(x, z)
    model.compile(optimizer="sgd", loss="mae")
    return model
""",
        ),
        Right(
            "a hidden layer, another optimiser, accuracy reported",
            _changed(
                _HEAD,
                ("[keras.Input((features,)), ", '[keras.Input((features,)), keras.layers.Dense(16, "relu"), '),
                ('"adam", loss=loss', 'keras.optimizers.Adam(0.01), loss=loss, metrics=["accuracy"]'),
            ),
        ),
        _head(
            "two sigmoids",
            ('(1, "sigmoid", "binary_crossentropy")', '(2, "sigmoid", "binary_crossentropy")'),
            misconception="two sigmoids for exclusive classes",
        ),
        _head(
            "a sigmoid for each of many classes",
            ('(size, "softmax", "sparse', '(size, "sigmoid", "sparse'),
            misconception="two sigmoids for exclusive classes",
        ),
        _head(
            "softmax, one unit",
            ('(1, "sigmoid", "binary_crossentropy")', '(1, "softmax", "binary_crossentropy")'),
            misconception="softmax over one unit",
        ),
        _head(
            "softmax for labels",
            ('(size, "sigmoid", "binary_crossentropy")', '(size, "softmax", "binary_crossentropy")'),
            misconception="softmax for multi-label",
        ),
        _head(
            "logits and from_logits",
            ('(1, "sigmoid", "binary_crossentropy")', "(1, None, keras.losses.BinaryCrossentropy(from_logits=True))"),
            misconception="logits taken for probabilities",
        ),
        _head(
            "categorical loss, one sigmoid",
            ('(1, "sigmoid", "binary_crossentropy")', '(1, "sigmoid", "categorical_crossentropy")'),
            misconception="categorical cross-entropy over one unit",
        ),
        _head(
            "metric=",
            ("loss=loss)", 'loss=loss, metric=["accuracy"])'),
            misconception="`metric=` passed to `compile`",
        ),
        _head(
            "precision with codes",
            ("loss=loss)", 'loss=loss, metrics=["precision"])'),
            misconception="precision with sparse labels",
        ),
        _head(
            "sigmoid for every number",
            ('(size, None, "mse")', '(size, "sigmoid", "mse")'),
            misconception="a number pressed into a range",
        ),
        _head(
            "ReLU for numbers",
            ('(size, None, "mse")', '(size, "relu", "mse")'),
            misconception="a number pressed into a range",
        ),
        _head(
            "linear share",
            ('(size, "sigmoid", "mse")', '(size, None, "mse")'),
            misconception="a share without limits",
        ),
        _head(
            "softmax for shares",
            ('(size, "sigmoid", "mse")', '(size, "softmax", "mse")'),
            misconception="softmax over one unit",
        ),
        _head(
            "one output, whatever the size",
            ('(size, None, "mse")', '(1, None, "mse")'),
            criterion="a compiled model with the outputs that the task needs",
        ),
        _head(
            "a loss for classes over one number",
            ('(size, None, "mse")', '(size, None, "categorical_crossentropy")'),
            criterion="trained, a copy predicts numbers",
        ),
        _head(
            "a learning rate of 0",
            ('optimizer="adam"', "optimizer=keras.optimizers.SGD(0.0)"),
            criterion="trained, a copy tells classes and labels apart",
        ),
        _head(
            "not compiled",
            ('    model.compile(optimizer="adam", loss=loss)\n', ""),
            criterion="a compiled model with the outputs that the task needs",
        ),
        _head(
            "no input shape",
            ("keras.Input((features,)), ", ""),
            criterion="a compiled model with the outputs that the task needs",
        ),
        _head(
            "no return", ("    return model\n", ""), criterion="a compiled model with the outputs that the task needs"
        ),
        Wrong("unanswered", "def make_head(task, features, size):\n    return ...", criterion="Not attempted"),
    ],
    "decode": [
        Right("four cases", _DECODE),
        Right(
            "lists and rounding",
            """
def decode(task, outputs):
    if task == "binary":
        return [int(row[0] >= 0.5) for row in outputs]
    if task == "single-label":
        return [max(range(len(row)), key=lambda k: row[k]) for row in outputs]
    if task == "multi-label":
        return [[int(value > 0.5) for value in row] for row in outputs]
    return [list(row) for row in outputs]
""",
        ),
        Right(
            "keras.ops",
            """
import keras
def decode(task, outputs):
    match task:
        case "binary":
            return keras.ops.squeeze(keras.ops.cast(outputs > 0.5, "int32"), axis=-1)
        case "single-label":
            return keras.ops.argmax(outputs, axis=-1)
        case "multi-label":
            return outputs > 0.5
        case _:
            return outputs
""",
        ),
        _decode(
            "argmax of one column",
            ("(outputs[:, 0] > 0.5).astype(int)", "outputs.argmax(axis=-1)"),
            misconception="argmax over one column",
        ),
        _decode(
            "argmax of the labels",
            ("return (outputs > 0.5).astype(int)", "return outputs.argmax(axis=-1)"),
            misconception="one winner for several labels",
        ),
        _decode(
            "one half for classes",
            ("outputs.argmax(axis=-1)", "(outputs > 0.5).astype(int)"),
            misconception="a threshold of one half for several classes",
        ),
        _decode("no axis", ("argmax(axis=-1)", "argmax()"), misconception="argmax without an axis"),
        _decode(
            "the column kept",
            ("outputs[:, 0] > 0.5", "outputs > 0.5"),
            misconception="a column instead of labels in a row",
        ),
        _decode(
            "numbers rounded",
            ("return outputs\n", "return outputs.round()\n"),
            misconception="numbers turned into classes",
        ),
        _decode(
            "axis 0",
            ("axis=-1", "axis=0"),
            criterion="single-label: a class for each row, (n, k) -> (n,)",
        ),
        _decode(
            "largest value, not its place",
            ("outputs.argmax(axis=-1)", "outputs.max(axis=-1)"),
            criterion="single-label: a class for each row, (n, k) -> (n,)",
        ),
        _decode(
            "the examples of the lesson",
            ("return outputs.argmax(axis=-1)", "return [1, 0]"),
            criterion="single-label: a class for each row, (n, k) -> (n,)",
        ),
        _decode(
            "booleans for a share",
            ("return outputs\n", 'return outputs if task == "regression" else outputs > 0.5\n'),
            criterion="regression and share: the numbers as they are",
        ),
        Wrong(
            "printed",
            "def decode(task, outputs):\n    print(outputs.argmax(axis=-1))",
            criterion="binary: a class for each row, (n, 1) -> (n,)",
        ),
        Wrong("unanswered", "def decode(task, outputs):\n    return ...", criterion="Not attempted"),
    ],
    "cross_entropies": [
        Right("NumPy", _ENTROPIES, _THREE),
        Right(
            "one from the other",
            """
import numpy as np
def categorical_crossentropy(y, p):
    return float(np.mean([-np.log(max(row @ true, 1e-12)) for true, row in zip(y, p)]))
def binary_crossentropy(y, p):
    return categorical_crossentropy(np.stack([1 - y, y], axis=1), np.stack([1 - p, p], axis=1))
def sparse_categorical_crossentropy(labels, p):
    return categorical_crossentropy(np.eye(p.shape[1])[labels], p)
""",
            _THREE,
        ),
        Right(
            "keras.ops",
            """
import keras
from keras import ops
def binary_crossentropy(y, p):
    p = ops.clip(ops.cast(p, "float32"), 1e-7, 1 - 1e-7)
    y = ops.cast(y, "float32")
    return ops.mean(ops.where(y > 0.5, -ops.log(p), -ops.log(1 - p)))
def categorical_crossentropy(y, p):
    p = ops.clip(ops.cast(p, "float32"), 1e-7, 1.0)
    return -ops.mean(ops.sum(ops.cast(y, "float32") * ops.log(p), axis=1))
def sparse_categorical_crossentropy(labels, p):
    return categorical_crossentropy(ops.one_hot(labels, p.shape[-1]), p)
""",
            _THREE,
        ),
        _entropy(
            "not clipped",
            ("np.clip(p, 1e-7, 1 - 1e-7)", "p"),
            ("np.clip(p, 1e-7, 1)", "p"),
            misconception="logarithm of 0",
        ),
        _entropy("no minus", ("return -np", "return np"), misconception="minus sign missing"),
        _entropy(
            "one term",
            (" + (1 - y) * np.log(1 - p)", ""),
            misconception="only the rows of class 1 counted",
        ),
        _entropy(
            "mean of all",
            ("np.mean(np.sum(y * np.log(p), axis=-1))", "np.mean(y * np.log(p))"),
            misconception="mean over the classes as well",
        ),
        _entropy(
            "sum of all",
            ("np.mean(np.sum(y * np.log(p), axis=-1))", "np.sum(y * np.log(p))"),
            misconception="sum over the rows instead of their mean",
        ),
        _entropy(
            "all columns",
            ("p[np.arange(len(labels)), labels]", "p[:, labels]"),
            misconception="all columns picked for every row",
        ),
        _entropy(
            "swapped",
            ("def binary_crossentropy(y, p):", "def binary_crossentropy(p, y):"),
            misconception="labels and probabilities swapped",
        ),
        _entropy(
            "logarithm of base 2",
            ("np.log(", "np.log2("),
            criterion="binary: the mean over the rows",
        ),
        _entropy(
            "a loss for each row",
            ("-np.mean(np.sum(y * np.log(p), axis=-1))", "-np.sum(y * np.log(p), axis=-1)"),
            criterion="categorical: one-hot rows against rows of probabilities",
        ),
        _entropy(
            "clipped far inside",
            ("1e-7", "0.01"),
            criterion="clipped: finite when the model is sure",
        ),
        _entropy(
            "a constant",
            ("return -np.mean(np.log(p[np.arange(len(labels)), labels]))", "return 1.1"),
            criterion="sparse: whole numbers give what their one-hot rows give",
        ),
        _entropy(
            "half answered",
            ("return -np.mean(np.log(p[np.arange(len(labels)), labels]))", "return ..."),
            criterion="sparse: whole numbers give what their one-hot rows give",
        ),
    ],
    "custom_metric": [
        Right("reshaped", _METRIC, _METRIC_NAMES),
        Right(
            "squeezed where needed, other settings",
            """
import keras
from keras import ops
def custom_mse(y_true, y_pred):
    if len(y_true.shape) > 1:
        y_true = ops.squeeze(y_true, axis=-1)
    if len(y_pred.shape) > 1:
        y_pred = ops.squeeze(y_pred, axis=-1)
    return ops.mean((y_true - y_pred) ** 2)
def train(model, x, y):
    model.compile(keras.optimizers.Adam(0.001), "mean_squared_error", metrics=["mae", custom_mse])
    history = model.fit(x, y, epochs=3, batch_size=8, verbose=0)
    return history.history
""",
            _METRIC_NAMES,
        ),
        Right(
            "a value for each row, TensorFlow",
            """
import tensorflow as tf
def custom_mse(y_true, y_pred):
    y_pred = tf.reshape(tf.cast(y_pred, "float32"), [-1])
    return tf.square(tf.reshape(tf.cast(y_true, "float32"), [-1]) - y_pred)
def train(model, x, y):
    model.compile(loss=custom_mse, metrics=[custom_mse])
    return model.fit(x, y, epochs=3, verbose=0)
""",
            _METRIC_NAMES,
        ),
        _metric(
            "no reshape",
            ("keras.ops.reshape(y_true, (-1,)), keras.ops.reshape(y_pred, (-1,))", "y_true, y_pred"),
            misconception="metric broadcast",
        ),
        _metric(
            "only one side flat",
            ("keras.ops.reshape(y_true, (-1,))", "y_true"),
            criterion="custom_mse: the same for (n,) beside (n, 1)",
        ),
        _metric(
            "metrics= in fit",
            ("metrics=[custom_mse])", ")"),
            ("epochs=3", "metrics=[custom_mse], epochs=3"),
            misconception="`metrics=` passed to `fit`",
        ),
        _metric("metric=", ("metrics=", "metric="), misconception="`metric=` passed to `compile`"),
        _metric(
            "NumPy",
            ("keras.ops.reshape", "np.reshape"),
            ("keras.ops.", "np."),
            ("import keras", "import numpy as np"),
            misconception="NumPy in a metric",
        ),
        _metric("called", ("[custom_mse]", "[custom_mse()]"), misconception="the metric called, not passed"),
        _metric(
            "root",
            (
                "return keras.ops.mean(keras.ops.square(y_true - y_pred))",
                "return keras.ops.sqrt(keras.ops.mean(keras.ops.square(y_true - y_pred)))",
            ),
            misconception="root of the mean squared error",
        ),
        _metric(
            "absolute",
            ("keras.ops.square", "keras.ops.abs"),
            criterion="custom_mse: right for equal shapes",
        ),
        _metric(
            "the name of another metric",
            ("metrics=[custom_mse]", 'metrics=["mse"]'),
            criterion="train: three epochs, each with the loss and custom_mse",
        ),
        _metric(
            "one epoch",
            ("epochs=3, ", ""),
            criterion="train: three epochs, each with the loss and custom_mse",
        ),
        _metric(
            "invented history",
            (
                "return model.fit(x, y, epochs=3, verbose=0)",
                'return {"loss": [3.0, 2.0, 1.0], "custom_mse": [3.0, 2.0, 1.0]}',
            ),
            criterion="train: the reported metric is the error of the model",
        ),
        _metric(
            "the model returned",
            ("return model.fit(x, y, epochs=3, verbose=0)", "model.fit(x, y, epochs=3, verbose=0)\n    return model"),
            criterion="train: three epochs, each with the loss and custom_mse",
        ),
        _metric(
            "nothing returned",
            ("return model.fit", "model.fit"),
            criterion="train: three epochs, each with the loss and custom_mse",
        ),
    ],
    "ranking": [
        Right("pairs", _RANKING, _RANKING_NAMES),
        Right(
            "scikit-learn",
            """
from sklearn.metrics import precision_score, recall_score, roc_auc_score
def precision_recall(y, scores, threshold):
    called = scores > threshold
    return precision_score(y, called, zero_division=0), recall_score(y, called)
def auc(y, scores):
    return roc_auc_score(y, scores)
""",
            _RANKING_NAMES,
        ),
        Right(
            "loops, and the area under a curve",
            """
import numpy as np
def precision_recall(y, scores, threshold):
    hits = sum(1 for label, score in zip(y, scores) if label == 1 and score > threshold)
    called = sum(score > threshold for score in scores)
    return [hits / called if called else 0, hits / sum(y)]
def auc(y, scores):
    area = x = h = 0.0
    for threshold in sorted(set(scores), reverse=True):
        right = np.mean(scores[y == 1] >= threshold)
        wrong = np.mean(scores[y == 0] >= threshold)
        area += (wrong - x) * (right + h) / 2
        x, h = wrong, right
    return area
""",
            _RANKING_NAMES,
        ),
        _rank(
            "swapped",
            (
                "return hits / max(found.sum(), 1), hits / np.sum(y == 1)",
                "return hits / np.sum(y == 1), hits / max(found.sum(), 1)",
            ),
            misconception="precision and recall swapped",
        ),
        _rank(
            "accuracy",
            ("hits / max(found.sum(), 1)", "np.mean(found == y)"),
            misconception="accuracy instead of precision",
        ),
        _rank("always 0.5", ("scores > threshold", "scores > 0.5"), misconception="threshold not used"),
        _rank(
            "at the threshold",
            ("scores > threshold", "scores >= threshold"),
            misconception="the threshold itself counted as above",
        ),
        _rank(
            "0 by 0",
            ("max(found.sum(), 1)", "found.sum()"),
            misconception="0 divided by 0",
        ),
        _rank(
            "0 by 0 in Python",
            ("hits / max(found.sum(), 1)", "int(hits) / int(found.sum())"),
            misconception="0 divided by 0",
        ),
        _rank("ties lost", (" + np.mean(pairs == 0) / 2", ""), misconception="ties counted whole or not at all"),
        _rank(
            "ties won",
            ("pairs > 0) + np.mean(pairs == 0) / 2", "pairs >= 0)"),
            misconception="ties counted whole or not at all",
        ),
        _rank("upside down", ("pairs > 0", "pairs < 0"), misconception="AUC upside down"),
        _rank(
            "Keras's thresholds",
            (
                "    pairs = scores[y == 1][:, None] - scores[y == 0]\n"
                "    return np.mean(pairs > 0) + np.mean(pairs == 0) / 2",
                "    import keras\n    area = keras.metrics.AUC()\n    area.update_state(y, scores)\n"
                "    return area.result()",
            ),
            criterion="AUC: the share of pairs in the right order",
        ),
        _rank(
            "sorted by rank, ties in the order of the rows",
            (
                "    pairs = scores[y == 1][:, None] - scores[y == 0]\n"
                "    return np.mean(pairs > 0) + np.mean(pairs == 0) / 2",
                "    ranks = scores.argsort().argsort() + 1\n    n = np.sum(y == 1)\n"
                "    return (ranks[y == 1].sum() - n * (n + 1) / 2) / (n * np.sum(y == 0))",
            ),
            criterion="AUC: a pair with equal scores counts half",
        ),
        _rank(
            "a constant",
            ("return np.mean(pairs > 0) + np.mean(pairs == 0) / 2", "return 0.5"),
            criterion="AUC: the share of pairs in the right order",
        ),
    ],
    "keras_auc": [
        Right("one half", "keras_auc = 0.5"),
        Right("as a fraction", "import numpy as np\nkeras_auc = np.float32(1) / 2"),
        Wrong("exact", "keras_auc = 0.632", misconception="the exact AUC expected of a grid"),
        Wrong("zero", "keras_auc = 0", misconception="no ranking taken for a wrong one"),
        Wrong("half way", "keras_auc = 0.56", criterion="what 200 thresholds can see"),
        Wrong("in percent", "keras_auc = 50", criterion="what 200 thresholds can see"),
        Wrong("a text", 'keras_auc = "0.5"', criterion="what 200 thresholds can see"),
        Wrong("unanswered", "keras_auc = ...", criterion="Not attempted"),
    ],
    "imbalanced": [
        Right("by its key", 'imbalanced = "nothing"'),
        Wrong("good", 'imbalanced = "good"', misconception="accuracy on imbalanced classes"),
        Wrong("finds", 'imbalanced = "finds"', misconception="accuracy taken for recall"),
        Wrong("trust", 'imbalanced = "trust"', misconception="accuracy taken for precision"),
        Wrong("ranks", 'imbalanced = "ranks"', misconception="accuracy taken for AUC"),
        Wrong("no option", 'imbalanced = "none"', criterion="the right option"),
    ],
    "regressor": [
        Right("sixteen units", _REGRESSOR),
        Right(
            "functional, Huber, RMSprop by default",
            _changed(
                _REGRESSOR,
                (
                    """keras.Sequential(
    [keras.Input((10,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)]
)
""",
                    """None
row = keras.Input((10,))
hidden = keras.layers.Dense(32, activation="tanh")(row)
regressor = keras.Model(row, keras.layers.Dense(1)(hidden))
""",
                ),
                ('optimizer=keras.optimizers.Adam(0.005), loss="mse"', 'loss=keras.losses.Huber(), metrics=["mae"]'),
                ("epochs=20", "epochs=40"),
            ),
        ),
        Right(
            "linear",
            _changed(
                _REGRESSOR,
                ('keras.layers.Dense(16, activation="relu"), ', ""),
                ("0.005", "0.02"),
            ),
        ),
        _regress(
            "raw targets",
            ("fit(x_train, y_train,", "fit(x_train, table.y_train,"),
            misconception="targets not scaled",
        ),
        _regress(
            "raw inputs",
            ("regressor.fit(x_train,", "regressor.fit(table.x_train,"),
            (
                'keras.layers.Dense(16, activation="relu"), ',
                "keras.layers.Normalization(mean=x_mean, variance=x_std**2), ",
            ),
            ("0.005", "0.02"),
            misconception="inputs not scaled",
        ),
        _regress(
            "ReLU at the end",
            ("keras.layers.Dense(1)", 'keras.layers.Dense(1, activation="softplus")'),
            misconception="an output that cannot be negative",
        ),
        _regress(
            "sigmoid at the end",
            ("keras.layers.Dense(1)", 'keras.layers.Dense(1, activation="sigmoid")'),
            misconception="an output that cannot be negative",
        ),
        # As many hidden units as rows, nearly: the worst width. The weights are solved for, so no seed is kinder.
        _regress(
            "by heart",
            ("Dense(16", "Dense(250"),
            ("0.005", "1e-9"),
            (
                "batch_size=32, verbose=0)\n",
                """batch_size=32, verbose=0)
import numpy as np
hidden = np.asarray(keras.Model(regressor.inputs, regressor.layers[0].output)(x_train))
weights, *_ = np.linalg.lstsq(hidden.astype("float64"), y_train, rcond=None)
regressor.layers[1].set_weights([weights[:, None], np.zeros(1)])
""",
            ),
            misconception="training rows learned by heart",
        ),
        _regress(
            "not trained",
            ("regressor.fit", "regressor.evaluate"),
            ("epochs=20, ", ""),
            criterion="a trained model: ten numbers in, one of any sign out",
        ),
        _regress(
            "a constant",
            ("keras.layers.Dense(1)", 'keras.layers.Dense(1, kernel_initializer="zeros", activation="sigmoid")'),
            ("0.005", "1e-9"),
            criterion="better than always saying the mean",
        ),
        _regress(
            "shuffled targets",
            ("fit(x_train, y_train,", "fit(x_train, y_train[::-1],"),
            criterion="better than always saying the mean",
        ),
        _regress(
            "two outputs",
            ("keras.layers.Dense(1)", "keras.layers.Dense(2)"),
            ("fit(x_train, y_train,", "fit(x_train, y_train[:, None] * [1, 1],"),
            criterion="a trained model: ten numbers in, one of any sign out",
        ),
        Wrong(
            "the history",
            _changed(_REGRESSOR, ("regressor.fit", "regressor = regressor.fit")),
            criterion="a trained model: ten numbers in, one of any sign out",
        ),
        Wrong("unanswered", "regressor = ...", criterion="Not attempted"),
    ],
    "choices": [
        Right("long names", _CHOICES),
        Right(
            "short names and other choices that fit",
            """
choices = dict(
    tumour=[2, "softmax", "sparse_categorical_crossentropy"],
    cultivar=[3, "softmax", "sparse_categorical_crossentropy"],
    letter=[14, "softmax", "kl_divergence"],
    votes=[5, "softmax", "categorical_crossentropy"],
    packing=[3, "Sigmoid", "bce"],
    review=[1, "linear", "squared_hinge"],
    hours=[16, "linear", "huber"],
    visitors=[1, None, "msle"],
)
""",
        ),
        _choose(
            "two sigmoids",
            ('(1, "sigmoid", "binary_crossentropy")', '(2, "sigmoid", "binary_crossentropy")'),
            misconception="two sigmoids for exclusive classes",
        ),
        _choose(
            "softmax, one unit",
            ('(1, "sigmoid", "binary_crossentropy")', '(1, "softmax", "binary_crossentropy")'),
            misconception="softmax over one unit",
        ),
        _choose(
            "softmax for packing",
            ('(3, "sigmoid", "binary', '(3, "softmax", "categorical'),
            misconception="softmax for multi-label",
        ),
        _choose(
            "sparse for one-hot rows",
            ('14, "softmax", "categorical', '14, "softmax", "sparse_categorical'),
            misconception="labels that do not fit the loss",
        ),
        _choose(
            "one-hot loss for codes",
            ('"sparse_categorical', '"categorical'),
            misconception="labels that do not fit the loss",
        ),
        _choose("squared outliers", ('"mean_absolute_error"', '"mse"'), misconception="outliers squared"),
        _choose(
            "squared differences",
            ('"mean_squared_logarithmic_error"', '"mean_squared_error"'),
            misconception="differences where factors count",
        ),
        _choose(
            "sigmoid for -1 and 1",
            ('"tanh", "hinge"', '"sigmoid", "binary_crossentropy"'),
            misconception="a probability for labels of -1 and 1",
        ),
        _choose("one hour", ("(16, None", "(1, None"), criterion="hours and visitors"),
        _choose(
            "regression for codes",
            ('(3, "softmax", "sparse_categorical_crossentropy")', '(1, None, "mse")'),
            criterion="tumour and cultivar",
        ),
        _choose("a loss that is none", ('"hinge"', '"margin"'), criterion="packing and review"),
        _choose("two of three", ('(5, "softmax", "kl_divergence")', '(5, "softmax")'), criterion="letter and votes"),
        _choose("an entry left", ('(5, "softmax", "kl_divergence")', "..."), criterion="letter and votes"),
        _choose(
            "an entry missing", ('    "votes": (5, "softmax", "kl_divergence"),\n', ""), criterion="letter and votes"
        ),
        Wrong(
            "the same for all",
            "choices = dict.fromkeys(\n"
            '    "tumour cultivar letter votes packing review hours visitors".split(),\n'
            '    (1, "sigmoid", "binary_crossentropy"),\n)',
            criterion="hours and visitors",
        ),
        Wrong("unanswered", "choices = ...", criterion="Not attempted"),
    ],
    "which_mistake": [
        Right("by its key", 'which_mistake = "softmax"'),
        Wrong("loss", 'which_mistake = "loss"', misconception="multi-label taken for multi-class"),
        Wrong("threshold", 'which_mistake = "threshold"', misconception="a threshold against a wrong head"),
        Wrong("train", 'which_mistake = "train"', misconception="a fair share taken for doubt"),
        Wrong("argmax", 'which_mistake = "argmax"', misconception="one winner for several labels"),
    ],
}
