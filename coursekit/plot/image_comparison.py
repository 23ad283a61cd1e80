"""The same images in several versions, one version a row: originals, noisy, reconstructed."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from coursekit.plot.description import number, plural
from coursekit.plot.inputs import as_numbers, same_length
from coursekit.plot.style import INK, finish, single_axes

_MOST_ROWS, _MOST_COLUMNS = 8, 20
_TILE = 0.9  # share of a cell that the image fills


def image_rows(
    rows: Mapping[str, Any],
    *,
    shape: tuple[int, int] | None = None,
    limits: tuple[float, float] = (0, 1),
    ax: Axes | None = None,
) -> Axes:
    """Draw versions of the same images below each other, each row with its name.

    The text alternative gives the mean squared difference of each row to the first.

    Args:
        rows: name -> images, shape (n, height, width), or flattened, (n, height * width); at most 8 rows and 20
            images in each. The first row is the one to compare with.
        shape: (height, width) of flattened images; without it they must be square.
        limits: values that are drawn black and white; what lies outside is drawn like the nearer one.
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when shapes, lengths or limits do not fit.
    """
    if not rows or len(rows) > _MOST_ROWS:
        raise ValueError(f"rows has {len(rows)} rows; expected 1 to {_MOST_ROWS}, such as {{'original': x[:8]}}.")
    if not limits[0] < limits[1]:
        raise ValueError(f"limits is {limits!r}; expected (black, white), black below white.")
    pixels = {str(name): _pixels(images, str(name), shape) for name, images in rows.items()}
    same_length(**pixels)
    sizes = {name: images.shape[1:] for name, images in pixels.items()}
    if len(set(sizes.values())) > 1:
        raise ValueError(f"The rows' images differ in size: {sizes}. Draw images of one size.")
    first = next(iter(pixels.values()))
    count, height = len(first), first.shape[1] / first.shape[2]
    if count > _MOST_COLUMNS:
        raise ValueError(f"{count} images came in a row; at most {_MOST_COLUMNS} can be seen. Pass some: x[:10].")

    cell = 6.4 / max(count, 6)  # inches
    ax = single_axes(ax, (count * cell + 1.3, len(pixels) * height * cell + 0.3))
    ax.set_aspect("equal")
    for row, images in enumerate(pixels.values()):
        for column, picture in enumerate(images):
            left, top = column + (1 - _TILE) / 2, (row + (1 - _TILE) / 2) * height
            extent = (left, left + _TILE, top + _TILE * height, top)
            ax.imshow(picture, extent=extent, cmap="gray", vmin=limits[0], vmax=limits[1], interpolation="nearest")
    # imshow sets the limits to its own image; the grid's are meant.
    ax.set_xlim(0, count)
    ax.set_ylim(len(pixels) * height, 0)
    finish(ax, description=_description(pixels, limits), grid=False)
    ax.set_xticks([])
    ax.set_yticks([(row + 0.5) * height for row in range(len(pixels))], list(pixels))
    ax.tick_params(axis="y", length=0, labelcolor=INK)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax


def _pixels(images: Any, name: str, shape: tuple[int, int] | None) -> np.ndarray:
    pixels = as_numbers(images, name)
    if pixels.ndim == 4 and pixels.shape[3] == 1:
        pixels = pixels[..., 0]
    if pixels.ndim == 2:
        side = round(pixels.shape[1] ** 0.5)
        height, width = shape or (side, side)
        if height * width != pixels.shape[1]:
            raise ValueError(
                f"An image of {name!r} has {pixels.shape[1]} values, which make no image of {height} x {width}. "
                "Say their size: shape=(height, width)."
            )
        pixels = pixels.reshape(-1, height, width)
    if pixels.ndim != 3:
        raise ValueError(f"{name!r} has shape {np.shape(images)}; expected (n, height, width) or (n, height * width).")
    return pixels


def _description(pixels: dict[str, np.ndarray], limits: tuple[float, float]) -> str:
    (name, first), *others = pixels.items()
    text = (
        f"{plural(len(first), 'image')} of {first.shape[1]} x {first.shape[2]} pixels (black is {limits[0]:g}, white "
        f"{limits[1]:g}), {plural(len(pixels), 'row')}. First row: {name}."
    )
    for other, images in others:
        text += f" Row {other!r}: mean squared difference to the first {number(np.mean((images - first) ** 2))}."
    return text
