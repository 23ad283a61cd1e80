"""Surfaces over two weights, on which optimisers show what they are good at."""

from __future__ import annotations

import dataclasses
import math
import numbers
from collections.abc import Callable
from typing import Literal

import numpy as np

# Value, gradient (d1, d2) and Hessian (d11, d12, d22) at the points (u, v), each of the shape of u.
Derivatives = tuple[np.ndarray, tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray, np.ndarray]]


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class Surface:
    """A loss over two weights with its derivatives. Make one with `bowl`.

    The methods take points w of shape (..., 2), compute in float64, and go on to inf or nan without a warning where a
    diverging path leads there. They raise ValueError for another shape. For contour plots, the surface is a function
    of two coordinates: `ck.plot.descent_path(surface, path)`.

    Attributes:
        kind: "round", "ravine", "saddle" or "plateau".
        formula: The loss in local coordinates u, v.
        limits: ((w1 low, w1 high), (w2 low, w2 high)) of a picture that holds center, minimum and start.
    """

    kind: str
    formula: str
    limits: tuple[tuple[float, float], tuple[float, float]]
    _center: np.ndarray
    _minimum: np.ndarray
    _start: np.ndarray
    _axes: np.ndarray  # rows: the directions of u and v, orthonormal
    _derivatives: Callable[[np.ndarray, np.ndarray], Derivatives]

    # Copies: `w = surface.start` and then `w -= step` must not move the start.
    @property
    def center(self) -> np.ndarray:
        """Where u = v = 0 lies, float64 of shape (2,)."""
        return self._center.copy()

    @property
    def minimum(self) -> np.ndarray:
        """The point of the lowest loss, which is 0, float64 of shape (2,)."""
        return self._minimum.copy()

    @property
    def start(self) -> np.ndarray:
        """A good place to begin, float64 of shape (2,)."""
        return self._start.copy()

    def __call__(self, w1: np.ndarray, w2: np.ndarray) -> np.ndarray:
        """The loss at pairs of coordinates, of the shape that w1 and w2 broadcast to."""
        return self.value(np.stack(np.broadcast_arrays(w1, w2), axis=-1))

    def value(self, w: np.ndarray) -> np.ndarray:
        """The loss, shape (...): a scalar for one point."""
        return self._at(w)[0]

    def gradient(self, w: np.ndarray) -> np.ndarray:
        """The slope along w1 and w2, shape (..., 2)."""
        with np.errstate(over="ignore", invalid="ignore"):
            return np.stack(self._at(w)[1], axis=-1) @ self._axes

    def hessian(self, w: np.ndarray) -> np.ndarray:
        """The second derivatives, shape (..., 2, 2), symmetric."""
        uu, uv, vv = self._at(w)[2]
        local = np.stack([np.stack([uu, uv], axis=-1), np.stack([uv, vv], axis=-1)], axis=-2)
        with np.errstate(over="ignore", invalid="ignore"):
            return self._axes.T @ local @ self._axes

    def eigenvalues(self, w: np.ndarray) -> np.ndarray:
        """The eigenvalues of the Hessian, shape (..., 2), the smaller first.

        Near a minimum, plain gradient descent with a learning rate above 2 / eigenvalues(minimum)[1] diverges.
        """
        uu, uv, vv = self._at(w)[2]
        with np.errstate(over="ignore", invalid="ignore"):
            middle, radius = (uu + vv) / 2, np.hypot((uu - vv) / 2, uv)
            return np.stack([middle - radius, middle + radius], axis=-1)

    def __repr__(self) -> str:
        low, high = self.eigenvalues(self.minimum)
        (x1, x2), (m1, m2) = self.start.tolist(), self.minimum.tolist()
        return (
            f"Surface {self.kind!r}: {self.formula}\n"
            f"  minimum     ({m1:.4g}, {m2:.4g}), eigenvalues there {low:.4g} and {high:.4g}\n"
            f"  start       ({x1:.4g}, {x2:.4g}), loss {self.value(self.start):.4g}"
        )

    def _at(self, w: np.ndarray) -> Derivatives:
        w = np.asarray(w, dtype=np.float64)
        if w.ndim == 0 or w.shape[-1] != 2:
            raise ValueError(f"w has shape {w.shape}; expected (..., 2): the two weights on the last axis.")
        with np.errstate(over="ignore", invalid="ignore"):
            local = (w - self._center) @ self._axes.T
            return self._derivatives(local[..., 0], local[..., 1])


