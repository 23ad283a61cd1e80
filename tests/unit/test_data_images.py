"""photos() and fashion(). The rest of what fashion() shares with mnist(): test_data_mnist.py."""

from __future__ import annotations

import gzip
import http.server
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

import coursekit as ck
from coursekit.data import fashion_images, mnist_arrays


def test_photos_are_two_colour_photographs():
    photos = ck.data.photos()
    assert list(photos) == ["china", "flower"]
    for photo in photos.values():
        assert photo.shape == (427, 640, 3)
        assert photo.dtype == np.uint8
        assert photo.min() < 30 < 225 < photo.max()
    red, _, blue = photos["flower"][180:260, 280:360].reshape(-1, 3).mean(axis=0)
    assert red > 2 * blue  # red comes first: the petals are orange


def test_photos_are_never_shared():
    first = ck.data.photos()["china"]
    before = first.copy()
    first[:] = 0
    np.testing.assert_array_equal(ck.data.photos()["china"], before)


@pytest.fixture(autouse=True)
def nothing_anywhere(monkeypatch, tmp_path):
    """No folder holds Fashion-MNIST, and the server's address refuses the connection. It has 40 and 20 rows."""
    monkeypatch.delenv("COURSEKIT_DATA", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        monkeypatch.setattr(fashion_images, "URL", f"http://127.0.0.1:{unused.getsockname()[1]}/")
    monkeypatch.setattr(mnist_arrays, "TRAIN_ROWS", 40)
    monkeypatch.setattr(mnist_arrays, "TEST_ROWS", 20)


def packed(mark: int) -> dict[str, bytes]:
    """The four files, all pixels of the value `mark`."""
    files = {}
    for part, rows in (("train", 40), ("test", 20)):
        images, labels = np.full((rows, 28, 28), mark, np.uint8), (np.arange(rows) % 10).astype(np.uint8)
        files[fashion_images.FILES[f"x_{part}"]] = gzip.compress(bytes(16) + images.tobytes())
        files[fashion_images.FILES[f"y_{part}"]] = gzip.compress(bytes(8) + labels.tobytes())
    return files


def put(folder: Path, mark: int) -> Path:
    folder.mkdir(parents=True)
    for name, content in packed(mark).items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def server(monkeypatch):
    """A web server in Keras's place with the files of mark 3; `files` may be changed."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            content = server.files.get(self.path.strip("/"))
            self.send_response(404 if content is None else 200)
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.files = packed(3)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    monkeypatch.setattr(fashion_images, "URL", f"http://127.0.0.1:{server.server_address[1]}/")
    yield server
    server.shutdown()
    server.server_close()


def test_fallback_has_the_format_and_says_so_on_stdout_only(capfd):
    found = ck.data.fashion()
    out, err = capfd.readouterr()
    assert err == ""
    assert out.count("\n") == 1
    assert "FALLBACK" in out
    assert "no clothes" in out
    assert (found.x_train.shape, found.x_test.shape) == ((1438, 28, 28), (359, 28, 28))
    assert (found.x.dtype, found.y.dtype) == (np.uint8, np.uint8)
    assert found.fallback is True
    assert found.class_names == tuple("0123456789")
    assert "FALLBACK" in repr(found)


def test_embedded_was_asked_for_so_nothing_is_printed(capfd):
    assert ck.data.fashion("embedded").fallback is True
    assert capfd.readouterr() == ("", "")


def test_full_lists_the_places_and_the_ways_to_mend_it(tmp_path):
    with pytest.raises(ck.data.DataUnavailable) as caught:
        ck.data.fashion("full")
    message = str(caught.value)
    for text in ("COURSEKIT_DATA is not set", str(tmp_path / "keras"), fashion_images.URL, 'fashion("embedded")'):
        assert text in message


def test_places_are_tried_in_order(monkeypatch, capfd, tmp_path, server):
    monkeypatch.setenv("COURSEKIT_DATA", str(tmp_path / "data"))
    shelf = put(tmp_path / "data" / "fashion-mnist", 1)
    cache = put(fashion_images.keras_cache_folder(), 2)

    def mark() -> int:
        found = ck.data.fashion("full")
        assert found.fallback is False
        assert found.class_names[9] == "ankle boot"
        assert (found.x_train.shape, found.x_test.shape) == ((40, 28, 28), (20, 28, 28))
        assert (found.x == found.x[0, 0, 0]).all()
        return int(found.x[0, 0, 0])

    assert mark() == 1
    next(iter(shelf.iterdir())).unlink()  # three of four files are none
    assert mark() == 2
    for file in cache.iterdir():
        file.unlink()
    assert mark() == 3
    assert capfd.readouterr() == ("fashion: downloading 30 MB, once\n", "")
    server.files = {}
    assert mark() == 3  # the download was kept where Keras looks for it
    assert {file.name for file in cache.iterdir()} == set(fashion_images.FILES.values())


def test_the_kept_files_are_what_keras_reads(monkeypatch, server):
    """keras.datasets finds the files under the same names, and reads the same arrays."""
    ck.data.fashion("full")
    code = "import keras; (x, y), (a, b) = keras.datasets.fashion_mnist.load_data(); print(x.mean(), len(b), b[13])"
    folder = fashion_images.keras_cache_folder().parents[1]
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "KERAS_HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.split() == ["3.0", "20", "3"]


@pytest.mark.parametrize("damage", ["web page", "half a file", "too few images"])
def test_a_bad_download_falls_back_and_leaves_no_file(capfd, server, damage):
    name = fashion_images.FILES["x_test"]
    server.files[name] = {
        "web page": b"<html>Log in to use this network</html>",
        "half a file": server.files[name][:30],
        "too few images": gzip.compress(bytes(16 + 784)),
    }[damage]
    assert ck.data.fashion().fallback is True
    out, err = capfd.readouterr()
    assert "FALLBACK" in out
    assert err == ""
    assert not fashion_images.keras_cache_folder().exists()
    with pytest.raises(ck.data.DataUnavailable, match="is not Fashion-MNIST"):
        ck.data.fashion("full")


def test_a_damaged_file_is_named_with_the_way_to_mend_it():
    folder = put(fashion_images.keras_cache_folder(), 1)
    file = folder / fashion_images.FILES["y_train"]
    file.write_bytes(file.read_bytes()[:12])
    with pytest.raises(ck.data.DataDamaged, match="delete the folder") as caught:
        ck.data.fashion()
    assert str(folder) in str(caught.value)
    assert file.name in str(caught.value)


@pytest.mark.parametrize("source", ["Full", None, 1])
def test_unknown_sources_are_refused(source):
    with pytest.raises(ValueError, match='"auto", "full" or "embedded"'):
        ck.data.fashion(source)


def test_a_validation_part_leaves_the_published_test_rows_alone():
    found = ck.data.fashion("embedded")
    new = found.split(validation=0.1, seed=2)
    np.testing.assert_array_equal(new.x_test, found.x_test)
    assert len(new.x_val) == 144
