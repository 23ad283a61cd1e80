"""How long a submission may run."""

from __future__ import annotations

import time
from typing import Any

CELL_SECONDS = 60
NOTEBOOK_SECONDS = 300  # a lesson takes a minute; the rest is for slow machines


class NotebookBudget:
    """Gives each cell what is left of the notebook's time, so that endless loops do not add up.

    nbgrader makes a new Execute, with its own copy of this object, for every notebook.
    """

    def __init__(self) -> None:
        self._end: float | None = None

    def __call__(self, cell: Any) -> float:
        """Seconds that `cell` may run: at least one, since nbclient takes zero for "no limit"."""
        if self._end is None:
            self._end = time.monotonic() + NOTEBOOK_SECONDS
        return max(1, min(CELL_SECONDS, self._end - time.monotonic()))
