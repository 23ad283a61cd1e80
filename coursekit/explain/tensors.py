"""Known errors: TensorFlow's tensors, variables and gradients."""

from __future__ import annotations

import re

from coursekit.explain.known import Says, Topic
from coursekit.explain.seen import Seen, parse_shape

TENSORS = Topic()


@TENSORS.known(
    "InvalidArgumentError ValueError", r"Matrix size-incompatible: In\[0\]: (\[[\d,]*\]), In\[1\]: (\[[\d,]*\])", "01"
)
def matmul(seen: Seen, found: re.Match[str]) -> Says:
    """A matrix product whose inner sizes differ."""
    first, second = (parse_shape(text) for text in found.groups())
    return Says(
        "a matrix product whose inner sizes differ",
        f"{first} times {second}: the {first[-1]} columns of the first must meet as many rows of the second, which has "
        f"{second[0]}.",
        "For a layer it is `x @ W`: (rows, inputs) times (inputs, units). Check the order, or transpose one of the "
        "two.",
    )


@TENSORS.known("InvalidArgumentError", r"Incompatible shapes: (\[[\d,]*\]) vs\. (\[[\d,]*\])", "01")
def broadcast(seen: Seen, found: re.Match[str]) -> Says:
    """(2,) plus (3,)."""
    first, second = (parse_shape(text) for text in found.groups())
    return Says(
        "shapes that cannot be combined",
        f"{first} and {second} are combined number by number. From the last axis on, sizes must be equal or 1.",
        "Print both shapes before the line. A missing axis is added with `x[:, None]`.",
    )


@TENSORS.known(
    "InvalidArgumentError",
    r"cannot compute (\w+) as input #\d+\(zero-based\) was expected to be a (\w+) tensor but is a (\w+) tensor",
    "01",
)
def dtypes(seen: Seen, found: re.Match[str]) -> Says:
    """An int tensor plus a float tensor."""
    return Says(
        "tensors of different dtype",
        f"TensorFlow does not convert on its own: one tensor is {found[2]}, the other {found[3]}.",
        "Convert one: `tf.cast(x, tf.float32)`. Writing `1.0` in place of `1` makes a float constant.",
    )


@TENSORS.known("TypeError", r"EagerTensor' object does not support item assignment", "01")
def item_assignment(seen: Seen, found: re.Match[str]) -> Says:
    """t[0] = 3."""
    return Says(
        "assigning into a tensor",
        "A tensor never changes once it is made.",
        "Work on a NumPy array (`x = t.numpy().copy()`), or use a `tf.Variable` and its `assign`.",
    )


@TENSORS.known("RuntimeError", r"non-persistent GradientTape can only be used to compute one set of gradients", "01")
def tape_twice(seen: Seen, found: re.Match[str]) -> Says:
    """tape.gradient called twice."""
    return Says(
        "a tape used twice",
        "A GradientTape forgets its record after the first `gradient`.",
        "Ask for all gradients at once: `tape.gradient(loss, [w, b])`. Or make it with `persistent=True`.",
    )


@TENSORS.known("ValueError", r"No gradients provided for any variable", "01 04")
def no_gradients(seen: Seen, found: re.Match[str]) -> Says:
    """The loss does not depend on the variables."""
    return Says(
        "no gradient reaches the weights",
        "All gradients are None: the loss was not computed from these variables inside the tape.",
        "Compute the whole way from weights to loss inside the `with tf.GradientTape()` block, with TensorFlow or "
        "`keras.ops`, not with NumPy and not from `predict`.",
    )


@TENSORS.known("AttributeError", r"'SymbolicTensor' object has no attribute 'numpy'", "01 03")
def numpy_in_graph(seen: Seen, found: re.Match[str]) -> Says:
    """x.numpy() inside a tf.function or a dataset's map."""
    return Says(
        "`.numpy()` inside a graph",
        "This function is traced once with symbolic tensors and then runs as a graph, as in `tf.function`, `fit` and "
        "`dataset.map`. Symbolic tensors have no values.",
        "Stay with tensors: use `keras.ops` or `tf` functions. To look at values while searching, compile with "
        "`run_eagerly=True`.",
    )


@TENSORS.known("InvalidArgumentError", r"indices\[.*?\] = (-?\d+) is not in \[0, (\d+)\)", "09")
def index_outside(seen: Seen, found: re.Match[str]) -> Says:
    """An Embedding of 3 rows asked for row 7."""
    value, size = int(found[1]), int(found[2])
    return Says(
        "an index outside the table",
        f"The table, for instance of an `Embedding`, has {size} rows, 0 to {size - 1}. It was asked for {value}.",
        f"Give `Embedding` an `input_dim` of at least the largest index plus "
        f"1{f', {value + 1} here' if value > 0 else ''}; "
        "count padding and unknown words too.",
    )
