"""Known errors: keywords and values that a layer, an optimizer or `compile` and `fit` do not accept."""

from __future__ import annotations

import re
from typing import Any

from coursekit.explain import names
from coursekit.explain.known import Says, Topic
from coursekit.explain.seen import Seen

ARGUMENTS = Topic()

# Keywords of Keras 1 and 2 and what is written today.
OLD = {
    "alpha": "`negative_slope=`",
    "batch_input_shape": "`keras.Input(batch_shape=...)` before the first layer",
    "decay": "`weight_decay=` for weight decay, or a schedule from `keras.optimizers.schedules` as `learning_rate=`",
    "init": "`kernel_initializer=`",
    "input_length": "nothing: the layer reads the length from its input",
    "lr": "`learning_rate=`",
    "max_queue_size": "`keras.utils.PyDataset(max_queue_size=)`",
    "nb_epoch": "`epochs=`",
    "nb_filter": "`filters=`",
    "output_dim": "`units=`",
    "p": "`rate=`",
    "period": "`save_freq=`",
    "show_accuracy": '`metrics=["accuracy"]` in `compile`',
    "use_multiprocessing": "`keras.utils.PyDataset(use_multiprocessing=)`",
    "W_regularizer": "`kernel_regularizer=`",
    "weights": "`layer.set_weights([...])` once the layer is built",
    "workers": "`keras.utils.PyDataset(workers=)`; arrays and `tf.data` need nothing",
}


@ARGUMENTS.known("TypeError", r"(?:(\w+)\.)?(\w+)\(\) got an unexpected keyword argument '(\w+)'", "02 03")
def unexpected_keyword(seen: Seen, found: re.Match[str]) -> Says | None:
    """compile(metric=), fit(metrics=), EarlyStopping(monitors=)."""
    owner, function, keyword = found.groups()
    if seen.call and seen.call.function == function:
        return _keyword(keyword, f"`{function}`", seen.call.parameters, function)
    target = names.owner(owner if function == "__init__" and owner else function)
    if target is None:  # a function of the learner's own
        return None
    return _keyword(keyword, f"`{target.__name__}`", names.keywords(target), function)


@ARGUMENTS.known("ValueError", r"Unrecognized keyword arguments? passed to (\w+): \{'(\w+)':", "02 06")
def layer_keyword(seen: Seen, found: re.Match[str]) -> Says:
    """Dense(kernel_constraints=)."""
    name, keyword = found.groups()
    return _keyword(keyword, f"`{name}`", names.keywords(_class(seen, name)), name)


@ARGUMENTS.known("ValueError", r"Argument\(s\) not recognized: \{'(\w+)':", "04")
def optimizer_keyword(seen: Seen, found: re.Match[str]) -> Says:
    """Adam(lr=)."""
    optimizer = next((type(f.f_locals["self"]) for f in reversed(seen.frames) if "self" in f.f_locals), None)
    accepted = names.keywords(optimizer) if optimizer else []
    return _keyword(found[1], f"`{optimizer.__name__}`" if optimizer else "The optimizer", accepted, "")


@ARGUMENTS.known("TypeError", r"(\w+)\.__init__\(\) missing \d+ required positional arguments?: '(\w+)'", "02")
def missing_argument(seen: Seen, found: re.Match[str]) -> Says | None:
    """Dense(unit=3): the keyword is misspelt, so the needed one is missing."""
    name, needed = found.groups()
    if names.owner(name) is None:
        return None
    used = re.findall(r"(\w+)\s*=(?!=)", seen.source)
    meant = names.nearest(
        needed, [word for word in used if word != needed and word not in names.keywords(names.owner(name))]
    )
    if meant:
        return Says(
            "a misspelt keyword",
            f"`{name}` needs `{needed}`. Your line says `{meant}=`, which is another word, so `{needed}` is missing.",
            f"Write `{needed}=` in place of `{meant}=`.",
        )
    return Says(
        "a needed argument is missing",
        f"`{name}` cannot be made without `{needed}`.",
        f"Give it first or by name: `{name}({needed}=...)`.",
    )


@ARGUMENTS.known("ValueError", r"Invalid value received for argument `rate`.*Received: rate=(\S+)", "06")
def rate_range(seen: Seen, found: re.Match[str]) -> Says:
    """Dropout(20)."""
    value = found[1].rstrip(".")
    percent = re.fullmatch(r"[1-9]\d?(\.0)?", value)
    return Says(
        "a rate outside 0 to 1",
        f"The rate is the fraction of values that is dropped, from 0 to 1. It is {value} here.",
        f"For {value} percent write `{float(value) / 100:g}`." if percent else "Give a fraction such as `0.2`.",
    )


@ARGUMENTS.known(
    "ValueError", r"invalid value for `(units|filters)`, expected a positive integer\. Received: \w+=(.*)", "02"
)
def size_not_a_count(seen: Seen, found: re.Match[str]) -> Says:
    """Dense(-3), Dense(3.5), Dense(x)."""
    argument, value = found.groups()
    if "KerasTensor" in value:
        return tensor_in_constructor(argument)
    return Says(
        "a layer's size that is no positive whole number",
        f"`{argument}` says how many outputs the layer has: 1, 2, 3 and so on. It is `{value[:60]}` here.",
        f"Give a positive whole number as `{argument}`. `int(...)` turns a computed size into one.",
    )


