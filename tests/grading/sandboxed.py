"""Submissions' processes for tests: the warm process, cells run in it, and what they print."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from coursekit.check.channel import PipeChannel
from coursekit.grading.limits import Limits
from coursekit.grading.notebook_replies import FORMS
from coursekit.grading.runners import Runner, WarmProcess
from coursekit.grading.trial import why_no_sandbox


def require_sandbox() -> None:
    """Skips the test where no sandbox can be made, or fails it if COURSEKIT_REQUIRE names `sandbox`."""
    if (reason := why_no_sandbox()) is not None:
        if "sandbox" in os.environ.get("COURSEKIT_REQUIRE", "").split(","):
            pytest.fail(f"COURSEKIT_REQUIRE names the sandbox. {reason}")
        pytest.skip(reason)


class Process:
    """A submission's process."""

    def __init__(self, runner: Runner) -> None:
        self.runner = runner
        self.channel = PipeChannel(runner.connection, seconds=60, forms=FORMS)

    def cell(self, source: str, seconds: float = 30.0, output_bytes: int = 100_000) -> list[dict[str, Any]]:
        """The outputs of a cell, as the process reports them."""
        message = {"op": "cell", "source": source, "seconds": seconds, "output_bytes": output_bytes}
        return self.channel.request(message)["outputs"]

    def printed(self, source: str) -> str:
        """What a cell prints. It must not raise."""
        outputs = self.cell(source)
        assert [o for o in outputs if o["output_type"] == "error"] == []
        return "".join(o["text"] for o in outputs if o["output_type"] == "stream").strip()


@contextmanager
def process(warm: WarmProcess, limits: Limits | None = None) -> Iterator[Process]:
    """A new process for a submission."""
    with warm.runner(limits or Limits()) as runner:
        yield Process(runner)
