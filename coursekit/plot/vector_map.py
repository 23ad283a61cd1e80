"""Vectors with names, such as the rows of an Embedding, on a map of two axes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox, offset_copy

from coursekit.plot.description import listing, percent
from coursekit.plot.inputs import as_numbers
from coursekit.plot.style import INK, finish, legend, point_style, single_axes

_MOST, _MOST_GROUPS = 80, 7
_NEAR = 6  # points; a name that is farther from its point gets a line to it
# Where a name may stand: the four corners of its point, then farther and farther away.
_OFFSETS = [(far * right, far * up) for far in (4, 12, 22, 32) for up in (1, -1) for right in (1, -1)]


def embedding_map(
    vectors: Any, names: Sequence[str], *, groups: Sequence[str] | None = None, ax: Axes | None = None
) -> Axes:
    """Draw named vectors on their two main axes: what is close on the map is mostly close in full.

    The axes are the first two principal components: the directions in which the vectors differ most (Pearson 1901).
    The description names the nearest neighbour of each vector, measured in all dimensions.

    Args:
        vectors: shape (names, dimensions), at least 3 rows and 2 dimensions; at most 80 rows.
        names: a text for each vector.
        groups: the kind of each vector, such as "verb": it gets a colour and a marker; at most 7 kinds.
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when shapes do not fit, or there is too much to read.
    """
    points = as_numbers(vectors, "vectors")
    if points.ndim != 2 or len(points) < 3 or points.shape[1] < 2:
        raise ValueError(f"vectors has shape {points.shape}; expected (names, dimensions), at least (3, 2).")
    if len(points) > _MOST:
        raise ValueError(f"{len(points)} vectors came; at most {_MOST} names can be read. Pass some of them.")
    names = [str(name) for name in names]
    kinds = [str(kind) for kind in groups] if groups is not None else [""] * len(names)
    for what, items in (("names", names), ("groups", kinds)):
        if len(items) != len(points):
            raise ValueError(f"{what} has {len(items)} entries; expected one for each of the {len(points)} vectors.")
    different = list(dict.fromkeys(kinds))
    if len(different) > _MOST_GROUPS:
        raise ValueError(f"groups has {len(different)} kinds; at most {_MOST_GROUPS} can be told apart.")

    centred = points - points.mean(axis=0)
    _, sizes, directions = np.linalg.svd(centred, full_matrices=False)
    # The sign of a direction is free: the largest entry is made positive, so that the map never turns over.
    main = directions[:2] * np.sign(directions[:2][[0, 1], np.abs(directions[:2]).argmax(axis=1)])[:, None]
    places = centred @ main.T
    shares = [percent(size**2, (sizes**2).sum()) if sizes.any() else "0%" for size in sizes[:2]]

    ax = single_axes(ax, (7.4, 5))
    for index, kind in enumerate(different):
        members = [i for i, other in enumerate(kinds) if other == kind]
        ax.scatter(*places[members].T, s=45, label=kind or None, **point_style(index))
    ax.margins(0.12)
    _write_names(ax, names, places)
    finish(
        ax,
        title="Map of vectors",
        x_label=f"first main axis ({shares[0]} of the variance)",
        y_label=f"second main axis ({shares[1]})",
        description=_description(points, names, shares),
    )
    if groups is not None:
        legend(ax)
    return ax


def _write_names(ax: Axes, names: list[str], places: np.ndarray) -> None:
    """Each name beside its point, at the first of some places where it covers no other name."""
    ax.autoscale_view()  # else the places of the points in the picture are not known yet
    taken: list[Bbox] = []
    for name, place in zip(names, places, strict=True):
        for across, up in _OFFSETS:
            note = ax.text(
                *place,
                name,
                transform=offset_copy(ax.transData, ax.figure, across, up, "points"),
                ha="left" if across > 0 else "right",
                va="bottom" if up > 0 else "top",
                fontsize=9,
                color=INK,
            )
            box = note.get_window_extent()
            if (across, up) == _OFFSETS[-1] or not any(box.overlaps(other) for other in taken):
                break
            note.remove()
        taken.append(box)
        if abs(up) > _NEAR:
            line = {"arrowstyle": "-", "color": INK, "linewidth": 0.5}
            ax.annotate("", place, xytext=(across, up), textcoords="offset points", arrowprops=line)


def _description(points: np.ndarray, names: list[str], shares: list[str]) -> str:
    distances = np.linalg.norm(points[:, None] - points[None], axis=-1)
    np.fill_diagonal(distances, np.inf)
    pairs = [f"{name}: {names[near]}" for name, near in zip(names, distances.argmin(axis=1), strict=True)]
    return (
        f"{len(names)} vectors of {points.shape[1]} numbers on two axes that hold {shares[0]} and {shares[1]} of their "
        f"variance. The nearest to each: {listing(pairs, 40)}."
    )
