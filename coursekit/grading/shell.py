"""Executes a notebook's cells in this process, as a kernel does, and keeps their outputs.

IPython does the work: magics, rich outputs, tracebacks, plots drawn inline. A kernel would need sockets, threads and
half a second to start; a forked process needs none of them.
"""

from __future__ import annotations

import base64
import contextlib
import io
import os
import signal
import sys
from collections.abc import Iterator
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type

Output = dict[str, Any]  # an output as the notebook format has it


class CellTimeout(KeyboardInterrupt):
    """A cell's time is over."""


class Outputs:
    """The outputs of one cell, up to a number of bytes."""

    def __init__(self) -> None:
        self.items: list[Output] = []
        self._room = 0
        self._cut = False

    def clear(self, room: int) -> None:
        """Begins a new cell, with `room` bytes."""
        self.items, self._room, self._cut = [], room, False

    def stream(self, name: str, text: str) -> None:
        """Adds printed text to the last output if it is of the same stream."""
        if len(text) > self._room:
            text = text[: max(0, self._room)]
            self._over()
        if not text:
            return
        self._room -= len(text)
        last = self.items[-1] if self.items else {}
        if "parts" in last and last["name"] == name:
            last["parts"].append(text)
        else:
            self.items.append({"output_type": "stream", "name": name, "parts": [text]})

    def add(self, output: Output, size: int) -> None:
        """Adds another output of `size` bytes."""
        self._room -= size + 200  # ten thousand empty outputs are a lot as well
        if self._room < 0:
            self._over()
            return
        self.items.append(output)

    def done(self) -> list[Output]:
        """All outputs, with the pieces of printed text put together."""
        if self._cut:
            note = "\n[There was more output. It is left out.]\n"
            self.items.append({"output_type": "stream", "name": "stdout", "parts": [note]})
        return [
            {"output_type": "stream", "name": item["name"], "text": "".join(item["parts"])} if "parts" in item else item
            for item in self.items
        ]

    def _over(self) -> None:
        self._cut = True


class _Stream(io.TextIOBase):
    """Standard output or error of a cell."""

    encoding = "utf-8"

    def __init__(self, outputs: Outputs, name: str) -> None:
        self._outputs, self.name = outputs, name

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.stream(self.name, text)
        return len(text)

    def writable(self) -> bool:
        return True


class _Publisher(DisplayPublisher):
    outputs: Outputs

    def publish(self, data: dict, metadata: dict | None = None, **kwargs: Any) -> None:
        if kwargs.get("update"):
            return
        _add_rich(self.outputs, "display_data", data, metadata)

    def clear_output(self, wait: bool = False) -> None:
        self.outputs.items.clear()


class _Hook(DisplayHook):
    outputs: Outputs

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        count = {"execution_count": self.prompt_count}
        _add_rich(self.outputs, "execute_result", format_dict, md_dict, count)


class Shell(InteractiveShell):
    """IPython without a terminal. One for each process; it is made before the fork, and used after it."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)

    def enable_gui(self, gui: str | None = None) -> None:
        """There are no windows here."""

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        text = _said(evalue)
        self.cell_outputs.add(
            {
                "output_type": "error",
                "ename": str(getattr(etype, "__name__", etype))[:200],
                "evalue": text[:2_000],
                "traceback": [line[:20_000] for line in stb[:100]],
            },
            sum(map(len, stb[:100])) + len(text[:2_000]),
        )

    def prepare(self) -> None:
        """Ties the parts together. To be called once."""
        self.cell_outputs = Outputs()
        self.display_pub.outputs = self.displayhook.outputs = self.cell_outputs
        self.history_manager.enabled = False
        self.colors = "nocolor"
        with contextlib.suppress(ImportError):
            from matplotlib_inline.backend_inline import configure_inline_support

            configure_inline_support(self, "module://matplotlib_inline.backend_inline")

    def execute(self, source: str, seconds: float, output_bytes: int) -> list[Output]:
        """Runs a cell and returns its outputs. After `seconds` it is interrupted, once."""
        self.cell_outputs.clear(output_bytes)
        with self._captured(), _alarm(seconds):
            try:
                self.run_cell(source, store_history=True)
            except BaseException as error:  # an interrupt that came between a cell and its end
                self._showtraceback(type(error), error, [f"{type(error).__name__}: {_said(error)}"])
        return self.cell_outputs.done()

    @contextlib.contextmanager
    def _captured(self) -> Iterator[None]:
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _Stream(self.cell_outputs, "stdout"), _Stream(self.cell_outputs, "stderr")
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raises CellTimeout in the block after `seconds`, where the system has such a timer."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def over(number: int, frame: Any) -> None:
        raise CellTimeout(f"The cell was stopped after {seconds:.0f} s.")

    before = signal.signal(signal.SIGALRM, over)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _add_rich(outputs: Outputs, kind: str, data: Any, metadata: Any, more: dict[str, Any] | None = None) -> None:
    found: dict[str, Any] = {}
    for mime, value in dict(data).items():
        if isinstance(value, bytes):
            found[str(mime)] = base64.b64encode(value).decode("ascii")
        elif isinstance(value, str):
            found[str(mime)] = str(value)
    size = sum(map(len, found.values()))
    outputs.add({"output_type": kind, "data": found, "metadata": {}, **(more or {})}, size)


def _said(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException:  # a learner's own exception class may be broken
        return ""


def make_shell() -> Shell:
    """The process's shell. Takes a tenth of a second: the warm process does it before it forks."""
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    shell = Shell.instance()
    shell.prepare()
    return shell
