"""Pages that are complete in themselves: opened as a file, read on a screen and on a phone, in light and in dark."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.notebook import serious_findings

each_scheme = pytest.mark.parametrize("scheme", ["light", "dark"])
each_width = pytest.mark.parametrize("width", [1280, 390])


@contextlib.contextmanager
def readable(browser: Any, address: str, scheme: str, width: int, part: str, **options: Any) -> Iterator[Any]:
    """The page, opened. At the end of the block it must have asked no network, fit the width, and be readable.

    Args:
        part: a selector of what is read.
        options: of the browser's new context.
    """
    context = browser.context.browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, **options
    )
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    yield page
    assert serious_findings(page, part) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing stands out to the right"
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    assert dark == (scheme == "dark")
