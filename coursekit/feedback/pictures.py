"""Pictures in feedback, drawn with `coursekit.plot` from what a criterion sent along."""

from __future__ import annotations

import io

from coursekit.check.problems import Picture
from coursekit.check.result import Result, State


def draw_all(found: Result) -> list[tuple[bytes, str]]:
    """The pictures of the criteria that were not met, as (PNG bytes, text alternative), each once."""
    wanted = [c.picture for c in found.criteria if c.picture is not None and c.state is not State.PASSED]
    drawn = dict.fromkeys(made for picture in wanted if (made := draw(picture)) is not None)
    return list(drawn)[:2]


def draw(picture: Picture) -> tuple[bytes, str] | None:
    """A picture as PNG bytes with its text alternative; None when it cannot be drawn.

    A picture is an extra: when matplotlib cannot draw it, the words stand alone.
    """
    try:
        from matplotlib.figure import Figure

        from coursekit import plot

        figure = Figure(figsize=(5.5, 3.4), dpi=100, layout="constrained")
        axes = getattr(plot, picture.plot)(**picture.data, ax=figure.subplots())
        stream = io.BytesIO()
        axes.figure.savefig(stream, format="png")
        return stream.getvalue(), plot.describe(axes)
    except Exception:
        return None
