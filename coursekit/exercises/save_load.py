"""Lesson 11: saving, loading, resuming, serving."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np

from coursekit.check import Answer, Exercise, Fail, Manual, Option, Quiz, recipe, require, require_close
from coursekit.check.file_views import FileView
from coursekit.check.problems import Raised

# The share of raw test scans whose parity the saved model tells. tests/calibration measures the lesson's network, and a
# linear model on the same pixels.
MARKS = {"capstone": 0.94}

WEIGHTS_ONLY = "weights without architecture"
STATE_LOST = "optimiser state lost"
UNTRUSTED = "loading untrusted files with safe_mode=False"


def _named_keras(file: FileView) -> dict[str, Any]:
    """The architecture in a .keras file, or a Fail about its name or its content."""
    require(file.suffixes.endswith(".keras"), f"The file is named {file.name}; an ending of .keras expected.")
    config = file.config()
    require("config" in config, f"{file.name} holds no model's architecture.")
    return config


# -- a whole model, in a fresh process ---------------------------------------------------------------------

saved_model = Exercise(
    "Save a model so that a fresh process can use it",
    points=4,
    takes=("model", "path"),
    hints=(
        "A whole model, with its architecture, goes into one file with the ending `.keras`.",
        "`model.save(path)` writes it; `save_weights` writes the numbers only.",
        "`path = 'digits.keras'`, then `model.save(path)` after the training.",
    ),
)


@saved_model.criterion("a .keras file with the whole model", points=2)
def whole(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    _named_keras(answers.path.file)
    answers.model.model.require_built()


@saved_model.criterion("a fresh process predicts the same", points=2)
def same_predictions(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    model = answers.model.model.require_built()
    _named_keras(answers.path.file)  # starting a process takes seconds: only for what can be loaded
    x = rng.normal(size=(6, *model.input_shape[1:])).astype("float32")
    require_close(answers.path.file.predict_reloaded(x), model.predict(x), what="The reloaded model's prediction")


@saved_model.misconception(WEIGHTS_ONLY)
def weights_only(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if answers.path.path.endswith(".weights.h5"):
        return "A `.weights.h5` file holds numbers only. Who loads it must first build the same model in code."
    return None


@saved_model.misconception("a path without an extension")
def no_extension(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    path = answers.path.path
    if "." not in path.replace("\\", "/").rsplit("/", 1)[-1]:
        return f"{path!r} has no extension, and the extension chooses the format: `model.save` wants `.keras`."
    return None


@saved_model.misconception("`.hd5`")
def old_ending(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    path = answers.path.path
    if path.endswith((".hd5", ".hdf5", ".h5")) and not path.endswith(".weights.h5"):
        return (
            f"{path!r} ends as in older notes. `.hd5` was never an ending that Keras knows, and `.h5` is the format of "
            "Keras 2, kept for old files. A whole model goes into a file that ends in `.keras`."
        )
    return None


@saved_model.misconception("pickle of a model")
def pickled(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if answers.path.file.bytes[:1] == b"\x80":  # how pickles of protocol 2 and above begin
        return (
            "The file is a pickle. Unpickling runs whatever code is in it, and it ties the file to this version of "
            "Python, Keras and your own modules. Use `model.save`."
        )
    return None


@saved_model.misconception("saved before the training")
def stale(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    stored = answers.path.file.keras_parts().get("model.weights.h5", b"")
    kernels = [w for w in answers.model.model.weights() if w.ndim == 2]
    # HDF5 keeps an array's values in one piece, so they can be found without parsing a file that is not trusted.
    if stored and not all(kernel.astype("<f4").tobytes() in stored for kernel in kernels):
        return "The file holds other weights than the model has now: it was written before the last training."
    return None


# -- what each format keeps --------------------------------------------------------------------------------

KEEPS = {
    ".keras": {"weights", "layers", "compile", "optimizer"},
    ".weights.h5": {"weights"},
    "export": {"weights", "no code"},
}
_WORDS = ("weights", "layers", "compile", "optimizer", "no code")

kept = Exercise(
    "What each format brings back",
    points=3,
    hints=(
        "Read the output above line by line: which words does each line prove or rule out?",
        "A file that lacks the layers needs somebody to build them. Who built them in each of the three cases?",
        "`.keras` brings back four of the five words, the export two of them, the weights file one.",
    ),
)


def _words(answer: Answer, name: str) -> set[str]:
    entries = answer.entries()
    require(name in entries, f"There is no entry for {name!r}.")
    found = {item.text().strip().lower() for item in entries[name].items()}
    if strange := sorted(found - set(_WORDS)):
        raise Fail(f"{strange[0]!r} is none of the five words. They are {', '.join(map(repr, _WORDS))}.")
    return found


def _keeps(name: str) -> None:
    @kept.criterion(f"what comes back from {name}", points=1)
    def right(answer: Answer, rng: np.random.Generator) -> None:
        found = _words(answer, name)
        wrong, missed = len(found - KEEPS[name]), len(KEEPS[name] - found)
        require(not wrong and not missed, f"{name}: {wrong} of your words do not belong there, {missed} are missing.")


for _name in KEEPS:
    _keeps(_name)


@kept.misconception(WEIGHTS_ONLY)
def layers_expected(answer: Answer, rng: np.random.Generator) -> str | None:
    if _words(answer, ".weights.h5") & {"layers", "compile", "no code"}:
        return "A `.weights.h5` file holds arrays of numbers. The layers, and their settings, were built in code first."
    return None


@kept.misconception(STATE_LOST)
def state_expected(answer: Answer, rng: np.random.Generator) -> str | None:
    if "optimizer" in _words(answer, ".weights.h5"):
        return (
            "The optimiser's step count was 0 after `load_weights`: a newly compiled model does not take the state "
            "over, and Keras only warns."
        )
    return None


@kept.misconception("code expected inside a .keras file")
def code_expected(answer: Answer, rng: np.random.Generator) -> str | None:
    if "no code" in _words(answer, ".keras"):
        return "A `.keras` file names your classes and holds their settings, not their code: that must be imported."
    return None


@kept.misconception("an export taken for a model to train on")
def export_trained(answer: Answer, rng: np.random.Generator) -> str | None:
    if _words(answer, "export") & {"layers", "compile", "optimizer"}:
        return "An export is the finished computation. It answers; it has no layers to change and no `fit`."
    return None


# -- weights only, into another architecture ---------------------------------------------------------------

transplant = Exercise(
    "A new head on saved weights",
    points=3,
    hints=(
        "The file fits one architecture only. Build that one first, whole, and load the file into it.",
        "`old = digit_reader()`, then `old.load_weights(path)`. The output of its hidden layer is "
        "`old.layers[-2].output`.",
        "`outputs = keras.layers.Dense(classes, activation='softmax')(old.layers[-2].output)`, and then "
        "`keras.Model(old.inputs, outputs)`.",
    ),
)

_PIXELS, _HIDDEN, _OLD_CLASSES = 64, 32, 10


def _donor(rng: np.random.Generator) -> tuple[Any, list[np.ndarray], list[np.ndarray]]:
    """A recipe for a weights file of the lesson's digit reader, and its kernels and biases."""
    sizes = (_PIXELS, _HIDDEN, _OLD_CLASSES)
    kernels = [rng.normal(0, 0.3, size=pair).astype("float32") for pair in pairwise(sizes)]
    biases = [rng.normal(0, 0.3, size=n).astype("float32") for n in sizes[1:]]
    return recipe("weights_file", kernels=kernels, biases=biases), kernels, biases


