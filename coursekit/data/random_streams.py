"""Random numbers by seed: the same on every machine, and none that two purposes share."""

from __future__ import annotations

import numbers
import zlib

import numpy as np


def stream(seed: int, purpose: str) -> np.random.RandomState:
    """A generator of its own for each pair of seed and purpose.

    The split draws from the stream that starts from the seed alone. Points, or wrong labels, that came from the same
    numbers would follow the split: all training rows could lie on one side.

    Args:
        seed: Integer from 0 to 2**32 - 1.
        purpose: What the numbers are for, such as "moons".

    Raises:
        TypeError: The seed is no integer.
        ValueError: The seed is out of range.
    """
    check_seed(seed)
    # Not default_rng: only RandomState's numbers are promised never to change.
    return np.random.RandomState([seed, zlib.crc32(purpose.encode())])


def check_seed(seed: int) -> None:
    """Raise TypeError or ValueError unless `seed` is an integer from 0 to 2**32 - 1."""
    if isinstance(seed, bool) or not isinstance(seed, numbers.Integral):
        raise TypeError(f"seed must be a whole number such as 0 or 42, not {seed!r}.")
    if not 0 <= seed < 2**32:
        raise ValueError(f"seed must be from 0 to {2**32 - 1}, not {seed}.")


def check_fraction(name: str, fraction: float) -> None:
    """Raise TypeError unless `fraction` is a number, ValueError unless it is from 0 to 1."""
    if isinstance(fraction, bool) or not isinstance(fraction, numbers.Real):
        raise TypeError(f"{name} must be a fraction such as 0.2, not {fraction!r}.")
    if not 0 <= fraction <= 1:
        raise ValueError(f"{name} must be a fraction of the rows, from 0 to 1 (a fifth is 0.2), not {fraction}.")
