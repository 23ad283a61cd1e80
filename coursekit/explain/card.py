"""An explanation as a card: HTML, and text that says the same."""

from __future__ import annotations

import html

from coursekit.check.result import Outcome
from coursekit.explain import shapes
from coursekit.explain.known import Explanation
from coursekit.feedback.html import COLOURS, badge, card, rich

MORE = "The full traceback: `ck.traceback()`."
_SPACED = 'style="margin:.4em 0"'
_BLOCK = 'style="color:inherit;background:rgba(128,128,128,.12);padding:.5em;margin:.3em 0;overflow-x:auto"'


def as_text(found: Explanation) -> str:
    """The explanation as lines of text."""
    parts = [f"Known error: {found.name}"]
    if found.source:
        parts += [f"{_where(found)}:", *(f"    {line}" for line in found.source.splitlines())]
    parts += [f"What it means: {found.means}", f"The mend: {found.mend}"]
    if found.flow:
        parts += ["The flow of shapes:", *(f"    {line}" for line in shapes.as_text(found.flow).splitlines())]
    return "\n".join([*parts, _lessons(found), MORE]).replace("`", "")


def as_html(found: Explanation, traceback: str) -> str:
    """The explanation as a card, with the full traceback folded away."""
    colour = COLOURS[Outcome.RAISED]
    parts = [
        f'<div style="margin-bottom:.3em">{badge("known error", colour)} <strong>{rich(found.name)}</strong></div>'
    ]
    if found.source:
        parts.append(f"<div {_SPACED}>{_where(found)}:<pre {_BLOCK}>{html.escape(found.source)}</pre></div>")
    parts += [
        f"<p {_SPACED}><strong>What it means.</strong> {rich(found.means)}</p>",
        f"<p {_SPACED}><strong>The mend.</strong> {rich(found.mend)}</p>",
    ]
    if found.flow:
        parts.append(shapes.as_html(found.flow))
    parts.append(f"<p {_SPACED}>{_lessons(found)}</p>")
    parts.append(
        f"<details><summary>The full traceback</summary><pre {_BLOCK}>{html.escape(traceback)}</pre></details>"
    )
    return card("".join(parts), colour)


def _where(found: Explanation) -> str:
    inside = f" of {found.function}()" if found.function.isidentifier() else ""
    return f"Your line {found.line}{inside}" if found.line else "Your line"


def _lessons(found: Explanation) -> str:
    return f"More in lesson{'s' if len(found.lessons) > 1 else ''} {', '.join(found.lessons)}."
