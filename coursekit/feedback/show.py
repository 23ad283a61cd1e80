"""Displaying feedback in a notebook (HTML with a text alternative) or, outside one, as text."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from coursekit.check.result import Outcome, Result
from coursekit.feedback import attempts, html, pictures, text, worked

if TYPE_CHECKING:
    from coursekit.check.exercise import Exercise

NEUTRAL = html.COLOURS[Outcome.MANUAL]


def show(found: Result, exercise: Exercise) -> None:
    """Displays a result and keeps the attempt."""
    first = attempts.keep(attempts.recorded_as(exercise.package, exercise.lesson), found)
    plain, rich = text.result(found), html.result(found, pictures.draw_all(found))
    tip = _tip(found, exercise, first)
    if tip:
        plain += f"\n  {tip}"
        rich = rich.removesuffix("</div>") + f'<p style="margin:.4em 0">{html.rich(tip)}</p></div>'
    display_both(plain, rich)


def show_hints(hints: Sequence[str], total: int) -> None:
    """Displays the hints up to the one just asked for."""
    if not hints:
        show_note("This exercise has no hints.")
        return
    lines = [f"Hint {i} of {total}: {hint}" for i, hint in enumerate(hints, start=1)]
    rows = "".join(f'<p style="margin:.3em 0">{html.rich(line)}</p>' for line in lines)
    display_both("\n".join(lines), html.card(rows, NEUTRAL))


def show_note(message: str) -> None:
    """Displays a remark."""
    display_both(message.replace("`", ""), html.card(html.rich(message), NEUTRAL))


def show_question(question: str, options: Mapping[str, str], right: int) -> None:
    """Displays a quiz's question with its options by key."""
    how = (
        "Answer with the word in bold, in quotes."
        if right == 1
        else "Several are right: answer with a set of the words in bold, such as {'a', 'b'}."
    )
    texts = {key: "" if option == key else option for key, option in options.items()}  # a bare number needs no text
    plain = "\n".join([question, *(f"  {key}: {said}".removesuffix(": ") for key, said in texts.items()), how])
    rows = "".join(
        f'<li style="margin:.2em 0"><strong><code style="color:inherit;background:rgba(128,128,128,.18);'
        f'padding:0 .25em">{html.rich(key)}</code></strong> {html.rich(said)}</li>'
        for key, said in texts.items()
    )
    body = (
        f'<p style="margin:.3em 0"><strong>{html.rich(question)}</strong></p>'
        f'<ul style="margin:.3em 0">{rows}</ul><p style="margin:.3em 0">{html.rich(how)}</p>'
    )
    _show_drawn_figures()
    display_both(plain, html.card(body, NEUTRAL))


def _show_drawn_figures() -> None:
    """Shows what the cell has drawn so far, so that a question about it stands below: a notebook would wait for the
    cell's end."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None and pyplot.get_fignums() and "inline" in pyplot.get_backend():
        pyplot.show()


def show_solution(exercise: Exercise) -> None:
    """Displays the worked solution of an exercise, where the course allows it."""
    if os.environ.get("COURSEKIT_SOLUTIONS", "on") == "off":
        show_note("This course does not show worked solutions. `hint()` helps further.")
        return
    source = worked.solution(exercise.lesson, exercise.name, exercise.package)
    if source is None:
        show_note("There is no worked solution for this exercise. `hint()` helps further.")
        return
    block = html.card(
        f'<p style="margin:.3em 0"><strong>A worked solution: {html.rich(exercise.title)}</strong></p>'
        f'<pre style="color:inherit;background:rgba(128,128,128,.12);padding:.6em">'
        f"{html.rich(source).replace('<br>', chr(10))}</pre>",
        NEUTRAL,
    )
    display_both(f"A worked solution: {exercise.title}\n\n{source}", block)


def _tip(found: Result, exercise: Exercise, first: str | None) -> str:
    if found.outcome in (Outcome.PARTLY, Outcome.NOT_YET, Outcome.RAISED) and exercise.hints:
        return f"Stuck? `ex.{exercise.name}.hint()` gives a hint."
    if found.outcome is Outcome.CORRECT and first is not None and exercise.kind in ("quiz", "predict"):
        return first
    return ""


def display_both(plain: str, rich: str) -> None:
    """Displays HTML with its text alternative in a notebook; elsewhere prints the text."""
    ipython = sys.modules.get("IPython")
    if ipython is not None and ipython.get_ipython() is not None:
        from IPython.display import display

        display({"text/html": rich, "text/plain": plain}, raw=True)
    else:
        print(plain)
