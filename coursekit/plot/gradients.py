"""The size of the gradient in each layer."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from coursekit.plot.description import change, number
from coursekit.plot.inputs import as_names, as_numbers, as_series
from coursekit.plot.style import CARD, INK, finish, legend, series_style, single_axes


def gradient_norms(
    norms: Sequence[float] | Mapping[str, Sequence[float]],
    *,
    layer_names: Sequence[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the norm of the gradient of each layer's weights, on a logarithmic axis.

    Zero, NaN and infinity have no place on that axis: they are written as text at the lower edge (zero, NaN)
    or at the upper one (infinity).

    Args:
        norms: one norm (0 or more) per layer, from the input to the output; or a dict of such lists, one per
            curve, such as {"sigmoid": [...], "relu": [...]}.
        layer_names: one per layer; by default the layers are numbered from 1.
        ax: Axes to draw into.

    Returns:
        The Axes.

    Raises:
        ValueError: when a norm is negative, or the curves differ in length.
    """
    series = {name: as_numbers(value, _label(name), finite=False) for name, value in as_series(norms, "norms").items()}
    for name, values in series.items():
        if values.ndim != 1:
            raise ValueError(
                f"{_label(name)} has shape {values.shape}; expected one norm per layer. "
                "For gradients pass [np.linalg.norm(g) for g in gradients]."
            )
        if (values < 0).any():
            raise ValueError(f"{_label(name)} holds {values[values < 0][0]:g}; a norm is 0 or more.")
    lengths = {len(values) for values in series.values()}
    if len(lengths) > 1:
        counts = ", ".join(f"{name}: {len(values)}" for name, values in series.items())
        raise ValueError(f"The curves have different numbers of layers ({counts}). Pass one norm per layer in each.")
    layers = np.arange(1, lengths.pop() + 1)
    names = None if layer_names is None else as_names(layer_names, len(layers), "layer_names", "layer")

    ax = single_axes(ax, (6.8, 4))
    ax.set_yscale("log")
    drawable = [values[np.isfinite(values) & (values > 0)] for values in series.values()]
    low, high = _limits(np.concatenate(drawable))
    written = Counter()
    for index, (name, values) in enumerate(series.items()):
        usable = np.where(np.isfinite(values) & (values > 0), values, np.nan)
        ax.plot(layers, usable, label=name, linewidth=1.8, markersize=6, **series_style(index))
        for layer, value in zip(layers[np.isnan(usable)], values[np.isnan(usable)], strict=True):
            word, edge, side = ("0" if value == 0 else str(value)), low, 1
            if value == np.inf:
                edge, side = high, -1
            height = 12 + 17 * written[layer, edge]  # points; curves that fail in the same layer stack up
            written[layer, edge] += 1
            ax.annotate(
                word,
                (layer, edge),
                xytext=(0, side * height),
                textcoords="offset points",
                ha="center",
                va="center",
                fontsize=9,
                color=INK,
                bbox={"facecolor": CARD, "edgecolor": series_style(index)["color"], "pad": 2},
                zorder=4,
            )
    ax.set_ylim(low, high)
    ax.set_xlim(0.6, len(layers) + 0.4)
    if names is None:
        ax.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    else:
        tilted = sum(len(name) for name in names[: len(layers)]) > 60
        ax.set_xticks(layers, names[: len(layers)], rotation=35 if tilted else 0, ha="right" if tilted else "center")
    finish(
        ax,
        title="Gradient norm by layer",
        x_label="layer, from input to output",
        y_label="gradient norm (log scale)",
        description=_description(series, names),
    )
    if len(series) > 1 or "" not in series:
        legend(ax)
    return ax


def _limits(shown: np.ndarray) -> tuple[float, float]:
    """Limits of the axis: room for the words at both edges, a fifth of the decades and at least one."""
    if not shown.size:
        return 0.1, 10
    low, high = np.log10(shown.min()), np.log10(shown.max())
    room = max(1, 0.2 * (high - low))
    return 10 ** max(low - room, -300), 10 ** min(high + room, 300)


def _label(name: str) -> str:
    return f"norms[{name!r}]" if name else "norms"


def _description(series: dict[str, np.ndarray], names: list[str] | None) -> str:
    def layer(index: int) -> str:
        return f"layer {index + 1}" if names is None else names[index]

    sentences = []
    for name, values in series.items():
        prefix = f"{name}: " if name else ""
        last = len(values) - 1
        text = f"{prefix}gradient norm {number(values[0])} in {layer(0)}"
        if last:
            # Backpropagation runs from the output to the input, and so does this sentence.
            course = change(values[last], values[0])
            text = f"{prefix}from {layer(last)} back to {layer(0)} the gradient norm {course}"
            if np.isfinite(values[[0, last]]).all() and (values[[0, last]] > 0).all():
                ratio = max(values[0] / values[last], values[last] / values[0])
                text += f" (a factor of {number(ratio)})"
        zeros = [layer(index) for index in np.flatnonzero(values == 0)]
        broken = [layer(index) for index in np.flatnonzero(~np.isfinite(values))]
        text += f"; it is 0 in {', '.join(zeros)}" if zeros else ""
        text += f"; it is not finite in {', '.join(broken)}" if broken else ""
        sentences.append(text[:1].upper() + text[1:] + "." if not name else text + ".")
    return " ".join(sentences)
