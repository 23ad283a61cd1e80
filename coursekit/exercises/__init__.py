"""The exercises of the lessons, one module each: `from coursekit.exercises import keras_basics as ex`."""

from __future__ import annotations

import importlib
import re

from coursekit.check import Exercise


def load(lesson: str) -> dict[str, Exercise]:
    """The exercises of a lesson by name, in the order of declaration.

    Args:
        lesson: the lesson's name with or without its number: "02_keras_basics", "keras_basics".

    Raises:
        ModuleNotFoundError: when the lesson has no exercise module.
        ValueError: when a declaration contradicts itself.
    """
    module = importlib.import_module(f"coursekit.exercises.{re.sub(r'^[0-9]+_', '', lesson)}")
    found = {name: value for name, value in vars(module).items() if isinstance(value, Exercise)}
    for exercise in found.values():
        exercise.verify()
    return found
