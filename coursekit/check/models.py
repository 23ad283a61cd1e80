"""Keras models as plain data. The only place that knows how Keras stores a layer.

Runs on the answer's side; nothing here changes the model that it looks at: predictions restore its
non-trainable state, and training happens on a copy.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable
from typing import Any

import numpy as np

BATCH = 1024  # rows a call when predicting


class ModelTrouble(Exception):
    """What stops a look at a model: `code` names it for the judge, which writes the sentence."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


def view(model: Any, variable_id: Callable[[Any], int]) -> dict[str, Any]:
    """A model's record: its layers in order, its graph where it has one, weights' ids, compile settings.

    Args:
        model: a keras.Model.
        variable_id: gives a stable number for a variable, so that sharing between models can be seen.
    """
    return {
        "type": _api(model),
        "name": str(model.name),
        "built": bool(model.built),
        "compiled": bool(model.compiled),
        "input_shapes": _shapes(_try(lambda: [t.shape for t in model.inputs]) if model.built else None),
        "output_shapes": _shapes(_try(lambda: [t.shape for t in model.outputs]) if model.built else None),
        "layers": [record for layer in model.layers for record in _layers(layer, "", variable_id)],
        "edges": _edges(model),
        "variables": [_variable(v, model, variable_id) for v in model.variables] if model.built else [],
        "compile": _compile(model) if model.compiled else None,
    }


def predict(model: Any, x: Any, training: bool) -> Any:
    """`model(x, training=training)` in batches, as arrays; the model's state is put back afterwards.

    Args:
        x: an array, or a list or dict of arrays, with one row per sample.
        training: False for inference, True for the behaviour in training (dropout on, batch statistics).

    Raises ModelTrouble when the model is not built.
    """
    if not model.built:
        raise ModelTrouble("unbuilt")
    variables = _state_variables(model)
    state = [v.numpy() for v in variables]
    try:
        rows = _rows(x)
        # Batch statistics need the batch as it came; inference does not care.
        step = BATCH if not training else max(rows, 1)
        parts = [model(_take(x, i, i + step), training=training) for i in range(0, max(rows, 1), step)]
    finally:
        for variable, value in zip(variables, state, strict=True):
            variable.assign(value)
    return _join(parts)


def layer_output(model: Any, name: str, x: Any) -> np.ndarray:
    """The output of a layer (by its name, nested ones as `outer/inner`) for inputs `x`, in inference mode."""
    import keras

    if not model.built:
        raise ModelTrouble("unbuilt")
    outer, *rest = name.split("/")
    layer = next((item for item in model.layers if item.name == outer), None)
    if layer is None or rest:
        raise ModelTrouble("no layer", name)
    try:
        inputs = model.inputs if len(model.inputs) > 1 else model.inputs[0]
        part = keras.Model(inputs, layer.output, name="coursekit_part")
    except (AttributeError, ValueError) as error:
        raise ModelTrouble("no graph", str(error)) from error
    return predict(part, x, training=False)


def weights(model: Any, name: str | None) -> list[np.ndarray]:
    """The weights of a layer by its name, or of the whole model, as arrays in Keras's order."""
    owner = model
    for part in name.split("/") if name else ():
        owner = next((item for item in owner.layers if item.name == part), None)
        if owner is None:
            raise ModelTrouble("no layer", name or "")
    return [np.asarray(w) for w in owner.get_weights()]


