"""The report's pictures: each takes data and Axes and draws on them, with a text alternative."""

from __future__ import annotations

import base64
import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from coursekit.check.result import Outcome
from coursekit.check.wording import count, number
from coursekit.plot import describe, style
from coursekit.reports.item_analysis import ItemStatistics

# Light to dark from best to worst, with a hatch each: colour is never the only sign.
_OUTCOMES = {
    Outcome.CORRECT: ("#009E73", ""),
    Outcome.PARTLY: ("#56B4E9", "//"),
    Outcome.NOT_YET: ("#E69F00", "\\\\"),
    Outcome.RAISED: ("#D55E00", "xx"),
    Outcome.NOT_ATTEMPTED: ("#D5D9DE", ".."),
    Outcome.MANUAL: ("#CC79A7", "--"),
    Outcome.CHECKER_FAILED: ("#000000", ""),
}


def drawn(draw: Callable[[Axes], None], height: float = 3.2) -> tuple[str, str]:
    """A picture as the address of an SVG (a data URL) and its text alternative. Equal data give equal bytes."""
    figure = Figure(figsize=(7.2, height), layout="constrained")
    axes = style.single_axes(figure.subplots(), (7.2, height))
    draw(axes)
    stream = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "coursekit"}):
        figure.savefig(stream, format="svg", metadata={"Date": None})
    return f"data:image/svg+xml;base64,{base64.b64encode(stream.getvalue()).decode()}", describe(axes)


def scores(axes: Axes, found: Sequence[float], most: float) -> None:
    """How many submissions reached how many points (at least one submission)."""
    bins = np.linspace(0, max(most, max(found)), 11)
    heights, edges, _ = axes.hist(found, bins=bins, color=style.BLUE, edgecolor=style.CARD)
    axes.axvline(float(np.median(found)), color=style.INK, linestyle="--", linewidth=1.2)
    axes.annotate("median", (float(np.median(found)), axes.get_ylim()[1]), fontsize=9, color=style.INK, va="top")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    ranges = [
        f"{number(low)} to {number(high)} points: {int(n)}"
        for low, high, n in zip(edges, edges[1:], heights, strict=False)
        if n
    ]
    style.finish(
        axes,
        title="Scores",
        x_label=f"points (of {number(most)})",
        y_label="submissions",
        description=f"Histogram of {count(len(found), 'score')}. Median {number(float(np.median(found)))} of "
        f"{number(most)} points. {'; '.join(ranges)}.",
    )


def outcomes(axes: Axes, found: Mapping[str, Counter[Outcome]]) -> None:
    """For each exercise, the share of submissions with each outcome."""
    names = list(found)
    left = np.zeros(len(names))
    for outcome, (colour, hatch) in _OUTCOMES.items():
        widths = np.array([100 * found[name][outcome] / found[name].total() for name in names])
        if widths.any():
            axes.barh(*(names, widths), left=left, color=colour, hatch=hatch, edgecolor=style.CARD, label=outcome.value)
            left += widths
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    lines = [
        f"{name}: {', '.join(f'{outcome.value.lower()} {n}' for outcome, n in ended.most_common())}"
        for name, ended in found.items()
    ]
    style.finish(
        axes,
        title="Outcomes by exercise",
        x_label="submissions (%)",
        description=f"Bars with the outcomes of each exercise. {'; '.join(lines)}.",
    )
    axes.figure.legend(
        loc="outside lower center",
        ncols=3,
        fontsize=9,
        facecolor=style.CARD,
        edgecolor=style.RULE,
        labelcolor=style.INK,
    )


def items(axes: Axes, found: Mapping[str, ItemStatistics]) -> None:
    """Each exercise as a point: difficulty across, discrimination upwards (exercises with both)."""
    shown = {name: s for name, s in found.items() if s.difficulty is not None and s.discrimination is not None}
    for index, (name, statistics) in enumerate(shown.items()):
        axes.scatter(statistics.difficulty, statistics.discrimination, s=60, **style.point_style(index))
        axes.annotate(
            *(name, (statistics.difficulty, statistics.discrimination)),
            xytext=(6, 5),
            textcoords="offset points",
            fontsize=8,
            color=style.INK,
        )
    axes.axhline(0, color=style.MUTED, linewidth=0.8)
    axes.set_xticks(np.linspace(0, 1, 6))
    axes.set_xlim(-0.03, 1.2)  # room for the names on the right
    axes.set_ylim(min(-0.1, *(s.discrimination - 0.1 for s in shown.values())) if shown else -0.1, 1.1)
    lines = [f"{name} {s.difficulty:.2f} and {s.discrimination:.2f}" for name, s in shown.items()]
    style.finish(
        axes,
        title="Difficulty and discrimination",
        x_label="difficulty (mean share of the points; right is easy)",
        y_label="discrimination",
        description=f"Difficulty and discrimination of {count(len(shown), 'exercise')}: {'; '.join(lines)}.",
    )


def seconds(axes: Axes, found: Sequence[float]) -> None:
    """How long grading took (at least one submission)."""
    axes.hist(found, bins=min(20, max(5, len(found) // 2)), color=style.BLUE, edgecolor=style.CARD)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    style.finish(
        axes,
        title="Grading time",
        x_label="seconds a submission",
        y_label="submissions",
        description=f"Histogram of grading times of {count(len(found), 'submission')}: from {min(found):.1f} s to "
        f"{max(found):.1f} s, median {float(np.median(found)):.1f} s, together {sum(found):.0f} s.",
    )
