"""Errors of normal and of strange rows, and the threshold that is to part them."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from coursekit.plot.description import number, percent, plural, short
from coursekit.plot.inputs import as_labels, as_numbers, same_length
from coursekit.plot.style import INK, LINE_STYLES, PALETTE, finish, legend, single_axes


def error_histogram(
    errors: Any,
    is_anomaly: Any,
    threshold: float,
    *,
    bins: int = 40,
    x_label: str = "reconstruction error (mean squared)",
    ax: Axes | None = None,
) -> Axes:
    """Draw the errors of normal rows and of anomalies as two histograms, with the threshold above which alarm is given.

    Args:
        errors: one number for each row, shape (rows,): the higher, the stranger.
        is_anomaly: True or 1 for anomalies, shape (rows,); both kinds must occur.
        threshold: a row with an error above it raises an alarm.
        bins: the number of bins, at least 2.
        x_label: the label of the errors, with their unit where they have one.
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when shapes or lengths do not fit, a value is not finite, or one kind is missing.
    """
    values, strange = as_numbers(errors, "errors"), as_labels(is_anomaly, "is_anomaly") > 0
    if values.ndim != 1:
        raise ValueError(f"errors has shape {values.shape}; expected one error for each row, (rows,).")
    same_length(errors=values, is_anomaly=strange)
    if strange.all() or not strange.any():
        raise ValueError("is_anomaly has one kind of rows only; both normal rows and anomalies are needed.")
    if not np.isfinite(threshold):
        raise ValueError(f"threshold is {threshold}; expected a finite number.")
    if bins != int(bins) or bins < 2:
        raise ValueError(f"bins is {bins}; expected a whole number, 2 or more.")
    edges = np.histogram_bin_edges(values, bins=int(bins))

    ax = single_axes(ax, (6.8, 4))
    for index, (name, part) in enumerate({"normal": values[~strange], "anomaly": values[strange]}.items()):
        look = {"color": PALETTE[index], "bins": edges, "weights": np.full(part.size, 1 / part.size)}
        ax.hist(part, histtype="stepfilled", alpha=0.25, **look)
        label = f"{name}: {percent((part > threshold).sum(), part.size)} above the threshold"
        ax.hist(part, histtype="step", linewidth=1.8, linestyle=LINE_STYLES[index], label=label, **look)
    ax.axvline(threshold, color=INK, linestyle=":", linewidth=1.6, label=f"threshold {short(threshold)}")
    finish(
        ax,
        title="Normal and strange",
        x_label=x_label,
        y_label="share of its kind (0 to 1)",
        description=_description(values, strange, threshold),
    )
    legend(ax)
    return ax


def _description(values: np.ndarray, strange: np.ndarray, threshold: float) -> str:
    text = f"Errors of {plural(len(values), 'row')}; alarm above {number(threshold)}."
    for name, part in (("normal", values[~strange]), ("strange", values[strange])):
        caught = percent((part > threshold).sum(), part.size)
        text += (
            f" {part.size} {name}: from {number(part.min())} to {number(part.max())}, median "
            f"{number(np.median(part))}, {caught} raise an alarm."
        )
    return text
