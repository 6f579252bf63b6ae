"""Plain text in: paragraphs at empty lines, lists, and headings only where a line looks like one."""

from __future__ import annotations

import pytest

from corpus.report import Kind, Report
from corpus.text_file import text_report


def read(source: str) -> Report:
    return text_report(source, "a.txt", "a")


def blocks(source: str) -> list[tuple[str, str]]:
    """(kind, words) of each block."""
    report = read(source)
    return [(block.kind.value, report.quote(block.span).text) for block in report.blocks]


def test_empty_lines_and_form_feeds_set_paragraphs_apart() -> None:
    assert read("One\ngoes on.\n \nTwo.\fThree.\n").text == "One goes on.\n\nTwo.\n\nThree."


@pytest.mark.parametrize("line", ["CASE STUDIES", "IV. Findings of the study", "2.1 Scope", "Success Factors"])
def test_a_line_of_its_own_that_looks_like_a_heading_is_one(line: str) -> None:
    assert blocks(f"{line}\n\nThe words of it.") == [("heading", line), ("paragraph", "The words of it.")]


@pytest.mark.parametrize("line", ["as printed by the mission", "The mission left.", "LEFT OPEN:", "X" * 91])
def test_a_line_that_does_not_look_like_a_heading_is_none(line: str) -> None:
    assert blocks(f"{line}\n\nThe words.")[0][0] != "heading"


def test_the_first_heading_names_the_report_and_stands_above_the_others() -> None:
    report = read("THE STUDY\n\nWords.\n\nSCOPE\n\nMore words.")
    assert report.title == "THE STUDY"
    assert report.words_of(report.blocks[-1].headings) == ("THE STUDY", "SCOPE")


def test_without_a_heading_the_title_given_stands_in() -> None:
    assert read("The words.").title == "a"


@pytest.mark.parametrize(
    ("first", "second"),
    [("- ", "- "), ("• ", "• "), ("1. ", "2. "), ("(a) ", "(b) "), ("i) ", "ii) "), ("9. ", "10. ")],
)
def test_bullets_and_numbers_of_a_list_are_dropped(first: str, second: str) -> None:
    assert blocks(f"They did:\n{first}this\nand that\n{second}more") == [
        ("paragraph", "They did:"),
        ("item", "this and that"),
        ("item", "more"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "The component was led by\nMr. Talbi of the mission.",
        "What they saw there was\nbig. Then it fell.",
        "The team spoke to staff of missions in\n12. All agreed.",
        "They went to the capital and so did\nI. Then we left.",
    ],
)
def test_a_line_that_only_happens_to_begin_with_a_stop_loses_no_word(source: str) -> None:
    assert read(source).text == source.replace("\n", " ")


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("The commu-\nnity kitchens opened.", "The community kitchens opened."),
        ("The commu\u00ad\nnity kitchens opened.", "The community kitchens opened."),
        ("A COVID-\n19 ward opened.", "A COVID-19 ward opened."),
        ("A non-\ngovernmental ward with twenty-\none nurses.", "A non-governmental ward with twenty-one nurses."),
        ("A follow-up came. The follow-\nup was long.", "A follow-up came. The follow-up was long."),
        ("The follow-\nup of a long-\nterm plan.", "The follow-up of a long-term plan."),
        ("Troop-\nand police units.", "Troop- and police units."),
        ("会议在港口举行，\n他们谈到每个\n村庄。", "会议在港口举行，他们谈到每个村庄。"),
    ],
)
def test_a_word_broken_at_a_line_end_is_whole_and_keeps_a_real_hyphen(lines: str, sentence: str) -> None:
    assert text_report(lines, "a.txt", "a").text == sentence


def test_a_paragraphs_number_stands_before_its_words_and_is_none_of_them() -> None:
    report = text_report("12. The mission left. It had\nstayed a year.\n\n1. kitchens\n2. wells", "a.txt", "a")
    assert [(b.number, report.quote(b.span).text) for b in report.blocks] == [
        ("12.", "The mission left. It had stayed a year."),
        ("1.", "kitchens"),
        ("2.", "wells"),
    ]
    assert report.text.startswith("12. The mission")


@pytest.mark.parametrize("source", ["The\n\n1. \xa0\n", "a)\n\nWords.\n", "7.\n"])
def test_a_number_that_numbers_nothing_is_what_stands_there(source: str) -> None:
    report = text_report(source, "a.txt", "a")
    assert all(report.text[block.span.start : block.span.end] for block in report.blocks)


def test_points_under_a_paragraph_are_points_of_it() -> None:
    source = "25. Aims:\n\n(a) to light lamps,\nall of them;\n\n(b) to mend pumps:\n\n(i) at night;\n\n(ii) by day."
    report = read(source)
    assert [(block.kind, block.point, report.quote(block.span).text) for block in report.blocks[1:]] == [
        (Kind.ITEM, "25 (a)", "to light lamps, all of them;"),
        (Kind.ITEM, "25 (b)", "to mend pumps:"),
        (Kind.ITEM, "25 (b) (i)", "at night;"),
        (Kind.ITEM, "25 (b) (ii)", "by day."),
    ]


@pytest.mark.parametrize("notes", ["[1] See the ledger.\n[2] Ibid.", "[1] See the\nledger.\n\n[2] Ibid."])
def test_notes_stand_apart_with_their_numbers(notes: str) -> None:
    report = text_report(f"They met.[1] They left.[2]\n\n{notes}", "a.txt", "a")
    assert [(block.number, report.quote(block.span).text) for block in report.blocks] == [
        ("", "They met.[1] They left.[2]"),
        ("1", "See the ledger."),
        ("2", "Ibid."),
    ]


def test_lines_longer_than_any_that_are_wrapped_are_paragraphs() -> None:
    long = f"The mission opened kitchens in the north{' and in the south' * 7}."
    report = read(f"{long}\nIt left.\n")
    assert [report.quote(block.span).text for block in report.blocks] == [long, "It left."]


def test_one_real_hyphen_does_not_make_all_line_ends_real_ones() -> None:
    lines = "The com-\nmunity kept its well-\nknown wells for the vil-\nlage. Well-known wells were kept.\n"
    assert text_report(lines, "a.txt", "A").text == (
        "The community kept its well-known wells for the village. Well-known wells were kept."
    )


def test_notes_under_raised_figures_and_signs_stand_apart_with_them() -> None:
    source = "The council met¹ in May.* It agreed† on keys.\n\n¹ See the ledger.\n* Resumed from\n2022.\n† A draft.\n"
    report = text_report(source, "a.txt", "A")
    assert [(one.number, report.text[one.span.start : one.span.end]) for one in report.blocks[1:]] == [
        ("1", "See the ledger."),
        ("*", "Resumed from 2022."),
        ("†", "A draft."),
    ]


@pytest.mark.parametrize("source", ["The keys* were cut.\n\n* one\n* two\n", "The keys were cut.\n\n* one key\n"])
def test_points_under_stars_are_points(source: str) -> None:
    report = text_report(source, "a.txt", "A")
    assert {one.kind for one in report.blocks[1:]} == {Kind.ITEM}
