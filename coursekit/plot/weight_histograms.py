"""How weights (or any numbers) are distributed, several sets over each other."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from coursekit.plot.description import number, percent, plural
from coursekit.plot.inputs import as_numbers, as_series
from coursekit.plot.style import LINE_STYLES, PALETTE, finish, legend, single_axes

_MOST = 5


def histograms(
    values: Any | Mapping[str, Any],
    *,
    bins: int = 40,
    x_label: str = "weight",
    near_zero: float = 1e-3,
    log: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """Draw histograms of one or more sets of numbers with common bins.

    Args:
        values: numbers of any shape (a kernel, for example); or a dict of at most 5 such sets, such as
            {"plain": w1, "L1": w2}. Sets may differ in size: heights are shares of the set.
        bins: the number of bins, at least 2.
        x_label: the label of the numbers, with their unit where they have one.
        near_zero: the legend and the description name the share of numbers with |value| below this; above 0.
        log: logarithmic shares: shows rare values beside a high peak.
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when a value is not finite, or there are too many sets.
    """
    sets = {
        name: as_numbers(numbers, f"values[{name!r}]" if name else "values").ravel()
        for name, numbers in as_series(values, "values").items()
    }
    if len(sets) > _MOST:
        raise ValueError(f"{len(sets)} sets came; at most {_MOST} can be told apart. Draw them in two pictures.")
    if bins != int(bins) or bins < 2:
        raise ValueError(f"bins is {bins}; expected a whole number, 2 or more.")
    if near_zero <= 0:
        raise ValueError(f"near_zero is {near_zero}; expected a number above 0.")
    edges = np.histogram_bin_edges(np.concatenate(list(sets.values())), bins=int(bins))

    ax = single_axes(ax, (6.8, 4))
    for index, (name, numbers) in enumerate(sets.items()):
        look = {
            "color": PALETTE[index % len(PALETTE)],
            "bins": edges,
            "weights": np.full(numbers.size, 1 / numbers.size),
        }
        small = percent((np.abs(numbers) < near_zero).sum(), numbers.size)
        label = f"{name or 'all'}: {small} within {near_zero:g} of 0"
        line = LINE_STYLES[index % len(LINE_STYLES)]
        ax.hist(numbers, histtype="stepfilled", alpha=0.2, **look)
        ax.hist(numbers, histtype="step", linestyle=line, linewidth=1.8, label=label, **look)
    if log:
        ax.set_yscale("log")
    finish(
        ax,
        title="Histogram",
        x_label=x_label,
        y_label="share of the numbers (log scale)" if log else "share of the numbers (0 to 1)",
        description=_description(sets, x_label, near_zero),
    )
    legend(ax)
    return ax


def _description(sets: dict[str, np.ndarray], x_label: str, near_zero: float) -> str:
    sentences = [f"Distribution of {x_label}."]
    for name, numbers in sets.items():
        small = percent((np.abs(numbers) < near_zero).sum(), numbers.size)
        sentences.append(
            f"{name or 'All'}: {plural(numbers.size, 'number')} from {number(numbers.min())} to "
            f"{number(numbers.max())}, mean {number(numbers.mean())}, standard deviation {number(numbers.std())}, "
            f"{small} within {near_zero:g} of 0."
        )
    return " ".join(sentences)
