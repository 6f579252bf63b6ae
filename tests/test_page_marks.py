"""Marks on a page: around exactly the words, or nowhere. The letters are set by hand, ten to a line's height of ten."""

from __future__ import annotations

from corpus.page_marks import Box, Letter, OnPage, marks, on_page, pages_of
from corpus.report import Kind, Page, Span
from corpus.report_builder import Draft

WIDE, HIGH = 0.01, 0.02  # of each letter


def set_in(*lines: str, left: float = 0.0) -> list[Letter]:
    """Lines under each other, each letter as wide as the next; a blank has no box, as a program makes it up."""
    return [
        Letter(char, box_at(left, line, place) if char.strip() else Box(0, 0, 0, 0))
        for line, text in enumerate(lines)
        for place, char in enumerate(text + "\n")
    ]


def box_at(left: float, line: int, place: int) -> Box:
    return Box(left + place * WIDE, line * HIGH * 2, left + (place + 1) * WIDE, line * HIGH * 2 + HIGH)


def marked(letters: list[Letter], words: str, before: str = "", after: str = "") -> list[str]:
    """What stands in each box."""
    return [
        "".join(letter.text for letter in letters if letter.box.has_area and box.holds(letter.box.centre))
        for box in marks(letters, OnPage(before, words, after))
    ]


def test_the_words_alone_are_marked_with_the_marks_that_belong_to_them() -> None:
    letters = set_in("One came. (Two went.) Three")
    assert marked(letters, "(Two went.)") == ["(Twowent.)"]
    assert marked(letters, "Two went.") == ["Twowent."]
    assert marked(letters, "Two went") == ["Twowent"]


def test_each_line_has_a_box_of_its_own() -> None:
    assert marked(set_in("It came to", "an end."), "came to an end.") == ["cameto", "anend."]


def test_a_word_broken_at_a_lines_end_is_found_whole() -> None:
    assert marked(set_in("the mis-", "sion left"), "the mission") == ["themis-", "sion"]
    assert marked(set_in("the mis\ufffe", "sion left"), "the mission") == ["themis\ufffe", "sion"]


def test_ligatures_accents_and_white_space_are_no_difference() -> None:
    assert marked(set_in("the ﬁnal   re\u0301sume\u0301"), "the final résumé") == ["theﬁnalre\u0301sume\u0301"]
    assert marked(set_in("the final"), "the ﬁnal") == ["thefinal"]


def test_what_is_not_on_the_page_is_not_marked() -> None:
    assert marked(set_in("One came."), "Two came.") == []
    assert marked(set_in("One came."), "…") == []
    assert marked([], "One") == []


def test_the_one_of_several_is_marked_that_stands_between_the_same_words() -> None:
    letters = set_in("The first total was four", "The second total was five")
    assert marks(letters, OnPage("The first total was four. The second", "total", "was five")) == (
        box_at(0, 1, 11).around(box_at(0, 1, 15)),
    )


def test_of_several_that_cannot_be_told_apart_none_is_marked() -> None:
    assert marked(set_in("Total", "Total"), "Total", "Subtotal 4", "of 7") == []
    assert marked(set_in("Report", "and so on"), "Report", "", "and Report again") == []


def test_a_box_that_would_hold_other_words_is_not_drawn() -> None:
    over = Letter("x", box_at(0, 0, 1))
    assert marked([*set_in("One came."), over], "One came.") == []


def test_a_letter_drawn_again_at_its_place_as_bold_type_is_no_other_word() -> None:
    letters = set_in("One came.")
    assert len(marks([*letters, *letters[:3]], OnPage("", "came.", ""))) == 1
    assert len(marks([*letters, letters[5]], OnPage("", "One came.", ""))) == 1


def test_words_without_a_place_on_the_picture_are_not_marked() -> None:
    assert marked([Letter(char, Box(0, 0, 0, 0)) for char in "came"], "came") == []
    assert marked(set_in("came", left=1.5), "came") == []


def test_a_wide_gap_is_left_unmarked() -> None:
    assert marked(set_in("Helicopters          4"), "Helicopters 4") == ["Helicopters", "4"]


def test_lines_that_run_from_right_to_left_have_one_box_too() -> None:
    letters = [Letter(letter.text, box_at(0, 0, 20 - place)) for place, letter in enumerate(set_in("سلام عليكم")[:-1])]
    assert len(marks(letters, OnPage("", "سلام عليكم", ""))) == 1


def test_a_quote_over_two_pages_has_its_part_of_each() -> None:
    draft = Draft()
    draft.add(Kind.PARAGRAPH, "It went on.", pages=[(0, Page(0, 1, "iv"))])
    draft.add(Kind.PARAGRAPH, "This goes over a page and on.", pages=[(15, Page(0, 2, "v"))])
    draft.add(Kind.PARAGRAPH, "It ended.", pages=[(0, Page(0, 4))])
    report = draft.report("a.pdf", "A")
    block = report.blocks[1]
    assert pages_of(report, block.span) == (1, 2)
    first, second = on_page(report, block.span, 1), on_page(report, block.span, 2)
    assert first == OnPage("It went on.\n\n", "This goes over ", "")
    assert second is not None
    assert (second.before, second.words, second.after.strip()) == ("", "a page and on.", "")
    assert on_page(report, block.span, 4) is on_page(report, block.span, 3) is None
    assert pages_of(Draft().report("a.md", "A"), Span(0, 1)) == ()
