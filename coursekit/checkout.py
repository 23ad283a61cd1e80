"""Find the course's checkout: the folder with pyproject.toml, lessons/ and notebooks/."""

from __future__ import annotations

import tomllib
from pathlib import Path

# Folders of a course that hold what learners handed in.
FROM_LEARNERS = ("submitted", "autograded", "downloaded")


class NoCheckoutError(Exception):
    """There is no checkout of the course where one is needed."""


def find_checkout(start: Path | None = None) -> Path:
    """Return the root of the checkout that holds `start` (default: the current folder).

    When `start` is not inside one, the checkout that coursekit itself is imported from is used, so the
    commands work from any folder after `pip install -e .`.

    Raises:
        NoCheckoutError: neither place belongs to a checkout.
    """
    here = (start or Path.cwd()).resolve()
    package = Path(__file__).resolve().parent
    found = [folder for folder in (here, *here.parents, package.parent) if _is_checkout(folder)]
    for folder in found:
        # A submission may say that it is a course. Its configuration and its exercises are code: never run them.
        if not any(folder.is_relative_to(course / name) for course in found for name in FROM_LEARNERS):
            return folder
    raise NoCheckoutError(
        f"{here} is not inside a checkout of the course, and coursekit is not installed from one. "
        "Clone the repository, change into its folder and run the command again."
    )


def _is_checkout(folder: Path) -> bool:
    try:
        settings = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False
    return "coursekit" in settings.get("tool", {})
