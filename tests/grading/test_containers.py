"""What docs/grading-on-servers.md promises, as far as it can be tried without a container engine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from coursekit.grading import trial
from tests.grading.sandboxed import require_sandbox

CHECKOUT = Path(__file__).parents[2]
DOCS = (CHECKOUT / "docs" / "grading-on-servers.md").read_text(encoding="utf-8")
# What a rootless container is to the sandbox: namespaces in which somebody without rights is user 1000.
CONTAINER = ["unshare", "--user", "--map-root-user", "--mount", "--pid", "--fork", "--mount-proc", "--net", "--ipc"]
USER = "exec unshare --user --map-user=1000 --map-group=1000"


def instructions(name: str) -> list[str]:
    """The arguments of the Containerfile's instructions with this name."""
    text = (CHECKOUT / "docker" / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.split(maxsplit=1)[1] for line in text.splitlines() if line.startswith(f"{name} ")]


def test_the_image_installs_what_make_installs():
    made = re.findall(r"-m pip install (.*)", (CHECKOUT / "Makefile").read_text(encoding="utf-8"))
    made = [re.sub(r"--quiet |--disable-pip-version-check ", "", line) for line in made]
    made = [line for line in made if line != "uv" and "[site]" not in line]
    image = [line.split("pip install --no-cache-dir ")[1] for line in instructions("RUN") if "pip install" in line]
    assert image == made == ["-r requirements.lock", "--no-deps --no-build-isolation -e ."]


def test_what_the_image_copies_is_there_and_let_in():
    ignored = (CHECKOUT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for line in instructions("COPY"):
        for name in line.split()[:-1]:
            assert (CHECKOUT / name).exists(), name
            assert f"!{name}" in ignored
    assert "*" in ignored, "nothing of a class gets into an image"


def test_the_image_has_a_python_of_the_course_and_a_user_without_rights():
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (base,) = instructions("FROM")
    version = re.fullmatch(r"python:(3\.\d+)-slim", base)[1]
    assert f"{version}.0" in SpecifierSet(project["requires-python"])
    assert instructions("USER")[-1] == "grader"
    assert instructions("ENTRYPOINT") == ['["coursekit"]']


def test_the_extras_that_the_page_names_exist():
    extras = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {"dask", "postgres"} <= set(extras["optional-dependencies"])
    assert "`dask` extra" in DOCS and "coursekit[postgres]" in DOCS


def inside(script: str, code: str) -> str:
    """What `code` prints as user 1000 of such a container, after root there ran `script`."""
    require_sandbox()
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "CODE": code}
    command = [*CONTAINER, "sh", "-c", f'{script} && {USER} "{sys.executable}" -P -c "$CODE"']
    run = subprocess.run(command, env=environment, capture_output=True, text=True)
    if run.returncode and "unshare" in run.stderr:
        pytest.skip(f"No namespaces within namespaces here: {run.stderr.strip()}")
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


REASON = "from coursekit.grading.trial import why_no_sandbox; print(why_no_sandbox())"


def test_in_a_container_with_a_whole_proc_the_sandbox_is_made():
    assert inside("true", REASON) == "None"


def test_where_the_container_covers_parts_of_proc_the_option_is_named():
    said = inside("mount --bind /proc/sys /proc/sys && mount -o remount,bind,ro /proc/sys", REASON)
    assert "--security-opt unmask=ALL" in said
    assert "docs/grading-on-servers.md" in said
    assert "--security-opt unmask=ALL" in DOCS and "--security-opt systempaths=unconfined" in DOCS


@pytest.mark.parametrize(
    ("setting", "value", "remedy"),
    [
        ("_APPARMOR", "1", "kernel.apparmor_restrict_unprivileged_userns=0"),
        ("_MOST_USER", "0", "user.max_user_namespaces"),
    ],
)
def test_the_setting_that_forbids_namespaces_is_named(monkeypatch, tmp_path, setting, value, remedy):
    monkeypatch.setattr(trial, "_APPARMOR", tmp_path / "no such file")
    (tmp_path / "setting").write_text(f"{value}\n")
    monkeypatch.setattr(trial, setting, tmp_path / "setting")
    assert remedy in trial._advice()
    assert remedy in DOCS


def test_the_doctor_says_it(monkeypatch):
    from coursekit.doctor import examine

    monkeypatch.setattr(trial, "why_no_sandbox", lambda: "AppArmor keeps people without rights from namespaces")
    for look in examine():
        if look.name == "Sandbox for grading":
            assert (look.state, look.text) == ("missing", "AppArmor keeps people without rights from namespaces")
            return
    pytest.fail("the doctor does not look")
