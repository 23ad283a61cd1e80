"""One run of all notebooks for all tests, and the tables at the end: what lessons measure, how long they take."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.notebooks.executed import LIMIT_SECONDS, Executed, execute_all
from tests.notebooks.measures import Measures

_EXECUTED = pytest.StashKey[Executed]()
_MEASURES = pytest.StashKey[dict[str, Measures]]()


@pytest.fixture(scope="session")
def executed(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Executed:
    """Every built notebook, executed once. Takes about half a minute for each."""
    run = execute_all(Path(tmp_path_factory.mktemp("course")))
    request.config.stash[_EXECUTED] = run
    return run


@pytest.fixture(scope="session")
def lesson_table(request: pytest.FixtureRequest) -> dict[str, Measures]:
    """Where a test puts what it measured, by lesson."""
    return request.config.stash.setdefault(_MEASURES, {})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    measures, run = config.stash.get(_MEASURES, {}), config.stash.get(_EXECUTED, None)
    write = terminalreporter.write_line
    if measures:
        terminalreporter.section("lessons")
        write(f"{'lesson':<28} minutes cells words plots exercises quizzes  longest wait")
        for name, m in sorted(measures.items()):
            row = f"{m.minutes:>7} {m.cells:>5} {m.words:>5} {m.plots:>5} {m.exercises:>9} {m.quizzes:>7}"
            write(f"{name:<28} {row}  {m.longest_wait} cells")
    if run:
        terminalreporter.section("notebooks")
        write(f"{'notebook':<66} points      seconds (limit {LIMIT_SECONDS}), of processor time")
        for path, seconds in run.seconds.items():
            checks = run.checks(path)
            points = f"{sum(c.score or 0 for c in checks):g} of {sum(c.points for c in checks):g}"
            over = "  over the limit" if seconds.clock > LIMIT_SECONDS else ""
            write(f"{path:<66} {points:<11} {seconds.clock:>7.1f} {seconds.processor:>7.1f}{over}")
