"""Bring the 8x8 scans to MNIST's format."""

from __future__ import annotations

import numpy as np

SCAN = 8
DIGIT = 20
IMAGE = 28


def scans_to_28x28(scans: np.ndarray) -> np.ndarray:
    """Scale 8x8 scans to 20x20 pixels and centre them in 28x28, as MNIST does with its digits.

    Bilinear interpolation between the centres of the pixels; edge pixels go on to the border. All arithmetic
    is in integers, so the result is the same on every machine.

    Args:
        scans: Shape (n, 8, 8), integers from 0 to 16.

    Returns:
        Shape (n, 28, 28), uint8 from 0 to 255. The outer four pixels on each side are 0.
    """
    weights = _bilinear_weights()
    digits = weights @ scans.astype(np.int64) @ weights.T  # 0..16 times 100
    full = 16 * 100
    padding = (IMAGE - DIGIT) // 2
    images = np.zeros((len(scans), IMAGE, IMAGE), dtype=np.uint8)
    images[:, padding:-padding, padding:-padding] = (digits * 255 + full // 2) // full
    return images


def _bilinear_weights() -> np.ndarray:
    """Shape (20, 8): how many tenths of each scan row make up each digit row.

    The centre of row i lies at (i + 1/2) * 8/20 - 1/2 = (4 i - 3) / 10 rows of the scan: whole tenths.
    """
    weights = np.zeros((DIGIT, SCAN), dtype=np.int64)
    for row in range(DIGIT):
        above, tenths = divmod(4 * row - 3, 10)
        weights[row, max(above, 0)] += 10 - tenths
        weights[row, min(above + 1, SCAN - 1)] += tenths
    return weights
