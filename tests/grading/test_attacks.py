"""No attack gains a point, changes a file, leaves a process, or touches the submission that comes after it."""

from __future__ import annotations

import time
import uuid
from pathlib import Path

import nbformat
import pytest

from coursekit.grading import handed_in, worker
from coursekit.grading.judging import Graded, Task
from coursekit.grading.limits import MEBIBYTE, Limits
from coursekit.grading.runners import WarmProcess
from tests.grading.attacking import WRONG, Attack, Place, attacks, processes
from tests.grading.course import Course
from tests.grading.sandboxed import process, require_sandbox
from tests.grading.test_judging import cells_of

LIMITS = Limits(
    cell_seconds=3.0,
    notebook_seconds=12.0,
    memory_bytes=900 * MEBIBYTE,
    processes=200,
    scratch_bytes=48 * MEBIBYTE,
    output_bytes=200_000,
    grace_seconds=3.0,
)
SEED = 20_261_130


class Grader:
    """A worker with its warm process, as a class has it, and the places that nobody may touch."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.mark = f"mark_{uuid.uuid4().hex}"
        self.process = WarmProcess(stand_ins=[self.mark])
        self.courses: dict[str, Course] = {}
        self.place = Place(root, self.course("01_tensors_and_neurons"))

    def course(self, lesson: str) -> Course:
        if lesson not in self.courses:
            self.courses[lesson] = Course(self.root / lesson, lesson)
        return self.courses[lesson]

    def grade(
        self, lesson: str, notebook: str, files: dict[str, bytes] | None = None, limits: Limits = LIMITS
    ) -> Graded | str:
        task = Task(lesson, notebook, cells_of(self.course(lesson).release), files or {}, SEED, limits)
        worker._processes[task.sandboxed, task.package] = self.process
        return worker.run(task)

    def honest(self) -> dict[str, float | None]:
        """The scores of an honest submission: two right answers, one half right, the others missing."""
        codes = {
            **self.place.course.right(["dense", "count_params"]),
            "derivatives": WRONG["01_tensors_and_neurons"]["derivatives"],
        }
        found = self.grade(
            "01_tensors_and_neurons", nbformat.writes(self.place.course.answered(codes)), limits=Limits()
        )
        assert found.trouble == ""
        return {name.removesuffix("_check"): score for name, score in found.scores.items()}

    def left(self) -> set[int]:
        """Processes of submissions that still run."""
        deadline = time.monotonic() + 3
        while (found := processes(self.mark) - {self.process.pid}) and time.monotonic() < deadline:
            time.sleep(0.05)
        return found


@pytest.fixture(scope="module")
def grader(tmp_path_factory):
    require_sandbox()
    root = tmp_path_factory.mktemp("attacks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(root / "home"))
        patch.setattr(worker, "_processes", {})
        grader = Grader(root)
        assert grader.honest() == HONEST  # the first start writes caches into the home folder: no attack's doing
        yield grader
        grader.process.close()


HONEST = dict.fromkeys(WRONG["01_tensors_and_neurons"], 0.0) | {"dense": 3.0, "count_params": 2.0}


@pytest.mark.parametrize("lesson", list(WRONG))
def test_the_wrong_answers_earn_nothing_without_an_attack(grader, lesson):
    found = grader.grade(lesson, nbformat.writes(grader.course(lesson).answered(WRONG[lesson])), limits=Limits())
    assert set(found.scores.values()) == {0.0}
    assert found.trouble == ""


def test_what_the_attacks_are_measured_by_can_fail(grader):
    """Right answers gain points, a changed file shows, a process that runs is found."""
    assert grader.honest() == HONEST
    assert list(worker._processes.values()) == [grader.process], "submissions ran in another process than this one"
    before = grader.place.fingerprint()
    (grader.place.home / "new").write_text("x")
    assert grader.place.fingerprint() != before
    (grader.place.home / "new").unlink()
    with process(grader.process) as running:
        running.printed("import subprocess; subprocess.Popen(['sleep', '60'], start_new_session=True); print(1)")
        assert len(processes(grader.mark)) >= 4  # the warm process, the guard, the first one inside, the runner
    assert grader.left() == set()


def printed(text: str) -> str:
    """All that the cells of a graded notebook printed."""
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return "".join(output.text for output in outputs if output.output_type == "stream")


@pytest.mark.parametrize("attack", attacks("cells", "notebooks", "folders"), ids=lambda attack: attack.name)
def test_attack(grader, attack: Attack, tmp_path):
    assert attack.docstring
    before, warm = grader.place.fingerprint(), grader.process.pid
    folder = tmp_path / attack.lesson
    folder.mkdir()
    (folder / f"{attack.lesson}.ipynb").write_bytes(
        attack.notebook(grader.course(attack.lesson), grader.place.places).encode("utf-8", "surrogateescape")
    )
    attack.fill(folder, grader.place.places)
    try:
        files = handed_in.read(folder, f"{attack.lesson}.ipynb")
        found = grader.grade(attack.lesson, files.notebook, files.files)
    except handed_in.Refused as refused:
        found = str(refused)
    if isinstance(found, str):
        assert found  # a reason in words, and no score
    else:
        undecided = (None,) if "A person decides" in attack.docstring else ()
        gained = {name: score for name, score in found.scores.items() if score not in (0.0, *undecided)}
        assert gained == {}, (found.trouble, found.results)
        assert "LEAKED" not in printed(found.notebook)
    assert grader.left() == set()
    assert grader.place.fingerprint() == before
    assert grader.honest() == HONEST
    assert warm is None or grader.process.pid == warm, "the warm process was ended"
