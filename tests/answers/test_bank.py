"""Every answer of the bank is judged twice, in this process and over a pipe, with the same Result."""

from __future__ import annotations

import re
import time

import keras
import numpy as np
import pytest

from coursekit.check.channel import LocalChannel
from coursekit.check.host import Host
from coursekit.check.result import Outcome, Result, State
from coursekit.exercises import load
from tests.answers import bank, remote
from tests.answers.bank import Right, Wrong

LESSONS = bank.lessons()
CASES = [
    pytest.param(lesson, exercise, answer, id=f"{lesson}.{exercise}: {answer.label}")
    for lesson, exercises in LESSONS.items()
    for exercise, answers in exercises.items()
    for answer in answers
]
SEEDS = range(1, 6)


@pytest.mark.parametrize(("lesson", "name", "answer"), CASES)
def test_answer(lesson, name, answer, tmp_path, monkeypatch, capfd, record_property):
    exercise = load(lesson)[name]
    names = answer.names or (name,)
    monkeypatch.chdir(tmp_path)
    keras.utils.clear_session(free_memory=False)  # as the other process does it
    namespace = bank.run(answer.code, answer.label)
    capfd.readouterr()
    start = time.monotonic()
    here = exercise.judge(LocalChannel(Host([namespace[n] for n in names])))
    quick = time.monotonic() - start < 0.5
    assert capfd.readouterr().err == "", "a check must write nothing to stderr"
    with remote.remote_answer(answer.code, answer.label, names, tmp_path) as channel:
        there = exercise.judge(channel)
    assert not here.checker_errors, here.checker_errors
    assert _same(_comparable(here.as_data()), _comparable(there.as_data())), (here.as_data(), there.as_data())
    _assert_verdict(exercise, here, answer)
    if quick:  # a verdict must not hang on what the criteria happen to draw
        for seed in SEEDS:
            drawn = exercise.judge(LocalChannel(Host([namespace[n] for n in names])), seed=seed)
            _assert_verdict(exercise, drawn, answer)
    kind = "right" if isinstance(answer, Right) else "wrong"
    named = isinstance(answer, Wrong) and bool(answer.misconception)
    record_property("answer", [f"{lesson}.{name}", kind, named])


def _comparable(data):
    """The same data without what differs between processes in which the same happens.

    That is the line at which an endless loop was when its time was over, and the numbers in Keras's names for layers
    (`dense_7`), which it counts through the life of a process.
    """
    if isinstance(data, str):
        data = re.sub(r"was stopped \(line \d+: `.*?`\)", "was stopped", data, flags=re.DOTALL)
        return re.sub(r"(?<=[a-z])(_\d+)+\b", "", data)
    if isinstance(data, dict):
        return {key: _comparable(value) for key, value in data.items()}
    return [_comparable(value) for value in data] if isinstance(data, list | tuple) else data


def _same(one, other) -> bool:
    """Equal types and values; floats nearly, for two processes may add up in another order."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(_same(*pair) for pair in zip(one, other, strict=True))
    if isinstance(one, np.ndarray):
        if (one.dtype, one.shape) != (other.dtype, other.shape):
            return False
        return np.allclose(one, other, atol=1e-4, equal_nan=True) if one.dtype.kind == "f" else (one == other).all()
    if isinstance(one, float):
        return bool(np.isclose(one, other, atol=1e-4, equal_nan=True))
    return one == other


def _assert_verdict(exercise, result: Result, answer: Right | Wrong) -> None:
    if isinstance(answer, Right):
        assert result.outcome is Outcome.CORRECT, result.as_data()
        assert result.score == exercise.points
    else:
        assert result.score < exercise.points, "a wrong answer earns all points"
        _assert_reported(result, answer)


def _assert_reported(result: Result, answer: Wrong) -> None:
    if answer.misconception:
        assert answer.misconception in [d.name for d in result.diagnoses], result.as_data()
        assert answer.misconception == result.diagnoses[0].name, "another cause stands before the root of it"
        return
    failed = [c.text for c in result.criteria if c.state is not State.PASSED]
    assert answer.criterion, "a wrong answer names the misconception or the criterion to report"
    assert answer.criterion in failed or result.outcome.value.startswith(answer.criterion), result.as_data()


@pytest.mark.parametrize("lesson", sorted(LESSONS))
def test_every_exercise_has_answers(lesson):
    for name, exercise in load(lesson).items():
        answers = LESSONS[lesson].get(name, [])
        if exercise.kind == "manual":
            continue
        right = sum(isinstance(a, Right) for a in answers)
        wrong = [a for a in answers if isinstance(a, Wrong)]
        need = 1 if exercise.kind == "quiz" else 2
        assert right >= need, f"{name}: {right} right answers, at least {need} wanted"
        assert len(wrong) >= min(4, _choices(exercise)), f"{name}: {len(wrong)} wrong answers"
        named = {a.misconception for a in wrong}
        missing = [m.name for m in exercise.misconceptions if m.name not in named]
        assert not missing, f"{name}: no wrong answer shows the misconceptions {missing}"


def _choices(exercise) -> int:
    return len(exercise.options) - 1 if exercise.kind == "quiz" else 4
