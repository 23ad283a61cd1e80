"""Activation functions and their derivatives as curves."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from coursekit.plot.description import number
from coursekit.plot.style import CARD, LINE_STYLES, PALETTE, finish, legend, panels

NEGATIVE_SLOPE = 0.2  # the default of keras.activations.leaky_relu; the LeakyReLU layer's is 0.3


def _sigmoid(z: np.ndarray) -> np.ndarray:
    return 0.5 * (1 + np.tanh(z / 2))  # the same as 1 / (1 + exp(-z)), without overflow


def _leaky(z: np.ndarray, slope: float) -> np.ndarray:
    return np.where(z > 0, z, slope * z)


def _step(z: np.ndarray, below: float) -> np.ndarray:
    # At the kink there is no derivative: NaN leaves a gap in the curve.
    return np.where(z > 0, 1.0, np.where(z < 0, below, np.nan))


_CURVES: dict[str, tuple[Callable, Callable]] = {
    "linear": (lambda z: z, np.ones_like),
    "sigmoid": (_sigmoid, lambda z: _sigmoid(z) * (1 - _sigmoid(z))),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "relu": (lambda z: np.maximum(z, 0), lambda z: _step(z, 0.0)),
    "leaky_relu": (lambda z: _leaky(z, NEGATIVE_SLOPE), lambda z: _step(z, NEGATIVE_SLOPE)),
    "softplus": (lambda z: np.logaddexp(0, z), _sigmoid),
}


def activations(
    names: Sequence[str] = ("sigmoid", "tanh", "relu", "leaky_relu"),
    *,
    derivatives: bool = True,
    ax: Any = None,
) -> Axes | np.ndarray:
    """Draw activation functions for inputs z from -4 to 4, and their derivatives beside them.

    ReLU and leaky ReLU have no derivative at 0: the curve has a gap there, with open circles at its ends.

    Args:
        names: one or more of "linear", "sigmoid", "tanh", "relu", "leaky_relu" (slope 0.2, as
            `keras.activations.leaky_relu`) and "softplus".
        derivatives: draw the derivatives in a second panel.
        ax: Axes to draw into; two of them with derivatives.

    Returns:
        Axes, or with derivatives an array of two Axes, shape (2,).

    Raises:
        ValueError: for an unknown name or the wrong number of Axes.
    """
    names = [names] if isinstance(names, str) else list(names)
    _check(names)
    z = np.linspace(-4, 4, 401)
    values = {name: _CURVES[name][0](z) for name in names}
    slopes = {name: _CURVES[name][1](z) for name in names}
    description = _description(z, values, slopes if derivatives else None)

    axes = panels(ax, 1, 1 + derivatives, (7.8, 3.6) if derivatives else (6.4, 4))[0]
    _draw(axes[0], z, values)
    finish(axes[0], title="Activation", x_label="input z", y_label="output φ(z)", description=description)
    legend(axes[0], loc="upper left")
    if not derivatives:
        return axes[0]
    _draw(axes[1], z, slopes)
    _mark_kinks(axes[1], z, slopes)
    finish(axes[1], title="Derivative", x_label="input z", y_label="slope φ'(z)", description=description)
    axes[1].set_ylim(-0.06, max(1.12, axes[1].get_ylim()[1]))
    return axes


def _check(names: list[str]) -> None:
    if not names:
        raise ValueError(f"names is empty. Choose from {', '.join(_CURVES)}.")
    for name in names:
        if name == "softmax":
            raise ValueError("softmax is not a curve: each output depends on all inputs. Draw sigmoid for two classes.")
        if name not in _CURVES:
            raise ValueError(f"There is no activation {name!r} here. Choose from {', '.join(_CURVES)}.")


def _draw(ax: Axes, z: np.ndarray, curves: dict[str, np.ndarray]) -> None:
    for index, (name, curve) in enumerate(curves.items()):
        # Wider lines below: where two curves coincide, both stay visible.
        ax.plot(
            z,
            curve,
            color=PALETTE[index % len(PALETTE)],
            linestyle=LINE_STYLES[index % len(LINE_STYLES)],
            linewidth=1.9 + 0.7 * (len(curves) - 1 - index),
            label=f"{name} (slope {NEGATIVE_SLOPE})" if name == "leaky_relu" else name,
        )


def _mark_kinks(ax: Axes, z: np.ndarray, slopes: dict[str, np.ndarray]) -> None:
    for index, slope in enumerate(slopes.values()):
        for gap in np.flatnonzero(np.isnan(slope)):
            ends = [slope[gap - 1], slope[gap + 1]]
            color = PALETTE[index % len(PALETTE)]
            ax.plot([z[gap]] * 2, ends, "o", markersize=6, markerfacecolor=CARD, markeredgecolor=color, zorder=5)


def _description(z: np.ndarray, values: dict[str, np.ndarray], slopes: dict[str, np.ndarray] | None) -> str:
    sentences = [f"Activations for inputs z from {z[0]:g} to {z[-1]:g}."]
    for name, value in values.items():
        sentence = f"{name}: output from {number(value.min())} to {number(value.max())}"
        if slopes is not None:
            slope = slopes[name]
            low, high = np.nanmin(slope), np.nanmax(slope)
            if np.isnan(slope).any():
                sentence += f", derivative {number(slope[0])} for z below 0, {number(slope[-1])} above, none at 0"
            elif low == high:
                sentence += f", derivative {number(low)} everywhere"
            else:
                sentence += f", derivative from {number(low)} to {number(high)}, largest at z = {z[slope.argmax()]:g}"
        sentences.append(sentence + ".")
    return " ".join(sentences)
