"""What covering a part of an image does to a model's answer."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from coursekit.plot.description import number, plural
from coursekit.plot.inputs import as_numbers
from coursekit.plot.style import BEST, BLUE, CARD, INK, finish, legend, single_axes

_SHADES = LinearSegmentedColormap.from_list("", ["#00385C", BLUE, "#8CC1E3", CARD])


def occlusion(
    image: Any, probabilities: Any, *, uncovered: float | None = None, label: str = "", ax: Axes | None = None
) -> Axes:
    """Draw an occlusion map: the darker a place, the less probable the class when this place is covered.

    The outline of the image lies on top: a line at half of its range. A star marks the place that matters most.

    Args:
        image: a grey image, shape (height, width) or (height, width, 1), in any range.
        probabilities: the probability of one class, 0 to 1, with a patch over each place, shape (rows, columns); the
            places are spread evenly over the image, the first at the top left.
        uncovered: the probability for the whole image.
        label: the class, for the title.
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when shapes or ranges do not fit.
    """
    pixels, values = as_numbers(image, "image"), as_numbers(probabilities, "probabilities")
    if pixels.ndim == 3 and pixels.shape[2] == 1:
        pixels = pixels[..., 0]
    if pixels.ndim != 2:
        raise ValueError(f"image has shape {np.shape(image)}; expected one grey image, (height, width).")
    if values.ndim != 2:
        raise ValueError(f"probabilities has shape {values.shape}; expected (rows, columns), one for each place.")
    if values.min() < 0 or values.max() > 1:
        raise ValueError(f"probabilities run from {values.min():.3g} to {values.max():.3g}; expected 0..1.")
    height, width = pixels.shape
    rows, columns = values.shape
    lowest = np.unravel_index(int(values.argmin()), values.shape)
    at = ((lowest[1] + 0.5) * width / columns - 0.5, (lowest[0] + 0.5) * height / rows - 0.5)

    ax = single_axes(ax, (5.6, 4.6))
    frame = (-0.5, width - 0.5, height - 0.5, -0.5)
    shown = ax.imshow(values, cmap=_SHADES, vmin=0, vmax=1, extent=frame, interpolation="nearest")
    if np.ptp(pixels) > 0:
        middle = (pixels.min() + pixels.max()) / 2
        for color, line in ((CARD, 3.2), (INK, 1.4)):  # readable on dark and on light places
            ax.contour(pixels, levels=[middle], colors=color, linewidths=line)
    ax.plot(*at, **BEST, label="covered here, least probable")
    for set_ticks, size in ((ax.set_xticks, width), (ax.set_yticks, height)):
        set_ticks(range(0, size, max(1, size // 6)))
    bar = ax.figure.colorbar(shown, ax=ax)
    bar.set_label("probability when covered (0 to 1)", color=INK, fontsize=9)
    bar.ax.tick_params(colors=INK, labelsize=8)
    legend(ax, loc="upper center", bbox_to_anchor=(0.5, -0.14), framealpha=1)
    finish(
        ax,
        title=f"What the answer {label!r} hangs on" if label else "What the answer hangs on",
        x_label="pixel column",
        y_label="pixel row",
        grid=False,
        description=_description(values, (at[1], at[0]), uncovered, label),
    )
    return ax


def _description(values: np.ndarray, at: tuple[float, float], uncovered: float | None, label: str) -> str:
    text = f"Occlusion map{f' of the class {label!r}' if label else ''}, {values.shape[0]} x {values.shape[1]} places. "
    if uncovered is not None:
        text += f"Uncovered, its probability is {number(uncovered)}. "
    text += f"Covered, it runs from {number(values.min())}, with the patch at row {at[0]:.0f} and column {at[1]:.0f}, "
    text += f"to {number(values.max())}; it is below one half at {plural(int((values < 0.5).sum()), 'place')}."
    return text
