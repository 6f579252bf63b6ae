"""Nothing half-written stays, nothing a person brought outlives the program, nothing crashes on what it cannot hold."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Citation
from assistant.briefing.building import build
from assistant.briefing.choice import chosen
from assistant.briefing.pack import Quoted
from assistant.case_studies.case_rows import Filters, rows
from assistant.case_studies.case_tables import case_table
from assistant.citation import cite
from assistant.citing.reference_files import reference_file
from assistant.cli.batch import conversations
from assistant.collection.housekeeping import sweep_indexes
from assistant.screens import scratch
from assistant.screens.calls import Conversation, InvalidCall
from corpus.metadata import Metadata, facts_in
from corpus.report import Kind, Report
from corpus.report_builder import Draft
from corpus.unreadable import UnreadableReport
from tests.chat_server import HOME

DEEP = "[" * 100_000
KNOWN = Metadata("A study")


def _old(path: Path) -> None:
    os.utime(path, (time.time() - 7200, time.time() - 7200))


def test_parts_that_a_killed_program_left_are_swept_and_what_is_being_written_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "study-0123"
    folder.mkdir()
    for name in (".abc.part", ".new.part", "vectors-1.npz", "manifest.json"):
        (folder / name).write_bytes(b"figures")
    for name in (".abc.part", "vectors-1.npz"):
        _old(folder / name)
    assert sweep_indexes(tmp_path) == 1
    assert sorted(path.name for path in folder.iterdir()) == [".new.part", "manifest.json", "vectors-1.npz"]


def test_a_folder_in_which_a_document_was_read_is_wiped_at_the_stop_or_swept_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with scratch.scratch() as folder:
        (folder / "document.pdf").write_bytes(b"private")
        assert folder.stat().st_mode & 0o077 == 0
        scratch.wipe()
        assert list(tmp_path.iterdir()) == []
    killed = tmp_path / "further-killed"
    killed.mkdir()
    (killed / "document.pdf").write_bytes(b"private")
    assert scratch.sweep() == 0
    _old(killed)
    assert scratch.sweep() == 1
    assert list(tmp_path.iterdir()) == []


def test_nothing_of_a_document_stays_when_the_program_leaves_at_once(tmp_path: Path) -> None:
    program = (
        "from assistant.screens import scratch, server\n"
        "with scratch.scratch() as folder:\n"
        "    (folder / 'document.pdf').write_bytes(b'private')\n"
        "    server.leave_at_once()\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=HOME, env={**os.environ, "TMPDIR": str(tmp_path)}, check=True)
    assert list(tmp_path.iterdir()) == []


def test_json_nested_too_deep_is_told_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match="is not JSON"):
        facts_in(DEEP, "study.metadata.json", KNOWN)
    batch = tmp_path / "batch.jsonl"
    batch.write_text(DEEP)
    good, faults = conversations(batch)
    assert (good, len(faults)) == ([], 1)
    from corpus.readers_questions import companion_of, readers_questions
    from corpus.text_file import text_report

    report = text_report("Words stand here.", str(tmp_path / "study.txt"), "Study")
    companion_of(report.name).write_text(DEEP)
    assert len(readers_questions(report).faults) == 1


def test_a_saved_conversation_nested_too_deep_is_no_call() -> None:
    import asyncio

    from assistant.screens.routes import _sent

    class Sent:
        async def stream(self):  # type: ignore[no-untyped-def]
            yield DEEP.encode()

    with pytest.raises(InvalidCall):
        asyncio.run(_sent(Sent(), Conversation))  # type: ignore[arg-type]


def test_half_a_character_becomes_the_mark_for_what_cannot_be_read() -> None:
    draft = Draft()
    draft.add(Kind.PARAGRAPH, "one \ud83d two")
    report = draft.report("study.pdf", "Study")
    assert report.text == "one \ufffd two"
    assert report.sha256


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_at_standard_output_is_told_in_a_line() -> None:
    command = [sys.executable, "-c", "from assistant.cli.main import main; main(['source'])"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, cwd=HOME, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "the disk is full" in done.stderr


def test_a_section_that_loses_its_last_quote_leaves_a_pack_that_holds(shipped: Report) -> None:
    choice = chosen("MONUSCO")
    for section in build([shipped], choice).sections:
        gone = frozenset(item.citation.anchor for item in section.items if isinstance(item, Quoted))
        left = build([shipped], replace(choice, dropped=gone)).sections
        assert not [
            item for one in left for item in one.items if isinstance(item, Quoted) and item.citation.anchor in gone
        ]


@pytest.mark.parametrize("title", ["@SUM(1)", "+1+cmd|' /C calc'!A0", "=WEBSERVICE(1)", "-2+3", "\t=1", " =1", "＝1"])
def test_no_cell_of_a_table_is_taken_for_a_formula(title: str) -> None:
    draft = Draft()
    draft.add(Kind.HEADING, "CASE STUDIES", 1)
    draft.add(Kind.HEADING, "MONUSCO", 2)
    draft.add(Kind.ITEM, "plain", 1)
    row = rows([draft.report("study.md", "Study")])[0]
    quote = replace(row.citation.quote, text=title)
    changed = replace(row, citation=replace(row.citation, quote=quote))
    cells = list(csv.reader(io.StringIO(case_table([changed], [row], Filters(), "csv", "items").decode("utf-8-sig"))))[
        1
    ]
    assert f"'{title}" in cells
    assert not [cell for cell in cells if cell.strip()[:1] in ("=", "+", "-", "@", "＝")]


def test_what_metadata_says_cannot_end_a_record(shipped: Report) -> None:
    written = json.dumps({"title": "One\nER  - \nTY  - BOOK", "body": "A } body", "url": "https://x.org/a}b{c d"})
    facts = facts_in(written, "study.metadata.json", KNOWN)
    cited = [_first(shipped)]
    ris = reference_file(cited, facts, "ris").splitlines()
    assert [line[:2] for line in ris].count("TY") == [line[:2] for line in ris].count("ER") == 1
    assert all(line[2:6] == "  - " for line in ris)
    bibtex = reference_file(cited, replace(facts, language="e}n"), "bibtex")
    plain = bibtex.replace("\\{", "").replace("\\}", "")
    depth = 0
    for place, character in enumerate(plain):
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth > 0 or place in range(len("@misc")) or not plain[place + 1 :].strip()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", " JavaScript:alert(1)"]
)
def test_an_address_that_is_none_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(UnreadableReport, match="does not begin with http"):
        facts_in(json.dumps({"url": url}), "study.metadata.json", KNOWN)


def _first(report: Report) -> Citation:
    return cite(report, report.blocks[1].span, 1, 1.0)
