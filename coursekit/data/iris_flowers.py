"""Fisher's iris flowers."""

from __future__ import annotations

import numpy as np

from coursekit.data.dataset import Dataset

SOURCE = (
    "R. A. Fisher, The Use of Multiple Measurements in Taxonomic Problems, 1936, UCI Machine "
    "Learning Repository (doi.org/10.24432/C56C76, CC BY 4.0): the copy in scikit-learn."
)


def iris(*, seed: int = 0) -> Dataset:
    """150 iris flowers of three species, four lengths each.

    x has shape (150, 4) and dtype float32: sepal length, sepal width, petal length and petal width in cm,
    from 0.1 to 7.9, not scaled. y has dtype int64: 0 setosa, 1 versicolor, 2 virginica. In `x` and `y` the
    rows stand sorted by species; the parts (90, 30 and 30 rows) are shuffled. One flower is recorded twice
    with the same four lengths.

    Args:
        seed: Decides which row goes into which part, an integer from 0 to 2**32 - 1.

    Raises:
        TypeError: The seed is no integer.
        ValueError: The seed is out of range.
    """
    from sklearn.datasets import load_iris

    bunch = load_iris()
    return Dataset.stratified(
        name="iris",
        x=bunch.data.astype(np.float32),
        y=bunch.target.astype(np.int64),
        seed=seed,
        class_names=tuple(str(name) for name in bunch.target_names),
        feature_names=tuple(bunch.feature_names),
        source=SOURCE,
    )
