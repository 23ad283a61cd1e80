"""The notebook that learners see first: what there is, and how to begin."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coursekit.authoring.lesson import Lesson
from coursekit.authoring.notebook import course_notebook
from coursekit.authoring.rules import Declarations
from coursekit.exercise_packages import OWN

if TYPE_CHECKING:
    from nbformat import NotebookNode

NAME = "index"

_WELCOME = """\
# Neural networks with Keras

This course teaches neural networks by letting you build them. Each lesson is a notebook: it explains an idea,
shows it in a picture, and then asks you to use it. You can check every answer at once."""

_WELCOME_ELSEWHERE = """\
# {title}

Each lesson is a notebook: it explains an idea, and then asks you to use it. You can check every answer at once."""

_HOW_TO_BEGIN = """\
## How to begin

1. Open the first lesson with the link above.
2. Run its first code cell. It gets the course ready.
3. Read on and run each cell with Shift+Enter.
4. Where you see `# YOUR CODE HERE`, write your answer in place of the `...` below it, then run the cell with
   the check. The check says what is right and what is not yet. Run it as often as you like.
5. If you are stuck, ask for a hint with `ex.NAME.hint()`, where NAME is the exercise's name in the check.

The lessons build on each other, so take them in order. Save your work with Ctrl+S (on a Mac, Cmd+S)."""

_YOUR_PROGRESS = """\
## Your progress

Run the next cell with Shift+Enter to see the points of each lesson so far, and again whenever you like. They come
from a file on this machine, which nobody else gets."""


def start_page(
    lessons: Sequence[tuple[Lesson, Declarations]], title: str | None = None, package: str = OWN
) -> "NotebookNode":
    """Makes the start page. Its links are relative to the folder that holds it and the lessons' folders.

    Args:
        title: of a course that is not coursekit's own.
        package: of its exercises.
    """
    from nbformat.v4 import new_code_cell, new_markdown_cell

    rows = ["| Lesson | What it teaches | Time | Points |", "| :-- | :-- | --: | --: |"]
    for lesson, declarations in lessons:
        number = int(lesson.name.split("_", 1)[0])
        link = f"[{number}. {_text(lesson.header.title)}]({lesson.name}/{lesson.name}.ipynb)"
        points = sum(declaration.points for declaration in declarations.values())
        rows.append(f"| {link} | {_text(lesson.header.teaches)} | {lesson.header.minutes} min | {points:g} |")
    table = "## Lessons\n\n" + "\n".join(rows)
    welcome = _WELCOME if title is None else _WELCOME_ELSEWHERE.format(title=" ".join(title.split()))
    sections = {"welcome": welcome, "lessons": table, "how-to-begin": _HOW_TO_BEGIN, "your-progress": _YOUR_PROGRESS}
    cells = [new_markdown_cell(text, id=cell_id) for cell_id, text in sections.items()]
    own = "" if package == OWN else f'"{package}"'
    cells.append(new_code_cell(f"import coursekit as ck\n\nck.progress({own})", id="progress"))
    return course_notebook(cells, NAME)


def _text(value: str) -> str:
    """Text in a table's cell: on one line, and without a bar that would end the cell."""
    return " ".join(value.split()).replace("|", r"\|")
