"""A note is cited as a note: by its number behind its page, wherever a place is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import Citation
from assistant.answer_json import quote_object
from assistant.checking.checker import Checker, Outcome
from assistant.checking.verdict_report import place_of
from assistant.checking.verdict_wording import place_in
from assistant.citation import cite
from assistant.citing.citation_styles import cited, short
from assistant.cli.answer_text import quoted
from assistant.files.conversation_file import place_line
from assistant.screens.chips import Chips
from corpus.anchors import find_reference, reference
from corpus.markdown_file import markdown_report
from corpus.metadata import Metadata
from corpus.passages import passages
from corpus.report import Report
from tests.test_pdf_file import FULL, LEFT, Drawn, column, read

FACTS = Metadata("Harbours", symbol="A/80/1")


@pytest.fixture
def paged(tmp_path: Path) -> Report:
    page = [
        *column(f"The harbour was rebuilt {FULL}2", FULL, "ends."),
        *column("2 See the ledger of the harbour.", top=100, size=7),
    ]
    return read(tmp_path, page)


def note_of(report: Report) -> Citation:
    passage = next(one for one in passages(report) if one.quote.text == "See the ledger of the harbour.")
    return cite(report, passage.span, 1, 1.0)


@pytest.mark.parametrize(
    ("style", "place"),
    [("un", "p. 1, footnote 2"), ("chicago", "1, note 2"), ("apa", "p. 1, Footnote 2"), ("oscola", "1, fn 2")],
)
def test_each_style_names_the_note_behind_the_page(paged: Report, style: str, place: str) -> None:
    assert place in cited(note_of(paged), FACTS, style).note


@pytest.mark.parametrize(
    ("style", "place"), [("un", "footnote 2"), ("chicago", "n. 2"), ("apa", "Note 2"), ("oscola", "n 2")]
)
def test_a_note_of_a_file_without_pages_is_named_by_its_number(style: str, place: str) -> None:
    source = "# Harbours\n\nIt opened.[^2]\n\n[^2]: See the ledger of the harbour.\n"
    assert place in cited(note_of(markdown_report(source, "h.md", "Harbours")), FACTS, style).note


def test_each_place_in_words_names_the_note(paged: Report) -> None:
    citation = note_of(paged)
    assert place_of(citation).endswith("page 1 › note 2")
    assert "page 1 › note 2" in quoted(citation)
    assert "page 1, note 2 [further:" in place_line(citation, (paged,))
    assert find_reference(paged, reference(paged, citation.quote.span)) == citation.quote.span
    assert "note 2" in Chips((paged,)).page(citation)
    assert place_in(citation, "ru").endswith("сноска 2")
    assert short(citation, FACTS) == "A/80/1, p. 1, footnote 2"


def test_json_has_the_notes_number_and_nothing_else_has_one(paged: Report) -> None:
    assert quote_object(note_of(paged))["note"] == "2"
    others = [one for one in passages(paged) if one.quote.text != "See the ledger of the harbour."]
    assert others
    assert not any("note" in quote_object(cite(paged, one.span, 1, 1.0)) for one in others)


SIGNS = ("*", "**", "†", "‡")


def signed(folder: Path, sign: str, form: str, size: float) -> Report:
    """A page whose text calls the note at its foot by a sign, and goes on over the page."""
    text = [*column(f"The UN{sign} harbour was rebuilt {FULL}", FULL, FULL[:-3].rstrip())]
    if form == "raised":
        note = [Drawn(sign, LEFT, 103, 0.65 * size), Drawn("See the ledger", LEFT + 8, 100, size)]
        note += column("of the harbour.", top=100 - 1.2 * size, size=size)
    else:
        behind = " " if form == "apart" else ""
        note = column(f"{sign}{behind}See the ledger", "of the harbour.", top=100, size=size)
    return read(folder, [*text, *note], column("all people of the land."))


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("form", ["raised", "apart", "close"])
@pytest.mark.parametrize("size", [7.0, 10.0])
def test_a_note_under_a_sign_is_cited_as_a_note_and_cuts_no_sentence(
    tmp_path: Path, sign: str, form: str, size: float
) -> None:
    report = signed(tmp_path, sign, form, size)
    said = f"The UN{sign} harbour was rebuilt {FULL} {FULL} {FULL[:-3].rstrip()} all people of the land."
    assert [(block.number, report.quote(block.span).text) for block in report.blocks] == [
        (sign, "See the ledger of the harbour."),
        ("", said),
    ]
    passage = next(one for one in passages(report) if one.quote.note)
    assert cited(cite(report, passage.span, 1, 1.0), FACTS, "un").note.endswith(f"p. 1, footnote {sign}.")


@pytest.mark.parametrize("sign", SIGNS)
def test_the_sign_at_a_word_is_none_of_a_quotation(tmp_path: Path, sign: str) -> None:
    report = signed(tmp_path, sign, "close", 7)
    for words in ("The UN harbour was rebuilt and the mission worked", f"The UN{sign} harbour was rebuilt"):
        assert Checker([report]).check(words).outcome is Outcome.EXACT


def test_several_signs_and_a_number_stand_apart_as_notes(tmp_path: Path) -> None:
    text = [*column(f"The harbour* was** rebuilt {FULL}", f"{FULL}3 and ends.†", top=700)]
    notes = column("* See the ledger.", "** See the mayor.", "† In May.", "3 In June.", top=100, size=7)
    report = read(tmp_path, [*text, *notes])
    assert [block.number for block in report.blocks] == ["", "*", "**", "†", "3"]


@pytest.mark.parametrize("size", [7.0, 10.0])
@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("was rebuilt", ["* See the ledger."]),  # which nothing calls
        ("was rebuilt*", ["* See the ledger.", "* See the mayor."]),  # points of a list
    ],
)
def test_a_sign_that_nothing_calls_or_that_opens_several_lines_is_no_notes(
    tmp_path: Path, said: str, lines: list[str], size: float
) -> None:
    report = read(tmp_path, [*column(f"The harbour {said} {FULL}", "it ends."), *column(*lines, top=100, size=size)])
    assert not any(block.number for block in report.blocks)


def test_text_below_a_note_as_large_is_none_of_it(tmp_path: Path) -> None:
    drawn = [
        *column(f"The harbour* {FULL}", "ends."),
        *column("* See the ledger.", top=600),
        *column(f"{FULL}.", top=500),
    ]
    assert not any(block.number for block in read(tmp_path, drawn).blocks)
