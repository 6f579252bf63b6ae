"""Rows of tables with what stands over each figure, on pages of a few lines that the tests draw themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from assistant.answer import Answer, Status
from assistant.answer_json import quote_object
from assistant.citation import cite
from assistant.cli.answer_text import answer_text
from assistant.query.parsing import parse
from assistant.screens.chips import Chips
from corpus.passages import passages
from corpus.pdf_file import read_pdf
from corpus.pdf_lines import lines_of
from corpus.pdf_runs import Fragment
from corpus.pdf_tables import labelled
from corpus.report import Kind, Report, Row
from corpus.typesetting import CAPTION
from tests.test_pdf_file import FULL, LEFT, Drawn, column, draw, read

RIGHTS = (300.0, 400.0, 500.0)
TITLE = "Table 1 Aircraft of the harbour mission"
UNIT = "(Flying hours of a year)"
HEADS = (("2025/26", "approved"), ("2026/27", "proposed"), ("Variance",))
ROWS = (("Helicopters", "4 200", "4 444", "244"), ("Fixed-wing aircraft", "1 250.5", "–", "(1 250.5)"))


def raised(letter: str, x: float, y: float) -> Drawn:
    return Drawn(letter, x, y, 4.5)


def to_the_right(text: str, right: float, y: float, size: float = 8.0) -> Drawn:
    """In Helvetica, by the letters' own widths: digits half an em and a little."""
    width = sum(0.278 if char in " .,()[]/" else 0.889 if char == "%" else 0.556 for char in text) * size
    return Drawn(text, right - width, y, size)


def table(
    rows: Sequence[Sequence[str]] = ROWS,
    heads: Sequence[Sequence[str]] = HEADS,
    *,
    title: str = TITLE,
    unit: str = UNIT,
    rights: Sequence[float] = RIGHTS,
) -> list[Drawn]:
    drawn = [*column(f"They flew {FULL}.", top=740), Drawn(title, LEFT, 700), Drawn(unit, LEFT, 688, 7)]
    for words, right in zip(heads, rights, strict=True):
        drawn += [to_the_right(word, right, 670 - 9 * at, 7) for at, word in enumerate(words)]
    for at, (label, *figures) in enumerate(rows):
        drawn.append(Drawn(label, LEFT, 640 - 12 * at, 8))
        drawn += [to_the_right(figure, right, 640 - 12 * at) for figure, right in zip(figures, rights, strict=False)]
    return [part for part in drawn if part.text]


def rows_of(report: Report) -> list[Row]:
    return [block.row for block in report.blocks if block.row]


def test_each_figure_of_a_row_is_known_by_what_stands_over_it(tmp_path: Path) -> None:
    helicopters, aircraft = rows_of(read(tmp_path, table()))
    heads = ("2025/26 approved", "2026/27 proposed", "Variance")
    assert helicopters == Row(TITLE, UNIT.strip("()"), "Helicopters", tuple(zip(heads, ROWS[0][1:], strict=True)))
    assert aircraft.cells == tuple(zip(heads, ROWS[1][1:], strict=True))
    assert helicopters.read_out == (
        "Helicopters — 2025/26 approved: 4 200; 2026/27 proposed: 4 444; Variance: 244 (Flying hours of a year)"
    )


def test_a_row_is_quoted_as_printed_and_read_out_beside_it(tmp_path: Path) -> None:
    report = read(tmp_path, table())
    row = next(passage for passage in passages(report) if passage.quote.row)
    assert report.text[row.span.start : row.span.end] == row.quote.text == "Helicopters 4 200 4 444 244"
    found = quote_object(cite(report, row.span))["row"]
    assert found["label"] == "Helicopters"
    assert found["cells"][1] == {"head": "2026/27 proposed", "text": "4 444"}


def test_a_passage_knows_what_stands_over_its_row(tmp_path: Path) -> None:
    found = {passage.quote.text: passage.beside for passage in passages(read(tmp_path, table()))}
    assert found["Helicopters 4 200 4 444 244"] == (
        TITLE,
        UNIT.strip("()"),
        "2025/26 approved",
        "2026/27 proposed",
        "Variance",
    )
    assert found[f"They flew {FULL}."] == ()


def test_a_figure_in_brackets_behind_another_is_one_with_it(tmp_path: Path) -> None:
    *drawn, last = table((*ROWS, ("Boats", "1", "3", "2")))
    boats = rows_of(read(tmp_path, [*drawn, Drawn("[4]", RIGHTS[1] + 6, last.y, 8), last]))[-1]
    assert [figure for _, figure in boats.cells] == ["1", "3 [4]", "2"]


def test_a_figure_in_brackets_behind_a_dash_and_a_drawn_space_is_one_with_it(tmp_path: Path) -> None:
    *drawn, last = table((*ROWS, ("Boats", "1", "–", "2")))
    beside = [Drawn(" ", RIGHTS[1], last.y, 8), Drawn("[4]", RIGHTS[1] + 2, last.y, 8)]
    boats = rows_of(read(tmp_path, [*drawn, *beside, last]))[-1]
    assert [figure for _, figure in boats.cells] == ["1", "– [4]", "2"]


