"""Right and wrong positives at every threshold: the numbers behind ROC, precision-recall and threshold curves."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from coursekit.plot.inputs import as_labels, as_numbers, same_length


@dataclass(frozen=True)
class RankingCounts:
    """Counts when the rows with `score >= thresholds[i]` are predicted positive.

    thresholds: the distinct scores, falling, shape (k,). true_positives and false_positives: int64, shape (k,);
    the last entries are all positives and all negatives. Tied scores share one entry, so no order among them counts.
    """

    thresholds: np.ndarray
    true_positives: np.ndarray
    false_positives: np.ndarray

    @property
    def positives(self) -> int:
        """The number of rows of class 1."""
        return int(self.true_positives[-1])

    @property
    def negatives(self) -> int:
        """The number of rows of class 0."""
        return int(self.false_positives[-1])

    def above(self, threshold: float) -> tuple[int, int]:
        """True and false positives when the rows with `score > threshold` are predicted positive."""
        index = int((self.thresholds > threshold).sum()) - 1
        return (0, 0) if index < 0 else (int(self.true_positives[index]), int(self.false_positives[index]))


def count_by_threshold(y_true: Any, scores: Any, name: str = "scores") -> RankingCounts:
    """The counts for labels 0 and 1 and scores, both of shape (rows,) or (rows, 1).

    Raises ValueError when shapes do not fit, labels are not 0 and 1, or only one of the classes occurs.
    """
    labels, values = as_binary(y_true), as_column(scores, name)
    same_length(**{"y_true": labels, name: values})
    if labels.min() == labels.max():
        raise ValueError(f"y_true holds only class {labels[0]}; these curves need rows of class 0 and of class 1.")
    order = np.argsort(-values, kind="stable")
    values, labels = values[order], labels[order]
    ends = np.append(np.flatnonzero(np.diff(values)), len(values) - 1)  # the last row of each group of ties
    true_positives = np.cumsum(labels)[ends]
    return RankingCounts(values[ends], true_positives, ends + 1 - true_positives)


def as_binary(y_true: Any) -> np.ndarray:
    """Labels 0 and 1, int64 of shape (rows,), or ValueError."""
    labels = as_labels(y_true, "y_true")
    if labels.max() > 1:
        raise ValueError(
            f"y_true holds class {labels.max()}; expected 0 and 1. "
            "For one class against the rest pass (y_true == k).astype(int) and the scores of class k."
        )
    return labels


def as_column(values: Any, name: str) -> np.ndarray:
    """One score per row, float64 of shape (rows,), from (rows,) or (rows, 1); else ValueError."""
    array = as_numbers(values, name)
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim != 1:
        raise ValueError(
            f"{name} has shape {array.shape}; expected one score per row: (rows,) or (rows, 1). "
            f"Of two softmax outputs pass the second: {name}[:, 1]."
        )
    return array


def as_probabilities(values: Any, name: str = "probabilities") -> np.ndarray:
    """One probability of class 1 per row, float64 of shape (rows,) in 0..1, or ValueError."""
    array = as_column(values, name)
    if array.min() < -1e-6 or array.max() > 1 + 1e-6:
        raise ValueError(
            f"{name} run from {array.min():.3g} to {array.max():.3g}; expected 0..1. Apply a sigmoid to logits."
        )
    return np.clip(array, 0, 1)
