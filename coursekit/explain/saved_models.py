"""Known errors: opening what was saved or exported, and saving what cannot be saved yet."""

from __future__ import annotations

import re

from coursekit.explain.known import Says, Topic
from coursekit.explain.seen import Seen

SAVED_MODELS = Topic()

_REGISTER = "`@keras.saving.register_keras_serializable()`"


@SAVED_MODELS.known("TypeError", r"Could not locate (class|function) '(\w+)'", "11")
def unknown_custom_object(seen: Seen, found: re.Match[str]) -> Says:
    """load_model of a file with a layer or loss of its author's own."""
    what, name = found.groups()
    more = " To predict only, `load_model(path, compile=False)` does without losses and metrics."
    return Says(
        "a custom object that Keras does not know",
        f"The file uses `{name}`, a {what} of its author's own. It holds the name and the settings, not the code.",
        f"Run or import the code that defines `{name}` first, with {_REGISTER} above it."
        + (more if what == "function" else ""),
    )


@SAVED_MODELS.known(
    "TypeError",
    r"could not be deserialized.*?(\w+)\.__init__\(\) missing \d+ required .*?arguments?: (.+?)(?:\n|$)",
    "11",
)
def setting_not_told(seen: Seen, found: re.Match[str]) -> Says:
    """get_config of a layer leaves an argument of its own out."""
    cls, missing = found[1], found[2].replace("'", "`")
    return Says(
        "a setting missing from get_config",
        f"To make `{cls}` again, Keras calls it with the settings in the file. {missing} is not among them.",
        "Let `get_config` return `{**super().get_config(), ...}` with each argument of `__init__`, and save again.",
    )


@SAVED_MODELS.known(
    "TypeError",
    r"could not be deserialized.*?(\w+)\.__init__\(\) got an unexpected keyword argument '(name|trainable|dtype)'",
    "11",
)
def options_not_taken(seen: Seen, found: re.Match[str]) -> Says:
    """A layer whose __init__ takes no name."""
    return Says(
        "a layer that does not take its name back",
        f"Keras makes `{found[1]}` again with its settings. `__init__` does not take `{found[2]}`, one of them.",
        "Write `def __init__(self, ..., **options)`, and inside `super().__init__(**options)`.",
    )


@SAVED_MODELS.known("NotImplementedError", r"Object (\w+) was created by passing\s+non-serializable", "11")
def settings_cannot_be_told(seen: Seen, found: re.Match[str]) -> Says:
    """Saving a layer that got an object, without a get_config of its own."""
    return Says(
        "a layer that cannot tell its settings",
        f"`{found[1]}` got an argument that is no number, text or list, and it has no `get_config`.",
        "Add `get_config`, which returns `{**super().get_config(), ...}` with plain values from which `__init__` can "
        "make the layer again.",
    )


@SAVED_MODELS.known("ValueError", r"Requested the deserialization of a (?:Python lambda|`Lambda` layer)", "11")
def lambda_refused(seen: Seen, found: re.Match[str]) -> Says:
    """load_model of a file with a Lambda layer."""
    return Says(
        "safe_mode refuses a Lambda",
        "The file holds Python bytecode that would run on your computer. Keras does not load it unless you say so.",
        "Somebody else's file: read its config.json with `zipfile` first, and ask for a version without Lambda. Your "
        "own: `safe_mode=False` loads it; a registered layer in place of the Lambda needs no such thing.",
    )


@SAVED_MODELS.known(
    "ValueError", r"Layer '(\w+)' expected (\d+) variables, but received (\d+) variables during loading", "11"
)
def other_layers(seen: Seen, found: re.Match[str]) -> Says:
    """load_weights into a model with more or other layers."""
    layer, wanted, got = found.groups()
    return Says(
        "weights of another architecture",
        f"Layer `{layer}` has {wanted} weights; the file has {got} for the layer in its place.",
        "Build the architecture that the file was saved from, load, then take over what you need "
        "(`old.layers[-2].output`, or `layer.set_weights`).",
    )