def in_three_runs(figure: str, right: float, y: float) -> list[Drawn]:
    """Thousands, a space and the rest, as some programs draw a space that does not break."""
    before, after = figure.split(" ")
    rest = to_the_right(after, right, y)
    space = Drawn(" ", rest.x - 2.2, y, 8)
    return [Drawn(before, space.x - 4.45 * len(before), y, 8), space, rest]


def test_a_figure_in_runs_of_its_own_is_one_figure_under_one_head(tmp_path: Path) -> None:
    drawn = [part for part in table((("Boats", "12", "14", "2"),)) if part.y != 640 or part.text == "Boats"]
    for at, figures in enumerate((("3 895.6", "2 667.8", "1 100.1"), ("1 250.0", "7 300.0", "6 050.0"))):
        drawn += [
            part
            for figure, right in zip(figures, RIGHTS, strict=True)
            for part in in_three_runs(figure, right, 640 - 12 * at)
        ]
    drawn.append(Drawn("Tents", LEFT, 628, 8))
    boats, tents = rows_of(read(tmp_path, sorted(drawn, key=lambda part: (-part.y, part.x))))
    assert [figure for _, figure in boats.cells] == ["3 895.6", "2 667.8", "1 100.1"]
    assert [figure for _, figure in tents.cells] == ["1 250.0", "7 300.0", "6 050.0"]


@pytest.mark.parametrize(
    "caption",
    ["Tableau 1", "Cuadro 1", "Таблица 1", "表1", "الجدول 1"],
)
def test_tables_are_called_so_in_six_languages(caption: str) -> None:
    assert CAPTION.match(f"{caption} Aircraft")
    assert not CAPTION.match(f"{caption[:-1]}Aircraft")


def test_a_label_of_two_lines_is_whole_beside_its_figures(tmp_path: Path) -> None:
    rows = (
        (*ROWS[0][:1], "4 200", "4 444", "244"),
        ("Facilities of the", "", "", ""),
        ("northern harbour", "7", "8", "9"),
    )
    harbour = rows_of(read(tmp_path, table(rows)))[-1]
    assert harbour.label == "Facilities of the northern harbour"
    assert [figure for _, figure in harbour.cells] == ["7", "8", "9"]


def test_a_row_whose_heads_are_not_known_is_no_string_of_figures_to_quote(tmp_path: Path) -> None:
    report = read(tmp_path, table(heads=((), (), ())))
    assert rows_of(report) == []
    assert "Helicopters 4 200 4 444 244" in report.text
    assert not any("Helicopters" in passage.quote.text for passage in passages(report))
    assert any(passage.quote.text.startswith(TITLE) for passage in passages(report))


@pytest.mark.parametrize(
    "label", [("1.", "Flights to the north"), ("Flights", "(number of hours)"), ("12.", "Flights", "(number)")]
)
def test_a_rows_label_may_stand_in_several_parts(tmp_path: Path, label: tuple[str, ...]) -> None:
    parts = [Drawn(text, x, 640, 8) for text, x in zip(label, (LEFT, LEFT + 40, LEFT + 130), strict=False)]
    drawn = [each for part in table() for each in (parts if part.text == "Helicopters" else [part])]
    flights = rows_of(read(tmp_path, drawn))[0]
    assert flights.label == " ".join(label)
    assert [figure for _, figure in flights.cells] == ["4 200", "4 444", "244"]


@pytest.mark.parametrize("figure", ["3 [5]", "1 200 [1 350]", "[12]"])
def test_what_was_planned_before_stands_in_brackets_in_a_cell(tmp_path: Path, figure: str) -> None:
    first, *_ = rows_of(read(tmp_path, table([("Helicopters", "4", figure, "1"), ROWS[1]])))
    assert first.cells[1] == ("2026/27 proposed", figure)


PAIRS = ("$340.5", "46.9%", "($313.2)", "(8.1%)")


