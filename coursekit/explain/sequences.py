"""Known errors: texts, rows of different length, series without their axes, states that outlive a batch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from coursekit.explain.input_shapes import LAYER
from coursekit.explain.known import Says, Topic
from coursekit.explain.seen import Seen, parse_shape

SEQUENCES = Topic()

READERS = ("Embedding", "SimpleRNN", "GRU", "LSTM", "Bidirectional", "RNN")


@SEQUENCES.known(
    "ValueError UnimplementedError TypeError InvalidArgumentError",
    r"Invalid dtype: (?:str\d*|object)|Cast string to \w+ is not supported|Unsupported object type|"
    r"expected (?:min_)?ndim=3, found ndim=[12]|Invalid input shape for input",
    "09",
)
def text_to_reader(seen: Seen, found: re.Match[str]) -> Says | None:
    """Embedding(10, 4)(np.array(["a cat"])), or fit on texts of a model that begins with one."""
    reader = next(_readers(seen.call.receiver), None) if seen.call else None
    example = _first_text(_input(seen))
    if reader is None or example is None:
        return None
    shown = example if len(example) <= 40 else f"{example[:40]}..."
    return Says(
        "text given to a layer that reads numbers",
        f"The model begins to read in a layer of the type `{reader}`, which takes numbers. It got text: {shown!r}.",
        "Turn texts into word numbers first: `vectorizer = keras.layers.TextVectorization()`, "
        "`vectorizer.adapt(texts)`, then `vectorizer(texts)`. The numbers go into an `Embedding`.",
    )


@SEQUENCES.known(
    "ValueError",
    r"setting an array element with a sequence\..*inhomogeneous shape|Can't convert non-rectangular Python sequence",
    "09",
)
def ragged_array(seen: Seen, found: re.Match[str]) -> Says:
    """np.array([[1, 2, 3], [4, 5]])."""
    return _unequal("Rows of different length make no array: an array is one block of numbers.")


@SEQUENCES.known(
    "ValueError TypeError AttributeError",
    r"Unrecognized data type: x=|Invalid dtype: object|Only input tensors may",
    "09",
)
def ragged_input(seen: Seen, found: re.Match[str]) -> Says | None:
    """fit([[1, 2, 3], [4, 5]], y), predict of an array of lists, a layer called on such lists."""
    lengths = _lengths(_input(seen))
    if len(lengths) < 2:
        return None
    return _unequal(f"The rows of `x` have different lengths, from {min(lengths)} to {max(lengths)}.")


@SEQUENCES.known(
    "ValueError", LAYER + r"expected (?:min_)?ndim=3, found ndim=1\. Full shape received: (\([^)]*\))", "09"
)
def bare_series(seen: Seen, found: re.Match[str]) -> Says:
    """LSTM(3)(np.zeros(20))."""
    shape = seen.theirs(parse_shape(found[2]), 0)
    return Says(
        "a series without its axes",
        f"Layer `{found[1]}` wants (rows, steps, features). It got shape {shape}: one axis.",
        "For one series of single numbers add the other two: `x[None, :, None]`. To forecast, cut the series into "
        "windows first, shape (windows, steps), then use `windows[..., None]`.",
        "input",
    )


@SEQUENCES.known(
    "ValueError",
    r"If an RNN is stateful, the batch size .*Expected batch size: (\d+)\s*- Received batch size: (\d+)",
    "09",
)
def stateful_rows(seen: Seen, found: re.Match[str]) -> Says:
    """A stateful LSTM called with 2 rows, then with 3."""
    return Says(
        "another number of rows for a stateful layer",
        f"The layer keeps a state for each of {found[1]} rows. This batch has {found[2]}.",
        f"Give it batches of {found[1]} rows, the last one too. For other sequences call `layer.reset_state()`, and "
        "build the model for their number of rows.",
    )


@SEQUENCES.known("ValueError", r"When using `stateful=True` in a RNN, the batch size must be static", "09")
def stateful_batch(seen: Seen, found: re.Match[str]) -> Says:
    """Input((5, 1)) before LSTM(3, stateful=True)."""
    return Says(
        "a stateful layer that does not know its number of rows",
        "It keeps a state for each row of a batch, so it must know how many there are. `keras.Input(shape)` leaves "
        "that open.",
        "Say it: `keras.Input(batch_shape=(2, 5, 1))` for batches of 2 rows with 5 steps of 1 number.",
    )


@SEQUENCES.known("AttributeError", r"'(\w+)' object has no attribute 'reset_states'", "09")
def reset_states(seen: Seen, found: re.Match[str]) -> Says:
    """model.reset_states(), which Keras had before version 3."""
    return Says(
        "a method of an older Keras",
        f"A `{found[1]}` has no `reset_states`. Today only the layer that has the state resets it.",
        "Call `layer.reset_state()` of each stateful layer, for instance `model.layers[0].reset_state()`.",
    )


def _unequal(means: str) -> Says:
    return Says(
        "sequences of unequal length",
        means,
        'Bring them to one length: `keras.utils.pad_sequences(rows, padding="post")` fills short ones up with zeros. '
        "`Embedding(..., mask_zero=True)` tells the layers behind it to skip those.",
    )


def _readers(receiver: Any) -> Iterator[str]:
    """The types of the layers, the receiver itself included, that read sequences; nothing is built."""
    for each in (receiver, *(getattr(receiver, "_layers", None) or ())):
        names = [cls.__name__ for cls in type(each).__mro__]
        yield from (name for name in names[:1] if set(names) & set(READERS))


def _input(seen: Seen) -> Any:
    return next((v for name in ("x", "inputs", "sequences") if (v := seen.argument(name)) is not None), None)


def _first_text(value: Any) -> str | None:
    """The first text in an array of texts, None for anything else."""
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    if kind not in ("O", "S", "U") or not getattr(value, "size", 0):
        return None
    first = value.flat[0]
    return (
        first.decode(errors="replace") if isinstance(first, bytes) else str(first) if isinstance(first, str) else None
    )


def _lengths(value: Any) -> set[int]:
    """The lengths of the rows, where they are lists or arrays."""
    rows = (
        value if isinstance(value, (list, tuple)) or getattr(getattr(value, "dtype", None), "kind", "") == "O" else ()
    )
    return {len(row) for row in rows if isinstance(row, (list, tuple)) or getattr(row, "ndim", 0)}
