"""Importing Keras and TensorFlow without looking for garbage on the way."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def without_collecting() -> Iterator[None]:
    """Switches Python's cyclic garbage collector off for a while.

    An import makes hundreds of thousands of objects that stay, and the collector looks at them again and again: a
    quarter of the time that `import keras` takes.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
