"""A file is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.atomic_file import Unsaved, save


def test_what_is_saved_is_there_and_nothing_beside_it(tmp_path: Path) -> None:
    save(tmp_path / "r.md", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("r.md", b"new")]


def test_where_writing_fails_the_old_file_stays_and_one_line_says_so(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(Unsaved, match="cannot be written"):
        save(tmp_path / "folder.md", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.md"]
    with pytest.raises(Unsaved, match="no such file"):
        save(tmp_path / "none" / "r.md", b"new")
