"""A picture of the last layer for each kind of task: units, activation, outputs, and how to read them."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch

from coursekit.plot.style import BLUE, INK, MUTED, RULE, VERMILLION, finish, lighten, single_axes


@dataclass(frozen=True)
class _Head:
    question: str
    activation: str
    outputs: tuple[str, ...]  # an example
    note: str
    answer: str
    chosen: tuple[int, ...]  # the units that the answer names


_HEADS = {
    "binary": _Head("one of two classes?", "sigmoid", ("0.83",), "0 to 1", "class 1\n(above 0.5)", (0,)),
    "multi-class": _Head(
        "one of many classes?", "softmax", ("0.10", "0.70", "0.20"), "sum 1", "class 1\n(the largest)", (1,)
    ),
    "multi-label": _Head(
        "which of many labels?", "sigmoid", ("0.91", "0.15", "0.78"), "each 0 to 1", "labels 0 and 2\n(each above 0.5)",
        (0, 2),
    ),
    "regression": _Head("how much?", "linear", ("17.3",), "any number", "17.3\n(the output itself)", (0,)),
}  # fmt: skip
_UNIT, _RADIUS, _SPACE = 0.58, 0.21, 0.72  # heights between units, of a unit, between heads
_HIDDEN, _OUTPUT, _VALUE, _ANSWER, _END = 3.0, 4.9, 6.3, 8.0, 10.4


def output_heads(
    tasks: Sequence[str] = ("binary", "multi-class", "multi-label", "regression"), *, ax: Axes | None = None
) -> Axes:
    """Draw the last layer for different tasks: its units, activation, an example of its outputs, the answer.

    A double circle marks the units that the answer names.

    Args:
        tasks: one or more of "binary", "multi-class", "multi-label" and "regression".
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: for an unknown task, or none.
    """
    names = [tasks] if isinstance(tasks, str) else list(tasks)
    unknown = [name for name in names if name not in _HEADS]
    if unknown or not names:
        raise ValueError(f"tasks is {tasks!r}; choose one or more from {', '.join(_HEADS)}.")
    heights = [max(2, len(_HEADS[name].outputs)) * _UNIT + _SPACE for name in names]
    ax = single_axes(ax, (7.8, 0.7 + 0.72 * sum(heights)))
    ax.set_axis_off()
    ax.set_aspect("equal")
    bottom = 0.0
    for index, (name, height) in enumerate(zip(names, heights, strict=True)):
        bottom -= height
        _draw(ax, name, _HEADS[name], bottom + height / 2)
        if index < len(names) - 1:
            ax.plot([0, _END], [bottom, bottom], color=RULE, linewidth=1)
    for place, word in ((_HIDDEN, "last hidden\nlayer"), (_OUTPUT, "output\nlayer"), (_VALUE, "outputs")):
        ax.text(place, 0.12, word, color=MUTED, fontsize=9, ha="center", va="bottom")
    ax.text(_ANSWER, 0.12, "answer", color=MUTED, fontsize=9, ha="left", va="bottom")
    ax.set_xlim(-0.1, _END)
    ax.set_ylim(bottom - 0.05, 0.85)
    sentences = []
    for name in names:
        head = _HEADS[name]
        units = f"{len(head.outputs)} unit{'s' if len(head.outputs) > 1 else ''}"
        answer = head.answer.replace("\n", " ")
        sentences.append(
            f"{name} ({head.question}): {units}, {head.activation}, {head.note}; "
            f"outputs {', '.join(head.outputs)} mean {answer}."
        )
    finish(ax, grid=False, description=f"Output layers by task. {' '.join(sentences)}")
    return ax


def _draw(ax: Axes, name: str, head: _Head, middle: float) -> None:
    ax.text(0, middle + 0.14, name, color=INK, fontsize=11, fontweight="bold", ha="left", va="bottom")
    ax.text(0, middle + 0.04, head.question, color=INK, fontsize=9, ha="left", va="top")
    units = len(head.outputs)
    outputs = [middle + _UNIT * ((units - 1) / 2 - unit) for unit in range(units)]
    for hidden in (middle + 0.46, middle, middle - 0.46):
        ax.add_patch(Circle((_HIDDEN, hidden), 0.13, facecolor="#EBEEF1", edgecolor=MUTED, linewidth=1.2, zorder=2))
        for output in outputs:
            ax.plot([_HIDDEN, _OUTPUT], [hidden, output], color="#A9B2BC", linewidth=0.7, zorder=1)
    for unit, (height, value) in enumerate(zip(outputs, head.outputs, strict=True)):
        chosen = unit in head.chosen
        look = {"facecolor": lighten(VERMILLION if chosen else BLUE, 0.65), "zorder": 2}
        ax.add_patch(Circle((_OUTPUT, height), _RADIUS, edgecolor=BLUE, linewidth=1.6, **look))
        if chosen:
            ax.add_patch(Circle((_OUTPUT, height), _RADIUS * 0.68, fill=False, edgecolor=INK, linewidth=1, zorder=3))
        _arrow(ax, (_OUTPUT + _RADIUS, height), (_VALUE - 0.42, height))
        weight = "bold" if chosen else "normal"
        ax.text(_VALUE, height, value, color=INK, fontsize=11, fontweight=weight, ha="center", va="center")
    below = outputs[-1] - 0.32
    ax.text(_OUTPUT, below, head.activation, color=INK, fontsize=9, fontweight="bold", ha="center", va="top")
    ax.text(_VALUE, below, head.note, color=MUTED, fontsize=9, ha="center", va="top")
    for unit in head.chosen:
        _arrow(ax, (_VALUE + 0.42, outputs[unit]), (_ANSWER - 0.12, middle))
    ax.text(_ANSWER, middle, head.answer, color=INK, fontsize=10, ha="left", va="center")


def _arrow(ax: Axes, start: tuple[float, float], stop: tuple[float, float]) -> None:
    ax.add_patch(FancyArrowPatch(start, stop, arrowstyle="-|>", mutation_scale=11, color=MUTED, linewidth=1.3))
