"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from coursekit.whole_files import draft, write


@pytest.fixture
def disk_full(monkeypatch):
    def write_bytes(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[:3])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", write_bytes)


def test_a_file_is_written_and_replaced_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "folder" / "file.txt"
    for content in (b"first", b"second"):
        write(path, content)
        assert path.read_bytes() == content
    assert list(tmp_path.rglob("*.*")) == [path]


@pytest.mark.skipif(os.name != "posix", reason="rights of Unix")
def test_others_may_read_it_if_they_may_read_any_new_file(tmp_path):
    (tmp_path / "plain").write_bytes(b"")
    write(tmp_path / "whole", b"")
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("plain", "whole")}
    assert len(modes) == 1


def test_a_full_disk_leaves_what_was_there(tmp_path, disk_full):
    path = tmp_path / "file.txt"
    path.write_text("before")
    with pytest.raises(OSError, match="No space left"):
        write(path, b"after")
    assert [(p, p.read_text()) for p in tmp_path.iterdir()] == [(path, "before")]


def test_drafts_stand_where_they_are_wanted_and_do_not_mix(tmp_path):
    path, folder = tmp_path / "file.txt", tmp_path / "drafts"
    drafts = [draft(path, content, folder) for content in (b"one", b"two")]
    assert not path.exists()
    assert [d.read_bytes() for d in drafts] == [b"one", b"two"]
    assert sorted(folder.iterdir()) == sorted(drafts)
    write(path, b"three", folder)
    assert path.read_bytes() == b"three"
    assert sorted(folder.iterdir()) == sorted(drafts)
