"""Every pass mark has its table, and two of its seeds are measured again."""

from __future__ import annotations

import json

import pytest

from tests.calibration.measures import SEEDS, TABLES, marks

MARKS = [pytest.param(mark, id=f"{mark.lesson}.{mark.name}") for mark in marks()]
AGAIN = (0, 7)


@pytest.mark.parametrize("mark", MARKS)
def test_table(mark):
    assert mark.table.is_file(), "no table: run `make calibrate` and commit it"
    table = json.loads(mark.table.read_text(encoding="utf-8"))
    assert table["mark"] == mark.value, "the mark has changed since it was measured: run `make calibrate`"
    assert [row["seed"] for row in table["rows"]] == list(SEEDS)
    assert min(row["score"] for row in table["rows"]) >= mark.value
    assert max(row["baseline"] for row in table["rows"]) < mark.value


@pytest.mark.slow
@pytest.mark.parametrize("seed", AGAIN)
@pytest.mark.parametrize("mark", MARKS)
def test_measured_again(mark, seed):
    assert mark.measure is not None, f"declare the measure in tests/calibration/{mark.lesson}.py"
    row = mark.row(seed)
    assert row["score"] >= mark.value, row
    assert row["baseline"] < mark.value, row


def test_every_table_belongs_to_a_mark():
    assert {path.name for path in TABLES.glob("*.json")} <= {mark.table.name for mark in marks()}
