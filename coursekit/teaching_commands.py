"""The commands for who teaches with the course: grading, reports, exports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape

from coursekit.checkout import find_checkout

console = Console(soft_wrap=True, highlight=False)
Lesson = Annotated[str, typer.Argument(help="The lesson, such as 02_keras_basics.")]
HashNames = Annotated[bool, typer.Option("--hash-names", help="Pseudonyms in the place of names; the same each time.")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to `app`, in the order of a course."""
    for command in (grade, similar, report, export, new_course):
        app.command()(command)


def grade(
    lesson: Lesson,
    student: Annotated[list[str] | None, typer.Option(help="Only this student; may be given several times.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes on this machine.", show_default="one a core")
    ] = None,
    scheduler: Annotated[str | None, typer.Option(help="A Dask scheduler instead, such as tcp://HOST:8786.")] = None,
    force: Annotated[
        bool, typer.Option("--force/--resume", help="Grade everything again, or only what is new or unfinished.")
    ] = False,
    seed: Annotated[int | None, typer.Option(min=0, help="Repeat a run: the seed from its log.")] = None,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Run submissions without a sandbox, with all of your rights.")
    ] = False,
) -> None:
    """Grade what was handed in for a lesson, in parallel, each submission in a sandbox.

    Scores go to the gradebook, graded notebooks to autograded/, a log to grading/LESSON.jsonl. The exit status is 0
    when every submission was graded, 1 when something needs a person, 2 when nothing could be graded.
    """
    from coursekit.grading.console import grade_class

    raise typer.Exit(
        grade_class(console, find_checkout(), lesson, student or [], workers, scheduler, force, seed, unsafe)
    )


def similar(
    lesson: Lesson,
    exercise: Annotated[str | None, typer.Argument(help="Only this exercise.")] = None,
) -> None:
    """List wrong answers that failed in the same way, to comment on them together."""
    from coursekit.grading.records import Records
    from coursekit.grading.similar import groups
    from coursekit.grading.visible import visible

    records = list(Records(find_checkout() / "grading" / f"{lesson}.jsonl").all())
    if not records:
        _nothing_graded(lesson)
    known = {name: None for record in records for name in record["results"]}  # in the order of the lesson
    if exercise and exercise not in known:
        _failed(ValueError(f"{lesson} has no exercise {exercise!r}. There is: {', '.join(known)}."))
    found = groups(records, exercise)
    if not found:
        console.print("No answer was wrong.")
    before = ""
    for group in found:
        if group.exercise != before:
            console.print(f"[bold]{escape(group.exercise)}[/]")
            before = group.exercise
        students = visible(", ".join(group.students))
        console.print(f"  {len(group.students):>3}  {visible(group.reason)}\n       {students}")


def report(
    lesson: Lesson,
    to: Annotated[Path | None, typer.Option(help="The file.", show_default="grading/LESSON.html")] = None,
    hash_names: HashNames = False,
) -> None:
    """Write a page on how a class did: scores, exercises, criteria, mistakes, trouble, grading time."""
    from coursekit.check.wording import count
    from coursekit.grading.course_config import CourseError
    from coursekit.reports import names
    from coursekit.reports.lesson_results import read_results
    from coursekit.reports.page import report_page
    from coursekit.whole_files import write

    root = find_checkout()
    try:
        results = read_results(root, lesson)
        if not results.submissions:
            _nothing_graded(lesson)
        place = to or root / "grading" / f"{lesson}.html"
        naming = names.hashed(root) if hash_names else names.plain
        write(place, report_page(results, naming).encode("utf-8"))
    except (CourseError, OSError) as error:
        _failed(error)
    console.print(f"Wrote {escape(str(place))}: {count(len(results.submissions), 'submission')}.")
    if not hash_names:
        console.print("It has the students' names in it. --hash-names leaves them out.")


def export(
    system: Annotated[str, typer.Argument(help="canvas, moodle or gradescope.")],
    lesson: Annotated[list[str] | None, typer.Argument(help="Only these lessons; gradescope takes one.")] = None,
    to: Annotated[
        Path | None, typer.Option(help="The file.", show_default="canvas.csv, moodle.csv, gradescope.zip")
    ] = None,
    hash_names: HashNames = False,
) -> None:
    """Write scores for Canvas or Moodle (CSV), or a lesson's results for Gradescope (an autograder's zip)."""
    from coursekit.grading.course_config import CourseError
    from coursekit.grading.visible import visible
    from coursekit.reports import exports

    try:
        chosen = exports.System(system)
    except ValueError:
        known = ", ".join(exports.System)
        _failed(CourseError(f"There is no file for {system!r}. Choose one of {known}."))
    try:
        exports.export(
            *(find_checkout(), chosen, lesson or [], to, hash_names), lambda line: console.print(visible(line))
        )
    except (CourseError, OSError) as error:
        _failed(error)


def new_course(
    folder: Annotated[Path, typer.Argument(help="A new folder.")],
    package: Annotated[
        str | None, typer.Option(help="The package of its exercises.", show_default="made from the folder's name")
    ] = None,
    repository: Annotated[
        str | None,
        typer.Option(help="owner/name on GitHub, where learners will find it.", show_default="a placeholder"),
    ] = None,
) -> None:
    """Make a private course of your own, with one small lesson to begin with.

    The commands of coursekit work in it as in coursekit's own folder: build, lab, grade, report, export.
    """
    from coursekit.authoring.new_course import NewCourseError, make_course

    try:
        name = make_course(folder, package, repository)
    except NewCourseError as error:
        _failed(error)
    console.print(f"Made a course in {escape(str(folder))}. Its exercises are in {name}/.")
    console.print(f"Go on with  cd {escape(str(folder))} && coursekit build  and read README.md there.")


def _nothing_graded(lesson: str) -> NoReturn:
    console.print(f"Nothing of {escape(lesson)} is graded yet. Run  coursekit grade {escape(lesson)}")
    raise typer.Exit(1)


def _failed(error: Exception) -> NoReturn:
    console.print(f"[red]error:[/] {escape(str(error))}")
    raise typer.Exit(1)
