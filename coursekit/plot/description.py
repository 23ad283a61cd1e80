"""The text alternative of a picture: written from the data that were drawn, kept with the Axes."""

import math
import textwrap
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

# JupyterLab breaks what is longer than its window in the middle of words.
_WRAP = textwrap.TextWrapper(width=96, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


class _Description(Artist):
    """Draws nothing and carries the text. `ax.clear()` removes it together with the picture."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.set_in_layout(False)

    def draw(self, renderer: Any) -> None:
        pass


def attach(ax: Axes, text: str) -> None:
    """Keep `text` with the Axes, for `describe`."""
    ax.add_artist(_Description(text))


def describe(axes: Any) -> str:
    """The text alternative of a picture made by `coursekit.plot`.

    Args:
        axes: what the plotting function returned: Axes, or an array or list of Axes.

    Returns:
        One or more sentences with the numbers that the picture shows. When several pictures share the Axes,
        or the array holds several, each begins its own line. Lines are wrapped
        at 96 columns, the further ones indented.

    Raises:
        ValueError: when `axes` are not Axes, or hold no picture of `coursekit.plot`.
    """
    items = list(np.array(axes, dtype=object).ravel())
    for item in items:
        if not isinstance(item, Axes):
            raise ValueError(
                f"describe needs the Axes that a coursekit.plot function returned; "
                f"a value of type {type(item).__name__} came. Keep them: `ax = ck.plot.history(h)`, "
                "then `ck.plot.describe(ax)`."
            )
    texts = [child.text for item in items for child in item.get_children() if isinstance(child, _Description)]
    if not texts:
        raise ValueError(
            "These Axes hold no picture made by coursekit.plot, so there is nothing to describe. "
            "Draw with a coursekit.plot function first; `ax.clear()` removes the picture and its description."
        )
    return "\n".join(_WRAP.fill(text) for text in dict.fromkeys(texts))


def number(value: float) -> str:
    """A number for people: three significant digits, thousands with a comma."""
    value = float(value)
    if not math.isfinite(value):
        return {True: "not a number", False: "infinity" if value > 0 else "minus infinity"}[math.isnan(value)]
    if value == 0:
        return "0"
    if abs(value) >= 1e6 or abs(value) < 1e-3:
        return f"{value:.2e}"
    if abs(value) >= 99.95:
        return f"{value:,.0f}"
    return f"{value:#.3g}"


def short(value: float) -> str:
    """A setting or a place on an axis for people: whole numbers in full, others with at most three digits: "0.01"."""
    value = float(value)
    if value == round(value) and abs(value) < 1e6:
        return f"{value:,.0f}"
    return f"{float(f'{value:.3g}'):g}"


def percent(part: float, whole: float) -> str:
    """`part` of `whole` in percent; never 100.0% of less than all, nor 0.0% of more than nothing."""
    share = 100 * part / whole
    if part < whole and share >= 99.95:
        return "over 99.9%"
    if 0 < share < 0.05:
        return "under 0.1%"
    return f"{share:.1f}%"


def change(first: float, last: float) -> str:
    """How a quantity goes from its first to its last value: "falls from 2.31 to 0.120"."""
    start, end = number(first), number(last)
    if start == end:
        return f"starts and ends at {start}"
    return f"{'falls' if last < first else 'rises'} from {start} to {end}"


def listing(items: list[str], most: int = 10) -> str:
    """The items in one phrase; after `most` of them only their number."""
    shown = ", ".join(items[:most])
    return shown if len(items) <= most else f"{shown} and {len(items) - most} more"


def plural(count: int, noun: str, many: str | None = None) -> str:
    """ "1 row", "2 rows"."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"


def capital(text: str) -> str:
    """The text with a capital first letter; the rest stays ("val AUC" keeps its AUC)."""
    return text[:1].upper() + text[1:]
