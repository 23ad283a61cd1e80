"""Unit tests keep no attempts, and import Keras as a notebook does: quietly, before any of them imports it itself."""

import contextlib
import io
import os
import sys

import pytest

from coursekit import session

os.environ["COURSEKIT_RECORD"] = "off"
with contextlib.redirect_stdout(io.StringIO()):
    session.setup()


@pytest.fixture(autouse=True)
def _no_open_figures():
    """Figures are global: a test that counts them must not count those of the test before."""
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
