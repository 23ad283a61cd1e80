"""Class probabilities of some rows, as a table."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from coursekit.plot.description import listing, plural
from coursekit.plot.inputs import as_labels, as_names, as_numbers, same_length
from coursekit.plot.style import BLUE, CARD, INK, finish, single_axes, text_on

_SHADES = LinearSegmentedColormap.from_list("", [CARD, "#8CC1E3", BLUE])
_MOST = 40


def probability_table(
    probabilities: Any,
    *,
    class_names: Sequence[str] | None = None,
    true: Any = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw class probabilities as a table: a row for each example, a column for each class.

    The winner of each row is bold and framed. With the true classes, each row says whether the winner is
    right.

    Args:
        probabilities: softmax outputs, shape (rows, classes), in 0..1, each row with sum 1 (within 0.01); at
            most 40 rows.
        class_names: one per class; by default "class 0", "class 1", ...
        true: true classes 0, 1, 2, ..., shape (rows,) or (rows, 1).
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when shapes, ranges or sums do not fit.
    """
    values = as_numbers(probabilities, "probabilities")
    _check(values)
    rows, classes = values.shape
    names = as_names(class_names, classes, "class_names", "class")[:classes]
    winners = values.argmax(axis=1)
    truth = None if true is None else as_labels(true, "true")
    if truth is not None:
        same_length(probabilities=values, true=truth)
        if truth.max() >= classes:
            raise ValueError(f"true holds class {truth.max()}; probabilities has the classes 0 to {classes - 1}.")

    width = min(7.8, 2.2 + 1.1 * classes + (1.5 if truth is not None else 0))
    ax = single_axes(ax, (width, 1 + 0.3 * rows))
    ax.imshow(values, cmap=_SHADES, vmin=0, vmax=1, aspect="auto")
    size = 10 if classes <= 6 else 8
    for row in range(rows):
        for column in range(classes):
            ax.text(
                column,
                row,
                f"{values[row, column]:.3f}",
                color=text_on(_SHADES(values[row, column])),
                fontsize=size,
                fontweight="bold" if column == winners[row] else "normal",
                ha="center",
                va="center",
            )
        ax.add_patch(Rectangle((winners[row] - 0.48, row - 0.46), 0.96, 0.92, fill=False, edgecolor=INK, linewidth=1.8))
        if truth is not None:
            right = truth[row] == winners[row]
            verdict = "right" if right else f"wrong: {names[truth[row]]}"
            weight = "normal" if right else "bold"
            ax.text(classes - 0.4, row, verdict, color=INK, fontsize=9, va="center", fontweight=weight)
    tilted = sum(len(name) for name in names) > 70
    ax.set_xticks(range(classes), names, rotation=35 if tilted else 0, ha="left" if tilted else "center")
    ax.set_yticks(range(rows), [f"row {index}" for index in range(rows)])
    ax.xaxis.tick_top()
    ax.tick_params(length=0, labelcolor=INK)
    for spine in ax.spines.values():
        spine.set_visible(False)
    finish(
        ax,
        x_label="probability of each class (0 to 1); the frame marks the highest",
        grid=False,
        description=_description(values, winners, truth, names),
    )
    ax.xaxis.set_label_position("bottom")
    return ax


def _check(values: np.ndarray) -> None:
    if values.ndim != 2 or values.shape[1] < 2:
        raise ValueError(
            f"probabilities has shape {values.shape}; expected (rows, classes) with at least 2 classes. "
            "For p of one class, shape (rows, 1), pass np.hstack([1 - p, p])."
        )
    if len(values) > _MOST:
        raise ValueError(
            f"{len(values)} rows came; at most {_MOST} can be read. Pass some of them: probabilities[:10]."
        )
    if values.min() < 0 or values.max() > 1:
        raise ValueError(
            f"probabilities run from {values.min():.3g} to {values.max():.3g}; expected 0..1. Apply softmax to logits."
        )
    sums = values.sum(axis=1)
    worst = int(np.abs(sums - 1).argmax())
    if abs(sums[worst] - 1) > 0.01:
        raise ValueError(
            f"Row {worst} of probabilities has sum {sums[worst]:.3g}; expected 1. "
            "Softmax gives such rows; independent sigmoids do not."
        )


def _description(values: np.ndarray, winners: np.ndarray, truth: np.ndarray | None, names: list[str]) -> str:
    text = f"Probabilities of {plural(values.shape[1], 'class', 'classes')} for {plural(len(values), 'row')}."
    parts = []
    for row, winner in enumerate(winners):
        part = f"row {row}: {names[winner]} {values[row, winner]:.3f}"
        if truth is not None:
            part += ", right" if truth[row] == winner else f", wrong (true: {names[truth[row]]})"
        parts.append(part)
    text += f" Highest in {listing(parts, _MOST).replace(', row', '; row')}."
    if truth is not None:
        text += f" {int((truth == winners).sum())} of {plural(len(values), 'row')} are right."
    return text
