"""The site: what is executed again and what is not, and what its pages say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import yaml

from coursekit.authoring.settings import Settings, read_settings
from website import executed as executing
from website.executed import NotebookFailed, executed
from website.pages import guide_names, guide_page, index_page, lesson_page

SETTINGS = Settings("somebody/course", "main")


def notebook(path: Path, *sources: str) -> Path:
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(sources)]
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


@pytest.fixture
def runs(monkeypatch) -> list[str]:
    """The names of the notebooks that were run, which is not done."""
    names: list[str] = []

    def run(path: Path) -> nbformat.NotebookNode:
        names.append(path.name)
        return nbformat.read(path, as_version=4)

    monkeypatch.setattr(executing, "_run", run)
    return names


def test_what_has_not_changed_is_not_run_again(tmp_path, runs):
    cache, package = tmp_path / "cache", tmp_path / "package"
    package.mkdir()
    (package / "module.py").write_text("a = 1")
    path = notebook(tmp_path / "one.ipynb", "1 + 1")
    for _ in range(2):
        executed(path, cache, package)
    assert runs == ["one.ipynb"]
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "module.pyc").write_bytes(b"x")
    executed(path, cache, package)
    assert len(runs) == 1, "what Python keeps there is no content"
    (package / "module.py").write_text("a = 2")
    executed(path, cache, package)
    notebook(path, "1 + 2")
    executed(path, cache, package)
    assert len(runs) == 3
    assert len(list(cache.iterdir())) == 1, "older ones are gone"


def test_it_is_really_executed(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("COURSEKIT_RECORD", "on")
    monkeypatch.chdir(tmp_path)
    path = notebook(
        tmp_path / "one.ipynb",
        "import os; open('left.txt', 'w').close(); print(os.environ['COURSEKIT_RECORD'])",
        "6 * 7",
    )
    before = dict(os.environ)
    found = executed(path, tmp_path / "cache")
    assert dict(os.environ) == before
    assert sorted(place.name for place in tmp_path.iterdir()) == ["cache", "one.ipynb"]
    assert capfd.readouterr().err == "", "the terminal stays quiet"
    assert found.cells[0].outputs[0].text == "off\n"
    assert found.cells[1].outputs[0].data["text/plain"] == "42"


def test_a_notebook_that_fails_is_not_kept(tmp_path):
    path = notebook(tmp_path / "one.ipynb", "1 / 0")
    with pytest.raises(NotebookFailed, match=r"(?s)one.ipynb does not run to its end.*ZeroDivisionError"):
        executed(path, tmp_path / "cache")
    assert not list(tmp_path.glob("cache/*"))


def test_solutions_are_folded_and_marks_are_gone():
    cell = nbformat.v4.new_code_cell
    marked = {"nbgrader": {"solution": True, "grade": False}}
    source = "def f(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION\n    return ..."
    made = lesson_page(
        nbformat.v4.new_notebook(
            cells=[
                cell(source, metadata=marked),
                cell("ex.f.check(f)", metadata={"nbgrader": {"solution": False, "grade": True}}),
                cell("plot()", metadata={"tags": ["demo"]}),
            ]
        )
    )
    assert made.cells[0].source == "def f(x):\n    return 2 * x\n    return ..."
    assert [cell.metadata for cell in made.cells] == [{"tags": ["hide-input"]}, {}, {}]


def test_links_of_guides_lead_to_the_site_or_to_the_repository():
    text = "[a](authors.md#x) [b](../lessons/01_x.py) [c](https://example.org) [d](#here) [e](../README.md#start)"
    address = "https://github.com/somebody/course/blob/main"
    assert guide_page(text, ["authors"], SETTINGS) == (
        f"[a](authors.md#x) [b]({address}/lessons/01_x.py) [c](https://example.org) [d](#here) "
        f"[e]({address}/README.md#start)"
    )


def test_every_guide_is_a_page(tmp_path, checkout):
    for name in ("zebra", "authors", "apple", "instructors"):
        (tmp_path / f"{name}.md").write_text("")
    assert guide_names(tmp_path) == ["instructors", "authors", "apple", "zebra"]
    assert sorted(guide_names(checkout / "docs")) == sorted(path.stem for path in (checkout / "docs").glob("*.md"))


def test_the_first_page_lists_every_lesson(checkout):
    lessons = [path.stem for path in sorted((checkout / "lessons").glob("[0-9]*.py"))]
    start = nbformat.read(checkout / "notebooks" / "index.ipynb", as_version=4)
    page = index_page(start, lessons, ["authors", "x"], read_settings(checkout))
    assert re.findall(r"\]\(lessons/(\w+)\.ipynb\)", page) == lessons
    assert [line for line in page.splitlines() if line.startswith(("lessons/", "guides/"))] == [
        *(f"lessons/{name}" for name in lessons),
        "guides/authors",
        "guides/x",
    ]


def test_the_workflow_runs_what_the_makefile_has(checkout):
    workflow = yaml.safe_load((checkout / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8"))
    commands = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    assert ".ci/run" in commands
    targets = re.findall(r"^([a-z-]+):", (checkout / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    wanted = [command.split()[1] for command in commands if command.startswith("make ")]
    assert {"lint", "site"} == set(wanted) <= set(targets)
    assert workflow["jobs"]["publish"]["if"] == "github.ref == 'refs/heads/main'"


def test_without_sphinx_it_says_what_to_install(checkout):
    code = (
        "import sys; sys.modules['sphinx'] = sys.modules['sphinx.cmd'] = None; from website.build import main; main()"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, timeout=60)
    assert "pip install -e '.[site]'" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.slow
def test_sphinx_builds_the_pages_without_a_warning(checkout, tmp_path, runs):
    """All pages, with lessons that were not run: their text, their links and the search."""
    pytest.importorskip("furo")
    pytest.importorskip("myst_nb")
    pytest.importorskip("sphinx-mathjax-offline")
    from sphinx.cmd.build import build_main

    from website.pages import write_pages

    lessons = {
        path.parent.name: nbformat.read(path, as_version=4)
        for path in sorted((checkout / "solutions").glob("[0-9]*/*.ipynb"))
    }
    write_pages(checkout, tmp_path / "source", lessons, read_settings(checkout))
    options = ["-q", "-W", "--keep-going", "-c", str(checkout / "website"), "-b", "html"]
    assert build_main([*options, str(tmp_path / "source"), str(tmp_path / "site")]) == 0
    built = {path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*.html")}
    assert {"index.html", "search.html", "guides/instructors.html", *(f"lessons/{n}.html" for n in lessons)} <= built
    page = (tmp_path / "site" / "lessons" / "01_tensors_and_neurons.html").read_text(encoding="utf-8")
    assert "Show a worked solution" in page
    assert 'name="viewport"' in page
    assert page.count("<pre") == page.count('<pre tabindex="0"') > 0
    fetched = re.findall(r'<(?:script|img|link)[^>]*(?:src|href)="([^"]+)', page)
    assert [address for address in fetched if "//" in address] == [], "nothing comes from another host"
    assert (tmp_path / "site" / "_static" / "mathjax" / "tex-chtml.js").is_file()
    assert page.count('role="heading"') == page.count('role="heading" aria-level="2"') > 0
    assert "BEGIN SOLUTION" not in page
    assert "64 pixels through 4 numbers" in (tmp_path / "site" / "searchindex.js").read_text(encoding="utf-8")
