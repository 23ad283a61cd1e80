"""Answers for lesson 02."""

from tests.answers.bank import Right, Wrong

_SPLIT = """
import numpy as np
def split_and_scale(x, y, test_size, seed):
    order = np.random.default_rng(seed).permutation(len(x))
    n = round(test_size * len(x))
    test, train = order[:n], order[n:]
    mean, std = x[train].mean(axis=0), x[train].std(axis=0)
    return (x[train] - mean) / std, (x[test] - mean) / std, y[train], y[test]
"""

_SKLEARN_SPLIT = """
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
def split_and_scale(x, y, test_size, seed):
    x_train, x_test, y_train, y_test = train_test_split(
        x, y, test_size=test_size, random_state=seed, stratify=y
    )
    scaler = StandardScaler().fit(x_train)
    return scaler.transform(x_train), scaler.transform(x_test), y_train, y_test
"""

_LABELS = """
import numpy as np
def one_hot(words, categories):
    codes = [categories.index(word) for word in words]
    return np.eye(len(categories))[codes]
def to_labels(rows):
    return np.argmax(rows, axis=-1)
"""
_TWO = ("one_hot", "to_labels")

_MLP = """
import keras
keras.utils.set_random_seed(0)
mlp = keras.Sequential(
    [
        keras.Input((784,)),
        keras.layers.Dense(784, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
mlp.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
parameters = 623_290
"""
_MLP_NAMES = ("mlp", "parameters")

_STEPS = "import math\ndef steps_per_epoch(rows, batch_size):\n    return math.ceil(rows / batch_size)"

_BANDS = """
import keras
import coursekit as ck
def to_column(x):
    return x[:, None]
bands = ck.data.intervals(2)
position = bands.x_train / 30
keras.utils.set_random_seed(0)
bands_model = keras.Sequential(
    [keras.Input((1,)), keras.layers.Dense(32, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
)
bands_model.compile(optimizer=keras.optimizers.Adam(0.03), loss="binary_crossentropy", metrics=["accuracy"])
bands_model.fit(to_column(position), bands.y_train, epochs=30, batch_size=16, verbose=0)
"""
_BANDS_NAMES = ("to_column", "bands_model")

# The same model with known weights, where only what surrounds it matters: it is trained for one step.
_KNOWN = """
import keras
import numpy as np
def to_column(x):
    return x[:, None]
bands_model = keras.Sequential(
    [keras.Input((1,)), keras.layers.Dense(2, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
)
bands_model.compile(optimizer=keras.optimizers.SGD(1e-9), loss="binary_crossentropy", metrics=["accuracy"])
bands_model.fit(np.zeros((2, 1)), np.zeros(2), verbose=0)
WIDTH = 1
def tent(width):
    # 1 between 9.5 and 21.5 (over 30), 0 elsewhere: rises to the middle, falls behind it.
    middle = 15.5 / 30
    kernel = np.array([[1.0, -1.0]]) / width
    bands_model.set_weights(
        [kernel, np.array([-middle, middle]), np.full((2, 1), -1000.0), np.array([1000 * 6 / 30])]
    )
tent(WIDTH)
"""


