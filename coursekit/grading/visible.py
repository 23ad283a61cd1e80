"""Text of students on a terminal: names of folders, error messages, answers."""

from __future__ import annotations

import unicodedata

from rich.markup import escape

# Control characters (a terminal obeys them), characters that turn the direction of writing, halves of characters.
_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def visible(text: str) -> str:
    """The text with everything that a terminal would obey written out, such as \\x1b, and as rich's markup."""
    return escape("".join(_written(character) for character in text))


def _written(character: str) -> str:
    return repr(character)[1:-1] if unicodedata.category(character) in _HIDDEN else character
