"""The path of gradient descent on a surface of two weights."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from coursekit.plot.description import number, plural
from coursekit.plot.inputs import as_numbers, as_series
from coursekit.plot.style import CARD, INK, MUTED, finish, legend, series_style, single_axes

_GRID = 160
_MOST_MARKERS = 60  # more would run into one thick line
_START = {
    "marker": "o",
    "markersize": 11,
    "markerfacecolor": CARD,
    "markeredgewidth": 2,
    "linestyle": "none",
    "zorder": 5,
}
_END = {
    "marker": "s",
    "markersize": 9,
    "markeredgecolor": INK,
    "markeredgewidth": 1,
    "linestyle": "none",
    "zorder": 5,
}


def descent_path(
    surface: Callable[[np.ndarray, np.ndarray], Any],
    path: Any | Mapping[str, Any],
    *,
    limits: Sequence[Sequence[float]] | None = None,
    minimum: Sequence[float] | None = None,
    names: Sequence[str] = ("w1", "w2"),
    ax: Axes | None = None,
) -> Axes:
    """Draw the contours of a loss surface and the path that an optimiser takes on it.

    An open circle marks the start of a path, a filled square its end; there is a small marker at each step. A
    path that diverges is drawn up to its last finite point.

    Args:
        surface: called with two float64 arrays of equal shape (w1, w2); returns the loss at each pair, same
            shape.
        path: weights by step, shape (steps + 1, 2), the first row the start; or a dict of named paths.
        limits: ((w1 low, w1 high), (w2 low, w2 high)) of the picture; by default around the paths. Set it
            when a path diverges.
        minimum: (w1, w2) of a known minimum, marked with a cross.
        names: labels of the two axes.
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when a shape does not fit, or a path starts at a point that is not finite.
    """
    paths = {name: _finite_path(values, name) for name, values in as_series(path, "path").items()}
    points = [steps for steps, _ in paths.values()] + ([np.array([minimum], "float64")] if minimum is not None else [])
    (x_low, x_high), (y_low, y_high) = _limits(np.concatenate(points)) if limits is None else _checked(limits)
    w1, w2 = np.meshgrid(np.linspace(x_low, x_high, _GRID), np.linspace(y_low, y_high, _GRID))
    loss = _evaluate(surface, w1, w2)
    ends = {name: _evaluate(surface, *steps[[0, -1]].T) for name, (steps, _) in paths.items()}

    ax = single_axes(ax, (6.6, 4.6))
    levels = _levels(loss)
    if levels.size > 1:
        shades = LinearSegmentedColormap.from_list("", ["#E4EEF5", CARD])
        ax.contourf(w1, w2, loss, levels=levels, cmap=shades, extend="both")
        lines = ax.contour(w1, w2, loss, levels=levels, colors="#9AA5B1", linewidths=0.8, linestyles="solid")
        for text in ax.clabel(lines, levels[::3], fmt="%g", fontsize=8, colors=MUTED):
            text.set_bbox({"facecolor": CARD, "edgecolor": "none", "pad": 0.5, "alpha": 0.85})
    for index, (name, (steps, _)) in enumerate(paths.items()):
        _draw_path(ax, steps, index, name or "path")
    # One neutral entry each explains the marks of all paths.
    ax.plot([], [], label="start", markeredgecolor=INK, **_START)
    ax.plot([], [], label="end", markerfacecolor=MUTED, **_END)
    if minimum is not None:
        ax.plot(
            *minimum,
            "x",
            color=INK,
            markersize=10,
            markeredgewidth=2.4,
            zorder=6,
            label="minimum",
            linestyle="none",
        )
    ax.set_xlim(x_low, x_high)
    ax.set_ylim(y_low, y_high)
    finish(
        ax,
        title="Descent on the loss surface (contours: loss)",
        x_label=str(names[0]),
        y_label=str(names[1]),
        grid=False,
        description=_description(paths, ends, names),
    )
    legend(ax)
    return ax


def _finite_path(values: Any, name: str) -> tuple[np.ndarray, int]:
    """The finite beginning of a path, shape (points, 2), and the number of points that were left out."""
    label = f"path[{name!r}]" if name else "path"
    steps = as_numbers(values, label, finite=False)
    if steps.ndim != 2 or steps.shape[1] != 2:
        raise ValueError(f"{label} has shape {steps.shape}; expected (steps + 1, 2): one row (w1, w2) per step.")
    broken = ~np.isfinite(steps).all(axis=1)
    if broken[0]:
        raise ValueError(f"{label} starts at {steps[0]}, which is not finite. Start at two finite weights.")
    usable = int(broken.argmax()) if broken.any() else len(steps)
    return steps[:usable], len(steps) - usable


def _limits(points: np.ndarray) -> np.ndarray:
    low, high = points.min(axis=0), points.max(axis=0)
    span = high - low
    # A path along one axis would otherwise give a picture without height.
    margin = np.where(span < 0.2 * span.max(), 0.25 * span.max(), 0.15 * span)
    margin[margin == 0] = 0.5
    return np.column_stack([low - margin, high + margin])


def _checked(limits: Any) -> np.ndarray:
    array = as_numbers(limits, "limits")
    if array.shape != (2, 2) or (array[:, 0] >= array[:, 1]).any():
        raise ValueError(f"limits is {limits}; expected ((w1 low, w1 high), (w2 low, w2 high)), low below high.")
    return array


def _evaluate(surface: Callable, w1: np.ndarray, w2: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore", invalid="ignore"):  # a diverging path may overflow; the text says so
        loss = np.asarray(surface(w1, w2), dtype="float64")
    if loss.shape != w1.shape:
        raise ValueError(
            f"surface got two arrays of shape {w1.shape} and returned shape {loss.shape}; "
            "expected the same shape. Write it with NumPy operations that work on each element."
        )
    return loss


def _levels(loss: np.ndarray) -> np.ndarray:
    """Contour levels that share the area equally: a ravine and a bowl both show their shape."""
    finite = loss[np.isfinite(loss)]
    if not finite.size:
        return finite
    shares = np.quantile(finite, np.linspace(0.02, 0.98, 14))
    return np.unique([float(f"{level:.2g}") for level in shares])  # round numbers, for their labels


def _draw_path(ax: Axes, steps: np.ndarray, index: int, name: str) -> None:
    style = series_style(index)
    every = max(1, len(steps) // _MOST_MARKERS)
    ax.plot(*steps.T, linewidth=1.8, markersize=4.5, markevery=every, label=name, zorder=4, **style)
    ax.plot(*steps[0], markeredgecolor=style["color"], **_START)
    ax.plot(*steps[-1], markerfacecolor=style["color"], **_END)


def _description(paths: dict[str, tuple[np.ndarray, int]], ends: dict[str, np.ndarray], names: Sequence[str]) -> str:
    sentences = []
    for name, (steps, lost) in paths.items():
        start, end = (f"({number(point[0])}, {number(point[1])})" for point in steps[[0, -1]])
        before, after = ends[name]
        text = (
            f"{name or 'Path'}: {plural(len(steps) - 1, 'step')} on the loss surface "
            f"from ({names[0]}, {names[1]}) = {start}, loss {number(before)}, to {end}, loss {number(after)}"
        )
        if lost:
            text += f"; then {plural(lost, 'point')} that are not finite (it diverges)"
        sentences.append(text + ".")
    return " ".join(sentences)
