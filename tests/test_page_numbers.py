"""Page numbers printed at a page's foot or head, on pages of a few lines that the tests draw themselves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.constants import PageLabelStyle

from corpus.opening import Opening
from corpus.pdf_file import read_pdf
from corpus.report import Report
from tests.test_pdf_file import FULL, LEFT, Drawn, column, draw, read, written


def labels(report: Report) -> list[str | None]:
    return [page.label for page in report.pages]


def sheet(place: int, foot: str = "", head: str = "") -> list[Drawn]:
    """The `place`th page: a sentence of its own, its foot and its head, where it has them."""
    around = [Drawn(foot, 300, 30, 8)] * bool(foot) + [Drawn(head, LEFT, 790, 8)] * bool(head)
    return [*around, *column(f"Part {'abcdefghijklm'[place]} {FULL}", "ends.")]


def sheets(feet: Sequence[str]) -> list[list[Drawn]]:
    return [sheet(place, foot) for place, foot in enumerate(feet)]


@pytest.mark.parametrize("shape", ["{}", "– {} –", "Page {}", "{}/4", "Page {} of 4", "26-01035 {}/4"])
def test_a_file_that_names_no_pages_has_the_numbers_printed_on_them(tmp_path: Path, shape: str) -> None:
    feet = ["", "", *(shape.format(number) for number in (1, 2, 3, 4))]
    report = read(tmp_path, *sheets(feet))
    assert labels(report)[2:] == ["1", "2", "3", "4"]
    assert "26-01035" not in report.text


@pytest.mark.parametrize("part", ["A-", "II-", "ES-", "3-", "3.", "B."])
def test_the_part_of_a_number_that_every_page_prints_is_in_its_label(tmp_path: Path, part: str) -> None:
    report = read(tmp_path, *sheets([f"{part}{number}" for number in (7, 8, 9)]))
    assert labels(report) == [f"{part}{number}" for number in (7, 8, 9)]


def test_front_matter_counts_in_roman_numerals(tmp_path: Path) -> None:
    assert labels(read(tmp_path, *sheets(["", "ii", "iii", "iv", "v", "1", "2", "3"]))) == [
        *("i", "ii", "iii", "iv", "v"),
        *("1", "2", "3"),
    ]


@pytest.mark.parametrize("shape", ["{}", "– {} –", "[{}]", "Harbour study | {}"])
@pytest.mark.parametrize("numbers", [("v", "vi", "vii", "viii"), ("V", "VI", "VII", "VIII")])
def test_roman_numerals_are_read_in_capitals_and_between_dashes(
    tmp_path: Path, shape: str, numbers: Sequence[str]
) -> None:
    report = read(tmp_path, *sheets([shape.format(number) for number in numbers]))
    assert labels(report) == list(numbers)
    assert "vi" not in report.text.casefold().split()


def test_a_page_of_a_stretch_that_prints_no_number_is_counted(tmp_path: Path) -> None:
    assert labels(read(tmp_path, *sheets(["7", "8", "", "10", "11"]))) == ["7", "8", "9", "10", "11"]


@pytest.mark.parametrize(("first", "last"), [(3, 3), (4, 5), (6, 6), (1, 2)])
def test_a_part_of_a_file_has_the_numbers_and_the_words_that_it_has_in_the_whole(
    tmp_path: Path, first: int, last: int
) -> None:
    path = written(tmp_path, *(sheet(place, foot, "Harbour study") for place, foot in enumerate(["", "", *"1234"])))
    whole = read_pdf(path, "report.pdf")
    heard: list[tuple[int, int]] = []
    part = read_pdf(path, "report.pdf", lambda *told: heard.append(told), Opening(first=first, last=last))
    assert labels(part) == labels(whole)[first - 1 : last]
    begin = whole.pages[first - 1].start
    end = whole.pages[last].start if last < len(whole.pages) else len(whole.text)
    assert part.text == whole.text[begin:end].strip()
    assert heard == [(done, last + 1 - first) for done in range(1, last + 2 - first)]


def test_pages_that_are_missing_break_no_count(tmp_path: Path) -> None:
    report = read(tmp_path, *sheets(["1", "2", "3", "6", "7", "8"]))
    assert labels(report) == ["1", "2", "3", "6", "7", "8"]
    assert not any(line.isdigit() for line in report.text.splitlines())


@pytest.mark.parametrize(
    ("feet", "told"),
    [
        (["", "1", "2", "3"], ["[1]", "1", "2", "3"]),
        (["", "", "1", "2", "3"], ["[1]", "[2]", "1", "2", "3"]),
        (["", "", "i", "ii", "iii"], [None, None, "i", "ii", "iii"]),
        (["", "A-1", "A-2", "A-3"], [None, "A-1", "A-2", "A-3"]),
    ],
)
def test_a_page_without_a_number_is_not_taken_for_the_one_that_prints_its_place(
    tmp_path: Path, feet: Sequence[str], told: list[str | None]
) -> None:
    report = read(tmp_path, *sheets(feet))
    assert labels(report) == told
    assert report.quote(report.blocks[0].span).pages == (told[0] or "1")


def test_what_stands_behind_the_last_printed_number_has_none(tmp_path: Path) -> None:
    assert labels(read(tmp_path, *sheets(["7", "8", "9", "", ""]))) == ["7", "8", "9", None, None]


def test_numbers_that_do_not_count_the_pages_are_no_page_numbers(tmp_path: Path) -> None:
    drawn = [sheet(place, "Harbour notes 2019", "A/80/605") for place in range(4)]
    assert labels(read(tmp_path, *drawn)) == [None] * 4


def test_what_the_file_calls_its_pages_comes_before_what_they_print(tmp_path: Path) -> None:
    writer = PdfWriter()
    for drawn in sheets(["1", "2", "3"]):
        draw(writer, drawn)
    writer.set_page_label(0, 2, PageLabelStyle.LOWERCASE_ROMAN)
    writer.write(tmp_path / "a.pdf")
    assert labels(read_pdf(tmp_path / "a.pdf", "a.pdf")) == ["i", "ii", "iii"]


def test_a_quote_over_two_pages_names_both_as_printed(tmp_path: Path) -> None:
    texts = [f"They met {FULL}", "which ends here.", "It rained."]
    report = read(tmp_path, *[[Drawn(str(31 + place), 300, 30, 8), *column(text)] for place, text in enumerate(texts)])
    quote = report.quote(report.blocks[0].span)
    assert (quote.pages, quote.page, quote.last_page) == ("31–32", 1, 2)
