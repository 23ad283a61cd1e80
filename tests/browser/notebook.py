"""What a person does in a notebook that JupyterLab shows, and what they see there."""

from __future__ import annotations

import re


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


def run_below(page, cell, source: str):
    """Adds a cell below, runs `source` in it, and returns it."""
    cell.locator(".cm-content").click()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(source)
    page.keyboard.press("Shift+Enter")
    return cell_with(page, source)


def open_lesson(page, title: str) -> None:
    """Follows a lesson's link on the start page and waits until its kernel takes orders."""
    page.get_by_role("link", name=re.compile(title)).first.click()
    wait_for_lesson(page)


def wait_for_lesson(page) -> None:
    """Waits for a lesson's first cell and for its kernel."""
    cell_with(page, "ck.setup()").wait_for()
    shown = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    shown.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for()


def choose(page, *path: str) -> None:
    """Chooses an entry of JupyterLab's menus: `choose(page, "Run", "Run All Cells")`."""
    page.locator(".lm-MenuBar-item", has_text=re.compile(f"^{path[0]}$")).click()
    for position, name in enumerate(path[1:], start=1):
        entry = page.locator(".lm-Menu-item", has=page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{name}$")))
        entry.last.hover()
        if position == len(path) - 1:
            entry.last.click()


def serious_findings(page, inside: str) -> list[str]:
    """What axe-core finds wrong for people who see or hear differently, in the elements of a CSS selector."""
    from axe_playwright_python.sync_playwright import Axe

    page.locator(inside).first.wait_for()
    found = Axe().run(page, context=inside).response["violations"]
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:300]}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
