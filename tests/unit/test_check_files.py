"""Files and folders as answers: what stops a look at them is told to the learner, and nothing outside is read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest

from coursekit import session
from coursekit.check import recipes
from coursekit.check.answer import Answer
from coursekit.check.channel import LocalChannel
from coursekit.check.codec import Handle
from coursekit.check.host import Host
from coursekit.check.problems import Fail


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


@pytest.fixture(scope="module")
def keras():
    session.setup()
    import keras

    return keras


def archive(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("_json", ".json"), content)
    return stream.getvalue()


def packed(kind: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", kind) as file:
        file.writestr("config.json", "{}")
    return stream.getvalue()


def damaged(content: bytes, place: int) -> bytes:
    return content[:place] + b"\xff\xff\xff" + content[place + 3 :]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (archive(bomb=bytes(300 * 2**20)), "unpacks to more than"),
        (archive(**{f"m{i}": b"" for i in range(2_000)}), "unpacks to more than"),
        (packed(zipfile.ZIP_LZMA), "is not a .keras file"),
        (packed(zipfile.ZIP_BZIP2), "is not a .keras file"),
        (damaged(archive(config_json=b'{"a": 1}' * 50), 45), "is not a .keras file"),
        (b"PK\x03\x04" + bytes(100), "is not a .keras file"),
        (archive(other=b"x"), "holds no config.json"),
        (archive(config_json=b"no JSON"), "is no configuration"),
        (archive(config_json=b"[1]"), "is no configuration"),
        (archive(config_json=b"\xff\xfe"), "is no configuration"),
        (archive(config_json=b'{"a":' + b"[" * 10**5 + b"]" * 10**5 + b"}"), "is no configuration"),
        (archive(config_json=b'{"a":' * 300 + b"1" + b"}" * 300), "is no configuration"),
    ],
)
def test_hostile_archives_are_told_and_not_unpacked(here, content, told):
    (here / "model.keras").write_bytes(content)
    with pytest.raises(Fail, match=told):
        answer("model.keras").file.config()


def answer(value: object) -> Answer:
    channel = LocalChannel(Host([value]))
    return Answer(channel, channel.request({"op": "describe", "of": Handle(0)}))


@pytest.mark.parametrize(
    ("look", "path", "told"),
    [
        (lambda a: a.file, "absent.keras", "no file at this path"),
        (lambda a: a.file, "folder", "is a folder"),
        (lambda a: a.file, "../secret.txt", "leaves the working folder"),
        (lambda a: a.folder, "absent", "no folder at this path"),
        (lambda a: a.folder, "note.txt", "is a file"),
        (lambda a: a.folder, "..", "leaves the working folder"),
        (lambda a: a.folder.serve(np.zeros((1, 2))), "folder", "cannot be loaded: no exported model in this folder"),
        (lambda a: a.file.load(), "note.txt", "cannot be loaded: a file that load_model cannot read"),
        (lambda a: a.path, 3, "the path of a file expected"),
    ],
)
def test_troubles_are_told(here, keras, look, path, told):
    (here / "folder").mkdir()
    (here / "note.txt").write_text("hello")
    (here.parent / "secret.txt").write_text("not yours")
    with pytest.raises(Fail, match=told):
        look(answer(path))


def test_a_path_need_not_lead_anywhere():
    assert answer("best.hd5").path == "best.hd5"
    assert answer(Path("a", "b.keras")).path == str(Path("a", "b.keras"))


def test_a_folder_is_listed_with_sizes(here):
    (here / "out" / "inner").mkdir(parents=True)
    (here / "out" / "inner" / "a.bin").write_bytes(b"12345")
    (here / "out" / "b.txt").write_bytes(b"1")
    assert answer("out").folder.files == {"b.txt": 1, "inner/a.bin": 5}


def test_a_model_is_loaded_where_its_classes_are_known(keras):
    @keras.saving.register_keras_serializable(package="tests_of_files")
    class Doubled(keras.layers.Layer):
        def call(self, x):
            return 2 * x

    keras.Sequential([keras.Input((3,)), Doubled()]).save("doubled.keras")
    model = answer("doubled.keras").file.load()
    assert [layer.type for layer in model.layers] == ["Doubled"]
    x = np.arange(6.0).reshape(2, 3).astype("float32")
    np.testing.assert_array_equal(model.predict(x), 2 * x)
    with pytest.raises(Fail, match="cannot be loaded in a fresh process: a custom object that Keras does not know"):
        answer("doubled.keras").file.predict_reloaded(x)  # a new process has never seen the class


def test_recipes_of_files_name_a_file_after_its_values(here, keras):
    values = {"kernels": [np.eye(2)], "biases": [np.zeros(2)]}
    first, again = (recipes.make(recipes.recipe("weights_file", **values)) for _ in range(2))
    other = recipes.make(recipes.recipe("weights_file", **values | {"biases": [np.ones(2)]}))
    assert first == again != other
    assert (here / first).is_file()
    assert first.endswith(".weights.h5")
