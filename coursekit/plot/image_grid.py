"""A grid of images with their labels and predictions."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from coursekit.plot.description import listing, number, plural
from coursekit.plot.inputs import as_numbers, same_length
from coursekit.plot.style import INK, VERMILLION, finish, single_axes

_MOST = 200  # more would be smaller than a thumbnail
_TILE = 0.86  # share of a cell's width that the image fills


def images(
    images: Any,
    labels: Any = None,
    predictions: Any = None,
    *,
    class_names: Sequence[str] | None = None,
    columns: int = 8,
    ax: Axes | None = None,
) -> Axes:
    """Draw images in a grid on one Axes, each with its label and prediction below it.

    A wrong prediction is marked by its text ("3, not 7") and by a dashed frame.

    Args:
        images: shape (n, height, width) or (n, height, width, 1) for greyscale, (n, height, width, 3) for
            RGB; at most 200. Greyscale may have any range: black is the lowest value of all the images, white
            the highest. RGB is integers in 0..255 or floats in 0..1.
        labels: true classes, shape (n,) or (n, 1): integers (looked up in `class_names`, when given) or
            texts.
        predictions: predicted classes, in the same form.
        class_names: the names of the classes 0, 1, 2, ...
        columns: images in a row, at least 1.
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when shapes, ranges or lengths do not fit.
    """
    pixels = _pixels(images)
    truth = None if labels is None else _names(labels, "labels", class_names, len(pixels))
    guesses = None if predictions is None else _names(predictions, "predictions", class_names, len(pixels))
    if columns < 1:
        raise ValueError(f"columns is {columns}; expected at least 1.")
    columns = min(int(columns), len(pixels))
    rows = -(-len(pixels) // columns)
    captions = [_caption(truth, guesses, index) for index in range(len(pixels))]
    wrong = [i for i in range(len(pixels)) if truth is not None and guesses is not None and truth[i] != guesses[i]]

    height = _TILE * pixels.shape[1] / pixels.shape[2]
    lines = max(caption.count("\n") + bool(caption) for caption in captions)
    cell = 7.6 / max(columns, 5)  # inches; few images do not grow without end
    pitch = height + 0.12 + lines * 0.21 / cell
    ax = single_axes(ax, (columns * cell, rows * pitch * cell + 0.4))
    ax.set_aspect("equal")
    ax.set_xlim(0, columns)
    ax.set_ylim(rows * pitch, 0)
    ax.set_axis_off()
    finish(ax, description=_description(pixels, truth, guesses, wrong), grid=False)
    size = _font_size(ax, columns, captions)
    limits = {} if pixels.ndim == 4 else {"cmap": "gray", "vmin": pixels.min(), "vmax": pixels.max()}
    for index, picture in enumerate(pixels):
        left, top = index % columns + (1 - _TILE) / 2, index // columns * pitch + 0.04
        ax.imshow(picture, extent=(left, left + _TILE, top + height, top), interpolation="nearest", **limits)
        ax.text(
            left + _TILE / 2,
            top + height + 0.05,
            captions[index],
            color=INK,
            fontsize=size,
            ha="center",
            va="top",
        )
        if index in wrong:
            frame = {"edgecolor": VERMILLION, "linestyle": (0, (3, 1.5)), "linewidth": 3, "fill": False}
            ax.add_patch(Rectangle((left, top), _TILE, height, **frame))
    # imshow sets the limits to its own image; the grid's are meant.
    ax.set_xlim(0, columns)
    ax.set_ylim(rows * pitch, 0)
    return ax


def _pixels(images: Any) -> np.ndarray:
    """Images as (n, height, width) in any range, or as (n, height, width, 3) in 0..1."""
    whole = np.asarray(images).dtype.kind in "iu"
    pixels = as_numbers(images, "images")
    if pixels.ndim == 4 and pixels.shape[3] == 1:
        pixels = pixels[..., 0]
    if pixels.ndim != 3 and not (pixels.ndim == 4 and pixels.shape[3] == 3):
        hint = " For one image pass images[None]." if pixels.ndim == 2 else ""
        raise ValueError(
            f"images has shape {np.shape(images)}; expected (n, height, width), (n, height, width, 1) or "
            f"(n, height, width, 3).{hint}"
        )
    if len(pixels) > _MOST:
        raise ValueError(f"{len(pixels)} images came; at most {_MOST} can be seen. Pass some of them: images[:40].")
    if pixels.ndim == 4:
        pixels = pixels / 255 if whole else pixels
        if pixels.min() < 0 or pixels.max() > 1:
            raise ValueError(
                f"RGB images run from {np.min(images):g} to {np.max(images):g}; "
                "expected integers in 0..255 or floats in 0..1. Scale them first."
            )
    return pixels


def _names(values: Any, name: str, class_names: Sequence[str] | None, count: int) -> list[str]:
    array = np.asarray(values)
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim != 1:
        raise ValueError(
            f"{name} has shape {array.shape}; expected one class per image. "
            f"For one-hot rows or probabilities pass np.argmax({name}, axis=-1)."
        )
    same_length(images=range(count), **{name: array})
    if class_names is None or array.dtype.kind not in "iuf":
        return [f"{value:g}" if isinstance(value, float) else str(value) for value in array.tolist()]
    if ((array < 0) | (array >= len(class_names)) | (array != np.round(array))).any():
        raise ValueError(f"{name} holds classes outside 0..{len(class_names) - 1}; class_names has {len(class_names)}.")
    return [str(class_names[int(value)]) for value in array]


def _caption(truth: list[str] | None, guesses: list[str] | None, index: int) -> str:
    if guesses is None:
        return "" if truth is None else truth[index]
    if truth is None:
        return f"predicted\n{guesses[index]}"
    if truth[index] == guesses[index]:
        return truth[index]
    caption = f"{guesses[index]}, not {truth[index]}"
    return caption if len(caption) <= 10 else f"{guesses[index]},\nnot {truth[index]}"


def _font_size(ax: Axes, columns: int, captions: list[str]) -> float:
    """The largest size up to 10 points at which no caption is wider than its cell."""
    longest = max(len(line) for caption in captions for line in [*caption.split("\n"), "x"])
    points = ax.get_position().width * ax.figure.bbox.width / ax.figure.dpi * 72 / columns
    return float(np.clip(points / (0.62 * longest), 4.5, 10))


def _description(pixels: np.ndarray, truth: list[str] | None, guesses: list[str] | None, wrong: list[int]) -> str:
    kind = "RGB" if pixels.ndim == 4 else "greyscale"
    text = f"{plural(len(pixels), 'image')} of {pixels.shape[1]} x {pixels.shape[2]} pixels, {kind}"
    if kind == "greyscale":
        text += f" (black is {number(pixels.min())}, white {number(pixels.max())})"
    text += "."
    if truth is not None:
        text += f" Labels, row by row: {listing(truth, 40)}."
    if guesses is None:
        return text
    if truth is None:
        return f"{text} Predictions, row by row: {listing(guesses, 40)}."
    text += f" {len(pixels) - len(wrong)} of {plural(len(pixels), 'prediction')} are right."
    if wrong:
        mistakes = [f"image {i + 1} (predicted {guesses[i]}, true {truth[i]})" for i in wrong]
        text += f" Wrong: {listing(mistakes)}."
    return text
