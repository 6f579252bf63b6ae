"""Spans, quotes, pages: the only place where words are cut."""

from __future__ import annotations

import hashlib
from dataclasses import FrozenInstanceError, replace

import pytest

from corpus.report import Kind, Page, Report, Span
from corpus.report_builder import Draft

TEXT = "The mission left. Its work went on."
REPORT = Report("a.md", "A", TEXT, ())
PAGED = replace(REPORT, pages=(Page(0, 3, "i"), Page(18, 4, None)))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2)])
def test_a_span_that_holds_no_character_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="0 <= start < end"):
        Span(start, end)


def test_a_span_holds_what_lies_within_it_and_meets_what_shares_a_character() -> None:
    span = Span(2, 6)
    assert len(span) == 4
    assert span.holds(Span(2, 6))
    assert not span.holds(Span(1, 3))
    assert span.meets(Span(5, 9))
    assert not span.meets(Span(6, 9))


def test_a_quote_is_the_text_at_its_span() -> None:
    quote = REPORT.quote(Span(4, 11))
    assert quote.text == "mission"
    assert quote.span == Span(4, 11)


def test_a_quote_may_reach_the_last_character_and_not_beyond() -> None:
    assert REPORT.quote(Span(33, len(TEXT))).text == "n."
    with pytest.raises(ValueError, match=f"{len(TEXT)} characters"):
        REPORT.quote(Span(33, len(TEXT) + 1))


def test_a_quote_stands_on_the_page_where_it_begins() -> None:
    before, across = PAGED.quote(Span(0, 3)), PAGED.quote(Span(12, 25))
    assert (before.page, before.page_label) == (3, "i")
    assert across.page == 3
    assert PAGED.quote(Span(18, 21)).page == 4


def test_a_page_without_a_printed_number_has_no_label() -> None:
    assert PAGED.quote(Span(20, 24)).page_label is None


def test_a_file_without_pages_gives_no_page() -> None:
    quote = REPORT.quote(Span(0, 3))
    assert (quote.page, quote.page_label) == (None, None)


def test_the_digest_names_the_words_and_nothing_else() -> None:
    assert REPORT.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert replace(REPORT, name="b.md", title="B", edition="second").sha256 == REPORT.sha256
    assert replace(REPORT, text=TEXT + " ").sha256 != REPORT.sha256


def test_a_report_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        REPORT.text = "other words"  # type: ignore[misc]


def test_the_words_of_several_spans_come_in_their_order() -> None:
    assert REPORT.words_of((Span(12, 16), Span(0, 3))) == ("left", "The")


def test_words_over_two_pages_name_both_and_others_one() -> None:
    across, within = PAGED.quote(Span(12, 25)), PAGED.quote(Span(0, 17))
    assert (across.pages, across.last_page, across.last_page_label) == ("i–4", 4, None)
    assert (within.pages, within.last_page) == ("i", None)
    assert PAGED.quote(Span(18, 19)).pages == "4"
    assert REPORT.quote(Span(0, 3)).pages == ""


def numbered(*numbers: str, kind: Kind = Kind.PARAGRAPH) -> Report:
    draft = Draft()
    for number in numbers:
        draft.add(kind, "The mission left. It went on.", number=number)
    return draft.report("a.md", "A")


@pytest.mark.parametrize(("number", "cited"), [("25.", "25"), ("29A.36", "29A.36"), ("", "")])
def test_a_quote_of_a_numbered_paragraph_knows_the_number_and_does_not_hold_it(number: str, cited: str) -> None:
    report = numbered("24.", number)
    start = report.blocks[1].span.start
    second = report.quote(Span(start + 18, start + 29))
    assert (second.text, second.paragraph) == ("It went on.", cited)


def test_words_that_run_over_two_paragraphs_are_in_none() -> None:
    report = numbered("1.", "2.")
    assert report.quote(Span(report.blocks[0].span.start, report.blocks[1].span.end)).paragraph == ""


def test_a_number_that_leads_to_two_paragraphs_names_neither() -> None:
    report = numbered("1.", "2.", "3.", "1.")
    assert [report.quote(block.span).paragraph for block in report.blocks] == ["", "2", "3", ""]


def test_the_points_of_several_short_lists_are_no_numbered_paragraphs() -> None:
    report = numbered("1.", "2.", "1.", "2.", "3.")
    assert {report.quote(block.span).paragraph for block in report.blocks} == {""}


@pytest.mark.parametrize("kind", [Kind.ITEM, Kind.LINE])
def test_the_number_of_a_point_or_a_note_is_no_paragraphs(kind: Kind) -> None:
    report = numbered("7", "8", kind=kind)
    assert report.quote(report.blocks[0].span).paragraph == ""