@pytest.mark.parametrize("rows", [[("Official travel", *PAIRS)], [("Travel", *PAIRS), ("Supplies", *PAIRS)]])
def test_one_head_stands_over_an_amount_and_its_share(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    drawn = table(rows, ((), (), (), ()), rights=(250, 300, 400, 450), title="Official travel", unit="")
    drawn[2:2] = [Drawn(f"{years} variance", x, 665, 7) for years, x in (("2024/25", 220), ("2026/27", 370))]
    first, *_ = rows_of(read(tmp_path, drawn))
    assert first.cells == tuple(zip(["2024/25 variance"] * 2 + ["2026/27 variance"] * 2, PAIRS, strict=True))


def test_a_word_that_a_line_breaks_below_a_table_is_none_of_its_rows(tmp_path: Path) -> None:
    drawn = table([("Travel", *PAIRS)], ((), (), (), ()), rights=(250, 300, 400, 450), title="Official travel", unit="")
    drawn[2:2] = [Drawn(f"{years} variance", x, 665, 7) for years, x in (("2024/25", 220), ("2026/27", 370))]
    below = [
        Drawn(f"They flew {FULL} with contingent", LEFT, 610, 8),
        Drawn("-", 408, 610, 8),
        Drawn("owned boats.", LEFT, 598, 8),
    ]
    assert [row.label for row in rows_of(read(tmp_path, [*drawn, *below]))] == ["Travel"]


def test_one_head_over_two_amounts_says_nothing_of_them(tmp_path: Path) -> None:
    rows = [("Travel", "340.5", "46.9", "313.2", "8.1"), ("Supplies", "30.5", "6.9", "13.2", "18.1")]
    drawn = table(rows, ((), (), (), ()), rights=(250, 300, 400, 450), title="Official travel", unit="")
    drawn[2:2] = [Drawn(f"{years} variance", x, 665, 7) for years, x in (("2024/25", 220), ("2026/27", 370))]
    assert rows_of(read(tmp_path, drawn)) == []


def test_a_row_is_read_out_below_the_quotation(tmp_path: Path) -> None:
    report = read(tmp_path, table())
    row = next(passage for passage in passages(report) if passage.quote.row)
    citation = cite(report, row.span)
    assert "Helicopters — 2025/26 approved: 4 200;" in Chips((report,)).row(citation)
    answer = Answer("?", parse("?"), "en", Status.ANSWERED, None, "", (citation,), (), None, None, None, 1.0, 1.0)
    shown = answer_text(answer).splitlines()
    assert shown[0] == "[1] “Helicopters 4 200 4 444 244”"
    assert shown[1].strip().startswith("Helicopters — 2025/26 approved: 4 200;")


@pytest.mark.parametrize("left", [385, 425])  # over the edge of the two, or between them
def test_a_head_over_two_columns_belongs_to_both(tmp_path: Path, left: float) -> None:
    drawn = [Drawn("Variance", left, 679, 7), *table(heads=(("2025/26",), ("Amount",), ("Percentage",)))[3:]]
    assert [head for head, _ in rows_of(read(tmp_path, drawn))[0].cells] == [
        "2025/26",
        "Variance Amount",
        "Variance Percentage",
    ]


SEATS = (("Northern coast", "3", "4", "5", "6"), ("Eastern hills", "7", "8", "", "9"), ("The south", "", "2", "1", "4"))
SEATS_AT = (200.0, 240.0, 280.0, 320.0)


def seats(*over: tuple[str, float], names: Sequence[str] = ("Won", "Lost", "Won", "Lost")) -> list[Drawn]:
    """Figures at the left edges of their columns, under `names`, and what stands at which place over these."""
    drawn = [*column(f"They met {FULL}.", top=740), Drawn(TITLE, LEFT, 700)]
    drawn += [Drawn(text, x, 680, 8) for text, x in over]
    drawn += [Drawn(name, x, 664, 8) for name, x in zip(names, SEATS_AT, strict=True)]
    for at, (label, *figures) in enumerate(SEATS):
        drawn.append(Drawn(label, LEFT, 640 - 12 * at, 8))
        drawn += [Drawn(text, x, 640 - 12 * at, 8) for text, x in zip(figures, SEATS_AT, strict=True) if text]
    return drawn


@pytest.mark.parametrize("shift", [0.0, 18.0, 30.0])  # at the beginning of the two, in their middle, at their end
def test_a_head_stands_over_as_many_columns_as_come_before_their_heads_repeat(tmp_path: Path, shift: float) -> None:
    rows = rows_of(read(tmp_path, seats(("2016", 200 + shift), ("2021", 280 + shift))))
    heads = ("2016 Won", "2016 Lost", "2021 Won", "2021 Lost")
    assert [dict(row.cells) for row in rows] == [
        {head: figure for head, figure in zip(heads, figures, strict=True) if figure} for _, *figures in SEATS
    ]


@pytest.mark.parametrize(
    "over",
    [
        (),
        (("2016", 218.0),),
        (("2016", 200.0), ("2018", 240.0), ("2021", 298.0)),
        (("2016", 218.0), ("2021", 258.0)),  # both stand over the first two
    ],
)
def test_heads_that_repeat_under_none_that_tell_them_apart_say_nothing(
    tmp_path: Path, over: Sequence[tuple[str, float]]
) -> None:
    assert rows_of(read(tmp_path, seats(*over))) == []


SIX = ("Plan", "Real", "Rest", "Aim", "Fact", "Gap")
SIX_AT = (200.0, 250.0, 300.0, 350.0, 400.0, 450.0)


def grouped(*over: tuple[str, float], names: Sequence[str] = SIX, apart: float = 16) -> list[Drawn]:
    """Figures at the left edges of their columns, under `names`, and what stands `apart` points over these."""
    drawn = [*column(f"They met {FULL}.", top=740), Drawn(TITLE, LEFT, 700)]
    drawn += [Drawn(text, x, 664 + apart, 8) for text, x in over]
    drawn += [Drawn(name, x, 664, 8) for name, x in zip(names, SIX_AT, strict=False)]
    for row, label in enumerate(("Northern coast", "Eastern hills", "The south")):
        drawn.append(Drawn(label, LEFT, 640 - 12 * row, 8))
        drawn += [Drawn(f"{10 * row + at}", x, 640 - 12 * row, 8) for at, x in enumerate(SIX_AT[: len(names)])]
    return drawn


def heads_of(folder: Path, drawn: Sequence[Drawn]) -> list[str]:
    return [head for head, _ in rows_of(read(folder, drawn))[0].cells]


@pytest.mark.parametrize("shift", [0.0, 45.0])  # at the beginning of the three, over their middle
@pytest.mark.parametrize("names", [SIX, ("Posts", "Costs", "Fuel", "Staff", "Rent", "Food")])
def test_heads_over_groups_stand_over_each_column_of_as_many(
    tmp_path: Path, names: Sequence[str], shift: float
) -> None:
    drawn = grouped(("2025/26", 200 + shift), ("2026/27", 350 + shift), names=names)
    assert heads_of(tmp_path, drawn) == [
        f"{'2025/26' if at < 3 else '2026/27'} {name}" for at, name in enumerate(names)
    ]


@pytest.mark.parametrize(
    "over",
    [
        (("2025/26", 200.0),),  # how far it reaches nothing says
        (("2025/26", 250.0), ("2026/27", 350.0)),
        (("2025/26", 200.0), ("2026/27", 300.0)),
    ],
)
def test_a_head_is_lent_to_no_column_that_it_may_not_reach(tmp_path: Path, over: Sequence[tuple[str, float]]) -> None:
    begins = {x: text for text, x in over}
    said = heads_of(tmp_path, grouped(*over))
    assert said == [f"{begins.get(x, '')} {name}".strip() for x, name in zip(SIX_AT, SIX, strict=True)]


GROUPS = [f"{'2025/26' if at < 2 else '2026/27'} {name}" for at, name in enumerate(SIX)]


@pytest.mark.parametrize(
    "lines",
    [
        [(198.0, 285.0), (298.0, 485.0)],
        [(198.0, 244.0), (245.0, 285.0), *((at, at + 48.0) for at in (298.0, 347.0, 396.0, 445.0))],  # cell by cell
    ],
)
def test_a_head_over_a_level_line_of_its_own_stands_over_all_columns_below_that(
    tmp_path: Path, lines: Sequence[tuple[float, float]]
) -> None:
    drawn = grouped(("2025/26", 225.0), ("2026/27", 375.0))
    report = with_lines(tmp_path, drawn, [(left, 676.0, 676.0, right) for left, right in lines])
    assert [head for head, _ in rows_of(report)[0].cells] == GROUPS


@pytest.mark.parametrize(
    "lines",
    [
        [(LEFT, 500.0)],  # under all heads
        [(198.0, 485.0)],  # under two
        [(198.0, 244.0), (375.0, 400.0)],  # over one column each
    ],
)
def test_a_level_line_that_is_not_one_heads_lends_it_to_no_column(
    tmp_path: Path, lines: Sequence[tuple[float, float]]
) -> None:
    drawn = grouped(("2025/26", 200.0), ("2026/27", 300.0))
    before = heads_of(tmp_path, drawn)
    report = with_lines(tmp_path, drawn, [(left, 676.0, 676.0, right) for left, right in lines])
    assert [head for head, _ in rows_of(report)[0].cells] == before


def test_the_first_line_of_a_head_is_lent_to_no_other_column(tmp_path: Path) -> None:
    drawn = grouped(("Last", 200.0), ("Next", 350.0), apart=9.6)
    assert heads_of(tmp_path, drawn) == ["Last Plan", "Real", "Rest", "Next Aim", "Fact", "Gap"]


def with_lines(folder: Path, drawn: Sequence[Drawn], lines: Sequence[tuple[float, ...]]) -> Report:
    """The page with lines: (x, low, high) of each upright one, (x, y, y, end) of each level one."""
    writer = PdfWriter()
    page = draw(writer, drawn)
    stream = DecodedStreamObject()
    contents = page.get_contents()
    assert contents is not None
    strokes = "\n".join(f"{x} {low} m {(end or [x])[0]} {high} l S" for x, low, high, *end in lines)
    stream.set_data(f"{strokes}\n".encode() + contents.get_data())
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.write(folder / "report.pdf")
    return read_pdf(folder / "report.pdf", "report.pdf")


NAMES = ("Won", "Lost", "Kept", "Gone")
BETWEEN = (195.0, 235.0, 275.0, 315.0, 355.0)
GRID = [(x, 610.0, 692.0 if place % 2 == 0 else 675.0) for place, x in enumerate(BETWEEN)]


@pytest.mark.parametrize("shift", [0.0, 18.0, 55.0])
def test_upright_lines_say_over_which_columns_a_head_stands(tmp_path: Path, shift: float) -> None:
    drawn = seats(("2016", 200 + shift), ("2021", 280 + shift), names=NAMES)
    rows = rows_of(with_lines(tmp_path, drawn, GRID))
    heads = ("2016 Won", "2016 Lost", "2021 Kept", "2021 Gone")
    assert [dict(row.cells) for row in rows] == [
        {head: figure for head, figure in zip(heads, figures, strict=True) if figure} for _, *figures in SEATS
    ]


@pytest.mark.parametrize(
    ("runs", "uprights", "cut"),
    [
        ([("Actual ", 220.0), ("Approved", 252.0)], [250.0], ["Actual", "Approved"]),
        ([("Spent ", 180.0), ("Actual ", 220.0), ("Approved", 252.0)], [251.0], ["Spent", "Actual", "Approved"]),
        ([("Actual ", 220.0), ("Approved", 252.0)], [215.0, 300.0], ["Actual Approved"]),
    ],
)
def test_words_between_which_an_upright_line_stands_are_two_cells_however_near(
    runs: Sequence[tuple[str, float]], uprights: Sequence[float], cut: Sequence[str]
) -> None:
    drawn = [Fragment(text, x, 700, 10, bold=False) for text, x in runs]
    (line,) = lines_of(drawn, 1, [(x, 690, x, 720) for x in uprights])
    assert [part.text for part in line.parts] == cut


@pytest.mark.parametrize("x", [257.0, 264.0])
def test_a_head_that_crosses_an_upright_line_says_nothing(tmp_path: Path, x: float) -> None:
    drawn = seats(("2016", 218.0), ("2021", 298.0), names=("Won", "Lost and won", "", "Lost"))
    drawn = [replace(part, x=x) if part.text == "Lost and won" else part for part in drawn if part.text]
    assert rows_of(with_lines(tmp_path, drawn, GRID)) == []


@pytest.mark.parametrize("lines", [[(60.0, 600.0, 720.0), (500.0, 600.0, 720.0)], [(x, 610.0, 660.0) for x in BETWEEN]])
def test_lines_around_a_table_or_below_its_heads_put_no_head_over_all_columns(
    tmp_path: Path, lines: Sequence[tuple[float, float, float]]
) -> None:
    rows = rows_of(with_lines(tmp_path, seats(names=NAMES), lines))
    assert [dict(row.cells) for row in rows] == [
        {head: figure for head, figure in zip(NAMES, figures, strict=True) if figure} for _, *figures in SEATS
    ]


@pytest.mark.parametrize("left", [60.0, 150.0])
def test_lines_around_an_only_column_put_no_head_over_it(tmp_path: Path, left: float) -> None:
    drawn = table([(label, figure) for label, figure, *_ in ROWS], HEADS[:1], rights=RIGHTS[:1])
    report = with_lines(tmp_path, [*drawn, Drawn("Report", 200, 655, 7)], [(left, 600, 720), (400, 600, 720)])
    assert [row.cells[0][0] for row in rows_of(report)] == ["2025/26 approved"] * 2


@pytest.mark.parametrize("empty", [1, 2, 3])
def test_the_head_of_a_column_that_few_rows_fill_is_lent_to_no_other(tmp_path: Path, empty: int) -> None:
    names = ("Won", "Lost", "Tied", "Open")
    kept = [part for part in seats(names=names) if part.x != SEATS_AT[empty] or part.y > 640]
    said = [cell for row in rows_of(read(tmp_path, kept)) for cell in row.cells]
    told = {(name, row[1 + at]) for row in SEATS for at, name in enumerate(names) if row[1 + at]}
    assert set(said) <= told


@pytest.mark.parametrize("label", ["Northern coast and all isles", "Northern coast, the bay, the isles"])
def test_a_figure_right_behind_a_label_fills_its_column_with_those_below(tmp_path: Path, label: str) -> None:
    drawn = seats(("2016", 218.0), ("2021", 298.0))
    long = [
        replace(part, text=label, x=SEATS_AT[0] - 3.8 * len(label)) if part.text == SEATS[0][0] else part
        for part in drawn
    ]
    first = rows_of(read(tmp_path, long))[0]
    assert first.label == label
    assert first.cells[:2] == (("2016 Won", "3"), ("2016 Lost", "4"))


@pytest.mark.parametrize("figure", ["21 900 000", "1 900 250.5"])
def test_a_figure_that_begins_before_its_column_and_ends_behind_it_is_in_none(tmp_path: Path, figure: str) -> None:
    rows = [("Helicopters", "4 250"), ("Boats", "5 125"), ("Lorries", "6 100")]
    narrow = table(rows, HEADS[:1], rights=RIGHTS[:1])
    box = [Drawn("Population", LEFT, 590, 8), Drawn(figure, RIGHTS[0] - 30, 590, 8)]
    assert [row.label for row in rows_of(read(tmp_path, [*narrow, *box]))] == [label for label, _ in rows]


def test_the_label_of_a_row_whose_cells_are_words_is_no_heading_and_its_cells_stay_apart(tmp_path: Path) -> None:
    cells = [
        Drawn("MONUSCO", LEFT, 640),
        Drawn("Protect civilians in the east and", 160, 646),
        Drawn("support the disarmament", 160, 634),
        Drawn("Head of Mission appointed by", 340, 646),
        Drawn("the council of the harbour", 340, 634),
    ]
    report = read(tmp_path, [*column(f"They met {FULL}.", top=740), *cells, *column("It ended there.", top=600)])
    assert [(block.kind, report.text[block.span.start : block.span.end]) for block in report.blocks][1:4] == [
        (Kind.LINE, "MONUSCO"),
        (Kind.LINE, "Protect civilians in the east and support the disarmament"),
        (Kind.LINE, "Head of Mission appointed by the council of the harbour"),
    ]


@pytest.mark.parametrize(
    "heads",
    [
        (("Approved for the year",), ("Proposed",), ("Variance",)),
        (("2025/26",), ("as at 31 December",), ("Variance",)),
        (("2025/26", "approved"), ("2026/27", "proposed for all"), ("Variance",)),
    ],
)
def test_a_wide_head_that_reaches_over_the_next_column_is_its_own_columns(
    tmp_path: Path, heads: Sequence[Sequence[str]]
) -> None:
    bare = table(heads=(("",), ("",), ("",)))
    wide = [
        Drawn(word, right - 14 - 1.6 * len(word), 670 - 9 * at, 7)
        for words, right in zip(heads, RIGHTS, strict=True)
        for at, word in enumerate(words)
    ]
    report = read(tmp_path, [*bare[:3], *wide, *bare[3:]])
    assert [head for head, _ in rows_of(report)[0].cells] == [" ".join(words) for words in heads]


@pytest.mark.parametrize("caption", ["Table 29A.3", "Figure 29D.XII", "Table 29A.IV"])
def test_a_caption_whose_number_holds_a_letter_stands_with_its_title(tmp_path: Path, caption: str) -> None:
    drawn = [*column(f"They flew {FULL}.", top=740), Drawn(caption, LEFT, 700)]
    drawn += [
        Drawn("Performance measure of the mission", LEFT, 688, 10, "F2"),
        Drawn("Helicopters are good.", LEFT, 660),
    ]
    report = read(tmp_path, drawn)
    assert [block.kind for block in report.blocks] == [Kind.PARAGRAPH, Kind.LINE, Kind.PARAGRAPH]
    assert f"{caption} Performance measure of the mission" in report.text


@pytest.mark.parametrize("caption", ["Table 1 Aircraft", "Tableau 2 – Aéronefs", "Table IV. Aircraft"])
def test_bold_heads_under_a_tables_caption_are_no_heading(tmp_path: Path, caption: str) -> None:
    drawn = [*column(f"They flew {FULL}.", top=740), Drawn(caption, LEFT, 700)]
    drawn += [Drawn("Type Hours Remarks", LEFT, 680, 10, "F2"), Drawn("Helicopters 12 good", LEFT, 660)]
    report = read(tmp_path, drawn)
    assert [block.kind for block in report.blocks if report.quote(block.span).text.startswith("Type")] == [Kind.LINE]


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        (ROWS, (("2025/26",), ("",), ("Variance",))),  # a column without a head
        (ROWS, (("Amount",), ("Amount",), ("Variance",))),  # two that nothing tells apart
        (ROWS, (("",), ("",), ("",))),
        (ROWS[:1], HEADS),  # one row proves no columns
    ],
)
def test_a_table_that_is_not_sure_says_nothing_of_its_rows(
    tmp_path: Path, rows: Sequence[Sequence[str]], heads: Sequence[Sequence[str]]
) -> None:
    report = read(tmp_path, table(rows, heads))
    assert rows_of(report) == []
    assert "Helicopters 4 200 4 444 244" in report.text


