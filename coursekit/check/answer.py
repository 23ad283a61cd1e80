"""The judge's side: what a criterion sees of an answer.

An Answer is a record of data and a way to ask. Every accessor either returns what was asked for or raises a
Problem whose sentence tells the learner what came and what was expected; a criterion rarely needs to look
at types itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import EllipsisType
from typing import Any

import numpy as np

from coursekit.check import wording
from coursekit.check.channel import AnswerSideLost, Channel
from coursekit.check.codec import Handle
from coursekit.check.file_views import FileView, FolderView
from coursekit.check.host import CALL_SECONDS
from coursekit.check.problems import Fail, NotAttempted, Problem, Raised, TimedOut
from coursekit.check.views import CallbackView, DatasetView, ModelView

NUMERIC = frozenset("biufc")


class CheckerError(RuntimeError):
    """The checking engine failed on the answer's side; not the learner's fault."""


class Answer:
    """One answer, or what a call of it returned.

    Attributes:
        kind: "array", "number", "text", "list", "function", "model", ... (see `coursekit.check.snapshot`).
        changed: positions of the array arguments that the call which returned this changed in place.
        printed: what that call printed (the first 2,000 characters).
    """

    def __init__(self, channel: Channel, record: dict[str, Any], said: str = "Your answer is") -> None:
        self._channel = channel
        self._record = record
        self._said = said
        self._model: ModelView | None = None
        self.kind: str = _valid(record)["kind"]
        self.changed: list[int] = list(record.get("changed", ()))
        self.printed: str = str(record.get("printed", ""))

    def __repr__(self) -> str:
        return f"<Answer: {wording.record(self._record)}>"

    @property
    def attempted(self) -> bool:
        """False while the answer is the placeholder `...`."""
        return self.kind != "ellipsis"

    # -- data ------------------------------------------------------------------------------------------

    def array(
        self,
        shape: Sequence[int | None] | None = None,
        *,
        ndim: int | None = None,
        integer: bool = False,
        finite: bool = True,
    ) -> np.ndarray:
        """The answer as a numeric NumPy array; lists, numbers and tensors are taken as well.

        Args:
            shape: the expected shape; None stands for an axis of any length.
            ndim: the expected rank, where the shape is free.
            integer: True when every value must be a whole number.
            finite: False when NaN and infinity are allowed.

        Raises:
            Problem: with a sentence about what came instead.
        """
        self._require_attempt()
        value = self._numeric("an array of numbers")
        if shape is not None and not _fits(value.shape, shape):
            raise Fail(self._wrong_shape(value, shape))
        if ndim is not None and value.ndim != ndim:
            raise Fail(
                f"{self._said} an array of shape {wording.shape(value.shape)}, with "
                f"{wording.count(value.ndim, 'axis', 'axes')}; {wording.count(ndim, 'axis', 'axes')} expected."
            )
        if finite and value.dtype.kind in "fc" and not np.isfinite(value).all():
            raise Fail(self._not_finite(value))
        if integer and not (value.dtype.kind in "iub" or np.array_equal(value, np.round(value))):
            raise Fail(
                f"{self._said} an array with fractions such as {wording.number(_fraction(value))}; whole "
                "numbers expected."
            )
        return value

    def number(
        self, *, integer: bool = False, minimum: float | None = None, maximum: float | None = None
    ) -> float | int:
        """The answer as a plain number (an array of one value is taken too).

        Args:
            integer: True when it must be whole (3.0 is).
            minimum, maximum: the allowed range, ends included.
        """
        self._require_attempt()
        value = self._numeric("a number")
        if value.size != 1:
            raise Fail(f"{self._said} {wording.record(self._record)}; one number expected.")
        scalar = value.reshape(()).item()
        if not np.isfinite(scalar):
            raise Fail(f"{self._said} {scalar}; a finite number expected.")
        if integer and scalar != round(scalar):
            raise Fail(f"{self._said} {wording.number(scalar)}; a whole number expected.")
        if (minimum is not None and scalar < minimum) or (maximum is not None and scalar > maximum):
            raise Fail(f"{self._said} {wording.number(scalar)}; {_range(minimum, maximum)} expected.")
        return int(scalar) if integer else scalar

    def text(self) -> str:
        """The answer as text."""
        return self._of_kind("text", "a text in quotes")["value"]

    def boolean(self) -> bool:
        """The answer as True or False."""
        return self._of_kind("bool", "True or False")["value"]

    def items(self, length: int | None = None) -> list[Answer]:
        """The items of a list, tuple or set, as answers of their own.

        Args:
            length: how many there must be.
        """
        self._require_attempt()
        if self.kind not in ("list", "tuple", "set"):
            raise Fail(f"{self._said} {wording.record(self._record)}; a list or tuple expected.")
        if "items" in self._record:
            records = self._record["items"]
        else:
            records = [_data_record(value) for value in self._record["value"]]
        if length is not None and len(records) != length:
            raise Fail(f"{self._said} {wording.record(self._record)}; {wording.count(length, 'item')} expected.")
        where = self._said.rsplit(" ", 1)
        said = f"Item {{}} of {'your answer is' if where[-1] == 'is' else 'what your function returned is'}"
        return [Answer(self._channel, record, said.format(i)) for i, record in enumerate(records)]

    def entries(self) -> dict[str, Answer]:
        """The entries of a dict with text keys, as answers of their own."""
        record = self._of_kind("dict", "a dict")
        if "value" in record:
            return {
                key: Answer(self._channel, _data_record(v), f"Entry {key!r} is") for key, v in record["value"].items()
            }
        return {
            key: Answer(self._channel, item, f"Entry {key!r} is")
            for key, item in zip(record["keys"], record["items"], strict=True)
        }

    def logs(self) -> dict[str, list[float]]:
        """The curves of a History: {"loss": [one value an epoch], "val_loss": [...]}; a dict of lists is taken.

        A learner may have written anything into it: recompute what counts.
        """
        self._require_attempt()
        if self.kind == "dict":
            return {key: [float(v) for v in item.array(ndim=1)] for key, item in self.entries().items()}
        return self._of_kind("history", "the History that fit returns")["value"]["logs"]

    # -- calls -----------------------------------------------------------------------------------------

    def __call__(self, *args: Any, **kwargs: Any) -> Answer:
        """Calls the learner's function; the arguments are data, recipes or other answers.

        Raises:
            Problem: when the function raises, does not end, cannot take the arguments, or returns None.
        """
        returned = self.call(args, kwargs)
        if returned.kind == "none":
            if returned.printed.strip():
                raise Fail(
                    "Your function printed something and returned None. Printing shows a value to a reader; "
                    "`return` hands it to the caller. Write `return` in front of the result."
                )
            raise Fail("Your function returned None. Its last line needs a `return` with the result.")
        return returned

    def call(
        self,
        args: Sequence[Any] = (),
        kwargs: dict[str, Any] | None = None,
        *,
        method: str | None = None,
        seconds: float = CALL_SECONDS,
    ) -> Answer:
        """As calling the answer, with a time limit of your own, a method's name, and None allowed."""
        self._require_attempt()
        kwargs = kwargs or {}
        if "handle" not in self._record:
            raise Fail(
                f"{self._said} {wording.record(self._record)}; a function expected. Give the function itself, "
                "without calling it."
            )
        if method is None:
            self._require_arity(len(args), kwargs)
        record = self._ask(
            "call",
            args=_sent(list(args)),
            kwargs=_sent(kwargs),
            method=method,
            seconds=float(seconds),
            context=f" It was called with {wording.arguments(args)}." if args else "",
        )
        returned = Answer(self._channel, record, "Your function returned")
        if not returned.attempted:
            raise NotAttempted("Your function still returns `...`.")
        return returned

    def iterate(self, count: int, seconds: float = CALL_SECONDS) -> tuple[list[Answer], bool]:
        """The first `count` items of iterating over the answer from its start, and whether that was all."""
        self._require_attempt()
        if self.kind in ("list", "tuple"):
            items = self.items()
            return items[:count], len(items) <= count
        self._require_handle("something to iterate over")
        reply = self._ask("iterate", count=int(count), seconds=float(seconds))
        items = [Answer(self._channel, item, "Your iterator gave") for item in reply["items"]]
        return items, bool(reply["ended"])

    # -- richer answers --------------------------------------------------------------------------------

    @property
    def model(self) -> ModelView:
        """The answer as a Keras model."""
        self._of_kind("model", "a Keras model")
        if self._model is None:  # nothing that a criterion can do changes it
            self._model = ModelView(self._ask("model")["value"], self._ask, self._wrap)
        return self._model

    @property
    def dataset(self) -> DatasetView:
        """The answer as a tf.data.Dataset (or PyDataset)."""
        self._of_kind("dataset", "a tf.data.Dataset")
        return DatasetView(self._ask("dataset")["value"], self.iterate)

    @property
    def callback(self) -> CallbackView:
        """The answer as a Keras callback that the criterion drives."""
        self._of_kind("callback", "a Keras callback")
        return CallbackView(self._ask)

    @property
    def path(self) -> str:
        """The answer as the path of a file or folder, which need not exist."""
        self._require_attempt()
        if self.kind not in ("text", "path"):
            raise Fail(f"{self._said} {wording.record(self._record)}; the path of a file expected.")
        return self._record["value"]

    @property
    def file(self) -> FileView:
        """The answer as a file in the working folder, given by its path."""
        return FileView(self.path, self._ask, self._wrap)

    @property
    def folder(self) -> FolderView:
        """The answer as a folder in the working folder, given by its path."""
        return FolderView(self.path, self._ask)

    # -- asking ----------------------------------------------------------------------------------------

    @property
    def handle(self) -> Handle:
        """The object's number, to give it back as an argument of another call."""
        return Handle(self._require_handle("an object"))

    def _wrap(self, record: dict[str, Any], said: str) -> Answer:
        return Answer(self._channel, record, said)

    def _ask(self, op: str, *, context: str = "", **fields: Any) -> dict[str, Any]:
        message = {"op": op, **_sent(fields)}
        if "handle" in self._record and op not in ("file", "folder", "reload", "load", "serve"):
            message["of"] = Handle(self._record["handle"])
        return checked(self._channel.request(message), context)

    def _require_attempt(self) -> None:
        if not self.attempted:
            raise NotAttempted("The answer is still `...`.")

    def _require_handle(self, wanted: str) -> int:
        self._require_attempt()
        if "handle" not in self._record:
            raise Fail(f"{self._said} {wording.record(self._record)}; {wanted} expected.")
        return self._record["handle"]

    def _of_kind(self, kind: str, wanted: str) -> dict[str, Any]:
        self._require_attempt()
        if self.kind != kind:
            tip = ""
            if self.kind == "function" and kind != "function":
                tip = " Call the function and give its result."
            elif self.kind == "history" and kind == "model":
                tip = " fit returns a History; give the model itself."
            elif self.kind == "none" and kind == "model":
                tip = " `model.compile` and `model.summary` return None; give the model itself."
            raise Fail(f"{self._said} {wording.record(self._record)}; {wanted} expected.{tip}")
        return self._record

    def _require_arity(self, given: int, kwargs: dict[str, Any]) -> None:
        """Compares the call with the function's parameters, for a better sentence than Python's TypeError."""
        known = self._record.get("parameters")
        if known is None:
            return
        positional = [p for p in known if p["kind"].startswith("POSITIONAL")]
        free = any(p["kind"] == "VAR_POSITIONAL" for p in known)
        named = {p["name"] for p in known if p["kind"] in ("POSITIONAL_OR_KEYWORD", "KEYWORD_ONLY")}
        any_name = any(p["kind"] == "VAR_KEYWORD" for p in known)
        missing = [p["name"] for p in positional[given:] if p["required"] and p["name"] not in kwargs]
        missing += [
            p["name"] for p in known if p["kind"] == "KEYWORD_ONLY" and p["required"] and p["name"] not in kwargs
        ]
        names = wording.listing(f"`{p['name']}`" for p in positional)
        takes = f"Your function takes {wording.count(len(positional), 'argument')} ({names})"
        if not positional:
            takes = "Your function takes no arguments"
        if (given > len(positional) and not free) or missing:
            raise Fail(f"{takes}; it is called with {given + len(kwargs)}. Keep the names of the exercise.")
        unknown = [name for name in kwargs if name not in named]
        if unknown and not any_name:
            raise Fail(f"{takes}; the exercise also calls it with `{unknown[0]}=`.")

    def _numeric(self, wanted: str) -> np.ndarray:
        record = self._record
        if self.kind in ("array", "number", "bool"):
            value = np.asarray(record["value"])
        elif self.kind in ("list", "tuple"):
            value = _stacked(record.get("value"))
            if value is None:
                raise Fail(
                    f"{self._said} {wording.record(record)} that make no array: numbers in rows of equal "
                    f"length expected."
                )
        else:
            tip = ""
            if self.kind == "text":
                tip = " Leave the quotes away."
            elif self.kind == "function":
                tip = " Call the function and give its result."
            raise Fail(f"{self._said} {wording.record(record)}; {wanted} expected.{tip}")
        if value.dtype.kind not in NUMERIC:
            raise Fail(f"{self._said} an array of text (dtype {value.dtype}); {wanted} expected.")
        return value

    def _wrong_shape(self, value: np.ndarray, shape: Sequence[int | None]) -> str:
        return f"{self._said} an array of shape {wording.shape(value.shape)}; shape {wording.shape(shape)} expected."

    def _not_finite(self, value: np.ndarray) -> str:
        nan, inf = int(np.isnan(value).sum()), int(np.isinf(value).sum())
        what = wording.listing([text for n, text in ((nan, f"{nan} NaN"), (inf, f"{inf} infinite")) if n])
        return (
            f"{self._said} an array in which {what} of {value.size} values are no numbers. Typical causes: the "
            "exponential of a large number, a logarithm of 0, 0 divided by 0."
        )


