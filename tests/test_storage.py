"""The saved index: what does not fit is noticed, and a reader never sees half of one."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
import pytest

from corpus.report import Report, Span
from index import storage
from index.encoder import Encoder
from index.storage import Manifest, StaleIndex, folder_for, load, manifest_of, save

REPORT = Report("study.md", "A", "The mission left. It returned.", ())
MANIFEST = Manifest(
    format=storage.FORMAT,
    text_sha256=REPORT.sha256,
    encoder="hand",
    weights_sha256="00ff",
    dimension=3,
    rules=1,
    second="none",
    questions_sha256="0f0f",
    spans=((0, 17), (18, 30)),
)
ARRAYS = {"alone": np.eye(2, 3, dtype=np.float32), "placed": np.ones((2, 3), dtype=np.float32)}
OTHERS = {"alone": np.zeros((2, 3), dtype=np.float32)}


def read(folder: Path, expected: Manifest = MANIFEST) -> dict[str, np.ndarray]:
    found = load(folder, expected)
    assert found is not None
    return found


def rewrite(folder: Path, **changed: Any) -> None:
    """The manifest with some of its values replaced."""
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changed))


def vectors_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("vectors-*"))


def files_in(folder: Path) -> set[str]:
    """Without the lock that savers take in turn, which stays."""
    return {path.name for path in folder.iterdir()} - {".saving.lock"}


def test_what_was_saved_is_loaded_number_for_number(tmp_path: Path) -> None:
    save(tmp_path / "new" / "folder", MANIFEST, ARRAYS)
    found = read(tmp_path / "new" / "folder")
    assert found.keys() == ARRAYS.keys()
    assert all(np.array_equal(found[name], ARRAYS[name]) for name in ARRAYS)


def test_where_nothing_was_saved_there_is_nothing_to_load(tmp_path: Path) -> None:
    assert load(tmp_path / "nowhere", MANIFEST) is None


@pytest.mark.parametrize(
    ("expected", "why"),
    [
        (replace(MANIFEST, format=99), "another format"),
        (replace(MANIFEST, encoder="other"), "another model"),
        (replace(MANIFEST, weights_sha256="ff00"), "other weights"),
        (replace(MANIFEST, dimension=4), "another length"),
        (replace(MANIFEST, rules=2), "other rules"),
        (replace(MANIFEST, second="other"), "another second encoder"),
        (replace(MANIFEST, questions_sha256="f0f0"), "questions have changed"),
        (replace(MANIFEST, text_sha256=replace(REPORT, text="Other.").sha256), "text has changed"),
        (replace(MANIFEST, spans=((0, 17), (18, 29))), "not this text's"),
        (replace(MANIFEST, spans=()), "not this text's"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_index_of_something_else_is_never_used(tmp_path: Path, expected: Manifest, why: str) -> None:
    save(tmp_path, MANIFEST, ARRAYS)
    with pytest.raises(StaleIndex, match=why):
        load(tmp_path, expected)


def flip_a_bit(folder: Path) -> None:
    (path,) = vectors_in(folder)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def truncate(folder: Path) -> None:
    (path,) = vectors_in(folder)
    path.write_bytes(path.read_bytes()[:-10])


def empty(folder: Path) -> None:
    vectors_in(folder)[0].write_bytes(b"")


def remove(folder: Path) -> None:
    vectors_in(folder)[0].unlink()


@pytest.mark.parametrize(
    ("harm", "why"),
    [(flip_a_bit, "damaged"), (truncate, "damaged"), (empty, "damaged"), (remove, "missing")],
    ids=["a bit flipped", "cut short", "emptied", "removed"],
)
def test_damaged_vectors_are_noticed(tmp_path: Path, harm: Callable[[Path], None], why: str) -> None:
    save(tmp_path, MANIFEST, ARRAYS)
    harm(tmp_path)
    with pytest.raises(StaleIndex, match=f"vectors are {why}"):
        load(tmp_path, MANIFEST)


@pytest.mark.parametrize("raw", [b"", b"{", b"not JSON", b"[1, 2]", b"null", b"\xff\xfe\x00", b"[" * 100_000])
def test_a_manifest_that_is_none_is_noticed(tmp_path: Path, raw: bytes) -> None:
    save(tmp_path, MANIFEST, ARRAYS)
    (tmp_path / "manifest.json").write_bytes(raw)
    with pytest.raises(StaleIndex, match="manifest cannot be read"):
        load(tmp_path, MANIFEST)


@pytest.mark.parametrize(
    "changed",
    [
        {"spans": 5},
        {"spans": [1, 2]},
        {"spans": None},
        {"vectors_sha256": None},
        {"vectors_sha256": 7},
        {"format": "1"},
    ],
    ids=str,
)
def test_a_manifest_with_values_of_another_kind_is_noticed(tmp_path: Path, changed: dict[str, Any]) -> None:
    save(tmp_path, MANIFEST, ARRAYS)
    rewrite(tmp_path, **changed)
    with pytest.raises(StaleIndex):
        load(tmp_path, MANIFEST)


def test_vectors_of_another_save_are_not_those_of_this_manifest(tmp_path: Path) -> None:
    save(tmp_path, MANIFEST, ARRAYS)
    (old,) = vectors_in(tmp_path)
    save(tmp_path / "other", MANIFEST, OTHERS)
    old.write_bytes(vectors_in(tmp_path / "other")[0].read_bytes())
    with pytest.raises(StaleIndex, match="damaged"):
        load(tmp_path, MANIFEST)


def test_the_last_of_two_saves_counts_and_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    save(tmp_path, MANIFEST, ARRAYS)
    save(tmp_path, MANIFEST, OTHERS)
    assert np.array_equal(read(tmp_path)["alone"], OTHERS["alone"])
    assert files_in(tmp_path) == {"manifest.json", vectors_in(tmp_path)[0].name}


def test_a_save_that_dies_before_its_manifest_leaves_the_old_index_usable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, MANIFEST, ARRAYS)
    replaced = Path.replace

    def die_at_the_manifest(aside: Path, target: Path) -> Path:
        if target.name == "manifest.json":
            raise KeyboardInterrupt
        return replaced(aside, target)

    monkeypatch.setattr(Path, "replace", die_at_the_manifest)
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path, replace(MANIFEST, rules=2), OTHERS)
    monkeypatch.undo()
    assert np.array_equal(read(tmp_path)["alone"], ARRAYS["alone"])
    save(tmp_path, MANIFEST, OTHERS)
    assert len(vectors_in(tmp_path)) == 1


def test_a_full_disk_leaves_the_old_index_and_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path, MANIFEST, ARRAYS)
    before = files_in(tmp_path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        save(tmp_path, MANIFEST, OTHERS)
    assert files_in(tmp_path) == before
    assert np.array_equal(read(tmp_path)["alone"], ARRAYS["alone"])


def test_a_folder_that_cannot_be_made_is_an_oserror(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        save(tmp_path / "file" / "index", MANIFEST, ARRAYS)


def test_no_word_of_the_report_is_saved(tmp_path: Path) -> None:
    save(tmp_path, MANIFEST, ARRAYS)
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"mission" not in raw
    assert b"returned" not in raw


def test_an_index_lies_in_the_users_cache_under_the_documents_name(
    shipped: Report, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder_for(shipped) == cache / "going-further-together"
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda name, **_: f"/caches/{name}")
    assert folder_for(shipped) == Path("/caches/further/going-further-together")


def test_documents_of_one_name_in_two_folders_do_not_share_an_index(tmp_path: Path) -> None:
    one, two = (folder_for(replace(REPORT, name=str(tmp_path / place / "study.md")), tmp_path) for place in "ab")
    assert one != two
    assert one.name.startswith("study-")


def test_a_document_has_one_folder_however_its_path_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["study.md", "./study.md", str(tmp_path / "study.md")]
    assert len({folder_for(replace(REPORT, name=name), tmp_path) for name in names}) == 1


@pytest.mark.parametrize("name", ["../../etc/passwd.md", "a/..md", "…/отчёт: 1.pdf", "\udcff.md", "x" * 300 + ".md"])
def test_no_name_leads_out_of_the_cache(tmp_path: Path, name: str) -> None:
    folder = folder_for(replace(REPORT, name=name), tmp_path)
    assert folder.parent == tmp_path
    folder.mkdir()


def test_a_document_named_like_the_shipped_report_does_not_take_its_place(shipped: Report, tmp_path: Path) -> None:
    own = replace(REPORT, name="going-further-together.md")
    assert folder_for(own, tmp_path) != folder_for(shipped, tmp_path)


def test_a_manifest_names_the_text_the_passages_the_model_and_its_weights(hand_encoder: Encoder) -> None:
    found = manifest_of(REPORT, [Span(0, 17), Span(18, 30)], hand_encoder, 1, "none", "0f0f")
    assert found == replace(MANIFEST, weights_sha256=hand_encoder.weights_sha256, dimension=hand_encoder.dimension)
