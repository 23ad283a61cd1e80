"""How hard each exercise was, and how well it tells who knows the lesson from who does not (classical test theory)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

FEWEST = 3  # submissions for a correlation that says anything at all


@dataclass(frozen=True)
class ItemStatistics:
    """Statistics of one exercise.

    Attributes:
        submissions: how many had points for it.
        difficulty: mean points divided by the exercise's points, from 0 (nobody) to 1 (everybody); the usual p value,
            so that a high one is an easy exercise. None without submissions.
        discrimination: Pearson's correlation between the points for the exercise and those for the rest of the lesson
            (item-rest: the exercise does not count on both sides), from -1 to 1. None when there are fewer than three
            submissions, or when one side is the same for everybody.
    """

    submissions: int
    difficulty: float | None
    discrimination: float | None


def item_statistics(points: np.ndarray, most: np.ndarray) -> list[ItemStatistics]:
    """The statistics of each exercise.

    Args:
        points: of shape (submissions, exercises); NaN where points are still missing.
        most: of shape (exercises,), the points of each exercise.

    An exercise that is missing points of somebody counts in nobody's rest: rests must compare.
    """
    complete = ~np.isnan(points).any(axis=0)
    found = []
    for item in range(points.shape[1]):
        there = ~np.isnan(points[:, item])
        own = points[there, item]
        others = complete.copy()
        others[item] = False
        rest = points[there][:, others].sum(axis=1)
        difficulty = float(own.mean() / most[item]) if own.size else None
        found.append(ItemStatistics(int(own.size), difficulty, _correlation(own, rest)))
    return found


def _correlation(first: np.ndarray, second: np.ndarray) -> float | None:
    if first.size < FEWEST or np.ptp(first) < 1e-9 or np.ptp(second) < 1e-9:
        return None
    return float(np.corrcoef(first, second)[0, 1])


def reading(found: ItemStatistics) -> str:
    """What an instructor may conclude, in a few words. The bounds are the customary ones."""
    if found.difficulty is None or found.discrimination is None:
        return "too little to say"
    if found.discrimination < 0:
        return "look at it: those who did well elsewhere did worse here"
    if found.difficulty > 0.95:
        return "nearly everybody can do it"
    if found.discrimination < 0.2:
        return "says little about the rest of the lesson"
    return "hard" if found.difficulty < 0.3 else "good"
