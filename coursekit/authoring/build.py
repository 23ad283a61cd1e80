"""Builds the course: every lesson's source to its two notebooks, the start page and the worked solutions."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from coursekit.authoring import outputs, start_page, worked
from coursekit.authoring.clean_state import CleanState
from coursekit.authoring.lesson import Lesson, read_lesson
from coursekit.authoring.notebook import solution_notebook, to_bytes
from coursekit.authoring.problem import Problem, Refused
from coursekit.authoring.release import Releaser
from coursekit.authoring.rules import Declarations, find_problems
from coursekit.authoring.settings import Settings, read_settings
from coursekit.exercise_packages import OWN, ExercisePackageError, for_lesson, of_course

Loader = Callable[[str], Declarations]


@dataclass
class BuildReport:
    """What a build did.

    Attributes:
        changed: the built files that were written or removed, or that are stale when the build only checked.
            Relative to the course's root.
        problems: why the course was not built. Nothing was written then.
    """

    changed: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def build(root: Path, check: bool = False, load: Loader | None = None) -> BuildReport:
    """Builds lessons/ into solutions/ and notebooks/, and the worked solutions into the package.

    Equal sources give equal bytes. All files are built before the first is replaced, and only those that
    differ are. Built notebooks whose lesson is gone are removed.

    Args:
        root: the folder that holds pyproject.toml, nbgrader_config.py and lessons/.
        check: write nothing, only report what is stale.
        load: gives a lesson's declarations by the lesson's name (default: `coursekit.exercises.load`).

    Raises:
        OSError: if a file cannot be read or written. The built folders are then as they were.
    """
    root = Path(root).resolve()
    report = BuildReport()
    sources = _sources(root, report.problems)
    try:
        packages = {path: for_lesson(root, path.stem) for path in sources}
        package = of_course(root) or OWN
        worked_path = worked.path(package)
    except ExercisePackageError as error:
        report.problems.append(Problem(Path("pyproject.toml"), 1, str(error).rstrip("."), "See docs/instructors.md."))
        return report
    loaded = {path: _load(path, package, load, report.problems) for path, package in packages.items()}
    declarations = {path: declared for path, declared in loaded.items() if declared is not None}
    state = CleanState(root, list(declarations.values()), [worked_path])
    if not report.problems and state.is_clean():
        return report
    try:
        settings = read_settings(root)
        lessons = _read_lessons(root, declarations, packages, report.problems)
        if report.problems:
            return report
        built = _build_files(root, lessons, settings, package)
        if settings.worked_solutions:
            mine = (lesson for lesson, _ in lessons if worked.path(lesson.package) == worked_path)
            built[worked_path] = worked.worked_solutions(mine)
    except Refused as refusal:
        report.problems.append(refusal.problem)
        return report
    changes = outputs.find_changes(root, built)
    if worked_path not in built and (root / worked_path).is_file():
        changes[worked_path] = None
    report.changed = sorted(changes)
    if changes and not check:
        outputs.apply_changes(root, changes)
    if not changes or not check:
        state.remember()
    return report


def _sources(root: Path, problems: list[Problem]) -> list[Path]:
    folder = Path("lessons")
    for notebook in sorted((root / folder).glob("*.ipynb")):
        path = notebook.relative_to(root)
        remedy = f"Convert it with jupytext --to py:percent {path.as_posix()}, then delete the notebook."
        problems.append(Problem(path, 1, "A source is a py:percent file, without outputs", remedy))
    sources = [path.relative_to(root) for path in sorted((root / folder).glob("*.py"))]
    if not sources and not problems:
        problems.append(Problem(folder, 1, "There are no lessons", "Run this in the course's root."))
    return sources


def _load(path: Path, package: str, load: Loader | None, problems: list[Problem]) -> Declarations | None:
    if load is None:
        from coursekit import exercises

        load = partial(exercises.load, package=package)
    module = path.stem.split("_", 1)[-1]
    try:
        return load(path.stem)
    except Exception as error:  # the declarations are code, so they can fail in any way
        file = Path(*package.split("."), f"{module}.py")
        reason = f"The exercises of {path.stem} cannot be loaded: {type(error).__name__}: {error}"
        problems.append(Problem(file, 1, reason, f"Write or mend {file.as_posix()}."))
        return None


def _read_lessons(
    root: Path, declarations: dict[Path, Declarations], packages: dict[Path, str], problems: list[Problem]
) -> list[tuple[Lesson, Declarations]]:
    lessons = []
    for path, declared in declarations.items():
        try:
            lesson, unreadable = read_lesson(root, path, packages[path])
        except Refused as refusal:
            problems.append(refusal.problem)
            continue
        # A cell that cannot be parsed hides what it defines, so the rules would blame the wrong cells.
        problems.extend(unreadable or find_problems(lesson, declared))
        lessons.append((lesson, declared))
    return lessons


def _build_files(
    root: Path, lessons: list[tuple[Lesson, Declarations]], settings: Settings, package: str
) -> dict[Path, bytes]:
    """Builds in a temporary folder. Returns the content of every file, by its path from the root."""
    import nbformat

    built = {}
    folder = Path(tempfile.mkdtemp(prefix="coursekit-build-")).resolve()
    try:
        releaser = Releaser(root, folder)
        for lesson, declared in lessons:
            relative = Path(lesson.name, f"{lesson.name}.ipynb")
            solution = folder / "solutions" / relative
            content = to_bytes(solution_notebook(lesson, declared, settings))
            solution.parent.mkdir(parents=True)
            solution.write_bytes(content)
            built["solutions" / relative] = content
            release = releaser.release(lesson.name, lesson.path)
            built["notebooks" / relative] = to_bytes(nbformat.read(release, as_version=4))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    built[Path("notebooks", f"{start_page.NAME}.ipynb")] = to_bytes(
        start_page.start_page(lessons, settings.title, package)
    )
    return built
