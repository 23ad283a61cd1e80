"""The build: equal bytes from equal sources, stale files found, nothing half written."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from coursekit.authoring import build
from tests.unit.authoring_fixtures.course import (
    CHECKOUT,
    DECLARATIONS,
    LESSON,
    SOURCE,
    Declared,
    build_course,
    built_files,
    make_course,
    write_lesson,
)

SOLUTION = f"solutions/{LESSON}/{LESSON}.ipynb"
RELEASE = f"notebooks/{LESSON}/{LESSON}.ipynb"
INDEX = "notebooks/index.ipynb"
WORKED = "coursekit/exercises/worked_solutions.json"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    root = make_course(tmp_path / "course")
    report = build_course(root)
    assert not report.problems
    assert [path.as_posix() for path in report.changed] == [WORKED, RELEASE, INDEX, SOLUTION]
    return root


def _cells(root: Path, path: str) -> list:
    return nbformat.read(root / path, as_version=4).cells


def _ids(root: Path) -> dict[str, str]:
    return {cell.source: cell.id for cell in _cells(root, RELEASE)}


def test_same_bytes_in_another_folder_process_and_hash_seed(course, tmp_path):
    program = (
        "import sys; from pathlib import Path; from tests.unit.authoring_fixtures.course import *;"
        "report = build_course(make_course(Path(sys.argv[1]))); assert not report.problems"
    )
    other = tmp_path / "another" / "place"
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": str(CHECKOUT)}
    run = subprocess.run(
        [sys.executable, "-c", program, str(other)],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert built_files(other) == built_files(course)


def test_windows_newlines_give_the_same_bytes(course, tmp_path):
    other = make_course(tmp_path / "windows", SOURCE.replace("\n", "\r\n"))
    build_course(other)
    assert built_files(other) == built_files(course)
    assert b"\\r" not in built_files(other)[SOLUTION]


def test_files_have_one_form(course):
    files = built_files(course)
    assert files.pop(WORKED).endswith(b"\n}\n")
    for content in files.values():
        notebook = json.loads(content)
        as_written = json.dumps(notebook, sort_keys=True, indent=1, ensure_ascii=False) + "\n"
        assert content == as_written.encode()
        nbformat.validate(nbformat.from_dict(notebook))
        assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
        assert notebook["metadata"]["kernelspec"]["name"] == "python3"
        code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
        ids = [cell["id"] for cell in notebook["cells"]]
        assert len(set(ids)) == len(ids)
        metadata = {key for cell in notebook["cells"] for key in cell["metadata"]}
        assert metadata <= {"nbgrader", "tags", "deletable", "editable"}


def test_the_release_has_stubs_and_no_solution(course):
    text = built_files(course)[RELEASE].decode()
    for secret in ("SOLUTION", "2 * x", "6 * 7", "Without it"):
        assert secret in built_files(course)[SOLUTION].decode()
        assert secret not in text
    cells = {cell.id: cell.source for cell in _cells(course, RELEASE)}
    assert cells["double"].endswith("    # YOUR CODE HERE\n    ...\n    return ...")
    assert cells["answer"] == "answer = ...\n# YOUR CODE HERE\n..."
    assert cells["essay"] == "Why does a layer need a bias?\n\nYOUR ANSWER HERE"
    learner: dict = {}
    exec(cells["double"] + "\n" + cells["answer"], learner)
    assert learner["double"](3) is ...
    assert learner["answer"] is ...


def test_nbgrader_metadata_come_from_the_declarations(course):
    roles = {cell.id: dict(cell.metadata.nbgrader) for cell in _cells(course, SOLUTION) if "nbgrader" in cell.metadata}

    def role(grade_id, **values):
        plain = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
        return {**plain, "grade_id": grade_id, **values}

    assert roles == {
        "setup": role("setup", locked=True),
        "helpers": role("helpers", locked=True),
        "double": role("double", solution=True),
        "double_check": role("double_check", grade=True, locked=True, points=2),
        "answer": role("answer", solution=True),
        "answer_check": role("answer_check", grade=True, locked=True, points=1.5),
        "essay": role("essay", grade=True, solution=True, points=3),
    }


def test_a_written_answer_in_a_code_cell_may_have_an_ungraded_check(course):
    essay = """# %% exercise="essay"
