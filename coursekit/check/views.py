"""What a criterion sees of the richer answers: models, datasets, callbacks. (Files: `file_views`.)"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from coursekit.check import wording
from coursekit.check.problems import Fail

Ask = Callable[..., dict[str, Any]]
PREDICT_SECONDS = 30.0
FIT_SECONDS = 120.0


@dataclass(frozen=True)
class Variable:
    """A weight: `id` is equal for the same variable wherever it appears in the answers of one exercise."""

    id: int
    name: str
    shape: tuple[int, ...]
    trainable: bool
    parameter: bool

    @property
    def size(self) -> int:
        """The number of values."""
        return int(np.prod(self.shape, dtype=int))


@dataclass(frozen=True)
class Layer:
    """A layer's record. `config` and the shapes are None where Keras cannot tell them."""

    name: str
    type: str
    config: dict[str, Any] | None
    input_shape: tuple[int | None, ...] | None
    output_shape: tuple[int | None, ...] | None
    trainable: bool
    variables: tuple[Variable, ...]

    @property
    def units(self) -> int | None:
        """The `units` setting of Dense and recurrent layers, else None."""
        return (self.config or {}).get("units")

    @property
    def activation(self) -> str | None:
        """The activation's name as Keras spells it ("relu", "linear"), else None."""
        value = (self.config or {}).get("activation")
        return value if isinstance(value, str) else None


class ModelView:
    """A Keras model as records, and predictions on inputs of the criterion's own.

    Attributes:
        type: "sequential", "functional" or "subclassed".
        built, compiled: whether it has weights; whether compile was called.
        layers: all layers in order, nested models opened, without input layers.
        edges: (from, to) pairs of layer names, or None.
        compile: {"loss", "metrics", "optimizer"} (see `coursekit.check.models`), or None.
    """

    def __init__(self, record: dict[str, Any], ask: Ask, wrap: Callable[..., Any]) -> None:
        self._ask, self._wrap = ask, wrap
        self.type: str = record["type"]
        self.built: bool = record["built"]
        self.compiled: bool = record["compiled"]
        self.compile: dict[str, Any] | None = record["compile"]
        self.edges = None if record["edges"] is None else [tuple(edge) for edge in record["edges"]]
        self.layers = [_layer(item) for item in record["layers"] if item["type"] != "InputLayer"]
        self.variables = tuple(_variable(item) for item in record["variables"])
        self._inputs, self._outputs = record["input_shapes"], record["output_shapes"]

    @property
    def input_shape(self) -> tuple[int | None, ...] | None:
        """The first input's shape with None for the batch axis; None when it is not known."""
        return tuple(self._inputs[0]) if self._inputs else None

    @property
    def output_shape(self) -> tuple[int | None, ...] | None:
        """The first output's shape with None for the batch axis; None when it is not known."""
        return tuple(self._outputs[0]) if self._outputs else None

    @property
    def parameters(self) -> int:
        """How many parameters, as `summary()` counts them (each shared weight once)."""
        return sum(v.size for v in self.variables if v.parameter)

    @property
    def trainable_parameters(self) -> int:
        """How many of them training changes."""
        return sum(v.size for v in self.variables if v.parameter and v.trainable)

    def of_type(self, *types: str) -> list[Layer]:
        """The layers of these Keras class names, in order."""
        return [layer for layer in self.layers if layer.type in types]

    def require_built(self) -> ModelView:
        """Itself, or a Fail that says how to build a model."""
        if not self.built:
            raise Fail(
                "Your model is not built: it does not know the shape of its input yet, so it has no weights. "
                "Begin it with `keras.Input(shape=...)`."
            )
        return self

    def require_compiled(self) -> ModelView:
        """Itself, or a Fail that says how to compile a model."""
        if not self.compiled:
            raise Fail("Your model is not compiled: call `model.compile(optimizer=..., loss=...)`.")
        return self

    def require_input(self, shape: Sequence[int | None]) -> ModelView:
        """Itself when one sample has this shape (batch axis left out), else a Fail."""
        self.require_built()
        if self.input_shape is not None and list(self.input_shape[1:]) != list(shape):
            raise Fail(
                f"Your model takes samples of shape {wording.shape(self.input_shape[1:])}; samples of shape "
                f"{wording.shape(shape)} expected (the batch axis is not counted)."
            )
        return self

    def predict(self, x: Any, *, training: bool = False) -> np.ndarray:
        """The model's outputs for inputs `x`, in batches, in inference mode unless `training`."""
        self.require_built()
        value = self._ask("predict", x=x, training=training, seconds=PREDICT_SECONDS)["value"]
        if isinstance(value, np.ndarray) and not np.isfinite(value).all():
            raise Fail("Your model's outputs are not finite (NaN or infinity). Did the training diverge?")
        return value

    def layer_output(self, name: str, x: Any) -> np.ndarray:
        """The output of a layer, by name, for inputs `x`."""
        return self._ask("layer_output", name=name, x=x)["value"]

    def weights(self, name: str | None = None) -> list[np.ndarray]:
        """The weights of a layer, or of the whole model, in Keras's order."""
        return self._ask("weights", name=name)["value"]

    def fit_clone(self, x: Any, y: Any, **options: Any) -> tuple[ModelView, dict[str, list[float]]]:
        """Trains a copy with fresh weights on the criterion's data; the learner's model stays as it is.

        Args:
            options: `epochs`, `batch_size`, `validation_data`, `seed`, `keep_weights`.

        Returns:
            The trained copy's view and its history.
        """
        self.require_built().require_compiled()
        reply = self._ask("fit_clone", x=x, y=y, options=options, seconds=FIT_SECONDS)["value"]
        record = {"kind": "model", "type": "Keras model", "handle": reply["handle"]}
        return self._wrap(record, "The copy is").model, reply["history"]