def test_a_figure_that_stands_under_no_column_leaves_its_row_unread(tmp_path: Path) -> None:
    astray = [Drawn("Boats", LEFT, 616, 8), to_the_right("12", 340, 616), to_the_right("13", 400, 616)]
    assert [row.label for row in rows_of(read(tmp_path, [*table(), *astray]))] == ["Helicopters", "Fixed-wing aircraft"]


def test_text_between_two_tables_keeps_the_heads_of_one_from_the_other(tmp_path: Path) -> None:
    more = [Drawn("Boats", LEFT, 560, 8), *(to_the_right("7", right, 560) for right in RIGHTS)]
    between = column(f"They also sailed {FULL}.", top=590)
    assert len(rows_of(read(tmp_path, [*table(), *between, *more]))) == 2


def test_a_word_in_brackets_beside_other_heads_is_no_unit(tmp_path: Path) -> None:
    heads = (("2025/26", "approved"), ("2026/27", "proposed"), ("Increase/", "(decrease)"))
    helicopters, aircraft = rows_of(read(tmp_path, table(heads=heads)))
    assert [head for head, _ in helicopters.cells] == ["2025/26 approved", "2026/27 proposed", "Increase/ (decrease)"]
    assert helicopters.unit == aircraft.unit == UNIT.strip("()")


