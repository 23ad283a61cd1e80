"""`coursekit grade` in the terminal: a progress bar, then a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from coursekit.exercise_packages import ExercisePackageError, for_lesson
from coursekit.grading import share
from coursekit.grading import workers as places
from coursekit.grading.runners import SandboxError
from coursekit.grading.visible import visible

if TYPE_CHECKING:
    from coursekit.grading.classroom import Class, Entry

INTERRUPTED = 130  # the status by which a shell knows Ctrl-C
UNSAFE = (
    "[yellow]warning:[/] without a sandbox, submissions run with all of your rights: they can read and change your "
    "files, and the grades."
)


def grade_class(
    console: Console,
    root: Path,
    lesson: str,
    students: Sequence[str],
    workers: int | None,
    scheduler: str | None,
    force: bool,
    seed: int | None,
    unsafe: bool,
) -> int:
    """Grades a lesson's submissions and shows how it goes. Returns the exit status."""
    if unsafe:
        console.print(UNSAFE)
    workers = workers or share.cores()
    try:
        package = for_lesson(root, lesson)
    except ExercisePackageError as error:
        console.print(f"[red]error:[/] {visible(str(error))}")
        return 2
    # They import TensorFlow while nbgrader, which is heavy too, is imported here.
    pools = None if scheduler else places.Local(workers, sandboxed=not unsafe, package=package)
    from coursekit.grading.bookkeeping import Bookkeeper
    from coursekit.grading.classroom import Class
    from coursekit.grading.course_config import CourseError
    from coursekit.grading.writing import BooksClosed

    try:
        books = Bookkeeper(root, lesson)
        judge = books.judge()
        chosen = {} if seed is None else {"seed": seed}
        group = Class(
            books,
            pools or (lambda: places.dask(scheduler)),
            judge.limits(),
            sandboxed=judge.sandbox and not unsafe,
            force=force,
            students=students,
            at_once=64 if scheduler else 2 * workers,
            **chosen,
        )
        entries = _grade(console, group)
    except (BooksClosed, CourseError, SandboxError, places.SchedulerError) as error:
        console.print(f"[red]error:[/] {visible(str(error))}")
        return 2
    except KeyboardInterrupt:
        console.print("Stopped. The same command goes on where it was.")
        return INTERRUPTED
    finally:
        if pools is not None:
            pools.close()
    for student in group.unknown:
        console.print(f"[red]error:[/] {visible(student)} has handed in nothing for {visible(lesson)}.")
    if group.skipped:
        console.print(f"{len(group.skipped)} graded before and unchanged. --force grades them again.")
    if not entries and not group.skipped and not group.unknown:
        console.print("Nothing was handed in for this lesson.")
    _show(console, entries)
    return 1 if group.unknown or any(entry.trouble for entry in entries) else 0


def _grade(console: Console, group: Class) -> list[Entry]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[failed]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("Grading", total=len(group.waiting), failed="")
        failed = 0

        def ended(entry: Entry) -> None:
            nonlocal failed
            failed += bool(entry.trouble)
            progress.update(bar, advance=1, failed=f"[red]{failed} to look at[/]" if failed else "")

        return group.grade(ended)


def _show(console: Console, entries: Sequence[Entry]) -> None:
    if not entries:
        return
    table = Table("student", "points", "seconds", "to look at")
    for entry in sorted(entries, key=lambda entry: entry.student):
        points = "-" if entry.score is None else f"{entry.score:g}"
        table.add_row(visible(entry.student), points, f"{entry.seconds:.1f}", visible(entry.trouble))
    console.print(table)
    scores = [entry.score for entry in entries if entry.score is not None]
    mean = f", mean {sum(scores) / len(scores):.1f} points" if scores else ""
    troubled = sum(bool(entry.trouble) for entry in entries)
    console.print(f"{len(scores)} of {len(entries)} graded{mean}; {troubled} for a person to look at.")