def checked(reply: dict[str, Any], context: str = "") -> dict[str, Any]:
    """The reply, or the Problem that it tells, as an exception."""
    problem = reply.get("problem")
    if problem is None:
        return reply
    try:
        raise _PROBLEMS[problem](reply, context)
    except KeyError as error:
        raise AnswerSideLost("it sent a problem that has no name") from error


def _raised(reply: dict[str, Any], context: str) -> Problem:
    message = f": {reply['message']}" if reply["message"] else ""
    known = f" What it is: {reply['known']}" if reply.get("known") else ""
    return Raised(f"Your code raised {reply['type']}{message}{_where(reply)}{known}", context)


def _timed_out(reply: dict[str, Any], context: str) -> Problem:
    return TimedOut(
        f"Your code did not end within {wording.number(reply['seconds'])} s and was stopped{_where(reply)} "
        "Is there a loop that never ends?",
        context,
    )


def _where(reply: dict[str, Any]) -> str:
    if reply.get("line") is None:
        return "."
    return f" (line {reply['line']}: `{reply['text']}`)." if reply["text"] else f" (line {reply['line']})."


def _model_trouble(reply: dict[str, Any], context: str) -> Problem:
    sentences = {
        "unbuilt": "Your model is not built: it does not know the shape of its input yet, so it has no weights. "
        "Begin it with `keras.Input(shape=...)`.",
        "uncompiled": "Your model is not compiled: call `model.compile(optimizer=..., loss=...)`.",
        "no layer": f"Your model has no layer named {reply['detail']!r}.",
        "no graph": "This layer's output cannot be reached from the model's input.",
        "no clone": f"Your model cannot be copied for a training of the check's own: {reply['detail']}",
    }
    return Fail(sentences[reply["code"]])


