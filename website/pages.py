"""Pages for Sphinx from the executed lessons and the guides."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import nbformat

from coursekit.authoring.settings import Settings
from coursekit.authoring.start_page import NAME as START_PAGE

FIRST_GUIDES = ("instructors", "grading-on-servers", "authors", "architecture")
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?!https?://|#|mailto:)([^)\s]+)\)")


def lesson_page(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """An executed solution for reading: worked solutions are folded, nbgrader's marks are gone."""
    for cell in notebook.cells:
        nbgrader = cell.metadata.pop("nbgrader", {})
        tags = [tag for tag in cell.metadata.get("tags", []) if tag != "demo"]
        if cell.cell_type == "code" and nbgrader.get("solution"):
            tags.append("hide-input")
            cell.source = re.sub(r"^\s*### (BEGIN|END) SOLUTION\n?", "", cell.source, flags=re.MULTILINE)
        if tags:
            cell.metadata["tags"] = tags
        else:
            cell.metadata.pop("tags", None)
    return notebook


def guide_names(docs: Path) -> list[str]:
    """The guides in docs/ without their suffix: those that are read first, then the others by name."""
    there = sorted(path.stem for path in docs.glob("*.md"))
    return [*(n for n in FIRST_GUIDES if n in there), *(n for n in there if n not in FIRST_GUIDES)]


def guide_page(text: str, guides: list[str], settings: Settings) -> str:
    """A guide whose links to files that the site does not have go to the repository.

    Args:
        text: Markdown.
        guides: the files in docs/ that are pages, without their suffix.
    """

    def link(found: re.Match) -> str:
        words, target = found.groups()
        path, _, anchor = target.partition("#")
        place = PurePosixPath("docs") / path
        known = place.parent == PurePosixPath("docs") and place.stem in guides
        if known:
            return found[0]
        parts: list[str] = []
        for part in place.parts:
            parts = parts[:-1] if part == ".." else [*parts, part]
        address = f"https://github.com/{settings.repository}/blob/{settings.branch}/{'/'.join(parts)}"
        return f"[{words}]({address}{'#' + anchor if anchor else ''})"

    return _LINK.sub(link, text)


def index_page(start_page: nbformat.NotebookNode, lessons: list[str], guides: list[str], settings: Settings) -> str:
    """The site's first page: the start page's welcome and table of lessons, and where to begin.

    Args:
        lessons: the names of the lessons, in their order.
        guides: the names of the guides, in theirs.
    """
    cells = {cell.id: cell.source for cell in start_page.cells}
    table = re.sub(r"\]\((\w+)/\1\.ipynb\)", r"](lessons/\1.ipynb)", cells["lessons"])
    begin = (
        f"## Begin\n\nRead here, or work through the notebooks: [in Colab]"
        f"({settings.colab(f'notebooks/{lessons[0]}/{lessons[0]}.ipynb')}), [on Binder]"
        f"({settings.binder(f'notebooks/{START_PAGE}.ipynb')}), or on your own computer, as the "
        f"[repository](https://github.com/{settings.repository}) says. Here the exercises are solved: unfold a cell to "
        "see how."
    )
    return "\n\n".join(
        [
            cells["welcome"],
            begin,
            table,
            _toctree("Lessons", [f"lessons/{name}" for name in lessons]),
            _toctree("Guides", [f"guides/{name}" for name in guides]),
        ]
    )


def _toctree(caption: str, pages: list[str]) -> str:
    lines = "\n".join(pages)
    return f"```{{toctree}}\n:hidden:\n:caption: {caption}\n:maxdepth: 1\n\n{lines}\n```\n"


def write_pages(root: Path, source: Path, lessons: dict[str, nbformat.NotebookNode], settings: Settings) -> None:
    """Writes all pages into the empty folder `source`.

    Args:
        lessons: executed solutions by lesson, in the order of the lessons.
    """
    (source / "lessons").mkdir(parents=True)
    (source / "guides").mkdir()
    for name, notebook in lessons.items():
        nbformat.write(lesson_page(notebook), source / "lessons" / f"{name}.ipynb")
    guides = guide_names(root / "docs")
    for name in guides:
        text = (root / "docs" / f"{name}.md").read_text(encoding="utf-8")
        (source / "guides" / f"{name}.md").write_text(guide_page(text, guides, settings), encoding="utf-8")
    start = nbformat.read(root / "notebooks" / f"{START_PAGE}.ipynb", as_version=4)
    (source / "index.md").write_text(index_page(start, list(lessons), guides, settings), encoding="utf-8")
