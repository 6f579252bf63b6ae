"""A table's row that is cited comes with what stands over its figures, in our words and outside of the quotation."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import rispy

from assistant.answer import Answer, Citation, Status
from assistant.briefing.basket import Pin, Pinned, basket_pack
from assistant.briefing.files import pack_file
from assistant.checking.checker import Checker
from assistant.checking.docx_draft import docx_paragraphs
from assistant.checking.remarks import verdict_lines
from assistant.checking.verdict_report import verdicts_text
from assistant.citation import cite
from assistant.citing.citation_styles import STYLES, beside, warned
from assistant.citing.citation_text import citations_html, citations_text, reference_files
from assistant.citing.citation_word import citations_word
from assistant.citing.reference_files import FORMS
from assistant.files.conversation_file import exported
from assistant.query.parsing import parse
from assistant.screens.chips import Chips
from assistant.screens.verdict_list import verdict_items
from corpus.anchors import find_reference, reference
from corpus.metadata import metadata
from corpus.reading import read_report
from corpus.report import Report, Row

WORDS = "Helicopters 4 200 4 444"
TOLD = "Table 1 Air transport › Helicopters — 2025/26: 4 200; 2026/27: 4 444"
TABLE = """\
# Budget

They flew.

Table 1 Air transport

| Aircraft | 2025/26 | 2026/27 |
| --- | --- | --- |
| Helicopters | 4 200 | 4 444 |
| Aeroplanes | 1 250 | 1 100 |
"""


@pytest.fixture
def report(tmp_path: Path) -> Report:
    path = tmp_path / "budget.md"
    path.write_text(TABLE, encoding="utf-8")
    return read_report(path)


def quoted_in(text: str) -> str:
    """All that stands between marks."""
    return " ".join(re.findall(r"[“‘«](.*?)[”’»]", text))


def row_of(report: Report, name: str = "Helicopters") -> Citation:
    span = next(block.span for block in report.blocks if block.row and block.row.label == name)
    return cite(report, span)


def answer_of(*citations: Citation) -> Answer:
    return Answer("?", parse("?"), "en", Status.ANSWERED, None, "", citations, (), None, None, None, 1.0, 1.0)


@pytest.mark.parametrize("style", STYLES)
def test_a_row_is_cited_with_its_heads_and_its_table_behind_the_note(report: Report, style: str) -> None:
    facts = {report.name: metadata(report)}
    text = citations_text([row_of(report)], facts, style)
    assert text.splitlines()[0].startswith(("“Helicopters 4 200 4 444”", "‘Helicopters 4 200 4 444’"))
    assert f"\n  [Row: {TOLD}]" in text
    assert "2025/26" not in quoted_in(text)
    assert f"<p>[Row: {TOLD}]</p>" in citations_html([row_of(report)], facts, style)


@pytest.mark.parametrize("form", FORMS)
def test_a_reference_manager_reads_what_stands_over_a_row(report: Report, form: str) -> None:
    written = reference_files([row_of(report)], {report.name: metadata(report)}, form)
    annotation = f"“{WORDS}” [Row: {TOLD}]"
    assert annotation in written
    if form == "ris":
        assert rispy.loads(written)[0]["notes"] == [annotation]
    if form == "csl-json":
        assert json.loads(written)[0]["annote"] == annotation


@pytest.mark.parametrize("style", STYLES)
def test_word_has_a_rows_heads_in_the_note_and_not_among_the_words(report: Report, style: str, tmp_path: Path) -> None:
    path = tmp_path / "c.docx"
    path.write_bytes(citations_word([row_of(report)], {report.name: metadata(report)}, style))
    first, *_ = docx_paragraphs(path)
    told = first.text if style == "apa" else first.notes[0][1]
    assert told.endswith(f"[Row: {TOLD}]")
    assert TOLD not in quoted_in(first.text)


def test_what_the_page_copies_of_a_row_has_its_heads(report: Report) -> None:
    data = Chips((report,)).data(row_of(report))
    copied = dict(re.findall(r'data-(\w+)="([^"]*)"', data))
    assert copied["cited"].endswith(f"[Row: {TOLD}]")
    assert f", row: {TOLD} [further:" in copied["place"]
    assert f", row: {TOLD} [further:" in copied["reference"]


def test_a_reference_to_a_row_is_found_again_also_in_another_edition(report: Report, tmp_path: Path) -> None:
    citation = row_of(report)
    line = reference(report, citation.quote.span)
    assert find_reference(report, line) == citation.quote.span
    path = tmp_path / "later.md"
    path.write_text("Before.\n\n" + TABLE.replace("4 444", "4 444 – revised"), encoding="utf-8")
    later = read_report(path)
    row = row_of(later)
    line = reference(later, row.quote.span).replace(row.anchor, "0" * 8 + ".1-9." + "0" * 8 + ".0000.0000")
    assert find_reference(later, line) == row.quote.span


@pytest.mark.parametrize("kind", ["md", "docx"])
def test_a_saved_conversation_tells_a_rows_heads(report: Report, kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"conversation.{kind}"
    path.write_bytes(exported([answer_of(row_of(report))], [report], kind))
    notes = " ".join(note for one in docx_paragraphs(path) for _, note in one.notes) if kind == "docx" else ""
    assert f"row: {TOLD}" in (notes or path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", ["md", "html", "docx", "pdf"])
def test_rows_of_one_place_in_a_pack_each_have_their_heads_behind_them(
    report: Report, kind: str, tmp_path: Path
) -> None:
    rows = [row_of(report), row_of(report, "Aeroplanes")]
    basket = [Pinned(Pin.QUOTE, one.quote.text, one.anchor) for one in rows]
    pack = basket_pack(basket, [report], {report.name: metadata(report)}, "en")
    told = ["2026/27: 4 444", "2026/27: 1 100"]
    assert [any(part in behind for behind in quoted.behind) for quoted, part in zip(pack.quotes(), told, strict=True)]
    assert not any("Row" in note for note in pack.notes())
    path = tmp_path / f"pack.{kind}"
    path.write_bytes(pack_file(pack, kind))
    text = " ".join(one.text for one in docx_paragraphs(path)) if kind == "docx" else read_report(path).text
    assert all(part in text for part in told)


def test_a_checked_row_is_told_with_its_heads(report: Report) -> None:
    verdict = Checker([report]).check(WORDS)
    assert f"  Row: {TOLD}" in verdicts_text([verdict], lambda _: "cited")
    assert TOLD in verdict_lines(verdict, {}, lambda _: "cited", "fr")
    assert "Helicopters — 2025/26: 4 200" in verdict_items([verdict], Chips((report,)), lambda _: "cited")


def test_what_is_no_row_is_cited_as_before(report: Report) -> None:
    paragraph = cite(report, next(block.span for block in report.blocks if not block.row and not block.level))
    assert beside(paragraph) == ()
    assert warned("A note.", paragraph) == "A note."


def test_a_cell_of_a_row_without_a_name_names_its_table_once() -> None:
    assert Row("Table 2", "", "", (("Action", "They flew"),), apart=True).in_its_table == "Table 2 — Action"
    assert Row("Table 2", "", "Air", (("Action", "They flew"),), apart=True).in_its_table == "Table 2 › Air — Action"
