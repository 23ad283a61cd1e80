"""Importing coursekit is quick and brings in nothing heavy."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import coursekit

HEAVY = ("IPython", "keras", "matplotlib", "numpy", "sklearn", "tensorflow")


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


def test_import_takes_less_than_150_ms() -> None:
    code = "import time; t = time.process_time(); import coursekit; print(time.process_time() - t)"
    assert min(float(run(code)) for _ in range(5)) < 0.15


def test_import_brings_in_nothing_heavy() -> None:
    loaded = json.loads(run("import coursekit, json, sys; coursekit.setup; print(json.dumps(list(sys.modules)))"))
    assert [name for name in HEAVY if name in loaded] == []


def test_everything_that_is_promised_is_there() -> None:
    for name in coursekit.__all__:
        assert getattr(coursekit, name) is not None
        assert name in dir(coursekit)


def test_an_unknown_name_says_what_there_is() -> None:
    with pytest.raises(AttributeError, match=r"no attribute 'dat'; it has .*data"):
        coursekit.dat  # noqa: B018
