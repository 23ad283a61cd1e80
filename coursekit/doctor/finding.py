"""What was found about one part of the course."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: what it is.
        state: "ok", "missing" (something optional) or "broken".
        text: what was found, in a sentence or two.
        remedy: the command that mends it; empty where there is nothing to mend, or no command for it.
    """

    name: str
    state: str
    text: str
    remedy: str = ""
