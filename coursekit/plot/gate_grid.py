"""What the gates of an LSTM do while it reads a sentence."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from coursekit.plot.description import capital, listing, number
from coursekit.plot.inputs import as_numbers
from coursekit.plot.style import BLUE, CARD, VERMILLION, finish, panels, text_on

_GATE_SHADES = LinearSegmentedColormap.from_list("", [CARD, "#8CC1E3", BLUE])
_STATE_SHADES = LinearSegmentedColormap.from_list("", [VERMILLION, CARD, BLUE])
_MOST_WORDS, _MOST_UNITS, _MOST_PANELS = 16, 12, 4


def gates_over_time(words: Sequence[str], values: Mapping[str, Any], *, ax: Any = None) -> np.ndarray:
    """Draw gates and states by word and unit: a panel for each, a row for each unit, a column for each word.

    A panel whose values all lie in 0..1 is shaded from light (0) to dark (1), as gates are; any other from its most
    negative through 0 to its most positive value, as states are. Each cell shows its number.

    Args:
        words: the words in their order, at most 16.
        values: arrays of shape (words, units) by name, such as {"forget gate": f, "cell state": c}; at most 4, with at
            most 12 units.
        ax: as many Axes as there are panels.

    Returns:
        The Axes, shape (panels,).

    Raises:
        ValueError: when shapes do not fit, or there is too much to read.
    """
    words = [str(word) for word in words]
    if not 1 <= len(words) <= _MOST_WORDS:
        raise ValueError(f"{len(words)} words came; expected 1 to {_MOST_WORDS}. Pass a shorter sentence.")
    if not isinstance(values, Mapping) or not 1 <= len(values) <= _MOST_PANELS:
        raise ValueError(f"values must be a dict of 1 to {_MOST_PANELS} arrays, such as {{'forget gate': f}}.")
    grids = {str(name): _grid(name, value, len(words)) for name, value in values.items()}

    size = (min(7.8, 1.6 + 0.75 * len(words)), sum(0.9 + 0.27 * grid.shape[1] for grid in grids.values()))
    axes = panels(ax, len(grids), 1, size)[:, 0]
    text = "\n".join(_description(words, name, grid) for name, grid in grids.items())
    for item, (name, grid) in zip(axes, grids.items(), strict=True):
        _draw(item, words, name, grid, text)
    return axes


def _grid(name: str, value: Any, words: int) -> np.ndarray:
    grid = as_numbers(value, f"values[{name!r}]")
    if grid.ndim != 2 or len(grid) != words:
        raise ValueError(f"values[{name!r}] has shape {grid.shape}; expected ({words}, units), a row for each word.")
    if grid.shape[1] > _MOST_UNITS:
        raise ValueError(f"values[{name!r}] has {grid.shape[1]} units; at most {_MOST_UNITS} can be read.")
    return grid


def _draw(ax: Axes, words: list[str], name: str, grid: np.ndarray, text: str) -> None:
    gate = grid.min() >= 0 and grid.max() <= 1
    top = 1.0 if gate else float(np.abs(grid).max())
    shades, low = (_GATE_SHADES, 0.0) if gate else (_STATE_SHADES, -top)
    ax.imshow(grid.T, cmap=shades, vmin=low, vmax=top, aspect="auto")
    for (step, unit), value in np.ndenumerate(grid):
        shade = shades((value - low) / (top - low))
        ax.text(step, unit, f"{value:.1f}", color=text_on(shade), fontsize=8, ha="center", va="center")
    ax.set_xticks(range(len(words)), words)
    ax.set_yticks(range(grid.shape[1]), [str(unit + 1) for unit in range(grid.shape[1])])
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    title = f"{capital(name)} (0 to 1)" if gate else capital(name)
    finish(ax, title=title, y_label="unit", x_label="word", grid=False, description=text)


def _description(words: list[str], name: str, grid: np.ndarray) -> str:
    means = grid.mean(axis=1)
    steps = [f"{word} {number(mean)}" for word, mean in zip(words, means, strict=True)]
    changes = np.abs(np.diff(grid, axis=0, prepend=grid[:1])).sum(axis=1)
    text = f"{capital(name)}, mean of {grid.shape[1]} units after each word: {listing(steps, _MOST_WORDS)}."
    if len(words) > 1 and changes.max() > 0:
        text += f" It changes most at {words[int(changes.argmax())]!r} (word {int(changes.argmax()) + 1})."
    return text
