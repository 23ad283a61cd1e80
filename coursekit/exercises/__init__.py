"""The exercises of the lessons, one module each: `from coursekit.exercises import keras_basics as ex`."""

from __future__ import annotations

import importlib

from coursekit.check import Exercise
from coursekit.exercise_packages import OWN, module_of


def load(lesson: str, package: str = OWN) -> dict[str, Exercise]:
    """The exercises of a lesson by name, in the order of declaration.

    Args:
        lesson: the lesson's name with or without its number: "02_keras_basics", "keras_basics".
        package: where its module is; a private course has a package of its own.

    Raises:
        ModuleNotFoundError: when the lesson has no exercise module.
        ValueError: when a declaration contradicts itself.
    """
    module = importlib.import_module(f"{package}.{module_of(lesson)}")
    found = {name: value for name, value in vars(module).items() if isinstance(value, Exercise)}
    for exercise in found.values():
        exercise.verify()
    return found
