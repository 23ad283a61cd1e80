"""`coursekit new-course`: what it makes, what it refuses, and that the course builds as it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from coursekit import exercise_packages
from coursekit.authoring import build
from coursekit.authoring.new_course import NewCourseError, make_course
from coursekit.exercise_packages import OWN, ExercisePackageError

SOLUTION = "solutions/01_first_steps/01_first_steps.ipynb"
RELEASE = "notebooks/01_first_steps/01_first_steps.ipynb"


@pytest.fixture
def modules(monkeypatch):
    """Puts back what a build of a course imports."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if name.startswith("course_"):
            del sys.modules[name]


def text_of(path: Path) -> str:
    return "\n".join("".join(cell["source"]) for cell in json.loads(path.read_text())["cells"])


def test_it_builds_and_the_release_has_no_solution(tmp_path, modules):
    root = tmp_path / "course_spring"
    assert make_course(root, repository="somebody/spring") == "course_spring"
    report = build(root)
    assert report.problems == []
    assert [path.as_posix() for path in report.changed] == [RELEASE, "notebooks/index.ipynb", SOLUTION]
    assert "x.std(axis=0)" in text_of(root / SOLUTION)
    assert 'why_one_scale = "steps"' not in text_of(root / RELEASE)
    assert "x.std(axis=0)" not in text_of(root / RELEASE)
    assert not (root / "coursekit").exists()
    assert not list(root.rglob("worked_solutions.json"))
    assert build(root, check=True).changed == []


def test_learners_install_the_course_from_its_own_address(tmp_path, modules):
    root = tmp_path / "course_spring"
    make_course(root, repository="somebody/spring")
    build(root)
    setup = text_of(root / RELEASE)
    assert "    import course_spring\n" in setup
    archive = "https://github.com/somebody/spring/archive/refs/heads/main.zip"
    assert f'%pip install --quiet "course-spring @ {archive}"' in setup
    assert "colab.research.google.com/github/somebody/spring/" in setup
    assert "# Course spring" in text_of(root / "notebooks" / "index.ipynb")
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    assert project["dependencies"] == ["coursekit @ https://github.com/coursekit/coursekit/archive/refs/heads/main.zip"]


def test_worked_solutions_are_built_where_the_course_wants_them(tmp_path, modules):
    root = tmp_path / "course_spring"
    make_course(root)
    settings = root / "pyproject.toml"
    without = settings.read_text()
    settings.write_text(without.replace("worked_solutions = false", "worked_solutions = true"))
    assert build(root).problems == []
    worked = root / "course_spring" / "worked_solutions.json"
    assert set(json.loads(worked.read_text())) == {"first_steps"}
    settings.write_text(without)
    assert Path("course_spring", "worked_solutions.json") in build(root).changed
    assert not worked.exists()


def test_a_lesson_of_coursekit_can_be_used_too(tmp_path, modules, checkout):
    root = tmp_path / "course_spring"
    make_course(root)
    lesson = "01_tensors_and_neurons.py"
    (root / "lessons" / "02_tensors_and_neurons.py").write_text((checkout / "lessons" / lesson).read_text())
    report = build(root)
    assert report.problems == []
    assert (root / "notebooks" / "02_tensors_and_neurons").is_dir()
    assert exercise_packages.for_lesson(root, "02_tensors_and_neurons") == OWN
    assert exercise_packages.for_lesson(root, "01_first_steps") == "course_spring"
    assert not list(root.rglob("worked_solutions.json"))


def test_problems_name_the_course_s_own_files(tmp_path, modules):
    root = tmp_path / "course_spring"
    make_course(root)
    lesson = root / "lessons" / "01_first_steps.py"
    lesson.write_text(lesson.read_text().replace("from course_spring import", "from coursekit.exercises import"))
    assert "Write from course_spring import first_steps as ex." in str(build(root).problems[0])
    lesson.rename(root / "lessons" / "01_second_steps.py")
    assert str(build(root).problems[0]).startswith(
        "course_spring/second_steps.py:1: The exercises of 01_second_steps cannot be loaded: ModuleNotFoundError"
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda root: (root / "course_spring" / "__init__.py").unlink(), "there is no course_spring/__init__.py"),
        (
            lambda root: (root / "pyproject.toml").write_text(
                '[project.entry-points."coursekit.exercises"]\na = "a"\nb = "b"\n'
            ),
            "declares 2 packages of exercises: a, b. Keep one",
        ),
    ],
)
def test_a_package_that_is_not_as_declared(tmp_path, change, reason):
    root = tmp_path / "course_spring"
    make_course(root)
    change(root)
    with pytest.raises(ExercisePackageError, match=reason):
        exercise_packages.of_course(root)
    (problem,) = build(root).problems
    assert reason in str(problem)


@pytest.mark.parametrize(
    ("folder", "package"),
    [("deep-learning 2027", "deep_learning_2027"), ("2027", "course_2027"), ("Zürich", "z_rich"), ("...", "course_")],
)
def test_the_package_is_named_after_the_folder(tmp_path, folder, package):
    assert make_course(tmp_path / folder) == package
    assert (tmp_path / folder / package / "first_steps.py").is_file()


@pytest.mark.parametrize("package", ["numpy", "json", "coursekit", "lessons", "grading"])
def test_names_that_are_taken(tmp_path, package):
    with pytest.raises(NewCourseError, match=r"already\. Choose another name with --package"):
        make_course(tmp_path / "a", package)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("package", ["class", "Upper", "a-b", "", "../x", "1st"])
def test_names_that_no_package_can_have(tmp_path, package):
    with pytest.raises(NewCourseError, match="is no name for a package"):
        make_course(tmp_path / "a", package)


def test_a_folder_with_something_in_it_stays_as_it_is(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(NewCourseError, match="exists and is not empty"):
        make_course(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(NewCourseError, match="exists and is not empty"):
        make_course(tmp_path / "file")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "notes.txt"]


def test_a_failure_leaves_nothing(tmp_path, monkeypatch):
    calls = []
    write = Path.write_text

    def fail_at_the_third(self, *arguments, **options):
        calls.append(self)
        if len(calls) == 3:
            raise OSError("the disk is full")
        return write(self, *arguments, **options)

    monkeypatch.setattr(Path, "write_text", fail_at_the_third)
    with pytest.raises(NewCourseError, match="the disk is full"):
        make_course(tmp_path / "course_spring")
    assert list(tmp_path.iterdir()) == []


def test_the_command(tmp_path, checkout):
    def run(*arguments: str) -> tuple[int, str]:
        code = "from coursekit.cli import main; main()"
        environment = {**os.environ, "PYTHONPATH": str(checkout), "NO_COLOR": "1"}
        ran = subprocess.run(
            [sys.executable, "-c", code, "new-course", *arguments],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
        )
        return ran.returncode, ran.stdout

    status, said = run("spring", "--package", "course_of_spring")
    assert (status, said.splitlines()[0]) == (0, "Made a course in spring. Its exercises are in course_of_spring/.")
    assert run("spring") == (1, f"error: {tmp_path / 'spring'} exists and is not empty. Choose a new folder.\n")


def test_the_kernels_of_coursekit_lab_find_the_exercises(tmp_path, monkeypatch):
    from coursekit.lab import make_exercises_importable

    make_course(tmp_path / "course_spring")
    monkeypatch.setenv("PYTHONPATH", "before")
    make_exercises_importable(tmp_path)
    assert os.environ["PYTHONPATH"] == "before"
    make_exercises_importable(tmp_path / "course_spring")
    assert os.environ["PYTHONPATH"] == os.pathsep.join([str(tmp_path / "course_spring"), "before"])
