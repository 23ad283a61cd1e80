"""How fast a class is graded, against stock nbgrader: `python -m benchmarks.grading --help`."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.course import CHECKOUT, LESSONS, BenchmarkCourse, coursekit, environment, nbgrader
from benchmarks.measured import Measured, measure

console = Console()


class Row(StrEnum):
    """What can be measured."""

    SMALL = "small"
    LESSON = "lesson"
    SIZES = "sizes"
    DASK = "dask"


@dataclass(frozen=True)
class Line:
    """One measurement of one side.

    Attributes:
        per_submission: seconds.
        processor: seconds of processor time for a submission, on all cores.
        ratio: the other side's seconds for a submission divided by these; None where there is no other side.
        target: what `ratio` must reach.
    """

    row: str
    who: str
    submissions: int
    seconds: float
    per_submission: float
    processor: float | None
    peak_mib: float
    others: float | None
    ratio: float | None = None
    target: float | None = None
    scores: str = ""


def _measured(name: str, command: list[str], course: BenchmarkCourse) -> Measured:
    console.print(f"{name} ...")
    found = measure(command, course.root, environment())
    console.print(f"  {found.seconds:.1f} s")
    return found


def _workers(count: int) -> str:
    return f"{count} worker{'s' if count > 1 else ''}"


def _line(row: Row, who: str, submissions: int, measured: Measured, **more: object) -> Line:
    each = measured.seconds / submissions
    processor = None if measured.processor is None else measured.processor / submissions
    return Line(
        row.value, who, submissions, measured.seconds, each, processor, measured.peak_mib, measured.others, **more
    )


def _class(folder: Path, source: Path, submissions: int, light: bool = False) -> BenchmarkCourse:
    course = BenchmarkCourse(folder / "course", source)
    for number in range(submissions):
        course.hand_in(number, light)
    return course


def _grade(name: str, course: BenchmarkCourse, *options: str) -> Measured:
    return _measured(name, [*coursekit(), "grade", course.lesson, "--force", *options], course)


def against_stock(row: Row, source: Path, submissions: int, stock: int, targets: dict[int, float]) -> list[Line]:
    """Stock nbgrader first, then coursekit with each number of workers in `targets`, on the same submissions."""
    with tempfile.TemporaryDirectory(prefix="coursekit-benchmark-") as folder:
        course = _class(Path(folder), source, submissions)
        plain = course.stock_copy(Path(folder, "stock"), stock)
        name = f"{row.value}: {stock} submissions, stock nbgrader"
        theirs = _measured(name, [nbgrader(), "autograde", plain.lesson], plain)
        expected = plain.scores()
        lines = [_line(row, "stock", stock, theirs)]
        for workers, target in targets.items():
            ours = _grade(
                f"{row.value}: {submissions} submissions, {_workers(workers)}", course, f"--workers={workers}"
            )
            found = course.scores()
            same = sum(found[student] == scores for student, scores in expected.items())
            lines.append(
                _line(
                    row,
                    _workers(workers),
                    submissions,
                    ours,
                    ratio=(theirs.seconds / stock) / (ours.seconds / submissions),
                    target=target,
                    scores=f"{same}/{stock}",
                )
            )
    return lines


def sizes(counts: list[int], workers: int) -> list[Line]:
    """What a light submission costs in growing classes, after the start: by the difference to the class before.

    The ratio compares that with the difference before: 1 is flat.
    """
    lines: list[Line] = []
    before: tuple[int, Measured] | None = None
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="coursekit-benchmark-") as folder:
            course = _class(Path(folder), LESSONS["small"], count, light=True)
            measured = _grade(f"sizes: {count} submissions", course, f"--workers={workers}")
        line = _line(Row.SIZES, _workers(workers), count, measured)
        if before is not None:
            more = count - before[0]
            each = (measured.seconds - before[1].seconds) / more
            used = None if measured.processor is None else (measured.processor - before[1].processor) / more
            ratio = lines[-1].per_submission / each if len(lines) > 1 else None
            line = replace(line, per_submission=each, processor=used, ratio=ratio)
        lines.append(line)
        before = count, measured
    return lines


def dask(submissions: int) -> list[Line]:
    """Two local Dask workers against one, after each has started its warm process."""
    from distributed import LocalCluster

    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="coursekit-benchmark-") as folder:
        course = _class(Path(folder), LESSONS["small"], submissions)
        os.environ.update(environment())  # the workers are children of this process
        for workers in (1, 2):
            settings = {"n_workers": workers, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
            with LocalCluster(**settings) as cluster:
                options = ("--scheduler", cluster.scheduler_address)
                warm_up = [f"--student=s{number:04}" for number in range(2 * workers)]
                _grade(f"dask: {_workers(workers)}, warming up", course, *options, *warm_up)
                measured = _grade(f"dask: {submissions} submissions, {_workers(workers)}", course, *options)
            ratio = lines[0].seconds / measured.seconds if lines else None
            target = 1.8 if lines else None
            lines.append(_line(Row.DASK, _workers(workers), submissions, measured, ratio=ratio, target=target))
    return lines


def main(
    rows: Annotated[list[Row] | None, typer.Argument(help="What to measure; default: small.")] = None,
    submissions: Annotated[int, typer.Option(min=1, help="Of the small notebook (small, dask).")] = 40,
    lesson_submissions: Annotated[int, typer.Option(min=1, help="Of lesson 02 (lesson).")] = 12,
    stock: Annotated[
        int | None, typer.Option(min=1, help="How many of them stock nbgrader grades.", show_default="all")
    ] = None,
    size: Annotated[
        list[int] | None, typer.Option(min=1, help="Class sizes (sizes).", show_default="10 100 1000")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Workers (sizes).")] = 2,
    save: Annotated[Path | None, typer.Option("--json", help="Write the figures to this file as well.")] = None,
) -> None:
    """Grades classes with stock nbgrader and with coursekit, one after the other on this machine, and compares.

    small: a small Keras notebook (imports, a training of a second, four checks), 2 workers and 1.
    lesson: lesson 02 as it is, 2 workers.
    sizes: what a light submission costs in growing classes, by the difference to the class before.
    dask: two Dask workers against one.

    Everything happens in temporary folders. In the table "cpu s" is processor time for a submission, "MiB" the most
    memory of the first process (coursekit's coordinator), "others" the cores that something else kept busy during a
    run: above 0.2 or so, measure again.
    A quick look:  python -m benchmarks.grading --submissions 6
    """
    found: list[Line] = []
    for row in rows or [Row.SMALL]:
        if row is Row.SMALL:
            found += against_stock(
                row, LESSONS["small"], submissions, min(stock or submissions, submissions), {2: 8, 1: 4.5}
            )
        elif row is Row.LESSON:
            source = CHECKOUT / "lessons" / "02_keras_basics.py"
            found += against_stock(
                row, source, lesson_submissions, min(stock or lesson_submissions, lesson_submissions), {2: 5}
            )
        elif row is Row.SIZES:
            found += sizes(size or [10, 100, 1000], workers)
        else:
            found += dask(submissions)
    _show(found)
    if save is not None:
        text = json.dumps({"cores": os.cpu_count(), "lines": [asdict(line) for line in found]}, indent=1)
        temporary = save.with_suffix(f"{save.suffix}.tmp")
        temporary.write_text(text + "\n", encoding="utf-8")
        temporary.replace(save)


def _show(lines: list[Line]) -> None:
    table = Table("what", "who", "n", "seconds", "s each", "cpu s", "MiB", "others", "ratio", "target", "equal scores")
    for line in lines:
        figures = [
            "" if value is None else f"{value:{form}}"
            for value, form in (
                (line.seconds, ".1f"),
                (line.per_submission, ".3f"),
                (line.processor, ".3f"),
                (line.peak_mib, ".0f"),
                (line.others, ".2f"),
                (line.ratio, ".2f"),
                (line.target, "g"),
            )
        ]
        table.add_row(line.row, line.who, str(line.submissions), *figures, line.scores)
    console.print(table)


if __name__ == "__main__":
    typer.run(main)
