"""Measures the pass marks: `make calibrate`, or `python -m tests.calibration [--force] [LESSON[.NAME] ...]`."""

from __future__ import annotations

import argparse
import sys

from coursekit import session
from tests.calibration.measures import SEEDS, Mark, marks


def main() -> int:
    """Writes the missing rows of each table, one at a time; returns 1 when a mark does not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.calibration", description=__doc__)
    parser.add_argument("names", nargs="*", help="lessons or LESSON.NAME; all by default")
    parser.add_argument("--force", action="store_true", help="measure again what has been measured")
    given = parser.parse_args()
    session.setup()
    wanted = [m for m in marks() if not given.names or {m.lesson, f"{m.lesson}.{m.name}"} & set(given.names)]
    if not wanted:
        parser.error(f"no such mark; there are {', '.join(f'{m.lesson}.{m.name}' for m in marks())}")
    held = [_calibrate(mark, given.force) for mark in wanted]  # all of them, also after one that does not hold
    return int(not all(held))


def _calibrate(mark: Mark, force: bool) -> bool:
    print(f"{mark.lesson}.{mark.name}: mark {mark.value}")
    if mark.measure is None:
        print(f"  not measured: declare it in tests/calibration/{mark.lesson}.py", file=sys.stderr)
        return False
    rows = [] if force else mark.rows()
    for seed in SEEDS:
        if seed not in {row["seed"] for row in rows}:
            rows.append(mark.row(seed))
            mark.write(rows)
            print(f"  seed {seed}: score {rows[-1]['score']:.4f}, baseline {rows[-1]['baseline']:.4f}", flush=True)
    mark.write(rows)  # the mark itself may have changed
    lowest, highest = min(row["score"] for row in rows), max(row["baseline"] for row in rows)
    holds = highest < mark.value <= lowest
    print(f"  scores from {lowest:.4f}, baselines up to {highest:.4f}: {'holds' if holds else 'DOES NOT HOLD'}")
    return holds


if __name__ == "__main__":
    sys.exit(main())
