"""How well scores rank the positive rows before the negative ones: ROC and precision-recall curves."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from coursekit.plot.description import number, plural, short
from coursekit.plot.inputs import as_series
from coursekit.plot.ranking_counts import RankingCounts, count_by_threshold
from coursekit.plot.style import CARD, INK, MUTED, finish, legend, series_style, single_axes

_LIMITS = (-0.03, 1.03)  # a curve along an edge stays visible
_MOST_MARKERS = 12


def roc_curve(
    y_true: Any, scores: Any | Mapping[str, Any], *, threshold: float | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the true-positive rate against the false-positive rate over all thresholds.

    Exact: one point for each distinct score; tied scores give a sloping line. The area (AUC) is the probability
    that a random positive row scores above a random negative one, ties counted half (Fawcett 2006, "An introduction
    to ROC analysis"). The dashed diagonal is guessing: 0.5.

    Args:
        y_true: labels 0 and 1, shape (rows,) or (rows, 1); both must occur.
        scores: higher means more likely class 1, shape (rows,) or (rows, 1): probabilities or logits; or a dict of
            such scores, one per model.
        threshold: where to mark each curve with a circle: the rates when `scores > threshold` is predicted 1.
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when shapes do not fit, labels are not 0 and 1, or only one class occurs.
    """
    counts = _counts(y_true, scores)
    ax = single_axes(ax, (5.6, 4.8))
    ax.plot([0, 1], [0, 1], color=MUTED, linestyle=(0, (5, 4)), linewidth=1.2, label="guessing: AUC 0.5")
    sentences = []
    for index, (name, count) in enumerate(counts.items()):
        x = np.append(0, count.false_positives) / count.negatives
        y = np.append(0, count.true_positives) / count.positives
        area = float((np.diff(x) * (y[1:] + y[:-1]) / 2).sum())
        _line(ax, x, y, index, f"{name or 'model'}: AUC {area:.3f}")
        text = f"{name or 'ROC curve'}: AUC {area:.3f}"
        if threshold is not None:
            true, false = count.above(threshold)
            _circle(ax, false / count.negatives, true / count.positives, index)
            text += f"; above the threshold {short(threshold)} the true-positive rate is "
            text += f"{number(true / count.positives)}, the false-positive rate {number(false / count.negatives)}"
        sentences.append(text + ".")
    _limit(ax, threshold)
    first = next(iter(counts.values()))
    rows = f"{plural(first.positives, 'positive')} and {plural(first.negatives, 'negative')}"
    finish(
        ax,
        title="ROC curve",
        x_label="false-positive rate (0 to 1)",
        y_label="true-positive rate, recall (0 to 1)",
        description=f"ROC of {rows}; guessing gives AUC 0.5. {' '.join(sentences)}",
    )
    legend(ax, loc="lower right")
    return ax


def precision_recall_curve(
    y_true: Any, scores: Any | Mapping[str, Any], *, threshold: float | None = None, ax: Axes | None = None
) -> Axes:
    """Draw precision against recall over all thresholds.

    Exact: a step for each distinct score. The area under these steps is the average precision, the sum of
    (R_k - R_{k-1}) P_k, as in scikit-learn's `average_precision_score`; Keras's `AUC(curve="PR")` interpolates between
    200 thresholds and can differ. The dashed line is guessing: the share of positive rows.

    Args:
        y_true: labels 0 and 1, shape (rows,) or (rows, 1); both must occur.
        scores: higher means more likely class 1, shape (rows,) or (rows, 1): probabilities or logits; or a dict of
            such scores, one per model.
        threshold: where to mark each curve with a circle: precision and recall when `scores > threshold` is
            predicted 1. Without any such row there is no precision, and no mark.
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when shapes do not fit, labels are not 0 and 1, or only one class occurs.
    """
    counts = _counts(y_true, scores)
    first = next(iter(counts.values()))
    share = first.positives / (first.positives + first.negatives)
    ax = single_axes(ax, (5.6, 4.8))
    ax.axhline(share, color=MUTED, linestyle=(0, (5, 4)), linewidth=1.2, label=f"guessing: {share:.3f}")
    sentences = []
    for index, (name, count) in enumerate(counts.items()):
        precision = count.true_positives / (count.true_positives + count.false_positives)
        recall = count.true_positives / count.positives
        average = float((np.diff(recall, prepend=0) * precision).sum())
        x, y = np.append(0, recall), np.append(precision[0], precision)
        _line(ax, x, y, index, f"{name or 'model'}: average precision {average:.3f}", drawstyle="steps-pre")
        text = f"{name or 'Precision-recall curve'}: average precision {average:.3f}"
        if threshold is not None:
            true, false = count.above(threshold)
            text += f"; above the threshold {short(threshold)} "
            if true + false:
                _circle(ax, true / count.positives, true / (true + false), index)
                text += f"precision is {number(true / (true + false))}, recall {number(true / count.positives)}"
            else:
                text += "no row is predicted positive"
        sentences.append(text + ".")
    _limit(ax, threshold)
    rows = f"{plural(first.positives, 'positive')} and {plural(first.negatives, 'negative')}"
    finish(
        ax,
        title="Precision-recall curve",
        x_label="recall (0 to 1)",
        y_label="precision (0 to 1)",
        description=f"Precision and recall of {rows}; guessing gives precision {share:.3f}. {' '.join(sentences)}",
    )
    legend(ax, loc="best")
    return ax


def _counts(y_true: Any, scores: Any) -> dict[str, RankingCounts]:
    return {
        name: count_by_threshold(y_true, values, f"scores[{name!r}]" if name else "scores")
        for name, values in as_series(scores, "scores").items()
    }


def _line(ax: Axes, x: np.ndarray, y: np.ndarray, index: int, label: str, **look: Any) -> None:
    every = max(1, len(x) // _MOST_MARKERS)
    ax.plot(x, y, label=label, linewidth=1.8, markersize=4, markevery=every, **series_style(index), **look)


def _circle(ax: Axes, x: float, y: float, index: int) -> None:
    color = series_style(index)["color"]
    look = {"markerfacecolor": CARD, "markeredgecolor": color, "markeredgewidth": 2.2, "linestyle": "none"}
    ax.plot(x, y, "o", markersize=11, zorder=5, **look)


def _limit(ax: Axes, threshold: float | None) -> None:
    if threshold is not None:
        look = {"markerfacecolor": CARD, "markeredgecolor": INK, "markeredgewidth": 2.2, "linestyle": "none"}
        ax.plot([], [], "o", markersize=9, label=f"score above {short(threshold)}", **look)
    ax.set_xlim(*_LIMITS)
    ax.set_ylim(*_LIMITS)
