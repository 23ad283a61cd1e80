"""Attacks do to plain nbgrader what their docstrings say: an attack that does nothing anywhere proves nothing.

Those whose docstring has a line `Plain nbgrader: ...` of a form below are run; nothing confines them, so others say why
they are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.grading.attacking import WRONG, Attack, attacks
from tests.grading.plain_nbgrader import Outcome, PlainCourse

pytestmark = pytest.mark.stock

# What such a line can say, and what the outcome is then.
CLAIMS: dict[str, Callable[[Outcome, re.Match], bool]] = {
    r"gains (\d+) of 21 points": lambda outcome, said: outcome.points == float(said[1]),
    r"changes files": lambda outcome, said: bool(outcome.changed),
    r"shows what is secret": lambda outcome, said: "LEAKED" in outcome.printed,
    r"a notebook of over (\d+) MB": lambda outcome, said: outcome.size > int(said[1]) * 10**6,
    r"is not graded": lambda outcome, said: outcome.status != 0 and outcome.points is None,
    r"a process is left": lambda outcome, said: outcome.left > 0,
}


def claims(attack: Attack) -> list[tuple[str, re.Match]]:
    """The claims about plain nbgrader in an attack's docstring."""
    line = attack.docstring.partition("Plain nbgrader:")[2].replace("\n", " ")
    return [(pattern, said) for pattern in CLAIMS if (said := re.search(pattern, line))]


REAL = [attack for attack in attacks("cells", "notebooks", "folders") if claims(attack)]


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> PlainCourse:
    return PlainCourse(tmp_path_factory.mktemp("plain"))


def test_many_attacks_are_real():
    assert len(REAL) >= 15
    gain = [attack for attack in REAL if any("points" in pattern for pattern, _ in claims(attack))]
    assert len(gain) >= 8


def test_the_wrong_answers_earn_nothing_without_an_attack(plain):
    outcome = plain.graded(plain.course.answered(WRONG[plain.course.lesson]))
    assert (outcome.status, outcome.points, outcome.changed, outcome.left) == (0, 0.0, [], 0)


@pytest.mark.parametrize("attack", REAL, ids=lambda attack: attack.name)
def test_it_is_real(plain, attack: Attack):
    outcome = plain.attacked(attack)
    outcome.printed = outcome.printed[-2000:] if "LEAKED" not in outcome.printed else "LEAKED"
    for pattern, said in claims(attack):
        assert CLAIMS[pattern](outcome, said), (pattern, outcome)
