"""Whether predicted probabilities can be taken at their word."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from coursekit.plot.description import listing, number, plural
from coursekit.plot.inputs import same_length
from coursekit.plot.ranking_counts import as_binary, as_probabilities
from coursekit.plot.style import BLUE, INK, MUTED, VERMILLION, finish, legend, single_axes


def calibration(y_true: Any, probabilities: Any, *, bins: int = 10, ax: Axes | None = None) -> Axes:
    """Draw the share of positive rows against the predicted probability: a reliability diagram.

    The rows are sorted into bins of equal width. For each bin with rows there is a point at its mean probability and
    its share of positives; its number of rows stands above the picture. On the dashed diagonal the probabilities
    are right. The expected calibration error is the mean distance from the diagonal, weighted by the rows (Guo et
    al. 2017, "On calibration of modern neural networks").

    Args:
        y_true: labels 0 and 1, shape (rows,) or (rows, 1).
        probabilities: of class 1, in 0..1, shape (rows,) or (rows, 1).
        bins: the number of bins, 2 to 20.
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when shapes or ranges do not fit, or labels are not 0 and 1.
    """
    labels, values = as_binary(y_true), as_probabilities(probabilities)
    same_length(y_true=labels, probabilities=values)
    if bins != int(bins) or not 2 <= bins <= 20:
        raise ValueError(f"bins is {bins}; expected a whole number from 2 to 20.")
    bins = int(bins)
    # Not linspace: its 0.30000000000000004 would put a probability of 0.3 into the bin below. The last bin holds 1.
    edges = np.arange(bins + 1) / bins
    place = np.searchsorted(edges[1:-1], values, side="right")
    counts = np.bincount(place, minlength=bins)
    used = counts > 0
    predicted = np.bincount(place, values, minlength=bins)[used] / counts[used]
    observed = np.bincount(place, labels, minlength=bins)[used] / counts[used]
    error = float((counts[used] * np.abs(predicted - observed)).sum() / len(labels))

    ax = single_axes(ax, (5.8, 4.8))
    ax.plot([0, 1], [0, 1], color=MUTED, linestyle=(0, (5, 4)), linewidth=1.2, label="right on average")
    ax.vlines(predicted, predicted, observed, color=VERMILLION, linewidth=2, alpha=0.7, label="distance")
    ax.plot(predicted, observed, "o-", color=BLUE, linewidth=1.8, markersize=7, label="rows of a bin")
    for index in range(bins):
        middle = (edges[index] + edges[index + 1]) / 2
        size = 9 if bins <= 10 else 7
        ax.text(
            middle,
            1.068,
            f"{counts[index]}",
            color=MUTED,
            fontsize=size,
            ha="center",
            va="bottom",
            clip_on=False,
        )
    ax.set_xlim(-0.03, 1.03)
    ax.set_ylim(-0.03, 1.05)
    finish(
        ax,
        title="Calibration, and the rows in each bin\n",  # the numbers stand in the second line
        x_label="predicted probability of class 1 (mean of the bin)",
        y_label="share of class 1 in the bin (0 to 1)",
        description=_description(len(labels), edges, counts, predicted, observed, error),
    )
    ax.set_xticks(edges if bins <= 10 else edges[::2])
    ax.xaxis.set_major_formatter("{x:.3g}")
    legend(ax, loc="upper left", title=f"expected calibration error {error:.3f}")
    ax.get_legend().get_title().set(color=INK, fontsize=9)
    return ax


def _description(
    rows: int, edges: np.ndarray, counts: np.ndarray, predicted: np.ndarray, observed: np.ndarray, error: float
) -> str:
    used = np.flatnonzero(counts)
    parts = [
        f"{edges[bin_]:.3g} to {edges[bin_ + 1]:.3g}: predicted {number(mean)}, observed {number(share)} "
        f"({plural(int(counts[bin_]), 'row')})"
        for bin_, mean, share in zip(used, predicted, observed, strict=True)
    ]
    gap = observed - predicted
    widest = int(np.abs(gap).argmax())
    text = f"Calibration of {plural(rows, 'row')} in {len(counts)} bins: {listing(parts, 20).replace('), ', '); ')}."
    side = "low" if gap[widest] > 0 else "high"
    if gap[widest]:
        low, high = edges[used[widest]], edges[used[widest] + 1]
        text += f" Farthest from the diagonal: {low:.3g} to {high:.3g}, too {side} by {number(abs(gap[widest]))}."
    return f"{text} Expected calibration error {error:.3f}."
