"""How many of each lesson's points are reached, as bars."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from coursekit.plot.description import plural, short
from coursekit.plot.style import BLUE, CARD, INK, MUTED, finish, single_axes


def lesson_points(points: Mapping[str, tuple[float, float]], *, ax: Axes | None = None) -> Axes:
    """Draw a bar for each lesson: filled as far as its points are reached, with both numbers beside it.

    Args:
        points: by lesson, the points that are reached and those that there are; at least one lesson.
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when there is no lesson, or one has no points or more than there are.
    """
    if not points:
        raise ValueError("points holds no lesson; expected at least one, such as {'fit': (3, 10)}.")
    for name, (earned, possible) in points.items():
        if not 0 <= earned <= possible or possible <= 0:
            raise ValueError(f"{name} has {earned} of {possible} points; expected 0 <= reached <= possible.")
    ax = single_axes(ax, (6.4, 1.2 + 0.32 * len(points)))
    names = list(points)
    earned, possible = np.array(list(points.values()), dtype=float).T
    ax.barh(names, possible, color=CARD, edgecolor=MUTED, linewidth=1)
    ax.barh(names, earned, color=BLUE)
    for row, (own, most) in enumerate(zip(earned, possible, strict=True)):
        ax.annotate(
            f"{short(own)} of {short(most)}",
            (most, row),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
            color=INK,
        )
    ax.set_xlim(0, possible.max() * 1.18)  # room for the numbers
    ax.invert_yaxis()
    each = "; ".join(
        f"{name} {short(own)} of {short(most)}" for name, own, most in zip(names, earned, possible, strict=True)
    )
    finish(
        ax,
        title="Points by lesson",
        x_label="points",
        y_label="lesson",
        description=f"Points of {plural(len(names), 'lesson')}: {each}. "
        f"Together {short(earned.sum())} of {short(possible.sum())}.",
    )
    return ax
