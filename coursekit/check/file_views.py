"""What a criterion sees of files and folders that a learner wrote."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import numpy as np

from coursekit.check.nesting import is_deeper
from coursekit.check.problems import Fail
from coursekit.check.views import Ask, ModelView

MAX_UNPACKED = 256 * 2**20  # bytes of all members of an archive
MAX_MEMBERS = 1_000
MAX_LEVELS = 100  # of a model's configuration
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class FileView:
    """A file that the learner wrote: its bytes, read as data here, or reloaded on the answer's side."""

    def __init__(self, path: str, ask: Ask, wrap: Callable[..., Any]) -> None:
        self.path = path
        self._ask, self._wrap = ask, wrap
        reply = ask("file", path=path)
        self.name: str = reply["name"]
        self.suffixes: str = reply["suffixes"]
        self.bytes: bytes = reply["bytes"]

    def keras_parts(self) -> dict[str, bytes]:
        """The members of a .keras file (a zip): config.json, metadata.json, model.weights.h5.

        Raises Fail when the file is no such archive. Nothing in it is run.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(self.bytes)) as archive:
                members = archive.infolist()
                if sum(member.file_size for member in members) > MAX_UNPACKED or len(members) > MAX_MEMBERS:
                    raise Fail(f"The file unpacks to more than {MAX_UNPACKED // 2**20} MiB; it is not checked.")
                if any(member.compress_type not in PACKINGS for member in members):
                    raise zipfile.BadZipFile  # Keras packs in no other way; some take gigabytes to unpack
                return {member.filename: archive.read(member) for member in members}
        except Fail:
            raise
        except Exception:  # a damaged archive: zipfile raises errors of many kinds
            raise Fail(
                f"{self.name} is not a .keras file (a zip archive with config.json and the weights). Save with "
                "`model.save('name.keras')`."
            ) from None

    def config(self) -> dict[str, Any]:
        """The architecture in a .keras file, as data."""
        parts = self.keras_parts()
        if "config.json" not in parts:
            raise Fail(f"{self.name} holds no config.json, so it is not a whole saved model.")
        try:
            config = json.loads(parts["config.json"])
        except (ValueError, RecursionError):
            config = None
        if not isinstance(config, dict) or is_deeper(config, MAX_LEVELS):
            raise Fail(f"The config.json in {self.name} is no configuration of a model.")
        return config

    def predict_reloaded(self, x: np.ndarray) -> np.ndarray:
        """Predictions of the saved model, loaded in a fresh process of the answer's side."""
        return self._ask("reload", path=self.path, x=x)["value"]

    def load(self) -> ModelView:
        """The saved model, loaded in the answer's own process, where the learner's classes are known."""
        return self._wrap(self._ask("load", path=self.path), "The file holds").model


class FolderView:
    """A folder that the learner wrote: what lies in it, or an exported model's answers.

    Attributes:
        files: sizes in bytes by path from the folder, such as {"variables/variables.index": 588}.
    """

    def __init__(self, path: str, ask: Ask) -> None:
        self.path = path
        self._ask = ask
        self.files: dict[str, int] = dict(ask("folder", path=path)["files"])

    def serve(self, x: np.ndarray) -> np.ndarray:
        """What the endpoint `serve` of the exported model answers for `x`, called on the answer's side."""
        return self._ask("serve", path=self.path, x=x)["value"]
