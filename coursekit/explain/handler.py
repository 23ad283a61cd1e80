"""Showing explanations in IPython, in place of the pages that Keras and TensorFlow raise.

The cell still fails as before: the error is sent with its type and message, only its traceback is short. An
unknown error goes to IPython untouched.
"""

from __future__ import annotations

import os
import sys
import traceback as tracebacks
from types import TracebackType
from typing import Any

from coursekit.explain.seen import COLOUR_CODES


def install(shell: Any) -> None:
    """Explains known errors in this shell from now on. Again: nothing changes.

    An exception handler that somebody set before keeps the errors that are not known here.

    Args:
        shell: IPython's, as `get_ipython()` gives it.
    """
    if getattr(shell, "_coursekit_explains", False):
        return
    before = (shell.custom_exceptions, shell.CustomTB) if shell.custom_exceptions else None

    def handle(shell: Any, kind: type, error: BaseException, tb: TracebackType, tb_offset: int | None = None) -> None:
        if not _explained(shell, kind, error, tb):
            if before and issubclass(kind, before[0]):
                before[1](kind, error, tb, tb_offset=tb_offset)
            else:
                shell.showtraceback((kind, error, tb), tb_offset=tb_offset, running_compiled_code=True)

    shell.set_custom_exc((Exception,), handle)
    shell._coursekit_explains = True


def traceback() -> None:
    """Prints the full traceback of the last error, known or not."""
    error = getattr(sys, "last_value", None)
    if error is None:
        print("There was no error so far.")
        return
    print(_full(_shell(), type(error), error, error.__traceback__, coloured=True))


def _explained(shell: Any, kind: type, error: BaseException, tb: TracebackType) -> bool:
    """Shows a known error and says so. Whatever goes wrong in here, IPython's own traceback is the answer."""
    if os.environ.get("COURSEKIT_EXPLAIN", "on") == "off":
        return False
    try:
        from coursekit.explain import card
        from coursekit.explain.catalogue import explain

        found = explain(error)
        if found is None:
            return False
        plain, rich = card.as_text(found), card.as_html(found, _full(shell, kind, error, tb))
        short = f"{kind.__name__}: {found.short}\nExplained above. The full traceback: ck.traceback()"
        from IPython.display import display

        display({"text/html": rich, "text/plain": plain}, raw=True)
    except Exception:
        return False
    # IPython's own hook for errors that draw themselves: the kernel, %debug, %pdb and %tb go their usual way.
    error._render_traceback_ = lambda: [short]
    try:
        shell.showtraceback((kind, error, tb), running_compiled_code=True)
    finally:
        del error._render_traceback_
    return True


def _full(shell: Any, kind: type, error: BaseException, tb: TracebackType | None, coloured: bool = False) -> str:
    if shell is None:
        return "".join(tracebacks.format_exception(kind, error, tb))
    lines = shell.InteractiveTB.structured_traceback(kind, error, tb, tb_offset=1)
    text = shell.InteractiveTB.stb2text(lines)
    return text if coloured else COLOUR_CODES.sub("", text)


def _shell() -> Any:
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None
