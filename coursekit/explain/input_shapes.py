"""Known errors: arrays and tensors whose shape does not fit the layer they reach."""

from __future__ import annotations

import math
import re

from coursekit.explain.batches import batch_trouble
from coursekit.explain.known import Says, Topic
from coursekit.explain.seen import Seen, parse_shape, shape_of

INPUT_SHAPES = Topic()

Shape = tuple[int | None, ...]
LAYER = r"layer ['\"]?([\w/]+)['\"]? is incompatible with the layer: "


@INPUT_SHAPES.known(
    "ValueError",
    LAYER + r"expected (?:min_)?ndim=(\d+), found ndim=(\d+)\. Full shape received: (\([^)]*\))",
    "02 08 09",
)
def axes(seen: Seen, found: re.Match[str]) -> Says:
    """Dense on (n,), Conv2D on (n, 28, 28), LSTM on (n, 4)."""
    layer, expected, got = found[1], int(found[2]), int(found[3])
    received = parse_shape(found[4])
    text = _text(seen.theirs(received, 0))
    if expected == 4 and None not in received and (got == 2 or (got == 3 and received[-1] in (1, 3))):
        both = " nor channels" if got == 2 else ""
        return Says(
            "one image without its batch axis",
            f"Layer `{layer}` wants 4 axes: rows, height, width, channels. It got shape {text}: one image, without an "
            f"axis that counts the images{both}.",
            f"Make it a batch of one: `{'x[None, ..., None]' if got == 2 else 'x[None]'}`.",
            "input",
        )
    if got == 1:
        return Says(
            "one-dimensional input",
            f"Layer `{layer}` wants rows of features, an array of {expected} axes. It got shape {text}: one axis, so "
            "one number per row without a column.",
            "Make each number a row with one column: `x[:, None]` or `x.reshape(-1, 1)`.",
            "input",
        )
    if expected == got + 1 == 3:
        return Says(
            "a sequence layer without a time axis",
            f"Layer `{layer}` wants (rows, time steps, features). It got shape {text}, which has no time axis.",
            "If a recurrent layer stands before it, give that one `return_sequences=True`. If it is the data, use "
            "`x[..., None]` for one feature per time step; word numbers go through an `Embedding` first.",
            "input",
        )
    if expected == got + 1:
        return Says(
            "the channel axis is missing",
            f"Layer `{layer}` wants {expected} axes: rows, the image's axes, channels. It got shape {text}, which has "
            f"{got}.",
            "Grey images have one channel. Add its axis to the data with `x[..., None]` and say it in the model: "
            "`keras.Input((28, 28, 1))` for images of 28 by 28.",
            "input",
        )
    return Says(
        "the wrong number of axes",
        f"Layer `{layer}` wants an array of {expected} axes. It got shape {text}, which has {got}.",
        "Compare the array's `shape` with what the layer expects, and reshape it before the layer.",
        "input",
    )


@INPUT_SHAPES.known(
    "ValueError",
    LAYER + r"expected axis -?\d+ of input shape to have value (\d+), but received input with shape (\([^)]*\))",
    "02",
)
def features(seen: Seen, found: re.Match[str]) -> Says:
    """A model of 4 features given 5."""
    size, got = int(found[2]), parse_shape(found[3])
    flat = math.prod(n or 0 for n in got[1:]) == size
    return _mismatch(seen, (None, size) if flat else (None, *got[1:-1], size), got, found[1])


@INPUT_SHAPES.known("ValueError", LAYER + r"expected shape=(\([^)]*\)), found shape=(\([^)]*\))", "02")
def whole_shape(seen: Seen, found: re.Match[str]) -> Says:
    """The same, of a functional model."""
    return _mismatch(seen, parse_shape(found[2]), parse_shape(found[3]), "")


@INPUT_SHAPES.known(
    "ValueError",
    r"Invalid input shape for input .*Expected shape (\([^)]*\)), but input has incompatible shape (\([^)]*\))",
    "02",
)
def input_shape(seen: Seen, found: re.Match[str]) -> Says:
    """The same, with another number of axes."""
    return _mismatch(seen, parse_shape(found[1]), parse_shape(found[2]), "")