def _softmax(z: np.ndarray) -> np.ndarray:
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _scans(rng: np.random.Generator, n: int = 5) -> np.ndarray:
    """Images as the digits come: (n, 8, 8), whole numbers from 0 to 16."""
    return rng.integers(0, 17, size=(n, 8, 8)).astype("float32")


@transplant.criterion("a head with as many outputs as asked", points=1)
def new_head(answer: Answer, rng: np.random.Generator) -> None:
    for classes in (2, int(rng.integers(3, 9))):
        model = answer(_donor(rng)[0], classes).model.require_input((8, 8))
        outputs = model.predict(_scans(rng))
        require(
            outputs.shape == (5, classes),
            f"For {classes} classes and 5 images the outputs have shape {outputs.shape}; (5, {classes}) expected.",
        )
        require_close(outputs.sum(axis=-1), np.ones(5), what="The sum of an image's outputs")


@transplant.criterion("on the hidden layer that the file holds", points=2)
def old_body(answer: Answer, rng: np.random.Generator) -> None:
    classes = int(rng.integers(3, 9))
    path, kernels, biases = _donor(rng)
    model = answer(path, classes).model.require_built()
    *_, kernel, bias = model.weights()
    require(
        kernel.shape == (_HIDDEN, classes),
        f"The last layer's kernel has shape {kernel.shape}; ({_HIDDEN}, {classes}) expected: from the hidden layer.",
    )
    scans = _scans(rng)
    hidden = np.maximum(scans.reshape(5, -1) / 16 @ kernels[0] + biases[0], 0)
    require_close(model.predict(scans), _softmax(hidden @ kernel + bias), what="What the head makes of the features")