@ARGUMENTS.known("ValueError", r"Could not interpret \w+( function)? identifier: <KerasTensor", "02")
def tensor_as_activation(seen: Seen, found: re.Match[str]) -> Says:
    """Dense(3, x)."""
    return tensor_in_constructor("activation")


@ARGUMENTS.known("ValueError", r"`momentum` must be a float between \[0, 1\]", "04")
def momentum(seen: Seen, found: re.Match[str]) -> Says:
    """SGD(momentum=0)."""
    value = next((f.f_locals["momentum"] for f in reversed(seen.frames) if "momentum" in f.f_locals), None)
    if isinstance(value, int) and 0 <= value <= 1:
        return Says(
            "a whole number as momentum",
            f"`SGD` accepts a float as `momentum`, not the int `{value}`.",
            f"Write `momentum={float(value)}`.",
        )
    return Says(
        "a momentum outside 0 to 1",
        f"Momentum is the share of the last step that is kept, from 0 to 1. It is `{value}` here.",
        "Give a float such as `momentum=0.9`.",
    )


@ARGUMENTS.known("ValueError", r"Argument `learning_rate` should be float.*learning_rate=(.*)", "04")
def learning_rate(seen: Seen, found: re.Match[str]) -> Says:
    """Adam("0.1")."""
    return Says(
        "a learning rate that is no number",
        f"The learning rate is `{found[1]}`, and that is no float, no schedule and no function.",
        "Give a float such as `learning_rate=0.001`, without quotes.",
    )


@ARGUMENTS.known("ValueError", r"Cannot convert '(.*?)' to a shape", "02")
def not_a_shape(seen: Seen, found: re.Match[str]) -> Says:
    """Input(4)."""
    value = found[1]
    if re.fullmatch(r"-?\d+", value):
        return Says(
            "a number where a shape belongs",
            f"A shape is a tuple with one number per axis. `{value}` is a bare number.",
            f"Write `({value},)`: the comma makes it a tuple.",
        )
    return Says(
        "a shape with entries that are no whole numbers",
        f"Each entry of a shape is a whole number or None. `{value}` is not such a shape.",
        "Give whole numbers, for instance `keras.Input((28, 28, 1))`.",
    )


@ARGUMENTS.known("ValueError", r"Expected `metrics` argument to be a list, tuple, or dict.*metrics=(.*) of type", "03")
def metrics_not_a_list(seen: Seen, found: re.Match[str]) -> Says:
    """compile(metrics="accuracy")."""
    given = seen.argument("metrics")
    value = repr(given) if isinstance(given, str) else found[1]
    return Says(
        "metrics without a list",
        f"`metrics=` wants a list, because there may be several. It is `{value}` here.",
        f"Write `metrics=[{value}]`." if len(value) < 60 else "Put it in square brackets.",
    )


def tensor_in_constructor(argument: str) -> Says:
    """What is said when a tensor was given to a layer's constructor."""
    return Says(
        "a tensor passed to the layer's constructor",
        "A layer is first made from its settings, then called on a tensor. Here the tensor stands among the "
        f"settings, where Keras reads it as `{argument}`.",
        "Use two pairs of parentheses: `keras.layers.Dense(3)(x)`.",
    )


def _class(seen: Seen, name: str) -> Any:
    """The class whose constructor raised: it may be the learner's own subclass."""
    for frame in reversed(seen.frames):
        if type(me := frame.f_locals.get("self")).__name__ == name:
            return type(me)
    return names.owner(name) or names.owner("Layer")


def _keyword(keyword: str, owner: str, accepted: list[str] | tuple[str, ...], function: str) -> Says:
    if function == "fit" and keyword in ("metrics", "metric", "loss", "optimizer"):
        right = "metrics" if keyword == "metric" else keyword
        return Says(
            f"`{keyword}=` passed to `fit`",
            f"`fit` has no `{keyword}=`. What is measured and how the model learns is settled in `compile`.",
            f"Move it: `model.compile(..., {right}=...)`, then `model.fit(...)` without it.",
        )
    if function == "compile" and keyword in (
        "epochs",
        "batch_size",
        "validation_data",
        "validation_split",
        "callbacks",
    ):
        return Says(
            f"`{keyword}=` passed to `compile`",
            f"`compile` has no `{keyword}=`. How long and on what the model trains is said to `fit`.",
            f"Move it: `model.fit(..., {keyword}=...)`.",
        )
    meant = names.nearest(keyword, accepted)
    if keyword in OLD and (meant is None or meant not in OLD[keyword]):
        return Says(
            "a keyword of an older Keras",
            f"{owner} no longer has `{keyword}=`; it comes from Keras before version 3.",
            f"Today: {OLD[keyword]}.",
        )
    if keyword in ("input_size", "input_dims", "input_shapes", "input_dim", "input_shape"):
        return Says(
            "a keyword for the input's shape",
            f"{owner} has no `{keyword}=`. A layer finds out the size of its input by itself.",
            "Say the shape once, as the first item of the model: `keras.Input((4,))` for rows of 4 numbers.",
        )
    if meant:
        return Says(
            "a misspelt keyword",
            f"{owner} has no `{keyword}=`. It has `{meant}=`.",
            f"Write `{meant}=` in place of `{keyword}=`.",
        )
    listed = ", ".join(f"`{name}`" for name in list(accepted)[:12])
    return Says(
        "a keyword that does not exist",
        f"{owner} has no `{keyword}=`.",
        f"It accepts {listed}{' and others' if len(accepted) > 12 else ''}." if listed else "Leave it out.",
    )
