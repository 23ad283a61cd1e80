"""A submission's own words, made fit for a page that others open: feedback, and the instructor's Formgrader.

nbconvert puts the HTML in a notebook's text onto the page as it is. A script in it would run with the rights of whoever
looks: in Formgrader those of the instructor's Jupyter.
"""

from __future__ import annotations

import html
import re
from typing import Any

from nbformat import NotebookNode

from coursekit.grading.outputs import PICTURES, picture

# What begins a tag, a comment or a processing instruction in HTML. `a < b` stays as it is.
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
# Addresses that are programs. Browsers overlook spaces in them, and Markdown backslashes.
_PROGRAM = re.compile(
    "|".join(r"[\x00-\x20\\]*".join(f"{name}:") for name in ("javascript", "vbscript")), re.IGNORECASE
)
_ATTACHED = re.compile(r"attachment:([^\s()<>\"']*)")  # nbconvert makes no page where the attachment is missing
_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def make_harmless(notebook: NotebookNode) -> None:
    """Takes everything out of a notebook that a page would run. Outputs are made anew elsewhere (outputs.py)."""
    notebook.metadata = NotebookNode({key: NotebookNode(value) for key, value in _METADATA.items()})
    for cell in notebook.cells:
        kept = {key: cell.metadata[key] for key in ("nbgrader", "tags") if key in cell.metadata}
        cell.metadata = NotebookNode(kept)
        if cell.cell_type == "code":
            continue
        kept_pictures = _pictures(cell.pop("attachments", {}))
        if kept_pictures:
            cell.attachments = kept_pictures
        cell.source = _text(cell.source, kept_pictures)


def _text(source: str, attached: NotebookNode) -> str:
    for _ in range(10):  # &#106; is a j, and &amp;#106; becomes one where somebody reads it twice
        source, before = html.unescape(source), source
        if source == before:
            break
    else:
        source = source.replace("&", "+")
    source = _PROGRAM.sub("not-a-link:", _TAG.sub("&lt;", source))
    return _ATTACHED.sub(lambda found: found[0] if found[1] in attached else f"not-attached:{found[1]}", source)


def _pictures(attachments: Any) -> NotebookNode:
    """The attached pictures, written anew; what else is attached goes."""
    kept = NotebookNode()
    for name, bundle in attachments.items():
        found = {mime: text for mime in PICTURES if mime in bundle and (text := picture(bundle[mime]))}
        if found and re.fullmatch(r"[\w .()-]+", name):
            kept[name] = NotebookNode(found)
    return kept
