"""The course's data sets. Each loader returns a `Dataset`: arrays, their parts, names and their source.

    import coursekit as ck

    digits = ck.data.digits()
    digits                      # says shapes, range and source
    digits.x_train, digits.y_train

Two calls with the same arguments return equal, independent arrays: changing one never changes the other.
"""

from __future__ import annotations

from coursekit.data.dataset import Dataset
from coursekit.data.errors import DataDamaged, DataUnavailable
from coursekit.data.interval_bands import intervals, intervals_best_accuracy
from coursekit.data.iris_flowers import iris
from coursekit.data.mnist_images import mnist
from coursekit.data.scanned_digits import digits

__all__ = [
    "DataDamaged",
    "DataUnavailable",
    "Dataset",
    "digits",
    "intervals",
    "intervals_best_accuracy",
    "iris",
    "mnist",
]