def bowl(
    kind: Literal["round", "ravine", "saddle", "plateau"] = "round",
    *,
    center: tuple[float, float] = (0.0, 0.0),
    angle: float = 0.0,
) -> Surface:
    """A loss surface over two weights. In local coordinates u, v the loss is

        round    u^2/2 + v^2/2             the same slope in every direction
        ravine   u^2/2 + 25 v^2/2          25 times as steep across as along: plain descent zigzags
        saddle   u^2/2 + (v^2 - 1)^2 / 4   two minima at v = 1 and -1, between them a saddle that looks like the end
        plateau  r^2 / (2 + 2 r^2)         r^2 = u^2 + v^2: almost flat outside, so that plain descent creeps

    The lowest loss is 0. On the saddle, `minimum` is the one on the side of the start. Turned by `angle`, the ravine
    does not run along a weight any more: that matters to Adam and RMSprop, which scale each weight by itself, and not
    to SGD.

    Args:
        kind: One of the four.
        center: Where u = v = 0 lies.
        angle: Degrees by which the surface and its start are turned about the center, counter-clockwise.

    Raises:
        TypeError: The angle or the center is no number.
        ValueError: Another kind, or a number that is not finite.
    """
    if not isinstance(kind, str) or kind not in _KINDS:
        raise ValueError(f"kind must be {', '.join(map(repr, _KINDS))}, not {kind!r}.")
    formula, derivatives, minimum, start, reach = _KINDS[kind]
    if not isinstance(center, (tuple, list, np.ndarray)) or len(center) != 2:
        raise ValueError(f"center must be two numbers such as (0, 0), not {center!r}.")
    for name, number in (("angle", angle), ("center", center[0]), ("center", center[1])):
        if isinstance(number, bool) or not isinstance(number, numbers.Real):
            raise TypeError(f"{name} must be a number, not {number!r}.")
        if not math.isfinite(number):
            raise ValueError(f"{name} must be finite, not {number}.")
    middle = np.array(center, dtype=np.float64)
    turn = math.radians(angle)
    axes = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    return Surface(
        kind=kind,
        formula=formula,
        limits=tuple((float(place - reach), float(place + reach)) for place in middle),
        _center=middle,
        _minimum=middle + np.array(minimum) @ axes,
        _start=middle + np.array(start) @ axes,
        _axes=axes,
        _derivatives=derivatives,
    )


def _round(u: np.ndarray, v: np.ndarray) -> Derivatives:
    one = np.ones_like(u)
    return (u**2 + v**2) / 2, (u, v), (one, 0 * one, one)


def _ravine(u: np.ndarray, v: np.ndarray) -> Derivatives:
    one = np.ones_like(u)
    return (u**2 + 25 * v**2) / 2, (u, 25 * v), (one, 0 * one, 25 * one)


def _saddle(u: np.ndarray, v: np.ndarray) -> Derivatives:
    one = np.ones_like(u)
    return u**2 / 2 + (v**2 - 1) ** 2 / 4, (u, v**3 - v), (one, 0 * one, 3 * v**2 - 1)


def _plateau(u: np.ndarray, v: np.ndarray) -> Derivatives:
    spread = 1 + u**2 + v**2
    first, second = 1 / spread**2, -4 / spread**3
    return (
        (1 - 1 / spread) / 2,
        (first * u, first * v),
        (first + second * u * u, second * u * v, first + second * v * v),
    )


# Formula, derivatives, minimum, start and half the width of a picture.
_KINDS = {
    "round": ("u^2/2 + v^2/2", _round, (0.0, 0.0), (-4.0, 1.5), 5.0),
    "ravine": ("u^2/2 + 25 v^2/2", _ravine, (0.0, 0.0), (-4.0, 1.0), 5.0),
    "saddle": ("u^2/2 + (v^2 - 1)^2 / 4", _saddle, (0.0, 1.0), (-2.0, 0.01), 2.5),
    "plateau": ("r^2 / (2 + 2 r^2), r^2 = u^2 + v^2", _plateau, (0.0, 0.0), (-3.0, 1.0), 4.0),
}
