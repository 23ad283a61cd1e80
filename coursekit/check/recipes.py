"""Arguments that cannot be data: made in the answer's process from a name and values.

Nothing that a recipe's object reports is believed: it only feeds the learner's code. A criterion writes
`answer(recipe("quadratic", center=c), w)`.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from multiprocessing import util
from pathlib import Path
from typing import Any

import numpy as np

from coursekit.check import codec
from coursekit.check.codec import Recipe

_RECIPES: dict[str, tuple[Callable[..., Any], str]] = {}  # what makes the object, and what that is in words
SCRATCH = ".coursekit-check"  # where recipes of files write


def recipe(name: str, **values: Any) -> Recipe:
    """A recipe by its name with its values (data). Raises KeyError for a name that is not defined."""
    if name not in _RECIPES:
        raise KeyError(f"No recipe is named {name!r}. There are: {', '.join(sorted(_RECIPES))}.")
    return Recipe(name, values)


def make(order: Recipe) -> Any:
    """The object of a recipe."""
    function, _ = _RECIPES[order.name]
    return function(**order.values)


def made(order: Recipe) -> str:
    """What a recipe makes, in words for learners: "a Keras model"."""
    return _RECIPES[order.name][1]


def _recipe(words: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def keep(function: Callable[..., Any]) -> Callable[..., Any]:
        _RECIPES[function.__name__] = function, words
        return function

    return keep


@_recipe("a function")
def quadratic(center: np.ndarray, scale: np.ndarray) -> Callable[[np.ndarray], float]:
    """f(w) = sum(scale * (w - center)^2) / 2, a bowl with its minimum at `center`; both of shape (n,)."""
    return lambda w: float(np.sum(scale * (np.asarray(w) - center) ** 2) / 2)


@_recipe("a function")
def quadratic_gradient(center: np.ndarray, scale: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """The gradient of `quadratic`: scale * (w - center)."""
    return lambda w: scale * (np.asarray(w) - center)


@_recipe("a dataset")
def dataset(x: np.ndarray, y: np.ndarray) -> Any:
    """A tf.data.Dataset of the rows of x and y, one pair an element."""
    import tensorflow as tf

    return tf.data.Dataset.from_tensor_slices((x, y))


@_recipe("the path of a file")
def weights_file(kernels: list[np.ndarray], biases: list[np.ndarray]) -> str:
    """The path of a new .weights.h5 file, written by an uncompiled model of Dense layers with these weights."""
    import keras

    sizes = [len(kernels[0]), *map(len, biases)]
    model = keras.Sequential([keras.Input((sizes[0],)), *map(keras.layers.Dense, sizes[1:])])
    model.set_weights([array for pair in zip(kernels, biases, strict=True) for array in pair])
    path = _new_path(".weights.h5", kernels, biases)
    model.save_weights(path)
    return path


@_recipe("the path of a file")
def interrupted_training(kernel: np.ndarray, x: np.ndarray, y: np.ndarray, steps: int, learning_rate: float) -> str:
    """The path of a new .keras file: x @ kernel after so many full-batch steps of Adam on the mean squared error.

    The model runs without being traced, which would take longer than some steps.
    """
    import keras

    model = keras.Sequential([keras.Input((len(kernel),)), keras.layers.Dense(kernel.shape[1], use_bias=False)])
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss="mse", run_eagerly=True)
    model.set_weights([kernel])
    for _ in range(steps):
        model.train_on_batch(x, y)
    path = _new_path(".keras", kernel, x, y, steps)
    model.save(path)
    return path


@_recipe("the path of a folder")
def exported_folder(kernel: np.ndarray, shape: list[int]) -> str:
    """The path of a new exported model: softmax(x @ kernel) of flattened samples of this shape."""
    import keras

    layers = [keras.Input(shape), keras.layers.Flatten(), keras.layers.Dense(kernel.shape[1], "softmax")]
    model = keras.Sequential(layers)
    model.set_weights([kernel, np.zeros(kernel.shape[1])])
    path = _new_path("", kernel)
    model.export(path, verbose=False)
    return path


def _new_path(ending: str, *values: Any) -> str:
    """A path in a folder below the working folder, which goes when this process ends.

    It is named after the values, so that an error message that quotes it says the same wherever it is raised.
    """
    folder = Path(SCRATCH)
    if not folder.is_dir():
        folder.mkdir()
        util.Finalize(None, shutil.rmtree, (folder.resolve(),), {"ignore_errors": True}, exitpriority=0)
    path = folder / f"{hashlib.sha256(codec.encode(list(values))).hexdigest()[:8]}{ending}"
    shutil.rmtree(path, ignore_errors=True)  # an exported folder that a learner's function may have changed
    return path.as_posix()


@_recipe("a Keras model")
def one_weight_model(value: float) -> Any:
    """A built, compiled Keras model with a single weight: what it holds tells at which moment it was read."""
    import keras

    class OneWeightModel(keras.Sequential):
        def train_on_batch(self, *args: Any, **options: Any) -> Any:
            self.reset_metrics()  # before Keras 3.15 the loss was a mean over steps: a right answer looked wrong
            return super().train_on_batch(*args, **options)

    model = OneWeightModel([keras.Input((1,)), keras.layers.Dense(1, use_bias=False, name="weight")])
    model.compile(optimizer="sgd", loss="mse")
    model.set_weights([np.full((1, 1), value, "float32")])
    return model


@_recipe("a function")
def counting_model_builder(half: int) -> Callable[[], Any]:
    """A function that makes fresh compiled Keras models which "learn" by counting the rows that `fit` gets.

    Such a model knows a share s = c / (c + half) of what there is after c rows, and calls rows with x[:, 0] > 1 - s
    class 1. Rows count half when its optimiser has made steps before: a state that `set_weights` does not put back.
    Fitting and measuring are done in NumPy, so that many models take no time.
    """
    import keras

    class CountingModel(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.rows = self.add_weight(shape=(), initializer="zeros", name="rows")
            self.built = True

        def call(self, x: Any) -> Any:
            return keras.ops.cast(x[:, :1] > 1 - self.rows / (self.rows + half), "float32")

        def predict(self, x: Any, *args: Any, **options: Any) -> np.ndarray:
            rows = float(self.rows)
            return (np.asarray(x)[:, :1] > 1 - rows / (rows + half)).astype("float32")

        def evaluate(self, x: Any, y: Any, *args: Any, return_dict: bool = False, **options: Any) -> Any:
            accuracy = float(np.mean(self.predict(x)[:, 0] == np.ravel(y)))
            scores = {"loss": 16.0 * (1 - accuracy), "accuracy": accuracy}  # a wrong, certain answer costs about 16
            return scores if return_dict else list(scores.values())

        def fit(self, x: Any, y: Any, *args: Any, validation_data: Any = None, **options: Any) -> Any:
            if len(x) != len(y):
                raise ValueError(f"x has {len(x)} rows and y has {len(y)}.")
            self.rows.assign_add(len(x) / (2.0 if int(self.optimizer.iterations) else 1.0))
            self.optimizer.iterations.assign_add(1)
            parts = {"": (x, y)} | ({} if validation_data is None else {"val_": validation_data})
            history = keras.callbacks.History()
            history.history = {
                prefix + key: [value]
                for prefix, part in parts.items()
                for key, value in self.evaluate(*part, return_dict=True).items()
            }
            return history

    def build() -> Any:
        model = CountingModel()
        model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
        return model

    return build


@_recipe("a function")
def softmax_builder(kernel: np.ndarray, learning_rate: float) -> Callable[[], Any]:
    """A function that makes fresh compiled Keras models: softmax(x @ kernel), for one-hot rows and labels from 0.

    `fit` adds the learning rate to the kernel where a row's column meets its label. So from a kernel of zeros a model
    learns by heart which label most rows of a column have, and gives all classes the same share for a column that it
    has not seen. At the learning rate 0 it goes on saying what the kernel says. Fitting, evaluating and predicting
    take arrays and answer as Keras does, without its preparations, which cost more time than the work.
    """
    import keras

    class SoftmaxModel(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.kernel = self.add_weight(shape=kernel.shape, initializer="zeros", name="kernel")
            self.kernel.assign(kernel)

        def call(self, x: Any) -> Any:
            return keras.ops.softmax(keras.ops.matmul(x, self.kernel))

        def predict(self, x: Any, *args: Any, **options: Any) -> np.ndarray:
            return np.asarray(self(x))

        def evaluate(self, x: Any, y: Any, *args: Any, return_dict: bool = False, **options: Any) -> Any:
            shares, rows = self.predict(x), np.arange(len(x))
            loss = float(-np.log(shares[rows, np.asarray(y)]).mean())
            accuracy = float((shares.argmax(axis=-1) == np.asarray(y)).mean())
            return {"accuracy": accuracy, "loss": loss} if return_dict else [loss, accuracy]

        def fit(self, x: Any, y: Any, *args: Any, validation_data: Any = None, **options: Any) -> Any:
            labels = np.eye(kernel.shape[1], dtype="float32")[np.asarray(y)]
            self.kernel.assign_add(learning_rate * np.asarray(x).T @ labels)
            history, parts = keras.callbacks.History(), {"": (x, y)}
            if validation_data is not None:
                parts["val_"] = validation_data
            for prefix, part in parts.items():
                history.history |= {prefix + key: [v] for key, v in self.evaluate(*part, return_dict=True).items()}
            return history

    def build() -> Any:
        model = SoftmaxModel()
        model(np.zeros((1, len(kernel)), "float32"))
        model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model

    return build


@_recipe("a Keras model")
def dense_model(kernel: np.ndarray, bias: np.ndarray, activation: str) -> Any:
    """A built Keras model of one Dense layer: activation(x @ kernel + bias), for rows x of shape (n, inputs).

    `predict` takes arrays and answers as Keras does, without its preparations, which cost more time than the work.
    """
    import keras

    class DenseModel(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.kernel = self.add_weight(shape=kernel.shape, initializer="zeros", name="kernel")
            self.bias = self.add_weight(shape=bias.shape, initializer="zeros", name="bias")
            self.kernel.assign(kernel)
            self.bias.assign(bias)
            self.function = keras.activations.get(activation)

        def call(self, x: Any) -> Any:
            return self.function(keras.ops.matmul(x, self.kernel) + self.bias)

        def predict(self, x: Any, *args: Any, **options: Any) -> np.ndarray:
            x = np.asarray(x)
            if x.ndim != 2 or x.shape[1] != len(kernel):
                raise ValueError(f"Input of shape {x.shape}; (rows, {len(kernel)}) expected.")
            return np.asarray(self(x))

    model = DenseModel()
    model(np.zeros((1, len(kernel)), "float32"))
    return model


@_recipe("a Keras model")
def two_convolutions(near: np.ndarray, far: np.ndarray, height: int, width: int) -> Any:
    """A Keras model for grey images (height, width, 1): convolutions with these kernels, and five outputs.

    Its layers are called "near" (ReLU), "pool" (max, 2 x 2), "far" (ReLU), "flat" and "answer".
    """
    import keras

    def convolution(kernel: np.ndarray, name: str) -> Any:
        return keras.layers.Conv2D(kernel.shape[-1], kernel.shape[:2], activation="relu", use_bias=False, name=name)

    inputs = keras.Input((height, width, 1))
    pooled = keras.layers.MaxPooling2D(2, name="pool")(convolution(near, "near")(inputs))
    flat = keras.layers.GlobalMaxPooling2D(name="flat")(convolution(far, "far")(pooled))
    # Not Sequential: such a model knows `inputs`, but no `input` until it is called, and learners use both.
    model = keras.Model(inputs, keras.layers.Dense(5, activation="softmax", name="answer")(flat))
    model.get_layer("near").set_weights([near])
    model.get_layer("far").set_weights([far])
    return model


@_recipe("a function")
def lookup(keys: list[int], values: np.ndarray) -> Callable[[int], float]:
    """A function that gives the value of a key, such as the score of a training with this seed."""
    known = dict(zip(keys, map(float, values), strict=True))

    def run(seed: int) -> float:
        if int(seed) not in known:
            raise ValueError(f"run was called with {seed}, which is not among the seeds {keys}.")
        return known[int(seed)]

    return run
