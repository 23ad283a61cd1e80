"""What a classifier answers over the plane of two features."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, ListedColormap

from coursekit.plot.description import listing, number, percent, plural
from coursekit.plot.inputs import as_labels, as_names, as_numbers, same_length
from coursekit.plot.style import CARD, INK, PALETTE, finish, legend, lighten, point_style, single_axes


def decision_surface(
    predict: Callable[[np.ndarray], Any],
    x: Any,
    y: Any,
    *,
    class_names: Sequence[str] | None = None,
    feature_names: Sequence[str] = ("feature 1", "feature 2"),
    resolution: int = 150,
    ax: Axes | None = None,
) -> Axes:
    """Draw the answers of a classifier over the plane, and the points on it.

    Probabilities of one class are drawn as shades with labelled contours (the 0.5 line is thick), classes as
    regions that carry their names.

    Args:
        predict: called with float32 arrays of shape (n, 2): once with a grid of resolution * resolution rows,
            once with `x`. It returns class labels (integers of shape (n,)), the probability of class 1
            (floats in 0..1 of shape (n,) or (n, 1)), or a score for each class (n, classes), of which the
            highest wins. A Keras model can be passed as it is.
        x: features, shape (rows, 2).
        y: class labels 0, 1, 2, ..., shape (rows,) or (rows, 1).
        class_names: one per class; by default "class 0", "class 1", ...
        feature_names: the labels of the two axes, with their units where they have one.
        resolution: grid points along each axis, at least 2.
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when shapes do not fit, or predict returns anything else (logits of one class, for
        example).
    """
    x, y = as_numbers(x, "x"), as_labels(y, "y")
    if x.ndim != 2 or x.shape[1] != 2:
        raise ValueError(f"x has shape {x.shape}; expected (rows, 2). Choose two columns, such as x[:, :2].")
    same_length(x=x, y=y)
    if not callable(predict):
        raise ValueError(f"predict must be a function or a model; a value of type {type(predict).__name__} came.")
    if resolution < 2:
        raise ValueError(f"resolution is {resolution}; expected at least 2 grid points along each axis.")
    if len(feature_names) != 2 or isinstance(feature_names, str):
        raise ValueError(f"feature_names is {feature_names!r}; expected two names, one for each column of x.")

    margin = 0.08 * np.ptp(x, axis=0)
    margin[margin == 0] = 0.5
    low, high = x.min(axis=0) - margin, x.max(axis=0) + margin
    x1, x2 = np.meshgrid(*(np.linspace(low[i], high[i], resolution) for i in (0, 1)))
    scores, is_probability = _answers(predict, np.column_stack([x1.ravel(), x2.ravel()]))
    scores = scores.reshape(*x1.shape, -1)
    winners = scores.argmax(axis=-1)
    at_points = _answers(predict, x)[0].argmax(axis=1)
    classes = int(max(y.max(), at_points.max(), scores.shape[-1] - 1, 1)) + 1
    names = as_names(class_names, classes, "class_names", "class")

    ax = single_axes(ax, (6.4, 4.6))
    if is_probability:
        _draw_probability(ax, x1, x2, scores[..., 1], names[1])
    else:
        _draw_regions(ax, x1, x2, scores)
        _name_regions(ax, x1, x2, winners, x, names)
    for index in np.unique(y):
        ax.scatter(*x[y == index].T, s=30, label=names[index], zorder=3, **point_style(index))
    ax.set_xlim(low[0], high[0])
    ax.set_ylim(low[1], high[1])
    finish(
        ax,
        title="Decision surface",
        x_label=str(feature_names[0]),
        y_label=str(feature_names[1]),
        grid=False,
        description=_description(
            x, y, winners, scores[..., 1] if is_probability else None, at_points, names, feature_names
        ),
    )
    legend(ax, loc="best")
    return ax


def _answers(predict: Callable, points: np.ndarray) -> tuple[np.ndarray, bool]:
    """A score for each class, shape (n, classes), and whether the second is a probability of class 1."""
    raw = np.asarray(predict(points.astype("float32")))
    whole = raw.dtype.kind in "iub"
    answer = as_numbers(raw, "the result of predict")
    if answer.ndim == 2 and answer.shape[1] == 1:
        answer = answer[:, 0]
    if answer.ndim not in (1, 2) or len(answer) != len(points):
        raise ValueError(
            f"predict got {len(points)} rows and returned shape {raw.shape}; "
            f"expected ({len(points)},), ({len(points)}, 1) or ({len(points)}, classes)."
        )
    if answer.ndim == 2:
        return answer, False
    if whole:
        labels = as_labels(answer, "the result of predict")
        return np.eye(int(labels.max()) + 1)[labels], False
    if answer.min() < -1e-6 or answer.max() > 1 + 1e-6:
        raise ValueError(
            f"predict returned numbers from {answer.min():.3g} to {answer.max():.3g}; expected probabilities "
            "in 0..1. Apply a sigmoid to logits, or return class labels as integers."
        )
    return np.column_stack([1 - answer, answer]), True


def _draw_probability(ax: Axes, x1: np.ndarray, x2: np.ndarray, probability: np.ndarray, name: str) -> None:
    shades = LinearSegmentedColormap.from_list("", [lighten(PALETTE[0], 0.4), CARD, lighten(PALETTE[1], 0.4)])
    filled = ax.pcolormesh(x1, x2, probability, cmap=shades, vmin=0, vmax=1, shading="gouraud", rasterized=True)
    # Contours outside the range of the data would only raise a warning.
    levels = [level for level in (0.1, 0.25, 0.5, 0.75, 0.9) if probability.min() < level < probability.max()]
    if levels:
        widths = [2.2 if level == 0.5 else 0.8 for level in levels]
        lines = ax.contour(x1, x2, probability, levels=levels, colors=INK, linewidths=widths, linestyles="solid")
        for text in ax.clabel(lines, fmt="%g", fontsize=8):
            text.set_bbox({"facecolor": CARD, "edgecolor": "none", "pad": 1, "alpha": 0.9})
            text.set_zorder(4)
    bar = ax.figure.colorbar(filled, ax=ax, pad=0.02)
    bar.set_label(f"probability of {name}", color=INK, fontsize=10)
    bar.ax.tick_params(labelcolor=INK, color=INK, labelsize=9)
    bar.outline.set_visible(False)


def _draw_regions(ax: Axes, x1: np.ndarray, x2: np.ndarray, scores: np.ndarray) -> None:
    classes = scores.shape[-1]
    shades = ListedColormap([lighten(PALETTE[index % len(PALETTE)], 0.7) for index in range(classes)])
    winners = scores.argmax(axis=-1)
    ax.pcolormesh(x1, x2, winners, cmap=shades, vmin=-0.5, vmax=classes - 0.5, shading="nearest", rasterized=True)
    if len(np.unique(winners)) == 1:
        return
    for index in np.unique(winners):
        # Where a class and the best of the others tie runs the border: smoother than the grid's steps.
        lead = scores[..., index] - np.delete(scores, index, axis=-1).max(axis=-1)
        ax.contourf(x1, x2, lead, levels=[0, lead.max()], colors=[shades(int(index))])
        ax.contour(x1, x2, lead, levels=[0], colors=INK, linewidths=1.4)


def _name_regions(
    ax: Axes, x1: np.ndarray, x2: np.ndarray, winners: np.ndarray, points: np.ndarray, names: list[str]
) -> None:
    from scipy.ndimage import distance_transform_edt

    span = np.array([[x1[0, 0], x1[0, -1]], [x2[0, 0], x2[-1, 0]]])
    cells = (points - span[:, 0]) / (span[:, 1] - span[:, 0]) * (len(x1) - 1)
    column, row = np.round(cells).astype("int64").T
    taken = np.zeros(x1.shape, dtype=bool)
    taken[row, column] = True
    for index in np.unique(winners):
        # The place farthest from borders, points and the picture's edge.
        depth = distance_transform_edt(np.pad((winners == index) & ~taken, 1))[1:-1, 1:-1]
        place = np.unravel_index(depth.argmax(), depth.shape)
        ax.text(
            x1[place],
            x2[place],
            names[index],
            color=INK,
            fontsize=9,
            fontweight="bold",
            ha="center",
            va="center",
            zorder=4,
            bbox={"facecolor": CARD, "edgecolor": "none", "alpha": 0.85, "pad": 2},
        )


def _description(
    x: np.ndarray,
    y: np.ndarray,
    winners: np.ndarray,
    probability: np.ndarray | None,
    at_points: np.ndarray,
    names: list[str],
    feature_names: Sequence[str],
) -> str:
    ranges = " and ".join(
        f"{feature_names[i]} (points from {number(x[:, i].min())} to {number(x[:, i].max())})" for i in (0, 1)
    )
    shares = [f"{names[index]} fills {percent((winners == index).sum(), winners.size)}" for index in np.unique(winners)]
    text = f"Decision surface over {ranges}: {listing(shares)} of the area."
    if probability is not None:
        low, high = number(probability.min()), number(probability.max())
        text += (
            f" The probability of {names[1]} is {low} everywhere."
            if low == high
            else f" The probability of {names[1]} runs from {low} to {high}."
        )
    right = int((at_points == y).sum())
    return f"{text} {right} of {plural(len(y), 'point')} ({percent(right, len(y))}) lie in the region of their class."
