"""Keras started quietly, as a notebook starts it, and no attempts kept. At the end, the table of answers."""

import os
import sys

import pytest

from coursekit import session


@pytest.fixture(scope="session", autouse=True)
def _quiet_keras():
    os.environ["COURSEKIT_RECORD"] = "off"
    session.setup()


def pytest_terminal_summary(terminalreporter):
    bank = sys.modules.get("tests.answers.test_bank")
    if bank is None or not bank.TABLE:
        return
    terminalreporter.section("answers")
    write = terminalreporter.write_line
    write(f"{'exercise':<44} {'right accepted':>14} {'wrong rejected':>14} {'diagnosed by name':>17}")
    for (lesson, exercise), row in sorted(bank.TABLE.items()):
        name = f"{lesson}.{exercise}"
        write(f"{name:<44} {row['right']:>14} {row['wrong']:>14} {row['named']:>17}")
    right, wrong, named = (sum(row[key] for row in bank.TABLE.values()) for key in ("right", "wrong", "named"))
    write(f"{'all':<44} {right:>14} {wrong:>14} {named:>17}")
