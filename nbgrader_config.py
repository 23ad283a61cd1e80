"""The course as nbgrader sees it: the command line, Formgrader and Validate read this file."""

import os
import sysconfig
import time

CELL_SECONDS = 60
NOTEBOOK_SECONDS = 300  # a lesson takes a minute; the rest is for slow machines


class NotebookBudget:
    """Gives each cell what is left of the notebook's time, so that endless loops do not add up.

    nbgrader makes a new Execute, with its own copy of this object, for every notebook.
    """

    def __init__(self) -> None:
        self._end = None

    def __call__(self, cell) -> float:
        """Seconds that `cell` may run: at least one, since nbclient takes zero for "no limit"."""
        if self._end is None:
            self._end = time.monotonic() + NOTEBOOK_SECONDS
        return max(1, min(CELL_SECONDS, self._end - time.monotonic()))


c = get_config()  # noqa: F821 (nbgrader's loader provides it)

c.CourseDirectory.course_id = "coursekit"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"

c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\n..."}
c.ClearSolutions.text_stub = "YOUR ANSWER HERE"

# Grading runs many notebooks and none of them needs to say goodbye.
c.Execute.shutdown_kernel = "immediate"
c.Execute.timeout_func = NotebookBudget()
# A cell is interrupted after its time. If that is not answered in time, the submission fails: wait longer.
c.Execute.iopub_timeout = 30

c.LimitOutput.max_lines = 500
c.LimitOutput.max_traceback = 50

# A graded cell that writes to stderr earns nothing, and TensorFlow greets there. Kernels inherit these.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

# nbgrader starts alembic by its bare name, which fails when the virtual environment is not activated.
os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])
