"""The mistakes that a class made most often, with the words that its learners read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from coursekit.grading.similar import without_numbers
from coursekit.reports.lesson_results import Submission


@dataclass(frozen=True)
class Mistake:
    """One mistake in one exercise.

    Attributes:
        name: the misconception's; of a mistake that has no name, the criterion that was not met.
        named: whether it is a misconception that the exercise declares.
        wording: what most of these learners read. It can differ in numbers from learner to learner.
        count: submissions with it.
    """

    exercise: str
    name: str
    named: bool
    wording: str
    count: int


def most_frequent(submissions: Iterable[Submission], most: int = 25) -> list[Mistake]:
    """The most frequent mistakes, named misconceptions and criteria that were not met; the most frequent first."""
    wordings: dict[tuple[str, str, bool, str], Counter[str]] = defaultdict(Counter)
    for submission in submissions:
        for exercise, result in submission.results.items():
            diagnoses = [(d["name"], d["message"]) for d in result["diagnoses"]]
            if diagnoses:
                for name, message in dict(diagnoses).items():
                    wordings[exercise, name, True, ""][message] += 1
                continue
            # Without a name, the first criterion that failed is the cause; the others follow from it.
            failed = [c for c in result["criteria"] if c["state"] in ("FAILED", "RAISED")]
            for criterion in failed[:1]:
                message = criterion["message"]
                wordings[exercise, criterion["text"], False, without_numbers(message)][message] += 1
    found = [
        Mistake(exercise, name, named, said.most_common(1)[0][0], said.total())
        for (exercise, name, named, _), said in wordings.items()
    ]
    return sorted(found, key=lambda mistake: (-mistake.count, not mistake.named, mistake.exercise, mistake.name))[:most]
