"""Scores in the columns that Moodle's grade import knows.

nbgrader export --exporter=coursekit.reports.export_moodle.MoodleExport
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coursekit.reports.export_scores import Person, ScoresExport


class MoodleExport(ScoresExport):
    """Moodle asks which column tells who somebody is: "Email address", "ID number" or "Username".

    "ID number" is the gradebook's lms_user_id, "Username" the student's id here.
    """

    default_name = "moodle.csv"

    def rows(
        self, people: Sequence[Person], lessons: Sequence[Any], scores: dict[tuple[str, str], float | None]
    ) -> list[list[object]]:
        """The header and a row for each student."""
        header = ["First name", "Last name", "Username", "ID number", "Email address"]
        return [
            [*header, *(lesson.name for lesson in lessons)],
            *(
                [
                    p.first,
                    p.last,
                    p.login,
                    p.lms_id,
                    p.email,
                    *(scores[p.student_id, lesson.name] for lesson in lessons),
                ]
                for p in people
            ),
        ]
