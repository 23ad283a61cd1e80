"""What an error tells, read from its message and its traceback: the learner's line and the call into Keras.

Reading only: no attribute that builds, traces or computes anything is touched.
"""

from __future__ import annotations

import inspect
import linecache
import re
import traceback
from dataclasses import dataclass
from types import FrameType
from typing import Any

from coursekit.check.guard import is_learners

COLOUR_CODES = re.compile(r"\x1b\[[0-9;]*m")
MAX_LINES = 12  # of the learner's statement
MAX_MESSAGE = 300


@dataclass(frozen=True)
class Call:
    """The call of a Keras model or layer that the learner's line made.

    Attributes:
        function: its plain name, such as "fit" or "__call__".
        receiver: the model or layer.
        arguments: by name; those that the function does not have are under the name that was used.
        parameters: the names it does have, without self.
    """

    function: str
    receiver: Any
    arguments: dict[str, Any]
    parameters: tuple[str, ...]


class Seen:
    """An error with what is around it.

    Attributes:
        error: the exception.
        message: its text without colour codes.
        line: number of the learner's last line, or None.
        function: the learner's function, "" at the top of a cell.
        source: the learner's statement.
        learner: the learner's frame, or None.
        frames: frames below the learner's, outermost first.
        call: the first call of a model or layer below the learner's line, or None.
    """

    def __init__(self, error: BaseException) -> None:
        self.error = error
        self.message = COLOUR_CODES.sub("", str(error))
        walked = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
        summaries = traceback.extract_tb(error.__traceback__)
        at = max((i for i, summary in enumerate(summaries) if is_learners(summary)), default=-1)
        self.learner: FrameType | None = walked[at] if at >= 0 else None
        self.frames = walked[at + 1 :]
        self.line = summaries[at].lineno if at >= 0 else None
        self.function = summaries[at].name if at >= 0 and summaries[at].name.isidentifier() else ""
        self.source = _statement(summaries[at]) if at >= 0 else ""
        self.call = next((call for frame in self.frames if (call := _call(frame))), None)

    @property
    def innermost(self) -> str:
        """Name of the function that raised."""
        return self.frames[-1].f_code.co_name if self.frames else ""

    def argument(self, name: str) -> Any:
        """An argument of the call into Keras, None where it was not given."""
        return self.call.arguments.get(name) if self.call else None

    def broke_in_validation(self, received: tuple[int | None, ...], part: int) -> bool:
        """Whether the inputs (part 0) or labels (part 1) that were received are those of `validation_data`.

        Only the axes after the first can tell; where training and validation agree in them, it was the training.
        """
        held_out = self.argument("validation_data")
        if not isinstance(held_out, (tuple, list)) or len(held_out) <= part:
            return False
        training = shape_of(self.argument("xy"[part])) or ()
        return (shape_of(held_out[part]) or ())[1:] == received[1:] != training[1:]

    def theirs(self, received: tuple[int | None, ...], part: int) -> tuple[int | None, ...]:
        """The shape of the learner's own array behind a batch that was received (part 0: inputs, 1: labels)."""
        if self.broke_in_validation(received, part):
            return shape_of(self.argument("validation_data")[part]) or received
        own = shape_of(self.argument("inputs" if part == 0 and self.argument("x") is None else "xy"[part]))
        return own if own and received and own[1:] == received[1:] else received

    def short(self) -> str:
        """The message cut to its cause: Keras and TensorFlow wrap it in pages of context."""
        text = self.message.strip()
        if text.startswith("Exception encountered when calling"):
            text = text.partition("\n\n")[2].partition("\n\nArguments received")[0].strip() or text
        elif text.startswith("Graph execution error"):
            lines = [
                line for line in text.splitlines() if line.strip() and not line.lstrip().startswith(("[[", "File "))
            ]
            text = lines[-1].strip()
        elif text.startswith("in user code:"):  # code that TensorFlow traced
            text = text.splitlines()[-1].strip().partition(": ")[2] or text
        text = re.sub(r"\{\{function_node \S+\}\}\s*", "", text).split("\n\n")[0].strip()
        return text if len(text) <= MAX_MESSAGE else f"{text[:MAX_MESSAGE]} ..."


def shape_of(value: Any) -> tuple[int | None, ...] | None:
    """The shape of an array or tensor, None for anything else."""
    shape = getattr(value, "shape", None)
    try:
        return tuple(None if n is None else int(n) for n in shape)
    except (TypeError, ValueError):  # no shape, or a tensor of unknown rank
        return None


def is_dataset(value: Any) -> bool:
    """Whether a value is a tf.data pipeline (without importing TensorFlow)."""
    return hasattr(value, "element_spec")


def parse_shape(text: str) -> tuple[int | None, ...]:
    """`(None, 28, 28)` or `[32,3]` in a message as a tuple."""
    return tuple(None if part in ("None", "?") else int(part) for part in re.findall(r"None|\?|-?\d+", text))


def _statement(summary: traceback.FrameSummary) -> str:
    first = summary.lineno or 1
    last = min(getattr(summary, "end_lineno", None) or first, first + MAX_LINES - 1)
    lines = [linecache.getline(summary.filename, number).rstrip() for number in range(first, last + 1)]
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[indent:] for line in lines).strip()


def _call(frame: FrameType) -> Call | None:
    """The call behind a frame of Keras's traceback filter, which keeps the function and its arguments."""
    file = frame.f_code.co_filename.replace("\\", "/")
    if frame.f_code.co_name != "error_handler" or not file.endswith("keras/src/utils/traceback_utils.py"):
        return None
    fn, args, kwargs = (frame.f_locals.get(name) for name in ("fn", "args", "kwargs"))
    if not callable(fn) or not args:
        return None
    signature = inspect.signature(fn)
    names = [p.name for p in signature.parameters.values() if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
    given = dict(zip(names[1:], args[1:], strict=False)) if len(names) > 1 else {}
    if len(names) <= 1 and len(args) > 1:  # __call__(self, *args, **kwargs)
        given = {"inputs": args[1]}
    return Call(fn.__name__, args[0], {**given, **kwargs}, tuple(names[1:]))
