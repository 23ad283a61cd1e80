"""Keras started quietly, as a notebook starts it, and no attempts kept."""

import os

import pytest

from coursekit import session


@pytest.fixture(scope="session", autouse=True)
def _quiet_keras():
    os.environ["COURSEKIT_RECORD"] = "off"
    session.setup()