def _file_trouble(reply: dict[str, Any], context: str) -> Problem:
    sentences = {
        "missing": "There is no file at this path. Has the model been saved, and is the name the same?",
        "folder": "This path is a folder; a single file expected.",
        "outside": "This path leaves the working folder; give a name such as 'model.keras'.",
        "too large": "The file is too large to check (over 64 MiB).",
        "unreadable": f"The saved model cannot be loaded in a fresh process: {reply.get('detail', '')}",
        "not loaded": f"The saved model cannot be loaded: {reply.get('detail', '')}",
        "missing folder": "There is no folder at this path. Has the model been exported, and is the name the same?",
        "no folder": "This path is a file; a folder that `model.export` wrote expected.",
    }
    return Fail(sentences[reply["code"]])


def _unsendable(reply: dict[str, Any], context: str) -> Problem:
    return Fail(f"The answer is too large or too deeply nested to check. {reply['detail']}")


def _host_failed(reply: dict[str, Any], context: str) -> Exception:
    return CheckerError(reply["detail"])


_PROBLEMS: dict[str, Callable[[dict[str, Any], str], Exception]] = {
    "raised": _raised,
    "timeout": _timed_out,
    "model": _model_trouble,
    "file": _file_trouble,
    "unsendable": _unsendable,
    "host": _host_failed,
}


