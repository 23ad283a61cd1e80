"""What a picture's text alternative says, for tests of the plots."""

from typing import Any

import coursekit.plot as plot


def described(axes: Any) -> str:
    """`plot.describe` with each picture's text in one line, as it was before it was wrapped."""
    return plot.describe(axes).replace("\n  ", " ")
