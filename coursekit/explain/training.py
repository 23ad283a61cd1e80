"""Known errors: calls of compile, fit and evaluate that cannot run as they stand."""

from __future__ import annotations

import re

from coursekit.explain.known import Says, Topic
from coursekit.explain.seen import Seen, is_dataset

TRAINING = Topic()


@TRAINING.known("ValueError", r"Data cardinality is ambiguous.*?('x'.*)", "02")
def lengths(seen: Seen, found: re.Match[str]) -> Says:
    """x of 32 rows, y of 30."""
    sizes = dict(re.findall(r"'(\w+)' sizes: ([\d, ]+)", found[1]))
    told = ", ".join(f"`{name}` has {size.strip()}" for name, size in sizes.items())
    counts = [len(data) for name in ("x", "y") if hasattr(data := seen.argument(name), "__len__")]
    if len(set(counts)) == 1 and seen.argument("validation_data") is not None and "sample_weight" not in sizes:
        return Says(
            "validation arrays of different length",
            f"Each row needs its label. In `validation_data` {told} rows.",
            "Take both from the same split, with the same rows.",
        )
    return Says(
        "arrays of different length",
        f"Each row needs its label. Here {told} rows.",
        "Give arrays with the same number of rows, in the same order. Print their `shape` after each split or filter.",
    )


@TRAINING.known("ValueError", r"Unrecognized data type: x=", "02")
def lists(seen: Seen, found: re.Match[str]) -> Says | None:
    """fit([[1, 2], [3, 4]], [0, 1])."""
    which = [name for name in ("x", "y") if isinstance(seen.argument(name), list)]
    if not which:
        return None
    names = " and ".join(f"`{name}`" for name in which)
    return Says(
        "Python lists as data",
        f"{names} {'is a list' if len(which) == 1 else 'are lists'}. For Keras a list of arrays means a model with "
        "several inputs, so a list of numbers is not taken for one array.",
        f"Make arrays: {', '.join(f'`{name} = np.array({name})`' for name in which)}.",
    )


@TRAINING.known(
    "ValueError RuntimeError", r"[Yy]ou must call `compile\(\)` before|You must compile your model before", "02 03"
)
def not_compiled(seen: Seen, found: re.Match[str]) -> Says:
    """fit without compile."""
    function = seen.call.function if seen.call else "fit"
    return Says(
        "the model is not compiled",
        f"`{function}` needs to know the loss and, to learn, the optimizer. This model was never told.",
        'Call `model.compile(optimizer="adam", loss=..., metrics=[...])` first. `predict` and `summary` work without.',
    )


@TRAINING.known("ValueError", r"No loss to compute", "03")
def no_loss(seen: Seen, found: re.Match[str]) -> Says:
    """compile("adam") and fit."""
    return Says(
        "compiled without a loss",
        "The loss is what training makes smaller. `compile` was called without one.",
        'Add it: `model.compile(optimizer="adam", loss="mse")` for numbers, '
        '`loss="sparse_categorical_crossentropy"` for '
        "integer class labels.",
    )


@TRAINING.known("ValueError", r"^None values not supported", "02 05")
def nothing_to_compare(seen: Seen, found: re.Match[str]) -> Says | None:
    """fit(x) without y, a dataset without labels, validation_data=x, a call without return."""
    if seen.call is None or seen.call.function not in ("fit", "evaluate"):
        return None
    x, y, held_out = (seen.argument(name) for name in ("x", "y", "validation_data"))
    if is_dataset(x) and not isinstance(x.element_spec, tuple):
        return Says(
            "a dataset without labels",
            f"Each element of the dataset is one tensor ({x.element_spec.shape}). Training needs pairs of input and "
            f"label.",
            "Build it from both: `tf.data.Dataset.from_tensor_slices((x, y)).batch(32)`.",
        )
    if y is None and not is_dataset(x):
        return Says(
            "the labels are missing",
            f"`{seen.call.function}` got `x` but no `y`, so the loss has nothing to compare the outputs with.",
            f"Give both: `model.{seen.call.function}(x, y)`.",
        )
    if held_out is not None and not isinstance(held_out, (tuple, list)) and not is_dataset(held_out):
        return Says(
            "validation data without labels",
            "`validation_data` is one array. Validation needs inputs and labels.",
            "Give a pair: `validation_data=(x_val, y_val)`.",
        )
    if type(seen.call.receiver).__module__.startswith("keras."):
        return None
    return Says(
        "a call that returns nothing",
        f"`call` of your model `{type(seen.call.receiver).__name__}` gives None.",
        "End `call` with `return` and the outputs.",
    )


@TRAINING.known("ValueError", r"`validation_split` is only supported for", "05")
def split_of_dataset(seen: Seen, found: re.Match[str]) -> Says:
    """fit(dataset, validation_split=0.2)."""
    fraction = seen.argument("validation_split")
    return Says(
        "validation_split with a dataset",
        f"`validation_split={fraction}` takes the last rows of arrays. A dataset is a stream: its end is not known.",
        "Split before: `dataset.take(n)` and `dataset.skip(n)`, then `validation_data=held_out`.",
    )


@TRAINING.known(
    "ValueError",
    r"Training data contains (\d+) samples?, which is not sufficient to split.*`validation_split=([\d.]+)`",
    "05",
)
def split_too_small(seen: Seen, found: re.Match[str]) -> Says:
    """validation_split=0.2 of one row."""
    return Says(
        "too few rows to split",
        f"{found[2]} of {found[1]} rows leaves one of the two parts empty.",
        "Give more rows, or pass `validation_data=(x_val, y_val)` yourself.",
    )


