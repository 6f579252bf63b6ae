"""How deep each heading of a PDF stands: by the size of its letters, then by how it is numbered."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.pdf_headings import Piece, with_headings_settled
from corpus.report import Kind, Row

TITLE = (20.0, "Proposed budget of the mission")


def levels(*heads: tuple[float, str]) -> dict[str, int]:
    return {piece.text: piece.level for piece in with_headings_settled(pieces((TITLE, *heads)))}


def pieces(heads: Sequence[tuple[float, str]]) -> list[Piece]:
    return [Piece(Kind.HEADING, text, ((0, 1),), size) for size, text in heads]


def test_a_word_behind_programme_or_part_is_no_number() -> None:
    found = levels(
        (14.0, "Section 26 Refugees"), (14.0, "A. Programme plan"), (14.0, "Overall orientation"),
        (14.0, "Programme of work"), (12.0, "Subprogramme 1 Health"), (12.0, "Strategy"),
        (12.0, "Programme performance in 2025"), (12.0, "Subprogramme 2 Schools"), (12.0, "Part of the whole"),
    )  # fmt: skip
    assert found["Section 26 Refugees"] < found["A. Programme plan"] < found["Overall orientation"]
    assert found["Programme of work"] == found["Overall orientation"] < found["Subprogramme 1 Health"]
    assert found["Subprogramme 1 Health"] == found["Subprogramme 2 Schools"] < found["Strategy"]
    assert found["Programme performance in 2025"] == found["Part of the whole"] == found["Strategy"]


def test_what_is_counted_by_figures_romans_or_a_capital_is_a_part() -> None:
    found = levels(
        (14.0, "Annex II Maps"), (14.0, "PART IV Peace"), (14.0, "Section 29A Staff"), (14.0, "Chapter B Law")
    )
    assert len({level for text, level in found.items() if text != TITLE[1]}) == 1


@pytest.mark.parametrize(
    ("part", "no_part"),
    [
        ("Partie VI Droits", "Partie de droits"),
        ("Annexe II Cartes", "Annexes"),
        ("Sección 26 Refugiados", "Sección de refugiados"),
        ("Раздел 26 Беженцы", "Раздел о беженцах"),
        ("Приложение II", "Приложения"),
        ("الباب 26 اللاجئون", "الباب الأخير"),
        ("第26款 难民", "第三世界"),
        ("附件二 地图", "附件清单"),
        ("次级方案1 卫生", "方案工作"),
    ],
)
def test_parts_are_counted_in_the_languages_of_the_united_nations(part: str, no_part: str) -> None:
    found = levels((14.0, part), (14.0, "Overall orientation"), (14.0, no_part))
    assert found[part] < found["Overall orientation"] == found[no_part]


def test_an_i_behind_an_h_is_a_letter_and_one_before_an_a_a_roman_one() -> None:
    found = levels(
        (14.0, "I. Mandate"), (12.0, "G. Vacancies"), (12.0, "H. Flights"), (12.0, "I. Programmes"),
        (12.0, "J. Projects"), (14.0, "II. Money"), (12.0, "A. Overall"),
    )  # fmt: skip
    assert found["I. Mandate"] == found["II. Money"] < found["I. Programmes"]
    assert found["G. Vacancies"] == found["I. Programmes"] == found["J. Projects"] == found["A. Overall"]


def _line(text: str, *, bold: bool = False, slanted: bool = False, row: Row | None = None) -> Piece:
    return Piece(Kind.LINE, text, ((0, 1),), 8.5, row=row is not None, slanted=slanted, cells=row, bold=bold)


def _heading_a_part(*lines: Piece) -> list[str]:
    return [piece.text for piece in with_headings_settled([*pieces([TITLE]), *lines]) if piece.level == 1][1:]


def test_a_line_in_bold_or_italics_over_plain_ones_heads_a_part_of_them() -> None:
    lines = [_line("64/289 Coherence"), _line("80/233 Planning")]
    italic, bold = _line("Council decisions", slanted=True), _line("External factors", bold=True)
    assert _heading_a_part(italic, *lines, bold, *lines) == ["Council decisions", "External factors"]
    assert _heading_a_part(*lines, italic) == []
    assert _heading_a_part(_line("Council decisions"), *lines) == []


def test_several_lines_that_stand_over_one_part_head_it_together() -> None:
    heads = [_line("Component 2: support", bold=True), _line("Transport Section", bold=True)]
    assert _heading_a_part(*heads, _line("Vehicle Technician")) == ["Component 2: support", "Transport Section"]


def test_lines_of_one_face_throughout_head_nothing() -> None:
    lines = [_line(text, bold=True) for text in ("First", "Second", "Third")]
    assert _heading_a_part(*lines) == []


def test_the_head_of_a_column_heads_no_part_of_the_rows() -> None:
    row = Row("Deliverables", "", "Meetings", (("2027 planned", "4"),))
    rows = [_line("Meetings 4", row=row), _line("Books 4", row=row)]
    assert _heading_a_part(_line("2027 planned", slanted=True), *rows) == []
    assert _heading_a_part(_line("B. Knowledge", bold=True), *rows) == ["B. Knowledge"]