MORE = (("Gliders", "12", "14", "2"), ("Balloons", "3", "4", "1"))


def below(top: float) -> list[Drawn]:
    """Rows in the columns of the table, without heads."""
    drawn: list[Drawn] = []
    for at, (label, *figures) in enumerate(MORE):
        drawn.append(Drawn(label, LEFT, top - 12 * at, 8))
        drawn += [to_the_right(one, right, top - 12 * at) for one, right in zip(figures, RIGHTS, strict=True)]
    return drawn


def test_rows_without_heads_in_the_columns_of_a_table_go_on_with_it_on_the_next_page(tmp_path: Path) -> None:
    rows = rows_of(read(tmp_path, table(), [Drawn("Lighter than air", LEFT, 740, 8), *below(700)]))
    assert [row.label for row in rows] == ["Helicopters", "Fixed-wing aircraft", "Gliders", "Balloons"]
    assert rows[-1] == Row(
        TITLE, UNIT.strip("()"), "Balloons", (("2025/26 approved", "3"), ("2026/27 proposed", "4"), ("Variance", "1"))
    )


def test_rows_behind_a_sentence_a_page_or_in_other_columns_go_on_with_no_table(tmp_path: Path) -> None:
    sentence = column(f"They also sailed {FULL}.", top=740)
    moved = [replace(part, x=part.x + 9) if part.x > LEFT else part for part in below(700)]
    assert len(rows_of(read(tmp_path, table(), [*sentence, *below(640)]))) == 2
    assert len(rows_of(read(tmp_path, table(), moved))) == 2
    assert len(rows_of(read(tmp_path, table(), column(f"Then {FULL}."), below(700)))) == 2


