"""Running an exercise's criteria on answers behind a channel."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from coursekit.check.answer import Answer, checked
from coursekit.check.channel import AnswerSideLost, Channel
from coursekit.check.codec import Handle
from coursekit.check.problems import Fail, NotAttempted, Problem, Raised, TimedOut
from coursekit.check.result import CriterionResult, Diagnosis, Outcome, Result, State

if TYPE_CHECKING:
    from coursekit.check.exercise import Criterion, Exercise


MOST_CHARACTERS = 4_000  # of a message


def judge(exercise: Exercise, channel: Channel, *, seed: int, hidden: bool = False) -> Result:
    """The result of an exercise for the answers with the handles 0, 1, ... behind `channel`.

    Args:
        seed: non-negative; fixes what the criteria draw. Grading uses a secret one and stores it.
        hidden: True to run hidden criteria as well (grading only).
    """
    criteria = [c for c in exercise.criteria if hidden or not c.hidden]
    left = len(exercise.criteria) - len(criteria)
    try:
        answers = _answers(exercise.takes, channel)
    except Exception as error:
        state = State.RAISED if isinstance(error, Problem) else State.CHECKER_FAILED
        ended = [CriterionResult(c.text, c.points, state, _sentence(error), c.hidden) for c in criteria]
        expected = isinstance(error, (Problem, AnswerSideLost))
        errors = () if expected else ("".join(traceback.format_exception(error)),)
        return _result(exercise, ended, (), errors, left)

    given = list(vars(answers).values())
    if missing := [name for name, a in vars(answers).items() if not a.attempted]:
        message = "" if len(given) == 1 else f"`{missing[0]}` is still `...`."
        ended = [CriterionResult(c.text, c.points, State.NOT_ATTEMPTED, message, c.hidden) for c in criteria]
        return _result(exercise, ended, (), (), left)

    seen = answers if len(given) > 1 else given[0]
    ended, errors, stopped = [], [], None
    for i, criterion in enumerate(criteria):
        if stopped is not None:
            ended.append(CriterionResult(criterion.text, criterion.points, State.RAISED, stopped, criterion.hidden))
            continue
        result, error = _run(criterion, seen, np.random.default_rng([seed, i]))
        ended.append(result)
        if isinstance(error, TimedOut):  # every further call would cost its whole time limit again
            stopped = error.message
        elif error is not None and not isinstance(error, Problem):
            errors.append("".join(traceback.format_exception(error)))
    diagnoses: list[Diagnosis] = []
    if stopped is None and any(c.state in (State.FAILED, State.RAISED) for c in ended):
        diagnoses = list(_diagnose(exercise, seen, seed, errors))
    return _result(exercise, ended, diagnoses, errors, left)


def _answers(takes: Iterable[str], channel: Channel) -> SimpleNamespace:
    found = SimpleNamespace()
    names = list(takes)
    for i, name in enumerate(names):
        said = "Your answer is" if len(names) == 1 else f"`{name}` is"
        record = checked(channel.request({"op": "describe", "of": Handle(i)}))
        setattr(found, name, Answer(channel, record, said))
    return found


def _run(criterion: Criterion, answers: Any, rng: np.random.Generator) -> tuple[CriterionResult, BaseException | None]:
    def ended(state: State, message: str = "", problem: Problem | None = None) -> CriterionResult:
        picture = problem.picture if problem else None
        raised = problem.error if isinstance(problem, Raised) else ""
        return CriterionResult(
            criterion.text, criterion.points, state, _clipped(message), criterion.hidden, picture, _clipped(raised)
        )

    try:
        message = criterion.function(answers, rng)
        if message:
            raise Fail(str(message))
    except NotAttempted as problem:
        return ended(State.NOT_ATTEMPTED, problem.message), problem
    except Raised as problem:
        return ended(State.RAISED, problem.message, problem), problem
    except Problem as problem:
        return ended(State.FAILED, problem.message, problem), problem
    except Exception as error:
        return ended(State.CHECKER_FAILED, _sentence(error)), error
    return ended(State.PASSED), None


def _clipped(message: str) -> str:
    """The message, or its beginning: it may quote what an answer holds."""
    return message if len(message) <= MOST_CHARACTERS else message[:MOST_CHARACTERS] + " ..."


def _sentence(error: BaseException) -> str:
    if isinstance(error, Problem):
        return error.message
    if isinstance(error, AnswerSideLost):
        return f"The answer could not be looked at: {error.reason}."
    return f"This is not about your answer: the check stopped with {type(error).__name__}. Please report it."


def _diagnose(exercise: Exercise, answers: Any, seed: int, errors: list[str]) -> Iterable[Diagnosis]:
    for i, misconception in enumerate(exercise.misconceptions):
        try:
            message = misconception.function(answers, np.random.default_rng([seed, 10_000 + i]))
        except TimedOut:
            return
        except Problem:
            continue  # the answer is not of the kind that this misconception looks at
        except Exception:
            errors.append(traceback.format_exc())
            continue
        if message:
            yield Diagnosis(misconception.name, _clipped(str(message)))


def _result(
    exercise: Exercise,
    criteria: list[CriterionResult],
    diagnoses: Iterable[Diagnosis],
    errors: Iterable[str],
    left: int,
) -> Result:
    return Result(
        exercise=exercise.name,
        title=exercise.title,
        outcome=_outcome(criteria),
        points=exercise.points,
        criteria=tuple(criteria),
        diagnoses=tuple(diagnoses),
        hidden_left=left,
        checker_errors=tuple(errors),
    )


def _outcome(criteria: list[CriterionResult]) -> Outcome:
    states = {c.state for c in criteria}
    if State.CHECKER_FAILED in states:
        return Outcome.CHECKER_FAILED
    if states <= {State.PASSED}:
        return Outcome.CORRECT
    if State.NOT_ATTEMPTED in states and State.PASSED not in states:
        return Outcome.NOT_ATTEMPTED
    if State.RAISED in states:
        return Outcome.RAISED
    return Outcome.PARTLY if State.PASSED in states else Outcome.NOT_YET
