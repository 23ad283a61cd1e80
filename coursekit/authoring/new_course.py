"""`coursekit new-course`: the folder of a private course, with one small lesson that works at once."""

from __future__ import annotations

import importlib.util
import keyword
import re
import shutil
import sys
import tempfile
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from coursekit.authoring.problem import Refused
from coursekit.authoring.release import CONFIG_FILE
from coursekit.authoring.settings import read_settings

_COURSE_ID = 'c.CourseDirectory.course_id = "coursekit"'


class NewCourseError(Exception):
    """The course cannot be made. The message says why and what to do."""


def make_course(folder: Path, package: str | None = None, repository: str | None = None) -> str:
    """Makes a course in `folder`, whole or not at all. Returns the name of its package of exercises.

    Args:
        folder: the new folder, or an empty one.
        package: default: made from the folder's name.
        repository: owner/name on GitHub; default: a placeholder with the folder's name.

    Raises:
        NewCourseError: when something is in the folder already, when the name cannot be a package's, when there is
            no clone of coursekit to take the nbgrader settings from, or when the folder cannot be written.
    """
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NewCourseError(f"{folder} exists and is not empty. Choose a new folder.")
    package = _package_name(folder.name) if package is None else package
    _check_name(package)
    clone = Path(__file__).resolve().parents[2]
    config = _nbgrader_config(clone, package)
    names = {
        "package": package,
        "distribution": package.replace("_", "-"),
        "title": package.replace("_", " ").capitalize(),
        "repository": repository or f"your-name/{package.replace('_', '-')}",
        "coursekit": _coursekit(clone),
    }
    environment = Environment(
        loader=PackageLoader("coursekit.authoring", "new_course_files"),
        autoescape=False,  # none of it is HTML
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    files = {
        "pyproject.toml": "pyproject.toml.j2",
        ".gitignore": "gitignore.j2",
        "README.md": "README.md.j2",
        "lessons/01_first_steps.py": "lesson.py.j2",
        f"{package}/__init__.py": "exercises_init.py.j2",
        f"{package}/first_steps.py": "exercises.py.j2",
    }
    contents = {name: environment.get_template(template).render(names) for name, template in files.items()}
    try:
        _write({**contents, CONFIG_FILE: config}, folder)
    except OSError as error:
        raise NewCourseError(f"The course cannot be written: {error}. Choose another folder.") from error
    return package


def _package_name(folder: str) -> str:
    name = re.sub(r"\W+", "_", folder.lower(), flags=re.ASCII).strip("_")
    return f"course_{name}" if not name or name[0].isdigit() else name


def _check_name(package: str) -> None:
    remedy = "Choose another name with --package."
    if not re.fullmatch(r"[a-z][a-z0-9_]*", package) or keyword.iskeyword(package):
        raise NewCourseError(
            f"{package!r} is no name for a package: small letters, digits and underscores, a letter first. {remedy}"
        )
    # The folders of a course lie beside the package, and notebooks import modules by these names.
    taken = {"lessons", "solutions", "notebooks", "submitted", "autograded", "feedback", "grading", "work"}
    if package in taken or package in sys.stdlib_module_names or importlib.util.find_spec(package) is not None:
        raise NewCourseError(f"There is a package or a folder of a course called {package} already. {remedy}")


def _nbgrader_config(clone: Path, package: str) -> str:
    try:
        text = (clone / CONFIG_FILE).read_text(encoding="utf-8")
    except OSError:
        raise NewCourseError(
            f"There is no {CONFIG_FILE} in {clone}. Run this with coursekit installed from a clone: pip install -e ."
        ) from None
    if _COURSE_ID not in text:
        raise NewCourseError(f"{clone / CONFIG_FILE} does not name its course as expected: {_COURSE_ID}")
    return text.replace(_COURSE_ID, f'c.CourseDirectory.course_id = "{package}"')


def _coursekit(clone: Path) -> str:
    """What the new course depends on: coursekit from where this one is published."""
    try:
        return f"coursekit @ {read_settings(clone).archive}"
    except Refused:
        return "coursekit"


def _write(files: dict[str, str], folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, content in files.items():
            path = draft / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8", newline="\n")
        draft.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
