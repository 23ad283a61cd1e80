"""The warm process as its worker sees it: how it starts and how it ends."""

from __future__ import annotations

import time

import pytest

from coursekit.grading.runners import WarmProcess
from tests.grading.sandboxed import process, require_sandbox

pytestmark = pytest.mark.slow


def test_it_ends_by_itself_when_it_is_closed():
    require_sandbox()
    warm = WarmProcess()
    with process(warm) as submission:
        assert submission.printed("print(1)") == "1"
    started = warm._process
    begin = time.monotonic()
    warm.close()
    assert started.returncode == 0, "it was killed after a wait"
    assert time.monotonic() - begin < 5
