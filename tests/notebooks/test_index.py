"""docs/old-code-and-mistakes.md is complete, and every lesson that it names says what it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "old-code-and-mistakes.md"
OLD_CODE = [f"O{number}" for number in range(1, 15)]
MISTAKES = [f"M{number}" for number in range(1, 24)]

_ROW = re.compile(
    r"^\| (?P<id>[OM]\d+) \| .+ \| .+ \| \[(?P<number>\d\d)\]\((?P<link>[^)]+)\) \| `(?P<marker>[^`]+)` \|$"
)


class Row(NamedTuple):
    id: str
    number: str
    link: str
    marker: str


def rows() -> list[Row]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    found = [_ROW.match(line) for line in lines if re.match(r"\| [OM]\d", line)]
    assert None not in found, "a row that cannot be read"
    return [Row(*match.group("id", "number", "link", "marker")) for match in found]


def unwrapped(source: str) -> str:
    """A lesson's source with its comments unwrapped, so that a marker may run over the end of a line."""
    return re.sub(r"\s*\n# (?:> )?", " ", source)


def test_every_row_and_item_is_there():
    ids = [row.id for row in rows()]
    assert list(dict.fromkeys(ids)) == [*OLD_CODE, *MISTAKES]


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.id}: {row.marker}")
def test_the_lesson_says_it(row):
    lesson = (PAGE.parent / row.link).resolve()
    assert lesson.is_relative_to(ROOT / "lessons")
    assert lesson.name.startswith(f"{row.number}_")
    assert row.marker in unwrapped(lesson.read_text(encoding="utf-8"))


def test_a_marker_may_run_over_a_line_end():
    assert "one idea a cell" in unwrapped("# It has one idea\n# a cell.\n")
    assert "reverse holds here" in unwrapped("# > reverse\n# > holds here\n")
