"""Several named curves in one picture, each with a band where it was measured more than once."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from coursekit.plot.curve_data import Curve, read_curve_data
from coursekit.plot.description import capital, listing, number, plural, short
from coursekit.plot.style import BEST, CARD, INK, LINE_STYLES, finish, legend, series_style, single_axes

_MOST_TICKS = 8  # so few points on a log axis, such as training-set sizes, each carry their own label


def curves(
    series: Mapping[str, Any] | Any,
    *,
    x: Any = None,
    x_label: str = "epoch",
    y_label: str = "loss",
    title: str = "",
    log_x: bool = False,
    log_y: bool = False,
    y_limits: Sequence[float] | None = None,
    mark: str | None = None,
    lines: Mapping[str, float] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw one or more curves: losses by epoch or by error, a schedule, scores by training-set size.

    A curve that was measured several times (by seed, by fold) is drawn as its mean with a band of one standard
    deviation to each side (with runs - 1 in the denominator); a point at which any run is not finite has no mean.
    NaN and infinity leave gaps. A curve that is not finite up to its end carries an X at its last finite point:
    it diverged.

    Args:
        series: values of shape (points,), or (runs, points) for a mean with a band; or a dict of such values, at
            most 8, one per curve. Curves may differ in length.
        x: where the values belong, shape (points,) for all curves, or a dict with the names of the series;
            increasing. By default 1, 2, 3, ...
        x_label: label of the x axis, with its unit where it has one.
        y_label: label of the y axis, with its unit where it has one.
        title: title of the picture.
        log_x: logarithmic x axis; x must then be above 0.
        log_y: logarithmic y axis; values of 0 and below have no place on it and leave gaps.
        y_limits: (low, high) of the picture: keeps a diverging curve from flattening the others.
        mark: "min" or "max" puts a star at the lowest or highest value of each curve.
        lines: named vertical lines, such as {"chosen rate": 0.01}.
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when shapes, ranges or names do not fit.
    """
    data = read_curve_data(series, x, log_x=log_x)
    if mark not in (None, "min", "max"):
        raise ValueError(f"mark is {mark!r}; expected 'min', 'max' or None.")
    if y_limits is not None and (len(y_limits) != 2 or not y_limits[0] < y_limits[1]):
        raise ValueError(f"y_limits is {y_limits!r}; expected (low, high), low below high.")

    ax = single_axes(ax, (6.8, 4))
    if log_x:
        ax.set_xscale("log")
    if log_y:
        ax.set_yscale("log")
    for index, curve in enumerate(data):
        _draw(ax, curve, index, len(data), log_y)
    for curve in data if mark else ():
        best = curve.best(mark)
        if best is not None:
            ax.plot(curve.x[best], curve.mean[best], **BEST)
    if mark:
        ax.plot([], [], label="lowest" if mark == "min" else "highest", **BEST)
    for index, (name, place) in enumerate((lines or {}).items()):
        style = LINE_STYLES[(index + 1) % len(LINE_STYLES)]
        ax.axvline(place, color=INK, linestyle=style, linewidth=1.3, zorder=1, label=f"{name}: {short(place)}")
    if y_limits is not None:
        ax.set_ylim(*y_limits)
    places = np.unique(np.concatenate([curve.x for curve in data]))
    if log_x and len(places) <= _MOST_TICKS:
        ax.set_xticks(places, [short(place) for place in places])
        ax.tick_params(axis="x", which="minor", length=0)
    elif x is None:
        ax.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    finish(
        ax,
        title=title,
        x_label=f"{x_label} (log scale)" if log_x else x_label,
        y_label=f"{y_label} (log scale)" if log_y else y_label,
        description=_description(data, x_label, y_label, log_y, lines or {}),
    )
    if ax.get_legend_handles_labels()[1]:
        legend(ax)
    return ax


def _draw(ax: Axes, curve: Curve, index: int, count: int, log_y: bool) -> None:
    style = series_style(index)
    drawable = np.isfinite(curve.mean) & ((curve.mean > 0) | (not log_y))
    mean = np.where(drawable, curve.mean, np.nan)
    # The markers of different curves stand at different places, so that curves that coincide all stay visible.
    every = max(1, len(mean) // 10)
    ax.plot(
        curve.x,
        mean,
        label=curve.name or None,
        linewidth=1.8,
        markersize=5 if len(mean) > 1 else 7,
        markevery=(index * every // count, every),
        **style,
    )
    if curve.runs > 1:
        low, high = mean - curve.spread, mean + curve.spread
        if log_y:
            # A log axis has no room for 0 and below: there the band ends at the lowest run.
            low = np.where(low > 0, low, np.where(curve.lowest > 0, curve.lowest, np.nan))
        ax.fill_between(curve.x, low, high, color=style["color"], alpha=0.18, linewidth=0)
    last = curve.last_finite
    if last is not None and last < len(mean) - 1 and drawable[last]:
        look = {"marker": "X", "markersize": 11, "markerfacecolor": style["color"], "markeredgecolor": CARD}
        ax.plot(curve.x[last], mean[last], linestyle="none", zorder=6, **look)


def _description(data: list[Curve], x_label: str, y_label: str, log_y: bool, lines: Mapping[str, float]) -> str:
    sentences = [_sentence(curve, x_label, y_label, log_y) for curve in data]
    if lines:
        places = [f"{name} at {x_label} {short(place)}" for name, place in lines.items()]
        sentences.append(f"Marked: {listing(places)}.")
    return " ".join(sentences)


def _sentence(curve: Curve, x_label: str, y_label: str, log_y: bool) -> str:
    text = f"{curve.name}: {y_label}" if curve.name else capital(y_label)
    if curve.runs > 1:
        text += f" (mean of {curve.runs} runs)"
    usable = np.flatnonzero(np.isfinite(curve.mean))
    if not len(usable):
        return f"{text} is never a finite number at {plural(len(curve.x), 'point')}."
    first, last = usable[0], usable[-1]
    values = curve.mean[usable]
    if first == last:
        text += f" is {number(values[0])} at {x_label} {short(curve.x[first])}"
    elif np.ptp(values) == 0:
        text += f" stays at {number(values[0])} from {x_label} {short(curve.x[first])} to {short(curve.x[last])}"
    else:
        text += (
            f" goes from {number(values[0])} at {x_label} {short(curve.x[first])}"
            f" to {number(values[-1])} at {short(curve.x[last])}"
        )
        for word, mode in (("lowest", "min"), ("highest", "max")):
            at = curve.best(mode)
            if curve.mean[at] not in (values[0], values[-1]):
                text += f", {word} {number(curve.mean[at])} at {short(curve.x[at])}"
    if curve.runs > 1 and np.isfinite(curve.spread).any():
        widest = int(np.nanargmax(curve.spread))
        text += f"; one standard deviation is {number(curve.spread[last])} there"
        text += f" and at most {number(curve.spread[widest])}, at {short(curve.x[widest])}"
    broken = len(curve.x) - len(usable)
    if broken:
        ends = len(usable) == last - first + 1 == last + 1
        text += (
            f"; not finite from {short(curve.x[last + 1])} on"
            if ends
            else f"; not finite at {broken} of {plural(len(curve.x), 'point')}"
        )
    missing = int((values <= 0).sum())
    if log_y and missing:
        text += f"; {plural(missing, 'value')} of 0 or below not drawn on the log axis"
    return text + "."
