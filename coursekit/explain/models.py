"""Known errors: putting layers together, and asking a model for what it does not have yet."""

from __future__ import annotations

import re

from coursekit.explain import names
from coursekit.explain.known import Says, Topic
from coursekit.explain.seen import Seen

MODELS = Topic()

_KINDS = {"type": "class", "ABCMeta": "class", "str": "text", "NoneType": "missing value"}


@MODELS.known(
    "ValueError TypeError",
    r"Expected `trainable` to be a boolean\. Received: trainable=<(\w+) name"
    r"|Argument `name` must be a string.*Received: name=<(\w+) name"
    r"|^'(\w+)' object is not iterable",
    "02",
)
def sequential_without_list(seen: Seen, found: re.Match[str]) -> Says | None:
    """Sequential(Dense(3), Dense(2))."""
    layer = next(filter(None, found.groups()))
    if "Sequential" not in seen.source or names.owner(layer) is None:
        return None
    return Says(
        "layers without a list",
        f"`Sequential` takes all its layers as one list. Here `{layer}` stands where the list, or another argument, "
        f"belongs.",
        "Put square brackets around the layers: `keras.Sequential([layer_1, layer_2])`.",
    )


@MODELS.known(
    "ValueError",
    r"Only instances of `?keras\.Layer`? can be added to a Sequential model\. Received: (.*) \(of type <class "
    r"'([\w.]+)'>\)",
    "02",
)
def not_a_layer(seen: Seen, found: re.Match[str]) -> Says:
    """Sequential([Flatten, "relu", None])."""
    value, kind = found[1], found[2].rpartition(".")[2]
    told = value if len(value) <= 60 else f"{value[:60]}..."
    if kind in ("type", "ABCMeta"):
        layer = value.rstrip("'>").rpartition(".")[2]
        mend = f"`{layer}` is the class. Add parentheses to make a layer of it: `keras.layers.{layer}()`."
    elif kind == "str":
        mend = f'For an activation: `keras.layers.Activation("{value}")`, or `activation="{value}"` in a layer.'
    elif kind == "function":
        mend = "For an activation: `keras.layers.Activation(...)`, for other functions `keras.layers.Lambda(...)`."
    elif kind == "list":
        mend = "`add` takes one layer at a time. `keras.Sequential([...])` takes a list."
    elif kind == "NoneType":
        mend = "A function that should have returned the layer returned nothing: add its `return`."
    else:
        mend = "Give layers only: `keras.layers.Dense(3)` and so on."
    return Says(
        "something that is no layer",
        f"A Sequential model is made of layers. It got `{told}`, a {_KINDS.get(kind, kind)}.",
        mend,
    )


@MODELS.known("ValueError", r"should have unique names\. Name '(\w+)' is already", "02")
def same_name(seen: Seen, found: re.Match[str]) -> Says:
    """Two layers named "a"."""
    return Says(
        "two layers with one name",
        f"There are two layers named `{found[1]}`. Perhaps one layer object was added twice.",
        "Give another `name=`, or none: Keras then invents one. Make a new layer for each place.",
    )


@MODELS.known(
    "ValueError",
    r"All `(outputs|inputs)` values must be KerasTensors\. Received: .* including invalid value (.*?) of type",
    "02",
)
def not_a_tensor(seen: Seen, found: re.Match[str]) -> Says:
    """keras.Model(inputs, Dense(3))."""
    which, value = found.groups()
    if value.startswith("<") and "KerasTensor" not in value and which == "outputs":
        layer = re.match(r"<(\w+)", value)[1]
        return Says(
            "a layer that was not called",
            f"The model's outputs must be tensors. `{layer}` is a layer: it becomes a tensor when it is called on one.",
            f"Call it on the tensor before it: `outputs = keras.layers.{layer}(...)(x)`.",
        )
    return Says(
        "something that is no tensor, among the model's inputs or outputs",
        f"`{which}` must be the tensors that `keras.Input` and the layers gave. There is `{value[:60]}`.",
        "Write `inputs = keras.Input(shape)`, call the layers one after the other, then "
        "`keras.Model(inputs, outputs)`.",
    )


@MODELS.known(
    "ValueError",
    r"Only input tensors may be passed as positional arguments\. .*? keyword argument: (.*?) \(of type <class "
    r"'([\w.]+)'>\)",
    "02",
)
def layer_called_on_no_tensor(seen: Seen, found: re.Match[str]) -> Says:
    """Dense(3)(Dense(3))."""
    kind = found[2].rpartition(".")[2]
    layer = getattr(seen.call.receiver, "name", "") if seen.call else ""
    what = f"It got a layer, `{kind}`." if "layers" in found[2] else f"It got `{found[1][:60]}`, a {kind}."
    mend = (
        "Call the inner layer first: `keras.layers.Dense(3)(x)` is a tensor."
        if "layers" in found[2]
        else "Make it an array: `np.array(...)`."
    )
    return Says(
        "a layer called on something that is no tensor",
        f"Layer `{layer}` is called on tensors or arrays. {what}",
        mend,
    )


@MODELS.known("ValueError", r"Output with path `.*?` is not connected to `inputs`|Graph disconnected", "02")
def disconnected(seen: Seen, found: re.Match[str]) -> Says:
    """keras.Model(a, Dense(3)(b))."""
    return Says(
        "outputs that do not come from the inputs",
        "Following the outputs back, layer by layer, does not lead to the inputs given to `keras.Model`.",
        "Use the same Input object for the first layer and for `keras.Model(inputs, outputs)`. Running a cell again "
        "makes "
        "a new one: run all cells of the model again.",
    )


