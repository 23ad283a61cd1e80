"""The scores of a search over two hyper-parameters, as a heat map."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from coursekit.plot.description import number, plural
from coursekit.plot.style import BLUE, CARD, INK, finish, single_axes, text_on
from coursekit.plot.trials import as_text, in_order, read_trials

_SHADES = LinearSegmentedColormap.from_list("", [CARD, "#8CC1E3", BLUE, "#00385C"])
_MOST = 12


def score_heatmap(
    trials: Sequence[Mapping[str, Any]],
    rows: str,
    columns: str,
    *,
    score: str = "score",
    mode: str = "max",
    ax: Axes | None = None,
) -> Axes:
    """Draw the mean score for each pair of values of two hyper-parameters; darker is better, a frame marks the best.

    Trials that share both values (other parameters, seeds) are averaged. A pair without a trial, or with one whose
    score is not finite, shows "-".

    Args:
        trials: a list of dicts with the hyper-parameters and the score of each trial, such as
            [{"units": 32, "learning_rate": 0.01, "score": 0.91}, ...]; a score is a number or a list of numbers.
        rows: the hyper-parameter of the rows; at most 12 values.
        columns: the hyper-parameter of the columns; at most 12 values.
        score: the entry that holds the score.
        mode: "max" when higher is better, "min" when lower is.
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when a trial lacks an entry, no score is finite, or there are too many values.
    """
    data = read_trials(trials, score, mode, (rows, columns))
    down, across = in_order(data.column(rows)), in_order(data.column(columns))
    for name, values in ((rows, down), (columns, across)):
        if len(values) > _MOST:
            raise ValueError(
                f"{name} has {len(values)} values; a heat map needs a grid of at most {_MOST}. "
                "Round them first, or draw search_scores(trials, by=...)."
            )
    cells = [[[] for _ in across] for _ in down]
    for trial, mean in zip(data.parameters, data.mean, strict=True):
        cells[down.index(trial[rows])][across.index(trial[columns])].append(mean)
    means = np.array([[np.mean(cell) if cell else np.nan for cell in line] for line in cells])
    usable = np.where(np.isfinite(means), means, np.nan)
    if np.isnan(usable).all():
        raise ValueError(f"No pair of {rows} and {columns} has a finite mean {score}: in each a trial failed.")
    low, high = np.nanmin(usable), np.nanmax(usable)
    span = high - low or 1.0
    darkness = (usable - low) / span if mode == "max" else (high - usable) / span
    best = np.unravel_index(int(np.nanargmax(darkness)), means.shape)

    ax = single_axes(
        ax, (float(np.clip(2.2 + 0.85 * len(across), 4, 7.8)), float(np.clip(1.4 + 0.5 * len(down), 2.6, 7)))
    )
    ax.imshow(darkness, cmap=_SHADES, vmin=0, vmax=1, aspect="auto")
    size = 10 if len(across) <= 8 else 8
    for row, column in np.ndindex(means.shape):
        shade = darkness[row, column]
        known = np.isfinite(shade)
        color = text_on(_SHADES(shade)) if known else INK
        weight = "bold" if (row, column) == best else "normal"
        text = number(means[row, column]) if known else "-"
        ax.text(column, row, text, color=color, fontsize=size, fontweight=weight, ha="center", va="center")
    frame = {"fill": False, "edgecolor": "#E69F00", "linewidth": 4, "zorder": 3}
    ax.add_patch(Rectangle((best[1] - 0.47, best[0] - 0.45), 0.94, 0.9, **frame))
    tilted = sum(len(as_text(value)) for value in across) > 60
    ax.set_xticks(
        range(len(across)),
        [as_text(v) for v in across],
        rotation=35 if tilted else 0,
        ha="right" if tilted else "center",
    )
    ax.set_yticks(range(len(down)), [as_text(value) for value in down])
    ax.tick_params(length=0)
    finish(
        ax,
        title=f"Mean {score} (darker is better)",
        x_label=columns,
        y_label=rows,
        grid=False,
        description=_description(means, usable, best, (rows, down), (columns, across), score),
    )
    return ax


def _description(
    means: np.ndarray,
    usable: np.ndarray,
    best: tuple[int, int],
    rows: tuple[str, list[Any]],
    columns: tuple[str, list[Any]],
    score: str,
) -> str:
    (row_name, down), (column_name, across) = rows, columns
    text = f"Mean {score} by {row_name} ({', '.join(map(as_text, down))}) and {column_name} "
    text += f"({', '.join(map(as_text, across))}): from {number(np.nanmin(usable))} to {number(np.nanmax(usable))}. "
    text += f"Best is {number(means[best])} at {row_name} {as_text(down[best[0]])}, "
    text += f"{column_name} {as_text(across[best[1]])}."
    for name, values, axis in ((row_name, down, 1), (column_name, across, 0)):
        parts = []
        for index, value in enumerate(values):
            line = usable.take(index, axis=1 - axis)
            if np.isfinite(line).any():
                parts.append(f"{as_text(value)} {number(np.nanmean(line))}")
        text += f" Mean by {name}: {', '.join(parts)}."
    missing = int(np.isnan(usable).sum())
    return f"{text} {plural(missing, 'pair')} without a score." if missing else text