@SAVED_MODELS.known("ValueError", r"No model config found in the file at (.*)\.$", "11")
def weights_as_model(seen: Seen, found: re.Match[str]) -> Says:
    """load_model("w.weights.h5")."""
    return Says(
        "weights without architecture",
        f"`{_name(found[1])}` holds numbers and no layers, so `load_model` has nothing to build.",
        f"Build the model in code, then `model.load_weights('{_name(found[1])}')`. To keep both, save as `.keras`.",
    )


@SAVED_MODELS.known(
    "FileNotFoundError",
    r"Unable to (?:synchronously )?create file.*?name = '([^']+)'|No such file or directory: '([^']+\.keras)'",
    "11",
)
def missing_folder(seen: Seen, found: re.Match[str]) -> Says:
    """save("no_such_folder/model.keras")."""
    path = found[1] or found[2]
    folder = path.replace("\\", "/").rpartition("/")[0] or "."
    return Says(
        "a folder that is not there",
        f"Keras does not make folders: `{folder}` must exist before `{_name(path)}` can be written into it.",
        f"`Path('{folder}').mkdir(parents=True, exist_ok=True)` first.",
    )


@SAVED_MODELS.known("OSError", r"SavedModel file does not exist at: (.*?)/\{saved_model", "11")
def missing_export(seen: Seen, found: re.Match[str]) -> Says:
    """tf.saved_model.load of a folder that nobody exported."""
    return Says(
        "no exported model in this folder",
        f"There is no `saved_model.pb` in `{found[1]}`.",
        "`model.export(folder)` writes one. A `.keras` file is opened with `keras.saving.load_model`.",
    )


@SAVED_MODELS.known(
    "ValueError", r"The endpoint '(\w+)' is neither an attribute.*Available endpoints.*?: \[(.*?)\]", "11"
)
def no_such_endpoint(seen: Seen, found: re.Match[str]) -> Says:
    """TFSMLayer(folder, call_endpoint="predict")."""
    return Says(
        "an endpoint that the export does not have",
        f"The exported model answers under {found[2]}, not under `{found[1]}`.",
        "`keras.layers.TFSMLayer(folder, call_endpoint='serve')`.",
    )


@SAVED_MODELS.known("AssertionError", r"referencing variables which have been deleted", "11")
def not_kept(seen: Seen, found: re.Match[str]) -> Says:
    """tf.saved_model.load(folder).serve(x)."""
    return Says(
        "a loaded model that was not kept",
        "The loaded object was gone when its function ran, and its weights with it.",
        "Keep it in a variable: `served = tf.saved_model.load(folder)`, and on the next line `served.serve(x)`.",
    )


@SAVED_MODELS.known(
    "AttributeError TypeError", r"'_UserObject' object (?:has no attribute '(\w+)'|is not callable)", "11"
)
def export_is_no_model(seen: Seen, found: re.Match[str]) -> Says:
    """tf.saved_model.load(folder).predict(x)."""
    asked = f"`{found[1]}`" if found[1] else "a call"
    return Says(
        "an export is no Keras model",
        f"What `tf.saved_model.load` gives has no layers, no `predict` and no `fit`; {asked} is not there either.",
        "Its endpoint answers: `served.serve(x)`, for a batch of the exported shape and dtype.",
    )


@SAVED_MODELS.known(
    "TypeError",
    r"Binding inputs to tf\.function failed due to `Can not cast TensorSpec\(shape=(\([^)]*\)), dtype=tf\.(\w+).*?"
    r"to TensorSpec\(shape=(\([^)]*\)), dtype=tf\.(\w+)",
    "11",
)
def other_request(seen: Seen, found: re.Match[str]) -> Says:
    """served.serve of rows of another shape."""
    shape, dtype, wanted, wanted_dtype = found.groups()
    return Says(
        "a request that does not fit the exported model",
        f"The endpoint takes shape {wanted} and {wanted_dtype} (None: any number of rows); {shape} and {dtype} came.",
        "Send what the model was trained on: the same shape, with a batch axis in front, and `astype('float32')`.",
    )


def _name(path: str) -> str:
    return path.strip().replace("\\", "/").rpartition("/")[2]
