"""All hyper-parameters of a search in one picture: an axis each, a line for each trial."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import MaxNLocator

from coursekit.plot.description import number, plural
from coursekit.plot.style import BLUE, CARD, INK, MUTED, VERMILLION, finish, single_axes
from coursekit.plot.trials import Trials, as_text, in_order, is_numeric, is_wide, read_trials

_SHADES = LinearSegmentedColormap.from_list("", ["#C3CBD3", "#7FB6DA", BLUE])
_MOST_TRIALS, _MOST_AXES = 200, 7


def parallel_coordinates(
    trials: Sequence[Mapping[str, Any]],
    *,
    parameters: Sequence[str] | None = None,
    score: str = "score",
    mode: str = "max",
    ax: Axes | None = None,
) -> Axes:
    """Draw each trial as a line over one axis for each hyper-parameter, the score last; the best trial is thick.

    Better trials are darker and lie above the others. Numbers that span two decades stand on a log axis, names at
    equal distances. Trials without a finite score are left out, and the description counts them.

    Args:
        trials: a list of at most 200 dicts with the hyper-parameters and the score of each trial, such as
            [{"units": 32, "learning_rate": 0.01, "score": 0.91}, ...]; a score is a number or a list of numbers,
            of which the mean is drawn.
        parameters: the hyper-parameters to draw, in this order, 1 to 7; by default those of the first trial.
        score: the entry that holds the score.
        mode: "max" when higher is better (up), "min" when lower is (the last axis is then turned round).
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when a trial lacks an entry, no score is finite, or there is too much to see.
    """
    names = [] if parameters is None else [str(name) for name in parameters]
    data = read_trials(trials, score, mode, names)
    if parameters is None:
        names = list(data.parameters[0])
        data = read_trials(trials, score, mode, names)
    if not 1 <= len(names) <= _MOST_AXES:
        raise ValueError(
            f"There are {len(names)} parameters; 1 to {_MOST_AXES} can be drawn. Choose: parameters=[...]."
        )
    if len(data.mean) > _MOST_TRIALS:
        raise ValueError(f"{len(data.mean)} trials came; at most {_MOST_TRIALS} can be seen. Pass some: trials[:100].")
    usable = np.flatnonzero(np.isfinite(data.mean))
    sign = 1 if mode == "max" else -1
    order = usable[np.argsort(sign * data.mean[usable], kind="stable")]

    ax = single_axes(ax, (7.8, 4.2))
    heights = np.empty((len(data.mean), len(names) + 1))
    for place, name in enumerate(names):
        heights[:, place] = _axis(ax, place, data.column(name))
    heights[:, -1] = np.nan
    heights[usable, -1] = _axis(ax, len(names), list(data.mean[usable]), turned=mode == "min", steps=5)
    for rank, index in enumerate(order):
        color = _SHADES(rank / max(1, len(order) - 1))
        ax.plot(range(len(names) + 1), heights[index], color=color, linewidth=1.2, alpha=0.85, zorder=2)
    best = data.best
    look = {"linewidth": 3, "marker": "o", "markersize": 8, "markeredgecolor": CARD, "zorder": 4}
    ax.plot(range(len(names) + 1), heights[best], color=VERMILLION, **look)
    ax.set_xlim(-0.35, len(names) + 0.35)
    ax.set_ylim(-0.04, 1.06)
    ax.set_xticks(range(len(names) + 1), [*names, score], fontsize=10, fontweight="bold")
    ax.tick_params(axis="x", length=0, labelcolor=INK)
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(False)
    finish(
        ax,
        title=f"{plural(len(usable), 'trial')}; the thick line is the best ({number(data.mean[best])})",
        x_label="hyper-parameters, then the score",
        grid=False,
        description=_description(data, names, score, order),
    )
    return ax


def _axis(ax: Axes, place: int, values: list[Any], *, turned: bool = False, steps: int = 6) -> np.ndarray:
    """Draw one axis with its labels; returns the height of each value, 0 to 1."""
    ax.plot([place, place], [0, 1], color=MUTED, linewidth=1.2, zorder=3)
    distinct = in_order(values)
    if is_numeric(values):
        scale = np.log10 if is_wide(values) else np.asarray
        low, high = scale(min(values)), scale(max(values))
        span = float(high - low) or 1.0
        at = (scale(np.array(values, dtype="float64")) - low) / span
        # Few values carry their own labels; many are read from marks at equal distances.
        marks = distinct if len(distinct) <= steps else _marks(min(values), max(values), scale is np.log10, steps)
        places = [(float(scale(mark)) - low) / span for mark in marks]
        texts = [as_text(mark) for mark in marks]
    else:
        span = max(1, len(distinct) - 1)
        at = np.array([distinct.index(value) / span for value in values])
        places, texts = [index / span for index in range(len(distinct))], [as_text(value) for value in distinct]
    if turned:
        at, places = 1 - at, [1 - height for height in places]
    box = {"facecolor": CARD, "edgecolor": "none", "alpha": 0.9, "pad": 1}
    for height, text in zip(places, texts, strict=True):
        ax.plot([place - 0.02, place + 0.02], [height, height], color=MUTED, linewidth=1.2, zorder=3)
        ax.text(place + 0.05, height, text, color=INK, fontsize=8, ha="left", va="center", bbox=box, zorder=5)
    return at


def _marks(low: float, high: float, is_log: bool, steps: int) -> list[float]:
    """Round numbers from low to high: powers of ten on a log axis."""
    if is_log:
        return [10.0**power for power in range(int(np.ceil(np.log10(low))), int(np.floor(np.log10(high))) + 1)]
    marks = MaxNLocator(steps).tick_values(low, high)
    return [float(mark) for mark in marks if low <= mark <= high]


def _description(data: Trials, names: list[str], score: str, order: np.ndarray) -> str:
    best = data.best
    text = f"{plural(len(order), 'trial')} over {', '.join(names)}. Best {score} is {number(data.mean[best])} with "
    text += f"{data.tell(best, names)}."
    top = order[::-1][: max(1, len(order) // 4)]
    if len(top) > 1:
        parts = []
        for name in names:
            values = [data.parameters[index][name] for index in top]
            found = in_order(values)
            if is_numeric(values):
                parts.append(f"{name} from {as_text(min(values))} to {as_text(max(values))}")
            else:
                parts.append(f"{name} " + ", ".join(f"{as_text(v)} ({values.count(v)})" for v in found))
        text += f" The best quarter ({len(top)} trials) has {'; '.join(parts)}."
    failed = len(data.mean) - len(order)
    return f"{text} {plural(failed, 'trial')} without a finite score left out." if failed else text
