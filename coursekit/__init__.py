"""coursekit: a course that teaches neural networks with Keras, and the package behind it.

A notebook begins with

    import coursekit as ck
    ck.setup()

and then uses `ck.data`, `ck.plot` and the exercises. Everything is imported when it is first used, so that
importing coursekit itself is quick and brings in neither TensorFlow nor Keras.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coursekit import check, data, plot
    from coursekit.explain.handler import traceback
    from coursekit.feedback.progress import progress
    from coursekit.session import setup

    __version__: str

__all__ = ["__version__", "check", "data", "plot", "progress", "setup", "traceback"]


def __getattr__(name: str) -> Any:
    if name in ("check", "data", "plot"):
        return importlib.import_module(f"coursekit.{name}")
    if name == "setup":
        return importlib.import_module("coursekit.session").setup
    if name == "progress":
        return importlib.import_module("coursekit.feedback.progress").progress
    if name == "traceback":
        return importlib.import_module("coursekit.explain.handler").traceback
    if name == "__version__":
        return importlib.import_module("importlib.metadata").version("coursekit")
    raise AttributeError(f"module 'coursekit' has no attribute {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
