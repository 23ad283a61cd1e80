"""Attacks as submissions, and what they could have damaged.

An attack is a file below `attacks/`. Its docstring says what it tries, what that would gain, and what it does to plain
nbgrader. There are three kinds:

- `cells/`: cells as py:percent. Those with `exercise="NAME"` replace the answer to that exercise, those with
  `at="end"` come last, the others come first.
- `notebooks/`: a function `attack(notebook)`, which returns the notebook or its text.
- `folders/`: a function `attack(folder)`, which puts something beside the notebook that is handed in.

All other answers are wrong and earn nothing, so every point is a point gained. `@course@`, `@home@` and `@package@`
stand for the folders that an attacker would like to reach.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import jupytext
import nbformat
from nbformat import NotebookNode, v4

import coursekit
from tests.grading.course import Course, cell_of

FOLDER = Path(__file__).parent / "attacks"
LESSON = "01_tensors_and_neurons"
# Answers that earn nothing at all.
WRONG = {
    LESSON: {
        "dense": "def dense(x, W, b):\n    return 0.0",
        "count_params": "def count_params(layer_sizes):\n    return -1",
        "activations": "def sigmoid(z):\n    return None\ntanh = relu = leaky_relu = softmax = sigmoid",
        "derivatives": "def sigmoid_derivative(z):\n    return None\nrelu_derivative = sigmoid_derivative",
        "gradient": "def gradient(w, b, x, y):\n    return None",
        "descend": "def descend(gradient, start, learning_rate, steps):\n    return 0.0",
        "shrinking": "shrinking = -1",
        "which_mistake": "which_mistake = 'rate'",
    },
    "02_keras_basics": {
        "steps_per_epoch": "def steps_per_epoch(samples, batch_size):\n    return -1",
        "labels": "def one_hot(labels, classes):\n    return None\nto_labels = one_hot",
        "mlp": "mlp = keras.Sequential([keras.layers.Dense(3)])\nparameters = 1",
        "split_and_scale": "def split_and_scale(*args, **kwargs):\n    return None",
        "bands": "def to_column(x):\n    return None\nbands_model = keras.Sequential([keras.layers.Dense(3)])",
        "four_bands": "four_bands = -1",
        "four_bands_why": "four_bands_why = 'none of them'",
        "which_mistake": "which_mistake = 'none of them'",
    },
}


@dataclass(frozen=True)
class Attack:
    """A file of attacks/."""

    path: Path
    kind: str

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.path.stem}"

    @property
    def lesson(self) -> str:
        """The lesson that it is handed in for: a comment `# lesson: NAME` tells another one than the first."""
        found = [line for line in self.path.read_text().splitlines() if line.startswith("# lesson: ")]
        return found[0].removeprefix("# lesson: ").strip() if found else LESSON

    @property
    def docstring(self) -> str:
        return ast.get_docstring(ast.parse(self.path.read_text().split("# %%", 1)[0])) or ""

    def notebook(self, course: Course, places: dict[str, str]) -> str:
        """The notebook to hand in, as JSON (or as what the attack has made of it)."""
        notebook = course.answered(WRONG[course.lesson])
        if self.kind == "cells":
            _insert(notebook, filled(self.path.read_text(), places))
        elif self.kind == "notebooks":
            made = _module(self.path).attack(notebook)
            if isinstance(made, str):
                return filled(made, places)
            notebook = made
        return filled(nbformat.writes(notebook), places)

    def fill(self, folder: Path, places: dict[str, str]) -> None:
        """Puts the attack's files into the submission's folder."""
        if self.kind == "folders":
            _module(self.path).attack(folder, {name: Path(place) for name, place in places.items()})


def attacks(*kinds: str) -> list[Attack]:
    """All attacks of these kinds."""
    return [Attack(path, kind) for kind in kinds for path in sorted((FOLDER / kind).glob("*.py"))]


def filled(text: str, places: dict[str, str]) -> str:
    """The text with the places that it names."""
    for name, place in places.items():
        text = text.replace(f"@{name}@", place)
    return text


def _insert(notebook: NotebookNode, text: str) -> None:
    first = next(i for i, cell in enumerate(notebook.cells) if "coursekit.exercises" in cell.source) + 1
    before, after = [], []
    for cell in jupytext.reads(text, fmt="py:percent").cells[1:]:  # the first one is the docstring
        if name := cell.metadata.get("exercise"):
            cell_of(notebook, name).source = cell.source
        elif cell.cell_type == "code":
            new = v4.new_code_cell(cell.source)
            (after if cell.metadata.get("at") == "end" else before).append(new)
    notebook.cells = [*notebook.cells[:first], *before, *notebook.cells[first:], *after]


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"attack_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Place:
    """What must stay as it is: the course with other people's work, a home folder, the package."""

    def __init__(self, root: Path, course: Course) -> None:
        self.course = course
        self.home = root / "home"
        for name, text in ((".bashrc", "alias ll=ls\n"), (".ssh/id_ed25519", "a key\n"), ("notes.txt", "mine\n")):
            path = self.home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        if not (course.root / "submitted").exists():
            course.submit("other_student", course.answered(course.right()))
        self._watched = [course.root, self.home, Path(coursekit.__file__).parent]

    @property
    def places(self) -> dict[str, str]:
        package = str(Path(coursekit.__file__).parent)
        return {"course": str(self.course.root), "home": str(self.home), "package": package}

    def fingerprint(self) -> dict[str, str]:
        """Of each file: its mode, and a digest of its content."""
        found = {}
        for root in self._watched:
            for folder, folders, files in os.walk(root):
                # The grader's own Python, matplotlib, IPython and Keras keep theirs there.
                folders[:] = [
                    name for name in folders if name not in ("__pycache__", ".cache", ".ipython", ".keras", ".config")
                ]
                for name in (*folders, *files):
                    path = Path(folder, name)
                    found[str(path)] = _print_of(path)
        return found


def _print_of(path: Path) -> str:
    about = path.lstat()
    plain = stat.S_ISREG(about.st_mode) and about.st_size < 2**26  # attacks hand in pipes and endless files
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if plain else about.st_size
    return f"{about.st_mode:o} {digest}"


def processes(mark: str) -> set[int]:
    """The processes that have `mark` in their environment, zombies left out."""
    found = set()
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                if mark.encode() in (path / "environ").read_bytes():
                    found.add(int(path.name))
            except OSError:
                continue
    return found
