"""Answers for lesson 11."""

from tests.answers.bank import Right, Wrong


def _changed(code: str, *pairs: tuple[str, str]) -> str:
    """The code with each first text replaced by the second; each must be there."""
    for old, new in pairs:
        assert old in code, old
        code = code.replace(old, new)
    return code


_MODEL = """
import keras
keras.utils.set_random_seed(1)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="relu"), keras.layers.Dense(2)])
model.compile("adam", "mse")
"""
_SAVED = ("model", "path")

_READER = """
import keras
def digit_reader():
    return keras.Sequential([
        keras.Input((8, 8)), keras.layers.Rescaling(1 / 16), keras.layers.Flatten(),
        keras.layers.Dense(32, activation="relu"), keras.layers.Dense(10, activation="softmax"),
    ])
"""
_TRANSPLANT = (
    _READER
    + """
def transplant(path, classes):
    old = digit_reader()
    old.load_weights(path)
    outputs = keras.layers.Dense(classes, activation="softmax")(old.layers[-2].output)
    return keras.Model(old.inputs, outputs)
"""
)

_CUSTOM = """
import keras
keras.utils.set_random_seed(1)

@keras.saving.register_keras_serializable(package="course")
class Ink(keras.layers.Layer):
    def __init__(self, threshold=0.2, **options):
        super().__init__(**options)
        self.threshold = threshold

    def call(self, x):
        return x * keras.ops.cast(x >= self.threshold, x.dtype)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}


@keras.saving.register_keras_serializable(package="course")
class Smoothed(keras.losses.Loss):
    def __init__(self, smoothing=0.1, **options):
        super().__init__(**options)
        self.smoothing = smoothing

    def call(self, y, p):
        k = p.shape[-1]
        targets = (1 - self.smoothing) * keras.ops.one_hot(keras.ops.cast(y, "int32"), k) + self.smoothing / k
        return keras.losses.categorical_crossentropy(targets, p)

    def get_config(self):
        return {**super().get_config(), "smoothing": self.smoothing}


net = keras.Sequential([
    keras.Input((8, 8)), keras.layers.Rescaling(1 / 16), Ink(0.3), keras.layers.Flatten(),
    keras.layers.Dense(10, activation="softmax"),
])
net.compile(optimizer="adam", loss=Smoothed(0.05))
path = "custom.keras"
net.save(path)
"""
_CUSTOM_NAMES = ("Ink", "Smoothed", "path")
_INK_CONFIG = '        return {**super().get_config(), "threshold": self.threshold}'
_LOSS_CONFIG = '        return {**super().get_config(), "smoothing": self.smoothing}'
_REGISTER = '@keras.saving.register_keras_serializable(package="course")\n'

_RESUME = """
import keras
def resume(path, x, y, epochs):
    model = keras.saving.load_model(path)
    model.fit(x, y, epochs=epochs, verbose=0)
    return model
"""

_SERVING = (
    _READER
    + """
import tensorflow as tf
keras.utils.set_random_seed(2)
reader = digit_reader()
folder = "digits_1"
reader.export(folder, verbose=False)
def serve(folder, images):
    served = tf.saved_model.load(folder)
    return served.serve(images.astype("float32")).numpy().argmax(axis=-1)
"""
)
_SERVING_NAMES = ("reader", "folder", "serve")

_CAPSTONE = """
import keras
import coursekit as ck
digits = ck.data.digits()
x, even = digits.x_train.astype("float32"), digits.y_train % 2 == 0
keras.utils.set_random_seed(3)
model = keras.Sequential([
    keras.Input((8, 8)), keras.layers.Rescaling(1 / 16), keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"), keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
model.fit(x, even, epochs=10, batch_size=64, verbose=0)
path = "parity.keras"
model.save(path)
probabilities = model.predict(digits.x_test, verbose=0)
wrong = (probabilities[:, 0] > 0.5) != (digits.y_test % 2 == 0)
claims = {
    "test_accuracy": 1 - wrong.mean(),
    "parameters": model.count_params(),
    "hardest_digit": max(range(10), key=lambda d: wrong[digits.y_test == d].mean()),
}
"""
_CAPSTONE_NAMES = ("path", "claims")