def test_the_figures_of_a_column_may_begin_at_one_edge_or_share_their_middle(tmp_path: Path) -> None:
    rows = [("Helicopters", "4 200", "4 444"), ("Boats", "12", "7"), ("Lorries", "301", "1 250.5")]
    for shift in (0, 0.5):
        heads = [Drawn(words, x - 20 * bool(shift), 660, 8) for words, x in (("2025/26", 300.0), ("Proposed", 400.0))]
        drawn = [*column(f"They flew {FULL}.", top=740), Drawn(TITLE, LEFT, 700), *heads]
        for at, (label, *figures) in enumerate(rows):
            drawn.append(Drawn(label, LEFT, 640 - 12 * at, 8))
            drawn += [
                replace(cell, x=x - shift * (x - cell.x))
                for figure, x in zip(figures, (300.0, 400.0), strict=True)
                for cell in [to_the_right(figure, x, 640 - 12 * at)]
            ]
            if not shift:
                drawn[-2:] = [replace(cell, x=x) for cell, x in zip(drawn[-2:], (300.0, 400.0), strict=True)]
        read_out = [row.read_out for row in rows_of(read(tmp_path, drawn))]
        assert read_out == [f"{label} — 2025/26: {first}; Proposed: {second}" for label, first, second in rows]


