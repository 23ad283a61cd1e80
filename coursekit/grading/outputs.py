"""Outputs that came from a submission's process, made fit for a notebook that an instructor will open.

Nothing in them is believed. Of rich outputs pictures and plain text stay: HTML, SVG and JavaScript of a submission
would run in the browser of whoever grades it, with that person's rights.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any

from nbformat import NotebookNode, v4

PICTURES = ("image/png", "image/jpeg")
MOST_OUTPUTS = 1_000
MOST_CHARACTERS = 8 * 2**20  # of one cell


def cleaned(found: list[dict[str, Any]], count: int) -> list[NotebookNode]:
    """The outputs of a cell as the notebook format has them. What has no such form is left out."""
    room, kept = MOST_CHARACTERS, []
    for item in found[:MOST_OUTPUTS]:
        output = _output(item, count)
        if output is None:
            continue
        room -= len(str(output))
        if room < 0:
            kept.append(v4.new_output("stream", name="stdout", text="[There was more output. It is left out.]\n"))
            break
        kept.append(output)
    return kept


def _output(item: dict[str, Any], count: int) -> NotebookNode | None:
    kind = _text(item.get("output_type"))
    if kind == "stream":
        name = "stderr" if _text(item.get("name")) == "stderr" else "stdout"
        return v4.new_output("stream", name=name, text=_text(item.get("text")))
    if kind == "error":
        lines = item.get("traceback")
        lines = [_text(line) for line in lines[:200]] if isinstance(lines, list) else []
        return v4.new_output("error", ename=_text(item.get("ename")), evalue=_text(item.get("evalue")), traceback=lines)
    if kind in ("display_data", "execute_result"):
        data = _data(item.get("data"))
        if not data:
            return None
        more = {"execution_count": count} if kind == "execute_result" else {}
        return v4.new_output(kind, data=data, **more)
    return None


def _data(found: Any) -> dict[str, str]:
    if not isinstance(found, dict):
        return {}
    kept = {"text/plain": _text(found["text/plain"])} if "text/plain" in found else {}
    for mime in PICTURES:
        if mime in found and (text := picture(found[mime])):
            kept[mime] = text
    if not kept and found:
        kept["text/plain"] = f"[{', '.join(_text(mime)[:60] for mime in list(found)[:5])}: not shown]"
    return kept


def picture(text: Any) -> str:
    """A picture in base64, or nothing when it is none.

    Its bytes are written anew: what stood beside them could leave the page's quotation marks.
    """
    try:
        return base64.b64encode(base64.b64decode(_text(text), validate=False)).decode()
    except (binascii.Error, ValueError):
        return ""


def _text(value: Any) -> str:
    """The text; none where it is no text. The codec has seen to it that it can be written as UTF-8."""
    return value if isinstance(value, str) else ""
