"""Ids of a lesson's cells that have no name: the same at every build, and a sign that a cell is as it was released."""

from __future__ import annotations

import hashlib

MOST_EQUAL_CELLS = 9


def cell_id(lesson: str, kind: str, source: str, count: int) -> str:
    """The id of the cell that is the `count`-th of its lesson with this kind ("code", "markdown") and source."""
    text = "\0".join((lesson, kind, source, str(count)))
    # The dash keeps it apart from the exercises' ids, which are names.
    return f"cell-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def is_as_released(lesson: str, kind: str, source: str, found: str) -> bool:
    """Whether the id `found` belongs to this source: not when the learner has changed it."""
    return any(cell_id(lesson, kind, source, count) == found for count in range(1, MOST_EQUAL_CELLS + 1))
