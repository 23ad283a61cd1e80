"""What is wrong with the batch axis of the data that a model got: none, or one too many."""

from __future__ import annotations

from typing import Any

from coursekit.explain.known import Says
from coursekit.explain.seen import Seen, is_dataset, shape_of


def batch_trouble(seen: Seen) -> Says | None:
    """What is said when the data of the call lack the batch axis, or have two; None when neither is so.

    Keras mends a missing channel axis of size 1 by itself. For one image, (28, 28, 1), that is the wrong mend, and the
    error then comes from a layer further inside: so the data are compared with what the model's input says.
    """
    expected, own, data = _model_input(seen), own_shape(seen), _data(seen)
    if expected is None or own is None:
        return None
    facts = f"The model expects {expected} and got {own}"
    rows = f"{facts}. The first axis of what a model gets counts the rows of a batch; here it is missing."
    name = "a dataset without batches" if is_dataset(data) else "one sample without its batch axis"
    if own == expected[1:]:
        batch = "`dataset.batch(32)`" if is_dataset(data) else "`x[None]` or `x[:1]`"
        return Says(name, rows, f"Add it: {batch}.", "input")
    if len(expected) > 2 and expected[-1] == 1 and own == expected[1:-1]:
        batch = "`dataset.batch(32)`" if is_dataset(data) else "`x[None, ..., None]`"
        return Says(name, f"{rows} The channel axis is missing too.", f"Add it: {batch}.", "input")
    doubled = [expected[1:], *([expected[1:-1]] if expected[-1] == 1 else [])]
    if is_dataset(data) and any(len(own) > len(end) + 1 and own[-len(end) :] == end for end in doubled if end):
        return Says(
            "a dataset batched twice",
            f"{facts}. There is one axis too many in front: batches of batches.",
            "Call `batch` once in the pipeline. `dataset.unbatch()` takes one level away.",
            "input",
        )
    return None


def own_shape(seen: Seen) -> tuple[int | None, ...] | None:
    """The shape of the learner's data in the call; of a dataset, that of its elements. None where it is unknown."""
    data = _data(seen)
    if not is_dataset(data):
        return shape_of(data)
    spec = data.element_spec
    return shape_of(spec[0] if isinstance(spec, tuple) else spec)


def _data(seen: Seen) -> Any:
    return seen.argument("x") if seen.argument("x") is not None else seen.argument("inputs")


def _model_input(seen: Seen) -> tuple[int | None, ...] | None:
    """The shape that the called model's only input was made for; None for layers and for models that do not say."""
    model = seen.call.receiver if seen.call else None
    inputs = getattr(model, "inputs", None) if getattr(model, "built", False) else None
    return shape_of(inputs[0]) if isinstance(inputs, list) and len(inputs) == 1 else None
