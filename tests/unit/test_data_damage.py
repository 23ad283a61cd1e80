"""A damaged mnist.npz is named, with what is wrong and how to mend it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest

import coursekit as ck
from coursekit.data import mnist_arrays


@pytest.fixture
def data_file(monkeypatch, tmp_path):
    """Where mnist() looks first. It expects 40 and 20 rows there, so that the files are small."""
    monkeypatch.setattr(mnist_arrays, "TRAIN_ROWS", 40)
    monkeypatch.setattr(mnist_arrays, "TEST_ROWS", 20)
    monkeypatch.setenv("COURSEKIT_DATA", str(tmp_path))
    return tmp_path / "mnist.npz"


def intact_arrays(train: int = 40, test: int = 20) -> dict[str, np.ndarray]:
    arrays = {}
    for part, rows in (("train", train), ("test", test)):
        arrays[f"x_{part}"] = np.full((rows, 28, 28), 1, dtype=np.uint8)
        arrays[f"y_{part}"] = (np.arange(rows) % 10).astype(np.uint8)
    return arrays


def write(path: Path, arrays: dict[str, np.ndarray]) -> Path:
    np.savez_compressed(path, **arrays)
    return path


def test_an_intact_file_is_read(data_file):
    write(data_file, intact_arrays())
    assert ck.data.mnist("full").x_train.shape == (40, 28, 28)


def damage_wrong_keys(path):
    arrays = intact_arrays()
    write(path, {"images": arrays["x_train"], "labels": arrays["y_train"]})
    return "holds images.npy, labels.npy instead of"


def damage_extra_key(path):
    write(path, {**intact_arrays(), "x_val": np.zeros(3)})
    return "x_val.npy"


def damage_shape(path):
    write(path, intact_arrays(train=39))
    return r"x_train has shape \(39, 28, 28\) instead of \(40, 28, 28\)"


def damage_flat_images(path):
    arrays = intact_arrays()
    write(path, {**arrays, "x_test": arrays["x_test"].reshape(20, 784)})
    return r"x_test has shape \(20, 784\)"


def damage_dtype(path):
    arrays = intact_arrays()
    write(path, {**arrays, "x_train": arrays["x_train"] / np.float32(255)})
    return "x_train has dtype float32 instead of uint8"


def damage_labels(path):
    arrays = intact_arrays()
    write(path, {**arrays, "y_test": arrays["y_test"] + np.uint8(1)})
    return "labels in y_test are 1, 2, .* instead of 0 to 9"


def damage_missing_class(path):
    write(path, {**intact_arrays(), "y_train": np.zeros(40, dtype=np.uint8)})
    return "labels in y_train are 0 instead of"


def damage_pickle(path):
    write(path, {**intact_arrays(), "y_train": np.array([Trap()] * 40, dtype=object)})
    return "allow_pickle"


def damage_truncated(path):
    content = write(path, intact_arrays()).read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return "no complete npz file"


def damage_flipped_bytes(path):
    content = bytearray(write(path, intact_arrays()).read_bytes())
    content[100:110] = bytes(255 - byte for byte in content[100:110])
    path.write_bytes(bytes(content))
    return "damaged"


def damage_truncated_array(path):
    write(path, intact_arrays())
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content[:-50])
    return "cannot be read"


def damage_empty(path):
    path.write_bytes(b"")
    return "no complete npz file"


def damage_web_page(path):
    path.write_text("<html>404 Not Found</html>")
    return "no complete npz file"


class Trap:
    sprung = False

    def __reduce__(self):
        return (setattr, (Trap, "sprung", True))


DAMAGES = [value for name, value in list(globals().items()) if name.startswith("damage_")]


@pytest.mark.parametrize("source", ["auto", "full"])
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_file_is_named_with_the_way_to_mend_it(data_file, capfd, damage, source):
    reason = damage(data_file)
    with pytest.raises(ck.data.DataDamaged, match=reason) as caught:
        ck.data.mnist(source)
    assert str(data_file) in str(caught.value)
    assert "copy an intact mnist.npz there, or unset COURSEKIT_DATA" in str(caught.value)
    assert Trap.sprung is False
    assert capfd.readouterr() == ("", "")
