"""Dropout masks: which units are kept and which are dropped, step by step."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap

from coursekit.plot.description import listing, percent, plural
from coursekit.plot.inputs import as_names, as_numbers
from coursekit.plot.style import BLUE, INK, finish, single_axes

_DROPPED = "#E3E7EB"
_MOST_CELLS = 2000


def dropout_masks(masks: Any, *, names: Sequence[str] | None = None, ax: Axes | None = None) -> Axes:
    """Draw masks as small grids: a filled cell is kept, a pale cell with a cross is dropped.

    Args:
        masks: one mask for each step, shape (steps, units) or (steps, rows, columns): 0 or False is dropped,
            anything else kept. So a layer of ones after dropout, `Dropout(0.2)(ones, training=True)`, can be passed
            as it is, its kept values being 1 / (1 - rate). At most 12 masks and 2,000 cells in all.
        names: one per mask; by default "step 1", "step 2", ...
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when the shape does not fit, or there is too much to see.
    """
    values = as_numbers(masks, "masks")
    if values.ndim == 2:
        values = values[:, None, :]
    if values.ndim != 3:
        hint = " For one mask pass masks[None]." if values.ndim == 1 else ""
        raise ValueError(f"masks has shape {values.shape}; expected (steps, units) or (steps, rows, columns).{hint}")
    steps, rows, columns = values.shape
    if steps > 12 or values.size > _MOST_CELLS:
        raise ValueError(
            f"{plural(steps, 'mask')} of {rows * columns} cells came; at most 12 masks and {_MOST_CELLS:,} cells can "
            "be seen. Pass some of them: masks[:4, :50]."
        )
    kept = values != 0
    texts = [f"step {step}" for step in range(1, steps + 1)] if names is None else as_names(names, steps, "names", "")

    # Rows of units stand below each other, with words at their sides; grids beside each other, with words above.
    flat = rows == 1
    across = 1 if flat else min(steps, 4)
    down = -(-steps // across)
    gap = max(1.0, 0.12 * columns)
    width = across * (columns + gap) - gap
    side = 0.21 * columns if flat else 0.2
    inches = float(np.clip(width * (0.5 if flat else 0.2), 3.6, 7.2))
    cell = inches / (width + 2 * side)
    # In cells: rows stand at least 0.2 inches apart, and two lines of text above a grid are 0.46 inches high.
    caption = max(0.35, 0.2 / cell - 1) if flat else 0.46 / cell
    pitch_x, pitch_y = columns + gap, rows + caption
    ax = single_axes(ax, (inches + 0.3, max(1.3, down * pitch_y * cell + 0.3)))
    ax.set_axis_off()
    ax.set_aspect("equal")
    colors = ListedColormap([_DROPPED, BLUE])
    for step in range(steps):
        x, y = (step % across) * pitch_x, (step // across) * pitch_y
        edges = (np.arange(columns + 1) + x, np.arange(rows + 1) + y)
        ax.pcolormesh(*edges, kept[step], cmap=colors, vmin=0, vmax=1, edgecolors="white", linewidth=0.8)
        row, column = np.nonzero(~kept[step])
        size = float(np.clip(cell * 72 * 0.4, 2, 9))
        ax.plot(column + x + 0.5, row + y + 0.5, "x", color=INK, markersize=size, markeredgewidth=1)
        share = f"{int(kept[step].sum())} of {rows * columns} kept"
        if flat:
            ax.text(x - 0.3, y + 0.5, texts[step], color=INK, fontsize=9, ha="right", va="center")
            ax.text(x + columns + 0.3, y + 0.5, share, color=INK, fontsize=9, ha="left", va="center")
        else:
            ax.text(
                x + columns / 2, y - 0.15, f"{texts[step]}\n{share}", color=INK, fontsize=9, ha="center", va="bottom"
            )
    ax.set_xlim(-side, width + side)
    ax.set_ylim((down - 1) * pitch_y + rows + 0.2, -0.2 if flat else -caption)
    finish(ax, grid=False, description=_description(kept, texts))
    return ax


def _description(kept: np.ndarray, names: list[str]) -> str:
    cells = kept[0].size
    parts = [f"{name}: {int(mask.sum())} kept" for name, mask in zip(names, kept, strict=False)]
    text = f"Dropout masks of {plural(cells, 'unit')}, {plural(len(kept), 'step')}: {listing(parts, 12)}."
    text += f" In all {percent(int((~kept).sum()), kept.size)} are dropped."
    if len(kept) > 1:
        always = int(kept.all(axis=0).sum())
        text += f" {plural(always, 'unit')} of {cells} kept in every step."
    return text
