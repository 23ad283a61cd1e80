"""Each feature against each other feature."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from coursekit.plot.description import listing, number, plural
from coursekit.plot.inputs import as_labels, as_names, as_numbers, same_length
from coursekit.plot.style import CARD, INK, LINE_STYLES, PALETTE, RULE, finish, legend, panels, point_style

_MOST = 8


def pairs(
    x: Any,
    y: Any,
    feature_names: Sequence[str] | None = None,
    class_names: Sequence[str] | None = None,
    *,
    ax: Any = None,
) -> np.ndarray:
    """Draw a scatter matrix: each pair of features, and on the diagonal the histogram of each class.

    Args:
        x: features, shape (rows, features) with 2 to 8 features.
        y: class labels 0, 1, 2, ..., shape (rows,) or (rows, 1).
        feature_names: one per feature, with units; by default "feature 0", "feature 1", ...
        class_names: one per class; by default "class 0", "class 1", ...
        ax: Axes to draw into, features * features of them.

    Returns:
        An array of Axes, shape (features, features).

    Raises:
        ValueError: when shapes do not fit.
    """
    x, y = as_numbers(x, "x"), as_labels(y, "y")
    if x.ndim != 2 or not 2 <= x.shape[1] <= _MOST:
        raise ValueError(
            f"x has shape {x.shape}; expected (rows, features) with 2 to {_MOST} features. Choose columns: x[:, :4]."
        )
    same_length(x=x, y=y)
    features, classes = x.shape[1], int(y.max()) + 1
    columns = as_names(feature_names, features, "feature_names", "feature")[:features]
    names = as_names(class_names, classes, "class_names", "class")[:classes]
    description = _description(x, y, columns, names)

    side = {2: 5.2, 3: 6.4}.get(features, 7.6)
    axes = panels(ax, features, features, (side + 0.2, side))
    size = 10 if features < 4 else 8
    for row in range(features):
        for column in range(features):
            panel = axes[row, column]
            if row == column:
                _draw_histogram(panel, x[:, row], y, classes)
            else:
                for index in range(classes):
                    points = x[y == index]
                    panel.scatter(points[:, column], points[:, row], s=14, label=names[index], **point_style(index))
            finish(
                panel,
                x_label=columns[column] if row == features - 1 else "",
                y_label=columns[row] if column == 0 else "",
                description=description,
            )
            panel.xaxis.label.set_size(size)
            panel.yaxis.label.set_size(size)
            panel.tick_params(labelsize=8, labelbottom=row == features - 1, labelleft=column == 0 and row > 0)
    axes[0, 0].tick_params(length=0, axis="y")  # counts: their height says enough, and the label names the feature
    handles, texts = axes[-1, 0].get_legend_handles_labels()
    if ax is None:
        axes[0, 0].figure.legend(
            handles, texts, loc="outside upper center", ncols=min(classes, 5), fontsize=9, labelcolor=INK,
            facecolor=CARD, edgecolor=RULE, markerscale=1.6,
        )  # fmt: skip
    else:
        legend(axes[0, -1], handles=handles, labels=texts, fontsize=8)
    return axes


def _draw_histogram(panel: Any, values: np.ndarray, y: np.ndarray, classes: int) -> None:
    edges = np.histogram_bin_edges(values, bins=18)
    for index in range(classes):
        color, line = PALETTE[index % len(PALETTE)], LINE_STYLES[index % len(LINE_STYLES)]
        panel.hist(values[y == index], bins=edges, histtype="stepfilled", color=color, alpha=0.25)
        panel.hist(values[y == index], bins=edges, histtype="step", color=color, linestyle=line, linewidth=1.4)


def _description(x: np.ndarray, y: np.ndarray, columns: list[str], names: list[str]) -> str:
    present = [index for index in range(len(names)) if (y == index).any()]
    counts = listing([f"{(y == index).sum()} {names[index]}" for index in present])
    text = f"Pair plot of {plural(len(x), 'row')} ({counts}) with {plural(len(columns), 'feature')}: "
    text += f"{listing(columns)}."
    spread = ((x - x.mean(axis=0)) ** 2).sum(axis=0)
    between = sum((y == i).sum() * (x[y == i].mean(axis=0) - x.mean(axis=0)) ** 2 for i in present)
    # Share of the variance that lies between the class means (eta squared); 0 for a constant feature.
    share = np.divide(between, spread, out=np.zeros_like(spread), where=spread > 0)
    best = int(share.argmax())
    if len(present) < 2:
        return text
    if share[best] < 0.1:
        return f"{text} No single feature separates the classes: their means nearly coincide in each."
    means = listing([f"{names[index]} {number(x[y == index, best].mean())}" for index in present])
    return f"{text} The class means differ most in {columns[best]}: {means}."
