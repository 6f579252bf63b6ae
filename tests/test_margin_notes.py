"""Notes in the margin beside numbered paragraphs, on pages of a few lines that the tests draw themselves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.report import Report
from tests.test_pdf_file import FULL, LEFT, TOP, Drawn, column, read, words
from tests.test_pdf_tables import with_lines

SHORT = FULL[:60].strip()


def paragraph(number: str, top: float, at: float = 25) -> list[Drawn]:
    """A number, the words behind it, and two lines that go on at the number's edge."""
    lines = [Drawn(f"The council met {SHORT[:45]}", LEFT + at, top), *column(SHORT, "ended here.", top=top - 12)]
    return [Drawn(number, LEFT, top), *lines]


def numbered(report: Report) -> dict[str, str]:
    return {block.number: report.quote(block.span).text for block in report.blocks}


PLACES = [0, 1, 2, 4]  # before the number, between it and its words, behind these, behind the paragraph


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("size", [7.0, 10.0])
@pytest.mark.parametrize("x", [18.0, 480.0])
@pytest.mark.parametrize("note", [("Wells",), ("Wells of", "the north"), ("An annex",)])
def test_a_note_in_the_margin_leaves_a_number_with_its_paragraph(
    tmp_path: Path, note: Sequence[str], x: float, size: float, place: int
) -> None:
    first = paragraph("12.", TOP)
    drawn = [*first[:place], *column(*note, x=x, size=size), *first[place:], *paragraph("13.", TOP - 60)]
    report = read(tmp_path, drawn)
    said = f"The council met {SHORT[:45].strip()} {SHORT} ended here."
    assert numbered(report) == {"12.": said, "13.": said, "": " ".join(note)}


@pytest.mark.parametrize("place", PLACES)
def test_a_note_before_a_lettered_point_leaves_it_whole(tmp_path: Path, place: int) -> None:
    first = paragraph("(a)", TOP)
    drawn = [*first[:place], Drawn("Wells", 20, TOP, 7), *first[place:], *paragraph("(b)", TOP - 60)]
    assert any(each.startswith("(a) The council met") and "Wells" not in each for each in words(read(tmp_path, drawn)))


def test_a_note_a_little_higher_than_its_number_is_one(tmp_path: Path) -> None:
    drawn = [*paragraph("12.", TOP), Drawn("Wells", 20, TOP + 3, 7), *paragraph("13.", TOP - 60)]
    assert set(numbered(read(tmp_path, drawn))) == {"12.", "13.", ""}


def status(*states: str) -> list[Drawn]:
    """Numbered paragraphs with a word beside each, as cells of a table have them."""
    drawn: list[Drawn] = []
    for row, state in enumerate(states):
        number, first, *rest = paragraph(f"{row + 1}.", TOP - 40 * row)
        drawn += [number, first, Drawn(state, 480, TOP - 40 * row), *rest]
    return drawn


def test_what_stands_beside_most_numbers_in_letters_as_large_is_a_cell(tmp_path: Path) -> None:
    assert not {"Closed", "Open"} & set(words(read(tmp_path, status("Closed", "Open", "Closed", "Open"))))


def test_what_an_upright_line_parts_from_a_number_is_a_cell(tmp_path: Path) -> None:
    drawn = [*column("Wells", x=20, size=7), *paragraph("12.", TOP), *paragraph("13.", TOP - 60)]
    assert "Wells" in words(read(tmp_path, drawn))
    assert "Wells" not in words(with_lines(tmp_path, drawn, [(62, TOP - 50, TOP + 10)]))


@pytest.mark.parametrize("figure", ["12", "4.5", "–"])
def test_a_figure_beside_a_number_is_no_note(tmp_path: Path, figure: str) -> None:
    first = paragraph("12.", TOP)
    drawn = [*first[:2], Drawn(figure, 480, TOP, 7), *first[2:], *paragraph("13.", TOP - 60)]
    assert figure not in words(read(tmp_path, drawn))
