"""A learner's first minutes: start page, lesson, a wrong answer, a hint, the right answer."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.slow


def cell_with(page, text: str):
    """The visible code cell whose source contains the text."""
    notebook = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    return notebook.locator(".jp-CodeCell").filter(has=page.locator(".cm-content", has_text=text)).first


def run(page, cell, source: str | None = None) -> None:
    """Puts new source into a cell (if given) and runs it."""
    cell.scroll_into_view_if_needed()
    cell.locator(".cm-content").click()
    if source is not None:
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(source)
    page.keyboard.press("Shift+Enter")


def test_the_first_exercise(page):
    page.get_by_role("link", name=re.compile("Tensors and neurons")).click()
    setup = cell_with(page, "ck.setup()")
    setup.wait_for()
    assert not page.locator("dialog.jp-Dialog, .jp-Dialog").is_visible(), "no dialogue may stand in the way"
    assert not page.locator(".Toastify__toast").is_visible(), "no news"

    run(page, setup)
    setup.get_by_text(re.compile(r"^coursekit \d")).wait_for()
    assert not setup.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count(), "start-up noise"
    run(page, cell_with(page, "from coursekit.exercises import"))

    answer, check = cell_with(page, "def dense("), cell_with(page, "ex.dense.check(dense)")
    run(page, check)  # before the cell with the answer has run
    check.locator(".jp-RenderedText", has_text="NameError").first.wait_for()

    run(page, answer)
    run(page, check)
    check.get_by_text("Not attempted yet").wait_for()

    run(page, answer, "def dense(x, W, b):\n    return x @ W")
    run(page, check)
    check.get_by_text("Likely cause: bias forgotten.").wait_for()
    check.get_by_text("1 of 3 points").wait_for()
    assert check.locator(".jp-OutputArea-executeResult").inner_text().split()[-1] == "1.0"

    run(page, answer, "def dense(x, W, b):\n    return x @ W + b")
    run(page, check)
    check.get_by_text("3 of 3 points").wait_for()
    assert check.locator(".jp-OutputArea-executeResult").inner_text().split()[-1] == "3.0"
