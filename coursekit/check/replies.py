"""The form of each reply that a Host gives, for a judge who does not trust the process that it comes from.

The codec lets only plain data through. Here it is said which data belongs to which question: a reply of any other
form was made by somebody else than our Host, and is not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

Form = Callable[[Any], bool]
MOST_WORDS = 10_000  # characters of a name, a message, or what a call printed
MOST_TEXT = 1_000_000  # characters of an answer that is a text


def fits(operation: str, reply: Any, more: Mapping[str, Form] | None = None) -> bool:
    """Whether a reply to this operation has its form.

    Args:
        operation: of `coursekit.check.host`, or of `more`.
        more: the forms of the replies to further operations. An operation that is unknown has none.
    """
    if type(reply) is not dict:
        return False
    problem = reply.get("problem")
    if problem is not None:
        return type(problem) is str and problem in _PROBLEMS and _PROBLEMS[problem](reply)
    forms = {**_REPLIES, **(more or {})}
    return operation in forms and forms[operation](reply)


def words(value: Any) -> bool:
    """A short text."""
    return type(value) is str and len(value) <= MOST_WORDS


def is_exactly(*kinds: type) -> Form:
    """A value of one of these types; subclasses do not count: True is no number."""
    return lambda value: type(value) in kinds


def maybe(form: Form) -> Form:
    """None, or a value of this form."""
    return lambda value: value is None or form(value)


def each(form: Form) -> Form:
    """A list or tuple of values of this form."""
    return lambda value: type(value) in (list, tuple) and all(map(form, value))


def _map(form: Form) -> Form:
    return lambda value: type(value) is dict and all(map(form, value.values()))


def has(optional: dict[str, Form] | None = None, only: bool = False, **required: Form) -> Form:
    """A dict with these entries; those of `optional` may be missing; `only` allows no others."""
    optional = optional or {}

    def form(value: Any) -> bool:
        return (
            type(value) is dict
            and all(key in value and known(value[key]) for key, known in required.items())
            and all(known(value[key]) for key, known in optional.items() if key in value)
            and not (only and value.keys() - required.keys())
        )

    return form


def whole_number(value: Any) -> bool:
    """The number of a thing: whole, from 0 on."""
    return type(value) is int and 0 <= value < 2**53


def _json(value: Any) -> bool:
    """What a configuration may hold."""
    if type(value) in (list, tuple):
        return all(map(_json, value))
    return _map(_json)(value) if type(value) is dict else type(value) in (str, int, float, bool, type(None))


def _array(value: Any) -> bool:
    return type(value) is np.ndarray and value.dtype.kind in "biufc"


def _arrays(value: Any) -> bool:
    """An array of numbers, or several in lists or dicts: what a model puts out."""
    if type(value) is dict:
        return all(map(_arrays, value.values()))
    return all(map(_arrays, value)) if type(value) is list else _array(value)


_number = is_exactly(int, float)
_shape = maybe(each(maybe(is_exactly(int))))
_line = {"line": maybe(is_exactly(int)), "text": maybe(words), "function": maybe(words)}

_PROBLEMS: dict[str, Form] = {
    "raised": has(type=words, message=words, optional={"known": maybe(words), **_line}),
    "timeout": has(seconds=_number, line=_line["line"], text=words),
    "model": has(code=words, detail=words),
    "file": has(code=words, optional={"detail": words, "size": is_exactly(int)}),
    "unsendable": has(detail=words),
    "host": has(detail=words),
}

# -- records of values (snapshot.describe) -----------------------------------------------------------------


def _record(value: Any) -> bool:
    if not _COMMON(value):
        return False
    return _KINDS.get(value["kind"], _HELD)(value)


def _contents(kind: type) -> Form:
    """A container: its values, where all of them are data, or a record for each item."""
    items = each(_record)

    def form(value: Any) -> bool:
        if "items" not in value:
            return type(value.get("value")) is kind
        if "value" in value or not items(value["items"]):
            return False
        keys = value.get("keys")
        return kind is not dict or (each(words)(keys) and len(keys) == len(value["items"]))

    return form


_COMMON = has(kind=words, type=words, optional={"printed": words, "changed": each(whole_number)})
_HELD = has(handle=whole_number)  # an object that stays where it is
_parameter = has(name=words, kind=words, required=is_exactly(bool))
_KINDS: dict[str, Form] = {
    "none": has(value=is_exactly(type(None))),
    "ellipsis": has(value=is_exactly(type(...))),
    "bool": has(value=is_exactly(bool)),
    "number": has(value=_number),
    "text": has(value=lambda value: type(value) is str and len(value) <= MOST_TEXT),
    "bytes": has(value=is_exactly(bytes)),
    "array": has(value=is_exactly(np.ndarray)),
    "list": _contents(list),
    "set": _contents(list),
    "tuple": _contents(tuple),
    "dict": _contents(dict),
    "too large": has(optional={"size": is_exactly(int), "shape": each(is_exactly(int)), "dtype": words}),
    "object array": has(shape=each(is_exactly(int)), dtype=words),
    "history": has(handle=whole_number, value=has(logs=_map(each(is_exactly(float))), epochs=each(is_exactly(int)))),
    "path": has(handle=whole_number, value=words),
    "function": has(handle=whole_number, name=words, parameters=maybe(each(_parameter))),
    "class": has(handle=whole_number, name=words),
    "layer": has(handle=whole_number, name=words),
}

# -- views of models ---------------------------------------------------------------------------------------

_flag, _sizes = is_exactly(bool), each(is_exactly(int))
_variable = has(only=True, id=whole_number, name=words, shape=_sizes, trainable=_flag, parameter=_flag)
_config = maybe(_map(_json))
_named = has(name=words, config=_config)


def _losses(value: Any) -> bool:
    if type(value) is dict and "name" not in value:
        return all(map(_losses, value.values()))
    return all(map(_losses, value)) if type(value) is list else value is None or _named(value)


_layer = has(
    name=words,
    type=words,
    config=_config,
    input_shape=_shape,
    output_shape=_shape,
    trainable=is_exactly(bool),
    variables=each(_variable),
)
_optimizer = has(name=words, learning_rate=maybe(_number), iterations=maybe(is_exactly(int)), config=_config)
_model = has(
    type=words,
    built=is_exactly(bool),
    compiled=is_exactly(bool),
    input_shapes=maybe(each(_shape)),
    output_shapes=maybe(each(_shape)),
    layers=each(_layer),
    edges=maybe(each(lambda edge: each(words)(edge) and len(edge) == 2)),
    variables=each(_variable),
    compile=maybe(has(loss=_losses, metrics=each(_named), optimizer=_optimizer)),
)
_fitted = has(handle=whole_number, history=_map(each(is_exactly(float))))

_REPLIES: dict[str, Form] = {
    "describe": _record,
    "call": _record,
    "load": _record,
    "iterate": has(items=each(_record), ended=is_exactly(bool)),
    "model": has(value=_model),
    "predict": has(value=_arrays),
    "layer_output": has(value=_arrays),
    "reload": has(value=_arrays),
    "serve": has(value=_arrays),
    "weights": has(value=each(_array)),
    "fit_clone": has(value=_fitted),
    "dataset": has(value=has(spec=_json, cardinality=is_exactly(int))),
    "drive": has(trace=each(has(stopped=is_exactly(bool), weight=is_exactly(float)))),
    "file": has(name=words, suffixes=words, bytes=is_exactly(bytes)),
    "folder": has(files=_map(whole_number)),
}
