"""imdb(): the order of the places, damaged files, rows of numbers, and the fallback."""

from __future__ import annotations

import hashlib
import io
import socket

import keras
import numpy as np
import pytest

import coursekit as ck
from coursekit.data import imdb_places


@pytest.fixture(autouse=True)
def nothing_anywhere(monkeypatch, tmp_path):
    """No cache holds the reviews, and the server's address refuses the connection."""
    monkeypatch.delenv("COURSEKIT_DATA", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    monkeypatch.setattr(imdb_places, "URL", f"http://127.0.0.1:{port}/imdb.npz")


@pytest.fixture
def content(monkeypatch) -> bytes:
    """A small file of the same form, whose checksum is taken for the right one."""
    reviews = [[1, 5, 9000], [7], list(range(1, 11))]
    x, y = np.array(reviews, dtype=object), np.array([1, 0, 1])
    buffer = io.BytesIO()
    np.savez(buffer, x_train=x, y_train=y, x_test=x[:2], y_test=y[:2])
    monkeypatch.setattr(imdb_places, "SHA256", hashlib.sha256(buffer.getvalue()).hexdigest())
    return buffer.getvalue()


def test_the_fallback_has_the_same_form_and_says_so_on_stdout_only(capfd):
    data = ck.data.imdb()
    out, err = capfd.readouterr()
    assert err == ""
    assert "FALLBACK" in out
    assert data.fallback
    assert (data.x.shape, data.x.dtype) == ((2000, 100), np.int32)
    assert data.x_train.shape == (1600, 100)
    assert data.x_test.shape == (400, 100)
    assert np.bincount(data.y_train).tolist() == [800, 800]
    assert set(np.unique(data.x[:, -1]).tolist()).isdisjoint({0, 1})
    starts = data.x == 1
    assert (starts.sum(axis=1) <= 1).all()
    assert data.split(validation=0.1).x_test.shape == (400, 100)
    again = ck.data.imdb("embedded")
    np.testing.assert_array_equal(again.x, data.x)
    assert capfd.readouterr().out == ""


def test_generated_reviews_can_be_told_apart_but_not_by_a_constant():
    from sklearn.naive_bayes import MultinomialNB

    data = ck.data.imdb("embedded")
    train, test = ((x[..., None] == np.arange(320)).sum(axis=1) for x in (data.x_train, data.x_test))
    assert 0.8 < MultinomialNB().fit(train, data.y_train).score(test, data.y_test) < 1


def test_rows_are_numbered_cut_and_padded_as_by_keras(monkeypatch, tmp_path, content):
    (tmp_path / "imdb.npz").write_bytes(content)
    monkeypatch.setenv("COURSEKIT_DATA", str(tmp_path))
    data = ck.data.imdb("full", words=9, length=5)
    assert not data.fallback
    encoded = [[1, *(w + 3 if w + 3 < 9 else 2 for w in review)] for review in ([1, 5, 9000], [7], range(1, 11))]
    np.testing.assert_array_equal(data.x_train, keras.utils.pad_sequences(encoded, maxlen=5))
    assert data.x_train.max() == 8
    assert data.y_train.tolist() == [1, 0, 1]
    assert data.published_test == 2
    assert str(tmp_path) in data.source


def test_the_download_is_kept_for_next_time(monkeypatch, content, capfd):
    class Response(io.BytesIO):
        pass

    monkeypatch.setattr(imdb_places.urllib.request, "urlopen", lambda url, timeout: Response(content))
    assert len(ck.data.imdb("full").x_train) == 3
    assert imdb_places.keras_cache_file().read_bytes() == content
    monkeypatch.setattr(imdb_places.urllib.request, "urlopen", None)
    assert len(ck.data.imdb("full").x_train) == 3
    assert [path.name for path in imdb_places.keras_cache_file().parent.iterdir()] == ["imdb.npz"]


def test_another_file_is_never_opened(monkeypatch, tmp_path, content):
    """It may hold any pickle."""
    (tmp_path / "imdb.npz").write_bytes(content + b" ")
    monkeypatch.setenv("COURSEKIT_DATA", str(tmp_path))
    monkeypatch.setattr(np, "load", None)
    with pytest.raises(ck.data.DataDamaged, match="checksum differs"):
        ck.data.imdb()
    response = io.BytesIO(b"something else")
    monkeypatch.delenv("COURSEKIT_DATA")
    monkeypatch.setattr(imdb_places.urllib.request, "urlopen", lambda url, timeout: response)
    with pytest.raises(ck.data.DataUnavailable, match="is not the IMDB data"):
        ck.data.imdb("full")


def test_full_lists_the_places_and_the_ways_out():
    with pytest.raises(ck.data.DataUnavailable) as caught:
        ck.data.imdb("full")
    for words in ("COURSEKIT_DATA is not set", "no such file", "cannot be reached", 'imdb("embedded")'):
        assert words in str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"source": "real"}, ValueError, "source must be"),
        ({"words": 3}, ValueError, "words must be at least 4"),
        ({"length": 0}, ValueError, "length must be at least 1"),
        ({"words": 2.5}, TypeError, "words must be a whole number"),
    ],
)
def test_bad_arguments_get_a_sentence(arguments, error, words):
    with pytest.raises(error, match=words):
        ck.data.imdb(**arguments)
