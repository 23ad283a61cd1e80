"""What the exports of scores share: which students and lessons, with which scores, to which file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import ExportPlugin
from traitlets import Bool

from coursekit.check.wording import count
from coursekit.reports import names
from coursekit.reports.csv_text import csv_text
from coursekit.reports.final_score import final_score, is_complete
from coursekit.whole_files import write


class ScoresExport(ExportPlugin):
    """Scores as a CSV file: a row for each student, a column for each lesson.

    A subclass says what the file looks like. A score that is not complete (nothing handed in, points missing) is an
    empty cell: on import, what stands in the other system stays.
    """

    hash_names = Bool(False, help="Write pseudonyms in the place of names and addresses.").tag(config=True)

    default_name = ""

    def export(self, gradebook: Gradebook) -> None:
        """Writes the file.

        Raises:
            OSError: when it cannot be written. An older one is as it was then.
        """
        lessons = [a for a in gradebook.assignments if not self.assignment or a.name in map(str, self.assignment)]
        students = [s for s in gradebook.students if not self.student or s.id in map(str, self.student)]
        scores = {(s.id, a.name): self._score(gradebook, a.name, s.id) for s in students for a in lessons}
        naming = names.hashed(Path(CourseDirectory(parent=self).root)) if self.hash_names else None
        place = Path(self.to or self.default_name)
        rows = self.rows([Person.of(student, naming) for student in students], lessons, scores)
        write(place, csv_text(rows).encode("utf-8"))
        missing = sum(score is None for score in scores.values())
        self.log.info("Wrote %s: %s, %s.", place, count(len(students), "student"), count(len(lessons), "lesson"))
        if missing:
            self.log.info("Not complete, so their cells are empty: %s.", count(missing, "score"))

    def rows(
        self, people: Sequence[Person], lessons: Sequence[Any], scores: dict[tuple[str, str], float | None]
    ) -> list[list[object]]:
        """The rows of the file.

        Args:
            lessons: `nbgrader.api.Assignment` objects.
            scores: by student id and lesson.
        """
        raise NotImplementedError

    @staticmethod
    def _score(gradebook: Gradebook, lesson: str, student: str) -> float | None:
        try:
            submission = gradebook.find_submission(lesson, student)
        except MissingEntry:
            return None
        return final_score(submission) if is_complete(submission) else None


class Person:
    """A student as other systems know them. Fields that the gradebook does not have are empty."""

    def __init__(self, student_id: str, login: str, first: str, last: str, email: str, lms_id: str) -> None:
        self.student_id = student_id  # in the gradebook
        self.login, self.first, self.last, self.email, self.lms_id = login, first, last, email, lms_id

    @classmethod
    def of(cls, student: Any, naming: names.Naming | None) -> Person:
        """The person of an `nbgrader.api.Student`; only a pseudonym where there is a `naming`."""
        if naming is not None:
            return cls(student.id, naming(student.id), "", "", "", "")
        email = student.email or (student.id if "@" in student.id else "")
        return cls(
            *(student.id, student.id, student.first_name or "", student.last_name or ""),
            *(email, student.lms_user_id or ""),
        )

    @property
    def name(self) -> str:
        """`Last, First`; the login when there is no name."""
        return ", ".join(filter(None, (self.last, self.first))) or self.login
