"""One run of all notebooks for all tests, and the tables at the end: what lessons measure, how long they take."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.notebooks.executed import LIMIT_SECONDS, Executed, execute_all
from tests.recorded import recorded


@pytest.fixture(scope="session")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Executed:
    """Every built notebook, executed once. Takes about half a minute for each."""
    return execute_all(Path(tmp_path_factory.mktemp("course")))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    write = terminalreporter.write_line
    if measures := dict(recorded(terminalreporter, "measures")):
        terminalreporter.section("lessons")
        write(f"{'lesson':<28} minutes cells words plots exercises quizzes  longest wait")
        for name, m in sorted(measures.items()):
            row = f"{m['minutes']:>7} {m['cells']:>5} {m['words']:>5} {m['plots']:>5} {m['exercises']:>9}"
            write(f"{name:<28} {row} {m['quizzes']:>7}  {m['longest_wait']} cells")
    if notebooks := dict(recorded(terminalreporter, "notebook")):
        terminalreporter.section("notebooks")
        write(f"{'notebook':<66} points      seconds (limit {LIMIT_SECONDS}), of processor time")
        for path, row in sorted(notebooks.items()):
            over = "  over the limit" if row["clock"] > LIMIT_SECONDS else ""
            write(f"{path:<66} {row['points']:<11} {row['clock']:>7.1f} {row['processor']:>7.1f}{over}")
