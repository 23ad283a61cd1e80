"""Quiet stand-ins for exercise modules: in grading, the notebook's own process has no answer keys.

A notebook says `from coursekit.exercises import keras_basics as ex` and then `ex.NAME.check(...)`, `.hint()`,
`.ask()`. The checks are made by the judge, outside. Here these calls do nothing.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from types import ModuleType
from typing import Any

PACKAGE = "coursekit.exercises"


class StandIn:
    """An exercise of which only the name is known."""

    def __init__(self, name: str) -> None:
        self.name = name

    def check(self, *answers: Any) -> None:
        """Nothing: the judge checks."""

    def hint(self) -> None:
        """Nothing."""

    def ask(self) -> None:
        """Nothing."""

    def solution(self) -> None:
        """Nothing: there is none in this process."""

    def predicted(self, guess: Any) -> bool:
        """As in the course: True once there is a prediction."""
        return guess is not ...


class _Module(ModuleType):
    """A module of exercises: every name is one."""

    def __getattr__(self, name: str) -> StandIn:
        if name.startswith("__"):
            raise AttributeError(name)
        found = StandIn(name)
        setattr(self, name, found)
        return found


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds every module below a package of exercises, and the package itself."""

    def __init__(self, packages: tuple[str, ...]) -> None:
        self._packages = packages

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        for package in self._packages:
            if name == package or name.startswith(package + "."):
                return importlib.machinery.ModuleSpec(name, self, is_package=name == package)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return ModuleType(spec.name) if spec.name in self._packages else _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


def install(packages: tuple[str, ...] = (PACKAGE,)) -> None:
    """From now on modules of `packages` are stand-ins. Raises RuntimeError when real ones are there already."""
    real = [name for name in sys.modules if any(name == p or name.startswith(p + ".") for p in packages)]
    if real:
        raise RuntimeError(f"{', '.join(real)} must not be imported in the process of a submission")
    sys.meta_path.insert(0, _Finder(packages))
