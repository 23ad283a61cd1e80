"""Scores in the columns that Canvas's gradebook imports.

nbgrader export --exporter=coursekit.reports.export_canvas.CanvasExport
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coursekit.reports.export_scores import Person, ScoresExport


class CanvasExport(ScoresExport):
    """Canvas finds a student by ID (the gradebook's lms_user_id), else by SIS Login ID (the student's id here).

    A lesson goes to the Canvas assignment of the same name; Canvas asks before it makes a new one.
    """

    default_name = "canvas.csv"

    def rows(
        self, people: Sequence[Person], lessons: Sequence[Any], scores: dict[tuple[str, str], float | None]
    ) -> list[list[object]]:
        """The header, Canvas's row of possible points, and a row for each student."""
        header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
        return [
            [*header, *(lesson.name for lesson in lessons)],
            ["    Points Possible", "", "", "", "", *(lesson.max_score for lesson in lessons)],
            *(
                [p.name, p.lms_id, "", p.login, "", *(scores[p.student_id, lesson.name] for lesson in lessons)]
                for p in people
            ),
        ]