@transplant.misconception(WEIGHTS_ONLY)
def loaded_as_model(answer: Answer, rng: np.random.Generator) -> str | None:
    try:
        answer(_donor(rng)[0], 3)
    except Raised as problem:
        if "No model config" in problem.message:
            return "`load_model` finds no architecture in a `.weights.h5` file. Build the model, then `load_weights`."
    return None


@transplant.misconception("weights never loaded")
def random_body(answer: Answer, rng: np.random.Generator) -> str | None:
    path, kernels, _ = _donor(rng)
    found = [w for w in answer(path, 3).model.require_built().weights() if w.shape == kernels[0].shape]
    if found and not any(np.allclose(w, kernels[0]) for w in found):
        return "The hidden layer has other weights than the file. Call `load_weights(path)`, with the path that comes."
    return None


@transplant.misconception("the old head kept")
def same_head(answer: Answer, rng: np.random.Generator) -> str | None:
    if answer(_donor(rng)[0], 3).model.require_built().output_shape == (None, _OLD_CLASSES):
        return "The model still ends in the ten old outputs. The new head replaces them."
    return None


@transplant.misconception("a head on the old answers")
def stacked(answer: Answer, rng: np.random.Generator) -> str | None:
    *_, kernel, _ = answer(_donor(rng)[0], 3).model.require_built().weights()
    if kernel.shape == (_OLD_CLASSES, 3):
        return (
            "Your new head reads the ten old probabilities. They say which digit; most of what the hidden layer knows "
            "is gone by then. Connect the head to the hidden layer's output."
        )
    return None


# -- a layer and a loss of one's own -----------------------------------------------------------------------

custom = Exercise(
    "A layer and a loss that survive",
    points=5,
    takes=("Ink", "Smoothed", "path"),
    hints=(
        "Three things: Keras must find the classes by a name, and each must be able to tell its settings.",
        "`@keras.saving.register_keras_serializable(package='course')` above each class; "
        "`get_config` returns the settings of `super().get_config()` and your own.",
        "`return {**super().get_config(), 'smoothing': self.smoothing}`. Then a model: `Rescaling(1 / 16)`, "
        "`Ink(0.3)`, `Flatten()`, `Dense(10, activation='softmax')`; `loss=Smoothed(0.1)`, `save(path)`.",
    ),
)


def _again(cls: Answer, **settings: float) -> tuple[Answer, Answer]:
    """An object of the class with these settings, and one made of what `get_config` tells."""
    first = cls.call((), settings)
    config = first.call((), method="get_config")
    return first, cls.call((config,), method="from_config")


def _smoothed(y: np.ndarray, p: np.ndarray, smoothing: float) -> float:
    """The mean cross-entropy of probabilities p (n, k) for labels y (n,) of which every class gets a share."""
    k = p.shape[1]
    targets = (1 - smoothing) * np.eye(k)[y] + smoothing / k
    return float(-np.mean(np.sum(targets * np.log(np.clip(p, 1e-7, 1)), axis=-1)))