def _sent(value: Any) -> Any:
    """A criterion's argument as typed data: answers become handles, NumPy scalars plain numbers."""
    if isinstance(value, Answer):
        return value.handle if "handle" in value._record else value._record["value"]
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, (list, tuple)):
        return type(value)(_sent(item) for item in value)
    if isinstance(value, dict):
        return {key: _sent(item) for key, item in value.items()}
    return value


def _data_record(value: Any) -> dict[str, Any]:
    kinds = {
        type(None): "none",
        type(...): "ellipsis",
        bool: "bool",
        int: "number",
        float: "number",
        str: "text",
        bytes: "bytes",
        np.ndarray: "array",
        list: "list",
        tuple: "tuple",
        dict: "dict",
    }
    kind = kinds[type(value)]
    return {"kind": kind, "type": "NumPy array" if kind == "array" else type(value).__name__, "value": value}


# What a record of each kind must hold; kinds that are not listed are objects with a handle.
_FIELDS: dict[str, tuple[str, tuple[type, ...]]] = {
    "none": ("value", (type(None),)),
    "ellipsis": ("value", (EllipsisType,)),
    "bool": ("value", (bool,)),
    "number": ("value", (int, float)),
    "text": ("value", (str,)),
    "bytes": ("value", (bytes,)),
    "array": ("value", (np.ndarray,)),
    "history": ("value", (dict,)),
    "path": ("value", (str,)),
    "too large": ("type", (str,)),
    "object array": ("type", (str,)),
    **dict.fromkeys(("list", "tuple", "set", "dict"), ("value", (list, tuple, dict))),
}


