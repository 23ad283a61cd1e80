"""Trainings side by side: how far training and validation lie apart in each."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from coursekit.plot.description import number, plural
from coursekit.plot.learning_curves import axis_label, draw_curves, read_curves
from coursekit.plot.style import CARD, INK, finish, legend, panels

_MOST = 4


def compare_histories(histories: Mapping[str, Any], *, metric: str = "loss", ax: Any = None) -> Axes | np.ndarray:
    """Draw training and validation curves of several trainings, one panel each, all to the same scale.

    The shaded band between the curves is the gap; its size at the last epoch stands in the panel.

    Args:
        histories: 1 to 4 named trainings, such as {"before": h1, "after": h2}: Keras Histories or their dicts of
            lists, each with the metric and "val_" + metric, one value per epoch. NaN and infinity leave gaps.
        metric: what to draw: "loss" or a metric in every history.
        ax: Axes to draw into, one for each history.

    Returns:
        Axes for one history, else an array of Axes, shape (histories,).

    Raises:
        ValueError: when a history lacks one of the curves, is empty, or its lists differ in length.
    """
    if not isinstance(histories, Mapping) or not 1 <= len(histories) <= _MOST:
        raise ValueError(
            f'histories must be a dict of 1 to {_MOST} named trainings, such as {{"before": h1, "after": h2}}; '
            f"{f'{len(histories)} came' if isinstance(histories, Mapping) else f'a {type(histories).__name__} came'}."
        )
    named = {str(name): read_curves(value, [metric], f"histories[{name!r}]") for name, value in histories.items()}
    for name, curves in named.items():
        if "val_" + metric not in curves:
            raise ValueError(
                f"histories[{name!r}] has no 'val_{metric}'; without it there is no gap. Pass validation_data to fit."
            )

    count = len(named)
    # Four panels stand in two rows: a row of four would be too small to read.
    rows, columns = (2, 2) if count == 4 else (1, count)
    width = 5.6 if count == 1 else 7.8
    axes = panels(ax, rows, columns, (width, 3.7 if rows == 1 else 6.2)).ravel()
    description = _description(named, metric)
    finite = np.concatenate([curve[np.isfinite(curve)] for curves in named.values() for curve in curves.values()])
    for index, (item, (name, curves)) in enumerate(zip(axes, named.items(), strict=True)):
        training, validation = curves[metric], curves["val_" + metric]
        epochs = np.arange(1, len(training) + 1)
        draw_curves(item, epochs, curves, metric)
        item.fill_between(epochs, training, validation, color="#9AA5B1", alpha=0.3, linewidth=0)
        gap = validation[-1] - training[-1]
        text = f"gap at the end: {number(abs(gap))}"
        look = {"facecolor": CARD, "edgecolor": "none", "alpha": 0.9, "pad": 2}
        item.text(0.97, 0.04, text, transform=item.transAxes, color=INK, fontsize=9, ha="right", bbox=look, zorder=5)
        if finite.size:
            low, high = finite.min(), finite.max()
            room = 0.06 * (high - low) or 0.5
            # More room below, for the words about the gap.
            item.set_ylim(low - 2.4 * room, high + room)
        label = axis_label(metric) if index % columns == 0 else ""
        finish(item, title=name, x_label="epoch", y_label=label, description=description)
        legend(item, loc="best", fontsize=8)
    return axes if count > 1 else axes[0]


def _description(named: dict[str, dict[str, np.ndarray]], metric: str) -> str:
    sentences = [f"Training and validation {metric} of {plural(len(named), 'training')}."]
    for name, curves in named.items():
        training, validation = curves[metric][-1], curves["val_" + metric][-1]
        text = f"{name}: after {plural(len(curves[metric]), 'epoch')} training {metric} is {number(training)}, "
        text += f"validation {metric} {number(validation)}"
        if np.isfinite(validation - training):
            text += f", a gap of {number(abs(validation - training))}"
        sentences.append(text + ".")
    return " ".join(sentences)
