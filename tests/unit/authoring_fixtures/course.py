"""A course of one small lesson, for the tests of the build."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from coursekit.authoring import BuildReport, build

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[2]
LESSON = "02_layers"
SOURCE = (HERE / f"{LESSON}.py").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Declared:
    points: float
    kind: str = "code"
    takes: tuple[str, ...] = ("answer",)


DECLARATIONS = {
    "double": Declared(2),
    "answer": Declared(1.5, "quiz", ("answer", "function")),
    "essay": Declared(3, "manual"),
}


def make_course(root: Path, source: str = SOURCE, name: str = LESSON) -> Path:
    """Writes the course's sources into a new folder."""
    (root / "lessons").mkdir(parents=True)
    shutil.copy(CHECKOUT / "nbgrader_config.py", root)
    settings = '[tool.coursekit]\nrepository = "someone/course"\nbranch = "main"\n'
    (root / "pyproject.toml").write_text(settings, encoding="utf-8")
    write_lesson(root, source, name)
    return root


def write_lesson(root: Path, source: str, name: str = LESSON) -> None:
    (root / "lessons" / f"{name}.py").write_bytes(source.encode())


def build_course(root: Path, check: bool = False, declarations: dict | None = None) -> BuildReport:
    return build(root, check=check, load=lambda lesson: DECLARATIONS if declarations is None else declarations)


def built_files(root: Path) -> dict[str, bytes]:
    """Every file in solutions/ and notebooks/ and among the exercises, hidden ones too."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("coursekit/exercises", "notebooks", "solutions")
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }
