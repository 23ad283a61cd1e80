"""The course's data sets. Each loader returns a `Dataset`: arrays, their parts, names and their source.

    import coursekit as ck

    digits = ck.data.digits()
    digits                      # says shapes, range and source
    digits.x_train, digits.y_train
    digits.few(10)              # variants: few, sorted_by_class, with_label_noise, imbalanced

Two calls with the same arguments return equal, independent arrays: changing one never changes the other.
`bowl`, `training_curves` and `photos` are no data sets: the first makes loss surfaces over two weights, for optimisers
to walk on, the second gives the curves of real trainings, to read, the third two photographs to look at.
"""

from __future__ import annotations

from coursekit.data.dataset import Dataset
from coursekit.data.errors import DataDamaged, DataUnavailable
from coursekit.data.fashion_images import fashion
from coursekit.data.interval_bands import intervals, intervals_best_accuracy
from coursekit.data.loss_surfaces import Surface, bowl
from coursekit.data.measured_tables import breast_cancer, diabetes, iris, wine
from coursekit.data.mnist_images import mnist
from coursekit.data.moons_and_circles import circles, moons
from coursekit.data.packing_list import multilabel, multilabel_probabilities
from coursekit.data.photographs import photos
from coursekit.data.scanned_digits import digits
from coursekit.data.training_logs import TrainingLog, training_curves

__all__ = [
    "DataDamaged",
    "DataUnavailable",
    "Dataset",
    "Surface",
    "TrainingLog",
    "bowl",
    "breast_cancer",
    "circles",
    "diabetes",
    "digits",
    "fashion",
    "intervals",
    "intervals_best_accuracy",
    "iris",
    "mnist",
    "moons",
    "multilabel",
    "multilabel_probabilities",
    "photos",
    "training_curves",
    "wine",
]
