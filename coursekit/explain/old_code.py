"""Known errors: names that moved or went away since Keras 2, and misspelt names of Keras."""

from __future__ import annotations

import re

from coursekit.explain import names
from coursekit.explain.known import Says, Topic
from coursekit.explain.seen import Seen

OLD_CODE = Topic()

# Parts of Keras that are gone. A path is looked up from its end: the longest match counts.
MOVED = {
    "wrappers.scikit_learn": "`keras.wrappers.SKLearnClassifier` or `scikeras.wrappers.KerasClassifier`",
    "wrappers": "`keras.wrappers.SKLearnClassifier`, which came with Keras 3.8, or `scikeras.wrappers`",
    "preprocessing.text": "`keras.layers.TextVectorization`",
    "preprocessing.image.ImageDataGenerator": "layers such as `keras.layers.RandomRotation`, or `tf.data` with `map`",
    "utils.np_utils": "`keras.utils.to_categorical` itself",
    "layers.advanced_activations": "`keras.layers.LeakyReLU` and its siblings, directly from `keras.layers`",
    "layers.convolutional": "`keras.layers.Conv2D` and its siblings, directly from `keras.layers`",
    "layers.core": "`keras.layers.Dense` and its siblings, directly from `keras.layers`",
    "layers.embeddings": "`keras.layers.Embedding`",
    "layers.merge": "`keras.layers.concatenate`, `keras.layers.add` and so on, directly from `keras.layers`",
    "layers.normalization": "`keras.layers.BatchNormalization`, directly from `keras.layers`",
    "layers.recurrent": "`keras.layers.LSTM` and its siblings, directly from `keras.layers`",
    "layers.CuDNNLSTM": "`keras.layers.LSTM`, which is fast on a GPU by itself",
    "layers.CuDNNGRU": "`keras.layers.GRU`, which is fast on a GPU by itself",
    "backend.function": "`keras.Model(model.inputs, model.layers[0].output)` and a call of it",
    "optimizers.adam": "`keras.optimizers.Adam`",
    "optimizers.sgd": "`keras.optimizers.SGD`",
}
METHODS = {
    "predict_classes": "`model.predict(x).argmax(axis=-1)`",
    "predict_proba": "`model.predict(x)`",
    "fit_generator": "`model.fit(...)`, which takes generators too",
    "evaluate_generator": "`model.evaluate(...)`, which takes generators too",
    "predict_generator": "`model.predict(...)`, which takes generators too",
}
KERAS = r"(?:tensorflow\.)?(?:keras\._tf_keras\.)?keras"


@OLD_CODE.known("ModuleNotFoundError", rf"No module named '{KERAS}\.([\w.]+)'", "02 07")
def gone_module(seen: Seen, found: re.Match[str]) -> Says | None:
    """from keras.preprocessing.text import Tokenizer."""
    return _gone(found[1])


@OLD_CODE.known("AttributeError", rf"module '{KERAS}(?:\.api)?(?:\.([\w.]+))?' has no attribute '(\w+)'", "02 07")
def gone_name(seen: Seen, found: re.Match[str]) -> Says | None:
    """keras.backend.function, keras.layers.Dens."""
    return _gone(".".join(filter(None, found.groups())))


@OLD_CODE.known("ImportError", rf"cannot import name '(\w+)' from '{KERAS}(?:\.api)?(?:\.([\w.]+))?'", "02 07")
def gone_import(seen: Seen, found: re.Match[str]) -> Says | None:
    """from keras.utils import np_utils."""
    return _gone(".".join(filter(None, (found[2], found[1]))))


@OLD_CODE.known("AttributeError", r"'(\w+)' object has no attribute '(\w+)'", "02")
def gone_method(seen: Seen, found: re.Match[str]) -> Says | None:
    """model.predict_classes(x), model.fti(x)."""
    owner, method = found.groups()
    model = getattr(seen.error, "obj", None)
    if names.keras_module("Model") is None or not isinstance(model, names.keras_module("Model")):
        return None
    if method in METHODS:
        return Says(
            "a method that Keras no longer has",
            f"Models had `{method}` before Keras 3.",
            f"Today: {METHODS[method]}.",
        )
    if meant := names.nearest(method, [name for name in dir(type(model)) if not name.startswith("_")]):
        return Says(
            "a misspelt method",
            f"A model (`{owner}`) has no `{method}`. It has `{meant}`.",
            f"Write `{meant}` in place of `{method}`.",
        )
    return None


def _gone(path: str) -> Says | None:
    for old in sorted(MOVED, key=len, reverse=True):
        if path == old or path.startswith(f"{old}."):
            return Says(
                "a part of Keras that moved",
                f"`keras.{path}` is from Keras before version 3. It does not exist any more.",
                f"Use {MOVED[old]}.",
            )
    where, _, name = path.rpartition(".")
    module = f"keras.{where}" if where else "keras"
    if where == "backend" and hasattr(names.keras_module("ops"), name):
        return Says(
            "a part of Keras that moved",
            f"`keras.backend.{name}` is from Keras before version 3. The functions on tensors have moved.",
            f"Use `keras.ops.{name}`.",
        )
    if meant := names.nearest(name, names.public(where)):
        return Says(
            "a misspelt name",
            f"`{module}` has no `{name}`. It has `{meant}`.",
            f"Write `{module}.{meant}`. Upper and lower case count.",
        )
    if place := names.home(name):
        return Says(
            "a name from another part of Keras",
            f"`{name}` is not in `{module}`. It is in `{place}`.",
            f"Write `{place}.{name}`.",
        )
    return None
