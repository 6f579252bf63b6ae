"""Exact words are found wherever they stand; near misses are refused."""

from __future__ import annotations

import pytest

from assistant.checking.verbatim import CLOSING, LEFT_OUT, Verbatim
from corpus.markdown_file import markdown_report
from corpus.report import Report

TEXT = """# Report

## Findings

The study team conducted 131 interviews—all confidential—with staff. It “found support” for the mission’s work.

The cost was 12,000 dollars. Human rights work goes on.

## Lists

- Combating hate speech on social media

## More

- Combating hate speech on social media
"""


@pytest.fixture(scope="module")
def report() -> Report:
    return markdown_report(TEXT, "report.md", "Report")


def found(report: Report, words: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(report.quote(exact.span).text, exact.differences) for exact in Verbatim(report).places(words)]


def test_words_as_printed_are_found_without_a_difference(report: Report) -> None:
    assert found(report, "conducted 131 interviews") == [("conducted 131 interviews", ())]


def test_words_that_stand_twice_are_found_twice(report: Report) -> None:
    assert [words for words, _ in found(report, "hate speech on social media")] == ["hate speech on social media"] * 2


@pytest.mark.parametrize(
    ("words", "differences"),
    [
        ("131 interviews - all confidential - with staff", ("dash", "white space")),
        ('it "found support" for the mission\'s work', ("quotation marks", "capital letters")),
        ("the  cost\nwas 12,000", ("white space", "capital letters")),
        ("131 interviews […] with staff", (LEFT_OUT,)),
    ],
)
def test_a_difference_in_shape_alone_is_exact_and_named(
    report: Report, words: str, differences: tuple[str, ...]
) -> None:
    named = [name for _, name in found(report, words)]
    if LEFT_OUT in differences:
        assert named == []  # two words on a side are too few
    else:
        assert named == [differences]


def test_words_left_out_are_exact_within_a_section_with_three_words_on_each_side(report: Report) -> None:
    assert [name for _, name in found(report, "The study team […] for the mission’s work")] == [(LEFT_OUT,)]
    assert [name for _, name in found(report, "the study team [. . .] the cost was")] == [("capital letters", LEFT_OUT)]


@pytest.mark.parametrize(
    "words",
    [
        "study team […] for the mission’s work",
        "human rights work goes on […] combating hate speech on social media",
        "for the mission’s work […] the study team conducted",
    ],
)
def test_words_left_out_with_less_around_or_across_sections_or_backwards_are_refused(
    report: Report, words: str
) -> None:
    assert found(report, words) == []


@pytest.mark.parametrize(
    "words", ["31 interviews", "cost was 12", "000 dollars", "uman rights work", "human right", "…", "131 interviews,"]
)
def test_a_cut_through_a_word_or_a_figure_is_refused(report: Report, words: str) -> None:
    expected = [("131 interviews", (CLOSING,))] if words.endswith(",") else []
    assert found(report, words) == expected


def test_the_drafts_own_full_stop_before_the_closing_mark_is_named(report: Report) -> None:
    assert found(report, "“conducted 131 interviews.”") == [("conducted 131 interviews", (CLOSING,))]


def test_a_word_that_a_line_end_cut_is_read_whole(report: Report) -> None:
    assert found(report, "The study team con-\nducted 131") == [("The study team conducted 131", ())]
