"""The flow of shapes through a model, layer by layer, up to the place where it breaks.

Read from the frames of an error: nothing is built, traced or called but `compute_output_shape` of Keras's own
layers, which only computes with numbers.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from coursekit.explain.names import keras_module
from coursekit.explain.seen import Seen, is_dataset, parse_shape, shape_of

HEADER = ("layer", "expects", "gets", "gives")
MISMATCH = "<-- here"
NOT_REACHED = "not reached"


@dataclass(frozen=True)
class Row:
    """One station: a layer, what it expects, gets and gives, and whether the flow breaks here."""

    layer: str
    expects: str
    gets: str
    gives: str
    wrong: bool = False


def flow(seen: Seen, breaks_at: str) -> tuple[Row, ...]:
    """The stations of the call that raised; empty when they cannot be told for certain.

    Args:
        seen: the error.
        breaks_at: "input" when a layer got what it cannot take, "loss" when outputs and labels do not fit.
    """
    try:
        rows = tuple(_to_the_loss(seen) if breaks_at == "loss" else _to_the_layer(seen))
    except Exception:  # a picture beside the explanation: no reason to lose the explanation itself
        return ()
    return rows if sum(row.wrong for row in rows) == 1 else ()


def as_text(rows: Sequence[Row]) -> str:
    """The stations as aligned columns; the mismatch is marked in words."""
    table = [(*HEADER, ""), *((*astuple(row)[:4], MISMATCH if row.wrong else "") for row in rows)]
    widths = [max(len(line[i]) for line in table) for i in range(5)]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in table)


def as_html(rows: Sequence[Row]) -> str:
    """The stations as a table; the mismatch is marked in words and by an edge."""
    cell = 'style="text-align:left;padding:.1em .8em .1em .3em;border-bottom:1px solid rgba(128,128,128,.4)"'
    head = "".join(f'<th scope="col" {cell}>{name}</th>' for name in (*HEADER, ""))
    body = ""
    for row in rows:
        edge = ' style="outline:2px solid #a8321f;font-weight:600"' if row.wrong else ""
        cells = [html.escape(text) for text in astuple(row)[:4]] + ["&larr; here" if row.wrong else ""]
        body += f"<tr{edge}>" + "".join(f"<td {cell}>{text}</td>" for text in cells) + "</tr>"
    return (
        '<table style="color:inherit;border-collapse:collapse;margin:.4em 0">'
        f'<caption style="text-align:left;color:inherit">The flow of shapes</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _to_the_layer(seen: Seen) -> Iterator[Row]:
    layers, start, expected = _chain(seen)
    failing = _failing(seen)
    at_the_door = "Invalid input shape" in seen.message or "found shape=" in seen.message
    yield Row("(input)", _written(expected), _written(start), "" if at_the_door else _written(start), at_the_door)
    shape, reached = start, not at_the_door
    for layer in layers:
        name = f"{layer.name} ({type(layer).__name__})"
        if not reached:
            yield Row(name, _expects(layer), NOT_REACHED, "")
            continue
        if layer is failing or layer.name == failing:
            yield Row(name, _expects(layer), _written(shape), "", True)
            reached = False
            continue
        gives = _gives(layer, shape)
        yield Row(name, _expects(layer), _written(shape), _written(gives))
        shape = gives


def _to_the_loss(seen: Seen) -> Iterator[Row]:
    layers, start, expected = _chain(seen)
    yield Row("(input)", _written(expected), _written(start), _written(start))
    shape = start
    for layer in layers:
        gives = _gives(layer, shape)
        yield Row(f"{layer.name} ({type(layer).__name__})", _expects(layer), _written(shape), _written(gives))
        shape = gives
    model, labels = seen.call.receiver, _data_shape(seen, 1)
    if labels is None or shape is None:
        return
    loss = model.loss if isinstance(model.loss, str) else getattr(model.loss, "name", "")
    wanted = shape[:-1] if "sparse" in loss else shape
    yield Row(
        f"loss ({loss})" if loss else "loss", f"labels {_written(wanted)}", f"labels {_written(labels)}", "", True
    )


def _chain(seen: Seen) -> tuple[list[Any], Any, Any]:
    """The layers in a row, the shape that enters the first, the shape the model expects (None: not said)."""
    model_class, sequential = keras_module("Model"), keras_module("Sequential")
    if seen.call and isinstance(seen.call.receiver, model_class):
        model = seen.call.receiver
        return _in_a_row(model), _data_shape(seen, 0), _input_shape(model)
    for frame in seen.frames:
        model = frame.f_locals.get("self")
        if frame.f_code.co_name == "build" and isinstance(model, sequential):
            return list(model.layers), tuple(frame.f_locals["input_shape"]), None
    layer, tensor = seen.call.receiver, seen.argument("inputs")
    before = _before(tensor)
    if before:
        first = before[0]
        return [*before[1:], layer], tuple(first.output.shape), None
    return [layer], shape_of(tensor), None


def _in_a_row(model: Any) -> list[Any]:
    """The layers of a model without branches, its Input left out."""
    layers = [layer for layer in model.layers if type(layer).__name__ != "InputLayer"]
    if isinstance(model, keras_module("Sequential")):
        return layers
    tensor = model.inputs[0]
    for layer in layers:
        if layer.input is not tensor:
            raise ValueError("the model has branches")
        tensor = layer.output
    return layers


def _before(tensor: Any) -> list[Any]:
    """The layers that a symbolic tensor comes from, the Input first."""
    found: list[Any] = []
    while hasattr(tensor, "_keras_history"):  # the only trace that a tensor has of its layer
        layer = tensor._keras_history.operation
        found.insert(0, layer)
        if type(layer).__name__ == "InputLayer":
            return found
        tensor = layer.input
    return []


def _data_shape(seen: Seen, part: int) -> Any:
    """Shape of the inputs (part 0) or labels (part 1) of the data that the call broke on."""
    data = seen.argument("x") if seen.argument("x") is not None else seen.argument("inputs")
    if is_dataset(data):
        spec = data.element_spec
        return shape_of(spec[part] if isinstance(spec, tuple) else spec)
    received = re.search(
        r"(?:received input with shape |incompatible shape |found shape=|target\.shape=)(\([^)]*\))", seen.message
    )
    part_received = 1 if received and received[0].startswith("target") else 0
    if received and seen.broke_in_validation(parse_shape(received[1]), part_received):
        return shape_of(seen.argument("validation_data")[part])
    return shape_of((data, seen.argument("y"))[part])


def _failing(seen: Seen) -> Any:
    named = re.search(r"layer ['\"]?([\w/]+)['\"]? is incompatible", seen.message)
    if named:
        return named[1]
    called = [frame.f_locals.get("args") for frame in seen.frames if frame.f_code.co_name == "error_handler"]
    return next((args[0] for args in reversed(called) if args and hasattr(args[0], "compute_output_shape")), None)


def _input_shape(model: Any) -> Any:
    return tuple(model.inputs[0].shape) if model.built and model.inputs else None


def _expects(layer: Any) -> str:
    spec = layer.input_spec
    if spec is None or isinstance(spec, (list, tuple)):
        return ""
    if spec.shape is not None:
        return _written(spec.shape)
    axes = {int(axis): size for axis, size in (spec.axes or {}).items()}
    if spec.ndim or (spec.min_ndim or 0) > 2:
        count = f"{spec.ndim or spec.min_ndim} axes"
        return f"{count}, the last of {axes[-1]}" if -1 in axes else count
    if -1 in axes:
        return f"(..., {axes[-1]})"
    return f"{spec.min_ndim} axes or more" if spec.min_ndim else ""


def _gives(layer: Any, shape: Any) -> Any:
    """A layer's output shape for an input shape; None where it cannot be told without running the layer."""
    plain = type(layer).compute_output_shape is not keras_module("Layer").compute_output_shape
    if shape is None or not plain or not type(layer).__module__.startswith("keras."):
        return None
    if isinstance(layer, keras_module("Model")):
        return None
    return tuple(layer.compute_output_shape(shape))


def _written(shape: Any) -> str:
    return "" if shape is None else str(tuple(shape))