def _changed(code: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in code, old
        code = code.replace(old, new)
    return code


ANSWERS = {
    "split_and_scale": [
        Right("NumPy", _SPLIT),
        Right("scikit-learn, stratified", _SKLEARN_SPLIT),
        Right(
            "Keras's Normalization",
            """
import keras
import numpy as np
def split_and_scale(x, y, test_size, seed):
    rows = np.arange(len(x))
    np.random.RandomState(seed).shuffle(rows)
    cut = len(x) - int(len(x) * test_size)
    x, y = x[rows], y[rows]
    layer = keras.layers.Normalization(axis=-1)
    layer.adapt(x[:cut])
    return layer(x[:cut]), layer(x[cut:]), y[:cut], y[cut:]
""",
        ),
        Right(
            "seeded by Keras, n - 1 in the deviation",
            """
import keras
import numpy as np
def split_and_scale(x, y, test_size, seed):
    keras.utils.set_random_seed(seed)
    order = np.random.permutation(len(x))
    n = int(round(test_size * len(x)))
    train, test = x[order[n:]], x[order[:n]]
    mean, std = train.mean(0), train.std(0, ddof=1)
    return [(train - mean) / std, (test - mean) / std, y[order[n:]], y[order[:n]]]
""",
        ),
        Wrong(
            "statistics of all rows",
            _changed(_SPLIT, ("x[train].mean(axis=0), x[train].std(axis=0)", "x.mean(axis=0), x.std(axis=0)")),
            misconception="scaled before the split",
        ),
        Wrong(
            "fit_transform, then split",
            """
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
def split_and_scale(x, y, test_size, seed):
    return train_test_split(
        StandardScaler().fit_transform(x), y, test_size=test_size, random_state=seed
    )
""",
            misconception="scaled before the split",
        ),
        Wrong(
            "a second fit_transform",
            _changed(_SKLEARN_SPLIT, ("scaler.transform(x_test)", "scaler.fit_transform(x_test)")),
            misconception="test part scaled by its own mean",
        ),
        Wrong(
            "training part only",
            _changed(_SPLIT, ("(x[test] - mean) / std", "x[test]")),
            misconception="test part not scaled",
        ),
        Wrong(
            "keras.utils.normalize",
            """
import keras
from sklearn.model_selection import train_test_split
def split_and_scale(x, y, test_size, seed):
    a, b, c, d = train_test_split(x, y, test_size=test_size, random_state=seed)
    return keras.utils.normalize(a), keras.utils.normalize(b), c, d
""",
            misconception="rows scaled to length 1",
        ),
        Wrong(
            "no axis",
            _changed(_SPLIT, (".mean(axis=0)", ".mean()"), (".std(axis=0)", ".std()")),
            misconception="one mean for all columns",
        ),
        Wrong(
            "labels left in their order",
            _changed(_SPLIT, ("y[train], y[test]", "y[n:], y[:n]")),
            misconception="x and y shuffled apart",
        ),
        Wrong(
            "the tail as test part",
            _changed(_SPLIT, ("np.random.default_rng(seed).permutation(len(x))", "np.arange(len(x))[::-1]")),
            misconception="not shuffled",
        ),
        Wrong(
            "x, y, x, y",
            _changed(
                _SPLIT,
                (
                    "(x[train] - mean) / std, (x[test] - mean) / std, y[train], y[test]",
                    "(x[train] - mean) / std, y[train], (x[test] - mean) / std, y[test]",
                ),
            ),
            misconception="the parts in another order",
        ),
        Wrong(
            "divided by the largest value",
            _changed(_SPLIT, ("x[train].mean(axis=0), x[train].std(axis=0)", "0, np.abs(x[train]).max(axis=0)")),
            criterion="each training column has mean 0 and standard deviation 1",
        ),
        Wrong(
            "the seed not used",
            _changed(_SPLIT, ("np.random.default_rng(seed)", "np.random.default_rng()")),
            criterion="the scaling knows the training rows only",
        ),
        Wrong(
            "a fixed number of test rows",
            _changed(_SPLIT, ("round(test_size * len(x))", "30")),
            criterion="two parts that hold each row once",
        ),
        Wrong("unanswered", "def split_and_scale(x, y, test_size, seed):\n    return ...", criterion="Not attempted"),
    ],
    "labels": [
        Right("eye and argmax", _LABELS, _TWO),
        Right(
            "loops and lists",
            """
def one_hot(words, categories):
    return [[1 if word == category else 0 for category in categories] for word in words]
def to_labels(rows):
    return [max(range(len(row)), key=lambda i: row[i]) for row in rows]
""",
            _TWO,
        ),
        Right(
            "Keras",
            """
import keras
def one_hot(words, categories):
    codes = [categories.index(word) for word in words]
    return keras.utils.to_categorical(codes, num_classes=len(categories))
def to_labels(rows):
    return keras.ops.argmax(rows, axis=1)
""",
            _TWO,
        ),
        Right(
            "comparison",
            """
import numpy as np
def one_hot(words, categories):
    return np.array(words)[:, None] == np.array(categories)
def to_labels(rows):
    return np.asarray(rows).argsort(axis=1)[:, -1]
""",
            _TWO,
        ),
        Wrong(
            "codes",
            _changed(_LABELS, ("np.eye(len(categories))[codes]", "np.array(codes)")),
            misconception="integer codes taken as an order",
            names=_TWO,
        ),
        Wrong(
            "codes in a column",
            _changed(_LABELS, ("np.eye(len(categories))[codes]", "np.array(codes)[:, None]")),
            misconception="integer codes taken as an order",
            names=_TWO,
        ),
        Wrong(
            "LabelEncoder",
            _changed(
                _LABELS,
                ("    codes =", "    from sklearn.preprocessing import LabelEncoder\n    codes ="),
                ("np.eye(len(categories))[codes]", "LabelEncoder().fit_transform(words)"),
            ),
            misconception="integer codes taken as an order",
            names=_TWO,
        ),
        Wrong(
            "sorted categories",
            _changed(_LABELS, ("categories.index(word)", "sorted(categories).index(word)")),
            misconception="columns in the alphabet's order",
            names=_TWO,
        ),
        Wrong(
            "columns from the words",
            _changed(_LABELS, ("    codes =", "    categories = sorted(set(words))\n    codes =")),
            misconception="categories that do not occur left out",
            names=_TWO,
        ),
        Wrong(
            "transposed",
            _changed(_LABELS, ("[codes]", "[codes].T")),
            misconception="rows and columns swapped",
            names=_TWO,
        ),
        Wrong(
            "no axis",
            _changed(_LABELS, ("np.argmax(rows, axis=-1)", "np.argmax(rows)")),
            misconception="argmax without an axis",
            names=_TWO,
        ),
        Wrong(
            "axis 0",
            _changed(_LABELS, ("axis=-1", "axis=0")),
            misconception="argmax over the batch",
            names=_TWO,
        ),
        Wrong(
            "max",
            _changed(_LABELS, ("np.argmax(rows", "np.max(rows")),
            misconception="probabilities instead of labels",
            names=_TWO,
        ),
        Wrong(
            "above one half",
            _changed(_LABELS, ("np.argmax(rows, axis=-1)", "(rows > 0.5).astype(int)")),
            misconception="a threshold of one half for several classes",
            names=_TWO,
        ),
        Wrong(
            "counted from 1",
            _changed(_LABELS, ("np.argmax(rows, axis=-1)", "np.argmax(rows, axis=-1) + 1")),
            criterion="to_labels: the class with the largest value",
            names=_TWO,
        ),
        Wrong(
            "the example's rows",
            """
import numpy as np
def one_hot(words, categories):
    return np.eye(3)[[1, 0, 2, 1]]
def to_labels(rows):
    return [1, 0, 2, 1]
""",
            criterion="one_hot: a row for each word, a column for each category",
            names=_TWO,
        ),
        Wrong(
            "only half answered",
            _changed(_LABELS, ("np.argmax(rows, axis=-1)", "...")),
            criterion="to_labels: one label for each row",
            names=_TWO,
        ),
        Wrong("a result, not a function", "one_hot = to_labels = [[0, 1]]", criterion="Not yet", names=_TWO),
    ],
    "mlp": [
        Right("Sequential as a list", _MLP, _MLP_NAMES),
        Right(
            "add, and Activation layers",
            """
import keras
mlp = keras.Sequential()
mlp.add(keras.Input((784,)))
mlp.add(keras.layers.Dense(784))
mlp.add(keras.layers.Activation("relu"))
mlp.add(keras.layers.Dense(10))
mlp.add(keras.layers.Softmax())
mlp.compile(loss=keras.losses.CategoricalCrossentropy(), metrics=[keras.metrics.CategoricalAccuracy()])
parameters = mlp.count_params()
""",
            _MLP_NAMES,
        ),
        Right(
            "functional, dropout, another name of the loss",
            """
import keras
pixels = keras.Input((784,))
hidden = keras.layers.Dropout(0.2)(keras.layers.Dense(784, activation=keras.activations.relu)(pixels))
mlp = keras.Model(pixels, keras.layers.Dense(10, activation="softmax")(hidden))
mlp.compile(optimizer="sgd", loss=keras.losses.categorical_crossentropy, metrics=["acc"])
parameters = 784 * 784 + 784 + 784 * 10 + 10
""",
            _MLP_NAMES,
        ),
        Right(
            "a loss that measures the same",
            _changed(_MLP, ('"categorical_crossentropy"', '"kl_divergence"')),
            _MLP_NAMES,
        ),
        Wrong(
            "sparse loss",
            _changed(_MLP, ('"categorical', '"sparse_categorical')),
            misconception="labels one-hot but sparse loss",
            names=_MLP_NAMES,
        ),
        Wrong(
            "binary loss",
            _changed(_MLP, ("categorical_crossentropy", "binary_crossentropy")),
            misconception="a binary loss for ten classes",
            names=_MLP_NAMES,
        ),
        Wrong(
            "squared error",
            _changed(_MLP, ("categorical_crossentropy", "mse")),
            misconception="a loss for numbers, not classes",
            names=_MLP_NAMES,
        ),
        Wrong(
            "no ReLU",
            _changed(_MLP, (', activation="relu"', "")),
            misconception="hidden layer without an activation",
            names=_MLP_NAMES,
        ),
        Wrong(
            "no softmax",
            _changed(_MLP, (', activation="softmax"', "")),
            misconception="outputs without softmax",
            names=_MLP_NAMES,
        ),
        Wrong(
            "sigmoid",
            _changed(_MLP, ('"softmax"', '"sigmoid"')),
            misconception="sigmoid for exclusive classes",
            names=_MLP_NAMES,
        ),
        Wrong(
            "no biases",
            _changed(_MLP, ("activation=", "use_bias=False, activation=")),
            misconception="biases left out",
            names=_MLP_NAMES,
        ),
        Wrong("622,496", _changed(_MLP, ("623_290", "622496")), misconception="biases left out", names=_MLP_NAMES),
        Wrong(
            "784",
            _changed(_MLP, ("623_290", "784")),
            misconception="units taken for parameters",
            names=_MLP_NAMES,
        ),
        Wrong(
            "100 hidden units",
            _changed(_MLP, ("Dense(784", "Dense(100")),
            criterion="784 units with ReLU, then 10 with softmax",
            names=_MLP_NAMES,
        ),
        Wrong(
            "logits loss beside softmax",
            _changed(_MLP, ('"categorical_crossentropy"', "keras.losses.CategoricalCrossentropy(from_logits=True)")),
            criterion="compiled with a loss for one-hot labels, and accuracy",
            names=_MLP_NAMES,
        ),
        Wrong(
            "not compiled",
            _changed(_MLP, ("mlp.compile", "dict")),
            criterion="compiled with a loss for one-hot labels, and accuracy",
            names=_MLP_NAMES,
        ),
        Wrong(
            "no accuracy",
            _changed(_MLP, (', metrics=["accuracy"]', "")),
            criterion="compiled with a loss for one-hot labels, and accuracy",
            names=_MLP_NAMES,
        ),
        Wrong(
            "images as they are",
            _changed(_MLP, ("keras.Input((784,)),", "keras.Input((28, 28)), keras.layers.Flatten(),")),
            criterion="takes flat images, gives ten probabilities a row",
            names=_MLP_NAMES,
        ),
        Wrong(
            "no Input",
            _changed(_MLP, ("keras.Input((784,)),", "")),
            criterion="takes flat images, gives ten probabilities a row",
            names=_MLP_NAMES,
        ),
        Wrong(
            "compile's None as the model",
            _changed(_MLP, ("mlp.compile", "mlp = mlp.compile")),
            criterion="takes flat images, gives ten probabilities a row",
            names=_MLP_NAMES,
        ),
    ],
    "steps_per_epoch": [
        Right("ceil", _STEPS),
        Right("floor of the negative", "def steps_per_epoch(rows, batch_size):\n    return -(-rows // batch_size)"),
        Right(
            "range",
            "def steps_per_epoch(rows, batch_size):\n    return len(range(0, rows, batch_size))",
        ),
        Right(
            "NumPy, a float",
            "import numpy as np\ndef steps_per_epoch(rows, batch_size):\n    return np.ceil(rows / batch_size)",
        ),
        Wrong(
            "floor",
            "def steps_per_epoch(rows, batch_size):\n    return rows // batch_size",
            misconception="steps rounded down",
        ),
        Wrong(
            "round",
            "def steps_per_epoch(rows, batch_size):\n    return round(rows / batch_size)",
            misconception="steps rounded to the nearest number",
        ),
        Wrong(
            "floor plus one",
            "def steps_per_epoch(rows, batch_size):\n    return rows // batch_size + 1",
            misconception="one step too many",
        ),
        Wrong(
            "quotient",
            "def steps_per_epoch(rows, batch_size):\n    return rows / batch_size",
            misconception="a fraction of a step",
        ),
        Wrong(
            "hard-coded",
            "def steps_per_epoch(rows, batch_size):\n    return {60000: 469, 10000: 313, 2400: 75}.get(rows, 1)",
            criterion="right when the last batch is smaller",
        ),
        Wrong(
            "arguments swapped",
            "def steps_per_epoch(batch_size, rows):\n    return -(-rows // batch_size)",
            criterion="right when every batch is full",
        ),
        Wrong("printed", _STEPS.replace("return ", "print(") + ")", criterion="right when every batch is full"),
        Wrong("a number", "steps_per_epoch = 469", criterion="Not yet"),
        Wrong("unanswered", "def steps_per_epoch(rows, batch_size):\n    return ...", criterion="Not attempted"),
    ],
    "bands": [
        Right("sigmoid", _BANDS, _BANDS_NAMES),
        Right(
            "functional, two softmax outputs, reshape",
            _changed(
                _BANDS,
                ("x[:, None]", "x.reshape(-1, 1)"),
                (
                    'keras.Sequential(\n    [keras.Input((1,)), keras.layers.Dense(32, activation="relu"), '
                    'keras.layers.Dense(1, activation="sigmoid")]\n)',
                    "None\ninputs = keras.Input((1,))\nh = keras.layers.Dense(32)(inputs)\n"
                    "h = keras.layers.ReLU()(h)\n"
                    "bands_model = keras.Model(inputs, keras.layers.Dense(2, activation='softmax')(h))",
                ),
                ('"binary_crossentropy"', '"sparse_categorical_crossentropy"'),
            ),
            _BANDS_NAMES,
        ),
        Right("known weights", _KNOWN, _BANDS_NAMES),
        Right(
            "logits, expand_dims",
            _changed(
                _KNOWN,
                ("x[:, None]", "np.expand_dims(x, 1)"),
                ('Dense(1, activation="sigmoid")', "Dense(1)"),
                ('"binary_crossentropy"', "keras.losses.BinaryCrossentropy(from_logits=True)"),
            ),
            _BANDS_NAMES,
        ),
        Wrong(
            "no hidden layer",
            _changed(_BANDS, ('keras.layers.Dense(32, activation="relu"), ', ""), ("epochs=30", "epochs=3")),
            misconception="a model that can cut only once",
            names=_BANDS_NAMES,
        ),
        Wrong(
            "one softmax unit",
            _changed(_BANDS, ('"sigmoid"', '"softmax"'), ("epochs=30", "epochs=1")),
            misconception="one class for all",
            names=_BANDS_NAMES,
        ),
        Wrong(
            "hidden layer without an activation",
            _changed(_BANDS, (', activation="relu"', ""), ("epochs=30", "epochs=2")),
            criterion="better than any single cut of the line (over 75%)",
            names=_BANDS_NAMES,
        ),
        Wrong(
            "learned from 0 to 30",
            _changed(_KNOWN, ("WIDTH = 1", "WIDTH = 30")),
            misconception="not scaled",
            names=_BANDS_NAMES,
        ),
        Wrong(
            "divided twice",
            _changed(_KNOWN, ("WIDTH = 1", "WIDTH = 1 / 30")),
            misconception="normalised twice",
            names=_BANDS_NAMES,
        ),
        Wrong("x as it is", _changed(_KNOWN, ("x[:, None]", "x")), misconception="1-D input", names=_BANDS_NAMES),
        Wrong(
            "a row",
            _changed(_KNOWN, ("x[:, None]", "x[None, :]")),
            misconception="a row instead of a column",
            names=_BANDS_NAMES,
        ),
        Wrong(
            "not trained",
            _changed(_BANDS, ("bands_model.fit", "dict"), ("to_column(position), bands.y_train, ", "")),
            criterion="a trained model: one number in, one or two outputs",
            names=_BANDS_NAMES,
        ),
        Wrong(
            "always 0",
            """
import keras
def to_column(x):
    return x[:, None] * 0
class Constant(keras.Model):
    def call(self, x):
        return x * 0
bands_model = Constant()
bands_model.compile(loss="mse")
""",
            criterion="to_column: one column, the same values",
            names=_BANDS_NAMES,
        ),
        Wrong(
            "the history instead of the model",
            _changed(_KNOWN, ("bands_model.fit", "history = bands_model.fit")) + "bands_model = history",
            criterion="a trained model: one number in, one or two outputs",
            names=_BANDS_NAMES,
        ),
    ],
    "four_bands": [
        Right("a share", "four_bands = 0.976"),
        Right("percent", "four_bands = 95"),
        Wrong("as with two classes", "four_bands = 2 / 3", misconception="four classes taken for two"),
        Wrong("a quarter", "four_bands = 0.25", misconception="chance level"),
        Wrong("all right", "four_bands = 1.0", misconception="overlap forgotten"),
        Wrong("nearly", "four_bands = 0.9", criterion="near what the linear model reaches"),
        Wrong("a word", "four_bands = 'high'", criterion="Not yet"),
        Wrong("unanswered", "four_bands = ...", criterion="Not attempted"),
    ],
    "four_bands_why": [
        Right("the key", "four_bands_why = 'order'"),
        Right("capitals and a set", "four_bands_why = {'Order'}"),
        Wrong("softmax", "four_bands_why = 'softmax'", misconception="softmax taken for a hidden layer"),
        Wrong("overlap", "four_bands_why = 'overlap'", misconception="overlap taken for the obstacle"),
        Wrong("rows", "four_bands_why = 'rows'", misconception="more data against a model that cannot"),
        Wrong("outputs", "four_bands_why = 'outputs'", misconception="more outputs taken for more power"),
        Wrong("all of them", "four_bands_why = ['order', 'rows']", criterion="the right option"),
    ],
    "which_mistake": [
        Right("the key", "which_mistake = 'continued'"),
        Wrong("none", "which_mistake = 'none'", misconception="a second fit taken for a fresh start"),
        Wrong("compile", "which_mistake = 'compile'", misconception="compile taken for a reset"),
        Wrong("test", "which_mistake = 'test'", misconception="test part used to choose"),
        Wrong("steps", "which_mistake = 'steps'", misconception="steps blamed for the start"),
        Wrong("no option", "which_mistake = 'batch'", criterion="Not yet"),
    ],
}
