"""Known errors: labels that do not fit the model's outputs, its loss or its metrics."""

from __future__ import annotations

import re

from coursekit.explain.known import Says, Topic
from coursekit.explain.seen import Seen, parse_shape, shape_of

LABELS = Topic()

SHAPES = r"Received: target\.shape=(\([^)]*\)), output\.shape=(\([^)]*\))"


@LABELS.known("ValueError", r"`output` must have rank \(ndim\) `target\.ndim - 1`\. " + SHAPES, "02 03")
def sparse_loss(seen: Seen, found: re.Match[str]) -> Says:
    """One-hot labels with sparse_categorical_crossentropy."""
    target, output = (parse_shape(text) for text in found.groups())
    if len(output) > 2 and len(target) < len(output):
        return _too_many_axes(seen.theirs(target, 1), found[2])
    return Says(
        "one-hot labels with sparse_categorical_crossentropy",
        f"This loss wants one integer per row. Your labels have shape {seen.theirs(target, 1)}: a row of "
        f"{target[-1]} numbers each, "
        "as one-hot labels have.",
        'Change one of the two: `loss="categorical_crossentropy"` for one-hot labels, or `y.argmax(axis=-1)` to get '
        "integers back.",
        "loss",
    )


@LABELS.known("ValueError", r"`target` and `output` must have the same (?:rank \(ndim\)|shape)\. " + SHAPES, "02 03")
def dense_loss(seen: Seen, found: re.Match[str]) -> Says:
    """Integer labels with categorical_crossentropy; two sigmoids for labels of shape (n,)."""
    target, output = (parse_shape(text) for text in found.groups())
    classes_loss = (
        "`sparse_categorical_crossentropy`" if len(target) == 1 or target[-1] == 1 else "`categorical_crossentropy`"
    )
    if len(output) > 2 and len(target) < len(output):
        return _too_many_axes(seen.theirs(target, 1), found[2])
    which = "validation labels" if seen.broke_in_validation(target, 1) else "labels"
    facts = f"The {which} have shape {seen.theirs(target, 1)}, the outputs {found[2]}"
    classes = output[-1]
    if "binary" in seen.innermost:
        return Says(
            "labels and outputs of different shape in binary_crossentropy",
            f"{facts}. Binary cross-entropy compares each output with a label of its own, 0 or 1.",
            "For one yes-or-no question end the model with `Dense(1, activation='sigmoid')` and give one label per "
            f"row. For exclusive classes use a softmax with one unit per class and {classes_loss}.",
            "loss",
        )
    if len(target) == 1 or target[-1] == 1:
        return Says(
            "integer labels with categorical_crossentropy",
            f"{facts}. This loss wants one-hot labels, {classes} columns per row. Yours are one integer per row.",
            f'Change one of the two: `loss="sparse_categorical_crossentropy"` for integers, or '
            f"`keras.utils.to_categorical(y, {classes})` for one-hot labels.",
            "loss",
        )
    return Says(
        "a different number of classes in labels and outputs",
        f"{facts}. Each class needs one column and one output.",
        f"Give the last layer {target[-1]} units, or make labels with {classes} columns.",
        "loss",
    )


@LABELS.known(
    "InvalidArgumentError",
    r"Received a label value of (-?\d+) which is outside the valid range of \[0, (\d+)\)",
    "02 03",
)
def label_outside(seen: Seen, found: re.Match[str]) -> Says:
    """Label 3 and three outputs."""
    value, classes = int(found[1]), int(found[2])
    more = (
        f"Give the last layer at least {value + 1} units, one per class. If the labels start at 1, use `y - 1`."
        if value >= classes
        else "Labels count from 0. Map yours to 0, 1, 2 and so on, for instance by `np.unique(y, return_inverse=True)`."
    )
    return Says(
        "a label outside the classes",
        f"The last layer has {classes} outputs, for the labels 0 to {classes - 1}. The labels hold {value}.",
        more,
    )


@LABELS.known(
    "ValueError UnimplementedError TypeError",
    r"Invalid dtype: (?:str\d*|object)|Cast string to \w+ is not supported|Unsupported object type (\w+)",
    "02",
)
def text_data(seen: Seen, found: re.Match[str]) -> Says | None:
    """Labels such as "cat", arrays of dtype object."""
    kinds = {name: getattr(getattr(seen.argument(name), "dtype", None), "kind", "") for name in ("x", "y")}
    which = [name for name, kind in kinds.items() if kind in "OSU" and kind]
    if not which:
        return None
    name = which[0]
    kind = f"`{name}` has dtype `{seen.argument(name).dtype}`"
    if name == "y":
        return Says(
            "labels that are text",
            f"{kind}: text or mixed objects. A network computes with numbers.",
            "Turn the names into integers: `names, y = np.unique(y, return_inverse=True)`. `names[i]` gives a name "
            "back.",
        )
    return Says(
        "input that is text or mixed objects",
        f"{kind}. A network computes with numbers, and an array of objects is not one block of numbers.",
        "If it holds numbers only, use `x.astype('float32')`. Make text columns one-hot first. Rows of different "
        "length "
        "must be brought to one length.",
    )


