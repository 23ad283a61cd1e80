"""Where exercise modules are: coursekit's own package, and the packages of private courses.

A course names its package in its pyproject.toml, as an entry point. So it is found in the course's folder, where
nothing has to be installed, and wherever the course is installed:

    [project.entry-points."coursekit.exercises"]
    my_course = "my_course"
"""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

OWN = "coursekit.exercises"
GROUP = "coursekit.exercises"


class ExercisePackageError(Exception):
    """A course's package of exercises cannot be found as it is declared. The message says what to do."""


def of_course(root: Path) -> str | None:
    """The package that the course at `root` declares, or None when it has no package of its own.

    Raises:
        ExercisePackageError: when it declares several, or its folder is not there.
    """
    try:
        settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None  # whoever needs the settings says what is wrong with them
    declared = settings.get("project", {}).get("entry-points", {}).get(GROUP, {})
    if not declared:
        return None
    if len(declared) > 1:
        raise ExercisePackageError(
            f"pyproject.toml declares {len(declared)} packages of exercises: {', '.join(declared)}. Keep one."
        )
    (package,) = declared.values()
    if not Path(root, *package.split("."), "__init__.py").is_file():
        raise ExercisePackageError(
            f"pyproject.toml declares the exercises {package}, but there is no "
            f"{'/'.join(package.split('.'))}/__init__.py in {root}. Make it, or correct the name."
        )
    return package


def for_lesson(root: Path, lesson: str) -> str:
    """The package that has the exercises of a lesson: the course's own if its module is there, else coursekit's.

    Makes the course's package importable, as `make_importable`.

    Raises:
        ExercisePackageError: as `of_course`.
    """
    private = make_importable(root)
    if private is None:
        return OWN
    module = module_of(lesson)
    there = Path(root, *private.split("."), f"{module}.py").is_file()
    return private if there or importlib.util.find_spec(f"{OWN}.{module}") is None else OWN


def make_importable(root: Path) -> str | None:
    """`of_course`, whose package can be imported from now on, here and in worker processes that this one starts."""
    private = of_course(root)
    if private is not None and str(root) not in sys.path:
        sys.path.insert(0, str(root))
    return private


def module_of(lesson: str) -> str:
    """The name of a lesson's module: `keras_basics` for "02_keras_basics" and for "keras_basics"."""
    number, _, name = lesson.partition("_")
    return name if number.isdigit() else lesson


def installed() -> list[str]:
    """The packages of private courses that are installed, sorted."""
    return sorted({entry.value for entry in metadata.entry_points(group=GROUP)} - {OWN})


def folders(packages: Iterable[str]) -> list[str]:
    """The folders of packages that can be imported here."""
    found: list[str] = []
    for package in packages:
        try:
            spec = importlib.util.find_spec(package)
        except (ImportError, ValueError):
            continue
        if spec is not None:
            found += [str(Path(place).resolve()) for place in spec.submodule_search_locations or ()]
    return found
