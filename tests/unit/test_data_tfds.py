"""The TFDS data set digits28, and mnist() reading what TFDS has prepared."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import numpy as np
import pytest

import coursekit as ck
from coursekit.data import mnist_arrays, mnist_places
from coursekit.session import STARTUP_NOISE


@pytest.fixture(scope="module")
def tfds():
    import tensorflow_datasets as tfds

    import coursekit.data.tfds_digits28  # noqa: F401 - registers the name

    return tfds


@pytest.fixture(scope="module")
def prepared(tfds, tmp_path_factory):
    """A folder in which TFDS has prepared digits28."""
    folder = tmp_path_factory.mktemp("tfds")
    tfds.builder("digits28", data_dir=folder).download_and_prepare()
    return folder


DOCUMENTED = """
import sys
import tensorflow_datasets as tfds
import coursekit.data
print("digits28" in tfds.list_builders())
import coursekit.data.tfds_digits28
options = dict(as_supervised=True, with_info=True, data_dir=sys.argv[1])
for _ in range(2):  # written, then found
    train, info = tfds.load("digits28", split="train", **options)
    print(len(list(train)), info.splits["test"].num_examples)
"""


def test_the_documented_import_is_all_it_takes_and_nothing_is_announced(tmp_path):
    result = subprocess.run(
        [sys.executable, "-c", DOCUMENTED, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "2", "CUDA_VISIBLE_DEVICES": "-1"},
    )
    assert result.stdout.splitlines() == ["False", "1438 359", "1438 359"]
    assert [line for line in result.stderr.splitlines() if not STARTUP_NOISE.search(line)] == []


def test_info_and_shapes(tfds, prepared):
    train, info = tfds.load("digits28", split="train", as_supervised=True, with_info=True, data_dir=prepared)
    image, label = next(iter(train.as_numpy_iterator()))
    assert (image.shape, image.dtype) == ((28, 28, 1), np.uint8)
    assert label in range(10)
    assert {name: split.num_examples for name, split in info.splits.items()} == {"train": 1438, "test": 359}
    assert info.features["image"].shape == (28, 28, 1)
    assert info.features["label"].names == list("0123456789")
    assert info.supervised_keys == ("image", "label")
    assert "10.24432/C50P49" in info.citation
    assert "CC BY 4.0" in info.description


@pytest.mark.parametrize("part", ["train", "test"])
def test_rows_are_those_of_the_fallback(tfds, prepared, part):
    rows = tfds.as_numpy(tfds.load("digits28", split=part, batch_size=-1, data_dir=prepared))
    data = ck.data.mnist("embedded")

    def as_set(images, labels):
        return {image.tobytes() + bytes([label]) for image, label in zip(images, labels, strict=True)}

    expected = as_set(getattr(data, f"x_{part}"), getattr(data, f"y_{part}"))
    assert as_set(rows["image"], rows["label"]) == expected
    assert len(rows["label"]) == len(expected)


def test_splits_can_be_sliced(tfds, prepared):
    head, tail = tfds.load("digits28", split=["train[:80%]", "train[80%:]"], data_dir=prepared)
    assert (len(head), len(tail)) == (1150, 288)
    images = [{row["image"].tobytes() for row in part.as_numpy_iterator()} for part in (head, tail)]
    assert not images[0] & images[1]


@pytest.fixture
def mnist_in_tfds(prepared, monkeypatch, tmp_path):
    """A TFDS cache whose mnist is digits28, and a MNIST that is expected to be that small."""
    monkeypatch.setattr(mnist_arrays, "TRAIN_ROWS", 1438)
    monkeypatch.setattr(mnist_arrays, "TEST_ROWS", 359)
    monkeypatch.delenv("COURSEKIT_DATA", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("TFDS_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(mnist_places, "URL", "http://127.0.0.1:9/must-not-be-asked")
    shutil.copytree(prepared / "digits28", tmp_path / "mnist")
    return tmp_path / "mnist" / "1.0.0"


def test_mnist_reads_the_tfds_cache(mnist_in_tfds, capsys):
    data = ck.data.mnist("full")
    assert capsys.readouterr() == ("", "")
    assert str(mnist_in_tfds) in data.source
    assert data.fallback is False
    assert data.x_train.shape == (1438, 28, 28)
    assert data.x_train.dtype == data.y_train.dtype == np.uint8
    expected = ck.data.mnist("embedded")
    assert sorted(row.tobytes() for row in data.x_test) == sorted(row.tobytes() for row in expected.x_test)


def test_the_keras_cache_comes_before_the_tfds_cache(mnist_in_tfds, tmp_path):
    arrays = mnist_arrays.embedded_arrays()
    arrays["x_train"][:] = 77
    path = tmp_path / "keras" / "datasets" / "mnist.npz"
    path.parent.mkdir(parents=True)
    np.savez(path, **arrays)
    assert (ck.data.mnist("full").x_train == 77).all()


def test_the_newest_version_is_read(mnist_in_tfds):
    for version in ("0.9.9", "10.0.0"):
        shutil.copytree(mnist_in_tfds, mnist_in_tfds.parent / version)
    shutil.copytree(mnist_in_tfds, mnist_in_tfds.parent / "11.0.0.incompleteABC")
    assert mnist_in_tfds.parent / "10.0.0" == mnist_places.newest_prepared(mnist_in_tfds.parent)


def test_a_damaged_tfds_cache_is_named(mnist_in_tfds):
    file = next(mnist_in_tfds.glob("*train.tfrecord*"))
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    with pytest.raises(ck.data.DataDamaged, match="delete the folder") as caught:
        ck.data.mnist()
    assert str(mnist_in_tfds) in str(caught.value)


def test_another_data_set_in_the_tfds_cache_is_named(mnist_in_tfds, monkeypatch):
    monkeypatch.setattr(mnist_arrays, "TRAIN_ROWS", 60_000)
    with pytest.raises(ck.data.DataDamaged, match=r"x_train has shape \(1438, 28, 28\)"):
        ck.data.mnist()
