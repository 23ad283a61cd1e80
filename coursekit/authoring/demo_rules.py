"""Grading skips demo cells. So no other cell may need a name that only a demo defines."""

from collections.abc import Iterator

from coursekit.authoring.lesson import Lesson
from coursekit.authoring.problem import Problem


def find_problems(lesson: Lesson) -> Iterator[Problem]:
    """Follows the names from cell to cell. An object that a demo changes in place is not seen."""
    from_demo: dict[str, int] = {}
    for cell in lesson.cells:
        if cell.code is None:
            continue
        if cell.is_demo:
            from_demo.update(dict.fromkeys(cell.code.bound, cell.line))
            continue
        for name in sorted(cell.code.used.intersection(from_demo) - cell.code.bound):
            yield lesson.problem(
                cell.line,
                f"Grading runs this cell, which needs {name} from the demo at line {from_demo[name]}",
                "Remove the demo tag there, or tag this cell too if it only shows something.",
            )
        for name in cell.code.bound:
            from_demo.pop(name, None)
