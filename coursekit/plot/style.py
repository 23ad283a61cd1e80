"""The look of all pictures: palette, markers, and an opaque light card that reads well on light and dark
pages.

Every colour is set on the artist, never in rcParams, so that a learner's own style neither changes nor
suffers.
"""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb

from coursekit.plot.description import attach

CARD = "#FCFCFA"
INK = "#1F2328"
MUTED = "#4F5761"
RULE = "#D5D9DE"

BLUE = "#0072B2"
VERMILLION = "#D55E00"
# Okabe and Ito (2008), "Color Universal Design". Yellow is left out: a yellow line is hard to see on a light
# card.
PALETTE = (BLUE, VERMILLION, "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "p")
LINE_STYLES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)))
# The best epoch, rate or trial, for `Axes.plot`: the same star in every picture.
BEST = {
    "marker": "*",
    "markersize": 15,
    "markerfacecolor": "#E69F00",
    "markeredgecolor": INK,
    "linestyle": "none",
    "zorder": 5,
}


def series_style(index: int) -> dict[str, Any]:
    """Colour, line style and marker of a series: three signs, so that colour is never the only one."""
    return {
        "color": PALETTE[index % len(PALETTE)],
        "linestyle": LINE_STYLES[index % len(LINE_STYLES)],
        "marker": MARKERS[index % len(MARKERS)],
    }


def point_style(index: int) -> dict[str, Any]:
    """Colour and marker of the points of one class, for `Axes.scatter`."""
    return {
        "color": PALETTE[index % len(PALETTE)],
        "marker": MARKERS[index % len(MARKERS)],
        "edgecolors": CARD,
        "linewidths": 0.6,
    }


def lighten(color: Any, amount: float) -> str:
    """The colour mixed with the card's: 0 leaves it, 1 gives the card's colour."""
    return to_hex((1 - amount) * np.array(to_rgb(color)) + amount * np.array(to_rgb(CARD)))


def contrast(first: Any, second: Any) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: Any) -> float:
    rgb = np.array(to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def text_on(background: Any) -> str:
    """Black or white, whichever reads better on this background; only these two reach 4.5 : 1 on any."""
    return max(("#000000", "#FFFFFF"), key=lambda color: contrast(color, background))


def single_axes(ax: Axes | None, figsize: tuple[float, float]) -> Axes:
    """The Axes given, or new ones in a new figure of this size in inches; prepared as a card."""
    return panels(ax, 1, 1, figsize)[0, 0]


def panels(ax: Any, rows: int, columns: int, figsize: tuple[float, float]) -> np.ndarray:
    """Axes of shape (rows, columns): those given, or new ones; prepared as a card.

    Raises ValueError when `ax` is not Axes, or not rows * columns of them.
    """
    if ax is None:
        # Only here: with Axes of the caller, pyplot and its list of open figures stay out of it.
        import matplotlib.pyplot as plt

        axes = plt.subplots(rows, columns, figsize=figsize, dpi=100, layout="constrained", squeeze=False)[1]
    else:
        axes = np.array(ax, dtype=object).ravel()
        strangers = [type(item).__name__ for item in axes if not isinstance(item, Axes)]
        if strangers:
            raise ValueError(
                f"ax must be matplotlib Axes; a value of type {strangers[0]} came. "
                "Make some with `fig, ax = plt.subplots()`."
            )
        if axes.size != rows * columns:
            made = "plt.subplots()" if rows * columns == 1 else f"plt.subplots({rows}, {columns})"
            raise ValueError(
                f"This picture needs {rows * columns} Axes; ax has {axes.size}. Make them with `fig, ax = {made}`."
            )
        axes = axes.reshape(rows, columns)
    for item in axes.flat:
        _make_card(item)
    return axes


def _make_card(ax: Axes) -> None:
    # The labels lie on the figure, not on the Axes: both need the card to be readable on a dark page.
    ax.figure.set_facecolor(CARD)
    ax.set_facecolor(CARD)
    ax.tick_params(which="both", color=RULE, labelcolor=MUTED, labelsize=9)
    for side, spine in ax.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(MUTED)


def finish(
    ax: Axes, *, description: str, title: str = "", x_label: str = "", y_label: str = "", grid: bool = True
) -> None:
    """Title, axis labels, grid and text alternative of a finished picture."""
    ax.set_title(title, color=INK, fontsize=11, fontweight="bold", loc="left")
    ax.set_xlabel(x_label, color=INK, fontsize=10)
    ax.set_ylabel(y_label, color=INK, fontsize=10)
    if grid:
        ax.grid(True, which="major", color=RULE, linewidth=0.6, linestyle="-")
        ax.set_axisbelow(True)
    else:
        ax.grid(False)
    attach(ax, description)


def legend(ax: Axes, **options: Any) -> None:
    """A legend on the card's colour; options go to `Axes.legend`."""
    options = {
        "fontsize": 9,
        "facecolor": CARD,
        "edgecolor": RULE,
        "framealpha": 0.92,
        "labelcolor": INK,
    } | options
    ax.legend(**options)
