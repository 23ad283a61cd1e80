"""The marks of all lessons, and how each is measured."""

from __future__ import annotations

import importlib.util
import json
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.whole_files import write

SEEDS = range(10)
TABLES = Path(__file__).parent / "tables"


@dataclass(frozen=True)
class Measure:
    """How to measure one mark. Both functions take a seed and return the score that the check would find.

    Attributes:
        reference: a right answer, as the lesson teaches it.
        baseline: the simplest model that has not learned the point.
    """

    reference: Callable[[int], float]
    baseline: Callable[[int], float]


@dataclass(frozen=True)
class Mark:
    """A pass mark in `coursekit.exercises.LESSON.MARKS`; `measure` is None where nobody declared one."""

    lesson: str
    name: str
    value: float
    measure: Measure | None

    @property
    def table(self) -> Path:
        """The file with its measured scores."""
        return TABLES / f"{self.lesson}.{self.name}.json"

    def row(self, seed: int) -> dict[str, Any]:
        """One row of the table: {"seed", "score", "baseline"}, scores rounded to four decimals."""
        return {
            "seed": seed,
            "score": round(float(self.measure.reference(seed)), 4),
            "baseline": round(float(self.measure.baseline(seed)), 4),
        }

    def rows(self) -> list[dict[str, Any]]:
        """The table's rows, in the order of their seeds; none when there is no table."""
        if not self.table.is_file():
            return []
        return json.loads(self.table.read_text(encoding="utf-8"))["rows"]

    def write(self, rows: list[dict[str, Any]]) -> None:
        """Replaces the table in one step, so that an interrupted run leaves a whole one."""
        lines = ",\n".join(f"    {json.dumps(row)}" for row in sorted(rows, key=lambda row: row["seed"]))
        text = f'{{\n  "mark": {self.value},\n  "rows": [\n{lines}\n  ]\n}}\n'
        write(self.table, text.encode("utf-8"))


def marks() -> list[Mark]:
    """Every mark of every lesson, with its measure from `tests.calibration.LESSON`."""
    import coursekit.exercises as package

    found = []
    for info in pkgutil.iter_modules(package.__path__):
        values = getattr(importlib.import_module(f"{package.__name__}.{info.name}"), "MARKS", {})
        if values:
            measures = _measures(info.name)
            found += [Mark(info.name, name, value, measures.get(name)) for name, value in values.items()]
    return found


def _measures(lesson: str) -> dict[str, Measure]:
    module = f"tests.calibration.{lesson}"
    if importlib.util.find_spec(module) is None:
        return {}
    return importlib.import_module(module).MEASURES
