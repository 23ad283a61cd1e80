"""What a classifier's threshold trades: precision, recall and others against the threshold."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from coursekit.plot.description import capital, listing, number, plural, short
from coursekit.plot.ranking_counts import as_probabilities, count_by_threshold
from coursekit.plot.style import INK, finish, legend, series_style, single_axes

_METRICS = ("precision", "recall", "f1", "accuracy")


def threshold_sweep(
    y_true: Any,
    probabilities: Any,
    *,
    metrics: Sequence[str] = ("precision", "recall"),
    threshold: float = 0.5,
    ax: Axes | None = None,
) -> Axes:
    """Draw metrics of the prediction `probability > threshold` against the threshold.

    Exact: the metrics change only at the probabilities that occur, so the curves are steps. Where no row is above
    the threshold there is no precision, and its curve ends.

    Args:
        y_true: labels 0 and 1, shape (rows,) or (rows, 1); both must occur.
        probabilities: of class 1, in 0..1, shape (rows,) or (rows, 1).
        metrics: one or more of "precision", "recall", "f1" and "accuracy".
        threshold: the threshold to mark, in 0..1.
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when shapes or ranges do not fit, labels are not 0 and 1, or a metric is unknown.
    """
    names = [metrics] if isinstance(metrics, str) else list(metrics)
    unknown = [name for name in names if name not in _METRICS]
    if unknown or not names:
        raise ValueError(f"metrics is {metrics!r}; choose one or more from {', '.join(_METRICS)}.")
    if not 0 <= threshold <= 1:
        raise ValueError(f"threshold is {threshold}; expected 0..1, as the probabilities.")
    counts = count_by_threshold(y_true, as_probabilities(probabilities), "probabilities")
    steps = np.unique(np.concatenate([[0, threshold, 1], counts.thresholds]))
    found = np.array([counts.above(step) for step in steps])
    values = _metrics(found[:, 0], found[:, 1], counts.positives, counts.negatives)

    ax = single_axes(ax, (6.8, 4))
    every = max(1, len(steps) // 10)
    for index, name in enumerate(names):
        label = "F1" if name == "f1" else name
        look = {"drawstyle": "steps-post", "linewidth": 1.8, "markersize": 5}
        ax.plot(steps, values[name], label=label, markevery=every, **look, **series_style(index))
    ax.axvline(threshold, color=INK, linestyle=":", linewidth=1.3, zorder=1, label=f"threshold {short(threshold)}")
    ax.set_xlim(-0.02, 1.02)
    ax.set_ylim(-0.03, 1.03)
    finish(
        ax,
        title="The threshold trades one for another",
        x_label="threshold: above it class 1 is predicted (0 to 1)",
        y_label="metric (0 to 1)",
        description=_description(counts.positives, counts.negatives, steps, values, names, threshold),
    )
    legend(ax)
    return ax


def _metrics(true: np.ndarray, false: np.ndarray, positives: int, negatives: int) -> dict[str, np.ndarray]:
    """The metrics for counts of true and false positives; NaN where there is no precision."""
    predicted = (true + false).astype("float64")
    precision = np.divide(true, predicted, out=np.full(len(true), np.nan), where=predicted > 0)
    return {
        "precision": precision,
        "recall": true / positives,
        "f1": 2 * true / (predicted + positives),
        "accuracy": (true + negatives - false) / (positives + negatives),
    }


def _description(
    positives: int,
    negatives: int,
    steps: np.ndarray,
    values: dict[str, np.ndarray],
    names: list[str],
    threshold: float,
) -> str:
    at = int(np.searchsorted(steps, threshold))
    called = {name: "F1" if name == "f1" else name for name in names}
    here = [
        f"{called[name]} is {number(values[name][at])}"
        if np.isfinite(values[name][at])
        else f"{called[name]} does not exist (no row is above it)"
        for name in names
    ]
    text = f"Metrics against the threshold for {plural(positives, 'positive')} and {plural(negatives, 'negative')}."
    text += f" At the threshold {short(threshold)} {listing(here)}."
    for name in names:
        finite = np.flatnonzero(np.isfinite(values[name]))
        if not len(finite):  # every probability is 0
            continue
        best = finite[values[name][finite].argmax()]
        (first, start), (last, end), (peak, highest) = (
            (short(steps[index]), number(values[name][index])) for index in (finite[0], finite[-1], best)
        )
        text += f" {capital(called[name])} runs from {start} at threshold {first} to {end} at {last}"
        text += f", highest {highest} at {peak}."
    return text
