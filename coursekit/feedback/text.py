"""Feedback as plain text: what a terminal, a screen reader or a log gets. Says all that the HTML says."""

from __future__ import annotations

from coursekit.check.result import CriterionResult, Outcome, Result, State
from coursekit.check.wording import count, number


def result(found: Result) -> str:
    """A result as lines of text."""
    lines = [f"{found.outcome.value}: {found.title} ({score(found)})"]
    lines += [f"  Likely cause: {d.name}. {d.message}" for d in found.diagnoses]
    if found.outcome is not Outcome.NOT_ATTEMPTED:
        for c, why in reasons(found):
            line = f"  [{c.state.value}] {c.text} ({count_points(c.points)})"
            lines.append(f"{line}: {why}" if why else line)
    else:
        lines.append(f"  {not_attempted(found)}")
    lines += [f"  {note}" for note in found.notes]
    lines += [f"  {line}" for line in closing(found)]
    return "\n".join(lines)


def score(found: Result) -> str:
    """`2 of 3 points`."""
    return f"{number(found.score)} of {count_points(found.points)}"


def reasons(found: Result) -> list[tuple[CriterionResult, str]]:
    """The criteria, each with why it is not met; a reason that was given already is not repeated."""
    told: set[str] = set()
    rows = []
    for criterion in found.criteria:
        why = criterion.message if criterion.state is not State.PASSED else ""
        if why and why in told:
            said = "For the same reason."
        elif criterion.error and criterion.error in told:
            said = f"The same error.{why.removeprefix(criterion.error)}"
        else:
            said = why
        rows.append((criterion, said))
        told |= {why, criterion.error}
    return rows


def count_points(points: float) -> str:
    """`1 point`, `0.5 points`."""
    return f"{number(points)} {'point' if points == 1 else 'points'}"


def not_attempted(found: Result) -> str:
    """What to do about an answer that is still a placeholder."""
    message = next((c.message for c in found.criteria if c.message), "")
    return f"{message} Replace the `...` with your answer, run its cell, then run this check again.".strip()


def closing(found: Result) -> list[str]:
    """Remarks at the end: hidden criteria, a checker's failure."""
    lines = []
    if found.hidden_left:
        more = count(found.hidden_left, "criterion", "criteria")
        lines.append(f"{more} more {'runs' if found.hidden_left == 1 else 'run'} only in grading.")
    if found.outcome is Outcome.CHECKER_FAILED:
        lines.append(
            "This is a fault of the course, not of your answer. The points in question are not lost: a person "
            "decides on them."
        )
    return lines