class DatasetView:
    """A dataset's element specification and its elements.

    Attributes:
        spec: nested lists of {"shape", "dtype"}, as element_spec; None for a PyDataset.
        cardinality: number of elements; -1 infinite, -2 unknown (as tf.data counts).
    """

    def __init__(self, record: dict[str, Any], iterate: Callable[..., Any]) -> None:
        self.spec: Any = record["spec"]
        self.cardinality: int = record["cardinality"]
        self._iterate = iterate

    def take(self, count: int) -> tuple[list[Any], bool]:
        """A pass from the start: the first `count` elements as answers, and whether that was all."""
        return self._iterate(count)


class CallbackView:
    """A callback whose hooks the criterion calls on a model with one weight."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def drive(self, events: Sequence[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
        """Calls hooks in order. See `Host._drive`.

        Args:
            events: ("on_epoch_end", {"epoch": 0, "logs": {"val_loss": 0.5}, "weight": 1.0}), ...; `weight` is
                what the model holds when the hook is called.

        Returns:
            For each event {"stopped": bool, "weight": the model's weight after it}.
        """
        return self._ask("drive", events=[list(event) for event in events])["trace"]

    def epochs(self, curves: dict[str, Sequence[float]]) -> tuple[int, float]:
        """A whole training whose epoch i ends with the logs {name: values[i]} and leaves the weight i.

        Args:
            curves: {"loss": [...], "val_loss": [...]}, one value an epoch.

        Returns:
            How many epochs ran (fewer than given when the callback stopped the training), and the weight
            that the model holds after the end: the number of the epoch that is kept.
        """
        length = len(next(iter(curves.values())))
        events: list[tuple[str, dict[str, Any]]] = [("on_train_begin", {})]
        for epoch in range(length):
            logs = {name: float(values[epoch]) for name, values in curves.items()}
            events.append(("on_epoch_begin", {"epoch": epoch}))
            events.append(("on_epoch_end", {"epoch": epoch, "logs": logs, "weight": float(epoch)}))
        ends = self.drive(events)[2::2]
        ran = next((i + 1 for i, event in enumerate(ends) if event["stopped"]), length)
        final = self.drive([*events[: 1 + 2 * ran], ("on_train_end", {})])
        return ran, final[-1]["weight"]


def _layer(record: dict[str, Any]) -> Layer:
    return Layer(
        name=record["name"],
        type=record["type"],
        config=record["config"],
        input_shape=_tuple(record["input_shape"]),
        output_shape=_tuple(record["output_shape"]),
        trainable=record["trainable"],
        variables=tuple(_variable(item) for item in record["variables"]),
    )


def _variable(record: dict[str, Any]) -> Variable:
    return Variable(**{**record, "shape": tuple(record["shape"])})


def _tuple(shape: list[int | None] | None) -> tuple[int | None, ...] | None:
    return None if shape is None else tuple(shape)
