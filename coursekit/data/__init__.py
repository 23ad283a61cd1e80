"""The course's data sets. Each loader returns a `Dataset`: arrays, their parts, names and their source.

    import coursekit as ck

    digits = ck.data.digits()
    digits                      # says shapes, range and source
    digits.x_train, digits.y_train
    digits.few(10)              # variants: few, sorted_by_class, with_label_noise, imbalanced, held_out

Two calls with the same arguments return equal, independent arrays: changing one never changes the other.
Some are no tables of rows: `bowl` makes loss surfaces over two weights, for optimisers to walk on, `training_curves`
gives the curves of real trainings to read, `photos` two photographs to look at, `grammar` gives sentences and `waves` a
series in the order of time.
"""

from __future__ import annotations

from coursekit.data.dataset import Dataset
from coursekit.data.errors import DataDamaged, DataUnavailable
from coursekit.data.fashion_images import fashion
from coursekit.data.generated_language import Language, grammar
from coursekit.data.generated_waves import Series, waves
from coursekit.data.imdb_reviews import imdb
from coursekit.data.interval_bands import intervals, intervals_best_accuracy
from coursekit.data.language_rules import NextWordScores
from coursekit.data.loss_surfaces import Surface, bowl
from coursekit.data.measured_tables import breast_cancer, diabetes, iris, wine
from coursekit.data.mnist_images import mnist
from coursekit.data.moons_and_circles import circles, moons
from coursekit.data.packing_list import multilabel, multilabel_probabilities
from coursekit.data.photographs import photos
from coursekit.data.scanned_digits import digits
from coursekit.data.training_logs import TrainingLog, training_curves
from coursekit.data.word_order import word_order, word_order_words

__all__ = [
    "DataDamaged",
    "DataUnavailable",
    "Dataset",
    "Language",
    "NextWordScores",
    "Series",
    "Surface",
    "TrainingLog",
    "bowl",
    "breast_cancer",
    "circles",
    "diabetes",
    "digits",
    "fashion",
    "grammar",
    "imdb",
    "intervals",
    "intervals_best_accuracy",
    "iris",
    "mnist",
    "moons",
    "multilabel",
    "multilabel_probabilities",
    "photos",
    "training_curves",
    "waves",
    "wine",
    "word_order",
    "word_order_words",
]