def fit_clone(model: Any, x: Any, y: Any, options: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Trains a fresh copy (new weights) of a compiled model; returns the copy and its history.

    Args:
        options: `epochs`, `batch_size`, `validation_data`, `seed`, `keep_weights` (start from the model's own).
    """
    import keras

    options = dict(options)
    keras.utils.set_random_seed(int(options.pop("seed", 0)))
    keep = options.pop("keep_weights", False)
    if not model.compiled:
        raise ModelTrouble("uncompiled")
    try:
        copy = _fresh(model)
    except (ValueError, TypeError, NotImplementedError) as error:
        raise ModelTrouble("no clone", str(error)) from error
    if keep:
        copy.set_weights(model.get_weights())
    history = copy.fit(x, y, verbose=0, **options)
    return copy, {str(k): [float(v) for v in values] for k, values in history.history.items()}


def _fresh(model: Any) -> Any:
    """A compiled copy with new weights."""
    import keras

    try:
        copy = keras.models.clone_model(model)
        copy.compile_from_config(model.get_compile_config())
    except (ValueError, TypeError):  # a loss of the learner's own has no name to be found by: give it as it is
        copy = type(model).from_config(model.get_config())
        optimizer = type(model.optimizer).from_config(model.optimizer.get_config())
        copy.compile(optimizer=optimizer, loss=model.loss)
    return copy


def snake(name: str) -> str:
    """A class name as Keras spells the function: SparseCategoricalCrossentropy -> sparse_categorical_..."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _state_variables(model: Any) -> list[Any]:
    """What a call may change: non-trainable variables, and the states that stateful recurrent layers keep
    apart from them."""
    found = list(model.non_trainable_variables)
    waiting = list(model.layers)
    while waiting:
        layer = waiting.pop()
        waiting += getattr(layer, "layers", None) or []
        waiting += [part for name in ("forward_layer", "backward_layer") if (part := getattr(layer, name, None))]
        found += [v for v in _flat(getattr(layer, "states", None)) if hasattr(v, "assign")]
    return found


def _api(model: Any) -> str:
    import keras

    if isinstance(model, keras.Sequential):
        return "sequential"
    return "functional" if type(model).__name__ == "Functional" else "subclassed"


def _layers(layer: Any, prefix: str, variable_id: Callable[[Any], int]) -> list[dict[str, Any]]:
    path = prefix + str(layer.name)
    inner = getattr(layer, "layers", None)
    if isinstance(inner, list) and inner:
        return [record for item in inner for record in _layers(item, path + "/", variable_id)]
    return [
        {
            "name": path,
            "type": type(layer).__name__,
            "config": _config(layer),
            "input_shape": _shape(_try(lambda: layer.input.shape)),
            "output_shape": _shape(_try(lambda: layer.output.shape)),
            "trainable": bool(layer.trainable),
            "variables": [_variable(v, layer, variable_id) for v in layer.variables],
        }
    ]


def _variable(variable: Any, owner: Any, variable_id: Callable[[Any], int]) -> dict[str, Any]:
    return {
        "id": variable_id(variable),
        "name": str(variable.name),
        "shape": [int(n) for n in variable.shape],
        "trainable": any(variable is v for v in owner.trainable_variables),
        # Keras counts the state of random generators apart; it is no parameter.
        "parameter": not str(variable.path).split("/")[-1].startswith("seed_generator_state"),
    }


def _config(item: Any) -> dict[str, Any] | None:
    """The part of get_config() that is plain data; None where an object has none."""
    config = _try(item.get_config)
    return json.loads(json.dumps(config, default=lambda value: type(value).__name__)) if config else None


def _edges(model: Any) -> list[list[str]] | None:
    """Pairs (from, to) of layer names, from the functional graph; None where there is none."""
    if not model.built or _api(model) == "subclassed":
        return None
    if _api(model) == "sequential":
        names = [str(layer.name) for layer in model.layers]
        return [list(pair) for pair in itertools.pairwise(names)]
    config = _config(model)
    if config is None:
        return None
    edges = []
    for layer in config.get("layers", ()):
        for source in _sources(layer.get("inbound_nodes")):
            edges.append([source, layer["name"]])
    return edges


def _sources(tree: Any) -> list[str]:
    if isinstance(tree, dict):
        if tree.get("class_name") == "__keras_tensor__":
            return [tree["config"]["keras_history"][0]]
        return [name for item in tree.values() for name in _sources(item)]
    if isinstance(tree, list):
        return [name for item in tree for name in _sources(item)]
    return []


def _compile(model: Any) -> dict[str, Any]:
    import keras

    optimizer = model.optimizer
    config = _try(model.get_compile_config) or {}
    return {
        "loss": _tree(model.loss, lambda item: _named(item, keras.losses.get)),
        "metrics": [_named(item, keras.metrics.get) for item in _flat(config.get("metrics"))],
        "optimizer": {
            "name": snake(type(optimizer).__name__),
            "learning_rate": _try(lambda: float(np.asarray(optimizer.learning_rate))),
            "iterations": _try(lambda: int(np.asarray(optimizer.iterations))),
            "config": _config(optimizer),
        },
    }


def _named(item: Any, get: Callable[[Any], Any]) -> dict[str, Any]:
    """A loss or metric as {"name": its snake-case name, "config": its settings or None}."""
    if isinstance(item, dict) and "class_name" in item:  # as compile settings are serialised
        inner = item.get("config")
        name = inner if isinstance(inner, str) else item["class_name"]
        return {"name": snake(str(name)), "config": inner if isinstance(inner, dict) else None}
    if isinstance(item, str):
        resolved = _try(lambda: get(item))
        if resolved is None or item in ("accuracy", "acc"):
            return {"name": "accuracy" if item == "acc" else item, "config": None}
        item = resolved
    if isinstance(item, type) or (callable(item) and hasattr(item, "__name__")):
        return {"name": snake(item.__name__), "config": None}
    return {"name": snake(type(item).__name__), "config": _config(item)}


def _tree(item: Any, convert: Callable[[Any], Any]) -> Any:
    if isinstance(item, dict):
        return {str(k): _tree(v, convert) for k, v in item.items()}
    if isinstance(item, (list, tuple)):
        return [_tree(v, convert) for v in item]
    return None if item is None else convert(item)


def _flat(tree: Any) -> list[Any]:
    if isinstance(tree, dict) and "class_name" not in tree:
        return [leaf for item in tree.values() for leaf in _flat(item)]
    if isinstance(tree, (list, tuple)):
        return [leaf for item in tree for leaf in _flat(item)]
    return [] if tree is None else [tree]


def _try(function: Callable[[], Any]) -> Any:
    """The function's value, or None: half of a model's properties raise until it is built."""
    try:
        return function()
    except Exception:
        return None


def _shape(shape: Any) -> list[int | None] | None:
    return None if shape is None else [None if n is None else int(n) for n in shape]


def _shapes(shapes: Any) -> list[Any] | None:
    return None if shapes is None else [_shape(shape) for shape in shapes]


def _rows(x: Any) -> int:
    return len(x) if isinstance(x, np.ndarray) else len(next(iter(x.values() if isinstance(x, dict) else x)))


def _take(x: Any, start: int, stop: int) -> Any:
    if isinstance(x, dict):
        return {key: value[start:stop] for key, value in x.items()}
    return [value[start:stop] for value in x] if isinstance(x, (list, tuple)) else x[start:stop]


def _join(parts: list[Any]) -> Any:
    first = parts[0]
    if isinstance(first, dict):
        return {key: _join([part[key] for part in parts]) for key in first}
    if isinstance(first, (list, tuple)):
        return [_join([part[i] for part in parts]) for i in range(len(first))]
    return np.concatenate([np.asarray(part) for part in parts])
