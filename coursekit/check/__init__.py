"""The checking engine: exercises, criteria, misconceptions, results. Knows no lesson.

An exercise module needs only what is named here. See docs/architecture.md for the whole picture.
"""

from coursekit.check.answer import Answer
from coursekit.check.exercise import Exercise
from coursekit.check.expect import require, require_close, require_equal
from coursekit.check.kinds import Manual, Option, Predict, Quiz
from coursekit.check.problems import Fail, Picture, Problem
from coursekit.check.recipes import recipe
from coursekit.check.result import Outcome, Result

__all__ = [
    "Answer",
    "Exercise",
    "Fail",
    "Manual",
    "Option",
    "Outcome",
    "Picture",
    "Predict",
    "Problem",
    "Quiz",
    "Result",
    "recipe",
    "require",
    "require_close",
    "require_equal",
]
