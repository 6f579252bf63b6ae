"""A draft of any kind gives its quotations; one that cannot be read is refused in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.answer import Citation
from assistant.checking.checker import Checker, Outcome
from assistant.checking.drafts import pasted_quotations, read_quotations
from assistant.citing.reference_files import reference_file
from corpus.markdown_file import markdown_report
from corpus.metadata import Metadata
from corpus.report import Kind, Page, Quote, Report, Span
from corpus.report_builder import Draft
from corpus.selectors import target
from corpus.unreadable import UnreadableReport

WORDS = "four words stand here"


def quoted(path: Path, content: str | bytes) -> list[tuple[str, str]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [(quotation.text, quotation.place) for quotation in read_quotations(path)]


def test_markdown_gives_quotations_of_its_text_its_blocks_and_its_notes(tmp_path: Path) -> None:
    source = (
        "It **says** “four *words* stand here”.[^1]\n\n> Four words stand here.\n\n[^1]: And “four words stand here”.\n"
    )
    assert quoted(tmp_path / "d.md", source) == [
        (WORDS, "paragraph 1"),
        ("Four words stand here.", "paragraph 2"),
        (WORDS, "footnote 1"),
    ]


def test_a_numbered_point_right_below_a_quotation_is_none_of_it(tmp_path: Path) -> None:
    (found,) = quoted(tmp_path / "note.md", "> Four words stand here,\nand more.\n2. Nobody said this.\n")
    assert "Nobody" not in found[0]


def test_a_markdown_note_is_the_source_of_the_words_that_refer_to_it(tmp_path: Path) -> None:
    path = tmp_path / "d.md"
    path.write_text("It says “four words stand here”.[^a]\n\n[^a]: World Bank, 2019.\n", encoding="utf-8")
    assert [quotation.source for quotation in read_quotations(path)] == ["World Bank, 2019."]


def test_text_and_html_give_theirs(tmp_path: Path) -> None:
    assert quoted(tmp_path / "d.txt", f"It says “{WORDS}”.\n") == [(WORDS, "paragraph 1")]
    assert quoted(tmp_path / "d.html", f"<p>It says <q>{WORDS}</q>.</p>") == [(WORDS, "paragraph 1")]


def test_citations_saved_as_json_are_a_draft(tmp_path: Path, shipped: Report) -> None:
    span = next(block.span for block in shipped.blocks if len(block.span) > 80)
    path = tmp_path / "citations.json"
    path.write_text(json.dumps([{"target": target(shipped, span)}]), encoding="utf-8")
    (quotation,) = read_quotations(path)
    assert quotation.text == shipped.quote(span).text
    assert (quotation.sha256, quotation.edition) == (shipped.sha256, shipped.edition)


def test_a_citation_without_a_word_is_none(tmp_path: Path) -> None:
    selector = '[{"type": "TextQuoteSelector", "exact": " … "}, {"type": "TextQuoteSelector", "exact": 3}]'
    assert quoted(tmp_path / "c.json", selector) == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("d.docx", b"", "is empty"),
        ("d.docx", b"no zip at all", "damaged"),
        ("d.md", b"---", "holds no words"),
        ("d.txt", b"\xff\xfa\x00", "binary data|not UTF-8"),
        ("d.json", b"{", "not JSON"),
        ("d.odt", b"words", "not a kind of file"),
        ("d.pdf", b"%PDF-1.4 nothing", "damaged|no pages|is empty|cannot"),
    ],
)
def test_a_draft_that_cannot_be_read_is_refused_in_one_line(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    with pytest.raises(UnreadableReport, match=said) as refusal:
        quoted(tmp_path / name, content)
    assert "\n" not in str(refusal.value)


def test_pasted_words_give_their_quotations_else_themselves() -> None:
    assert [
        one.text for one in pasted_quotations("It says “four words stand here”.\n\nAnd ‘so do these four’ too.")
    ] == [
        "four words stand here",
        "so do these four",
    ]
    assert [one.text for one in pasted_quotations(" four words\nstand here ")] == ["four words\nstand here"]
    assert [one.text for one in pasted_quotations("He said “three words here” and left")] == [
        "He said “three words here” and left"
    ]


def test_pasted_pages_without_marks_hold_no_quotation() -> None:
    assert pasted_quotations("word " * 500) == []
    assert pasted_quotations(" …\n") == []


def test_a_draft_over_the_limit_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.reading.LARGEST_FILE", 10)
    with pytest.raises(UnreadableReport, match="the limit is"):
        quoted(tmp_path / "d.docx", b"more than ten bytes")


def test_what_a_reader_has_to_say_of_a_file_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Draft()
    read.add(Kind.PARAGRAPH, "It says “four words stand here”.", pages=[(0, Page(0, 3, "iii"))])
    report = read.report("d.pdf", "Draft", notes=("page 2 holds no text",))
    monkeypatch.setattr("assistant.checking.drafts.read_report", lambda *_: report)
    (tmp_path / "d.pdf").write_bytes(b"%PDF")
    said: list[str] = []
    (quotation,) = read_quotations(tmp_path / "d.pdf", note=said.append)
    assert (quotation.text, quotation.place) == (WORDS, "page iii")
    assert said == [f"{tmp_path / 'd.pdf'}: page 2 holds no text"]


@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_a_hyphen_at_a_line_s_end_may_be_one_of_the_words(tmp_path: Path, suffix: str) -> None:
    """Which it is, the report says."""
    report = markdown_report("# R\n\nThe community was led by well-known judges.", "r.md", "r")
    (found,) = quoted(tmp_path / f"d{suffix}", "It says “The commu-\nnity was led by well-\nknown judges”.")
    assert Checker([report]).check(found[0]).outcome is Outcome.EXACT


def test_a_page_s_end_within_a_sentence_parts_no_quotation(tmp_path: Path) -> None:
    found = quoted(tmp_path / "d.txt", "It says “four words\n\fstand here”.\n\fNext page.")
    assert [words for words, _ in found] == ["four words stand here"]


@pytest.mark.parametrize(
    "source",
    [
        "> Four words stand\nhere\n\nAnd then.",
        "10. He says:\n\n    > Four words stand here\n\n11. Then.",
        "10. > Four words stand here\n\n11. Then.",
        "- > Four words\n  > stand here\n\n- Then.",
        "<blockquote>\n<p>Four words stand here</p>\n<footer>Kofi Annan</footer>\n</blockquote>\n\nThen.",
    ],
)
def test_a_block_quotation_of_markdown_is_whole_however_it_is_written(tmp_path: Path, source: str) -> None:
    assert [words for words, _ in quoted(tmp_path / "d.md", source)] == ["Four words stand here"]


@pytest.mark.parametrize(
    "words", ["one {open brace of all", "one closed} brace of all", r"one back\slash ~ ^ 50% & it"]
)
def test_words_in_a_file_for_reference_managers_are_read_as_they_were(tmp_path: Path, words: str) -> None:
    citation = Citation(1, Quote(words, Span(0, len(words))), (), "d", "a", 1.0)
    path = tmp_path / "a.bib"
    path.write_text(reference_file([citation], Metadata("Notes"), "bibtex"), encoding="utf-8")
    assert [one.text for one in read_quotations(path)] == [words]


@pytest.mark.parametrize("end", ["\n", "  \n", "\\\n"])
def test_the_last_line_of_a_markdown_block_quotation_may_name_its_source(tmp_path: Path, end: str) -> None:
    path = tmp_path / "d.md"
    path.write_text(f"> Four words stand here{end}> in two lines.{end}> *Jane Doe, Study of Boxes, 2021*\n", "utf-8")
    (found,) = read_quotations(path)
    assert (found.text, found.source) == ("Four words stand here in two lines.", "Jane Doe, Study of Boxes, 2021")