ANSWERS = {
    "saved_model": [
        Right("model.save", _MODEL + "path = 'small.keras'\nmodel.save(path)", _SAVED),
        Right(
            "saving.save_model, a functional model, a Path",
            """
import keras
from pathlib import Path
keras.utils.set_random_seed(1)
i = keras.Input((3,))
model = keras.Model(i, keras.layers.Dense(2)(keras.layers.Dense(4, "relu")(i)))
path = Path("other.keras")
keras.saving.save_model(model, path)
""",
            _SAVED,
        ),
        Wrong(
            "weights only",
            _MODEL + "path = 'small.weights.h5'\nmodel.save_weights(path)",
            misconception="weights without architecture",
            names=_SAVED,
        ),
        Wrong(
            "saved too early",
            _MODEL
            + """
import numpy as np
path = "early.keras"
model.save(path)
model.fit(np.ones((8, 3)), np.ones((8, 2)), epochs=3, verbose=0)
""",
            misconception="saved before the training",
            names=_SAVED,
        ),
        Wrong(
            "no extension: exported to a folder",
            _MODEL + "path = 'small'\nmodel.export(path, verbose=False)",
            misconception="a path without an extension",
            names=_SAVED,
        ),
        Wrong(
            "the notes' ending",
            _MODEL + "from pathlib import Path\npath = Path('best.hd5')",
            misconception="`.hd5`",
            names=_SAVED,
        ),
        Wrong(
            "a pickle",
            _MODEL + "import pickle\npath = 'small.keras'\npickle.dump(model.get_weights(), open(path, 'wb'))",
            misconception="pickle of a model",
            names=_SAVED,
        ),
        Wrong(
            "never saved",
            _MODEL + "path = 'absent.keras'",
            criterion="a .keras file with the whole model",
            names=_SAVED,
        ),
        Wrong(
            "not a model file",
            _MODEL
            + """
path = "text.keras"
open(path, "w").write("weights: 1 2 3")
""",
            criterion="a .keras file with the whole model",
            names=_SAVED,
        ),
        Wrong(
            "outside the folder",
            _MODEL + "path = '/etc/hostname'",
            criterion="a .keras file with the whole model",
            names=_SAVED,
        ),
        Wrong(
            "the model given twice",
            _MODEL + "path = model",
            criterion="a .keras file with the whole model",
            names=_SAVED,
        ),
    ],
    "kept": [
        Right(
            "sets",
            "kept = {'.keras': {'weights', 'layers', 'compile', 'optimizer'}, '.weights.h5': {'weights'}, "
            "'export': {'weights', 'no code'}}",
        ),
        Right(
            "lists, in another order",
            "kept = dict(export=['no code', 'weights'])\nkept['.weights.h5'] = ['weights']\n"
            "kept['.keras'] = ('optimizer', 'compile', 'Layers ', 'weights')",
        ),
        Wrong(
            "layers in the weights file",
            "kept = {'.keras': {'weights', 'layers', 'compile', 'optimizer'}, '.weights.h5': {'weights', 'layers'}, "
            "'export': {'weights', 'no code'}}",
            misconception="weights without architecture",
        ),
        Wrong(
            "state in the weights file",
            "kept = {'.keras': {'weights', 'layers', 'compile', 'optimizer'}, '.weights.h5': {'weights', 'optimizer'}, "
            "'export': {'weights', 'no code'}}",
            misconception="optimiser state lost",
        ),
        Wrong(
            "code in the file",
            "kept = {'.keras': {'weights', 'layers', 'compile', 'optimizer', 'no code'}, '.weights.h5': {'weights'}, "
            "'export': {'weights', 'no code'}}",
            misconception="code expected inside a .keras file",
        ),
        Wrong(
            "an export to fit",
            "kept = {'.keras': {'weights', 'layers', 'compile', 'optimizer'}, '.weights.h5': {'weights'}, "
            "'export': {'weights', 'no code', 'layers', 'compile'}}",
            misconception="an export taken for a model to train on",
        ),
        Wrong(
            "one word missing",
            "kept = {'.keras': {'weights', 'layers', 'compile'}, '.weights.h5': {'weights'}, "
            "'export': {'weights', 'no code'}}",
            criterion="what comes back from .keras",
        ),
        Wrong(
            "a text for a set",
            "kept = {'.keras': 'weights', '.weights.h5': 'weights', 'export': 'weights'}",
            criterion="what comes back from export",
        ),
        Wrong(
            "words of one's own",
            "kept = {'.keras': {'everything'}, '.weights.h5': {'weights'}, 'export': {'weights', 'no code'}}",
            criterion="what comes back from .keras",
        ),
        Wrong("an entry left out", "kept = {'.keras': {'weights'}}", criterion="what comes back from .weights.h5"),
    ],
    "transplant": [
        Right("functional, from the layer before the last", _TRANSPLANT),
        Right(
            "Sequential, layers taken over",
            _changed(
                _TRANSPLANT,
                (
                    """    outputs = keras.layers.Dense(classes, activation="softmax")(old.layers[-2].output)
    return keras.Model(old.inputs, outputs)""",
                    """    new = keras.Sequential([keras.Input((8, 8)), *old.layers[:-1], keras.layers.Dense(classes)])
    new.add(keras.layers.Softmax())
    return new""",
                ),
            ),
        ),
        Right(
            "weights copied into layers of one's own",
            _READER
            + """
def transplant(path, classes):
    old = digit_reader()
    old.load_weights(path)
    body = keras.Sequential(
        [keras.layers.Rescaling(1 / 16), keras.layers.Reshape((64,)), keras.layers.Dense(32, "relu")]
    )
    model = keras.Sequential([keras.Input((8, 8)), body, keras.layers.Dense(classes, "softmax")])
    body.layers[-1].set_weights(old.layers[2].get_weights())
    return model
""",
        ),
        Wrong(
            "load_model",
            _changed(
                _TRANSPLANT, ("old = digit_reader()\n    old.load_weights(path)", "old = keras.saving.load_model(path)")
            ),
            misconception="weights without architecture",
        ),
        Wrong(
            "not loaded",
            _changed(_TRANSPLANT, ("    old.load_weights(path)\n", "")),
            misconception="weights never loaded",
        ),
        Wrong(
            "the old model",
            _changed(_TRANSPLANT, ("    return keras.Model(old.inputs, outputs)", "    return old")),
            misconception="the old head kept",
        ),
        Wrong(
            "on the probabilities",
            _changed(_TRANSPLANT, ("old.layers[-2].output", "old.layers[-1].output")),
            misconception="a head on the old answers",
        ),
        Wrong(
            "always two classes",
            _changed(_TRANSPLANT, ("Dense(classes,", "Dense(2,")),
            criterion="a head with as many outputs as asked",
        ),
        Wrong(
            "logits",
            _changed(_TRANSPLANT, (', activation="softmax")(old', ")(old")),
            criterion="a head with as many outputs as asked",
        ),
        Wrong(
            "loaded into the new architecture",
            _READER
            + """
def transplant(path, classes):
    new = keras.Sequential([*digit_reader().layers[:-1], keras.layers.Dense(classes, "softmax")])
    new.build((None, 8, 8))
    new.load_weights(path)
    return new
""",
            criterion="on the hidden layer that the file holds",
        ),
        Wrong(
            "nothing returned",
            _changed(_TRANSPLANT, ("    return keras.Model", "    keras.Model")),
            criterion="a head with as many outputs as asked",
        ),
    ],
    "custom": [
        Right("get_config and the decorator", _CUSTOM, _CUSTOM_NAMES),
        Right(
            "a functional model, the layer on raw pixels, another package",
            _changed(
                _CUSTOM,
                (_INK_CONFIG, "        return {**super().get_config(), **dict(threshold=float(self.threshold))}"),
                (
                    _LOSS_CONFIG,
                    "        config = super().get_config()\n        config.update(smoothing=self.smoothing)\n"
                    "        return config",
                ),
                ('package="course"', 'package="mine", name=None'),
                (
                    """net = keras.Sequential([
    keras.Input((8, 8)), keras.layers.Rescaling(1 / 16), Ink(0.3), keras.layers.Flatten(),
    keras.layers.Dense(10, activation="softmax"),
])""",
                    """i = keras.Input((8, 8))
h = keras.layers.Rescaling(1 / 16)(Ink(threshold=4.0)(i))
net = keras.Model(i, keras.layers.Dense(10, "softmax")(keras.layers.Flatten()(h)))""",
                ),
            ),
            _CUSTOM_NAMES,
        ),
        Right(
            "the layer without get_config: Keras notes simple arguments itself",
            _changed(_CUSTOM, (f"\n    def get_config(self):\n{_INK_CONFIG}\n", "")),
            _CUSTOM_NAMES,
        ),
        Wrong(
            "no decorator",
            _changed(_CUSTOM, (_REGISTER, "")),
            misconception="not registered",
            names=_CUSTOM_NAMES,
        ),
        Wrong(
            "the loss forgets its setting",
            _changed(_CUSTOM, (f"\n    def get_config(self):\n{_LOSS_CONFIG}\n", "")),
            misconception="a setting missing from get_config",
            names=_CUSTOM_NAMES,
        ),
        Wrong(
            "the layer's get_config tells the layer's own settings only",
            _changed(_CUSTOM, (_INK_CONFIG, "        return super().get_config()")),
            misconception="a setting missing from get_config",
            names=_CUSTOM_NAMES,
        ),
        Wrong(
            "a string loss",
            _changed(_CUSTOM, ("loss=Smoothed(0.05)", 'loss="sparse_categorical_crossentropy"')),
            misconception="compiled with another loss",
            names=_CUSTOM_NAMES,
        ),
        Wrong(
            "the wrong way round",
            _changed(_CUSTOM, ("x >= self.threshold", "x < self.threshold")),
            criterion="the layer, and the layer made again from its settings",
            names=_CUSTOM_NAMES,
        ),
        Wrong(
            "smoothing shared among k - 1 classes",
            _changed(_CUSTOM, ("self.smoothing / k", "self.smoothing / (k - 1)")),
            criterion="the loss, and the loss made again from its settings",
            names=_CUSTOM_NAMES,
        ),
        Wrong(
            "no model saved",
            _changed(_CUSTOM, ("net.save(path)", "")),
            criterion="the file brings back layer and loss, with their settings",
            names=_CUSTOM_NAMES,
        ),
        Wrong(
            "the layer left out of the model",
            _changed(_CUSTOM, ("Ink(0.3), ", "")),
            criterion="the file knows both by registered names",
            names=_CUSTOM_NAMES,
        ),
        Wrong(
            "objects instead of classes",
            _CUSTOM + "Ink, Smoothed = Ink(0.3), Smoothed(0.1)",
            criterion="the layer, and the layer made again from its settings",
            names=_CUSTOM_NAMES,
        ),
    ],
    "resume": [
        Right("load and fit", _RESUME),
        Right(
            "initial_epoch from the optimiser's own count",
            _changed(
                _RESUME,
                ("load_model(path)", "load_model(path, compile=True)"),
                ("epochs=epochs", "epochs=done + epochs, initial_epoch=done, shuffle=False"),
                ("    model.fit", "    done = int(model.optimizer.iterations)\n    model.fit"),
            ),
        ),
        Right(
            "batch by batch",
            """
import keras
def resume(path, x, y, epochs):
    saved = keras.models.load_model(path)
    for _ in range(epochs):
        saved.train_on_batch(x, y)
    return saved
""",
        ),
        Wrong(
            "compiled again",
            _changed(
                _RESUME,
                (
                    "    model.fit",
                    "    model.compile(keras.optimizers.Adam(0.1), 'mse', run_eagerly=True)\n    model.fit",
                ),
            ),
            misconception="optimiser state lost",
        ),
        Wrong(
            "weights only, into a model of one's own",
            """
import keras
def resume(path, x, y, epochs):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, use_bias=False)])
    model.compile(keras.optimizers.Adam(0.1), "mse", run_eagerly=True)
    model.set_weights(keras.saving.load_model(path, compile=False).get_weights())
    model.fit(x, y, epochs=epochs, verbose=0)
    return model
""",
            misconception="optimiser state lost",
        ),
        Wrong(
            "a new model",
            """
import keras
def resume(path, x, y, epochs):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, use_bias=False, kernel_initializer="zeros")])
    model.compile(keras.optimizers.Adam(0.1), "mse", run_eagerly=True)
    model.set_weights([10 * keras.ops.ones((3, 2))])
    model.fit(x, y, epochs=epochs, verbose=0)
    return model
""",
            misconception="started from scratch",
        ),
        Wrong(
            "initial_epoch without adding",
            _changed(_RESUME, ("epochs=epochs", "epochs=epochs, initial_epoch=int(model.optimizer.iterations)")),
            misconception="epochs counted from the beginning",
        ),
        Wrong(
            "loaded and returned",
            _changed(_RESUME, ("    model.fit(x, y, epochs=epochs, verbose=0)\n", "")),
            criterion="the saved model, trained on",
        ),
        Wrong(
            "one epoch more",
            _changed(_RESUME, ("epochs=epochs", "epochs=epochs + 1")),
            criterion="the optimiser counts on",
        ),
        Wrong(
            "small batches",
            _changed(_RESUME, ("epochs=epochs", "epochs=epochs, batch_size=12, shuffle=False")),
            criterion="the weights are those of a training without a break",
        ),
        Wrong(
            "the history returned",
            _changed(_RESUME, ("    model.fit", "    model = model.fit")),
            criterion="the saved model, trained on",
        ),
        Wrong(
            "not compiled",
            _changed(_RESUME, ("load_model(path)", "load_model(path, compile=False)")),
            criterion="the saved model, trained on",
        ),
    ],
    "serving": [
        Right("saved_model.load", _SERVING, _SERVING_NAMES),
        Right(
            "TFSMLayer",
            _changed(
                _SERVING,
                (
                    "served = tf.saved_model.load(folder)",
                    'served = keras.layers.TFSMLayer(folder, call_endpoint="serve")',
                ),
                (
                    'served.serve(images.astype("float32")).numpy().argmax(axis=-1)',
                    'keras.ops.argmax(served(keras.ops.cast(images, "float32")), axis=-1)',
                ),
            ),
            _SERVING_NAMES,
        ),
        Wrong(
            "a .keras file",
            _changed(
                _SERVING,
                ('"digits_1"', '"digits.keras"'),
                ("reader.export(folder, verbose=False)", "reader.save(folder)"),
                ("served = tf.saved_model.load(folder)", "served = keras.saving.load_model(folder)"),
                (".serve(", "("),
            ),
            misconception="saved instead of exported",
            names=_SERVING_NAMES,
        ),
        Wrong(
            "the notebook's model",
            _changed(
                _SERVING,
                ("    served = tf.saved_model.load(folder)\n", ""),
                ('served.serve(images.astype("float32"))', 'reader(images.astype("float32"))'),
            ),
            misconception="the model in memory asked, not the folder",
            names=_SERVING_NAMES,
        ),
        Wrong(
            "probabilities",
            _changed(_SERVING, (".argmax(axis=-1)", "")),
            misconception="probabilities instead of labels",
            names=_SERVING_NAMES,
        ),
        Wrong(
            "argmax over everything",
            _changed(_SERVING, ("argmax(axis=-1)", "argmax()")),
            misconception="argmax without an axis",
            names=_SERVING_NAMES,
        ),
        Wrong(
            "another model exported",
            _changed(
                _SERVING,
                (
                    "reader.export(folder, verbose=False)",
                    "reader.export(folder, verbose=False)\nreader = digit_reader()",
                ),
            ),
            criterion="it answers as the model does",
            names=_SERVING_NAMES,
        ),
        Wrong(
            "the least probable digit",
            _changed(_SERVING, ("argmax(axis=-1)", "argmin(axis=-1)")),
            criterion="serve labels the images of a batch, by the folder that it is given",
            names=_SERVING_NAMES,
        ),
        Wrong(
            "not kept while it answers",
            _changed(
                _SERVING,
                ("served = tf.saved_model.load(folder)\n", ""),
                ("return served.", "return tf.saved_model.load(folder)."),
            ),
            criterion="serve labels the images of a batch, by the folder that it is given",
            names=_SERVING_NAMES,
        ),
        Wrong(
            "an empty folder",
            _changed(
                _SERVING,
                ("reader.export(folder, verbose=False)", "import os\nos.makedirs(folder, exist_ok=True)"),
            ),
            criterion="an exported folder",
            names=_SERVING_NAMES,
        ),
        Wrong(
            "a single image only",
            _changed(_SERVING, ("(images.astype", "(images[:1].astype")),
            criterion="serve labels the images of a batch, by the folder that it is given",
            names=_SERVING_NAMES,
        ),
    ],
    "trust": [
        Right("look", "trust = 'look'"),
        Wrong("unsafe", "trust = 'unsafe'", misconception="loading untrusted files with safe_mode=False"),
        Wrong("sandbox", "trust = 'sandbox'", misconception="safe_mode taken for a sandbox"),
        Wrong("pickle", "trust = 'pickle'", misconception="pickle of a model"),
    ],
    "capstone": [
        Right("sigmoid", _CAPSTONE, _CAPSTONE_NAMES),
        Right(
            "softmax, functional, another scaling, the accuracy as float32",
            _changed(
                _CAPSTONE,
                (
                    """model = keras.Sequential([
    keras.Input((8, 8)), keras.layers.Rescaling(1 / 16), keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"), keras.layers.Dense(1, activation="sigmoid"),
])""",
                    """i = keras.Input((8, 8))
h = keras.layers.Dense(96, "tanh")(keras.layers.Rescaling(1 / 8, offset=-1.0)(keras.layers.Flatten()(i)))
model = keras.Model(i, keras.layers.Dense(2, "softmax")(h))""",
                ),
                ('"binary_crossentropy"', '"sparse_categorical_crossentropy"'),
                ("(probabilities[:, 0] > 0.5)", "(probabilities.argmax(axis=-1) == 1)"),
                ("1 - wrong.mean()", "1 - wrong.astype('float32').mean()"),
            ),
            _CAPSTONE_NAMES,
        ),
        Wrong(
            "scaled in the notebook",
            _changed(
                _CAPSTONE,
                ("keras.layers.Rescaling(1 / 16), ", ""),
                ('digits.x_train.astype("float32")', 'digits.x_train.astype("float32") / 16'),
                ("model.predict(digits.x_test,", "model.predict(digits.x_test / 16,"),
            ),
            misconception="pixels scaled outside the file",
            names=_CAPSTONE_NAMES,
        ),
        Wrong(
            "validation accuracy claimed",
            _CAPSTONE
            + """
right = (model.predict(digits.x_val, verbose=0)[:, 0] > 0.5) == (digits.y_val % 2 == 0)
claims["test_accuracy"] = right.mean()
""",
            misconception="numbers of another part of the data",
            names=_CAPSTONE_NAMES,
        ),
        Wrong(
            "odd",
            _changed(_CAPSTONE, ("digits.y_train % 2 == 0", "digits.y_train % 2 == 1"), ("epochs=10", "epochs=3")),
            misconception="odd taken for even",
            names=_CAPSTONE_NAMES,
        ),
        Wrong(
            "a linear model",
            _changed(_CAPSTONE, ('    keras.layers.Dense(64, activation="relu"), ', "    ")),
            criterion="it tells even from odd on test scans",
            names=_CAPSTONE_NAMES,
        ),
        Wrong(
            "a constant, and a fine number",
            _changed(
                _CAPSTONE,
                ("model.fit(x, even, epochs=10, batch_size=64, verbose=0)\n", ""),
                ("1 - wrong.mean()", "0.98"),
            ),
            criterion="the claimed numbers are those of the file",
            names=_CAPSTONE_NAMES,
        ),
        Wrong(
            "percent",
            _changed(_CAPSTONE, ("1 - wrong.mean()", "100 - 100 * wrong.mean()"), ("epochs=10", "epochs=3")),
            criterion="the claimed numbers are those of the file",
            names=_CAPSTONE_NAMES,
        ),
        Wrong(
            "the easiest digit",
            _changed(_CAPSTONE, ("max(range", "min(range"), ("epochs=10", "epochs=3")),
            criterion="the claimed numbers are those of the file",
            names=_CAPSTONE_NAMES,
        ),
        Wrong(
            "weights only",
            _changed(
                _CAPSTONE,
                ("parity.keras", "parity.weights.h5"),
                ("model.save(", "model.save_weights("),
                ("epochs=10", "epochs=1"),
            ),
            criterion="a saved model that takes raw scans",
            names=_CAPSTONE_NAMES,
        ),
    ],
    "which_mistake": [
        Right("state", "which_mistake = 'state'"),
        Wrong("weights", "which_mistake = 'weights'", misconception="lost state taken for lost weights"),
        Wrong("format", "which_mistake = 'format'", misconception="a weights file taken for a compressed one"),
        Wrong("overfit", "which_mistake = 'overfit'", misconception="a jump at the break taken for overfitting"),
    ],
}