essay = ...
### BEGIN SOLUTION
essay = "Without it, the output is 0 wherever the input is 0."
### END SOLUTION

# %%
ex.essay.check(essay)
"""
    write_lesson(course, SOURCE[: SOURCE.index('# %% [markdown] exercise="essay"')] + essay)
    assert not build_course(course).problems
    check = _cells(course, RELEASE)[-1]
    assert (check.id, check.metadata.nbgrader.grade, check.metadata.nbgrader.locked) == (
        "essay_check",
        False,
        True,
    )


def test_the_build_adds_launch_links_facts_and_the_set_up_cell(course):
    title, setup, *_ = _cells(course, RELEASE)
    assert title.source.startswith("# Layers\n\n[Open in Colab](https://colab.")
    assert f"https://colab.research.google.com/github/someone/course/blob/main/{RELEASE}" in title.source
    binder = f"lab/tree/{RELEASE}".replace("/", "%2F")
    assert f"https://mybinder.org/v2/gh/someone/course/main?urlpath={binder}" in title.source
    assert "\n\nAbout 20 minutes · 3 exercises · 6.5 points\n\nA layer multiplies" in title.source
    assert '%pip install --quiet "coursekit @ https://github.com/someone/course/archive/' in setup.source
    assert setup.source.endswith("ck.setup()")


def test_the_start_page_links_the_lessons(course):
    text = "\n".join(cell.source for cell in _cells(course, INDEX))
    assert f"| [2. Layers]({LESSON}/{LESSON}.ipynb) | What a layer computes. | 20 min | 6.5 |" in text
    assert (course / "notebooks" / LESSON / f"{LESSON}.ipynb").is_file()
    assert not (course / "solutions" / "index.ipynb").exists()


def test_ids_stay_when_another_cell_is_added(course):
    before = _ids(course)
    write_lesson(course, SOURCE.replace("# %%\nimport json", "# %% [markdown]\n# New.\n\n# %%\nimport json"))
    build_course(course)
    after = _ids(course)
    assert after.pop("New.")
    assert after == before


def test_equal_cells_get_different_ids(course):
    write_lesson(course, SOURCE + "\n# %%\nprint(1)\n\n# %%\nprint(1)\n")
    build_course(course)
    ids = [cell.id for cell in _cells(course, RELEASE)]
    assert len(set(ids)) == len(ids) == 13


@pytest.mark.parametrize("path", [SOLUTION, RELEASE, INDEX, WORKED])
@pytest.mark.parametrize("damage", ["edited", "removed"])
def test_check_finds_a_stale_file_and_leaves_it(course, path, damage):
    (course / path).unlink()
    if damage == "edited":
        (course / path).write_text("{}", encoding="utf-8")
    before = built_files(course)
    report = build_course(course, check=True)
    assert [p.as_posix() for p in report.changed] == [path]
    assert built_files(course) == before
    assert [p.as_posix() for p in build_course(course).changed] == [path]
    assert build_course(course, check=True).changed == []


def test_changes_of_points_and_config_are_noticed(course):
    declarations = {**DECLARATIONS, "answer": Declared(1, "quiz", ("answer", "function"))}
    assert len(build_course(course, check=True, declarations=declarations).changed) == 3
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text(encoding="utf-8").replace("YOUR ANSWER", "YOUR WORDS"), encoding="utf-8")
    assert [p.as_posix() for p in build_course(course, check=True).changed] == [RELEASE]


def test_nothing_to_do_is_quick_and_touches_nothing(course):
    program = (
        "import sys; from pathlib import Path; from tests.unit.authoring_fixtures.course import build_course;"
        "report = build_course(Path(sys.argv[1])); assert not report.changed and not report.problems;"
        "assert 'jupytext' not in sys.modules and 'nbgrader' not in sys.modules"
    )
    times = {path: (course / path).stat().st_mtime_ns for path in built_files(course)}
    start = time.monotonic()
    subprocess.run([sys.executable, "-c", program, str(course)], cwd=CHECKOUT, check=True)
    assert time.monotonic() - start < 2
    assert {path: (course / path).stat().st_mtime_ns for path in built_files(course)} == times


def test_a_lesson_that_is_gone_takes_its_notebooks_along(course):
    (course / "lessons" / f"{LESSON}.py").rename(course / "lessons" / "03_layers.py")
    others = ["solutions/02_layers/notes.ipynb", "solutions/mine/mine.ipynb", "notebooks/other.ipynb"]
    for path in others:
        (course / path).parent.mkdir(exist_ok=True)
        (course / path).write_text('{"metadata": {}}', encoding="utf-8")
    build_course(course)
    new = ["notebooks/03_layers/03_layers.ipynb", "solutions/03_layers/03_layers.ipynb", INDEX]
    assert sorted(built_files(course)) == sorted([*others, *new, WORKED])
    assert not (course / "notebooks" / LESSON).exists()


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_failure_midway_leaves_the_old_tree(course, monkeypatch, nth):
    before = built_files(course)
    write_lesson(course, SOURCE.replace("# Layers", "# All about layers").replace("minutes: 20", "minutes: 21"))
    calls = []
    replace = Path.replace

    def fail_once(self, target):
        calls.append(target)
        if len(calls) == nth:
            raise OSError("the disk is gone")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_once)
    with pytest.raises(OSError, match="the disk is gone"):
        build_course(course)
    monkeypatch.undo()
    assert built_files(course) == before
    assert len(build_course(course).changed) == 3


def test_with_a_problem_nothing_is_written(course):
    before = built_files(course)
    make_changes = SOURCE.replace("# Layers", "# All about layers")
    write_lesson(course, make_changes)
    write_lesson(course, make_changes.replace("    return ...\n", ""), "03_other")
    report = build_course(course)
    assert report.problems
    assert report.changed == []
    assert built_files(course) == before


def test_nbgraders_refusal_is_a_problem_and_the_terminal_stays_quiet(course, capfd):
    marker = "BEGIN HIDDEN TESTS"  # nbgrader wants these in graded cells only
    write_lesson(course, SOURCE.replace("import json", f"import json\n# {marker}\n# END HIDDEN TESTS"))
    report = build_course(course)
    assert "nbgrader refuses the lesson: RuntimeError: Hidden test region detected" in str(report.problems[0])
    assert report.problems[0].path == Path("lessons", f"{LESSON}.py")
    assert capfd.readouterr() == ("", "")


def test_the_build_leaves_the_environment_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    before, folder = dict(os.environ), Path.cwd()
    build_course(make_course(tmp_path / "course"))
    assert dict(os.environ) == before
    assert Path.cwd() == folder


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("nbgrader_config.py", None, "nbgrader_config.py:1: There is no nbgrader_config.py. "),
        ("nbgrader_config.py", "1 / 0", "nbgrader_config.py:1: The configuration fails: ZeroDivisionError"),
        ("pyproject.toml", None, "pyproject.toml:1: There is no pyproject.toml. "),
        ("pyproject.toml", "a = ", "pyproject.toml:1: The file cannot be read: "),
        (
            "pyproject.toml",
            "[tool.coursekit]\nrepository = 'x'",
            "pyproject.toml:1: repository is 'x', not owner",
        ),
    ],
)
def test_a_broken_course_is_a_problem(tmp_path, file, content, message):
    root = make_course(tmp_path / "course")
    (root / file).unlink()
    if content is not None:
        (root / file).write_text(content, encoding="utf-8")
    report = build_course(root)
    assert [str(problem)[: len(message)] for problem in report.problems] == [message]
    assert built_files(root) == {}


def test_declarations_that_cannot_be_loaded_are_a_problem(tmp_path):
    root = make_course(tmp_path / "course")
    report = build(root)  # the package has no exercises for this lesson
    assert str(report.problems[0]).startswith("coursekit/exercises/layers.py:1: The exercises of 02_layers cannot")
    assert len(report.problems) == 1


def test_a_folder_without_lessons_is_a_problem(tmp_path):
    assert str(build(tmp_path).problems[0]) == "lessons:1: There are no lessons. Run this in the course's root."
