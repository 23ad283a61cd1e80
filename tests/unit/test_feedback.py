"""Feedback: the text says all that the HTML says, nothing a learner writes is run, colours can be read."""

from __future__ import annotations

import re
import sqlite3

import nbformat
import pytest
from nbclient import NotebookClient

from coursekit.check import Exercise, Fail, Picture, require
from coursekit.check.channel import LocalChannel
from coursekit.check.host import Host
from coursekit.check.result import Outcome
from coursekit.feedback import attempts, html, pictures, text


def exercise() -> Exercise:
    made = Exercise("Say <b>it</b>", points=2.5, hints=("Look at `x`.", "It is 3.", "Write 3."))

    @made.criterion("a number", points=0.5)
    def number(answer, rng):
        answer.number()

    @made.criterion("is three", points=2)
    def three(answer, rng):
        require(answer.number() == 3, "It is `not` 3 & <script>alert(1)</script>.")

    @made.misconception("four")
    def four(answer, rng):
        return "Four is <one> more." if answer.number() == 4 else None

    return made


def judged(answer, made=None):
    return (made or exercise()).judge(LocalChannel(Host([answer])))


@pytest.mark.parametrize("answer", [3, 4, "<i>x</i>", ..., None])
def test_text_and_html_say_the_same(answer):
    result = judged(answer)
    plain = text.result(result)
    shown = html.result(result, [])
    stripped = re.sub(r"<[^>]+>", " ", shown)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"), ("&#x27;", "'"), ("&quot;", '"')):
        stripped = stripped.replace(entity, character)
    words = set(re.findall(r"[A-Za-z0-9.]{2,}", plain))
    assert words <= set(re.findall(r"[A-Za-z0-9.]{2,}", stripped)) | {"passed"}
    assert result.outcome.value in plain
    assert "<script>" not in shown and "<i>x</i>" not in shown and "<b>it</b>" not in shown


def test_points_are_written_plainly():
    assert "2.5 of 2.5 points" in text.result(judged(3))
    assert "0.5 of 2.5 points" in text.result(judged(4))
    assert "(0.5 points)" in text.result(judged(4))


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("outcome", list(Outcome))
def test_white_on_each_badge_can_be_read(outcome):
    assert 1.05 / (_luminance(html.COLOURS[outcome]) + 0.05) >= 4.5  # WCAG 2.2, level AA


def test_the_same_reason_is_told_once():
    made = Exercise("x", points=2)
    for name in ("a", "b"):
        made.criterion(name, points=1)(lambda answer, rng: "Because.")
    plain = text.result(judged(1, made))
    assert plain.count("Because.") == 1
    assert "For the same reason." in plain


def test_hints_come_one_by_one(capsys):
    made = exercise()
    for count in (1, 2, 3, 3):
        made.hint()
        out = capsys.readouterr().out
        assert out.count("Hint ") == count
    assert "Hint 3 of 3: Write 3." in out


def test_a_picture_is_drawn_with_its_text():
    made = Exercise("x", points=1)

    @made.criterion("fits", points=1)
    def fits(answer, rng):
        raise Fail("Look.", Picture("confusion_matrix", {"y_true": [0, 1, 1], "y_pred": [0, 1, 0]}))

    ((png, described),) = pictures.draw_all(judged(1, made))
    assert png.startswith(b"\x89PNG")
    assert described
    assert "alt=" in html.result(judged(1, made), [(png, described)])


def test_a_picture_that_cannot_be_drawn_leaves_the_words():
    assert pictures.draw(Picture("no_such_plot", {})) is None


def test_attempts_are_kept_and_the_first_remembered(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSEKIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COURSEKIT_RECORD", "on")
    assert attempts.keep("lesson", judged(...)) is None
    assert not attempts.path().exists(), "what is not attempted is no attempt"
    assert attempts.keep("lesson", judged(4)) is None
    assert attempts.keep("lesson", judged(3)) == "Your first attempt had 0.5 of 2.5."
    with sqlite3.connect(attempts.path()) as database:
        rows = database.execute("select lesson, outcome, score, points from attempt").fetchall()
    assert rows == [("lesson", "PARTLY", 0.5, 2.5), ("lesson", "CORRECT", 2.5, 2.5)]


def test_a_disk_that_cannot_be_written_stops_nothing(tmp_path, monkeypatch, capfd):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("COURSEKIT_HOME", str(blocked))
    monkeypatch.setenv("COURSEKIT_RECORD", "on")
    exercise().check(3)
    assert capfd.readouterr().err == ""


def test_a_question_stands_below_the_picture_of_its_cell():
    drawn = "import matplotlib.pyplot as plt\nfrom coursekit.exercises import compile as ex\nplt.plot([1, 2])\n"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(drawn + "ex.which_mistake.ask()")])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    shown = [output.data for output in notebook.cells[0].outputs if output.output_type == "display_data"]
    assert ["image/png" in data for data in shown] == [True, False]
