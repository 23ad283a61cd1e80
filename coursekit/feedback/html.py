"""Feedback as HTML: inline styles only (notebooks strip style sheets), colours that hold in light and dark.

Text takes the page's own colour; only the badges bring a background, dark enough for white text (contrast
at least 4.5 to 1). Colour never stands alone: every state is also a word.
"""

from __future__ import annotations

import base64
import html
import re

from coursekit.check.result import CriterionResult, Outcome, Result, State
from coursekit.feedback import text

COLOURS = {
    Outcome.CORRECT: "#1a7a3a",
    Outcome.PARTLY: "#8a5a00",
    Outcome.NOT_YET: "#a8321f",
    Outcome.RAISED: "#a8321f",
    Outcome.NOT_ATTEMPTED: "#56606b",
    Outcome.CHECKER_FAILED: "#6a3fa0",
    Outcome.MANUAL: "#1f5f99",
}
_STATES = {
    State.PASSED: ("\u2713", Outcome.CORRECT),
    State.FAILED: ("\u2717", Outcome.NOT_YET),
    State.RAISED: ("!", Outcome.RAISED),
    State.NOT_ATTEMPTED: ("\u2026", Outcome.NOT_ATTEMPTED),
    State.CHECKER_FAILED: ("?", Outcome.CHECKER_FAILED),
}


def rich(message: str) -> str:
    """Plain text as HTML: escaped, `code` in backticks as <code>, line breaks kept."""
    escaped = html.escape(message)
    coded = re.sub(
        r"`([^`]+)`",
        r'<code style="color:inherit;background:rgba(128,128,128,.18);padding:0 .25em">'
        r"\1</code>",
        escaped,
    )
    return coded.replace("\n", "<br>")


def result(found: Result, pictures: list[tuple[bytes, str]]) -> str:
    """A result as a card; `pictures` are PNG bytes with their text alternatives."""
    parts = [
        f'<div style="margin-bottom:.3em">{badge(found.outcome.value, COLOURS[found.outcome])} '
        f"<strong>{rich(found.title)}</strong> &middot; {text.score(found)}</div>"
    ]
    for diagnosis in found.diagnoses:
        parts.append(
            f'<p style="margin:.4em 0"><strong>Likely cause: {rich(diagnosis.name)}.</strong> '
            f"{rich(diagnosis.message)}</p>"
        )
    if found.outcome is Outcome.NOT_ATTEMPTED:
        parts.append(f'<p style="margin:.4em 0">{rich(text.not_attempted(found))}</p>')
    elif found.criteria:
        rows = "".join(_criterion(c, why) for c, why in text.reasons(found))
        parts.append(f'<ul style="list-style:none;margin:.4em 0;padding-left:0">{rows}</ul>')
    for png, described in pictures:
        parts.append(picture(png, described))
    parts += [f'<p style="margin:.4em 0">{rich(line)}</p>' for line in (*found.notes, *text.closing(found))]
    return card("".join(parts), COLOURS[found.outcome])


def picture(png: bytes, described: str) -> str:
    """A picture with its text alternative."""
    data = base64.b64encode(png).decode()
    return f'<img alt="{html.escape(described, quote=True)}" src="data:image/png;base64,{data}" style="max-width:100%">'


def card(inside: str, colour: str) -> str:
    """A block with a coloured edge."""
    return (
        f'<div class="coursekit-feedback" style="border-left:4px solid {colour};padding:.5em .9em;'
        f'margin:.3em 0;line-height:1.5;max-width:52em">{inside}</div>'
    )


def badge(word: str, colour: str) -> str:
    """A word on a coloured ground."""
    return (
        f'<span style="background:{colour};color:#fff;border-radius:3px;padding:.1em .5em;'
        f'font-weight:600;white-space:nowrap">{html.escape(word)}</span>'
    )


def _criterion(found: CriterionResult, why: str) -> str:
    sign, outcome = _STATES[found.state]
    mark = (
        f'<span style="display:inline-block;min-width:1.5em;text-align:center;background:{COLOURS[outcome]};'
        f'color:#fff;border-radius:3px;margin-right:.5em" aria-hidden="true">{sign}</span>'
    )
    said = f"<em>{found.state.value}</em>" if found.state is not State.PASSED else "passed"
    below = f'<div style="margin:.1em 0 .2em 2.1em">{rich(why)}</div>' if why else ""
    return f'<li style="margin:.2em 0">{mark}{rich(found.text)} ({text.count_points(found.points)}, {said}){below}</li>'