@TRAINING.known("ValueError", r"When providing `x` as a (.*?), `y` should not be passed", "04")
def labels_beside_dataset(seen: Seen, found: re.Match[str]) -> Says:
    """fit(dataset, y)."""
    return Says(
        "y given beside a dataset",
        "A dataset brings its labels itself: its elements are pairs of input and label.",
        "Leave `y` out: `model.fit(dataset)`. If the dataset has no labels, build it from `(x, y)`.",
    )


@TRAINING.known(
    "AttributeError TypeError", r"'(list|tuple|numpy\.ndarray)' object has no attribute '(?:get|keys|items)'", "04"
)
def class_weight_not_a_dict(seen: Seen, found: re.Match[str]) -> Says | None:
    """class_weight=[1, 2, 3]."""
    weights = seen.argument("class_weight")
    if weights is None or isinstance(weights, dict):
        return None
    return Says(
        "class_weight that is no dictionary",
        f"`class_weight` says which class gets which weight. Yours is a {type(weights).__name__} of {len(weights)} "
        f"numbers.",
        "Give a dictionary with the classes as keys: `class_weight=dict(enumerate(weights))`, for instance "
        "`{0: 1.0, 1: 5.0}`. One weight per row is `sample_weight`.",
    )


@TRAINING.known(
    "ValueError KeyError", r"Unknown variable: <.*?path=([\w/]+).*can only be called for the variables", "04 05"
)
def optimizer_used_twice(seen: Seen, found: re.Match[str]) -> Says:
    """One Adam object for two models."""
    return Says(
        "an optimizer used for a second model",
        f"An optimizer keeps notes for each weight of the model that it was first used with. `{found[1]}` is a "
        f"weight of "
        "another model.",
        "Make a new one for each model: `model.compile(optimizer=keras.optimizers.Adam(0.001), ...)`.",
    )


@TRAINING.known("TypeError", r"Callback\.set_model\(\) missing 1 required positional argument", "05")
def callback_class(seen: Seen, found: re.Match[str]) -> Says:
    """callbacks=[EarlyStopping]."""
    given = seen.argument("callbacks") or []
    classes = [each.__name__ for each in given if isinstance(each, type)] or ["EarlyStopping"]
    return Says(
        "a callback that was not made",
        f"`{classes[0]}` is the class. `fit` wants an object of it.",
        f"Add parentheses: `callbacks=[keras.callbacks.{classes[0]}()]`.",
    )


@TRAINING.known("AttributeError", r"'(\w+)' object has no attribute 'set_model'", "05")
def not_a_callback(seen: Seen, found: re.Match[str]) -> Says:
    """callbacks=["early"]."""
    return Says(
        "something that is no callback",
        f"The list `callbacks` holds a {found[1]}. Each item must be an object from `keras.callbacks`, or of your "
        "subclass of `keras.callbacks.Callback`.",
        "For instance: `callbacks=[keras.callbacks.EarlyStopping(patience=3)]`.",
    )


@TRAINING.known("ValueError", r"EarlyStopping callback received monitor=(\w+),? but Keras isn't able", "05")
def monitor_without_direction(seen: Seen, found: re.Match[str]) -> Says:
    """EarlyStopping(monitor="val_f1") of a metric that Keras does not have."""
    return Says(
        "a monitored value without a direction",
        f"Keras cannot tell whether more or less of `{found[1]}` is better. Perhaps the model does not measure it: "
        f"then "
        "its name must be one of the keys of `history.history`.",
        'Check the name; then say `mode="max"` for scores and `mode="min"` for losses.',
    )


@TRAINING.known("KeyError", r"^'(\w+)'$", "02 05")
def history_key(seen: Seen, found: re.Match[str]) -> Says | None:
    """history.history["acc"]."""
    if seen.frames or ".history[" not in seen.source or seen.learner is None:
        return None
    places = {**seen.learner.f_globals, **seen.learner.f_locals}
    words = set(re.findall(r"\w+", seen.source))
    histories = [value for name, value in places.items() if name in words and type(value).__name__ == "History"]
    recorded = next((h.history for h in histories if isinstance(h.history, dict) and found[1] not in h.history), None)
    has = f" It holds {', '.join(f'`{key}`' for key in recorded)}." if recorded else ""
    if found[1].startswith("val_"):
        mend = "Values that begin with `val_` are there when `fit` gets `validation_data=` or `validation_split=`."
    else:
        mend = 'A metric is recorded under the name given in `compile(metrics=[...])`, for instance `"accuracy"`.'
    return Says("a name that the history does not hold", f"The history has no `{found[1]}`.{has}", mend)


@TRAINING.known("TypeError", r"'History' object is not subscriptable", "02")
def history_itself(seen: Seen, found: re.Match[str]) -> Says:
    """history["loss"]."""
    return Says(
        "the History object used as a dictionary",
        "`fit` returns a History object. The recorded values are in its attribute `history`.",
        'Write `history.history["loss"]`.',
    )


@TRAINING.known(
    "NotImplementedError", r"Cannot convert a symbolic tf\.Tensor \((?:compile_loss|compile_metrics)/(\w+)", "03"
)
def numpy_in_loss(seen: Seen, found: re.Match[str]) -> Says:
    """A loss of one's own that calls np.mean."""
    return Says(
        "NumPy inside a loss or metric",
        f"`{found[1]}` is traced once with symbolic tensors and then runs as a graph. NumPy cannot compute with them.",
        "Use the same function from `keras.ops`: `keras.ops.mean(keras.ops.square(y_true - y_pred), axis=-1)`.",
    )
