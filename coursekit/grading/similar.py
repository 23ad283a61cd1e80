"""Wrong answers that failed in the same way, put together: one comment serves all of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[-+]?\d+)?")


@dataclass(frozen=True)
class Group:
    """Students whose answers to an exercise failed in the same way.

    Attributes:
        reason: the named misconception, or the first criterion that was not met with its message.
    """

    exercise: str
    reason: str
    students: tuple[str, ...]


def groups(records: Iterable[dict[str, Any]], exercise: str | None = None) -> list[Group]:
    """The groups in the newest records of a lesson's log, largest first within each exercise.

    Messages that differ in numbers only are the same: a shape or a score says how far off it was, not why.

    Args:
        records: of the log, in its order.
        exercise: only this one.
    """
    latest = {record["student"]: record["results"] for record in records}
    found: dict[tuple[str, str], tuple[str, list[str]]] = {}
    order: dict[str, int] = defaultdict(lambda: len(order))
    for student, results in latest.items():
        for name, result in results.items():
            order[name]  # exercises stay in the order of the lesson
            if (exercise and name != exercise) or result["outcome"] in ("CORRECT", "NOT_ATTEMPTED", "MANUAL"):
                continue
            reason = _reason(result)
            found.setdefault((name, without_numbers(reason)), (reason, []))[1].append(student)
    kept = [Group(name, reason, tuple(sorted(students))) for (name, _), (reason, students) in found.items()]
    return sorted(kept, key=lambda group: (order[group.exercise], -len(group.students), group.reason))


def without_numbers(message: str) -> str:
    """The message with each number replaced: equal for answers that failed in the same way."""
    return _NUMBER.sub("#", message)


def _reason(result: dict[str, Any]) -> str:
    if result["diagnoses"]:
        return "; ".join(diagnosis["name"] for diagnosis in result["diagnoses"])
    failed = [c for c in result["criteria"] if c["state"] != "PASSED"]
    return f"{failed[0]['text']}: {failed[0]['message']}" if failed else result["outcome"].lower()
