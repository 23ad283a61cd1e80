"""A picture of a fully connected network."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Circle

from coursekit.plot.description import listing, plural
from coursekit.plot.inputs import as_names, as_numbers
from coursekit.plot.style import BLUE, CARD, INK, MUTED, finish, lighten, single_axes

_MOST_NODES = 8  # drawn in one layer; a longer layer shows three at each end and dots between them
_GAP, _RADIUS = 0.62, 0.2


def network(
    layer_sizes: Sequence[int],
    *,
    layer_names: Sequence[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a network of dense layers: a column of circles for each layer, a line for each weight.

    Squares are inputs, circles are units. A layer of more than 8 shows six of them and its true size below.

    Args:
        layer_sizes: the number of inputs, then the units of each layer: 2 to 10 whole numbers above 0.
        layer_names: one per entry; by default "input", "hidden 1", ..., "output".
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when the sizes are not such numbers, or there are too few names.
    """
    array = as_numbers(layer_sizes, "layer_sizes")
    if array.ndim != 1 or not 2 <= len(array) <= 10 or (array < 1).any() or (array != np.round(array)).any():
        raise ValueError(
            f"layer_sizes is {layer_sizes}; expected 2 to 10 whole numbers above 0, inputs first, such as [4, 10, 3]."
        )
    sizes = [int(size) for size in array]
    hidden = [f"hidden {index}" for index in range(1, len(sizes) - 1)]
    names = as_names(layer_names or ["input", *hidden, "output"], len(sizes), "layer_names", "layer")

    ax = single_axes(ax, (min(7.6, 1.6 + 1.7 * len(sizes)), 4))
    ax.set_axis_off()
    ax.set_aspect("equal")
    columns = [_heights(size) for size in sizes]
    tallest = max(np.abs(column).max() for column in columns)
    pitch = 2.3 if len(sizes) < 5 else 1.9
    for index, heights in enumerate(columns):
        x = index * pitch
        if index:
            before = columns[index - 1]
            lines = [[(x - pitch, start), (x, stop)] for start in before for stop in heights]
            ax.add_collection(LineCollection(lines, colors="#A9B2BC", linewidths=0.7, zorder=1))
        for height in heights:
            _draw_node(ax, x, height, is_input=index == 0)
        if sizes[index] > _MOST_NODES:
            ax.plot([x] * 3, [-0.16, 0, 0.16], ".", color=INK, markersize=5, zorder=3)
        unit = "input" if index == 0 else "unit"
        ax.text(x, -tallest - 0.45, names[index], color=INK, fontsize=10, fontweight="bold", ha="center", va="top")
        ax.text(x, -tallest - 0.75, plural(sizes[index], unit), color=MUTED, fontsize=9, ha="center", va="top")
    ax.set_xlim(-0.8, (len(sizes) - 1) * pitch + 0.8)
    ax.set_ylim(-tallest - 1.1, tallest + 0.4)
    finish(ax, grid=False, description=_description(sizes, names))
    return ax


def _heights(size: int) -> np.ndarray:
    """Vertical places of the nodes of one layer, around 0."""
    if size <= _MOST_NODES:
        return _GAP * (np.arange(size) - (size - 1) / 2)
    upper = _GAP * (np.arange(3) + 1.1)
    return np.concatenate([-upper[::-1], upper])


def _draw_node(ax: Axes, x: float, y: float, *, is_input: bool) -> None:
    if is_input:
        ax.plot(x, y, "s", markersize=13, markerfacecolor=CARD, markeredgecolor=INK, markeredgewidth=1.6, zorder=2)
    else:
        ax.add_patch(Circle((x, y), _RADIUS, facecolor=lighten(BLUE, 0.65), edgecolor=BLUE, linewidth=1.8, zorder=2))


def _description(sizes: list[int], names: list[str]) -> str:
    parts = [f"{name} ({plural(size, 'unit')})" for size, name in zip(sizes[1:], names[1:], strict=False)]
    return (
        f"A fully connected network from left to right: {names[0]} ({plural(sizes[0], 'input')}), "
        f"{listing(parts)}. "
        "A line joins each unit with everything in the layer before it."
    )
