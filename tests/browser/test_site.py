"""A page of the site in a real browser: formulas without a network, both themes, a phone, what axe-core says."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from tests.browser.file_pages import each_scheme, each_width, readable
from website.pages import lesson_page

pytestmark = pytest.mark.slow

TEXT = r"""# A lesson

[Open in Colab](https://colab.research.google.com)

The code $c$ of a row follows from the mean $m$, and $\sqrt{x}$ is a root:

$$\text{code} = (x - m)\,V, \qquad \text{rebuilt} = m + \text{code}\,V^\top, \qquad \text{loss} = \sum_i (x_i - r_i)^2$$

| a column with a long name | another_one_that_cannot_be_broken | a_third_that_cannot_be_broken_either |
| --- | --- | --- |
| 1 | 2 | 3 |
"""
CODE = "words = 'a line of code that is much longer than the screen of a phone, and longer than a page is wide' * 2"
# As rich prints Keras's summary of a model.
SUMMARY = (
    "<pre style=\"white-space:pre;overflow-x:auto;line-height:normal;font-family:Menlo,'DejaVu Sans Mono'\">"
    '<span style="font-weight: bold"> Layer (type)                    Output Shape                  Param # </span>\n'
    '<span style="color: #0087ff; text-decoration-color: #0087ff">Dense</span>                           '
    '<span style="color: #00d7ff; text-decoration-color: #00d7ff">None</span></pre>'
)


@pytest.fixture(scope="module")
def address(tmp_path_factory, checkout: Path) -> str:
    """The page as Sphinx builds it, opened as a file."""
    for package in ("furo", "myst_nb", "sphinx-mathjax-offline"):
        pytest.importorskip(package)
    from sphinx.cmd.build import build_main

    shown = nbformat.v4.new_output("display_data", data={"text/html": SUMMARY})
    code = nbformat.v4.new_code_cell(CODE, outputs=[shown])
    cells = [nbformat.v4.new_markdown_cell(TEXT), code, nbformat.v4.new_markdown_cell("## Another heading")]
    folder = tmp_path_factory.mktemp("site")
    (folder / "source").mkdir()
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"language_info": {"name": "python"}})
    nbformat.write(lesson_page(notebook), folder / "source" / "index.ipynb")
    options = ["-q", "-W", "--keep-going", "-c", str(checkout / "website"), "-b", "html"]
    assert build_main([*options, str(folder / "source"), str(folder / "built")]) == 0
    return (folder / "built" / "index.html").as_uri()


@each_scheme
@each_width
def test_it_can_be_read_without_a_network(browser, address, scheme, width):
    with readable(browser, address, scheme, width, "body", offline=True) as page:
        page.locator("mjx-container").nth(3).wait_for()
        assert page.locator("mjx-container").count() == page.locator(".math").count() == 4
        assert page.locator("mjx-merror").count() == 0
        page.wait_for_function("[...document.fonts].some(f => f.family.startsWith('MJX') && f.status === 'loaded')")
