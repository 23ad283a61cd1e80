"""The scores of a hyper-parameter search: each trial a point."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from coursekit.plot.description import number, plural
from coursekit.plot.style import BEST, BLUE, MUTED, VERMILLION, finish, legend, single_axes
from coursekit.plot.trials import Trials, as_text, in_order, is_numeric, is_wide, read_trials


def search_scores(
    trials: Sequence[Mapping[str, Any]],
    *,
    by: str | None = None,
    score: str = "score",
    mode: str = "max",
    ax: Axes | None = None,
) -> Axes:
    """Draw the score of each trial of a search, by its order or by one hyper-parameter; a star marks the best.

    By order, a stepped line shows the best so far. A trial with several scores (folds, seeds) is drawn at their mean
    with a bar of one standard deviation to each side. Trials without a finite score are crosses at the lower edge.

    Args:
        trials: a list of dicts with the hyper-parameters and the score of each trial, such as
            [{"units": 32, "learning_rate": 0.01, "score": 0.91}, ...]; a score is a number or a list of numbers.
        by: the hyper-parameter on the x axis: numbers (on a log axis when they span two decades) or names.
        score: the entry that holds the score; it labels the y axis.
        mode: "max" when higher is better, "min" when lower is.
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when a trial lacks an entry, or no score is finite.
    """
    data = read_trials(trials, score, mode, () if by is None else (by,))
    ax = single_axes(ax, (6.8, 4))
    places = _places(ax, data, by)
    usable = np.isfinite(data.mean)
    ax.errorbar(
        places[usable],
        data.mean[usable],
        yerr=data.spread[usable] if data.spread.any() else None,
        fmt="o",
        color=BLUE,
        ecolor=BLUE,
        elinewidth=1.2,
        capsize=3,
        markersize=6,
        label="trial" + (" (mean, one standard deviation)" if data.spread.any() else ""),
    )
    if by is None:
        sign = 1 if mode == "max" else -1
        so_far = sign * np.maximum.accumulate(np.where(usable, sign * data.mean, -np.inf))
        look = {"where": "post", "color": MUTED, "linestyle": "--", "linewidth": 1.4, "zorder": 1}
        ax.step(places, np.where(np.isfinite(so_far), so_far, np.nan), label="best so far", **look)
    if not usable.all():
        bottom = ax.get_xaxis_transform()
        look = {"color": VERMILLION, "markersize": 8, "markeredgewidth": 2, "linestyle": "none"}
        ax.plot(places[~usable], np.full((~usable).sum(), 0.04), "x", transform=bottom, label="failed", **look)
    best = data.best
    ax.plot(places[best], data.mean[best], label=f"best: {number(data.mean[best])}", **BEST)
    finish(
        ax,
        title="Scores of the search",
        x_label=by + (" (log scale)" if ax.get_xscale() == "log" else "") if by else "trial",
        y_label=score,
        description=_description(data, by, score),
    )
    legend(ax)
    return ax


def _places(ax: Axes, data: Trials, by: str | None) -> np.ndarray:
    """Where the trials stand on the x axis, which is prepared for them."""
    if by is None:
        ax.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
        return np.arange(1, len(data.mean) + 1)
    values = data.column(by)
    if is_numeric(values):
        if is_wide(values):
            ax.set_xscale("log")
        return np.array(values, dtype="float64")
    names = in_order(values)
    tilted = sum(len(as_text(name)) for name in names) > 60
    ax.set_xticks(
        range(len(names)), [as_text(n) for n in names], rotation=35 if tilted else 0, ha="right" if tilted else "center"
    )
    ax.set_xlim(-0.5, len(names) - 0.5)
    return np.array([names.index(value) for value in values])


def _description(data: Trials, by: str | None, score: str) -> str:
    usable = data.mean[np.isfinite(data.mean)]
    best = data.best
    text = f"{plural(len(data.mean), 'trial')} of a search: {score} from {number(usable.min())} to "
    text += f"{number(usable.max())}, median {number(np.median(usable))}. "
    what = data.tell(best)
    text += f"Best is trial {best + 1}, {number(data.mean[best])}{f' ({what})' if what else ''}."
    if data.spread[best]:
        text += f" Its scores have a standard deviation of {number(data.spread[best])}."
    failed = len(data.mean) - len(usable)
    if failed:
        text += f" {plural(failed, 'trial')} without a finite score."
    if by is not None:
        text += _by_parameter(data, by, score)
    return text


def _by_parameter(data: Trials, by: str, score: str) -> str:
    """How the score goes with the parameter: the mean for each name, or the mean of the lower and upper half."""
    usable = np.isfinite(data.mean)
    values = [value for value, keep in zip(data.column(by), usable, strict=True) if keep]
    means = data.mean[usable]
    groups = in_order(values)
    if len(groups) <= 6:
        parts = [f"{as_text(group)} {number(means[[value == group for value in values]].mean())}" for group in groups]
        return f" Mean {score} by {by}: {', '.join(parts)}."
    if not is_numeric(values):
        return ""
    middle = float(np.median(values))
    low = np.array(values) <= middle
    if low.all():
        return ""
    return (
        f" Mean {score} is {number(means[low].mean())} for {by} up to {as_text(middle)} "
        f"and {number(means[~low].mean())} above."
    )