REMARKS = (("Helicopters", "4 200", "More flights to the north"), ("Boats", "12", "Two of them are new"))


def with_remarks(heads: Sequence[str] = ("2025/26", "Remarks")) -> list[Drawn]:
    drawn = [*column(f"They flew {FULL}.", top=740), Drawn(TITLE, LEFT, 700)]
    drawn += [Drawn(words, x, 660, 8) for words, x in zip(heads, (280, 340), strict=False)]
    for at, (label, figure, remark) in enumerate(REMARKS):
        drawn += [Drawn(label, LEFT, 640 - 12 * at, 8), to_the_right(figure, 300, 640 - 12 * at)]
        drawn.append(Drawn(remark, 340, 640 - 12 * at, 8))
    return drawn


def test_the_last_column_may_hold_words(tmp_path: Path) -> None:
    rows = rows_of(read(tmp_path, with_remarks()))
    assert [row.cells for row in rows] == [(("2025/26", figure), ("Remarks", said)) for _, figure, said in REMARKS]


def test_words_of_the_last_column_go_on_below_themselves(tmp_path: Path) -> None:
    report = read(tmp_path, [*with_remarks(), Drawn("and their crews too.", 340, 619, 8)])
    assert rows_of(report)[-1].cells[-1] == ("Remarks", "Two of them are new and their crews too.")


def test_a_paragraph_under_a_narrow_table_is_none_of_its_last_row(tmp_path: Path) -> None:
    report = read(tmp_path, [*with_remarks(), *column(f"The mission {FULL}", "and sailed.", top=616, size=8)])
    assert f"The mission {FULL} and sailed." in [report.quote(block.span).text for block in report.blocks]


def test_a_figure_right_behind_a_long_label_is_a_cell(tmp_path: Path) -> None:
    label = "Wwwwwwwwwwwwwwwwwwwwwwwwwwww aircraft"  # narrower than it is taken for
    drawn = [*column(f"They flew {FULL}.", top=740), Drawn("2025/26", 250, 660, 8), Drawn("2026/27", 330, 660, 8)]
    for at, words in enumerate((label.replace("w", "i"), "Boats", "Lorries")):
        drawn += [Drawn(text, x, 640 - 12 * at, 8) for text, x in ((words, LEFT), ("1 250", 250), (f"{at}", 330))]
    assert [row.cells for row in rows_of(read(tmp_path, drawn))] == [
        (("2025/26", "1 250"), ("2026/27", f"{at}")) for at in range(3)
    ]


