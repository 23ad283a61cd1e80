"""From a lesson's source to the notebooks that nbgrader and learners open.

    lessons/NN_name.py  ->  solutions/NN_name/NN_name.ipynb  ->  notebooks/NN_name/NN_name.ipynb
                        ->  coursekit/exercises/worked_solutions.json

docs/authors.md describes the source of a lesson, and how to write one.
"""

from coursekit.authoring.build import BuildReport, build
from coursekit.authoring.problem import Problem

__all__ = ["BuildReport", "Problem", "build"]
