"""What students wrote runs on no page, and reads as they wrote it."""

from __future__ import annotations

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbformat import v4

from coursekit.grading.harmless import make_harmless

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def harmless(source: str, **attachments) -> nbformat.NotebookNode:
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell(source)])
    if attachments:
        notebook.cells[0].attachments = attachments
    make_harmless(notebook)
    nbformat.validate(notebook)
    return notebook


@pytest.mark.parametrize(
    "source",
    [
        "# A title\n\n- 3 < 4, a<b and $x<y$\n- **bold** [link](https://keras.io) & more\n\n> quoted",
        "| a | b |\n| --- | --- |\n| `x = 1` | data: 5 |",
    ],
)
def test_everyday_text_stays(source):
    assert harmless(source).cells[0].source.replace("&lt;", "<") == source


@pytest.mark.parametrize(
    "source",
    [
        "<script>evil</script>",
        "<ScRipt src=//evil>",
        "<img src=x onerror=evil>",
        "<!-- x --><b>",
        "</div><svg/onload=evil>",
    ],
)
def test_no_tag_is_left(source):
    page, _ = HTMLExporter().from_notebook_node(harmless(source))
    assert "&lt;" in harmless(source).cells[0].source
    assert source not in page


def test_pictures_are_kept_and_written_anew():
    found = harmless("![a](attachment:a.png)", **{"a.png": {"image/png": PNG}})
    assert found.cells[0].attachments == {"a.png": {"image/png": PNG}}
    page, _ = HTMLExporter().from_notebook_node(found)
    assert PNG in page


def test_what_cannot_be_attached_does_not_stop_the_page():
    broken = {"a.png": {"image/png": 'AAAA" onerror="evil'}, "b.svg": {"image/svg+xml": "<svg/>"}}
    found = harmless("![a](attachment:a.png) ![b](attachment:b.svg) ![c](attachment:c.png)", **broken)
    page, _ = HTMLExporter().from_notebook_node(found)
    assert 'onerror="evil' not in page


def test_metadata_is_made_anew():
    notebook = v4.new_notebook(cells=[v4.new_code_cell("1", metadata={"tags": ["x"], "evil": 1, "nbgrader": {"a": 1}})])
    notebook.metadata.update(title="<script>", kernelspec={"name": "evil", "display_name": "evil"})
    make_harmless(notebook)
    assert notebook.cells[0].metadata == {"tags": ["x"], "nbgrader": {"a": 1}}
    assert "evil" not in str(notebook.metadata)
    assert notebook.metadata.kernelspec.name == "python3"
