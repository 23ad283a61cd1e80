"""Keras started quietly, as a notebook starts it, and no attempts kept. At the end, the table of answers."""

import os
from collections import Counter, defaultdict

import pytest

from coursekit import session
from tests.recorded import recorded


@pytest.fixture(scope="session", autouse=True)
def _quiet_keras():
    os.environ["COURSEKIT_RECORD"] = "off"
    session.setup()


def pytest_terminal_summary(terminalreporter):
    table: dict[str, Counter] = defaultdict(Counter)
    for exercise, kind, named in recorded(terminalreporter, "answer"):
        table[exercise] += Counter({kind: 1, "named": int(named)})
    if not table:
        return
    terminalreporter.section("answers")
    write = terminalreporter.write_line
    write(f"{'exercise':<44} {'right accepted':>14} {'wrong rejected':>14} {'diagnosed by name':>17}")
    for exercise, row in sorted(table.items()):
        write(f"{exercise:<44} {row['right']:>14} {row['wrong']:>14} {row['named']:>17}")
    total = sum(table.values(), Counter())
    write(f"{'all':<44} {total['right']:>14} {total['wrong']:>14} {total['named']:>17}")
