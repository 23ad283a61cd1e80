"""What students write does nothing to a terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from coursekit.grading.visible import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ärzte (1) [x] 3 < 4", "Ärzte (1) [x] 3 < 4"),
        ("\x1b]0;owned\x07", r"\x1b]0;owned\x07"),
        ("a\nb\rc\x08\x9b2J", r"a\nb\rc\x08\x9b2J"),
        ("\u202egpj.exe\u2028", r"\u202egpj.exe\u2028"),
        ("half \ud83d", r"half \ud83d"),
        ("[red]x[/red]", "[red]x[/red]"),
        ("[link=http://evil]x", "[link=http://evil]x"),
    ],
)
def test_what_a_terminal_would_obey_is_written_out(text, shown):
    stream = io.StringIO()
    Console(file=stream, force_terminal=True, color_system=None, width=200).print(visible(text), highlight=False)
    assert stream.getvalue().rstrip("\n") == shown
