"""The `coursekit` command: where it starts, and how its errors end."""

from __future__ import annotations

import sys

from coursekit.checkout import NoCheckoutError
from coursekit.exercise_packages import ExercisePackageError
from coursekit.working_copies import WorkFolderError

# The import names of what only the `lab` extra installs.
LAB_EXTRA = ("jinja2", "jupyterlab", "jupytext", "nbgrader", "rich", "typer")


def main() -> None:
    """Run the command line. Expected errors end as one line on stderr and exit status 1."""
    try:
        from coursekit.commands import app

        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except ModuleNotFoundError as error:
        package = (error.name or "").split(".")[0]
        if package not in LAB_EXTRA:
            raise
        sys.exit(
            f"coursekit: {package} is not installed. In the checkout run  "
            f"{sys.executable} -m pip install -r requirements.lock"
        )
    except (ExercisePackageError, NoCheckoutError, WorkFolderError) as error:
        sys.exit(f"coursekit: {error}")
