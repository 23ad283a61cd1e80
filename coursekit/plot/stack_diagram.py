"""A picture of what runs on what: your code, Keras, a backend, a device."""

from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from coursekit.plot.style import BLUE, CARD, INK, MUTED, PALETTE, VERMILLION, finish, lighten, single_axes

# keras.io/getting_started lists the backends of Keras 3; OpenVINO, for inference only, is left out.
_ROWS = (
    ("code", (("your notebook", "data, model, training"),), MUTED),
    ("library", (("Keras 3", "import keras: layers, losses, optimizers, fit"),), VERMILLION),
    ("backend", (("TensorFlow", "this course"), ("JAX", ""), ("PyTorch", "")), BLUE),
    ("device", (("CPU", "is enough here"), ("GPU", ""), ("TPU", "")), PALETTE[2]),
)
_WIDTH, _HEIGHT, _PITCH, _TRAY = 7.0, 0.86, 1.42, 0.13


def keras_stack(*, ax: Axes | None = None) -> Axes:
    """Draw the layers of software: your code calls Keras, Keras computes with a backend, which runs on a
    device.

    Thick frames show what this course uses.

    Args:
        ax: Axes to draw into.

    Returns:
        The Axes.
    """
    ax = single_axes(ax, (7.4, 4.3))
    ax.set_axis_off()
    for index, (level, boxes, color) in enumerate(_ROWS):
        bottom = (len(_ROWS) - 1 - index) * _PITCH
        ax.text(-0.2, bottom + _HEIGHT / 2, level, color=MUTED, fontsize=10, ha="right", va="center")
        gap = 0.2
        width = (_WIDTH - gap * (len(boxes) - 1)) / len(boxes)
        for place, (name, note) in enumerate(boxes):
            _box(ax, place * (width + gap), bottom, width, name, note, color, used=place == 0)
        if len(boxes) > 1:
            # One tray around the choices: the arrow goes to all of them, not to the middle one.
            tray = {"boxstyle": f"round,pad={_TRAY},rounding_size=0.16", "facecolor": "#EBEEF1"}
            ax.add_patch(FancyBboxPatch((0, bottom), _WIDTH, _HEIGHT, edgecolor="none", zorder=0, **tray))
        if index:
            arrow = {"arrowstyle": "-|>", "mutation_scale": 15, "color": MUTED, "linewidth": 1.6}
            start = bottom + _PITCH - (_TRAY if len(_ROWS[index - 1][1]) > 1 else 0)
            stop = bottom + _HEIGHT + (_TRAY if len(boxes) > 1 else 0)
            ends = {"posA": (_WIDTH / 2, start), "posB": (_WIDTH / 2, stop), "shrinkA": 1, "shrinkB": 1}
            ax.add_patch(FancyArrowPatch(**ends, **arrow))
    ax.set_xlim(-1.4, _WIDTH + 0.2)
    ax.set_ylim(-0.2, (len(_ROWS) - 1) * _PITCH + _HEIGHT + 0.1)
    levels = "; ".join(f"{level}: {', '.join(name for name, _ in boxes)}" for level, boxes, _ in _ROWS)
    finish(
        ax,
        grid=False,
        description=f"Four levels, each running on the one below. {levels[:1].upper()}{levels[1:]}. "
        "This course uses Keras 3 with TensorFlow on the CPU.",
    )
    return ax


def _box(ax: Axes, left: float, bottom: float, width: float, name: str, note: str, color: str, *, used: bool) -> None:
    look = {"facecolor": lighten(color, 0.75), "edgecolor": color, "linewidth": 3}
    if not used:
        look = {"facecolor": CARD, "edgecolor": color, "linewidth": 1.2, "linestyle": "--"}
    shape = "round,pad=0,rounding_size=0.12"
    ax.add_patch(FancyBboxPatch((left, bottom), width, _HEIGHT, boxstyle=shape, **look))
    middle, centre = left + width / 2, bottom + _HEIGHT / 2
    weight = "bold" if used else "normal"
    ax.text(
        middle,
        centre + (0.15 if note else 0),
        name,
        color=INK,
        fontsize=12,
        fontweight=weight,
        ha="center",
        va="center",
    )
    if note:
        ax.text(middle, centre - 0.2, note, color=INK, fontsize=9, ha="center", va="center")
