"""The answer's side: holds the learner's objects and answers the judge's requests with typed data.

The same Host serves a check in the notebook (called directly) and grading (behind a pipe, see
`coursekit.check.channel`), so that a criterion cannot tell the two apart.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from itertools import islice
from typing import Any

import numpy as np

from coursekit.check import files, guard, models, recipes, snapshot, state
from coursekit.check.codec import Handle, Recipe

CALL_SECONDS = 10.0  # how long one call of a learner's function may take


class Host:
    """Objects by number, and what may be done with them.

    Args:
        objects: the answers; they get the handles 0, 1, 2, ... in this order.
    """

    def __init__(self, objects: list[Any]) -> None:
        self._objects: list[Any] = list(objects)
        self._variables: list[Any] = []
        self._requests = 0
        self._stand_in: Any = None  # the model that callbacks are driven on
        self._operations: dict[str, Callable[..., Any]] = {
            "describe": self._describe,
            "call": self._call,
            "iterate": self._iterate,
            "model": self._model,
            "predict": self._predict,
            "layer_output": self._layer_output,
            "weights": self._weights,
            "fit_clone": self._fit_clone,
            "dataset": self._dataset,
            "drive": self._drive,
            "file": self._file,
            "folder": self._folder,
            "reload": self._reload,
            "load": self._load,
            "serve": self._serve,
        }

    def handle(self, request: dict[str, Any]) -> dict[str, Any]:
        """The reply to one request: a record of data, or `{"problem": ..., ...}`."""
        operation = self._operations[request["op"]]
        arguments = {key: value for key, value in request.items() if key != "op"}
        self._requests += 1  # another seed for each request: an iterator that reshuffles must be seen to
        with state.preserved(seed=self._requests):
            return operation(**arguments)

    def _object(self, handle: Handle) -> Any:
        return self._objects[handle.id]

    def _register(self, value: Any) -> int:
        self._objects.append(value)
        return len(self._objects) - 1

    def _variable_id(self, variable: Any) -> int:
        for number, known in enumerate(self._variables):
            if known is variable:
                return number
        self._variables.append(variable)  # kept alive, so that a number is never used twice
        return len(self._variables) - 1

    def _record(self, value: Any) -> dict[str, Any]:
        return snapshot.describe(value, self._register)

    def _argument(self, value: Any) -> Any:
        """A request's value as the learner's code gets it: handles and recipes as objects, arrays fresh."""
        if isinstance(value, Handle):
            return self._object(value)
        if isinstance(value, Recipe):
            return recipes.make(Recipe(value.name, self._argument(value.values)))
        if isinstance(value, np.ndarray):
            return value.copy()
        if isinstance(value, (list, tuple)):
            return type(value)(self._argument(item) for item in value)
        if isinstance(value, dict):
            return {key: self._argument(item) for key, item in value.items()}
        return value

    def _run(self, function: Callable[[], Any], seconds: float = CALL_SECONDS) -> dict[str, Any]:
        """Runs learner's code; the record of its value, with what it printed, or its problem."""
        # Describing may run learner's code as well (a lazy object, a broken class): under the same guard.
        record, problem, printed = guard.run(lambda: self._record(function()), seconds)
        return {**(problem or record), "printed": printed}

    def _trouble(self, function: Callable[[], Any], seconds: float = CALL_SECONDS) -> dict[str, Any]:
        """Runs a look at a model; models.ModelTrouble becomes a problem of its own kind."""

        def looked() -> Any:
            try:
                return {"value": function()}
            except models.ModelTrouble as trouble:
                return {"problem": "model", "code": trouble.code, "detail": trouble.detail[:500]}

        value, problem, _ = guard.run(looked, seconds)
        return problem or value

    def _describe(self, of: Handle) -> dict[str, Any]:
        return self._run(lambda: self._object(of))

    def _call(
        self, of: Handle, args: list[Any], kwargs: dict[str, Any], method: str | None, seconds: float
    ) -> dict[str, Any]:
        function = self._object(of)
        given, named = self._argument(args), self._argument(kwargs)
        before = [a.copy() if isinstance(a, np.ndarray) else None for a in given]

        def call() -> Any:
            return (getattr(function, method) if method else function)(*given, **named)

        record = self._run(call, seconds)
        record["changed"] = [
            i for i, (a, b) in enumerate(zip(given, before, strict=True)) if b is not None and not _same(a, b)
        ]
        return record

    def _iterate(self, of: Handle, count: int, seconds: float) -> dict[str, Any]:
        """The first `count` items of iter(object) as records; `ended` tells that there were no more."""

        def items() -> Any:
            found = list(islice(iter(self._object(of)), count + 1))
            return [self._record(item) for item in found]

        records, problem, printed = guard.run(items, seconds)
        if problem is not None:
            return {**problem, "printed": printed}
        return {"items": records[:count], "ended": len(records) <= count}

    def _model(self, of: Handle) -> dict[str, Any]:
        return self._trouble(lambda: models.view(self._object(of), self._variable_id))

    def _predict(self, of: Handle, x: Any, training: bool, seconds: float) -> dict[str, Any]:
        return self._trouble(lambda: models.predict(self._object(of), self._argument(x), training), seconds)

    def _layer_output(self, of: Handle, name: str, x: Any) -> dict[str, Any]:
        return self._trouble(lambda: models.layer_output(self._object(of), name, self._argument(x)))

    def _weights(self, of: Handle, name: str | None) -> dict[str, Any]:
        return self._trouble(lambda: models.weights(self._object(of), name))

    def _fit_clone(self, of: Handle, x: Any, y: Any, options: dict[str, Any], seconds: float) -> dict[str, Any]:
        def fit() -> dict[str, Any]:
            given = (self._argument(value) for value in (x, y, options))
            copy, history = models.fit_clone(self._object(of), *given)
            return {"handle": self._register(copy), "history": history}

        return self._trouble(fit, seconds)

    def _dataset(self, of: Handle) -> dict[str, Any]:
        """Element specification and length of a tf.data.Dataset or PyDataset."""

        def look() -> dict[str, Any]:
            data = self._object(of)
            spec = getattr(data, "element_spec", None)
            cardinality = data.cardinality() if hasattr(data, "cardinality") else len(data)
            return {"spec": None if spec is None else _spec(spec), "cardinality": int(cardinality)}

        return self._trouble(look)

    def _drive(self, of: Handle, events: list[Any]) -> dict[str, Any]:
        """Calls a callback's hooks in order on a one-weight model and tells what it did.

        events: `["on_epoch_end", {"epoch": 0, "logs": {...}, "weight": 3.0}]`; `weight` is put into the model
        before the call. For each event: whether training was stopped, and the weight afterwards.
        """
        # On a copy: a callback keeps what it saw, and a check leaves the learner's as it was.
        callback = copy.copy(self._object(of))
        callback.set_model(None)
        callback = copy.deepcopy(callback)
        if self._stand_in is None:
            self._stand_in = recipes.make(Recipe("one_weight_model", {"value": 0.0}))
        model = self._stand_in
        model.stop_training = False
        (weight_variable,) = model.weights

        def drive() -> list[dict[str, Any]]:
            callback.set_model(model)
            callback.set_params({"epochs": len(events), "steps": 1, "verbose": 0})
            trace = []
            for hook, given in events:
                given = dict(given)
                if (weight := given.pop("weight", None)) is not None:
                    weight_variable.assign(np.full((1, 1), weight, "float32"))
                getattr(callback, hook)(**given)
                left = float(weight_variable.numpy()[0, 0])
                trace.append({"stopped": bool(model.stop_training), "weight": left})
            return trace

        trace, problem, printed = guard.run(drive, CALL_SECONDS)
        return problem or {"trace": trace, "printed": printed}

    def _file(self, path: str) -> dict[str, Any]:
        """A file below the working folder: its name, its endings, its bytes."""
        return files.trouble(lambda: files.read(path))

    def _folder(self, path: str) -> dict[str, Any]:
        """A folder below the working folder: the files in it with their sizes."""
        return files.trouble(lambda: {"files": files.listing(path)})

    def _reload(self, path: str, x: Any) -> dict[str, Any]:
        """Predictions of a saved model in a fresh process of this side."""
        return files.trouble(lambda: files.predict_in_fresh_process(path, x))

    def _load(self, path: str) -> dict[str, Any]:
        """Loads a saved model in this process, where the learner's own classes are known: the model's record."""
        return self._opened(lambda: self._record(files.load(path)))

    def _serve(self, path: str, x: Any) -> dict[str, Any]:
        """Answers of an exported folder."""
        return self._opened(lambda: {"value": files.serve(path, self._argument(x))})

    def _opened(self, function: Callable[[], Any]) -> dict[str, Any]:
        """Opens a learner's model file, which may run their code; what goes wrong is the file's."""
        value, problem, _ = guard.run(lambda: files.trouble(function), CALL_SECONDS)
        if problem is not None and problem["problem"] == "raised":
            detail = problem["known"] or f"{problem['type']}: {problem['message']}"
            return {"problem": "file", "code": "not loaded", "detail": detail[:600]}
        return problem or value


def _same(a: np.ndarray, b: np.ndarray) -> bool:
    return a.shape == b.shape and a.dtype == b.dtype and a.tobytes() == b.tobytes()


def _spec(spec: Any) -> Any:
    if isinstance(spec, (tuple, list)):
        return [_spec(item) for item in spec]
    if isinstance(spec, dict):
        return {str(key): _spec(item) for key, item in spec.items()}
    shape = getattr(spec, "shape", None)
    known = shape is not None and shape.rank is not None
    dims = [None if n is None else int(n) for n in shape] if known else None
    return {"shape": dims, "dtype": spec.dtype.name if hasattr(spec, "dtype") else type(spec).__name__}
