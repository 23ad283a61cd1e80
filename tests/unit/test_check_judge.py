"""From criteria to a Result: outcomes, points, diagnoses, and whose fault a failure is."""

from __future__ import annotations

import random
import statistics
import time

import numpy as np
import pytest
from IPython.lib.pretty import pretty

from coursekit.check import Exercise, Fail, Outcome, require, require_close
from coursekit.check.channel import LocalChannel
from coursekit.check.host import CALL_SECONDS, Host
from coursekit.check.result import State
from coursekit.feedback import text


def exercise_of_two(**options) -> Exercise:
    exercise = Exercise("Double it", points=3, hints=("Think.", "Add it to itself."), **options)

    @exercise.criterion("right for 1", points=1)
    def one(answer, rng):
        require_close(answer(1.0).number(), 2.0)

    @exercise.criterion("right for fresh numbers", points=2)
    def fresh(answer, rng):
        x = rng.normal(size=4)
        require_close(answer(x).array(shape=(4,)), 2 * x)

    @exercise.misconception("squared")
    def squared(answer, rng):
        return "You square it." if answer(3.0).number() == 9 else None

    return exercise


def judged(exercise, *answers, **options):
    return exercise.judge(LocalChannel(Host(list(answers))), **options)


@pytest.mark.parametrize(
    ("answer", "outcome", "score"),
    [
        (lambda x: 2 * x, Outcome.CORRECT, 3.0),
        (lambda x: 2.0, Outcome.PARTLY, 1.0),
        (lambda x: x**2, Outcome.NOT_YET, 0.0),
        (lambda x: undefined, Outcome.RAISED, 0.0),  # noqa: F821
        (..., Outcome.NOT_ATTEMPTED, 0.0),
        (lambda x: ..., Outcome.NOT_ATTEMPTED, 0.0),
        (None, Outcome.NOT_YET, 0.0),
        (5, Outcome.NOT_YET, 0.0),
    ],
)
def test_outcomes(answer, outcome, score):
    result = judged(exercise_of_two(), answer)
    assert (result.outcome, result.score) == (outcome, score)


def test_the_only_representation_is_a_plain_float():
    result = judged(exercise_of_two(), lambda x: 2.0)
    assert repr(result) == str(result) == pretty(result) == "1.0"
    assert float(result) == 1.0
    assert type(result.score) is float
    assert not [name for name in dir(type(result)) if name.startswith("_repr_")]


def test_misconceptions_come_by_name_only_when_something_fails():
    assert [d.name for d in judged(exercise_of_two(), lambda x: x**2).diagnoses] == ["squared"]
    assert judged(exercise_of_two(), lambda x: 2 * x).diagnoses == ()


def test_all_failing_criteria_are_reported():
    result = judged(exercise_of_two(), lambda x: x + 5)
    assert [c.state for c in result.criteria] == [State.FAILED, State.FAILED]
    assert all(c.message for c in result.criteria)


def test_an_error_is_told_in_full_once():
    def broken(x):
        raise ValueError("no such word")

    result = judged(exercise_of_two(), broken)
    for criterion in result.criteria:  # a record is whole: the others may not be read with it
        assert criterion.message.startswith("Your code raised ValueError: no such word")
        assert criterion.message.startswith(criterion.error)
        assert " It was called with " in criterion.message.removeprefix(criterion.error)
    first, second = (why for _, why in text.reasons(result))
    assert first == result.criteria[0].message
    assert second.startswith("The same error. It was called with ")


def test_hidden_criteria_run_in_grading_only():
    exercise = exercise_of_two()
    exercise.points = 4
    exercise.criterion("right for the grader", points=1, hidden=True)(lambda answer, rng: None)
    here, there = judged(exercise, lambda x: 2 * x), judged(exercise, lambda x: 2 * x, hidden=True)
    assert (here.score, here.hidden_left) == (3.0, 1)
    assert (there.score, there.hidden_left) == (4.0, 0)


def test_a_checkers_own_failure_is_never_the_learners():
    exercise = Exercise("broken", points=2)
    exercise.criterion("fine", points=1)(lambda answer, rng: None)

    @exercise.criterion("fails by itself", points=1)
    def broken(answer, rng):
        raise KeyError("a bug of ours")

    result = judged(exercise, 3)
    assert result.outcome is Outcome.CHECKER_FAILED
    assert result.criteria[1].state is State.CHECKER_FAILED
    assert "not about your answer" in result.criteria[1].message
    assert "a bug of ours" in result.checker_errors[0]


def test_a_broken_misconception_costs_nothing():
    exercise = exercise_of_two()
    exercise.misconception("broken")(lambda answer, rng: 1 / 0)
    result = judged(exercise, lambda x: 2.0)
    assert result.outcome is Outcome.PARTLY
    assert "ZeroDivisionError" in result.checker_errors[0]


def test_an_endless_answer_is_waited_for_once():
    def forever(x):
        while True:
            pass

    start = time.monotonic()
    result = judged(exercise_of_two(), forever)
    assert time.monotonic() - start < CALL_SECONDS + 4
    assert result.outcome is Outcome.RAISED
    assert len({c.message for c in result.criteria}) == 1


def test_seeds_decide_what_is_drawn():
    exercise = Exercise("draw", points=1)
    drawn = []
    exercise.criterion("any", points=1)(lambda answer, rng: drawn.append(rng.random()))
    for seed in (None, None, 1, 1, 2):
        judged(exercise, 0, seed=seed)
    assert drawn[0] == drawn[1] != drawn[2] == drawn[3] != drawn[4]


def test_points_must_add_up():
    exercise = exercise_of_two()
    exercise.points = 5
    with pytest.raises(ValueError, match="3 points, the exercise says 5"):
        judged(exercise, lambda x: x)


def test_wrong_number_of_answers():
    with pytest.raises(TypeError, match="takes 2: a, b"):
        Exercise("two", points=0, takes=("a", "b")).check(1)


def test_a_missing_answer_of_several_is_named():
    exercise = Exercise("two", points=1, takes=("a", "b"))
    exercise.criterion("any", points=1)(lambda answers, rng: None)
    result = judged(exercise, 1, ...)
    assert result.outcome is Outcome.NOT_ATTEMPTED
    assert result.criteria[0].message == "`b` is still `...`."


def test_a_message_returned_is_a_failure():
    exercise = Exercise("say", points=1)
    exercise.criterion("says", points=1)(lambda answer, rng: "not like this")
    assert judged(exercise, 1).criteria[0].message == "not like this"
    with pytest.raises(Fail):
        require(False, "no")


def test_nothing_global_moves_and_nothing_reaches_stderr(capfd):
    random.seed(4)
    np.random.seed(4)
    before = random.getstate(), np.random.get_state()[1].tolist()

    def draws(x):
        random.random()
        np.random.seed(99)
        return 2 * x + 0 * np.random.random()

    exercise_of_two().check(draws)
    assert (random.getstate(), np.random.get_state()[1].tolist()) == before
    assert capfd.readouterr().err == ""


def test_a_check_is_quick():
    exercise = exercise_of_two()
    times = []
    for _ in range(15):
        start = time.process_time()
        judged(exercise, lambda x: 2 * x)
        times.append(time.process_time() - start)
    assert statistics.median(times) < 0.05
