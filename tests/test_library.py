"""A library: files are added once, known by what is in them, there until removed; nothing that ends early harms it."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from unittest.mock import Mock

import pytest

from assistant.assistant import Assistant
from assistant.collection.folder import Came, Damaged, Kept, Library, Unknown, files_in
from assistant.startup import embed_kept
from corpus.opening import WHOLE
from corpus.readers_questions import NONE
from corpus.reading import read_report, read_shipped
from corpus.report import Report
from corpus.report_json import report_from, report_object
from corpus.unreadable import UnreadableReport
from index.embeddings import saved_embedded
from index.encoder import Encoded, Progress
from index.passage_index import PassageIndex
from index.windows import Window
from tests.chat_server import tricky_report
from tests.conftest import HandEncoder
from tests.test_embeddings import ByHand

POLICE = "\n# Police\n\nPolice were advised.\n"
COURTS = "# Courts\n\nMobile courts sit in four regions.\n\nPrisons were visited by night.\n"


@dataclass(frozen=True)
class Counting(HandEncoder):
    """The hand encoder; `seen` are the texts that it was given, and after `fails_after` of them it fails."""

    seen: list[str] = field(default_factory=list)
    fails_after: int = 1_000_000

    def encode(self, windows: Sequence[Window], progress: Progress | None = None) -> Encoded:
        self.seen.extend(text for window in windows for text in window.texts)
        if len(self.seen) > self.fails_after:
            raise KeyboardInterrupt
        return super().encode(windows, progress)


class Adding:
    """Adds files to a library as the command does, by the hand encoder; counts what is read."""

    def __init__(self, folder: Path) -> None:
        self.shelf = Library(folder)
        self.encoder = Counting()
        self.read: list[Path] = []

    def __call__(self, path: Path) -> Came:
        def read(path: Path) -> Report:
            self.read.append(path)
            return read_report(path)

        return self.shelf.add(path, WHOLE, read, self.embed, lambda _: None)

    def embed(self, kept: Kept, before: Kept | None) -> None:
        embed_kept(kept, before, self.encoder, ByHand(self.encoder), lambda _: None)

    def assistant(self, *called: str) -> Assistant:
        kept = [self.shelf.open(entry) for entry in self.shelf.called(called)]
        second = ByHand(self.encoder)
        found = [saved_embedded(one.report, NONE, self.encoder, second, one.folder) for one in kept]
        embedded = [one for one in found if one]
        assert len(embedded) == len(kept)
        return Assistant(PassageIndex([one.report for one in kept], embedded, self.encoder, second))


@pytest.fixture
def add(tmp_path: Path) -> Adding:
    return Adding(tmp_path / "library")


def written(path: Path, text: str = COURTS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("report", [read_shipped(), tricky_report()], ids=lambda report: report.name)
def test_a_report_that_was_kept_comes_back_block_for_block(report: Report) -> None:
    assert report_from(json.loads(json.dumps(report_object(report)))) == report


@pytest.mark.parametrize("kept", [None, [], {}, {"format": 2}, report_object(tricky_report()) | {"text": "Other."}])
def test_what_is_no_report_that_was_kept_is_none(kept: object) -> None:
    with pytest.raises(ValueError, match="kept"):
        report_from(kept)


def test_what_was_added_can_be_asked(add: Adding, tmp_path: Path) -> None:
    assert add(written(tmp_path / "courts.md")) is Came.ADDED
    (entry,) = add.shelf.entries()
    assert (entry.name, entry.title, entry.passages, entry.ready) == ("courts.md", "Courts", 3, True)
    (citation,) = add.assistant().answer("Where do mobile courts sit?").citations
    assert citation.document == "courts.md"
    assert citation.quote.text == "Mobile courts sit in four regions."


def test_the_same_file_again_is_there_at_once_whatever_it_is_called(add: Adding, tmp_path: Path) -> None:
    add(written(tmp_path / "courts.md"))
    seen = list(add.encoder.seen)
    assert add(written(tmp_path / "courts.md")) is Came.THERE
    assert add(written(tmp_path / "copy of courts.md")) is Came.THERE
    assert len(add.read) == 1
    assert add.encoder.seen == seen
    assert len(add.shelf.entries()) == 1


def test_of_a_changed_file_only_what_changed_is_encoded(add: Adding, tmp_path: Path) -> None:
    text = COURTS + POLICE
    path = written(tmp_path / "courts.md", text)
    add(path)
    del add.encoder.seen[:]
    assert add(written(path, text.replace("by night", "by day"))) is Came.CHANGED
    window = {"Mobile courts sit in four regions.", "Prisons were visited by day."}  # read together
    assert set(add.encoder.seen) == window | {f"Courts {text}" for text in window}  # by the first, by the second
    assert len(add.encoder.seen) == 4
    (entry,) = add.shelf.entries()
    assert "by day" in add.shelf.open(entry).report.text
    fresh = PassageIndex.build([add.shelf.open(entry).report], add.encoder, ByHand(add.encoder))
    question = "Where were prisons visited?"
    assert add.assistant().index.search(question) == fresh.search(question)


def test_an_edition_that_stayed_since_its_add_was_ended_goes_when_the_new_one_is_added_again(
    add: Adding, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "courts.md")
    add(path)
    written(path, COURTS + POLICE)
    with monkeypatch.context() as ended, pytest.raises(KeyboardInterrupt):
        ended.setattr(Library, "remove", Mock(side_effect=KeyboardInterrupt))
        add(path)
    assert len(add.shelf.entries(ready=True)) == 2
    assert add(path) is Came.CHANGED
    (entry,) = add.shelf.entries()
    assert "by night" in add.shelf.open(entry).report.text


def test_a_file_that_was_put_in_anothers_place_is_asked_alone(add: Adding, tmp_path: Path) -> None:
    one, other = written(tmp_path / "one.md"), written(tmp_path / "other.md", COURTS + POLICE)
    add(one)
    add(other)
    assert add(written(one, COURTS + POLICE)) is Came.CHANGED
    assert len(add.shelf.entries()) == 1


def test_two_files_of_one_name_are_told_apart(add: Adding, tmp_path: Path) -> None:
    add(written(tmp_path / "a" / "courts.md"))
    add(written(tmp_path / "b" / "courts.md", "# Other courts\n\nCourts rest in August.\n"))
    assert [entry.name for entry in add.shelf.entries()] == ["courts.md", "courts.md (2)"]


def test_an_add_that_was_ended_goes_on_where_it_was(
    add: Adding, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.kept_vectors._AT_ONCE", 1)
    path = written(tmp_path / "courts.md")
    add.encoder = Counting(fails_after=2)
    with pytest.raises(KeyboardInterrupt):
        add(path)
    (entry,) = add.shelf.entries()
    assert not entry.ready
    assert add.shelf.called([]) == []  # it is not asked
    add.encoder = Counting()
    assert add(path) is Came.ADDED
    assert len(add.read) == 1  # its text was kept
    assert add.encoder.seen[:2] == ["Mobile courts sit in four regions.", "Prisons were visited by night."]
    assert not list(add.shelf.folder.glob("*/part-*"))
    assert add.assistant().answer("Where do mobile courts sit?").citations


def test_a_text_that_other_code_read_is_read_anew_when_it_is_added_again(
    add: Adding, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "courts.md")
    add(path)
    del add.encoder.seen[:]
    monkeypatch.setattr("assistant.collection.folder.reader_version", lambda: "another")
    assert add(path) is Came.ADDED
    assert len(add.read) == 2
    assert add.encoder.seen == []  # the same text: nothing is encoded anew


def test_what_is_removed_leaves_nothing_behind(add: Adding, tmp_path: Path) -> None:
    add(written(tmp_path / "courts.md"))
    (entry,) = add.shelf.entries()
    add.shelf.remove(entry)
    assert add.shelf.entries() == []
    assert not [path for path in add.shelf.folder.rglob("*") if not path.name.endswith(".lock")]
    add.shelf.remove(entry)  # by two programs at once


def test_documents_are_called_by_name_symbol_and_sha(add: Adding, tmp_path: Path) -> None:
    add(written(tmp_path / "A_80_600.md"))
    add(written(tmp_path / "other.md", "# Other\n\nCourts rest in August.\n"))
    entry = next(entry for entry in add.shelf.entries() if entry.name == "A_80_600.md")
    for words in ("A_80_600.md", "a_80_600", "A/80/600", "a / 80 / 600", entry.sha256[:8], "courts"):
        assert add.shelf.called([words]) == [entry], words
    assert replace(entry, symbol="A/81/6").is_called("A/81/6")
    with pytest.raises(Unknown, match=r"called A/80/601\. See further list"):
        add.shelf.called(["other", "A/80/601"])


def test_a_damaged_entry_is_added_anew_and_a_damaged_text_is_told(add: Adding, tmp_path: Path) -> None:
    path = written(tmp_path / "courts.md")
    add(path)
    (place,) = (file.parent for file in add.shelf.folder.glob("*/entry.json"))
    (place / "reading.json").write_bytes(b"{")
    with pytest.raises(Damaged, match="further remove"):
        add.shelf.open(add.shelf.entries()[0])
    (place / "entry.json").write_bytes(b"[" * 100_000)
    assert add.shelf.entries() == []
    assert add(path) is Came.ADDED
    assert add.assistant().answer("Where do mobile courts sit?").citations


def test_a_file_that_cannot_be_read_is_told_and_not_kept(add: Adding, tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match="empty"):
        add(written(tmp_path / "none.md", ""))
    with pytest.raises(UnreadableReport, match="no words"):
        add(written(tmp_path / "dots.md", "..."))
    written(tmp_path / "courts.metadata.json", "{")
    with pytest.raises(UnreadableReport, match=r"courts\.metadata\.json is not JSON"):
        add(written(tmp_path / "courts.md"))
    assert add.shelf.entries() == []
    assert not [path for path in add.shelf.folder.rglob("*") if not path.name.endswith(".lock")]


def test_what_is_kept_stays_where_a_companion_that_cannot_be_read_comes_later(add: Adding, tmp_path: Path) -> None:
    path = written(tmp_path / "courts.md")
    add(path)
    written(tmp_path / "courts.metadata.json", "{")
    with pytest.raises(UnreadableReport, match=r"courts\.metadata\.json is not JSON"):
        add(path)
    assert len(add.shelf.entries()) == 1


def test_who_adds_the_same_file_at_the_same_time_waits_and_finds_it_there(add: Adding, tmp_path: Path) -> None:
    path = written(tmp_path / "courts.md")
    came: list[Came] = []
    threads = [threading.Thread(target=lambda: came.append(add(path))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(came) == [Came.ADDED, *[Came.THERE] * 3]
    assert len(add.read) == 1


def test_folders_are_walked_for_what_can_be_read(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.txt", "a/d.pdf", "e.xyz", ".hidden/f.md", "a/b.metadata.json"):
        written(tmp_path / name)
    found = [path.relative_to(tmp_path).as_posix() for path in files_in([tmp_path, tmp_path / "b.md"])]
    assert found == ["a/c.txt", "a/d.pdf", "b.md"]
    assert list(files_in([tmp_path / "e.xyz"])) == [tmp_path / "e.xyz"]  # named: whoever reads it refuses it


def test_facts_beside_a_file_come_along_and_are_renewed(add: Adding, tmp_path: Path) -> None:
    path = written(tmp_path / "courts.md")
    facts = tmp_path / "courts.metadata.json"
    facts.write_text('{"title": "On courts", "symbol": "A/1/2", "date": "2020-10"}')
    add(path)
    (entry,) = add.shelf.entries()
    assert (entry.title, entry.symbol, entry.date) == ("On courts", "A/1/2", "2020-10")
    assert add.shelf.open(entry).facts.symbol == "A/1/2"
    facts.write_text('{"symbol": "A/1/3"}')
    assert add(path) is not Came.THERE
    assert add.shelf.entries()[0].symbol == "A/1/3"
    assert len(add.read) == 1
    assert add.shelf.open(add.shelf.entries()[0]).facts.symbol == "A/1/3"


def test_only_digests_and_figures_are_written_while_vectors_are_made(
    add: Adding, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.kept_vectors._AT_ONCE", 1)
    add.encoder = Counting(fails_after=3)
    with pytest.raises(KeyboardInterrupt):
        add(written(tmp_path / "courts.md", COURTS + POLICE))
    parts = list(add.shelf.folder.glob("*/part-*"))
    assert len(parts) == 2
    assert not any(word in part.read_bytes() for part in parts for word in (b"courts", b"Mobile", b"regions"))


def test_a_part_that_is_damaged_is_made_anew(add: Adding, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.kept_vectors._AT_ONCE", 1)
    path = written(tmp_path / "courts.md")
    add.encoder = Counting(fails_after=2)
    with pytest.raises(KeyboardInterrupt):
        add(path)
    for part in add.shelf.folder.glob("*/part-*"):
        part.write_bytes(part.read_bytes()[:40])
    add.encoder = Counting()
    assert add(path) is Came.ADDED
    assert add.encoder.seen[0] == "Courts"
