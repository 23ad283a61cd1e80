"""The course's address, from [tool.coursekit] in pyproject.toml."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from coursekit.authoring.problem import Problem, Refused

_FILE = Path("pyproject.toml")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
_REMEDY = 'Write, for instance, repository = "owner/course" and branch = "main" under [tool.coursekit].'


@dataclass(frozen=True)
class Settings:
    """Where learners find the course, and what they get.

    Attributes:
        repository: owner/name on GitHub.
        distribution: what pip installs from there; coursekit itself, or a private course that brings it along.
        title: of the start page; None for coursekit's own.
        worked_solutions: whether `ex.NAME.solution()` shows them.
    """

    repository: str
    branch: str
    distribution: str = "coursekit"
    title: str | None = None
    worked_solutions: bool = True

    def colab(self, notebook: str) -> str:
        """The link that opens a notebook (path from the root) in Colab."""
        return f"https://colab.research.google.com/github/{self.repository}/blob/{quote(self.branch)}/{notebook}"

    def binder(self, notebook: str) -> str:
        """The link that opens a notebook (path from the root) in JupyterLab on Binder."""
        branch = quote(self.branch, safe="")
        path = quote(f"lab/tree/{notebook}", safe="")
        return f"https://mybinder.org/v2/gh/{self.repository}/{branch}?urlpath={path}"

    @property
    def archive(self) -> str:
        """The branch as a zip file: pip installs it where there is no git."""
        return f"https://github.com/{self.repository}/archive/refs/heads/{quote(self.branch)}.zip"


def read_settings(root: Path) -> Settings:
    """Reads the settings.

    Raises:
        Refused: if the file or a setting is missing or not of the right form.
    """
    try:
        table = tomllib.loads((root / _FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Refused(Problem(_FILE, 1, "There is no pyproject.toml", "Run this in the course's root.")) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(Problem(_FILE, 1, f"The file cannot be read: {error}", "Mend it.")) from None
    values = table.get("tool", {}).get("coursekit", {})
    repository, branch = values.get("repository"), values.get("branch")
    if not isinstance(repository, str) or not _REPOSITORY.fullmatch(repository):
        raise Refused(Problem(_FILE, 1, f"repository is {repository!r}, not owner/name", _REMEDY))
    if not isinstance(branch, str) or not branch:
        raise Refused(Problem(_FILE, 1, f"branch is {branch!r}, not a name", _REMEDY))
    distribution = table.get("project", {}).get("name", "coursekit")
    title, worked = values.get("title"), values.get("worked_solutions", True)
    if title is not None and not isinstance(title, str):
        raise Refused(Problem(_FILE, 1, f"title is {title!r}, not a text", 'Write title = "..." or leave it out.'))
    if not isinstance(worked, bool):
        raise Refused(Problem(_FILE, 1, f"worked_solutions is {worked!r}", "Write true or false."))
    return Settings(repository, branch, distribution, title, worked)
