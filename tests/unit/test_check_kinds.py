"""Quizzes, predictions and written answers."""

from __future__ import annotations

import pytest

from coursekit.check import Manual, Option, Outcome, Predict, Quiz, require
from coursekit.check.channel import LocalChannel
from coursekit.check.host import Host


def quiz(**more) -> Quiz:
    return Quiz(
        "Parameters",
        points=2,
        question="How many parameters has `Dense(3)` on 4 inputs?",
        options={
            "12": Option("twelve", "The bias is missing.", misconception="bias forgotten"),
            "15": Option("fifteen", "4 times 3 weights and 3 biases.", right=True),
            "many": Option("a great many", "It is a small layer."),
            **more,
        },
    )


def judged(exercise, answer):
    return exercise.judge(LocalChannel(Host([answer])))


@pytest.mark.parametrize("answer", ["15", 15, " 15 ", ["15"], {"15"}])
def test_the_right_option_in_any_spelling(answer):
    assert judged(quiz(), answer).score == 2.0


def test_a_wrong_option_is_explained_by_name():
    result = judged(quiz(), "12")
    assert result.score == 0.0
    assert [(d.name, d.message) for d in result.diagnoses] == [("bias forgotten", "The bias is missing.")]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("16", "There is no option '16'. Write one of '12', '15' or 'many'."),
        (["15", "12"], "You chose 2 options; one is right."),
        (None, "Your answer is None; a text in quotes expected."),
        (3.5, "There is no option '3.5'. Write one of '12', '15' or 'many'."),
    ],
)
def test_what_is_no_choice_has_a_sentence(answer, sentence):
    assert judged(quiz(), answer).criteria[0].message == sentence


def test_several_right_options():
    several = quiz(other=Option("15, said otherwise", "", right=True))
    assert judged(several, {"15", "other"}).score == 2.0
    assert judged(several, {"15"}).score == 0.0
    assert judged(several, {"15", "other", "many"}).score == 0.0


def test_the_question_shows_all_options_in_a_stable_order(capsys):
    quiz().ask()
    first = capsys.readouterr().out
    quiz().ask()
    assert capsys.readouterr().out == first
    assert all(key in first for key in ("12", "15", "many", "How many parameters"))


def test_a_quiz_needs_a_right_option():
    with pytest.raises(ValueError, match="no right option"):
        Quiz("x", points=1, question="?", options={"a": Option("a", "")})


def test_a_prediction_comes_before_the_reveal(capsys):
    predict = Predict("Guess", points=1)
    predict.criterion("a number", points=1)(lambda answer, rng: require(answer.number() > 0, "no"))
    assert predict.predicted(...) is False
    assert "Predict first" in capsys.readouterr().out
    assert predict.predicted(3) is True
    assert capsys.readouterr().out == ""
    assert judged(predict, 3).score == 1.0
    assert judged(predict, ...).outcome is Outcome.NOT_ATTEMPTED


def test_a_written_answer_waits_for_a_person():
    essay = Manual("Explain", points=3, rubric=[("says why", 2), ("names a limit", 1)], words=5)
    assert judged(essay, ...).outcome is Outcome.NOT_ATTEMPTED
    short, good, wrong = (judged(essay, a) for a in ("too short", "this answer has enough words", 3))
    assert short.outcome is good.outcome is Outcome.MANUAL
    assert good.score == 0.0
    assert "You wrote 2 words; at least 5 expected." in short.notes
    assert "a text in quotes expected" in wrong.notes[0]
    assert good.notes == ("says why (2 points)", "names a limit (1 point)")
    with pytest.raises(ValueError, match="rubric has 2 points"):
        judged(Manual("x", points=3, rubric=[("a", 2)]), "text")