def _valid(record: Any) -> dict[str, Any]:
    """The record, or AnswerSideLost: the other side may have sent anything that the codec lets through."""
    if not isinstance(record, dict) or not isinstance(record.get("kind"), str):
        raise AnswerSideLost("it sent a reply without a kind")
    field, types = _FIELDS.get(record["kind"], ("handle", (int,)))
    if not isinstance(record.get(field), types) and not isinstance(record.get("items"), list):
        raise AnswerSideLost(f"it sent a reply of the kind {record['kind'][:40]!r} without what belongs to it")
    return record


def _stacked(value: Any) -> np.ndarray | None:
    if value is None:
        return None
    try:
        array = np.asarray(value)
    except ValueError:
        return None
    return None if array.dtype == object else array


def _fits(shape: Sequence[int], wanted: Sequence[int | None]) -> bool:
    return len(shape) == len(wanted) and all(w is None or n == w for n, w in zip(shape, wanted, strict=True))


def _fraction(value: np.ndarray) -> float:
    flat = value.ravel()
    return float(flat[np.argmax(flat != np.round(flat))])


def _range(minimum: float | None, maximum: float | None) -> str:
    if minimum is None:
        return f"at most {wording.number(maximum)}"
    if maximum is None:
        return f"at least {wording.number(minimum)}"
    return f"a number from {wording.number(minimum)} to {wording.number(maximum)}"
