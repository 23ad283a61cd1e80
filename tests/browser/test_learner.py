"""A learner's first minutes: start page, lesson, a wrong answer, a hint, the right answer."""

from __future__ import annotations

import re

import nbformat
import pytest

from tests.browser.conftest import SECONDS
from tests.browser.notebook import cell_with, choose, open_lesson, run, run_below, serious_findings, wait_for_lesson

pytestmark = pytest.mark.slow


def test_the_first_exercise(page):
    open_lesson(page, "Tensors and neurons")
    setup = cell_with(page, "ck.setup()")
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

    run_below(page, check, "ex.dense.hint()").get_by_text(re.compile("Hint 1 of")).first.wait_for()

    run(page, answer, "def dense(x, W, b):\n    return x @ W + b")
    run(page, check)
    check.get_by_text("3 of 3 points").wait_for()
    assert check.locator(".jp-OutputArea-executeResult").inner_text().split()[-1] == "3.0"

    page.locator(".lm-TabBar-tab", has_text="index.ipynb").click()  # the start page shows the points
    progress = cell_with(page, "ck.progress()")
    run(page, progress)
    progress.locator('.coursekit-feedback img[alt*="tensors_and_neurons 3 of 21"]').wait_for()


def test_run_all_on_an_untouched_lesson_raises_nothing(page, lab):
    lesson = "02_keras_basics"
    page.goto(f"{lab.address.split('/lab')[0]}/lab/tree/{lesson}/{lesson}.ipynb")
    wait_for_lesson(page)
    path = lab.folder / lesson / f"{lesson}.ipynb"
    choose(page, "Run", "Run All Cells")
    last = max(i for i, cell in enumerate(nbformat.read(path, 4).cells) if cell.cell_type == "code")
    for _ in range(2 * SECONDS):
        page.keyboard.press("Control+s")
        page.wait_for_timeout(1000)
        saved = nbformat.read(path, 4).cells
        if saved[last].execution_count:
            break
    executed = [cell for cell in saved if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in executed)
    errors = [out for cell in executed for out in cell.outputs if out.output_type == "error"]
    assert errors == []


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_feedback_can_be_read_in_both_themes(page, theme):
    choose(page, "Settings", "Theme", theme)
    page.locator(f'body[data-jp-theme-name="{theme}"]').wait_for(state="attached")
    open_lesson(page, "Tensors and neurons")
    run(page, cell_with(page, "ck.setup()"))
    run(page, cell_with(page, "from coursekit.exercises import"))
    answer, check = cell_with(page, "def dense("), cell_with(page, "ex.dense.check(dense)")
    found = []
    for source in ("def dense(x, W, b):\n    return ...", "def dense(x, W, b):\n    return x @ W"):
        run(page, answer, source)
        run(page, check)
        check.get_by_text("Not attempted yet" if "..." in source else "Likely cause").wait_for()
        found += serious_findings(page, ".jp-NotebookPanel:not(.lm-mod-hidden) .coursekit-feedback")
    assert found == []
