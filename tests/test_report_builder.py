"""Pieces laid down as one canonical text: offsets, headings above, pages."""

from __future__ import annotations

import pytest

from corpus.report import Kind, Page, Report
from corpus.report_builder import Draft, line_gap, tidy


def above(report: Report, words: str) -> tuple[str, ...]:
    """The headings above the block with these words."""
    block = next(block for block in report.blocks if report.text[block.span.start : block.span.end] == words)
    return report.words_of(block.headings)


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("  two \n words ", "two words"),
        ("7\u00a0July\u200b2020", "7 July 2020"),
        ("co\u00adordinate", "coordinate"),
        ("\u200fكلمة\u200e", "كلمة"),
        ("UNSONM feed-back – “so”…", "UNSONM feed-back – “so”…"),
    ],
)
def test_white_space_becomes_one_space_and_spelling_stays_as_printed(printed: str, plain: str) -> None:
    assert tidy(printed) == plain


def test_list_items_stand_on_lines_of_their_own_and_everything_else_apart() -> None:
    draft = Draft()
    for kind, text in [(Kind.PARAGRAPH, "They did:"), (Kind.ITEM, "one"), (Kind.ITEM, "two"), (Kind.LINE, "End")]:
        draft.add(kind, text)
    assert draft.report("n", "t").text == "They did:\n\none\ntwo\n\nEnd"


def test_a_block_stands_under_the_headings_that_are_open_above_it() -> None:
    draft = Draft()
    for level, text in [(1, "Part"), (2, "First"), (3, "Deep"), (2, "Second")]:
        draft.add(Kind.HEADING, text, level)
        draft.add(Kind.PARAGRAPH, f"Words of {text}.")
    report = draft.report("n", "t")
    assert above(report, "Words of Deep.") == ("Part", "First", "Deep")
    assert above(report, "Words of Second.") == ("Part", "Second")
    assert above(report, "Second") == ("Part",)


def test_a_page_that_begins_within_a_piece_begins_there_in_the_text() -> None:
    draft = Draft()
    draft.add(Kind.PARAGRAPH, "One.", pages=[(0, Page(0, 1, "i"))])
    draft.add(Kind.PARAGRAPH, "Two three.", pages=[(4, Page(0, 2, "ii"))])
    report = draft.report("n", "t")
    assert report.pages == (Page(0, 1, "i"), Page(report.text.index("three"), 2, "ii"))


def test_an_empty_piece_is_refused() -> None:
    with pytest.raises(ValueError, match="empty piece"):
        Draft().add(Kind.PARAGRAPH, "")


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("com\u200bmunity", "community"),
        ("Secretary-\u200bGeneral, and/\u200bor www\u200b.un\u200b.org", "Secretary-General, and/or www.un.org"),
        ("com\u200cmunity", "community"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian spells with it
        ("\ud835\udc00 mission", "\U0001d400 mission"),
        ("a mission \ud835", "a mission \ufffd"),
    ],
)
def test_what_has_no_width_or_is_half_a_letter_breaks_no_word(printed: str, plain: str) -> None:
    assert tidy(printed) == plain
    tidy(printed).encode()


@pytest.mark.parametrize(
    ("before", "after", "gap"),
    [
        ("每个", "村庄", ""),
        ("举行，", "第二行", ""),
        ("选票，", "4312", ""),
        ("決まった", "ことを", ""),
        ("共有", "4312", " "),
        ("회의는", "항구에서", " "),
        ("the", "mission", " "),
    ],
)
def test_chinese_and_japanese_lines_are_joined_without_a_space(before: str, after: str, gap: str) -> None:
    assert line_gap(before, after) == gap
