"""Anchors: a short string that finds a quote again, in this text and in another edition of it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from corpus.anchors import anchor, anchor_in, find_anchor, find_reference, find_words, reference
from corpus.passages import passages, quote_of
from corpus.report import Report, Span
from corpus.text_file import text_report
from tests.hostile_text import seconds

REPORT = Report("a.md", "A", "UNAMA: Advising patrols. UNMISS: Advising patrols. The mission left.", ())
FIRST, SECOND = Span(7, 24), Span(33, 50)


def test_every_passage_of_the_report_is_found_at_its_own_place(shipped: Report) -> None:
    for passage in passages(shipped):
        assert find_anchor(shipped, anchor(shipped, passage.span)) == passage.span


def test_words_that_stand_twice_are_found_at_the_place_meant() -> None:
    assert REPORT.quote(FIRST).text == REPORT.quote(SECOND).text
    assert find_anchor(REPORT, anchor(REPORT, FIRST)) == FIRST
    assert find_anchor(REPORT, anchor(REPORT, SECOND)) == SECOND


def test_an_anchor_stands_in_a_link_and_holds_no_word_of_the_report() -> None:
    written = anchor(REPORT, FIRST)
    assert re.fullmatch(r"[0-9a-f.-]{30,60}", written)
    assert written.split(".")[0] == REPORT.sha256[:8]


def test_in_another_edition_the_words_are_found_where_they_moved_to() -> None:
    longer = replace(REPORT, text="A new foreword. " + REPORT.text)
    assert find_anchor(longer, anchor(REPORT, Span(51, 68))) == Span(67, 84)


def test_in_another_edition_the_words_around_choose_among_several_places() -> None:
    """The two lists change places: where the words meant once stood, the same words of the other mission stand now."""
    unama = "The mission in Afghanistan chose the title: Advising patrols. It is one of the three that they have.\n\n"
    unmiss = "The mission in South Sudan chose the title: Advising patrols. It is the last of the four they chose.\n\n"
    assert len(unama) == len(unmiss)
    first, second = replace(REPORT, text=unama + unmiss), replace(REPORT, text=unmiss + unama)
    at = unama.index("Advising")
    meant = Span(at, at + len("Advising patrols."))
    assert second.quote(meant).text == first.quote(meant).text
    assert find_anchor(second, anchor(first, meant)) == Span(meant.start + len(unmiss), meant.end + len(unmiss))


def test_words_that_an_edition_lost_are_not_found() -> None:
    changed = replace(REPORT, text=REPORT.text.replace("mission", "Mission"))
    assert find_anchor(changed, anchor(REPORT, Span(51, 68))) is None


@pytest.mark.parametrize(
    "written",
    [
        "",
        "nonsense",
        "x" * 10_000,
        "1f0c9a2b.24-7.9c1e44d0.77aa.03fe",
        "1f0c9a2b.7-7.9c1e44d0.77aa.03fe",
        "1f0c9a2b.999999990-999999999.9c1e44d0.77aa.03fe",
    ],
    ids=["nothing", "no anchor", "long", "end before start", "no length", "beyond the text"],
)
def test_what_is_no_anchor_of_this_text_finds_nothing(written: str) -> None:
    assert find_anchor(REPORT, written) is None


def test_a_changed_offset_never_marks_other_words() -> None:
    written = anchor(REPORT, FIRST).replace(".7-24.", ".8-25.")
    assert find_anchor(REPORT, written) in (FIRST, SECOND)


def test_a_reference_is_one_line_that_finds_its_own_words(shipped: Report) -> None:
    for passage in passages(shipped):
        line = reference(shipped, passage.span)
        assert "\n" not in line
        assert shipped.quote(passage.span).text in line
        assert find_reference(shipped, line) == passage.span


def test_an_anchor_alone_is_a_reference_too_and_a_question_is_none() -> None:
    written = anchor(REPORT, FIRST)
    assert anchor_in(f" {written}\n") == written
    assert find_reference(REPORT, written) == FIRST
    assert anchor_in(f"What does {written} mean?") is None
    assert find_reference(REPORT, "UNAMA?") is None


def test_where_the_anchor_fails_the_words_of_a_reference_are_looked_for() -> None:
    foreign = "“The mission left” – A [further:00000000.5-9.00000000.0000.0000]"
    assert find_reference(REPORT, foreign) == Span(51, 67)
    assert find_reference(REPORT, foreign.replace("left", "stayed")) is None


def test_moved_words_are_looked_for_as_long_as_a_long_report_needs_and_no_longer() -> None:
    text = "The mission opened a kitchen here. " * 30_000
    report = Report("b.txt", "B", text, ())
    for length in (10, 1000, 100_000, len(text) // 2):
        assert seconds(lambda written: find_anchor(report, written), f"00000000.0-{length}.00000000.0000.0000") < 2
    dashes = f"{'x – ' * 12_000}[further:00000000.0-10.00000000.0000.0000]"
    assert seconds(lambda written: find_reference(report, written), dashes) < 2


def test_words_that_are_known_are_found_wherever_they_moved_to_at_once(shipped: Report) -> None:
    moved = replace(shipped, text="A new foreword. " + shipped.text)
    for passage in passages(shipped):
        written = anchor(shipped, passage.span)
        found = find_words(moved, passage.quote.text, written)
        assert found == find_anchor(moved, written)
        assert find_words(moved, passage.quote.text + "!", written) is None
        assert find_words(shipped, passage.quote.text, written) == passage.span
    assert find_words(moved, "", "00000000.7-7.00000000.0000.0000") is None


def test_a_paragraph_as_long_as_its_document_is_cut_into_sentences_once() -> None:
    report = text_report(" ".join(f"They opened kitchen {number} in the north." for number in range(5000)), "b", "B")
    spans = [passage.span for passage in passages(report)]
    assert len(report.blocks) == 1

    def quoted(_: str) -> None:
        for span in spans:
            assert quote_of(report, span).text == report.quote(span).text

    assert seconds(quoted, "") < 2
