"""Known errors: a target that is an image or a row of numbers, and an output of another shape, as in autoencoders."""

from __future__ import annotations

import math
import re

from coursekit.explain.known import Says, Topic
from coursekit.explain.seen import Seen, parse_shape, shape_of

RECONSTRUCTIONS = Topic()


@RECONSTRUCTIONS.known(
    "ValueError InvalidArgumentError",
    r"compile_loss/\w+/.*(?:input shapes: (\[[\d,?]*\]), (\[[\d,?]*\])|Incompatible shapes: (\[[\d,]*\]) vs\. "
    r"(\[[\d,]*\]))",
    "10",
)
def in_a_loss_of_numbers(seen: Seen, found: re.Match[str]) -> Says | None:
    """mse of targets (n, 8, 8) and outputs (n, 64)."""
    one, other = (parse_shape(text) for text in found.groups() if text)
    target = shape_of(seen.argument("y"))
    if target is None:
        return None
    return _says(target, one if target[1:] == other[1:] else other)  # some losses subtract one, some the other


@RECONSTRUCTIONS.known(
    "ValueError",
    r"`target` and `output` must have the same (?:rank \(ndim\)|shape)\. Received: target\.shape=(\([^)]*\)), "
    r"output\.shape=(\([^)]*\))",
    "10",
)
def in_a_cross_entropy(seen: Seen, found: re.Match[str]) -> Says | None:
    """binary_crossentropy of targets (n, 64) and outputs (n, 63)."""
    target, output = (parse_shape(text) for text in found.groups())
    return _says(shape_of(seen.argument("y")) or target, output) if "binary" in seen.innermost else None


def _says(target: tuple[int | None, ...], output: tuple[int | None, ...]) -> Says | None:
    """What is said of targets and outputs with a batch axis each; None where the target is a class or a number."""
    wanted, given = target[1:], output[1:]
    if None in (*wanted, *given) or wanted == given:
        return None
    facts = f"The targets have shape {target}, the outputs {output}"
    if math.prod(wanted) == math.prod(given) > 1:
        return Says(
            "targets and outputs of one size in different form",
            f"{facts}. Both hold {math.prod(wanted)} numbers per row, in another arrangement.",
            "Bring the targets to the form of the outputs, such as `x.reshape(len(x), -1)` for flat ones; or let the "
            f"model end with `keras.layers.Reshape({wanted})`.",
            "loss",
        )
    if len(wanted) != len(given) or math.prod(given) == 1 or math.prod(wanted) == 1:
        return None
    if len(wanted) > 1:
        return Says(
            "an image of another size than its target",
            f"{facts}. Each stride or pooling makes an image smaller, each `UpSampling2D` or transposed convolution "
            "larger, and padding decides what happens at the edges.",
            'Follow the shapes in `model.summary()`. With `padding="same"` everywhere, undo each stride of 2 by one of '
            "2, and let the last layer have as many filters as the target has channels.",
            "loss",
        )
    if _looks_like_classes(wanted[0]):
        return None
    return Says(
        "an output of another size than its target",
        f"{facts}. Each number of the target is compared with an output of its own.",
        f"Give the last layer {wanted[0]} units, as many as a target has numbers.",
        "loss",
    )


def _looks_like_classes(width: int | None) -> bool:
    """A short row may be one-hot labels: the errors of labels have more to say about it."""
    return width is not None and width < 16
