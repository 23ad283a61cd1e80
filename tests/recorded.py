"""What tests recorded for the tables at the end, wherever they ran (pytest-xdist runs them in several processes)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


def recorded(reporter: pytest.TerminalReporter, name: str) -> Iterator[Any]:
    """The values that passed tests gave to `record_property(name, value)`."""
    for report in reporter.getreports("passed"):
        yield from (value for key, value in report.user_properties if key == name)
