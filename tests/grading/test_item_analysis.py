"""Difficulty and discrimination, compared with numbers that were computed by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from coursekit.reports.item_analysis import item_statistics, reading
from tests.grading.synthetic_class import CLASS, POINTS

MOST = np.array(list(POINTS.values()))
NAN = math.nan


def statistics(rows: list) -> list:
    return item_statistics(np.array(rows, dtype=float).reshape(len(rows), len(MOST)), MOST)


def test_a_class_of_four_by_hand():
    alpha, beta, gamma = statistics(list(CLASS.values()))
    assert [item.submissions for item in (alpha, beta, gamma)] == [4, 4, 4]
    # alpha: 5 of 8 points. Deviations (3, 3, -1, -5)/4; of the rest (2, 1, 0, 1): (1, 0, -1, 0). Products 1, squares
    # 11/4 and 2.
    assert alpha.difficulty == pytest.approx(5 / 8)
    assert alpha.discrimination == pytest.approx(1 / math.sqrt(5.5))
    # beta: deviations (1, 1, -1, -1)/2; of the rest (3, 2, 1, 1): (5, 1, -3, -3)/4. Products 3/2, squares 1 and 11/4.
    assert beta.difficulty == pytest.approx(0.5)
    assert beta.discrimination == pytest.approx(1.5 / math.sqrt(2.75))
    # gamma: (1, -1, -1, 1)/2; the rest (3, 3, 1, 0): (5, 5, -3, -7)/4. Products -1/2, squares 1 and 27/4.
    assert gamma.difficulty == pytest.approx(0.5)
    assert gamma.discrimination == pytest.approx(-0.5 / math.sqrt(6.75))
    assert reading(gamma).startswith("look at it")
    assert reading(beta) == "good"


def test_an_exercise_does_not_count_in_its_own_rest():
    # With the total in place of the rest, an exercise whose points mean nothing would correlate with itself.
    alpha = statistics([(2, 1, 0), (2, 0, 0), (0, 1, 0), (0, 0, 0)])[0]
    assert alpha.discrimination == pytest.approx(0.0, abs=1e-12)
    assert reading(alpha) == "says little about the rest of the lesson"


def test_points_that_are_missing():
    # gamma of dee is still to be given by hand: gamma counts in nobody's rest, and for three in its own row.
    alpha, _, gamma = statistics([(2, 1, 1), (2, 1, 0), (1, 0, 0), (0, 0, NAN)])
    assert (alpha.submissions, gamma.submissions) == (4, 3)
    assert gamma.difficulty == pytest.approx(1 / 3)
    # alpha against beta alone: (3, 3, -1, -5)/4 and (1, 1, -1, -1)/2: products 3/2, squares 11/4 and 1.
    assert alpha.discrimination == pytest.approx(1.5 / math.sqrt(2.75))
    # gamma (1, 0, 0) against alpha and beta (3, 3, 1): (2, -1, -1)/3 and (2, 2, -4)/3: 6/9, squares 6/9 and 24/9.
    assert gamma.discrimination == pytest.approx(0.5)


@pytest.mark.parametrize("rows", [[], [(2, 1, 1)], [(2, 1, 1), (0, 0, 0)]])
def test_too_few_for_a_correlation(rows):
    for item in statistics(rows):
        assert item.discrimination is None
        assert reading(item) == "too little to say"
        assert (item.difficulty is None) == (not rows)


def test_the_same_for_everybody():
    alpha, beta, _ = statistics([(2, 1, 0), (2, 1, 1), (2, 0, 1)])
    assert alpha.difficulty == 1
    assert alpha.discrimination is None, "it does not vary"
    assert beta.discrimination == pytest.approx(-0.5)
