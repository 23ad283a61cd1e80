"""The confusion matrix of a classifier."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from coursekit.plot.description import listing, percent, plural
from coursekit.plot.inputs import as_labels, as_names, same_length
from coursekit.plot.style import BLUE, CARD, INK, finish, single_axes, text_on

_SHADES = LinearSegmentedColormap.from_list("", [CARD, "#8CC1E3", BLUE, "#00385C"])


def confusion_matrix(
    y_true: Any,
    y_pred: Any,
    *,
    class_names: Sequence[str] | None = None,
    normalize: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """Draw how often each true class (row) was predicted as each class (column).

    The framed diagonal holds the right answers.

    Args:
        y_true: true classes 0, 1, 2, ..., shape (rows,) or (rows, 1).
        y_pred: predicted classes, in the same form.
        class_names: one per class; by default the class numbers. Names beyond the classes that occur are
            drawn too.
        normalize: show each count as a share of its row, 0 to 1 (the diagonal is then the recall); a class
            without true rows shows "-".
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when the inputs are not class labels (probabilities, for example) or differ in length.
    """
    y_true, y_pred = as_labels(y_true, "y_true"), as_labels(y_pred, "y_pred")
    same_length(y_true=y_true, y_pred=y_pred)
    classes = int(max(y_true.max(), y_pred.max())) + 1
    if class_names is None:
        names = [str(index) for index in range(classes)]
    else:
        names = as_names(class_names, classes, "class_names", "class")
        classes = len(names)
    counts = np.zeros((classes, classes), dtype="int64")
    np.add.at(counts, (y_true, y_pred), 1)
    totals = counts.sum(axis=1, keepdims=True)
    shares = counts / np.maximum(totals, 1)

    side = float(np.clip(1.8 + 0.5 * classes, 3.6, 7.4))
    ax = single_axes(ax, (min(side + 0.8, 7.8), side))
    # Shades follow the share of the row: a rare class is then as visible as a frequent one.
    ax.imshow(shares, cmap=_SHADES, vmin=0, vmax=1)
    size = float(np.clip(80 / classes, 6, 11))
    for row in range(classes):
        for column in range(classes):
            text = f"{counts[row, column]}"
            if normalize:
                text = f"{shares[row, column]:.2f}" if totals[row, 0] else "-"
            color = text_on(_SHADES(shares[row, column]))
            ax.text(column, row, text, color=color, fontsize=size, ha="center", va="center")
        ax.add_patch(Rectangle((row - 0.5, row - 0.5), 1, 1, fill=False, edgecolor=INK, linewidth=1.2))
    rotated = max(len(name) for name in names) * classes > 40
    ax.set_xticks(range(classes), names, rotation=45 if rotated else 0, ha="right" if rotated else "center")
    ax.set_yticks(range(classes), names)
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(True)
    unit = "shares of the true class, 0 to 1" if normalize else "numbers of rows"
    finish(
        ax,
        title="Confusion matrix",
        x_label=f"predicted class\n(cells: {unit})",
        y_label="true class",
        grid=False,
        description=_description(counts, names),
    )
    return ax


def _description(counts: np.ndarray, names: list[str]) -> str:
    total, right = int(counts.sum()), int(np.trace(counts))
    text = (
        f"Confusion matrix of {plural(total, 'row')} in {plural(len(names), 'class', 'classes')}: "
        f"{right} right ({percent(right, total)})."
    )
    mistakes = counts * (1 - np.eye(len(names), dtype="int64"))
    order = [index for index in np.argsort(-mistakes, axis=None, kind="stable") if mistakes.flat[index]]
    if order:
        found = [
            f"{names[index // len(names)]} predicted as {names[index % len(names)]} ({mistakes.flat[index]})"
            for index in order[:5]
        ]
        text += f" {'Most frequent mistakes' if len(order) > 5 else 'Mistakes'}: {'; '.join(found)}."
    never = [name for name, count in zip(names, counts.sum(axis=0), strict=True) if count == 0]
    if never:
        text += f" Never predicted: {listing(never)}."
    absent = [name for name, count in zip(names, counts.sum(axis=1), strict=True) if count == 0]
    if absent:
        text += f" Without true rows: {listing(absent)}."
    return text
