"""The text of a notebook that was handed in, as a notebook, or refused with a reason."""

from __future__ import annotations

import json

import nbformat
from nbformat import NotebookNode

from coursekit.check.nesting import is_deeper

NOTEBOOK_VERSION = 4
MOST_CELLS = 2_000  # a lesson has about a hundred
MOST_LEVELS = 40  # of lists and dicts in each other; a notebook needs about ten
MOST_PARTS = 500_000  # lists and dicts; each takes many times its two brackets in memory


class UnreadableSubmission(Exception):
    """What was handed in cannot be graded. The message says why."""


def read_notebook(text: str) -> NotebookNode:
    """The notebook in `text`, in the version that nbgrader works with. All of its text can be written as UTF-8.

    Raises:
        UnreadableSubmission: when it is not a notebook, or one that no editor makes.
    """
    try:
        if text.count("[") + text.count("{") > MOST_PARTS:
            raise ValueError("it has too many lists and dicts.")
        tree = json.loads(text)
        if is_deeper(tree, MOST_LEVELS):
            raise ValueError(f"it is nested deeper than {MOST_LEVELS} levels.")
        cells = tree.get("cells")
        if isinstance(cells, list) and len(cells) > MOST_CELLS:
            raise ValueError(f"it has {len(cells):,} cells; at most {MOST_CELLS:,} are read.")
        # A JSON text can hold halves of characters, which nobody can write.
        writable = json.dumps(tree, ensure_ascii=False).encode("utf-8", "replace").decode()
        notebook = nbformat.reads(writable, as_version=NOTEBOOK_VERSION)
        nbformat.validate(notebook)
    except Exception as error:  # nbformat raises what the text makes it stumble over
        raise UnreadableSubmission(f"It is not a notebook: {' '.join(str(error).split())[:200]}") from error
    return notebook
