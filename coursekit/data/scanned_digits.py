"""scikit-learn's scanned digits, 8x8 pixels, which come with the library and need no network."""

from __future__ import annotations

import numpy as np

from coursekit.data.dataset import Dataset

CLASS_NAMES = tuple("0123456789")
HOMEPAGE = "https://archive.ics.uci.edu/dataset/80"
SOURCE = (
    "Alpaydin and Kaynak, Optical Recognition of Handwritten Digits, 1998, UCI Machine Learning "
    "Repository (doi.org/10.24432/C50P49, CC BY 4.0): the part that scikit-learn contains."
)


def digits(*, seed: int = 0) -> Dataset:
    """1,797 handwritten digits by 13 people, scanned and reduced to 8x8 pixels.

    x has shape (1797, 8, 8) and dtype uint8: how many of 16 dots in a pixel's place are inked, 0 (paper) to
    16 (ink). Divide by 16 to scale it to 0..1. y has dtype int64, 0 to 9. The parts have 1,079, 359 and 359
    rows.

    Args:
        seed: Decides which row goes into which part, an integer from 0 to 2**32 - 1.

    Raises:
        TypeError: The seed is no integer.
        ValueError: The seed is out of range.
    """
    x, y = scans()
    return Dataset.divided(name="digits", x=x, y=y, seed=seed, class_names=CLASS_NAMES, source=SOURCE)


def scans() -> tuple[np.ndarray, np.ndarray]:
    """Images (1797, 8, 8) uint8 with values 0..16, and labels (1797,) int64 with values 0..9."""
    from sklearn.datasets import load_digits

    bunch = load_digits()
    return bunch.images.astype(np.uint8), bunch.target.astype(np.int64)
