"""What can be wrong with a data set that is not built in."""

from __future__ import annotations


class DataUnavailable(RuntimeError):
    """The data set is in none of the places where it was looked for, and could not be downloaded."""


class DataDamaged(RuntimeError):
    """A data file is there but does not hold what it should.

    Args:
        place: The file or folder.
        reason: What is wrong with it.
        remedy: What to do, as a sentence.
    """

    def __init__(self, place: object, reason: str, remedy: str) -> None:
        super().__init__(f"{place} is damaged: {reason}.\nTo mend it: {remedy}")