def test_figures_before_words_are_no_string_of_figures_to_quote(tmp_path: Path) -> None:
    drawn = [*column(f"They flew {FULL}.", top=740), Drawn(TITLE, LEFT, 700)]
    drawn += [Drawn(text, x, 640, 8) for text, x in (("Boats", LEFT), ("12", 280), ("14", 320), ("Two are new", 360))]
    assert not any("Boats" in passage.quote.text for passage in passages(read(tmp_path, drawn)))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Item 2024 Change Boats 12 2", "Boats"),
        ("Boats 12 2", "Boats"),
        ("Boats of 2024 12 2", "Boats of 2024"),
        ("Item 2024 Change 12 2", ""),
    ],
)
def test_heads_that_stand_in_the_text_of_a_row_are_no_part_of_its_label(text: str, label: str) -> None:
    row = labelled(Row("", "", "", (("2024", "12"), ("Change", "2"))), text)
    assert (row.label if row else "") == label


def test_a_label_that_begins_as_the_only_head_is_whole() -> None:
    assert labelled(Row("", "", "", (("Posts", "12"),)), "Posts filled 12") == Row(
        "", "", "Posts filled", (("Posts", "12"),)
    )


def test_a_contents_list_is_no_table(tmp_path: Path) -> None:
    entries = [Drawn("Wells .......... ", LEFT, 640, 8), Drawn("Lamps .......... ", LEFT, 628, 8)]
    pages = [to_the_right("Page", 500, 660, 7), Drawn("3", 490, 640, 8), Drawn("5", 490, 628, 8)]
    assert rows_of(read(tmp_path, [*column(f"They flew {FULL}.", top=740), *pages, *entries])) == []


def test_figures_without_a_word_are_no_passage(tmp_path: Path) -> None:
    report = read(tmp_path, [*column("They flew in the rain."), Drawn("41 945.0", 300, 600), Drawn("2024", 400, 560)])
    assert "41 945.0" in report.text
    assert [passage.quote.text for passage in passages(report)] == ["They flew in the rain."]


@pytest.mark.parametrize(
    "label", [("Northern coast", "and all isles"), ("Officers", "of the United", "Nations abroad")]
)
def test_figures_beside_the_first_line_of_a_label_are_its_row(tmp_path: Path, label: Sequence[str]) -> None:
    above, below = table()[:-8], table()[-4:]
    cells = [Drawn(line, LEFT, 640 - 9 * at, 8) for at, line in enumerate(label)]
    figures = [to_the_right(figure, right, 640) for figure, right in zip(ROWS[0][1:], RIGHTS, strict=True)]
    report = read(tmp_path, [*above, *cells, *figures, *(replace(part, y=600) for part in below)])
    first, second = rows_of(report)
    assert (first.label, second.label) == (" ".join(label), ROWS[1][0])
    assert [figure for _, figure in first.cells] == list(ROWS[0][1:])
    assert " ".join([*label, *ROWS[0][1:]]) in [report.quote(block.span).text for block in report.blocks]


@pytest.mark.parametrize("labels", [("Staff", "Boats"), ("Men", "Cars")])
def test_rows_whose_cells_stand_near_each_other_are_lines_of_their_own(tmp_path: Path, labels: Sequence[str]) -> None:
    cells = [("Year", "2024/25", "2025/26"), (labels[0], "1 204.5", "1 190.3"), (labels[1], "1 845.0", "1 838.0")]
    drawn = [*column(f"They flew {FULL}.", top=740), Drawn(TITLE, LEFT, 700)]
    for at, row in enumerate(cells):
        drawn += [Drawn(text, x, 664 - 10 * at, 8) for text, x in zip(row, (LEFT, 104.0, 144.0), strict=True)]
    report = read(tmp_path, drawn)
    assert [row.label for row in rows_of(report)] == list(labels)
    assert [" ".join(row) for row in cells] == [report.quote(block.span).text for block in report.blocks[-3:]]


@pytest.mark.parametrize("title", ["Table 1 Aircraft", "Table 4: Aircraft of the harbour mission"])
def test_a_title_right_below_a_table_is_its_own(tmp_path: Path, title: str) -> None:
    drawn = [*table(title=""), Drawn(title, LEFT, 612, 8), Drawn(f"They flew {FULL}.", LEFT, 590)]
    assert [row.title for row in rows_of(read(tmp_path, drawn))] == [title] * 2


@pytest.mark.parametrize("gap", [12, 30])
def test_a_title_over_the_next_table_is_none_of_the_table_above(tmp_path: Path, gap: int) -> None:
    second = [replace(part, y=part.y - 100 + 30 - gap) for part in table() if part.y != 740]
    rows = rows_of(read(tmp_path, [*table(title=""), *second]))
    assert [row.title for row in rows] == ["", "", TITLE, TITLE]
