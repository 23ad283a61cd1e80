"""Points in the plane by class: a latent map, an embedding, two principal components."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from coursekit.plot.description import listing, number, percent, plural
from coursekit.plot.inputs import as_labels, as_names, as_numbers, same_length
from coursekit.plot.style import CARD, INK, finish, point_style, single_axes


def latent_map(
    codes: Any,
    labels: Any,
    *,
    class_names: Sequence[str] | None = None,
    axis_names: Sequence[str] = ("code 1", "code 2"),
    ax: Axes | None = None,
) -> Axes:
    """Draw codes of two numbers as points, a colour and a marker for each class, and its name at its middle.

    The middle of a class is the median of its points. The text alternative says how often the nearest other point is
    of the same class: 1 / classes or so when the map mixes them, near 1 when it keeps them apart.

    Args:
        codes: shape (rows, 2), at least 2 rows.
        labels: classes 0, 1, 2, ..., shape (rows,) or (rows, 1).
        class_names: the names of the classes 0, 1, 2, ...
        axis_names: labels of the two axes, with units where they have some.
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when shapes, lengths or names do not fit.
    """
    points, classes = as_numbers(codes, "codes"), as_labels(labels, "labels")
    if points.ndim != 2 or points.shape[1] != 2 or len(points) < 2:
        raise ValueError(
            f"codes has shape {points.shape}; expected (rows, 2), two rows or more. Longer codes must be projected "
            "first, by PCA for example."
        )
    same_length(codes=points, labels=classes)
    names = as_names(class_names, int(classes.max()) + 1, "class_names", "class")
    present = np.unique(classes)
    middles = {int(label): np.median(points[classes == label], axis=0) for label in present}

    ax = single_axes(ax, (6.4, 5.2))
    for label in present:
        ax.scatter(*points[classes == label].T, s=26, alpha=0.75, **point_style(int(label)))
    for label, middle in middles.items():
        box = {"boxstyle": "round,pad=0.2", "facecolor": CARD, "edgecolor": INK, "alpha": 0.9}
        short_name = names[label] if class_names is not None else str(label)
        ax.text(*middle, short_name, color=INK, fontweight="bold", fontsize=11, ha="center", va="center", bbox=box)
    finish(
        ax,
        title="A map of the codes",
        x_label=axis_names[0],
        y_label=axis_names[1],
        description=_description(points, classes, names, middles),
    )
    return ax


def _description(points: np.ndarray, classes: np.ndarray, names: list[str], middles: dict[int, np.ndarray]) -> str:
    places = [f"{names[label]} ({number(x)}, {number(y)})" for label, (x, y) in middles.items()]
    same = int((classes[_nearest_other(points)] == classes).sum())
    return (
        f"Map of {plural(len(points), 'point')} of {plural(len(middles), 'class', 'classes')}. Middles: "
        f"{listing(places, 20)}. The nearest other point is of the same class for {percent(same, len(points))}."
    )


def _nearest_other(points: np.ndarray) -> np.ndarray:
    """The row number of the nearest other point, shape (rows,)."""
    nearest = []
    for start in range(0, len(points), 500):  # all distances at once would take rows squared numbers
        block = points[start : start + 500]
        distances = ((block[:, None] - points) ** 2).sum(axis=-1)
        distances[np.arange(len(block)), np.arange(start, start + len(block))] = np.inf
        nearest.append(distances.argmin(axis=1))
    return np.concatenate(nearest)