@LABELS.known(
    "ValueError InvalidArgumentError",
    r"compile_loss/(\w+)/.*(?:input shapes: (\[[\d,?]*\]), (\[[\d,?]*\])|Incompatible shapes: (\[[\d,]*\]) vs\. "
    r"(\[[\d,]*\]))",
    "03",
)
def loss_shapes(seen: Seen, found: re.Match[str]) -> Says:
    """mse of labels (n,) and outputs (n, 3)."""
    labels, outputs = (parse_shape(text) for text in found.groups()[1:] if text)
    y = seen.argument("y")
    if (shape_of(y) or labels)[1:] == outputs[1:]:  # some losses subtract the labels, some the outputs
        labels, outputs = outputs, labels
    units = labels[1] if len(labels) > 1 else 1
    return Says(
        "labels and outputs of different shape",
        f"The loss `{found[1]}` compares labels of shape {seen.theirs(labels, 1)} with outputs of shape {outputs}, "
        f"number "
        "by number.",
        f"Give the last layer {units} unit{'s' if units != 1 else ''}, one for each number to predict, or give labels "
        f"with {outputs[-1]} columns. For classes use a cross-entropy, not `{found[1]}`.",
        "loss",
    )


@LABELS.known(
    "ValueError InvalidArgumentError",
    r"Dimensions must be equal.*LogicalAnd|LogicalAnd.*Incompatible shapes|segment_ids|FBetaScore expects 2D inputs",
    "03",
)
def metric_of_one_class(seen: Seen, found: re.Match[str]) -> Says | None:
    """metrics=["precision"] with integer labels and several classes."""
    model = seen.call.receiver if seen.call else None
    if not hasattr(model, "compile"):
        return None
    y = shape_of(seen.argument("y"))
    labels = f"Yours have shape {y}" if y else "Yours are integers"
    return Says(
        "a yes-or-no metric with integer labels of several classes",
        f"Precision, recall, AUC and F-scores compare each output with a 0 or 1 of its own. {labels}, and the model "
        f"has "
        "one output per class.",
        "Use one-hot labels, `keras.utils.to_categorical(y)`, with `categorical_crossentropy`. Or use "
        '`metrics=["accuracy"]`, and compute precision afterwards from the predicted classes.',
    )


@LABELS.known("IndexError", r"index (-?\d+) is out of bounds for axis 1 with size (\d+)", "02")
def too_few_classes(seen: Seen, found: re.Match[str]) -> Says | None:
    """to_categorical([0, 1, 2], 2)."""
    if seen.innermost != "to_categorical":
        return None
    value, classes = int(found[1]), int(found[2])
    return Says(
        "fewer classes than labels in to_categorical",
        f"With {classes} classes the labels are 0 to {classes - 1}. There is a label {value}.",
        f"Say `num_classes={value + 1}` or leave it out: it is then the largest label plus 1."
        if value > 0
        else "Labels count from 0: map yours first, with `np.unique(y, return_inverse=True)`.",
    )


@LABELS.known("ValueError", r"invalid literal for int\(\) with base 10: (.*)", "02")
def text_to_categorical(seen: Seen, found: re.Match[str]) -> Says | None:
    """to_categorical(["a", "b"])."""
    if seen.innermost != "to_categorical":
        return None
    return Says(
        "text given to to_categorical",
        f"`to_categorical` wants integers from 0 on. Your labels hold {found[1]}.",
        "First number the names: `names, y = np.unique(y, return_inverse=True)`, then `keras.utils.to_categorical(y)`.",
    )


def _too_many_axes(target: tuple[int | None, ...], output: str) -> Says:
    return Says(
        "outputs with too many axes",
        f"The model gives an output of shape {output}, the labels have shape {target}. A `Dense` layer works on the "
        f"last "
        "axis only and leaves the axes before it as they are.",
        "Put `keras.layers.Flatten()` (or a pooling layer) before the `Dense` layers, so that one row gives one "
        "answer.",
        "loss",
    )