@custom.criterion("the layer, and the layer made again from its settings", points=1)
def layer_survives(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    threshold = float(rng.uniform(0.4, 0.7))
    x = rng.uniform(0, 1, size=(3, 4)).astype("float32")
    for layer, which in zip(
        _again(answers.Ink, threshold=threshold), ("The layer", "The layer made again"), strict=True
    ):
        require_close(layer(x).array(shape=x.shape), x * (x >= threshold), what=f"{which}: the output")


@custom.criterion("the loss, and the loss made again from its settings", points=1)
def loss_survives(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    smoothing = float(rng.uniform(0.3, 0.6))
    y, p = _predictions(rng)
    for loss, which in zip(
        _again(answers.Smoothed, smoothing=smoothing), ("The loss", "The loss made again"), strict=True
    ):
        require_close(loss(y, p).number(), _smoothed(y, p, smoothing), tolerance=1e-3, what=which)


def _predictions(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    return rng.integers(0, 4, size=7), rng.dirichlet(np.full(4, 0.8), size=7).astype("float32")


@custom.criterion("the file knows both by registered names", points=1)
def registered(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    named = _registered_names(answers)
    for name in ("Ink", "Smoothed"):
        require(name in named, f"The model in the file does not use {name}.")
        require(">" in named[name], f"{name} is in the file, but not registered: no other program could find it.")


@custom.criterion("the file brings back layer and loss, with their settings", points=2)
def file_survives(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    _named_keras(answers.path.file)
    model = answers.path.file.load().require_input((8, 8)).require_compiled()
    ink = model.of_type("Ink")
    require(ink, "The reloaded model has no layer Ink.")
    threshold = (ink[0].config or {}).get("threshold")
    require(isinstance(threshold, float), "The settings of the reloaded Ink name no threshold.")
    name = model.compile["loss"]["name"] if isinstance(model.compile["loss"], dict) else None
    require(name == "smoothed", f"The reloaded model is compiled with the loss {name!r}; your Smoothed expected.")
    # Pixels that differ only below the threshold make no difference behind the layer: it is at work.
    limit = threshold if threshold > 1 else 16 * threshold  # on raw pixels, or behind a Rescaling
    faint = rng.uniform(0, 0.9 * limit, size=(4, 8, 8)).astype("float32")
    outputs = model.predict(faint)
    require_close(outputs.sum(axis=-1), np.ones(4), what="The sum of an image's outputs")
    require_close(outputs, outputs[[0] * 4], what="Scans with nothing but faint ink should look alike. The outputs")


@custom.misconception("not registered")
def unregistered(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if missing := [name for name, known in _registered_names(answers).items() if ">" not in known]:
        return (
            f"{missing[0]} is not registered. The file holds the name of the class and its settings; the decorator "
            "`@keras.saving.register_keras_serializable(package=...)` tells Keras which class belongs to the name."
        )
    return None


def _registered_names(answers: SimpleNamespace) -> dict[str, str]:
    """The registered names of Ink and Smoothed in the file, by class."""
    nodes = _nodes(answers.path.file.config())
    return {
        node["class_name"]: str(node.get("registered_name"))
        for node in nodes
        if node["class_name"] in ("Ink", "Smoothed")
    }


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object that a configuration describes."""
    if isinstance(tree, dict):
        if isinstance(tree.get("class_name"), str):
            yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for item in tree:
            yield from _nodes(item)


@custom.misconception("a setting missing from get_config")
def setting_lost(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    for cls, name in ((answers.Ink, "threshold"), (answers.Smoothed, "smoothing")):
        config = cls.call((), {name: 0.55}).call((), method="get_config")
        if name not in config.entries():
            return (
                f"`get_config` does not tell the {name}. The object that is made again gets the default, without a "
                "word, or fails where there is none."
            )
    return None


@custom.misconception("compiled with another loss")
def other_loss(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    names = [node["class_name"] for node in _nodes(answers.path.file.config())]
    if "Ink" in names and "Smoothed" not in names:
        return "The file does not mention Smoothed: the model was saved without compiling it with your loss."
    return None


# -- going on ----------------------------------------------------------------------------------------------

resume = Exercise(
    "Resume an interrupted training",
    points=4,
    hints=(
        "Everything that is needed is in the file: layers, weights, loss, optimiser and its state.",
        "`keras.saving.load_model(path)` gives a compiled model. Do not compile it again: that makes a new optimiser.",
        "`model = keras.saving.load_model(path)`, then `model.fit(x, y, epochs=epochs, verbose=0)`, then "
        "`return model`.",
    ),
)

_BEFORE, _RATE = 5, 0.1


def _adam(kernel: np.ndarray, x: np.ndarray, y: np.ndarray, steps: range, slots: tuple | None = None) -> tuple:
    """Adam (arXiv 1412.6980) on the mean squared error of x @ kernel: the kernel, and (m, v), after these steps."""
    w = kernel.astype(float)
    m, v = slots or (np.zeros_like(w), np.zeros_like(w))
    for t in steps:
        slope = 2 * x.T @ (x @ w - y) / y.size
        m, v = 0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope**2
        w = w - _RATE * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (np.sqrt(v) + 1e-7)
    return w, (m, v)


def _interrupted(rng: np.random.Generator) -> tuple[Any, np.ndarray, np.ndarray, np.ndarray, int]:
    """A recipe for a checkpoint; its start, its rows, and for how many epochs to go on. An epoch is one step."""
    x = rng.normal(size=(24, 3)).astype("float32")
    kernel = rng.normal(size=(3, 2)).astype("float32")
    y = (x @ (kernel + rng.choice([-2.0, 2.0], size=(3, 2)))).astype("float32")
    path = recipe("interrupted_training", kernel=kernel, x=x, y=y, steps=_BEFORE, learning_rate=_RATE)
    return path, kernel, x, y, int(rng.integers(2, 5))


def _resumed(answer: Answer, rng: np.random.Generator) -> tuple[np.ndarray, int, tuple]:
    """The returned model's kernel, its optimiser's step count, and (start, x, y, epochs)."""
    path, kernel, x, y, epochs = _interrupted(rng)
    model = answer(path, x, y, epochs).model.require_compiled().require_input((3,))
    return model.weights()[0], int(model.compile["optimizer"]["iterations"] or 0), (kernel, x, y, epochs)


@resume.criterion("the saved model, trained on", points=1)
def goes_on(answer: Answer, rng: np.random.Generator) -> None:
    got, _, (kernel, x, y, _) = _resumed(answer, rng)
    saved, _ = _adam(kernel, x, y, range(1, 1 + _BEFORE))
    require(got.shape == saved.shape, f"The returned model's kernel has shape {got.shape}; the file's has (3, 2).")
    require(
        not np.allclose(got, saved, atol=1e-4), "The returned model has the weights of the file: it was not trained."
    )


@resume.criterion("the optimiser counts on", points=1)
def counts_on(answer: Answer, rng: np.random.Generator) -> None:
    _, steps, (*_, epochs) = _resumed(answer, rng)
    require(
        steps == _BEFORE + epochs,
        f"After {_BEFORE} steps in the file and {epochs} epochs of one step each, the optimiser counts {steps}; "
        f"{_BEFORE + epochs} expected.",
    )


@resume.criterion("the weights are those of a training without a break", points=2)
def no_break(answer: Answer, rng: np.random.Generator) -> None:
    got, _, (kernel, x, y, epochs) = _resumed(answer, rng)
    want, _ = _adam(kernel, x, y, range(1, 1 + _BEFORE + epochs))
    require_close(got, want, tolerance=1e-3, what="The kernel")


@resume.misconception(STATE_LOST)
def fresh_optimiser(answer: Answer, rng: np.random.Generator) -> str | None:
    got, steps, (kernel, x, y, epochs) = _resumed(answer, rng)
    saved, _ = _adam(kernel, x, y, range(1, 1 + _BEFORE))
    if steps == epochs and not np.allclose(got, saved, atol=1e-4) and np.abs(got - saved).max() < _RATE * (epochs + 1):
        return (
            "The weights go on, but the optimiser starts anew: its step count and its averages are those of a new one. "
            "`compile`, or loading the weights only, does that. Load the whole model and call `fit`."
        )
    return None


@resume.misconception("started from scratch")
def from_scratch(answer: Answer, rng: np.random.Generator) -> str | None:
    got, steps, (kernel, x, y, epochs) = _resumed(answer, rng)
    saved, _ = _adam(kernel, x, y, range(1, 1 + _BEFORE))
    if steps == epochs and np.abs(got - saved).max() >= _RATE * (epochs + 1):
        return "Your model begins with weights of its own. What the first training learned is in the file."
    return None


@resume.misconception("epochs counted from the beginning")
def counted_over(answer: Answer, rng: np.random.Generator) -> str | None:
    _, steps, (*_, epochs) = _resumed(answer, rng)
    if steps in (_BEFORE, _BEFORE + max(0, epochs - _BEFORE)) and steps != _BEFORE + epochs:
        return (
            f"The model made {steps - _BEFORE} steps more instead of {epochs}. `epochs` is the number of the last "
            "epoch when you give `initial_epoch`; without it, `fit(epochs=epochs)` makes just so many more."
        )
    return None


# -- serving -----------------------------------------------------------------------------------------------

serving = Exercise(
    "Export a model and serve it",
    points=4,
    takes=("reader", "folder", "serve"),
    hints=(
        "`reader.export(folder)` writes the folder. In `serve`, the folder is all that you have.",
        "`tf.saved_model.load(folder)` gives an object; its `serve` takes a batch of images as `float32`, and returns "
        "probabilities.",
        "`served = tf.saved_model.load(folder)` (keep it in a variable), then "
        "`served.serve(images.astype('float32'))`, then the argmax over the last axis.",
    ),
)


@serving.criterion("an exported folder", points=1)
def exported(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    files = answers.folder.folder.files
    require("saved_model.pb" in files, f"{answers.folder.path!r} holds no saved_model.pb; `reader.export` writes one.")


@serving.criterion("it answers as the model does", points=1)
def same_answers(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    scans = _scans(rng)
    want = answers.reader.model.require_input((8, 8)).predict(scans)
    require_close(answers.folder.folder.serve(scans), want, what="What the exported model answers")


def _exported(rng: np.random.Generator) -> tuple[Any, np.ndarray]:
    kernel = rng.normal(size=(_PIXELS, _OLD_CLASSES)).astype("float32")
    return recipe("exported_folder", kernel=kernel, shape=[8, 8]), kernel


@serving.criterion("serve labels the images of a batch, by the folder that it is given", points=2)
def served(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    folder, kernel = _exported(rng)
    for n in (6, 1):
        scans = _scans(rng, n).astype("uint8")
        got = answers.serve(folder, scans).array(shape=(n,), integer=True)
        want = (scans.reshape(n, -1) @ kernel).argmax(axis=-1)
        require(np.array_equal(got, want), f"For {n} images serve gives {got.tolist()}; {want.tolist()} expected.")


@serving.misconception("saved instead of exported")
def keras_file(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if answers.folder.path.endswith((".keras", ".h5")):
        return (
            "`model.save` writes a file for Keras. For a server without Keras, `model.export(folder)` writes a folder."
        )
    return None


@serving.misconception("the model in memory asked, not the folder")
def in_memory(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    folder, _ = _exported(rng)
    scans = _scans(rng, 12)
    got = answers.serve(folder, scans.astype("uint8")).array(shape=(12,), integer=True)
    if np.array_equal(got, answers.reader.model.predict(scans).argmax(axis=-1)):
        return "`serve` answers with the model of this notebook, whatever folder it gets. A server has the folder only."
    return None


@serving.misconception("probabilities instead of labels")
def undecided(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if answers.serve(_exported(rng)[0], _scans(rng).astype("uint8")).array().shape == (5, _OLD_CLASSES):
        return "`serve` returns the probabilities. The label is the position of the largest in each row."
    return None


@serving.misconception("argmax without an axis")
def one_label(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if answers.serve(_exported(rng)[0], _scans(rng).astype("uint8")).array().shape in ((), (_OLD_CLASSES,)):
        return "Your argmax does not go along the classes of each image. Give it `axis=-1`."
    return None


# -- somebody else's file ----------------------------------------------------------------------------------

trust = Quiz(
    "Somebody else's model",
    points=1,
    question=(
        "A stranger mails you `style.keras`. `load_model` stops: 'Requested the deserialization of a Lambda layer "
        "whose function is a Python lambda'. What do you do?"
    ),
    options={
        "look": Option(
            "Read its config.json with zipfile first; ask for a version without Lambda; load what you cannot judge "
            "only on a machine that has nothing to lose.",
            "Reading the archive runs nothing. Only an isolated machine limits what loaded code can do.",
            right=True,
        ),
        "unsafe": Option(
            "Load it with `safe_mode=False`: the message says how.",
            "Then the stranger's bytecode runs with your rights: your files, your keys, your network. The argument is "
            "for files that you made yourself.",
            misconception=UNTRUSTED,
        ),
        "sandbox": Option(
            "Ask for a version without Lambda: what loads with `safe_mode=True` can do no harm.",
            "It refuses Python lambdas and little else. The file still decides which of the known classes are made, "
            "and with which arguments. It is a lock on one door, not a sandbox.",
            misconception="safe_mode taken for a sandbox",
        ),
        "pickle": Option(
            "Ask for a pickle instead: it loads without questions.",
            "It does, since a pickle is a program that runs when it is read. Nothing could be less safe.",
            misconception="pickle of a model",
        ),
    },
    hints=(
        "What of the file has to run before you know what is in it?",
        "Which of the four ways lets you look without running anything?",
        "A `.keras` file is a zip archive, and its config.json is text.",
    ),
)


# -- the capstone ------------------------------------------------------------------------------------------

capstone = Exercise(
    "From raw scans to a saved model with numbers",
    points=6,
    takes=("path", "claims"),
    hints=(
        "The file gets raw scans, 8 x 8 pixels from 0 to 16. So what must its first layer do? The labels are "
        "`digits.y_train % 2 == 0`.",
        "`Rescaling(1 / 16)`, `Flatten`, a hidden layer of 64, one sigmoid unit. Train on the training part, look at "
        "validation while you choose, save, and measure the file's model once on the test part.",
        "`wrong = (probabilities[:, 0] > 0.5) != (digits.y_test % 2 == 0)`; the accuracy is `1 - wrong.mean()`, the "
        "hardest digit `max(range(10), key=lambda d: wrong[digits.y_test == d].mean())`.",
    ),
)


@cache
def test_scans() -> tuple[np.ndarray, np.ndarray]:
    """The raw test scans (359, 8, 8) of 0 to 16, and the digits on them (359,), for the judge."""
    from coursekit import data

    digits = data.digits()
    return digits.x_test.astype("float32"), digits.y_test


def even_probability(outputs: np.ndarray) -> np.ndarray:
    """The probability of "even", (n,), from one sigmoid unit or two softmax units (odd, even) for each row."""
    if outputs.ndim != 2 or outputs.shape[1] not in (1, 2):
        raise Fail(f"The outputs have shape {outputs.shape}; one or two units for each scan expected.")
    if outputs.min() < 0 or outputs.max() > 1.0001:
        raise Fail("The outputs are no probabilities from 0 to 1. End the model in a sigmoid, or a softmax.")
    return outputs[:, -1].astype(float)


def parity_right(outputs: np.ndarray) -> np.ndarray:
    """Whether the parity of each test scan is told rightly, (359,) of booleans."""
    return (even_probability(outputs) > 0.5) == (test_scans()[1] % 2 == 0)


def _saved(answers: SimpleNamespace) -> Any:
    file = answers.path.file
    _named_keras(file)
    return file.load().require_input((8, 8))


def _loss(outputs: np.ndarray) -> float:
    p, even = even_probability(outputs), test_scans()[1] % 2 == 0
    return float(-np.log(np.clip(np.where(even, p, 1 - p), 1e-7, 1)).mean())


@capstone.criterion("a saved model that takes raw scans", points=1)
def takes_raw(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    model, (scans, _) = _saved(answers), test_scans()
    require(
        _loss(model.predict(scans)) <= _loss(model.predict(scans / 16)) + 1e-6,
        "The saved model is better on pixels from 0 to 1 than on raw ones from 0 to 16.",
    )


@capstone.criterion("it tells even from odd on test scans", points=2)
def tells_parity(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    right = parity_right(_saved(answers).predict(test_scans()[0])).mean()
    require(
        right >= MARKS["capstone"],
        f"The saved model is right for {right:.3f} of the test scans; at least {MARKS['capstone']} expected. "
        "A model without a hidden layer reaches about 0.9.",
    )


@capstone.criterion("the claimed numbers are those of the file", points=3)
def claims_hold(answers: SimpleNamespace, rng: np.random.Generator) -> None:
    model, (scans, digits) = _saved(answers), test_scans()
    right = parity_right(model.predict(scans))
    claims = answers.claims.entries()
    for name in ("test_accuracy", "parameters", "hardest_digit"):
        require(name in claims, f"`claims` has no entry {name!r}.")
    require_close(claims["test_accuracy"].number(), right.mean(), tolerance=0.0005, what="The claimed test accuracy")
    got = claims["parameters"].number(integer=True)
    require(got == model.parameters, f"The claimed number of parameters is {got:,}; the file has {model.parameters:,}.")
    shares = [right[digits == digit].mean() for digit in range(10)]
    hardest = claims["hardest_digit"].number(integer=True, minimum=0, maximum=9)
    require(
        shares[hardest] <= min(shares) + 1e-9,
        f"Of the scans of {hardest}, {shares[hardest]:.1%} are told rightly; another digit is harder.",
    )


@capstone.misconception("odd taken for even")
def reversed_parity(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    if parity_right(_saved(answers).predict(test_scans()[0])).mean() < 0.3:
        return "The model says the opposite: its output should be the probability of an even digit."
    return None


@capstone.misconception("pixels scaled outside the file")
def scaled_outside(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    model, (scans, _) = _saved(answers), test_scans()
    if reversed_parity(answers, rng):  # it is less wrong where it is less sure
        return None
    if _loss(model.predict(scans / 16)) < _loss(model.predict(scans)) - 1e-6:
        return (
            "The scaling by 16 happens in your notebook, not in the file. Whoever loads it must guess that. Make "
            "`Rescaling(1 / 16)` the first layer, and train on raw scans."
        )
    return None


@capstone.misconception("numbers of another part of the data")
def other_part(answers: SimpleNamespace, rng: np.random.Generator) -> str | None:
    claimed = answers.claims.entries()["test_accuracy"].number()
    model = _saved(answers)
    if abs(claimed - parity_right(model.predict(test_scans()[0])).mean()) < 0.0005:
        return None
    for name, (scans, digits) in _other_parts().items():
        right = ((even_probability(model.predict(scans)) > 0.5) == (digits % 2 == 0)).mean()
        if abs(claimed - right) < 0.0005:
            return f"Your `test_accuracy` is that of the {name} rows. Measure on `digits.x_test`."
    return None


@cache
def _other_parts() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    from coursekit import data

    digits = data.digits()
    parts = {"training": (digits.x_train, digits.y_train), "validation": (digits.x_val, digits.y_val)}
    return {name: (x.astype("float32"), y) for name, (x, y) in parts.items()}


model_card = Manual(
    "A model card",
    points=6,
    words=80,
    rubric=(
        ("what the model is for, who may use it, and what it is not for", 1),
        ("the data: where they come from, how many, who wrote them, how they were split", 1),
        ("the test accuracy with its uncertainty, the hardest digit, and on what they were measured", 2),
        ("known limits: what input it was never tried on, and what it answers there", 1),
        ("how to use the file: format, input and output, versions, the date or hash that identifies it", 1),
    ),
    hints=(
        "Imagine somebody who finds the file in two years, without you.",
        "Five short paragraphs, one for each line of the rubric. Numbers from your `claims`.",
        "For the uncertainty: with n test scans and accuracy a, the standard error is the root of a (1 - a) / n.",
    ),
)


# -- which mistake is this? --------------------------------------------------------------------------------

which_mistake = Quiz(
    "Which mistake is this?",
    points=1,
    question=(
        "After 30 epochs a friend's training loss is 0.05. She calls `model.save_weights('day1.weights.h5')`. The "
        "next day she builds and compiles the same model, calls `load_weights`, and then `fit`. `evaluate` gives 0.05 "
        "before `fit`, yet the first epoch of `fit` ends with 0.19. What happened?"
    ),
    options={
        "state": Option(
            "The weights came back, the optimiser's state did not: it starts again with step 1.",
            "Adam's averages are empty, and a schedule is back at its first, large rate. Save the whole model as "
            "`.keras`, and do not compile it again.",
            right=True,
        ),
        "weights": Option(
            "The weights were not loaded: the model starts from random ones.",
            "With random weights `evaluate` would not have given 0.05.",
            misconception="lost state taken for lost weights",
        ),
        "format": Option(
            "The weights file is rounded, and that costs accuracy.",
            "It holds the same float32 numbers, to the last bit. `evaluate` shows it.",
            misconception="a weights file taken for a compressed one",
        ),
        "overfit": Option(
            "The model overfits, so the loss goes up.",
            "Overfitting shows in validation. Here the loss on the training rows jumped, and at the break.",
            misconception="a jump at the break taken for overfitting",
        ),
    },
    hints=(
        "What does `evaluate` need, and what does `fit` need besides?",
        "`evaluate` is right, so the weights are. What else does an optimiser like Adam remember?",
        "A freshly compiled model counts its steps from 0.",
    ),
)
