"""mnist(): the order of the places, the download, and the fallback. Damaged files: test_data_damage.py."""

from __future__ import annotations

import hashlib
import http.server
import io
import os
import shutil
import socket
import threading
import time
from pathlib import Path

import numpy as np
import pytest

import coursekit as ck
from coursekit.data import mnist_arrays, mnist_places

REAL = Path(os.environ.get("COURSEKIT_DATA", "")) / "mnist.npz"


@pytest.fixture(autouse=True)
def nothing_anywhere(monkeypatch, tmp_path):
    """No cache holds MNIST, and the server's address refuses the connection."""
    monkeypatch.delenv("COURSEKIT_DATA", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("TFDS_DATA_DIR", str(tmp_path / "tfds"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    monkeypatch.setattr(mnist_places, "URL", f"http://127.0.0.1:{port}/mnist.npz")


@pytest.fixture
def small(monkeypatch):
    """Pretend that MNIST has 40 and 20 rows, so that fake files are small."""
    monkeypatch.setattr(mnist_arrays, "TRAIN_ROWS", 40)
    monkeypatch.setattr(mnist_arrays, "TEST_ROWS", 20)


def fake_arrays(mark: int, train: int = 40, test: int = 20) -> dict[str, np.ndarray]:
    arrays = {}
    for part, rows in (("train", train), ("test", test)):
        arrays[f"x_{part}"] = np.full((rows, 28, 28), mark, dtype=np.uint8)
        arrays[f"y_{part}"] = (np.arange(rows) % 10).astype(np.uint8)
    return arrays


def write(path: Path, arrays: dict[str, np.ndarray]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)
    return path


@pytest.fixture
def data_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSEKIT_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / "mnist.npz"


@pytest.fixture
def keras_file(tmp_path):
    return tmp_path / "keras" / "datasets" / "mnist.npz"


@pytest.fixture
def server(monkeypatch):
    """A web server in Keras's place. Set its `content` (bytes) and `behaviour`."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            if server.behaviour == "silent":
                server.released.wait(10)
                return
            if server.behaviour == "not found":
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(server.content)))
            self.end_headers()
            self.wfile.write(server.content[:100] if server.behaviour == "cut off" else server.content)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.content, server.behaviour, server.released = b"", "normal", threading.Event()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    monkeypatch.setattr(mnist_places, "URL", f"http://127.0.0.1:{server.server_address[1]}/mnist.npz")
    yield server
    server.released.set()
    server.shutdown()
    server.server_close()


def offer(server, monkeypatch, arrays: dict[str, np.ndarray]) -> None:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    server.content = buffer.getvalue()
    monkeypatch.setattr(mnist_places, "SHA256", hashlib.sha256(server.content).hexdigest())


def test_fallback_has_mnists_format_and_says_so_on_stdout_only(capfd):
    data = ck.data.mnist()
    out, err = capfd.readouterr()
    assert err == ""
    assert out.count("\n") == 1
    assert "FALLBACK" in out
    assert "1,797" in out
    assert data.fallback is True
    assert "FALLBACK" in repr(data)
    assert (data.x_train.shape, data.y_train.shape) == ((1438, 28, 28), (1438,))
    assert (data.x_test.shape, data.y_test.shape) == ((359, 28, 28), (359,))
    for kind in "xy":
        for part in ("train", "val", "test"):
            assert getattr(data, f"{kind}_{part}").dtype == np.uint8
    assert (data.x.min(), data.x.max()) == (0, 255)
    assert set(data.y_test.tolist()) == set(data.y_train.tolist()) == set(range(10))


def test_fallback_is_the_same_every_time_and_never_shared():
    first, again = ck.data.mnist(), ck.data.mnist("embedded")
    np.testing.assert_array_equal(first.x_train, again.x_train)
    first.x_train[:] = 7
    first.x[:] = 7
    np.testing.assert_array_equal(ck.data.mnist().x_train, again.x_train)


def test_embedded_was_asked_for_so_nothing_is_printed(capfd, data_folder):
    data_folder.parent.mkdir()
    data_folder.write_bytes(b"not looked at")
    data = ck.data.mnist("embedded")
    assert capfd.readouterr() == ("", "")
    assert data.fallback is True


def test_validation_rows_come_from_the_training_rows():
    data = ck.data.mnist("embedded")
    assert data.x_val.shape == (0, 28, 28)
    new = data.split(validation=0.1, seed=3)
    assert len(new.x_val) == 144
    np.testing.assert_array_equal(new.x_test, data.x_test)
    training = {row.tobytes() for row in data.x_train}
    held_out, kept = ({row.tobytes() for row in x} for x in (new.x_val, new.x_train))
    assert held_out | kept == training
    assert not held_out & kept
    np.testing.assert_array_equal(new.split(validation=0.3, seed=1).x_test, data.x_test)


def test_an_explicit_test_fraction_pools_all_rows():
    data = ck.data.mnist("embedded").split(validation=0.2, test=0.2, seed=1)
    assert (len(data.x_train), len(data.x_val), len(data.x_test)) == (1079, 359, 359)
    assert not np.array_equal(data.x_test, ck.data.mnist("embedded").x_test)


def test_full_lists_the_places_and_the_ways_to_mend_it(capfd, keras_file, tmp_path):
    with pytest.raises(ck.data.DataUnavailable) as caught:
        ck.data.mnist("full")
    message = str(caught.value)
    for text in ("COURSEKIT_DATA is not set", str(keras_file), str(tmp_path / "tfds"), mnist_places.URL):
        assert text in message
    assert 'mnist("embedded")' in message
    assert "To mend it" in message
    assert capfd.readouterr() == ("", "")


def test_full_names_the_file_that_the_data_folder_lacks(data_folder):
    with pytest.raises(ck.data.DataUnavailable) as caught:
        ck.data.mnist("full")
    assert f"{data_folder}: no such file" in str(caught.value)


def test_places_are_tried_in_order(small, monkeypatch, capfd, data_folder, keras_file, server):
    write(data_folder, fake_arrays(1))
    write(keras_file, fake_arrays(2))
    offer(server, monkeypatch, fake_arrays(3))

    def found() -> tuple[int, str]:
        data = ck.data.mnist("full")
        assert (data.x == data.x[0, 0, 0]).all()
        assert data.fallback is False
        return int(data.x[0, 0, 0]), data.source

    mark, source = found()
    assert mark == 1
    assert str(data_folder) in source
    data_folder.unlink()
    mark, source = found()
    assert mark == 2
    assert str(keras_file) in source
    keras_file.unlink()
    mark, source = found()
    assert mark == 3
    assert mnist_places.URL in source
    assert capfd.readouterr() == ("mnist: downloading 11 MB, once\n", "")

    server.behaviour = "not found"
    assert found()[0] == 3  # the download was kept where Keras looks for it
    assert keras_file.read_bytes() == server.content
    assert [path.name for path in keras_file.parent.iterdir()] == ["mnist.npz"]


def test_a_full_size_file_gives_60000_and_10000_rows(capfd, data_folder):
    write(data_folder, fake_arrays(1, 60_000, 10_000))
    data = ck.data.mnist()
    assert (data.x_train.shape, data.x_test.shape) == ((60_000, 28, 28), (10_000, 28, 28))
    assert len(data.x) == 70_000
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not REAL.is_file(), reason="needs the real mnist.npz in the folder that COURSEKIT_DATA names")
def test_the_real_mnist(monkeypatch):
    monkeypatch.setenv("COURSEKIT_DATA", str(REAL.parent))
    data = ck.data.mnist("full")
    # Counts and means, not first rows: copies of MNIST differ in the order of their rows.
    train, test = np.bincount(data.y_train), np.bincount(data.y_test)
    assert train.tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert test.tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert data.x_train.mean() == pytest.approx(33.318, abs=0.001)
    assert data.x_test.mean() == pytest.approx(33.791, abs=0.001)
    split = data.split(validation=0.1)
    assert (len(split.x_train), len(split.x_val), len(split.x_test)) == (54_000, 6_000, 10_000)


@pytest.mark.parametrize("behaviour", ["not found", "cut off", "other content", "silent"])
def test_a_failed_download_falls_back_and_leaves_no_file(small, monkeypatch, capfd, keras_file, server, behaviour):
    offer(server, monkeypatch, fake_arrays(3))
    if behaviour == "other content":
        server.content = b"<html>Log in to use this network</html>"
    server.behaviour = behaviour
    monkeypatch.setattr(mnist_places, "TIMEOUT_SECONDS", 0.3)
    start = time.monotonic()
    data = ck.data.mnist()
    assert time.monotonic() - start < 3
    assert data.fallback is True
    out, err = capfd.readouterr()
    assert "FALLBACK" in out
    assert err == ""
    assert not keras_file.exists()
    with pytest.raises(ck.data.DataUnavailable, match="download: "):
        ck.data.mnist("full")


def test_a_download_that_cannot_be_kept_is_used(small, monkeypatch, capfd, server, tmp_path):
    (tmp_path / "keras").write_text("a file where the folder should be")
    offer(server, monkeypatch, fake_arrays(3))
    assert ck.data.mnist("full").x[0, 0, 0] == 3
    out, err = capfd.readouterr()
    assert "cannot be kept" in out
    assert err == ""


def test_a_damaged_keras_cache_says_delete_it(small, keras_file):
    write(keras_file, fake_arrays(1))
    os.truncate(keras_file, keras_file.stat().st_size // 2)
    with pytest.raises(ck.data.DataDamaged, match="delete the file") as caught:
        ck.data.mnist()
    assert str(keras_file) in str(caught.value)


def test_a_folder_named_like_the_file_is_no_file(data_folder):
    data_folder.mkdir(parents=True)
    assert ck.data.mnist().fallback is True


@pytest.mark.parametrize("source", ["Full", None, 1, "small"])
def test_unknown_sources_are_refused(source):
    with pytest.raises(ValueError, match='"auto", "full" or "embedded"'):
        ck.data.mnist(source)


def test_a_home_in_the_path_is_understood(small, monkeypatch, tmp_path):
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    write(tmp_path / "shelf" / "mnist.npz", fake_arrays(5))
    monkeypatch.setenv("COURSEKIT_DATA", "~/shelf")
    assert ck.data.mnist().x[0, 0, 0] == 5
    monkeypatch.delenv("COURSEKIT_DATA")
    monkeypatch.delenv("KERAS_HOME")
    (tmp_path / ".keras" / "datasets").mkdir(parents=True)
    shutil.move(tmp_path / "shelf" / "mnist.npz", tmp_path / ".keras" / "datasets" / "mnist.npz")
    assert ck.data.mnist().x[0, 0, 0] == 5
