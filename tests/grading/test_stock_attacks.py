"""Attacks do to plain nbgrader what their docstrings say: an attack that does nothing anywhere proves nothing.

Those whose docstring says `Plain nbgrader: ...` in a form below are run. Others say why they are not, or why they do
nothing there: as our checks protect a notebook too, some are run against ordinary asserts in their place, which
`With asserts as checks ...` is about. Nothing confines an attack here but limits on files and memory.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.grading.attacking import LESSON, WRONG, Attack, attacks
from tests.grading.plain_nbgrader import Outcome, PlainCourse

pytestmark = pytest.mark.stock

SCRIPTS = ("<script>alert(1)</script>", "<script>alert('evil')</script>")
# Checks as most courses have them.
ASSERTS = {
    LESSON: {
        "dense": """x, W, b = np.ones((5, 3)), np.ones((3, 2)), np.ones(2)
want = x @ W + b
assert isinstance(dense(x, W, b), np.ndarray)
assert dense(x, W, b).shape == (5, 2)
assert np.allclose(dense(x, W, b), want)""",
        "count_params": """assert count_params((2, 1)) == 3
assert count_params((784, 784, 10)) == 623_290""",
        "shrinking": "assert shrinking == 262_144",
        "which_mistake": "assert which_mistake == 'sign'",
    },
    "02_keras_basics": {
        "bands": """assert isinstance(bands_model, keras.Model)
assert bands_model.evaluate(position[:, None], bands.y_train, verbose=0, return_dict=True)["accuracy"] > 0.9""",
        "mlp": "assert mlp.count_params() == 623_290",
    },
}
ENDLESS = r"does not end within (\d+) s"
# What such a line can say, and what the outcome is then.
CLAIMS: dict[str, Callable[[Outcome, re.Match], bool]] = {
    r"gains (\d+) of \d+ points": lambda outcome, said: outcome.points == float(said[1]),
    r"gains over (\d+) of \d+ points": lambda outcome, said: outcome.points > float(said[1]),
    r"changes files": lambda outcome, said: bool(outcome.changed),
    r"shows what is secret|succeeds": lambda outcome, said: "LEAKED" in outcome.printed,
    r"a notebook of over (\d+) MB": lambda outcome, said: outcome.size > int(said[1]) * 10**6,
    r"a notebook of over (\d+) outputs": lambda outcome, said: outcome.outputs > int(said[1]),
    r"fills the disk": lambda outcome, said: "File too large" in outcome.said,  # our limit was reached
    r"hands out a file": lambda outcome, said: b"mine\n" in outcome.files.values(),
    r"its page has the script": lambda outcome, said: any(script in outcome.page for script in SCRIPTS),
    r"its log has the escapes": lambda outcome, said: "\x1b]0;owned" in outcome.said,
    ENDLESS: lambda outcome, said: outcome.status is None,
    r"copies over (\d+) files": lambda outcome, said: len(outcome.files) > int(said[1]),
    r"is not graded(, unless root grades)?": lambda outcome, said: (
        (bool(said[1]) and os.geteuid() == 0) or (outcome.status != 0 and outcome.points is None)
    ),
    r"a process is left": lambda outcome, said: outcome.left > 0,
}


def claims(attack: Attack, asserts: bool = False) -> list[tuple[str, re.Match]]:
    """The claims about plain nbgrader in an attack's docstring; with asserts, those about it with such checks."""
    line = attack.docstring.partition("Plain nbgrader:")[2].replace("\n", " ")
    line = line.partition("With asserts as checks")[2 if asserts else 0]
    if line.strip().startswith("not run"):
        return []
    return [(pattern, said) for pattern in CLAIMS if (said := re.search(pattern, line))]


ALL = attacks("cells", "notebooks", "folders")
REAL = [attack for attack in ALL if claims(attack)]
REAL_WITH_ASSERTS = [attack for attack in ALL if claims(attack, asserts=True)]


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> PlainCourse:
    return PlainCourse(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def with_asserts(tmp_path_factory) -> dict[str, PlainCourse]:
    """A course for each lesson whose checks are asserts."""
    return {
        lesson: PlainCourse(tmp_path_factory.mktemp("asserts"), lesson, checks) for lesson, checks in ASSERTS.items()
    }


def test_every_attack_says_what_it_does_to_plain_nbgrader():
    assert [attack.name for attack in ALL if not attack.docstring.partition("Plain nbgrader:")[2].strip()] == []
    assert [attack.name for attack in ALL if "not tried" in attack.docstring] == []


def test_many_attacks_are_real():
    assert len(REAL) >= 15
    gain = [attack for attack in REAL if any("points" in pattern for pattern, _ in claims(attack))]
    assert len(gain) >= 8


def test_the_wrong_answers_earn_nothing_without_an_attack(plain):
    outcome = plain.graded(plain.course.answered(WRONG[plain.course.lesson]))
    assert (outcome.status, outcome.points, outcome.changed, outcome.left) == (0, 0.0, [], 0)


@pytest.mark.parametrize("lesson", list(ASSERTS))
def test_the_wrong_answers_earn_nothing_with_asserts_either(with_asserts, lesson):
    course = with_asserts[lesson]
    outcome = course.graded(course.course.answered(WRONG[lesson]))
    assert (outcome.status, outcome.points) == (0, 0.0)


@pytest.mark.parametrize("attack", REAL, ids=lambda attack: attack.name)
def test_it_is_real(plain, attack: Attack):
    said = claims(attack)
    seconds = [float(match[1]) for pattern, match in said if pattern == ENDLESS]
    require(plain.attacked(attack, *seconds), said)


@pytest.mark.parametrize("attack", REAL_WITH_ASSERTS, ids=lambda attack: attack.name)
def test_it_is_real_where_asserts_are_the_checks(with_asserts, attack: Attack):
    require(with_asserts[attack.lesson].attacked(attack), claims(attack, asserts=True))


def require(outcome: Outcome, said: list[tuple[str, re.Match]]) -> None:
    """The outcome is what was said about it."""
    shown = replace(outcome, printed=outcome.printed[-2000:], said=outcome.said[-2000:], page="")
    for pattern, match in said:
        assert CLAIMS[pattern](outcome, match), (pattern, shown)
