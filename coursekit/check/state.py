"""What a check must put back: random generators and Keras's global state.

Keras keeps its name counters, dtype policy, seed generator and settings in two thread-local trackers that
have no public face. They are saved through the private module where it exists; on a Keras that moved it,
only the public settings are restored.
"""

from __future__ import annotations

import copy
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np

_TRACKERS = ("GLOBAL_STATE_TRACKER", "GLOBAL_SETTINGS_TRACKER")


@contextmanager
def preserved(seed: int) -> Iterator[None]:
    """Runs its block with seeded random generators, then puts back what the block may have moved.

    Args:
        seed: non-negative int; Python's and NumPy's global generators start from it inside the block, so
            that a learner's unseeded function answers the same way wherever it is judged.
    """
    restore = [_python(), _numpy()]
    if "keras" in sys.modules:
        restore += [_keras_public(), _keras_private()]
    if "tensorflow" in sys.modules:
        restore.append(_tensorflow())
    random.seed(seed)
    np.random.seed(seed % 2**32)
    try:
        yield
    finally:
        for undo in reversed(restore):
            undo()


def _python() -> Callable[[], None]:
    state = random.getstate()
    return lambda: random.setstate(state)


def _numpy() -> Callable[[], None]:
    state = np.random.get_state()
    return lambda: np.random.set_state(state)


def _keras_public() -> Callable[[], None]:
    import keras

    config = keras.config
    floatx, epsilon, layout = config.floatx(), config.epsilon(), config.image_data_format()
    policy = config.dtype_policy()

    def undo() -> None:
        config.set_floatx(floatx)
        config.set_epsilon(epsilon)
        config.set_image_data_format(layout)
        if config.dtype_policy() != policy:
            config.set_dtype_policy(policy)

    return undo


def _keras_private() -> Callable[[], None]:
    try:
        from keras.src.backend.common import global_state
    except ImportError:
        return lambda: None
    saved = {}
    for name in _TRACKERS:
        if (tracker := getattr(global_state, name, None)) is not None:
            # Counters are dicts that change in place; models and generators are kept as they are.
            saved[name] = {k: copy.copy(v) if isinstance(v, dict) else v for k, v in vars(tracker).items()}
    generator = saved.get("GLOBAL_STATE_TRACKER", {}).get("global_seed_generator")
    seed_state = generator.state.numpy() if generator is not None else None

    def undo() -> None:
        for name, values in saved.items():
            tracker = getattr(global_state, name)
            vars(tracker).clear()
            vars(tracker).update(values)
        if generator is not None:
            generator.state.assign(seed_state)

    return undo


def _tensorflow() -> Callable[[], None]:
    """TensorFlow's seed and the counter behind unseeded operations (private; left alone where it moved)."""
    try:
        from tensorflow.python.eager import context

        current = context.context()
        seed, generator = current._seed, current._rng
        state = generator.getstate() if generator is not None else None
    except (ImportError, AttributeError):
        return lambda: None

    def undo() -> None:
        current._seed, current._rng = seed, generator
        if generator is not None:
            generator.setstate(state)

    return undo
