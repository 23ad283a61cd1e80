"""Remembers which state of the files was clean, since loading Jupyter's packages alone takes seconds.

The memory is one digest of all that goes in (sources, settings, declarations, the build's own code, the
versions of the packages that take part) and all that came out. It stands in lessons/__pycache__, where git
does not look.
Without it, or after any change, the whole course is built again.
"""

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path

from coursekit.authoring.outputs import built_notebooks
from coursekit.authoring.release import CONFIG_FILE
from coursekit.authoring.rules import Declarations

_PACKAGES = ("ipython", "jupytext", "nbconvert", "nbformat", "nbgrader", "traitlets")


class CleanState:
    """The digest of a course now, against the one that is remembered."""

    def __init__(self, root: Path, declarations: Sequence[Declarations], others: Sequence[Path]):
        """`others` are the built files that are no notebooks, relative to the root."""
        self._root = root
        self._others = others
        self._file = root / "lessons" / "__pycache__" / "coursekit-build.sha256"
        self._declarations = [(name, e.kind, e.points, e.takes) for d in declarations for name, e in d.items()]

    def is_clean(self) -> bool:
        """Whether every byte is as the last build left it."""
        try:
            return self._file.read_text(encoding="ascii") == self._digest()
        except (OSError, UnicodeDecodeError):
            return False

    def remember(self) -> None:
        """Notes that the files on disk are what the build makes of the sources."""
        try:
            self._file.parent.mkdir(exist_ok=True)
            temporary = self._file.with_suffix(f".{os.getpid()}")
            temporary.write_text(self._digest(), encoding="ascii")
            temporary.replace(self._file)
        except OSError:
            pass  # only speed is lost, as in a folder that may not be written

    def _digest(self) -> str:
        digest = hashlib.sha256()
        for part in self._parts():
            digest.update(len(part).to_bytes(8, "big") + part)
        return digest.hexdigest()

    def _parts(self) -> Iterator[bytes]:
        yield sys.version.encode()
        yield repr([(name, metadata.version(name)) for name in _PACKAGES]).encode()
        yield repr(self._declarations).encode()
        root = self._root
        files = [root / "pyproject.toml", root / CONFIG_FILE]
        files += sorted(path for path in (root / "lessons").iterdir() if path.is_file())
        files += [root / path for path in (*built_notebooks(root), *self._others) if (root / path).is_file()]
        files += sorted(Path(__file__).parent.glob("*.py"))
        for path in files:
            yield os.path.relpath(path, root).encode() if path.is_relative_to(root) else path.name.encode()
            yield path.read_bytes()
