"""The commands of `coursekit`: what each takes, and what it says in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from coursekit import teaching_commands
from coursekit.checkout import find_checkout

app = typer.Typer(
    help="Neural networks with Keras: a Jupyter course.", no_args_is_help=True, pretty_exceptions_enable=False
)
console = Console(soft_wrap=True, highlight=False)


def _print_version(wanted: bool) -> None:
    if wanted:
        import coursekit

        console.print(f"coursekit {coursekit.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Neural networks with Keras: a Jupyter course."""


@app.command()
def lab(
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open a browser, or only print the address.")
    ] = True,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="Port; if it is taken, the next free one.", show_default="8888"),
    ] = None,
    work: Annotated[
        Path | None, typer.Option(help="Your working folder.", show_default="work/ in the checkout")
    ] = None,
) -> None:
    """Open the course in JupyterLab.

    The notebooks are copied to your working folder first. What you have changed there is never overwritten.
    """
    from coursekit.lab import is_root, lab_command, make_exercises_importable, run_lab
    from coursekit.working_copies import copy_notebooks

    root = find_checkout()
    make_exercises_importable(root)
    folder = (work or root / "work").resolve()
    report = copy_notebooks(root / "notebooks", folder)
    for verb, names in (("new", report.added), ("updated", report.updated)):
        for name in names:
            console.print(f"{verb}: {escape(str(name))}")
    for name in report.kept:
        console.print(
            f"[yellow]kept:[/] {escape(str(name))} has your changes, and the course has a newer version. "
            "To get it, rename yours and start again."
        )
    if is_root():
        console.print("[yellow]note:[/] you are root, so JupyterLab is started with --allow-root.")
    console.print(f"Opening JupyterLab in {escape(str(folder))}. Stop it with Ctrl+C.")
    raise typer.Exit(run_lab(lab_command(folder, port, browser)))


@app.command()
def build(
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; fail when a notebook is not up to date.")
    ] = False,
) -> None:
    """Build solutions/ and notebooks/ from lessons/."""
    from coursekit.authoring import build as build_notebooks

    report = build_notebooks(find_checkout(), check=check)
    for problem in report.problems:
        console.print(f"[red]error:[/] {escape(str(problem))}")
    if report.problems:
        console.print(f"{len(report.problems)} problem(s); nothing was written.")
        raise typer.Exit(1)
    for path in report.changed:
        console.print(f"{'not up to date' if check else 'built'}: {escape(path.as_posix())}")
    if check and report.changed:
        console.print("Run  make build  (or  coursekit build)  and commit the result.")
        raise typer.Exit(1)
    if not report.changed:
        console.print("Everything is up to date.")


@app.command()
def progress(
    reset: Annotated[bool, typer.Option("--reset", help="Begin anew; the old record is put aside.")] = False,
) -> None:
    """Show your points by lesson so far, from the record on this machine."""
    from coursekit.exercise_packages import OWN, make_importable
    from coursekit.feedback import attempts
    from coursekit.feedback.progress import as_text, lessons

    if reset:
        try:
            aside = attempts.reset()
        except OSError as error:
            console.print(f"[red]error:[/] The record cannot be put aside: {escape(str(error))}")
            raise typer.Exit(1) from None
        console.print("There is no record yet." if aside is None else f"The old record is now {escape(str(aside))}.")
        return
    package = make_importable(find_checkout()) or OWN
    try:
        best = attempts.best()
    except attempts.UnreadableAttempts as error:
        console.print(f"[red]error:[/] {escape(str(attempts.path()))} cannot be read: {escape(str(error))}")
        console.print("Checks work all the same.  coursekit progress --reset  puts it aside and begins a new one.")
        raise typer.Exit(1) from None
    console.print(escape(as_text(list(lessons(package, best)))))
    console.print(f"Kept on this machine only, in {escape(str(attempts.path()))}")


@app.command()
def doctor() -> None:
    """Say what of the course works on this machine, and what to do where it does not."""
    from coursekit.doctor import examine

    colours = {"ok": "green", "missing": "yellow", "broken": "red"}
    broken = False
    for finding in examine():
        broken = broken or finding.state == "broken"
        console.print(f"[{colours[finding.state]}]{finding.state:>7}[/]  {finding.name}: {escape(finding.text)}")
        if finding.remedy:
            console.print(f"         Run  {escape(finding.remedy)}")
    raise typer.Exit(1 if broken else 0)


teaching_commands.add_to(app)
