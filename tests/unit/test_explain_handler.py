"""The handler in a real kernel and in IPython without one: the card, the failed cell, and unknown errors as ever."""

from __future__ import annotations

import re
import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

SETUP = "import coursekit as ck\nck.setup()\nck.setup()"
MODEL = """
import keras, numpy as np
x, y = np.zeros((8, 4)), np.zeros(8, int)
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax", name="out")])
model.compile("sgd", "categorical_crossentropy")
"""
KNOWN = "model.fit(\n    x,\n    y,\n)"
UNKNOWN = "def f(a):\n    return a / 0\n\nf(1)"


def run(cells: dict[str, str]) -> tuple[dict[str, list[nbformat.NotebookNode]], CellExecutionError | None]:
    """The outputs of the cells, and the error that stopped the notebook. `cell!` is a name whose cell may raise."""
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells.values()])
    for name, cell in zip(cells, made.cells, strict=True):
        cell.metadata.tags = ["raises-exception"] if name.endswith("!") else []
    stopped = None
    try:
        NotebookClient(made, timeout=120, kernel_name="python3").execute()
    except CellExecutionError as caught:
        stopped = caught
    return {name.rstrip("!"): cell.outputs for name, cell in zip(cells, made.cells, strict=True)}, stopped


def error(outputs: list[nbformat.NotebookNode]) -> nbformat.NotebookNode:
    (found,) = [output for output in outputs if output.output_type == "error"]
    return found


def plain(lines: list[str]) -> str:
    text = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(lines))
    return re.sub(r"In\[\d+\]", "In[]", text)


@pytest.fixture(scope="module")
def all_ran() -> tuple[dict[str, list[nbformat.NotebookNode]], CellExecutionError | None]:
    return run(
        {
            "setup": SETUP,
            "model": MODEL,
            "known!": KNOWN,
            "last": "import sys\nprint(sys.last_type.__name__, hasattr(sys.last_value, '_render_traceback_'))",
            "full": "ck.traceback()",
            "tb!": "%tb",
            "unknown!": UNKNOWN,
            "off": "import os\nos.environ['COURSEKIT_EXPLAIN'] = 'off'",
            "switched off!": KNOWN,
            "on": "del os.environ['COURSEKIT_EXPLAIN']",
            "breaks": "import coursekit.explain.catalogue as c\nexplain, c.explain = c.explain, None",
            "broken!": KNOWN,
            "mended": "c.explain = explain",
            "stops": KNOWN,
            "after": "print('never')",
        }
    )


@pytest.fixture
def ran(all_ran) -> dict[str, list[nbformat.NotebookNode]]:
    return all_ran[0]


def test_a_known_error_is_explained_in_a_card(ran) -> None:
    card, _ = ran["known"]
    assert card.output_type == "display_data"
    text, html = card.data["text/plain"], card.data["text/html"]
    for said in ("integer labels with categorical_crossentropy", "model.fit(", "(8,)", "to_categorical", "out (Dense)"):
        assert said in text
        assert said in html
    assert "here" in text
    assert "ck.traceback()" in text
    folded = html.split("<details>")[1]
    assert "Traceback (most recent call last)" in folded
    assert "error_handler" in folded
    assert "Traceback" not in html.split("<details>")[0]
    assert "\x1b" not in html


def test_the_cell_fails_with_the_error_itself_in_short(ran) -> None:
    failed = error(ran["known"])
    assert failed.ename == "ValueError"
    assert "must have the same rank" in failed.evalue
    assert plain(failed.traceback).startswith("ValueError: Arguments `target` and `output`")
    assert "Traceback" not in plain(failed.traceback)


def test_nothing_is_written_to_standard_error(ran) -> None:
    assert [name for name, outputs in ran.items() for output in outputs if output.get("name") == "stderr"] == []


def test_the_last_error_is_kept_and_its_full_traceback_one_call_away(ran) -> None:
    assert ran["last"][0].text == "ValueError False\n"
    assert "error_handler" in ran["full"][0].text
    assert "error_handler" in plain(error(ran["tb"]).traceback)


def test_an_unknown_error_is_shown_as_ipython_shows_it(ran) -> None:
    shown = run({"unknown!": UNKNOWN})[0]["unknown"]
    assert [output.output_type for output in ran["unknown"]] == ["error"]
    mine, theirs = error(ran["unknown"]), error(shown)
    assert (mine.ename, mine.evalue) == (theirs.ename, theirs.evalue)
    assert plain(mine.traceback) == plain(theirs.traceback)


def test_switched_off_and_broken_it_gives_ipythons_traceback(ran) -> None:
    for name in ("switched off", "broken"):
        assert [output.output_type for output in ran[name]] == ["error"]
        assert "error_handler" in plain(error(ran[name]).traceback)


def test_run_all_stops_at_a_known_error(all_ran) -> None:
    outputs, stopped = all_ran
    assert stopped is not None
    assert stopped.ename == "ValueError"
    assert outputs["stops"][0].output_type == "display_data"
    assert outputs["after"] == []


def test_a_handler_that_was_there_before_keeps_the_unknown_errors() -> None:
    code = """
from IPython.core.interactiveshell import InteractiveShell
from coursekit.explain.handler import install
shell = InteractiveShell.instance()
shell.set_custom_exc((KeyError,), lambda self, kind, error, tb, tb_offset=None: print("mine:", error))
install(shell)
install(shell)
assert not shell.run_cell("{}['a']").success
assert not shell.run_cell("1 / 0").success
assert not shell.run_cell("import keras; keras.layers.Dense(3, activations='relu')").success
"""
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    out = plain([out])
    assert out.count("mine: 'a'") == 1
    assert out.count("ZeroDivisionError: division by zero") == 1
    assert out.count("Known error: a misspelt keyword") == 1
    assert "The mend: Write activation= in place of activations=." in out


def test_plain_python_is_left_alone(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    import coursekit as ck

    hook = sys.excepthook
    monkeypatch.delattr(sys, "last_value", raising=False)
    ck.traceback()
    assert capsys.readouterr().out == "There was no error so far.\n"
    try:
        raise KeyError("absent")
    except KeyError as caught:
        monkeypatch.setattr(sys, "last_value", caught, raising=False)
    ck.traceback()
    assert "KeyError: 'absent'" in capsys.readouterr().out
    assert sys.excepthook is hook
