"""A generated series to forecast: two waves and noise, divided by time."""

from __future__ import annotations

import math
import numbers
from dataclasses import dataclass

import numpy as np

from coursekit.data.random_streams import stream

WAVES = ((0.7, 20), (0.2, 9))  # amplitude, and period in steps
FEWEST = 100


@dataclass(frozen=True, eq=False, repr=False)
class Series:
    """Measurements in the order of time, and their three parts.

    Attributes:
        values: all of them, shape (n,), dtype float32.
        train, val, test: the first 60%, the next 20%, the last 20%; copies.
        noise: standard deviation of the noise. No forecast of new values has a mean squared error below its square.
        source: where the values come from.
    """

    values: np.ndarray
    train: np.ndarray
    val: np.ndarray
    test: np.ndarray
    noise: float
    source: str

    def __repr__(self) -> str:
        low, high = self.values.min(), self.values.max()
        return (
            f"Series of {len(self.values):,} values in the order of time, from {low:.2f} to {high:.2f}\n"
            f"  train {len(self.train):,}, then validation {len(self.val):,}, then test {len(self.test):,}\n"
            f"  source      {self.source}"
        )


def waves(n: int = 1500, noise: float = 0.1, *, seed: int = 0) -> Series:
    """Two waves with periods of 20 and 9 steps, amplitudes 0.7 and 0.2, and normal noise.

    The parts follow each other in time: what a model is tested on lies after all that it learned from. The windows are
    up to you. With the default noise the best one-step forecast has a mean squared error of a little over 0.010, the
    variance of the noise; saying the last value again has 0.053.

    Args:
        n: Steps in all, at least 100.
        noise: Standard deviation of the noise, at least 0.
        seed: Decides where the waves begin, and the noise; an integer from 0 to 2**32 - 1.

    Raises:
        TypeError: An argument is no number, or `n` or the seed no integer.
        ValueError: An argument is out of range.
    """
    if isinstance(n, bool) or not isinstance(n, numbers.Integral):
        raise TypeError(f"n must be a whole number of steps such as 1500, not {n!r}.")
    if n < FEWEST:
        raise ValueError(f"n must be at least {FEWEST} steps, so that each part has some waves, not {n}.")
    if isinstance(noise, bool) or not isinstance(noise, numbers.Real):
        raise TypeError(f"noise must be a number such as 0.1, not {noise!r}.")
    if not 0 <= noise < math.inf:
        raise ValueError(f"noise is a standard deviation: at least 0 and finite, not {noise}.")
    rng = stream(seed, "waves")
    time = np.arange(n)
    values = sum(size * np.sin(2 * np.pi * time / period + rng.uniform(0, 2 * np.pi)) for size, period in WAVES)
    values = (values + rng.normal(0, noise, size=n)).astype(np.float32)
    train, val, test = np.split(values, [round(0.6 * n), round(0.8 * n)])
    waves_text = " and ".join(f"{period} steps" for _, period in WAVES)
    source = f"Drawn by coursekit: waves with periods of {waves_text}, normal noise of {noise:g}."
    return Series(values, train.copy(), val.copy(), test.copy(), float(noise), source)
