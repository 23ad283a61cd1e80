"""Facts about the checkout that its files state in more than one place."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from coursekit.authoring.settings import read_settings

START_PAGE = "notebooks/index.ipynb"


@pytest.fixture(scope="module")
def project(checkout: Path) -> dict:
    return tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lock(checkout: Path) -> list[str]:
    """The requirements of the lock file, each with its hashes on one line."""
    text = (checkout / "requirements.lock").read_text(encoding="utf-8")
    return text.replace("\\\n", "").strip().splitlines()


def links(path: Path) -> list[str]:
    return re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))


def test_readme_launches_the_published_course(checkout: Path) -> None:
    settings = read_settings(checkout)
    launches = [
        link for link in links(checkout / "README.md") if re.search(r"colab\S+/github/|mybinder\.org/v2/", link)
    ]
    lessons = {match[1] for link in launches if (match := re.search(r"notebooks/(\w+)/\1\.ipynb$", link))}
    colab = {settings.colab(f"notebooks/{lesson}/{lesson}.ipynb") for lesson in lessons}
    assert set(launches) == {settings.binder(START_PAGE), *colab}
    sources = {path.stem for path in (checkout / "lessons").glob("[0-9]*.py")}
    assert sources == lessons, "README.md must list the lessons that are there"


def test_readme_clones_the_published_course(checkout: Path) -> None:
    readme = (checkout / "README.md").read_text(encoding="utf-8")
    clones = re.findall(r"git clone https://github\.com/(\w+/\w+)", readme)
    assert clones
    assert set(clones) == {read_settings(checkout).repository}


def test_the_guide_s_hub_link_pulls_the_published_course(checkout: Path) -> None:
    settings = read_settings(checkout)
    (link,) = re.findall(r"https://HUB/\S+", (checkout / "docs" / "instructors.md").read_text(encoding="utf-8"))
    query = parse_qs(urlsplit(link).query)
    folder = settings.repository.rsplit("/", 1)[-1]
    assert query["repo"] == [f"https://github.com/{settings.repository}"]
    assert query["branch"] == [settings.branch]
    assert query["urlpath"] == [f"lab/tree/{folder}/{START_PAGE}"]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "LICENSE-TEXT.md"])
def test_links_to_files_lead_somewhere(checkout: Path, name: str) -> None:
    local = [link for link in links(checkout / name) if "://" not in link]
    assert [link for link in local if not (checkout / link).exists()] == []


def test_every_locked_version_has_hashes_and_no_source(lock: list[str]) -> None:
    for line in lock:
        assert re.match(r"[a-z0-9.-]+(\[[a-z, -]+\])?==\S+ +(;.+?)?--hash=sha256:[0-9a-f]{64}", line), line[:80]
        assert not re.search(r"://|--(extra-)?index|--find-links|@ ", line), line[:80]


def locked_versions(lock: list[str]) -> dict[str, set[str]]:
    versions: dict[str, set[str]] = {}
    for line in lock:
        pinned = Requirement(line.split(" --hash")[0])
        versions.setdefault(canonicalize_name(pinned.name), set()).add(str(pinned.specifier).removeprefix("=="))
    return versions


def test_one_version_of_what_the_course_teaches_with(lock: list[str]) -> None:
    versions = locked_versions(lock)
    for name in ("keras", "numpy", "tensorflow"):
        assert len(versions[name]) == 1


def test_the_lock_satisfies_the_ranges(project: dict, lock: list[str]) -> None:
    extras = project["project"]["optional-dependencies"]
    versions = locked_versions(lock)
    for text in (*project["project"]["dependencies"], *extras["lab"], *extras["test"]):
        requirement = Requirement(text)
        for version in versions[canonicalize_name(requirement.name)]:
            assert version in requirement.specifier, f"{text}: the lock has {version}; run make lock"


def test_conda_installs_the_same(checkout: Path, project: dict) -> None:
    environment = yaml.safe_load((checkout / "environment.yml").read_text(encoding="utf-8"))
    assert environment["name"] == "coursekit"
    python, pip, from_pip = environment["dependencies"]
    assert pip == "pip"
    assert SpecifierSet(python.removeprefix("python")) == SpecifierSet(project["project"]["requires-python"])
    assert from_pip == {"pip": ["-r requirements.lock"]}


def test_binder_installs_the_same(checkout: Path, project: dict) -> None:
    environment = yaml.safe_load((checkout / "binder" / "environment.yml").read_text(encoding="utf-8"))
    version = environment["dependencies"][0].removeprefix("python=")
    assert f"{version}.0" in SpecifierSet(project["project"]["requires-python"])
    commands = (checkout / "binder" / "postBuild").read_text(encoding="utf-8")
    assert "pip install --no-cache-dir -r requirements.lock" in commands
    assert list((checkout / "coursekit" / "jupyter" / "labconfig").glob("*.json"))


@pytest.mark.parametrize("script", [".ci/run", "binder/postBuild"])
@pytest.mark.skipif(os.name != "posix", reason="shell scripts")
def test_scripts_are_sound(checkout: Path, script: str) -> None:
    assert os.access(checkout / script, os.X_OK)
    subprocess.run(["bash", "-n", checkout / script], check=True)


def test_a_missing_tool_is_skipped_or_fails(
    require_tool: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("COURSEKIT_REQUIRE", "make")
    with pytest.raises(pytest.skip.Exception, match="chromium is not installed"):
        require_tool("chromium")
    monkeypatch.setenv("COURSEKIT_REQUIRE", "make, chromium")
    with pytest.raises(pytest.fail.Exception, match="COURSEKIT_REQUIRE names it"):
        require_tool("chromium")
    (tmp_path / "chromium").touch(mode=0o755)
    assert require_tool("chromium") == str(tmp_path / "chromium")
