"""The course as nbgrader sees it: the command line, Formgrader and Validate read this file."""

import os
import sysconfig
import warnings

import zmq

from coursekit.grading.time_budget import NotebookBudget

c = get_config()  # noqa: F821 (nbgrader's loader provides it)

c.CourseDirectory.course_id = "coursekit"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"

c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\n..."}
c.ClearSolutions.text_stub = "YOUR ANSWER HERE"

# A fresh clone has the released notebooks but no gradebook: enter the assignment when it is first graded.
c.Autograde.exporter_class = "coursekit.grading.register.RegisteringExporter"
# Sanitize stands in for nbgrader's DeduplicateIds. The others are nbgrader's, in its order.
c.Autograde.sanitize_preprocessors = [
    "coursekit.grading.sanitize.Sanitize",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Submissions run in a sandbox, and are judged from outside. Without the judge, nbgrader's own Execute in its place runs
# the check cells, and their last value is the score: the same, for honest submissions.
c.Autograde.autograde_preprocessors = [
    "coursekit.grading.preprocessors.Judge",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "coursekit.grading.preprocessors.SaveJudgedGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# For Validate, and for grading without the judge.
# Cells that only show something take most of a lesson's time. The build sees to it that no other cell needs
# them, and Sanitize that no graded cell is called one.
c.Execute.skip_cells_with_tag = "demo"
# Grading runs many notebooks and none of them needs to say goodbye.
c.Execute.shutdown_kernel = "immediate"
c.Execute.timeout_func = NotebookBudget()
# A cell is interrupted after its time. If that is not answered in time, the submission fails: wait longer.
c.Execute.iopub_timeout = 30

# A graded cell with anything on stderr would earn nothing, and libraries warn there: drop it before scoring.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = "(?s)."

if zmq.has("curve"):  # else every kernel warns that its connection is not encrypted
    c.KernelManager.transport_encryption = "auto"

c.LimitOutput.max_lines = 500
c.LimitOutput.max_traceback = 50

# Kernels inherit these. TensorFlow greets on stderr, and Validate knows no IgnorePattern.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
# What a grader runs is not an attempt of the person who grades.
os.environ["COURSEKIT_RECORD"] = "off"

# nbgrader starts alembic by its bare name, which fails when the virtual environment is not activated.
os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])

# nbgrader builds its submissions in an order that SQLAlchemy remarks on, at every command. Nothing is lost.
warnings.filterwarnings("ignore", message="Object of type .* not in session")