@INPUT_SHAPES.known(
    "ValueError",
    r"Computed output size would be (?:zero or )?negative\. Received `inputs shape=(\([^)]*\))`, `kernel "
    r"shape=(\([^)]*\))",
    "08",
)
def image_smaller_than_kernel(seen: Seen, found: re.Match[str]) -> Says:
    """A 3 by 3 kernel on what is left of 4 by 4 after pooling."""
    return Says(
        "an image smaller than the kernel",
        f"The image that reaches this layer has shape {found[1]}, and the kernel {found[2]} does not fit into it. Each "
        "convolution without padding and each pooling makes the image smaller.",
        'Use `padding="same"`, fewer poolings, or a smaller kernel.',
        "input",
    )


@INPUT_SHAPES.known(
    "ValueError",
    r"total size of the tensor must be unchanged\. Received: input_shape=(\([^)]*\)), target_shape=(\([^)]*\))",
    "02",
)
def reshape(seen: Seen, found: re.Match[str]) -> Says:
    """Reshape((30, 30)) of (28, 28)."""
    have, want = (math.prod(n or 1 for n in parse_shape(text)) for text in found.groups())
    return Says(
        "a reshape that changes the number of values",
        f"The input {found[1]} holds {have} values per row, the target {found[2]} holds {want}. A reshape neither adds "
        "nor drops values.",
        f"Choose a target whose sizes multiply to {have}. One size may be -1: it is then computed.",
        "input",
    )


@INPUT_SHAPES.known(
    "ValueError",
    r"`Concatenate` layer requires inputs with matching shapes.*Received: input_shape=(\[.*?\])$|Inputs have "
    r"incompatible shapes\. Received shapes (\([^)]*\)) and (\([^)]*\))",
    "02",
)
def merged(seen: Seen, found: re.Match[str]) -> Says:
    """Add of (4,) and (3,)."""
    shapes = found[1] or f"{found[2]} and {found[3]}"
    return Says(
        "branches of different shape are merged",
        f"The merging layer got {shapes}. "
        + ("All axes but the joined one must agree." if found[1] else "Adding and its like need equal shapes."),
        "Bring the branches to the same shape first, for instance with a `Dense` layer of the same size in each.",
    )


@INPUT_SHAPES.known(
    "ValueError",
    r"`Concatenate` layer should be called on a list of at least 1 input\. Received: input_shape=(\([^)]*\))",
    "02",
)
def not_a_list(seen: Seen, found: re.Match[str]) -> Says:
    """Concatenate()(x)."""
    return Says(
        "a merging layer called without a list",
        f"It joins several tensors, and it got one of shape {found[1]}.",
        "Give the tensors as one list: `keras.layers.Concatenate()([a, b])`.",
    )


def _mismatch(seen: Seen, expected: Shape, got: Shape, layer: str) -> Says:
    where = f"layer `{layer}`" if layer else "the model"
    got_theirs = seen.theirs(got, 0)
    facts = f"{where[0].upper()}{where[1:]} expects {_text(expected)} and got {_text(got_theirs)}"
    x = seen.argument("x") if seen.argument("x") is not None else seen.argument("inputs")
    if seen.broke_in_validation(got, 0):
        held_out = seen.theirs(got, 0)
        return Says(
            "validation data of another shape",
            f"Training ran, then the validation data came. {facts}. Yours have shape {held_out}, the training data "
            f"{shape_of(x)}.",
            "Treat the validation data exactly as the training data: the same columns, scaling and reshaping.",
            "input",
        )
    width = math.prod(n or 0 for n in expected[1:])
    if len(got) > len(expected) and math.prod(n or 0 for n in got[1:]) == width:
        return Says(
            "images that were not flattened",
            f"{facts}. The numbers are all there ({' x '.join(str(n) for n in got[1:])} = {width}), but in rows and "
            "columns.",
            f"Flatten them: `x.reshape(len(x), -1)`, or begin the model with `keras.Input({tuple(got[1:])})` and "
            "`keras.layers.Flatten()`.",
            "input",
        )
    if trouble := batch_trouble(seen):
        return trouble
    if len(got) == 1:
        return Says(
            "one-dimensional input",
            f"{facts}. That is one axis: one number per row without a column.",
            "Give an array with a row per sample and a column per feature. For a single feature: `x[:, None]`. If x "
            "and y are swapped, swap them back.",
            "input",
        )
    return Says(
        "the wrong number of features",
        f"{facts}. The number of rows is free (None), the other axes are fixed when the model is built.",
        f"Give data with {_text(expected[1:])} per row, or say the new shape in the model: "
        f"`keras.Input({_text(got[1:])})`.",
        "input",
    )


def _text(shape: Shape) -> str:
    return str(tuple(shape))
