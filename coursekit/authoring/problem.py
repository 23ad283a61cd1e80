"""What the build reports when it refuses a source."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Problem:
    """One reason why a source cannot be built.

    Attributes:
        path: the file, relative to the course's root.
        line: line in that file, counted from 1.
        message: what is wrong, without a full stop.
        remedy: what to do about it, as a sentence.
    """

    path: Path
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path.as_posix()}:{self.line}: {self.message}. {self.remedy}"


class Refused(Exception):
    """Stops the build of one file. Carries the problem that the caller reports."""

    def __init__(self, problem: Problem):
        super().__init__(str(problem))
        self.problem = problem
