"""What one submission may use while it is graded, and how it can end."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from coursekit.grading.time_budget import CELL_SECONDS, NOTEBOOK_SECONDS

MEBIBYTE = 2**20


@dataclass(frozen=True)
class Limits:
    """Plain numbers: they go to workers on other machines as data.

    Args:
        cell_seconds: for one cell; then it is interrupted and the next one runs.
        notebook_seconds: for all cells and checks together; then the submission is ended.
        memory_bytes: of memory that the submission's processes hold together.
        processes: processes and threads together; TensorFlow alone starts some dozens.
        scratch_bytes: of files in its scratch folder, which is kept in memory.
        output_bytes: of output that is kept of each cell.
        grace_seconds: for a cell that is interrupted, to end; then the submission is ended.
    """

    cell_seconds: float = float(CELL_SECONDS)
    notebook_seconds: float = float(NOTEBOOK_SECONDS)
    memory_bytes: int = 4096 * MEBIBYTE
    processes: int = 512
    scratch_bytes: int = 512 * MEBIBYTE
    output_bytes: int = 8 * MEBIBYTE
    grace_seconds: float = 10.0


class Ended(enum.IntEnum):
    """How a submission's processes ended, as the guard's exit status."""

    NORMALLY = 0
    STOPPED = 70  # by the grader
    OVER_MEMORY = 71
    OVER_TIME = 72
    NOT_MADE = 73  # there is no sandbox here
