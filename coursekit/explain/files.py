"""Known errors: saving and loading."""

from __future__ import annotations

import re
from pathlib import Path, PurePath

from coursekit.explain.known import Says, Topic
from coursekit.explain.seen import Seen

FILES = Topic()


@FILES.known("ValueError", r"Invalid filepath extension for saving.*Received: filepath=(.*?)\.?$", "05 11")
def model_extension(seen: Seen, found: re.Match[str]) -> Says:
    """save("my_model"), save("my_model.hd5")."""
    return _extension(found[1], "a model", ".keras", " To serve it elsewhere use `model.export(folder)`.")


@FILES.known("ValueError", r"filename must end in `\.weights\.h5`\. Received: filepath=(.*)$", "05 11")
def weights_extension(seen: Seen, found: re.Match[str]) -> Says:
    """save_weights("w.h5")."""
    return _extension(found[1], "weights", ".weights.h5", "")


@FILES.known(
    "ValueError", r"filepath provided must end in `(\.keras|\.weights\.h5)`.*Received: filepath=(.*)$", "05 11"
)
def checkpoint_extension(seen: Seen, found: re.Match[str]) -> Says:
    """ModelCheckpoint("best.hd5")."""
    if found[1] == ".keras":
        return _extension(found[2], "a checkpoint of the whole model", ".keras", "")
    return _extension(found[2], "a checkpoint of the weights (`save_weights_only=True`)", ".weights.h5", "")


@FILES.known("ValueError", r"File not found: filepath=(.*?)\. Please ensure", "11")
def missing_model(seen: Seen, found: re.Match[str]) -> Says:
    """load_model of a file that is not there, or is no archive: Keras says the same of both."""
    if Path(found[1]).is_file():
        return Says(
            "a file that is no .keras archive",
            f"`{_name(found[1])}` is there, but it is not the zip archive that `model.save` writes. Perhaps it was cut "
            "off on its way, or something else was written under this name.",
            "Save the model again with `model.save`, or fetch the file again. An ending alone makes no `.keras` file.",
        )
    return _missing(found[1])


@FILES.known("FileNotFoundError", r"Unable to (?:synchronously )?open file.*?name = '([^']+\.h5)'", "11")
def missing_weights(seen: Seen, found: re.Match[str]) -> Says:
    """load_weights of a file that is not there."""
    return _missing(found[1])


@FILES.known("ValueError", r"File format not supported: filepath=(.*?)\. Keras 3 only supports", "11")
def model_format(seen: Seen, found: re.Match[str]) -> Says:
    """load_model of a folder."""
    return Says(
        "a file that load_model cannot read",
        f"`load_model` reads `.keras` files, and old `.h5` files. It got `{_name(found[1])}`.",
        "Save the model with `model.save('model.keras')`. A folder that `model.export` wrote is loaded with "
        "`keras.layers.TFSMLayer(folder, call_endpoint='serve')`.",
    )


@FILES.known(
    "ValueError",
    r"objects? could not be loaded\. Example error message for object <(\w+) "
    r"name=(\w+).*variable\.shape=(\([^)]*\)), Received: value\.shape=(\([^)]*\))",
    "11",
)
def weights_do_not_fit(seen: Seen, found: re.Match[str]) -> Says:
    """load_weights into a model of another size."""
    return Says(
        "weights that do not fit the model",
        f"Layer `{found[2]}` ({found[1]}) has a weight of shape {found[3]}, the file holds {found[4]} for it.",
        "A weights file fits only the architecture it was saved from. Build the same layers with the same sizes, or "
        "load a "
        "`.keras` file, which holds the architecture too.",
    )


def _extension(path: str, what: str, right: str, more: str) -> Says:
    name = _name(path)
    stem = re.sub(r"(\.weights)?\.(h5|hd5|hdf5|keras|ckpt|tf|pb|pkl)$", "", name)
    return Says(
        "a path with the wrong extension" if "." in name else "a path without an extension",
        f"The extension chooses the format. A file for {what} must end in `{right}`; yours is `{name}`.",
        f"Write `{stem}{right}`.{more}",
    )


def _missing(path: str) -> Says:
    return Says(
        "a file that is not there",
        f"There is no `{_name(path)}` at `{path}`.",
        "Check the spelling and the folder: a path is taken from the notebook's folder (`%pwd` shows it, `%ls` "
        "lists it). "
        "Run the cell that saves first.",
    )


def _name(path: str) -> str:
    return PurePath(path.strip().replace("\\", "/")).name
