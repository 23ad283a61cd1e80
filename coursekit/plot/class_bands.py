"""True against predicted classes along one feature."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from coursekit.plot.description import listing, number, percent, plural
from coursekit.plot.inputs import as_labels, as_names, as_numbers, same_length
from coursekit.plot.style import BLUE, INK, RULE, VERMILLION, finish, legend, single_axes


def bands(
    x: Any,
    y_true: Any,
    y_pred: Any,
    *,
    class_names: Sequence[str] | None = None,
    x_label: str = "x",
    ax: Axes | None = None,
) -> Axes:
    """Draw where along one feature each class lies, and where a classifier puts it.

    Each class has two strips: its true rows above, the rows predicted as it below. A cross in the lower strip
    is a wrong prediction.

    Args:
        x: the feature, shape (rows,) or (rows, 1).
        y_true: true classes 0, 1, 2, ..., shape (rows,) or (rows, 1).
        y_pred: predicted classes, in the same form.
        class_names: one per class; by default "class 0", "class 1", ...
        x_label: the label of the feature, with its unit where it has one.
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when shapes do not fit, or the classes are not labels (probabilities, for example).
    """
    values = as_numbers(x, "x")
    if values.ndim == 2 and values.shape[1] == 1:
        values = values[:, 0]
    if values.ndim != 1:
        raise ValueError(f"x has shape {values.shape}; expected one feature: (rows,) or (rows, 1).")
    y_true, y_pred = as_labels(y_true, "y_true"), as_labels(y_pred, "y_pred")
    same_length(x=values, y_true=y_true, y_pred=y_pred)
    classes = int(max(y_true.max(), y_pred.max())) + 1
    names = as_names(class_names, classes, "class_names", "class")[:classes]

    ax = single_axes(ax, (7.4, 1.5 + 0.75 * classes))
    right = y_true == y_pred
    tick = {"marker": "|", "s": 130, "linewidths": 1.1}
    # Class 0 at the bottom, as on any axis.
    ax.scatter(values, y_true + 0.17, color=BLUE, label="true", **tick)
    ax.scatter(values[right], y_pred[right] - 0.17, color="#007A5A", label="predicted, right", **tick)
    if not right.all():
        cross = {"marker": "x", "s": 38, "linewidths": 1.6, "color": VERMILLION, "zorder": 3}
        ax.scatter(values[~right], y_pred[~right] - 0.17, label="predicted, wrong", **cross)
    for border in range(1, classes):
        ax.axhline(border - 0.5, color=RULE, linewidth=1)
    ax.set_yticks(range(classes), names)
    ax.set_ylim(-0.5, classes - 0.5)
    finish(
        ax,
        x_label=x_label,
        y_label="class",
        grid=False,
        description=_description(values, y_true, y_pred, names, x_label),
    )
    ax.tick_params(axis="y", length=0, labelcolor=INK)
    # Above the strips, where the title of other pictures stands: inside it would hide rows.
    legend(ax, loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False, borderaxespad=0.2)
    return ax


def _description(x: np.ndarray, y_true: np.ndarray, y_pred: np.ndarray, names: list[str], x_label: str) -> str:
    right = int((y_true == y_pred).sum())
    text = f"Classes along {x_label}, {plural(len(x), 'row')}: {percent(right, len(x))} predicted right."
    spans = [
        f"{name} from {number(x[y_true == index].min())} to {number(x[y_true == index].max())}"
        for index, name in enumerate(names)
        if (y_true == index).any()
    ]
    text += f" True rows: {listing(spans)}."
    order = np.argsort(x, kind="stable")
    ordered, labels = x[order], y_pred[order]
    starts = np.flatnonzero(np.diff(labels, prepend=-1))
    stops = np.append(starts[1:], len(labels)) - 1
    runs = [
        f"{names[labels[start]]} from {number(ordered[start])} to {number(ordered[stop])}"
        for start, stop in zip(starts, stops, strict=True)
    ]
    text += f" {plural(len(runs), 'predicted band')}, left to right: {listing(runs)}."
    never = [name for index, name in enumerate(names) if not (y_pred == index).any()]
    return f"{text} Never predicted: {listing(never)}." if never else text