@MODELS.known("ValueError TypeError", r"A KerasTensor cannot be used as input to a TensorFlow function", "02")
def tensorflow_on_symbol(seen: Seen, found: re.Match[str]) -> Says:
    """tf.reduce_sum of keras.Input."""
    old = re.search(r"tf\.(?:math\.|nn\.)?(?:reduce_)?(\w+)\(", seen.source)
    new = (
        f"`keras.ops.{old[1]}`" if old and hasattr(names.keras_module("ops"), old[1]) else "the function of `keras.ops`"
    )
    return Says(
        "a TensorFlow function on a Keras tensor",
        "While a functional model is built, its tensors are placeholders: they have a shape and no values. "
        "Functions of "
        "TensorFlow cannot work with them.",
        f"Use {new}, or wrap the code in a layer of your own.",
    )


@MODELS.known("ValueError", r"A KerasTensor is symbolic: it's a placeholder", "02")
def numpy_on_symbol(seen: Seen, found: re.Match[str]) -> Says:
    """np.exp of keras.Input."""
    old = re.search(r"np\.(\w+)\(", seen.source)
    new = (
        f"`keras.ops.{old[1]}`" if old and hasattr(names.keras_module("ops"), old[1]) else "the function of `keras.ops`"
    )
    return Says(
        "a NumPy function on a Keras tensor",
        "While a functional model is built, its tensors are placeholders: they have a shape and no values. NumPy needs "
        "values.",
        f"Use {new} inside the model. NumPy works on what `predict` gives.",
    )


@MODELS.known(
    "TypeError AttributeError",
    r"symbolic KerasTensor cannot be used as a boolean|'KerasTensor' object has no attribute 'numpy'",
    "02",
)
def value_of_symbol(seen: Seen, found: re.Match[str]) -> Says:
    """if x > 0: of a placeholder."""
    return Says(
        "the value of a placeholder",
        "A Keras tensor in a functional model stands for data to come. It has a shape and no value to look at or "
        "compare.",
        "For a choice inside the model use `keras.ops.where(x > 0, a, b)`. For values, build the model and call "
        "`predict`.",
    )


@MODELS.known(
    "ValueError AttributeError",
    r"tried to call `count_params` on layer '(\w+)', but the layer isn't built"
    r"|You must build the layer before accessing `(\w+)`"
    r"|Sequential model '(\w+)' has no defined (?:inputs|outputs) yet"
    r"|The layer (\w+) has never been called and thus has no defined"
    r"|You are (?:saving a|loading weights into a) model that has not yet been built"
    r"|The model provided has not yet been built"
    r"|on (?:layer|model) '?(\w+)'? with a weight list of length \d+, but the layer was expecting 0 weights"
    r"|Layer '(\w+)' was never built and thus it doesn't have any variables",
    "02 11",
)
def not_built(seen: Seen, found: re.Match[str]) -> Says:
    """Weights, parameters or outputs of a model that has not seen its input's shape."""
    what = next(filter(None, found.groups()), None)
    which = f"`{what}`" if what else "The model"
    return Says(
        "not built yet",
        f"{which} has no weights yet: their number depends on the shape of the input, and nobody has said it.",
        "Begin the model with `keras.Input((4,))` (the shape of one row), or call it once on data: `model(x[:1])`.",
    )


@MODELS.known(
    "ValueError",
    r"on layer '(\w+)' with a weight list of length (\d+), but the layer was expecting (\d+) weights",
    "05 11",
)
def weights_count(seen: Seen, found: re.Match[str]) -> Says:
    """set_weights with a list that is too short."""
    return Says(
        "a list of weights of the wrong length",
        f"`{found[1]}` holds {found[3]} arrays (a kernel and a bias for each `Dense` layer). The list has {found[2]}.",
        "Give the list that `get_weights()` of a model with the same layers returns.",
    )


@MODELS.known(
    "ValueError",
    r"Layer (\w+) weight shape (\([^)]*\)) is not compatible with provided weight shape (\([^)]*\))",
    "05 11",
)
def weights_shape(seen: Seen, found: re.Match[str]) -> Says:
    """set_weights from a model of another size."""
    return Says(
        "weights of another shape",
        f"In `{found[1]}` a weight of shape {found[2]} should take an array of shape {found[3]}.",
        "Weights fit only a model with the same layers and sizes. A kernel has shape (inputs, units).",
    )


@MODELS.known("ValueError", r"No such layer: (\w+)\. Existing layers are: \[(.*?)\]", "02")
def no_such_layer(seen: Seen, found: re.Match[str]) -> Says:
    """get_layer("hiden")."""
    existing = re.findall(r"'([^']+)'", found[2])
    meant = names.nearest(found[1], existing)
    return Says(
        "no layer of that name",
        f"The model has no layer `{found[1]}`. It has {', '.join(f'`{name}`' for name in existing)}.",
        f'Write `get_layer("{meant}")`.' if meant else "Use one of these names, or `get_layer(index=0)`.",
    )


@MODELS.known("NotImplementedError", r"(?:Model|Layer) (\w+) does not have a `call\(\)` method implemented", "02")
def no_call_method(seen: Seen, found: re.Match[str]) -> Says:
    """A subclass without call."""
    return Says(
        "a subclass without call",
        f"`{found[1]}` does not say what it computes: it has no method `call`.",
        f"Add `def call(self, x): return ...` to `{found[1]}`. Check its spelling and its indentation.",
    )
