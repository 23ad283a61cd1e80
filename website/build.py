"""Builds the site: `python -m website.build`, or `make site`.

Lessons are executed once, then kept in build/executed until they or the package change.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from coursekit.authoring.settings import read_settings
from website.executed import NotebookFailed, executed
from website.pages import write_pages

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Builds; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lesson", action="append", help="only this lesson; may be given several times")
    parser.add_argument("--to", type=Path, default=ROOT / "build" / "site", help="default: build/site")
    options = parser.parse_args()
    try:
        from sphinx.cmd.build import build_main
    except ModuleNotFoundError:
        print(f"Sphinx is not installed. Run  {sys.executable} -m pip install -e '.[site]'", file=sys.stderr)
        return 1
    solutions = {path.parent.name: path for path in sorted((ROOT / "solutions").glob("[0-9]*/*.ipynb"))}
    wanted = options.lesson or list(solutions)
    if unknown := [name for name in wanted if name not in solutions]:
        print(f"No such lesson: {', '.join(unknown)}. There is: {', '.join(solutions)}.", file=sys.stderr)
        return 1
    cache, source = ROOT / "build" / "executed", ROOT / "build" / "site-source"
    lessons = {}
    for name in wanted:
        print(f"executing {name}, unless that was done", flush=True)
        try:
            lessons[name] = executed(solutions[name], cache, ROOT / "coursekit", ROOT / "requirements.lock")
        except NotebookFailed as error:
            print(error, file=sys.stderr)
            return 1
    shutil.rmtree(source, ignore_errors=True)
    write_pages(ROOT, source, lessons, read_settings(ROOT))
    return build_main(
        ["-q", "-W", "--keep-going", "-c", str(ROOT / "website"), "-b", "html", str(source), str(options.to)]
    )


if __name__ == "__main__":
    sys.exit(main())
