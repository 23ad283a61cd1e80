"""From a lesson's source to the notebooks that nbgrader and learners open.

    lessons/NN_name.py  ->  solutions/NN_name/NN_name.ipynb  ->  notebooks/NN_name/NN_name.ipynb

What an author writes
---------------------
A lesson is a jupytext ``py:percent`` file. Its YAML header names the kernel and describes the lesson::

    # ---
    # jupyter:
    #   coursekit:
    #     title: Keras basics
    #     minutes: 60
    #     teaches: The five steps from data to predictions.
    #   kernelspec:
    #     display_name: Python 3 (ipykernel)
    #     language: python
    #     name: python3
    # ---

The first cell is markdown and opens with ``# The title``. The build puts launch badges and the lesson's time
and points under that heading, and a locked set-up cell after it (``import coursekit as ck``, ``ck.setup()``).
Import the exercises once: ``from coursekit.exercises import keras_basics as ex``. Then cells are

- ``# %% [markdown]``: text.
- ``# %%``: code that runs for everybody, in grading too.
- ``# %% tags=["demo"]``: code that only shows something. Grading skips it, so no other cell may need its
  names.
- ``# %% locked="helpers"``: code that learners must not break. nbgrader restores it before grading.
- ``# %% exercise="dense"``: the solution of the exercise that is declared under that name. What lies between
  ``### BEGIN SOLUTION`` and ``### END SOLUTION`` becomes a stub. The learner's version must read as not
  attempted: put ``name = ...`` before the region or, inside a function, ``return ...`` after it.
- ``ex.dense.check(dense)``: the check, alone in its cell, after the solution. Its arguments are plain names,
  and the solution defines at least one of them. Points come from the declaration, never from the lesson.
- ``# %% [markdown] exercise="essay"``: an answer that a person grades (a declaration of kind "manual"). Or a
  code cell with ``essay = ...`` before the region; then a check cell may follow, which is not graded.

Quiz and Predict exercises look the same: ``answer = ...`` and a region that assigns the right answer.
"""

from coursekit.authoring.build import BuildReport, build
from coursekit.authoring.problem import Problem

__all__ = ["BuildReport", "Problem", "build"]
