"""Tables whose cells hold words, on pages of a few lines and rules that the tests draw themselves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from assistant.answer_json import quote_object
from assistant.citation import cite
from assistant.screens.chips import Chips
from corpus.passages import passages
from corpus.pdf_file import read_pdf
from corpus.report import Kind, Report, Row
from corpus.report_builder import Draft
from corpus.report_json import report_from, report_object
from tests.test_pdf_file import FULL, LEFT, Drawn, column, draw, words

SECOND, RIGHT = 310.0, 530.0
COLUMNS = ((LEFT, SECOND - 2), (SECOND, RIGHT))
HEADS = ("Expected accomplishments", "Indicators of achievement")
SAFE = ("1.1 Safe roads in the north", "and in the harbour")
KEPT = ("1.1.1 No lorry is lost on a road", "(2025/26: none; 2026/27: none)")
MINED = ("1.2 Fewer mines",)
FOUND = ("1.2.1 Mines are found before", "they are trodden on")

Rules = Sequence[tuple[float, float, float, float]]  # left, low, width and height of each


def cell(lines: Sequence[str], x: float, top: float) -> list[Drawn]:
    return column(*lines, top=top, x=x)


def ruled(y: float, thick: float = 1.4, columns: Sequence[tuple[float, float]] = COLUMNS) -> Rules:
    return [(left, y, right - left, thick) for left, right in columns]


def heads(y: float, texts: Sequence[str] = HEADS, lefts: Sequence[float] = (LEFT, SECOND)) -> list[Drawn]:
    return [Drawn(text, left, y, 7, "F3") for text, left in zip(texts, lefts, strict=True)]


def read(folder: Path, *pages: tuple[Sequence[Drawn], Rules], paint: str = "f") -> Report:
    writer = PdfWriter()
    for drawn, rules in pages:
        page = draw(writer, drawn)
        stream, contents = DecodedStreamObject(), page.get_contents()
        assert contents is not None
        boxes = "".join(f"\n{x} {y} {wide} {high} re {paint}" for x, y, wide, high in rules)
        stream.set_data(contents.get_data() + boxes.encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
    path = folder / "report.pdf"
    writer.write(path)
    return read_pdf(path, "report.pdf")


INTRO = column(f"They worked {FULL}.", f"They {FULL} in the harbour.", top=760)
FRAME: Rules = [*ruled(720, 0.5), *ruled(700), *ruled(600)]


def table(*, over: Sequence[str] = HEADS) -> list[Drawn]:
    """Two rows, each with a name and an indicator."""
    return [
        *INTRO,
        *heads(706, over),
        *cell(SAFE, LEFT, 685),
        *cell(KEPT, SECOND, 685),
        *cell(MINED, LEFT, 650),
        *cell(FOUND, SECOND, 650),
    ]


def told(report: Report) -> dict[str, str]:
    return {report.quote(block.span).text: block.row.read_out for block in report.blocks if block.row}


def test_a_cell_of_words_is_known_by_its_head_and_its_rows_name(tmp_path: Path) -> None:
    report = read(tmp_path, (table(), FRAME))
    safe, kept, mined, found = (" ".join(lines) for lines in (SAFE, KEPT, MINED, FOUND))
    assert told(report) == {
        safe.removeprefix("1.1 "): HEADS[0],
        kept: f"{safe} — {HEADS[1]}",
        mined: HEADS[0],
        found: f"{mined} — {HEADS[1]}",
    }


def test_a_quoted_cell_is_shown_with_what_stands_over_and_beside_it(tmp_path: Path) -> None:
    report = read(tmp_path, (table(), FRAME))
    passage = next(each for each in passages(report) if each.quote.text.startswith("1.2.1"))
    citation = cite(report, passage.span)
    assert f"{MINED[0]} — {HEADS[1]}" in Chips((report,)).row(citation)
    assert report.text[passage.span.start : passage.span.end] == passage.quote.text
    assert passage.beside == (HEADS[1], MINED[0])
    assert quote_object(citation)["row"]["cells"] == [{"head": HEADS[1], "text": " ".join(FOUND)}]


def test_a_cell_that_was_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    report = read(tmp_path, (table(), FRAME))
    assert report_from(report_object(report)) == report
    assert any(block.row and block.row.apart for block in report.blocks)


def test_a_row_that_an_earlier_version_kept_is_read_as_it_was() -> None:
    draft = Draft()
    draft.add(Kind.LINE, "Boats 9", row=Row("", "", "Boats", (("2026/27", "9"),)))
    kept = report_object(draft.report("boats.pdf", "Boats"))
    assert [len(block[6]) for block in kept["blocks"]] == [4]
    assert report_from(kept).blocks[0].row == Row("", "", "Boats", (("2026/27", "9"),))


@pytest.mark.parametrize("rule", [ruled(700, columns=((LEFT, RIGHT),)), ruled(700)])
def test_the_columns_are_those_of_the_rule_or_begin_as_the_heads_do(tmp_path: Path, rule: Rules) -> None:
    assert len(told(read(tmp_path, (table(), [*rule, *ruled(600, columns=((LEFT, RIGHT),))])))) == 4


def test_a_rule_may_be_drawn_with_a_pen_or_as_a_path(tmp_path: Path) -> None:
    frame = [(x, y, wide, 0) for x, y, wide, _ in FRAME]
    for line in ("{x} {y} m {end} {y} l S", "{x} {y} m {end} {y} l {end} {top} l {x} {top} l h f"):
        paths = [line.format(x=x, y=y, end=x + wide, top=y + 1) for x, y, wide, _ in frame]
        assert len(told(read(tmp_path, (table(), []), paint="f\n" + "\n".join(paths)))) == 0  # nothing is drawn twice
        report = read(tmp_path, (table(), [(0, 0, 1, 1)]), paint="n\n" + "\n".join(paths))
        assert len(told(report)) == 4


def test_a_cell_of_several_paragraphs_and_points_is_one_cell(tmp_path: Path) -> None:
    second = [
        *cell(("They were counted in the north.",), SECOND, 685),
        *cell(("They were counted again in the", "harbour, and none was lost:"), SECOND, 667),
        *cell(("(a) by the police;", "(b) by the crews."), SECOND, 637),
    ]
    report = read(tmp_path, ([*INTRO, *heads(706), *cell(SAFE, LEFT, 685), *second], FRAME))
    under = f"{' '.join(SAFE)} — {HEADS[1]}"
    assert {text for text, said in told(report).items() if said == under} == {
        "They were counted in the north.",
        "They were counted again in the harbour, and none was lost:",
        "(a) by the police;",
        "(b) by the crews.",
    }
    cells = {block.row.cells for block in report.blocks if block.row and block.row.label}
    assert len(cells) == 1


STAFF = (LEFT, 220.0, 320.0, 400.0)
STAFF_COLUMNS = tuple(zip(STAFF, (218.0, 318.0, 398.0, RIGHT), strict=True))
STAFF_HEADS = ("Unit", "Type", "Level", "Action")
STAFF_FRAME = [*ruled(700, columns=STAFF_COLUMNS), *ruled(600, columns=STAFF_COLUMNS)]


def across(y: float, *texts: str) -> list[Drawn]:
    return [Drawn(text, x, y) for text, x in zip(texts, STAFF, strict=True) if text]


def test_a_row_of_short_cells_reads_across(tmp_path: Path) -> None:
    rows = [
        *across(685, "Post", "International", "P-4", "Abolishment"),
        *across(671, "Office", "National", "P-3", "Move"),
    ]
    report = read(tmp_path, ([*INTRO, *heads(706, STAFF_HEADS, STAFF), *rows], STAFF_FRAME))
    assert told(report) == {
        "Post International P-4 Abolishment": "Post — Type: International; Level: P-4; Action: Abolishment",
        "Office National P-3 Move": "Office — Type: National; Level: P-3; Action: Move",
    }


def test_a_head_that_touches_the_next_is_its_own_columns_alone(tmp_path: Path) -> None:
    over = [*heads(706, ("Unit", "Type", "", "Action"), STAFF), Drawn("Level", STAFF[2], 706, 7, "F3")]
    over[1:3] = [Drawn("Approved type", STAFF[2] - 43, 706, 7, "F3")]
    drawn = [*INTRO, over[0], over[1], over[-1], over[-2], *across(685, "Post", "National", "P-4", "Move")]
    report = read(tmp_path, (drawn, STAFF_FRAME))
    assert told(report) == {
        "Post National P-4 Move": "Post — Approved type: National; Level: P-4; Action: Move",
    }


def test_what_stands_in_a_column_without_a_head_is_of_no_row(tmp_path: Path) -> None:
    rows = [*across(685, "Post", "National", "", "Move"), *across(671, "Office", "National", "P-3", "Cut")]
    report = read(tmp_path, ([*INTRO, *heads(706, ("Unit", "Type", "", "Action"), STAFF), *rows], STAFF_FRAME))
    assert told(report) == {"Post National Move": "Post — Type: National; Action: Move"}


def test_a_row_that_reaches_over_a_column_leaves_the_others_read(tmp_path: Path) -> None:
    wide = [Drawn("Post", STAFF[0], 685), Drawn("International staff of the mission abroad", STAFF[1], 685)]
    wide.append(Drawn("Cut", STAFF[3], 685))
    rows = [*across(699, "Desk", "Local", "P-2", "Kept"), *wide, *across(671, "", "National", "P-3", "Move")]
    rows += across(657, "Office", "National", "P-3", "Move")
    over = heads(726, STAFF_HEADS, STAFF)
    frame = [*ruled(720, columns=STAFF_COLUMNS), *ruled(600, columns=STAFF_COLUMNS)]
    report = read(tmp_path, ([*INTRO, *over, *rows], frame))
    assert told(report) == {
        "Desk Local P-2 Kept": "Desk — Type: Local; Level: P-2; Action: Kept",
        "National P-3 Move": "Type: National; Level: P-3; Action: Move",
        "Office National P-3 Move": "Office — Type: National; Level: P-3; Action: Move",
    }


def test_a_short_cell_of_two_lines_is_whole_in_its_row(tmp_path: Path) -> None:
    first = [*across(685, "Post", "International", "", ""), Drawn("staff", STAFF[1], 673)]
    rows = [*first, *across(685, "", "", "P-4", "Abolishment"), *across(650, "Office", "National", "P-3", "Move")]
    report = read(tmp_path, ([*INTRO, *heads(706, STAFF_HEADS, STAFF), *rows], STAFF_FRAME))
    assert told(report)["Post International staff P-4 Abolishment"] == (
        "Post — Type: International staff; Level: P-4; Action: Abolishment"
    )


@pytest.mark.parametrize(("rule", "name"), [(False, "Post — "), (True, "")])
def test_an_empty_first_cell_has_the_name_above_unless_a_rule_ends_it(tmp_path: Path, rule: bool, name: str) -> None:
    rows = [*across(685, "Post", "International", "P-4", "Cut"), *across(671, "", "National", "P-3", "Kept")]
    between = ruled(680, 0.5, STAFF_COLUMNS) if rule else []
    report = read(tmp_path, ([*INTRO, *heads(706, STAFF_HEADS, STAFF), *rows], [*STAFF_FRAME, *between]))
    assert told(report)["National P-3 Kept"] == f"{name}Type: National; Level: P-3; Action: Kept"


def test_what_names_a_group_of_rows_is_no_part_of_a_name(tmp_path: Path) -> None:
    group = [Drawn("Component 1: roads", LEFT, 685, 10, "F2")]
    rest = [*cell(SAFE, LEFT, 672), *cell(KEPT, SECOND, 672)]
    report = read(tmp_path, ([*INTRO, *heads(706), *group, *rest], FRAME))
    assert told(report)[" ".join(KEPT)] == f"{' '.join(SAFE)} — {HEADS[1]}"
    assert "Component 1: roads" in words(report)


def test_columns_that_years_tell_apart_do_not_name_their_rows(tmp_path: Path) -> None:
    years = ("2025 (actual)", "2026 (planned)")
    assert set(told(read(tmp_path, (table(over=years), FRAME))).values()) == set(years)


def test_a_cell_that_begins_beside_a_dash_stands_by_itself(tmp_path: Path) -> None:
    years = ("2025 (actual)", "2026 (planned)")
    long = (
        "The assembly asked for a body",
        "that meets each year, in which",
        "all members have a seat and",
        "a voice, and in",
        "which none is heard alone",
    )
    rows = [*heads(706, years), Drawn("–", LEFT, 685), *cell(long, SECOND, 685)]
    report = read(tmp_path, ([*INTRO, *rows], FRAME))
    assert told(report) == {"–": years[0], " ".join(long): years[1]}
    assert words(report, Kind.ITEM) == []


def test_a_table_goes_on_over_a_page_with_its_title_and_a_broken_row_with_its_name(tmp_path: Path) -> None:
    title = [Drawn("Table 3 Roads", LEFT, 730)]
    first = [*INTRO, *title, *heads(706), *cell(SAFE, LEFT, 685), *cell(KEPT, SECOND, 685)]
    after = [*heads(760), *cell(("and no bridge either",), SECOND, 740), *cell(MINED, LEFT, 715)]
    after += cell(FOUND, SECOND, 715)
    again = [*ruled(774, 0.5), *ruled(755), *ruled(660)]
    report = read(tmp_path, (first, FRAME), (after, again))
    rows = {report.quote(block.span).text: block.row for block in report.blocks if block.row}
    assert {row.title for row in rows.values() if row} == {"Table 3 Roads"}
    broken = rows["and no bridge either"]
    assert broken and broken.label == " ".join(SAFE)
    assert broken.cells == ((HEADS[1], f"{' '.join(KEPT)} and no bridge either"),)
    assert told(report)[" ".join(FOUND)] == f"{MINED[0]} — {HEADS[1]}"


def test_a_row_goes_on_over_the_notes_of_its_page(tmp_path: Path) -> None:
    notes = [Drawn("_" * 18, LEFT, 620, 8), Drawn(f"1 The police {FULL}.", LEFT, 608, 8.5)]
    first = [*INTRO, *heads(706), *cell(SAFE, LEFT, 685), *cell(KEPT, SECOND, 685), *notes]
    after = [*heads(760), *cell(("and no bridge either",), SECOND, 740), *column(f"They {FULL}.", top=700)]
    report = read(tmp_path, (first, ruled(700)), (after, [*ruled(755), *ruled(720)]))
    assert told(report)["and no bridge either"] == f"{' '.join(SAFE)} — {HEADS[1]}"


def test_a_row_that_is_not_read_names_none_below_itself(tmp_path: Path) -> None:
    rows = [*across(685, "Desk", "Local", "P-2", "Kept"), *cell(("Post of the", "harbour"), STAFF[0], 671)]
    rows += [Drawn("International staff of the mission abroad", STAFF[1], 671)]
    rows += across(645, "", "National", "P-3", "Move")
    report = read(tmp_path, ([*INTRO, *heads(706, STAFF_HEADS, STAFF), *rows], STAFF_FRAME))
    assert told(report)["National P-3 Move"] == "Type: National; Level: P-3; Action: Move"


def test_a_pages_first_row_behind_an_empty_cell_is_its_own_under_the_last_ones_name(tmp_path: Path) -> None:
    first = [*INTRO, *heads(706, STAFF_HEADS, STAFF), *across(685, "Post", "International", "P-4", "Cut")]
    after = [*heads(760, STAFF_HEADS, STAFF), *across(740, "", "National", "P-3", "Kept")]
    again = [*ruled(755, columns=STAFF_COLUMNS), *ruled(700, columns=STAFF_COLUMNS)]
    report = read(tmp_path, (first, STAFF_FRAME), (after, again))
    assert told(report)["National P-3 Kept"] == "Post — Type: National; Level: P-3; Action: Kept"


def test_words_behind_the_closing_rule_are_none_of_the_table(tmp_path: Path) -> None:
    behind = [*cell(("Roads",), LEFT, 580), *cell(("and harbours",), SECOND, 580)]
    report = read(tmp_path, ([*table(), *behind], FRAME))
    assert not any("harbours" in text for text in told(report))
    assert len(told(report)) == 4


def test_another_tables_rules_do_not_close_this_one(tmp_path: Path) -> None:
    other = ((LEFT, 398.0), (400.0, RIGHT))
    behind = [Drawn("Key word", LEFT, 565), Drawn("Meaning", 400.0, 565)]
    rules = [*FRAME, *ruled(580, 1.4, other), *ruled(560, 1.4, other)]
    report = read(tmp_path, ([*table(), Drawn("Words in use", LEFT, 586), *behind], rules))
    assert len(told(report)) == 4
    assert "Key word Meaning" not in told(report)


def test_words_over_both_columns_have_no_head(tmp_path: Path) -> None:
    external = f"Security remains stable {FULL}."
    report = read(tmp_path, ([*table(), *column(external, top=615, size=9)], FRAME))
    assert external in words(report)
    assert external not in told(report)


def test_a_cell_at_the_end_of_a_page_does_not_go_on_in_the_heading_of_the_next(tmp_path: Path) -> None:
    behind = [*column(f"Results {FULL}", "in the north", top=760, font="F2"), *column(f"They {FULL}.", top=720)]
    report = read(tmp_path, (table(), FRAME), (behind, []))
    assert " ".join(FOUND) in told(report)
    assert f"Results {FULL} in the north" in words(report)


@pytest.mark.parametrize(
    ("drawn", "rules"),
    [
        (table(), []),  # no rule
        (table(over=("Results", "Results")), FRAME),  # two that nothing tells apart
        ([*table(over=("", "Results"))[:3], *table()[4:]], FRAME),  # one head alone
        ([*INTRO, *(Drawn(text, x, 706) for text, x in zip(HEADS, (LEFT, SECOND), strict=True)), *table()[4:]], FRAME),
        ([*INTRO, Drawn("Results of the roads in the years of the harbour", 200, 706, 9, "F3"), *table()[4:]], FRAME),
    ],
)
def test_a_table_that_is_not_sure_says_nothing_of_its_cells(
    tmp_path: Path, drawn: Sequence[Drawn], rules: Rules
) -> None:
    report = read(tmp_path, (drawn, rules))
    assert told(report) == {}
    assert "Mines are found before they are trodden on" in report.text


def test_a_page_of_very_many_rules_is_a_drawing(tmp_path: Path) -> None:
    lines = [(LEFT, 100 + at / 10, 300.0, 0.05) for at in range(1001)]
    assert told(read(tmp_path, (table(), [*FRAME, *lines]))) == {}


def test_cells_that_are_drawn_column_by_column_have_no_names(tmp_path: Path) -> None:
    rows = [*cell(SAFE, LEFT, 685), *cell(MINED, LEFT, 650), *cell(KEPT, SECOND, 685), *cell(FOUND, SECOND, 650)]
    report = read(tmp_path, ([*INTRO, *heads(706), *rows], FRAME))
    assert not any(MINED[0] in said and " — " in said for said in told(report).values())


def test_what_stands_over_the_end_of_a_cell_is_no_part_of_it(tmp_path: Path) -> None:
    figure = [*cell(("They are counted each year",), SECOND, 640), Drawn("Lorries lost", SECOND + 40, 655, 8)]
    rows = [*cell(SAFE, LEFT, 685), *cell(KEPT, SECOND, 685), *figure]
    report = read(tmp_path, ([*INTRO, *heads(706), *rows], FRAME))
    assert "Lorries lost" in words(report)
    assert not any("Lorries lost" in words for block in report.blocks if block.row for _, words in block.row.cells)


def test_a_rule_parts_the_names_of_two_rows(tmp_path: Path) -> None:
    rows = [*cell(("1.1 Roads",), LEFT, 685), *cell(("1.2 Mines", "found"), LEFT, 671), *cell(FOUND, SECOND, 671)]
    report = read(tmp_path, ([*INTRO, *heads(706), *rows], [*FRAME, *ruled(680, 0.5)]))
    assert told(report)[" ".join(FOUND)] == f"1.2 Mines found — {HEADS[1]}"


def test_a_name_of_two_lines_is_whole_beside_cells_that_stand_at_its_end(tmp_path: Path) -> None:
    rows = [Drawn("Desk of the", LEFT, 685), *across(673, "harbour", "National", "P-4", "Move")]
    rows += across(650, "Office", "National", "P-3", "Cut")
    report = read(tmp_path, ([*INTRO, *heads(706, STAFF_HEADS, STAFF), *rows], STAFF_FRAME))
    assert told(report)["Desk of the harbour National P-4 Move"].startswith("Desk of the harbour — ")


def test_a_head_over_a_rule_belongs_to_all_columns_below_it(tmp_path: Path) -> None:
    over = [Drawn("2025/26", 350, 716, 7, "F3"), *heads(706, ("Body", "Report", "Date", "Action"), STAFF)]
    drawn = [*INTRO, *over, *across(685, "Committee", "A/80/567", "10 May", "Approved")]
    among = ruled(713, 0.5, STAFF_COLUMNS[1:])
    report = read(tmp_path, (drawn, [*ruled(728, 0.5, STAFF_COLUMNS), *among, *STAFF_FRAME]))
    assert told(report) == {
        "Committee A/80/567 10 May Approved": (
            "Committee — 2025/26 Report: A/80/567; 2025/26 Date: 10 May; 2025/26 Action: Approved"
        )
    }


def test_a_call_for_a_note_stays_with_its_figure_in_a_cell(tmp_path: Path) -> None:
    rows = [*across(685, "Post", "International", "P-4", "Cut"), Drawn("2", STAFF[3] + 15.6, 689, 5)]
    report = read(tmp_path, ([*INTRO, *heads(706, STAFF_HEADS, STAFF), *rows], STAFF_FRAME))
    assert told(report) == {"Post International P-4 Cut²": "Post — Type: International; Level: P-4; Action: Cut²"}


def test_words_before_a_figure_have_their_own_head_where_a_rule_tells_the_columns(tmp_path: Path) -> None:
    lefts, ends = (LEFT, 220.0, 420.0), (218.0, 418.0, RIGHT)
    rows = [
        Drawn(text, x, 685 - 14 * at)
        for at, texts in enumerate((("31 July", "Reserve fund", "4.5"), ("31 May", "Reserve fund (5.9), loan", "3.4")))
        for text, x in zip(texts, lefts, strict=True)
    ]
    over = heads(706, ("As at", "Lending mission", "Amount"), lefts)
    columns = tuple(zip(lefts, ends, strict=True))
    report = read(tmp_path, ([*INTRO, *over, *rows], [*ruled(700, columns=columns), *ruled(600, columns=columns)]))
    assert list(told(report).values()) == [
        "31 July — Lending mission: Reserve fund; Amount: 4.5",
        "31 May — Lending mission: Reserve fund (5.9), loan; Amount: 3.4",
    ]


def test_a_row_of_figures_alone_is_left_to_its_alignment(tmp_path: Path) -> None:
    rows = across(685, "Post", "4", "7", "2")
    assert told(read(tmp_path, ([*INTRO, *heads(706, STAFF_HEADS, STAFF), *rows], STAFF_FRAME))) == {}


def test_a_row_that_begins_with_a_dash_is_no_point_of_a_list(tmp_path: Path) -> None:
    rows = [Drawn("–", LEFT, 685), Drawn("Mines are found", SECOND, 685)]
    report = read(tmp_path, ([*INTRO, *heads(706), *rows], FRAME))
    assert "– Mines are found" in words(report, Kind.LINE)


def test_a_bold_cell_heads_no_section(tmp_path: Path) -> None:
    bold = [Drawn(part.text, part.x, part.y, part.size, "F2") for part in cell(KEPT, SECOND, 685)]
    report = read(tmp_path, ([*INTRO, *heads(706), *cell(SAFE, LEFT, 685), *bold], FRAME))
    assert words(report, Kind.HEADING) == []
    assert told(report)[" ".join(KEPT)] == f"{' '.join(SAFE)} — {HEADS[1]}"


def test_a_row_that_names_nothing_is_read_out_by_its_heads() -> None:
    assert Row("", "", "", (("2025", "Two"), ("2026", "Three"))).read_out == "2025: Two; 2026: Three"


def test_a_cell_of_a_row_without_a_name_is_read_out_under_its_tables_title() -> None:
    row = Row("Table 4.2 Performance measure", "", "", (("2025 (actual)", "Two"),), apart=True)
    assert row.read_out == "Table 4.2 Performance measure — 2025 (actual)"


def test_a_long_name_beside_a_cell_is_shortened() -> None:
    row = Row("", "", "word " * 50, (("Action taken", "Done"),), apart=True)
    assert row.read_out.endswith(" … — Action taken")
    assert len(row.read_out) < 200


@pytest.mark.parametrize("names", [("Approved", "Spent", "Proposed"), ("Planned", "Paid", "Asked for")])
def test_heads_of_figures_under_wider_heads_are_no_row(tmp_path: Path, names: Sequence[str]) -> None:
    at = (300.0, 360.0, 440.0)
    drawn = [*INTRO, *heads(706, ("Category", "2024/25", "2025/26"), (LEFT, 300.0, 440.0))]
    drawn += [Drawn(name, x, 688, 8) for name, x in zip(names, at, strict=True)]
    for y, label in ((670, "Boats of the harbour"), (655, "Lorries of the north")):
        drawn += [Drawn(label, LEFT, y, 8), *(Drawn(f"{y + x:.1f}", x, y, 8) for x in at)]
    columns = ((LEFT, 298.0), (300.0, 438.0), (440.0, RIGHT))
    report = read(tmp_path, (drawn, [*ruled(720, 0.5, columns), *ruled(700, columns=columns), *ruled(645)]))
    rows = [block.row for block in report.blocks if block.row]
    assert all(text not in names for row in rows for _, text in row.cells)
