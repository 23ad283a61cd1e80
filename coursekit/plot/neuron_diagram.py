"""A picture of one neuron: inputs, weights, sum, activation, output."""

from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from coursekit.plot.style import BLUE, CARD, INK, MUTED, VERMILLION, finish, lighten, single_axes

_MOST = 6


def neuron(inputs: int = 3, *, activation: str = "φ", ax: Axes | None = None) -> Axes:
    """Draw one neuron: y = φ(x1 w1 + x2 w2 + ... + b).

    Args:
        inputs: the number of inputs, 1 to 6.
        activation: the name in the activation's box, such as "sigmoid".
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when `inputs` is not a whole number from 1 to 6.
    """
    if inputs != int(inputs) or not 1 <= inputs <= _MOST:
        raise ValueError(f"inputs is {inputs}; expected a whole number from 1 to {_MOST}.")
    inputs = int(inputs)
    ax = single_axes(ax, (7.2, 1.9 + 0.4 * inputs))
    ax.set_axis_off()
    ax.set_aspect("equal")
    top = 0.45 * (inputs - 1)
    for index in range(inputs):
        height = top - 0.9 * index
        _disc(ax, 0, height, 0.3, CARD, INK, f"x{index + 1}")
        _arrow(ax, (0.32, height), (2.47, 0.16 * height))
        # On its own arrow, near the input, where the arrows are still apart.
        on_arrow = 0.62 * height
        box = {"facecolor": CARD, "edgecolor": "none", "pad": 1.5}
        ax.text(1.3, on_arrow, f"w{index + 1}", color=INK, fontsize=10, ha="center", va="center", bbox=box)
    _disc(ax, 3, 0, 0.52, lighten(BLUE, 0.65), BLUE, "Σ", size=17)
    bias = max(top, 0.45) + 0.75
    ax.text(3, bias + 0.06, "b", color=INK, fontsize=11, ha="center", va="bottom")
    _arrow(ax, (3, bias), (3, 0.55))
    _arrow(ax, (3.54, 0), (4.77, 0))
    ax.text(4.15, 0.12, "z", color=INK, fontsize=11, ha="center", va="bottom")
    half = max(0.5, 0.085 * len(activation) + 0.2)
    box = {"boxstyle": "round,pad=0,rounding_size=0.14", "linewidth": 1.8}
    box |= {"facecolor": lighten(VERMILLION, 0.7), "edgecolor": VERMILLION}
    ax.add_patch(FancyBboxPatch((4.8, -0.45), 2 * half, 0.9, **box))
    middle, end = 4.8 + half, 4.8 + 2 * half
    size = 14 if len(activation) < 3 else 11
    ax.text(middle, 0, activation, color=INK, fontsize=size, ha="center", va="center")
    _arrow(ax, (end + 0.03, 0), (end + 1.05, 0))
    ax.text(end + 1.15, 0, "y", color=INK, fontsize=12, ha="left", va="center")
    low = -max(top, 0.5) - 0.55
    for place, word in (
        (0, "inputs"),
        (1.3, "weights"),
        (3, "sum"),
        (middle, "activation"),
        (end + 1.15, "output"),
    ):
        ax.text(place, low, word, color=MUTED, fontsize=9, ha="center", va="top")
    ax.set_xlim(-0.6, end + 1.6)
    ax.set_ylim(low - 0.4, bias + 0.45)
    terms = " + ".join(f"x{index} w{index}" for index in range(1, inputs + 1))
    finish(
        ax,
        grid=False,
        description=f"One neuron: z = {terms} + b; the activation gives the output y = {activation}(z).",
    )
    return ax


def _disc(ax: Axes, x: float, y: float, radius: float, fill: str, edge: str, text: str, size: float = 11) -> None:
    ax.add_patch(Circle((x, y), radius, facecolor=fill, edgecolor=edge, linewidth=1.8, zorder=2))
    ax.text(x, y, text, color=INK, fontsize=size, ha="center", va="center", zorder=3)


def _arrow(ax: Axes, start: tuple[float, float], stop: tuple[float, float]) -> None:
    ax.add_patch(FancyArrowPatch(start, stop, arrowstyle="-|>", mutation_scale=13, color=MUTED, linewidth=1.4))
