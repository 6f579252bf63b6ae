"""The PDF reader over files of a few lines that the tests draw themselves: Helvetica, points from the lower left."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PageObject, PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from corpus.pdf_file import read_pdf
from corpus.printed_words import MAYBE_SPACE, WordsInUse, letters
from corpus.report import Kind, Report
from corpus.unreadable import UnreadableReport

LEFT, TOP, LEADING = 72.0, 700.0, 12.0
FULL = "and the mission worked with the authorities on the rights of all people"  # a line of the full width


@dataclass(frozen=True)
class Drawn:
    text: str
    x: float = LEFT
    y: float = TOP
    size: float = 10.0
    font: str = "F1"


def column(*lines: str, top: float = TOP, x: float = LEFT, size: float = 10.0, font: str = "F1") -> list[Drawn]:
    """Lines under each other; an empty one leaves a gap."""
    return [
        Drawn(text, x, top - place * LEADING * size / 10, size, font)
        for place, text in enumerate(lines)
        if text.strip()
    ]


def heading(text: str, top: float = TOP, size: float = 14.0) -> list[Drawn]:
    return [Drawn(text, LEFT, top, size, "F2")]


def draw(writer: PdfWriter, drawn: Iterable[Drawn]) -> PageObject:
    page = writer.add_blank_page(595, 842)
    fonts = DictionaryObject(
        {
            NameObject(f"/{key}"): DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/Font"),
                    NameObject("/Subtype"): NameObject("/Type1"),
                    NameObject("/BaseFont"): NameObject(f"/{name}"),
                    NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
                }
            )
            for key, name in (("F1", "Helvetica"), ("F2", "Helvetica-Bold"), ("F3", "Helvetica-Oblique"))
        }
    )
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    operations = []
    for piece in drawn:
        escaped = piece.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        place = f"BT /{piece.font} {piece.size} Tf 1 0 0 1 {piece.x} {piece.y} Tm (".encode()
        operations.append(place + escaped + b") Tj ET")
    stream = DecodedStreamObject()
    stream.set_data(b"\n".join(operations))
    page[NameObject("/Contents")] = writer._add_object(stream)
    return page


def written(folder: Path, *pages: Sequence[Drawn]) -> Path:
    writer = PdfWriter()
    for page in pages:
        draw(writer, page)
    path = folder / "report.pdf"
    writer.write(path)
    return path


def read(folder: Path, *pages: Sequence[Drawn]) -> Report:
    return read_pdf(written(folder, *pages), "report.pdf")


def words(report: Report, kind: Kind | None = None) -> list[str]:
    return [report.text[b.span.start : b.span.end] for b in report.blocks if kind is None or b.kind is kind]


def page_of(report: Report, text: str) -> int | None:
    page = report.page_at(report.text.index(text))
    return page.number if page else None


def test_lines_are_joined_to_paragraphs(tmp_path: Path) -> None:
    report = read(tmp_path, column(f"First {FULL}", "in the north.", "", f"Second {FULL}", "in the south."))
    assert words(report, Kind.PARAGRAPH) == [f"First {FULL} in the north.", f"Second {FULL} in the south."]


def test_an_indent_begins_a_paragraph_without_a_gap(tmp_path: Path) -> None:
    lines = [
        *column(f"First {FULL}"),
        *column(f"{FULL} again.", top=TOP - 12),
        *column(f"Second {FULL}", top=TOP - 24, x=LEFT + 20),
        *column("in the south.", top=TOP - 36),
    ]
    assert len(words(read(tmp_path, lines), Kind.PARAGRAPH)) == 2


def test_a_sentence_that_crosses_a_page_is_joined_and_every_quote_has_its_page(tmp_path: Path) -> None:
    report = read(tmp_path, column(f"Before {FULL}"), column("after the page turned.", "", "Another paragraph."))
    assert words(report)[0] == f"Before {FULL} after the page turned."
    assert page_of(report, "Before") == 1
    assert page_of(report, "after the page") == page_of(report, "Another") == 2


def test_small_notes_that_a_plain_figure_opens_stand_apart_where_one_behind_a_word_calls_them(tmp_path: Path) -> None:
    notes = column("5 Women ran them.", top=60, size=7)
    pages = [[*column(f"The kitchens5 {FULL}", "were open until the"), *notes], column("winter came.")]
    report = read(tmp_path, *pages)
    assert [(block.number, report.quote(block.span).text) for block in report.blocks] == [
        ("5", "Women ran them."),
        ("", f"The kitchens5 {FULL} were open until the winter came."),
    ]


def test_paragraphs_of_one_line_each_are_set_apart_by_how_far_no_sentence_goes_on(tmp_path: Path) -> None:
    lines = [
        "The council,",
        "Recalling its decisions on the kitchens,",
        "Noting that the wood ran out,",
        "Asks for more.",
    ]
    drawn = [Drawn(line, LEFT, TOP - 24 * place) for place, line in enumerate(lines)]
    assert words(read(tmp_path, drawn)) == lines


def test_a_few_lines_set_far_apart_are_one_paragraph_though_their_distances_are_rounded(tmp_path: Path) -> None:
    lines = [Drawn(f"First {FULL}", y=TOP), Drawn(f"{FULL}", y=TOP - 17.2), Drawn("in the north.", y=TOP - 34.5)]
    assert words(read(tmp_path, lines)) == [f"First {FULL} {FULL} in the north."]


def test_a_title_stands_over_a_numbered_section_that_is_set_larger(tmp_path: Path) -> None:
    page = [*heading("The lamps of the harbour", size=13), *heading("I. What the harbour had", TOP - 40, 16)]
    report = read(tmp_path, [*page, *column(f"First {FULL}", "ends.", top=TOP - 80)])
    assert report.title == "The lamps of the harbour"
    assert words(report, Kind.HEADING) == ["The lamps of the harbour", "I. What the harbour had"]


def called(call: str) -> list[Drawn]:
    return [*column("The mission ran kitchens"), Drawn(call, 180, TOP + 4, 6), Drawn(f" {FULL}.", 192)]


def test_notes_set_as_large_as_the_text_stand_apart_where_it_calls_them(tmp_path: Path) -> None:
    notes = column("5 Women ran them, as the councils", "had asked.", "6 In May.", top=200)
    report = read(tmp_path, [*called("5,6"), *column("They ended.", top=TOP - 12), *notes])
    assert words(report)[1:] == ["Women ran them, as the councils had asked.", "In May."]
    assert [block.number for block in report.blocks] == ["", "5", "6"]


@pytest.mark.parametrize("end", [".", ",", ")", ".”"])
def test_a_raised_call_set_a_little_apart_leads_to_its_note(tmp_path: Path, end: str) -> None:
    line = f"The mission ran kitchens{end}"
    report = read(
        tmp_path, [*column(line), Drawn("4", 190, TOP + 4, 6.5), Drawn("  ", 194), *column(FULL, top=TOP - 12)]
    )
    assert report.text.startswith(f"{line}⁴")


def test_a_raised_letter_apart_from_a_year_calls_a_note_that_it_opens(tmp_path: Path) -> None:
    notes = [Drawn("a", LEFT, 103, 5), Drawn("See the annex.", LEFT + 6, 100, 8)]
    drawn = [*column("Spent in 2025/26"), Drawn("a", 152, TOP + 4, 6.5), Drawn(" ", 156), Drawn("$12", 300)]
    assert read(tmp_path, [*drawn, *notes]).text.startswith("Spent in 2025/26ᵃ ")


def test_a_raised_figure_apart_from_a_number_stays_as_it_is(tmp_path: Path) -> None:
    report = read(tmp_path, [*column("The mission ran 12"), Drawn("4", 165, TOP + 4, 6.5), Drawn(" kitchens.", 169)])
    assert "⁴" not in report.text


@pytest.mark.parametrize("mark", [".", ",", ")"])
def test_a_gap_before_a_mark_is_no_space(tmp_path: Path, mark: str) -> None:
    drawn = [*column("The mission ran kitchens"), Drawn(mark, 186, TOP), Drawn(" ", 188.8), Drawn("here.", 191.5)]
    assert read(tmp_path, drawn).text.startswith(f"The mission ran kitchens{mark} ")


@pytest.mark.parametrize(
    ("call", "notes", "top"), [("7", ["5 Women ran them."], 200), ("5", ["5 Women ran them."], TOP - 24)]
)
def test_a_figure_that_opens_a_line_is_no_note_uncalled_or_within_the_text(
    tmp_path: Path, call: str, notes: list[str], top: float
) -> None:
    report = read(tmp_path, [*called(call), *column("They ended.", top=TOP - 12), *column(*notes, top=top)])
    assert not any(block.number for block in report.blocks)


@pytest.mark.parametrize("call", ["1", "2"])
def test_a_plain_number_that_the_text_calls_opens_a_note_under_the_lettered_notes_of_a_table(
    tmp_path: Path, call: str
) -> None:
    lettered = [Drawn("a", LEFT, 203, 5.5), Drawn("Includes the base.", LEFT + 6, 200, 8)]
    notes = column(f"{call} Women ran them, as the", "councils had asked.", top=170, size=8)
    report = read(tmp_path, [*called(call), *column("They ended.", top=TOP - 12), *lettered, *notes])
    assert words(report)[1:] == ["Includes the base.", "Women ran them, as the councils had asked."]
    assert [block.number for block in report.blocks] == ["", "a", call]


@pytest.mark.parametrize("title", ["Notes", "Endnotes", "Notas"])
def test_numbers_of_notes_at_the_end_are_none_of_paragraphs(tmp_path: Path, title: str) -> None:
    text = column(f"1. First {FULL}", "ends.", "", f"2. Second {FULL}", "ends too.")
    notes = column("1. Ibid., p. 27.", "", "2. See the annex.", top=560, size=8)
    report = read(tmp_path, [*text, *heading(title, 600), *notes])
    found = {quote.text: quote.paragraph for quote in (report.quote(block.span) for block in report.blocks)}
    assert [number for number in found.values() if number] == ["1", "2"]
    assert [block.number for block in report.blocks if block.kind is Kind.LINE] == ["1", "2"]


@pytest.mark.parametrize("signs", ["12", "45"])
def test_notes_that_raised_numbers_open_stand_apart_over_a_page_number(tmp_path: Path, signs: str) -> None:
    notes = [
        drawn
        for row, sign in enumerate(signs)
        for drawn in (Drawn(sign, LEFT, 103 - 12 * row, 5), Drawn("See the annex.", LEFT + 6, 100 - 12 * row, 8))
    ]
    report = read(tmp_path, [*column(f"First {FULL}", "ends."), *notes, Drawn("1", 300, 65)])
    assert [block.number for block in report.blocks][1:3] == list(signs)


@pytest.mark.parametrize("call", ["*", "†", "**"])
def test_a_paragraph_that_ends_in_the_call_of_a_note_is_one(tmp_path: Path, call: str) -> None:
    report = read(tmp_path, column(f"First {FULL}", f"ends.{call}", "", f"Second {FULL}", "ends too."))
    assert words(report, Kind.PARAGRAPH) == [f"First {FULL} ends.{call}", f"Second {FULL} ends too."]


@pytest.mark.parametrize(("last", "number"), [("6 12 of them closed.", "6"), ("6 24 May.", "6")])
def test_a_note_that_begins_with_a_figure_is_told_by_counting_on(tmp_path: Path, last: str, number: str) -> None:
    notes = column("5 Women ran them, as the councils", "had asked.", last, top=200)
    report = read(tmp_path, [*called("5,6"), *column("They ended.", top=TOP - 12), *notes])
    assert words(report)[-1] == last.removeprefix(f"{number} ")
    assert [block.number for block in report.blocks] == ["", "5", "6"]


@pytest.mark.parametrize("line", ["20 12 of them closed.", "6 12 of them closed."])
def test_a_line_of_a_note_that_begins_with_figures_is_none_where_it_does_not_count_on(
    tmp_path: Path, line: str
) -> None:
    notes = [*column("5 Women ran them, as the councils", top=200), Drawn(line, LEFT + 5 * (line[0] == "6"), 188)]
    report = read(tmp_path, [*called("5,6"), *column("They ended.", top=TOP - 12), *notes])
    assert words(report)[-1] == f"Women ran them, as the councils {line}"


@pytest.mark.parametrize("sign", ["*", "†", "**"])
def test_a_note_under_a_sign_is_one_of_its_own(tmp_path: Path, sign: str) -> None:
    notes = [Drawn("5", LEFT, 104, 5), *column("See annex.", x=78, top=100, size=8)]
    notes += column(f"{sign} Absent on Monday and on all", "of Friday.", top=90, size=8)
    report = read(tmp_path, [*called("5"), *column(f"{FULL}.", top=TOP - 12), *notes])
    assert [(block.number, report.quote(block.span).text) for block in report.blocks[-2:]] == [
        ("5", "See annex."),
        (sign, "Absent on Monday and on all of Friday."),
    ]


def test_running_heads_and_page_numbers_are_dropped(tmp_path: Path) -> None:
    def page(number: int, *lines: str) -> list[Drawn]:
        left, right = ("26-01035", f"{number}/5") if number % 2 else (f"{number}/5", "26-01035")
        return [
            Drawn("A/80/605", LEFT if number % 2 else 500, 790, 8),
            Drawn(left, LEFT, 30, 8),
            Drawn(right, 500, 30, 8),
            *column(*lines),
        ]

    report = read(
        tmp_path,
        *[page(number, f"Sentence {'abcde'[number - 1]} {FULL}", "ends.") for number in range(1, 6)],
    )
    assert "A/80/605" not in report.text
    assert "26-01035" not in report.text
    assert len(words(report, Kind.PARAGRAPH)) == 5


def test_a_running_head_never_cuts_a_sentence(tmp_path: Path) -> None:
    head = [Drawn("Annual report", LEFT, 790, 8)]
    pages = [[*head, Drawn(str(number), 300, 30, 8), *column(f"Part {FULL}")] for number in (1, 2)]
    report = read(tmp_path, *pages, [*head, Drawn("3", 300, 30, 8), *column("which ends here.")])
    assert words(report) == [f"Part {FULL} Part {FULL} which ends here."]


def test_body_lines_that_repeat_at_the_top_of_pages_stay(tmp_path: Path) -> None:
    pages = [[*heading("Country visit"), *column(f"Visit {name} {FULL}.", top=TOP - 40)] for name in ("Mali", "Chad")]
    figures = [column(f"Total {figure} 500", f"{FULL} {figure}.") for figure in (120, 95, 310)]
    report = read(tmp_path, *figures, *pages)
    assert "Total 120 500" in report.text
    assert "Total 310 500" in report.text


@pytest.mark.parametrize("leading", [12, 17])
@pytest.mark.parametrize("pages", [3, 6])
def test_a_line_that_opens_or_closes_every_page_as_part_of_its_text_stays(
    tmp_path: Path, leading: int, pages: int
) -> None:
    first, last = "The Committee recalls that no circumstances", "and the mayor signs."
    text = [[first, f"justify it. {name} {FULL}", "unless all agree", last] for name in "abcdef"[:pages]]
    drawn = [[Drawn(line, LEFT, TOP - leading * row) for row, line in enumerate(lines)] for lines in text]
    assert words(read(tmp_path, *drawn)) == [" ".join(lines) for lines in text]


@pytest.mark.parametrize("title", ["Key findings", "The council met."])
def test_the_heading_of_every_page_stays_over_its_text(tmp_path: Path, title: str) -> None:
    pages = [[*heading(title, TOP), *column(f"{name} {FULL}", "ends.", top=TOP - 24)] for name in "abcd"]
    assert words(read(tmp_path, *pages), Kind.HEADING) == [title] * 4


@pytest.mark.parametrize("apart", [20, 28])
def test_a_running_head_of_two_lines_set_close_is_dropped(tmp_path: Path, apart: int) -> None:
    heads = [*column("Harbour mission", "Report of the year"), Drawn("Printed in the north", LEFT, 30)]
    pages = [[*heads, *column(f"{name} {FULL}", "ends.", top=TOP - 12 - apart)] for name in "abcd"]
    assert words(read(tmp_path, *pages)) == [f"{name} {FULL} ends." for name in "abcd"]


@pytest.mark.parametrize(("head", "size", "leading"), [(9, 20, 13), (8, 16, 12), (9, 18, 20)])
def test_a_running_head_in_small_letters_is_dropped_over_large_or_widely_spaced_lines(
    tmp_path: Path, head: int, size: int, leading: int
) -> None:
    titles = ["Chad", "Mali", "Haiti", "Lebanon"]
    pages = [
        [
            *[Drawn("Country fact sheets", LEFT, TOP, head), Drawn(f"{title} after the war", LEFT, TOP - 26, size)],
            *[Drawn(f"{title} {FULL}", LEFT, TOP - 60), Drawn("and ends.", LEFT, TOP - 60 - leading)],
        ]
        for title in titles
    ]
    assert "Country fact sheets" not in read(tmp_path, *pages).text


def test_a_page_number_of_roman_numerals_is_dropped(tmp_path: Path) -> None:
    pages = [[Drawn(number, 300, 30, 8), *column(f"Page {number} {FULL}.")] for number in ("iv", "v", "vi")]
    assert words(read(tmp_path, *pages)) == [f"Page {number} {FULL}." for number in ("iv", "v", "vi")]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the experi-", "ence of the mission.", "the experience of the mission."),
        ("since COVID-", "19 began in the mission.", "since COVID-19 began in the mission."),
        ("the Secretary-", "General of the mission.", "the Secretary-General of the mission."),
        ("troop-", "and police-contributing countries.", "troop- and police-contributing countries."),
    ],
)
def test_a_hyphen_at_a_lines_end_is_resolved(tmp_path: Path, first: str, second: str, joined: str) -> None:
    report = read(tmp_path, column(f"{FULL} {first}", second))
    assert words(report) == [f"{FULL} {joined}"]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("los retrasos —debidos a las lluvias—", "duraron días.", "las lluvias— duraron"),
        ("los retrasos", "—debidos a las lluvias— duraron días.", "los retrasos —debidos"),
        ("their mandates—", "through all of the year.", "mandates—through"),
        ("their mandates", "—through all of the year—and more.", "mandates—through"),
    ],
)
def test_words_between_dashes_are_set_apart_from_the_line_before_and_after(
    tmp_path: Path, first: str, second: str, joined: str
) -> None:
    assert joined in read(tmp_path, column(f"Of {FULL} {first}", second)).text


def test_a_word_that_one_column_breaks_on_every_page_is_evidence_once() -> None:
    said = ["International staff", "The follow-on was side-by-side."]
    words = WordsInUse([*said, *["Inter-", "national"] * 5, "the follow-", "on and the side-by-", "side"])
    assert words.sentence(["a new two-", "pillar structure"]) == "a new two-pillar structure"
    assert words.sentence(["Inter-", "national"]) == "International"


def test_a_hyphen_stays_where_the_document_prints_it_elsewhere(tmp_path: Path) -> None:
    report = read(tmp_path, column(f"{FULL} cross-", "mission learning.", "", "Later cross-mission learning stopped."))
    assert words(report)[0].endswith("cross-mission learning.")


@pytest.mark.parametrize(("size", "title"), [(26, "Annual Report"), (22, "Annual Report"), (16, "Foreword by all")])
def test_two_words_are_the_title_in_much_larger_letters_alone(tmp_path: Path, size: int, title: str) -> None:
    page = [
        *heading("Annual Report", 760, size),
        *heading("Foreword by all"),
        *column(f"First {FULL}", "ends.", top=680),
    ]
    report = read(tmp_path, page)
    assert report.title == title
    assert words(report, Kind.HEADING)[0] == title


@pytest.mark.parametrize("date", ["Geneva, 12 May", "A/80/5"])
@pytest.mark.parametrize("size", [12, 14])
def test_a_letterhead_is_no_title_over_a_line_and_a_title_over_smaller_headings(
    tmp_path: Path, size: int, date: str
) -> None:
    page = [
        *[*heading("World Logistics", 760, 28), *column(date, top=730), *heading("Report on lost goods", 705, 17)],
        *[*heading("Harbours and stores", 680, size), *column(f"First {FULL}", "ends.", top=660)],
    ]
    report = read(tmp_path, page)
    assert report.title == "Report on lost goods"
    assert words(report, Kind.HEADING) == ["Report on lost goods", "Harbours and stores"]


@pytest.mark.parametrize("first", ["Summary", "1. Wells"])
def test_a_heading_over_a_paragraph_is_one_though_it_has_few_words(tmp_path: Path, first: str) -> None:
    page = [
        *[*heading(first, 760, 16), *column(f"First {FULL}", "ends.", top=740)],
        *[*heading("What was found there"), *column(f"Second {FULL}", "ends too.", top=680)],
    ]
    report = read(tmp_path, page)
    heads = {report.quote(block.span).text: block.level for block in report.blocks if block.kind is Kind.HEADING}
    assert heads == {first: 1, "What was found there": 2}


def test_headings_stand_over_what_follows_them_by_size_and_number(tmp_path: Path) -> None:
    report = read(
        tmp_path,
        [
            *heading("Report of the mission", size=18),
            *heading("I. Introduction", top=660),
            *column(f"{FULL}.", top=640),
            *heading("A. Mandate", top=600, size=12),
            *column(f"{FULL} twice.", top=580),
            *heading("II. Results", top=540),
            *column(f"{FULL} three times.", top=520),
        ],
    )
    assert report.title == "Report of the mission"
    above = [report.words_of(block.headings) for block in report.blocks if block.kind is Kind.PARAGRAPH]
    assert above == [
        ("Report of the mission", "I. Introduction"),
        ("Report of the mission", "I. Introduction", "A. Mandate"),
        ("Report of the mission", "II. Results"),
    ]


def test_a_bold_line_set_apart_a_little_is_a_heading_however_long(tmp_path: Path) -> None:
    long = "Senior leadership that understands the political value of the rights"
    lines = [
        *column(f"First {FULL}", "in the north."),
        *column(long, top=TOP - 38, font="F2"),
        *column(FULL.capitalize(), "ends here.", top=TOP - 51),
    ]
    report = read(tmp_path, lines)
    assert words(report, Kind.HEADING) == [long]
    assert words(report, Kind.PARAGRAPH)[1] == f"{FULL.capitalize()} ends here."


def test_a_bold_line_that_opens_a_page_is_a_heading_after_an_item_without_a_stop(tmp_path: Path) -> None:
    first = column(
        f"First {FULL}",
        "in the north.",
        "",
        "• Advising on the planning of patrols and of all operations of the",
        "military and of the police in the whole of the north and in the south",
    )
    report = read(
        tmp_path, first, [*column("Second mission", font="F2"), *column(f"Then {FULL}", "it ended.", top=TOP - 20)]
    )
    assert words(report, Kind.HEADING) == ["Second mission"]
    assert words(report, Kind.ITEM) == [
        "Advising on the planning of patrols and of all operations of the military and of the police in the whole of "
        "the north and in the south"
    ]


def test_points_under_each_other_are_points_whatever_they_end_in(tmp_path: Path) -> None:
    points = [f"Supporting {FULL}", f"Advising {FULL}", f"Monitoring {FULL}"]
    assert words(read(tmp_path, column(*(f"• {point}" for point in points))), Kind.ITEM) == points


def test_the_asterisks_of_a_comment_open_no_points(tmp_path: Path) -> None:
    lines = [f"* It is free {FULL}", f"* under the terms {FULL}", "* that all have agreed on here."]
    assert len(words(read(tmp_path, column(*lines)))) == 1
    assert (
        len(words(read(tmp_path, column(*(line.replace("* u", "* U").replace("* t", "* T") for line in lines))))) == 3
    )


def test_a_second_distance_of_lines_parts_paragraphs(tmp_path: Path) -> None:
    drawn, top = [], TOP
    texts = [f"{word} {FULL} and" for word in ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")]
    for text in texts:
        drawn += column(text, FULL, FULL, top=top)
        top -= 2 * LEADING + 1.2 * LEADING
    assert words(read(tmp_path, drawn), Kind.PARAGRAPH) == [f"{text} {FULL} {FULL}" for text in texts]


def test_a_second_distance_within_sentences_parts_nothing(tmp_path: Path) -> None:
    drawn, top = [], TOP
    for number in range(18):
        drawn += column(f"First {FULL}" if not number else FULL, top=top)
        top -= LEADING * (1.2 if number % 3 == 2 else 1)
    assert len(words(read(tmp_path, drawn))) == 1


def test_entries_with_names_before_them_stay_apart(tmp_path: Path) -> None:
    entries = [
        f"{name}: Ms. Ana Lopez, head of the office of the rights of all the people"
        for name in ("UNMIK", "UNMISS", "ONUSAL")
    ]
    assert words(read(tmp_path, column(*entries[:2]), column(entries[2]))) == entries


def test_a_figures_title_in_a_headings_letters_is_a_heading(tmp_path: Path) -> None:
    report = read(tmp_path, [*heading("FIGURE 2. SURVEY"), *column(f"First {FULL}", "in the north.", top=TOP - 30)])
    assert words(report, Kind.HEADING) == ["FIGURE 2. SURVEY"]
    report = read(tmp_path, [*heading("FIGURE 2. SURVEY", size=10), *column(f"First {FULL}", "it ends.", top=TOP - 30)])
    assert words(report, Kind.HEADING) == []


@pytest.mark.parametrize("over", ["Contents", "TABLE OF CONTENTS", "Sommaire", "Índice"])
def test_what_stands_over_a_contents_list_is_no_heading(tmp_path: Path, over: str) -> None:
    entries = column("I. Wells ............... 3", "II. Lamps of the north ............... 5", top=660)
    pages = [[*heading(over), *entries], [*heading("I. Wells"), *column(f"They met {FULL}.", top=660)]]
    assert words(read(tmp_path, *pages), Kind.HEADING) == ["I. Wells"]


def test_contents_without_entries_is_a_heading_like_any_other(tmp_path: Path) -> None:
    report = read(tmp_path, [*heading("Contents"), *column(f"Of the lamps {FULL}.", top=660)])
    assert words(report, Kind.HEADING) == ["Contents"]


def test_bold_words_inside_a_paragraph_are_no_heading(tmp_path: Path) -> None:
    report = read(tmp_path, [*column(f"1. One {FULL}"), *column(FULL, "as it noted.", top=TOP - 12, font="F2")])
    assert words(report) == [f"One {FULL} {FULL} as it noted."]
    assert report.blocks[0].kind is Kind.PARAGRAPH


def test_a_bookmark_makes_a_heading_of_the_line_with_its_title(tmp_path: Path) -> None:
    writer = PdfWriter()
    draw(writer, column("Protection of civilians", "", f"{FULL}."))
    writer.add_outline_item(title="1 Protection of Civilians", page_number=0)
    writer.write(tmp_path / "a.pdf")
    assert words(read_pdf(tmp_path / "a.pdf", "a.pdf"), Kind.HEADING) == ["Protection of civilians"]


def test_bullets_lose_their_mark_and_letters_keep_theirs(tmp_path: Path) -> None:
    report = read(
        tmp_path,
        [
            *column("The mission will:"),
            *column("• Train judges in the law of evidence and procedure", top=TOP - 18, x=LEFT + 20),
            *column("and visit prisons;", top=TOP - 30, x=LEFT + 28),
            *column("(a) Report on trials;", top=TOP - 48, x=LEFT + 20),
            *column("(b) Advise the courts.", top=TOP - 66, x=LEFT + 20),
        ],
    )
    assert words(report, Kind.ITEM) == [
        "Train judges in the law of evidence and procedure and visit prisons;",
        "(a) Report on trials;",
        "(b) Advise the courts.",
    ]


def test_numbered_paragraphs_are_paragraphs(tmp_path: Path) -> None:
    report = read(tmp_path, column(f"12. The {FULL}", "in Mali.", f"13. The {FULL}", "in Chad."))
    assert words(report, Kind.PARAGRAPH) == [f"The {FULL} in Mali.", f"The {FULL} in Chad."]
    assert [block.number for block in report.blocks] == ["12.", "13."]
    assert report.text.startswith("12. The")


@pytest.mark.parametrize("first", ["¿Qué medidas?", "¡Basta!", "„Genug“, sagten sie."])
def test_a_paragraph_that_a_sign_opens_has_its_number(tmp_path: Path, first: str) -> None:
    report = read(tmp_path, column(f"3. {first} The {FULL}", "in Mali."))
    assert [(block.number, block.kind) for block in report.blocks] == [("3.", Kind.PARAGRAPH)]


@pytest.mark.parametrize("number", ["29A.36", "27.I.1", "3.IV.12"])
def test_a_paragraphs_number_may_begin_with_its_sections(tmp_path: Path, number: str) -> None:
    report = read(tmp_path, column(f"{number} The {FULL}", "in Mali."))
    assert [(block.number, block.kind) for block in report.blocks] == [(number, Kind.PARAGRAPH)]
    assert report.text == f"{number} The {FULL} in Mali."


def test_a_footnote_stays_out_of_the_sentence_that_crosses_its_page(tmp_path: Path) -> None:
    foot = [Drawn("1", LEFT, 63, 5.5), Drawn("See document A/80/5, paragraph 3.", LEFT + 6, 60, 8)]
    report = read(tmp_path, [*column(f"4. Costs {FULL}", FULL), *foot], column("went down.", "", "5. The end."))
    assert f"Costs {FULL} {FULL} went down." in words(report)
    assert [block.number for block in report.blocks] == ["1", "4.", "5."]
    assert page_of(report, "See document") == 1
    assert page_of(report, "went down") == 2


def test_a_raised_number_is_not_read_as_part_of_a_figure(tmp_path: Path) -> None:
    line = [Drawn("It cost $176,368,700,"), Drawn("1", LEFT + 93.5, TOP + 4, 6), Drawn(" or 85 per cent.", LEFT + 97)]
    assert "$176,368,700,¹" in read(tmp_path, line).text


SOFT = "The COVID\xad19 plan of non\xadgovernmental bodies, the so\xadcalled"


@pytest.mark.parametrize("heading", ["Follow-up of the plan", "The well-being of all"])
def test_a_face_that_names_each_hyphen_soft_has_hyphens_beside_a_face_that_does_not(
    tmp_path: Path, heading: str
) -> None:
    shown = f"BT /F2 14 Tf 1 0 0 1 72 730 Tm ({heading}) Tj ET BT /F1 10 Tf 1 0 0 1 72 700 Tm ({SOFT}) Tj ET"
    assert words(drawn_as(tmp_path, shown)) == [heading, SOFT.replace("\xad", "-")]


@pytest.mark.parametrize(
    "body",
    [
        "The well-being of the com\xadmittee, the inter\xadnational one, the so\xadlemn",  # which has both
        "The com\xadmit\xadtee of the inter\xadna\xadtional so\xadlem\xadni\xadty",  # between all syllables
        "The com\xadmittee",  # one word tells nothing
    ],
)
def test_soft_hyphens_of_a_face_that_hides_them_are_gone(tmp_path: Path, body: str) -> None:
    shown = f"BT /F2 14 Tf 1 0 0 1 72 730 Tm (Follow-up) Tj ET BT /F1 10 Tf 1 0 0 1 72 700 Tm ({body}) Tj ET"
    assert "The " in (said := drawn_as(tmp_path, shown).text)
    assert "committee" in said


@pytest.mark.parametrize(
    ("words_before", "wide"), [("It was 2019", 50.1), ("It had 1,200", 52.3), ("So MONUSCO", 60.6)]
)
def test_a_raised_number_may_be_as_large_as_the_words(tmp_path: Path, words_before: str, wide: float) -> None:
    line = [Drawn(words_before), Drawn("3", LEFT + wide, TOP + 4), Drawn(" and it opened.", LEFT + wide + 5.6)]
    assert words(read(tmp_path, line)) == [f"{words_before}³ and it opened."]
    assert words(read(tmp_path, line[:2])) == [f"{words_before}³"]


@pytest.mark.parametrize("rise", [3, 4.5])
def test_a_number_that_is_raised_within_a_run_is_told_from_the_figure_before_it(tmp_path: Path, rise: float) -> None:
    shown = f"(It was 2019) Tj {rise} Ts (3) Tj 0 Ts ( and 1,200) Tj {rise} Ts (14) Tj 0 Ts ( came.) Tj"
    report = drawn_as(tmp_path, f"BT /F1 10 Tf 1 0 0 1 72 700 Tm {shown} ET")
    assert words(report) == ["It was 2019³ and 1,200¹⁴ came."]


@pytest.mark.parametrize(("x", "rise"), [(LEFT + 90, 4), (LEFT + 26, 0.8)])
def test_a_figure_in_another_cell_or_hardly_higher_is_not_raised(tmp_path: Path, x: float, rise: float) -> None:
    assert "12" in read(tmp_path, [Drawn("Boats"), Drawn("12", x, TOP + rise), Drawn("men", x + 60)]).text


@pytest.mark.parametrize(("raised", "read_as"), [("6", "⁶"), ("-6", "⁻⁶"), ("\u20136", "⁻⁶"), ("2+", "²⁺")])
def test_powers_and_charges_are_read_as_they_are_printed(tmp_path: Path, raised: str, read_as: str) -> None:
    line = [Drawn("It was 10"), Drawn(raised, LEFT + 39, TOP + 4, 6), Drawn(" of all.", LEFT + 47)]
    assert words(read(tmp_path, line)) == [f"It was 10{read_as} of all."]


def test_a_sign_of_a_run_of_its_own_is_raised_with_its_figure_alone(tmp_path: Path) -> None:
    power = [Drawn("It was 10"), Drawn("-", LEFT + 39, TOP + 4, 6), Drawn("3", LEFT + 41, TOP + 4, 6)]
    assert words(read(tmp_path, power)) == ["It was 10⁻³"]
    name = [Drawn("See SPB"), Drawn("+", LEFT + 38, TOP + 4, 6), Drawn("14 there", LEFT + 41.5)]
    assert words(read(tmp_path, name)) == ["See SPB+14 there"]


def test_a_sign_that_is_drawn_behind_its_figure_stands_in_the_gap_before_it(tmp_path: Path) -> None:
    late = [Drawn("It was 10"), Drawn("3", LEFT + 45, TOP + 4, 6), Drawn("-", LEFT + 41, TOP + 4, 6)]
    assert words(read(tmp_path, [*late, Drawn(" of all.", LEFT + 49)])) == ["It was 10⁻³ of all."]


def test_a_table_right_under_a_point_is_none_of_it(tmp_path: Path) -> None:
    heads = [Drawn("Type", LEFT + 6, TOP - 12), Drawn("2025/26", 250, TOP - 12), Drawn("2026/27", 400, TOP - 12)]
    report = read(tmp_path, [Drawn("• Boats for the north"), *heads])
    assert words(report) == ["Boats for the north", "Type 2025/26 2026/27"]


def drawn_line_by_line(folder: Path, *lines: tuple[str, float, float]) -> Report:
    """Each of (words, x, y) as a line of its own, whatever stands beside it."""
    shown = (f"BT /F1 10 Tf 12 TL 1 0 0 1 {x} {y} Tm ({text}) Tj T* ET" for text, x, y in lines)
    return drawn_as(folder, "\n".join(shown))


def drawn_as(folder: Path, operators: str) -> Report:
    writer = PdfWriter()
    page = draw(writer, [])
    stream = DecodedStreamObject()
    stream.set_data(operators.encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.write(folder / "report.pdf")
    return read_pdf(folder / "report.pdf", "report.pdf")


def test_a_bullet_that_is_a_line_of_its_own_opens_the_point_beside_it(tmp_path: Path) -> None:
    lines = [("\x7f", 72, 698), ("To light lamps", 90, 700), ("\x7f", 72, 684), ("To mend pumps", 90, 686)]
    assert words(drawn_line_by_line(tmp_path, *lines), Kind.ITEM) == ["To light lamps", "To mend pumps"]


def test_the_figures_of_a_row_that_are_lines_of_their_own_stand_beside_its_label(tmp_path: Path) -> None:
    heads = [("Type", 72.0, 700.0), ("2025/26", 200.0, 700.0), ("2026/27", 300.0, 700.0)]
    rows = [
        (text, x, 700.0 - 14 * at)
        for at in (1, 2)
        for text, x in ((f"Boats {'ab'[at - 1]}", 72.0), ("12", 220.0), ("1 250", 310.0))
    ]
    report = drawn_line_by_line(tmp_path, (f"It {FULL}.", 72, 740), *heads, *rows)
    assert [block.row.read_out for block in report.blocks if block.row] == [
        f"Boats {kind} — 2025/26: 12; 2026/27: 1 250" for kind in "ab"
    ]


def test_calls_that_a_lines_end_parts_are_raised_on_both_lines(tmp_path: Path) -> None:
    line = [Drawn(FULL), Drawn("3,", LEFT + 306, TOP + 4, 6)]
    after = [Drawn("4", LEFT, TOP - 8, 6), Drawn(" and more of them came.", LEFT + 4, TOP - 12)]
    assert words(read(tmp_path, [*line, *after])) == [f"{FULL}³, ⁴ and more of them came."]


POINTS = ["Protection of civilians in the camps", "Support to the elections", "Reform of the police"]


def test_points_without_a_mark_stand_apart_under_what_leads_into_them(tmp_path: Path) -> None:
    lead, after = f"The mission {FULL} and has these tasks:", f"It {FULL}."
    lines = [*column(lead), *column(*POINTS, top=TOP - 12, x=LEFT + 18), *column(after, top=TOP - 48)]
    report = read(tmp_path, lines)
    assert words(report, Kind.ITEM) == POINTS
    assert words(report, Kind.PARAGRAPH) == [lead, after]


def test_points_without_a_mark_may_take_several_lines(tmp_path: Path) -> None:
    points = column(f"To {FULL};", "of the country;", f"To {FULL}", "and of the east.", top=TOP - 12, x=LEFT + 18)
    assert len(words(read(tmp_path, [*column(f"The mission {FULL} and was:"), *points]), Kind.ITEM)) == 2


def test_a_quotation_set_apart_is_no_list(tmp_path: Path) -> None:
    quoted = [
        f"The mission {FULL}",
        "in the north of the country and the Secretary-General of the United",
        "Nations was told.",
    ]
    report = read(tmp_path, [*column(f"The council {FULL} and said:"), *column(*quoted, top=TOP - 12, x=LEFT + 18)])
    assert " ".join(quoted) in words(report, Kind.PARAGRAPH)


def test_a_row_that_is_drawn_from_its_end_is_read_from_its_beginning(tmp_path: Path) -> None:
    drawn = [
        Drawn(text, x, TOP - 12 * at)
        for at, name in enumerate(("BAIN", "SMITH", "ARMER"))
        for text, x in ((f"37,49{at}.96", 450), ("DIRECTOR", 250), (f"{name}, J", LEFT))
    ]
    assert words(read(tmp_path, drawn)) == [
        "BAIN, J DIRECTOR 37,490.96",
        "SMITH, J DIRECTOR 37,491.96",
        "ARMER, J DIRECTOR 37,492.96",
    ]


@pytest.mark.parametrize("marks", ["abc", ("i", "ii", "iii")])
def test_points_under_a_letter_and_a_stop_are_points(tmp_path: Path, marks: Sequence[str]) -> None:
    points = [f"{mark}. A point of the list" for mark in marks]
    assert words(read(tmp_path, column(f"It met {FULL}.", "", *points)), Kind.ITEM) == points


def test_a_sentence_that_goes_on_with_a_letter_and_a_stop_is_one(tmp_path: Path) -> None:
    lines = [f"{FULL[:60]} in Nicaragua", "v. the other party, and it was decided."]
    assert len(words(read(tmp_path, column(*lines)))) == 1


def test_a_sentence_runs_on_from_one_short_column_to_the_next(tmp_path: Path) -> None:
    left = column("The mission flew over the north and", "sailed on the lakes. Its work there")
    right = column("was ended by the Council in 2026, as", "it had asked for in its last letter.", x=320)
    whole = " ".join(part.text for part in [*left, *right])
    assert words(read(tmp_path, [*left, *right])) == [whole]


@pytest.mark.parametrize("last", ["expressed concern that many of", "worked for months with the councils"])
def test_a_sentence_runs_on_from_an_indented_line_that_is_not_full_to_the_next_column(
    tmp_path: Path, last: str
) -> None:
    left = column(f"First {FULL[:44]}", "and so on.", "", x=LEFT)
    point = [Drawn("• The mission which had", LEFT + 30, TOP - 40), Drawn(last, LEFT + 30, TOP - 52)]
    right = column("people in the north were heard by the officers", f"of the {FULL[:40]}", "again.", x=320)
    assert words(read(tmp_path, [*left, *point, *right]), Kind.ITEM)[0].endswith(
        "officers of the " + FULL[:40] + " again."
    )


@pytest.mark.parametrize("number", ["1", "14"])
def test_a_note_at_the_foot_of_a_column_cuts_no_sentence_that_goes_on_in_the_next(tmp_path: Path, number: str) -> None:
    left = column(*[f"{name} {FULL[:44]}" for name in ("First", "then", "later")])
    note = [Drawn(number, LEFT, 103, 5.5), Drawn("See the annex.", LEFT + 6, 100, 8)]
    report = read(tmp_path, [*left, *note, *column(f"people {FULL[:40]}", "were heard.", x=320)])
    assert len(words(report, Kind.PARAGRAPH)) == 1
    assert [(block.number, report.quote(block.span).text) for block in report.blocks][1:] == [
        (number, "See the annex.")
    ]


@pytest.mark.parametrize("caption", ["Figure 1: Share of goods", "Box 2. What all need"])
def test_a_caption_over_the_next_column_is_none_of_the_sentence_before(tmp_path: Path, caption: str) -> None:
    left = column(*[f"{name} {FULL[:44]}" for name in ("First", *["then"] * 14)])
    report = read(tmp_path, [*left, *column(caption, "", f"People {FULL[:40]}", "were heard.", x=320)])
    assert caption in words(report)


@pytest.mark.parametrize("caption", [["Figure 1: Share of goods"], ["Figure 1: Share of goods by", "mission and year"]])
def test_a_sentence_goes_on_under_the_caption_of_a_figure_that_opens_the_next_column(
    tmp_path: Path, caption: list[str]
) -> None:
    left = [f"{name} {FULL[:43]}" for name in ("First", *["then"] * 14)]
    right = column(*caption, "", f"people {FULL[:39]}", "were heard.", x=320)
    whole = " ".join([*left, f"people {FULL[:39]}", "were heard."])
    assert words(read(tmp_path, [*column(*left), *right])) == [" ".join(caption), whole]


def test_the_rows_of_a_table_stay_apart(tmp_path: Path) -> None:
    rows = [("Civilian staff", "68 552.0"), ("Military staff", "37 339.0")]
    cells = [
        drawn
        for place, row in enumerate(rows)
        for drawn in (Drawn(row[0], LEFT, 600 - 14 * place, 8.5), Drawn(row[1], 300, 600 - 14 * place, 8.5))
    ]
    report = read(tmp_path, [*column(f"{FULL}.", f"{FULL}."), *cells])
    assert words(report, Kind.LINE) == ["Civilian staff 68 552.0", "Military staff 37 339.0"]


def test_a_page_without_text_shifts_no_number_and_is_told(tmp_path: Path) -> None:
    report = read(tmp_path, column("First page."), [], column("Third page."))
    assert page_of(report, "Third page.") == 3
    assert report.quote(report.blocks[-1].span).page == 3
    assert report.notes == (
        "Page 2 has no text: blank, or a picture. Words in pictures cannot be quoted unless OCR is run first.",
    )


def test_page_labels_come_from_the_file_and_are_not_made_up(tmp_path: Path) -> None:
    writer = PdfWriter()
    for text in ("Foreword here.", "Summary here.", "Body here."):
        draw(writer, column(text))
    writer.set_page_label(0, 1, PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(2, 2, PageLabelStyle.DECIMAL)
    writer.write(tmp_path / "a.pdf")
    assert [page.label for page in read_pdf(tmp_path / "a.pdf", "a.pdf").pages] == ["i", "ii", "1"]
    assert [page.label for page in read(tmp_path, column("One."), column("Two.")).pages] == [None, None]


@pytest.mark.parametrize(
    ("given_title", "title"),
    [
        ("Human rights in Mali", "Human rights in Mali"),
        ("Microsoft Word - draft3.docx", "Annual report of the mission"),
        ("report_final.pdf", "Annual report of the mission"),
        ("Annual report.html", "Annual report of the mission"),
        ("", "Annual report of the mission"),
    ],
)
def test_the_title_is_one_that_a_person_wrote(tmp_path: Path, given_title: str, title: str) -> None:
    writer = PdfWriter()
    draw(writer, [*heading("Annual report of the mission"), *column(f"{FULL}.", top=600)])
    writer.add_metadata({"/Title": given_title})
    writer.write(tmp_path / "a.pdf")
    assert read_pdf(tmp_path / "a.pdf", "a.pdf").title == title


def test_without_title_and_heading_the_files_name_is_the_title(tmp_path: Path) -> None:
    assert read(tmp_path, column(f"{FULL}.")).title == "report"


def test_a_password_is_asked_for_in_one_line(tmp_path: Path) -> None:
    for user, opens in (("secret", False), ("", True)):
        writer = PdfWriter()
        draw(writer, column("Locked text."))
        writer.encrypt(user_password=user, owner_password="owner", algorithm="AES-256")
        writer.write(tmp_path / "locked.pdf")
        if opens:
            assert read_pdf(tmp_path / "locked.pdf", "locked.pdf").text == "Locked text."
        else:
            with pytest.raises(UnreadableReport, match=r"^[^\n]*asks for a password[^\n]*$"):
                read_pdf(tmp_path / "locked.pdf", "locked.pdf")


def test_a_file_without_text_is_taken_for_a_scan(tmp_path: Path) -> None:
    with pytest.raises(
        UnreadableReport, match=r"2 pages but no text, probably a scan\. Give --ocr with its language, or"
    ):
        read(tmp_path, [], [])


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "is empty"),
        (b"not a PDF at all", "damaged"),
        (b"%PDF-1.7\n1 0 obj\n<<", "damaged"),
        (b"%PDF-1.4\n" * 99, "damaged"),
    ],
)
def test_a_damaged_file_is_refused_in_one_line(tmp_path: Path, content: bytes, found: str) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableReport, match=rf"^[^\n]*{found}[^\n]*$"):
        read_pdf(path, "bad.pdf")


def test_a_cut_file_never_ends_in_a_traceback(tmp_path: Path) -> None:
    whole = written(tmp_path, column(f"{FULL}."), column(f"{FULL}.")).read_bytes()
    for share in (0.2, 0.5, 0.8, 0.95):
        path = tmp_path / "cut.pdf"
        path.write_bytes(whole[: int(share * len(whole))])
        try:
            read_pdf(path, "cut.pdf")
        except UnreadableReport as error:
            assert "\n" not in str(error)


def test_a_page_that_fails_is_told_and_the_others_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, column("First page."), column("Second page."), column("Third page."))
    whole = PageObject.extract_text
    calls = 0

    def fails_once(self: PageObject, *args: object, **options: object) -> str:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise RecursionError("maximum recursion depth exceeded")
        return whole(self, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(PageObject, "extract_text", fails_once)
    report = read_pdf(path, "a.pdf")
    assert calls == 3
    assert page_of(report, "Third page.") == 3
    assert len(report.notes) == 1
    assert report.notes[0].startswith("Page 2 could not be read")


def test_a_page_that_takes_too_long_is_left_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.pdf_file._PAGE_SECONDS", -1)
    with pytest.raises(UnreadableReport, match=r"no text could be read\. Page 1 could not be read \(it takes longer"):
        read(tmp_path, column("Words."))


def test_progress_hears_every_page(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    path = written(tmp_path, column("One."), column("Two."), column("Three."))
    read_pdf(path, "a.pdf", lambda done, of: heard.append((done, of)))
    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_garbled_text_is_read_with_a_warning(tmp_path: Path) -> None:
    report = read(tmp_path, column("Þ«Êà½ç ÎÞ²ú Õß£¬ Áª ºÏÆð Àå"))
    assert "garbled" in report.notes[0]


def test_a_line_set_on_its_side_is_no_running_foot_and_no_obstacle(tmp_path: Path) -> None:
    writer = PdfWriter()
    page = draw(writer, column(f"Upright {FULL}", "ends."))
    page.rotate(90)
    draw(writer, column("Second page."))
    writer.write(tmp_path / "a.pdf")
    assert words(read_pdf(tmp_path / "a.pdf", "a.pdf"))[0] == f"Upright {FULL} ends."


def test_pypdf_says_nothing_at_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, column("Words."))
    path.write_bytes(path.read_bytes().replace(b"startxref", b"startxxxx"))
    with contextlib.suppress(UnreadableReport):
        read_pdf(path, "a.pdf")
    assert capfd.readouterr() == ("", "")
    assert not logging.getLogger("pypdf._reader").isEnabledFor(logging.CRITICAL)


@pytest.mark.parametrize(
    ("drawn", "read_out"),
    [("oﬃce ﬁeld", "office field"), ("ﺍﻟﻌﺮﺑﻴﺔ", "العربية"), ("cafe\u0301", "café"), ("m² ½", "m² ½"), ("a\x00b", "ab")],
)
def test_drawn_forms_become_letters(drawn: str, read_out: str) -> None:
    assert letters(drawn) == read_out


def test_a_gap_inside_a_word_is_closed_only_where_the_document_proves_it() -> None:
    others = ["youth and women " * 20, "a year and a day " * 20]
    line = f"of yout{MAYBE_SPACE}h in{MAYBE_SPACE}side"
    assert WordsInUse([*others, line]).close_gaps(line) == "of youth in side"


line_text = st.text(st.sampled_from("abcdefgh ABC123.,;:-()•–éü"), min_size=1, max_size=60)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.tuples(line_text, st.sampled_from([8.0, 10.0, 14.0]), st.booleans()), max_size=6),
        min_size=1,
        max_size=3,
    )
)
def test_blocks_never_overlap_and_only_white_space_lies_between(
    tmp_path: Path, pages: list[list[tuple[str, float, bool]]]
) -> None:
    drawn = [
        [
            Drawn(text, LEFT, TOP - 15 * place, size, "F2" if bold else "F1")
            for place, (text, size, bold) in enumerate(page)
        ]
        for page in pages
    ]
    try:
        report = read(tmp_path, *drawn)
    except UnreadableReport:
        assert not any(char.isalnum() for page in pages for text, *_ in page for char in text)
        return
    end = 0
    for block in report.blocks:
        assert not report.text[end : block.span.start].strip()
        assert block.span.start >= end
        end = block.span.end
        quote = report.quote(block.span)
        assert report.text[quote.span.start : quote.span.end] == quote.text == quote.text.strip()
        assert quote.page is not None
    assert end == len(report.text)
    starts = [page.start for page in report.pages]
    assert starts == sorted(starts)


@pytest.mark.parametrize("bold", [(1,), (1, 2), (2,)])
@pytest.mark.parametrize("last", ["resources for all wells.", "Mission for all of May."])
def test_a_sentence_goes_on_where_bold_changes_to_plain_behind_a_line_that_is_not_full(
    tmp_path: Path, bold: tuple[int, ...], last: str
) -> None:
    lines = [
        f"56. The proposal {FULL}",
        "Taking into account its",
        "observations above, the Committee recommends the",
        last,
    ]
    drawn = [Drawn(text, LEFT, TOP - 12 * row, font="F2" if row in bold else "F1") for row, text in enumerate(lines)]
    assert words(read(tmp_path, drawn)) == [" ".join(lines)[4:]]


def marked_bold(mark: str, *lines: str, indent: float = 0) -> list[Drawn]:
    """A paragraph whose words are bold and whose number is not."""
    first, *rest = lines
    opening = [Drawn(f"{mark} ", LEFT + indent, TOP), Drawn(first, LEFT + indent + 30, TOP, font="F2")]
    return [*opening, *column(*rest, top=TOP - LEADING, font="F2"), *column(f"{FULL} {FULL}.", top=TOP - 60)]


@pytest.mark.parametrize(
    "second", ["operations is given to the members in time.", "Secretariat is given to all in time."]
)
@pytest.mark.parametrize(("mark", "indent"), [("14.", 0), ("(d)", 20)])
def test_a_paragraph_in_bold_goes_on_behind_its_number(tmp_path: Path, mark: str, indent: float, second: str) -> None:
    first = "The Committee trusts that a report on the"
    report = read(tmp_path, marked_bold(mark, first, second, indent=indent))
    assert any(text.endswith(f"{first} {second}") for text in words(report))


def test_a_cell_that_breaks_in_the_middle_of_a_sentence_goes_on_below(tmp_path: Path) -> None:
    drawn = column(f"{FULL}.", "", f"{FULL}.", top=740)
    for at, line in enumerate(("Towards a principle-", "based approach, with new,", "fair partnerships")):
        drawn.append(Drawn(line, 160, 640 - 10 * at, 8.5))
    drawn.insert(-3, Drawn("79/228", LEFT, 640, 8.5))
    assert "79/228 Towards a principle-based approach, with new, fair partnerships" in words(read(tmp_path, drawn))


@pytest.mark.parametrize("bullet", ["o", "§", "Ø", "ü", "•"])
def test_the_bullets_of_every_font_open_points(tmp_path: Path, bullet: str) -> None:
    drawn = column("They asked for all of this in the hall of the harbour school:")
    for at, wanted in enumerate(("lamps for the hall", "keys for the doors")):
        drawn += [Drawn(bullet, LEFT, TOP - 12 * (at + 1)), Drawn(wanted, LEFT + 18, TOP - 12 * (at + 1))]
    assert words(read(tmp_path, drawn), Kind.ITEM) == ["lamps for the hall", "keys for the doors"]


@pytest.mark.parametrize("points", [("a) lamps", "b) keys"), ("i) lamps", "ii) keys"), ("(a) lamps", "(b) keys")])
def test_letters_before_brackets_open_points(tmp_path: Path, points: tuple[str, str]) -> None:
    report = read(tmp_path, column(f"The council met {FULL}", "and bought these:", *points))
    assert words(report, Kind.ITEM) == list(points)


def test_a_letter_that_is_a_word_or_a_sections_sign_is_no_bullet(tmp_path: Path) -> None:
    spanish = column("Pidieron lámparas para la sala de la escuela del puerto", "o llaves para las puertas.")
    law = column("§ 5 The council keeps the keys of the hall at all times.", top=600)
    assert words(read(tmp_path, spanish + law), Kind.ITEM) == []


@pytest.mark.parametrize("line", [[Drawn("The mission opened kitchens.", LEFT, 712)], heading("Findings", top=730)])
def test_a_line_of_the_body_that_opens_both_pages_of_two_is_no_running_head(tmp_path: Path, line: list[Drawn]) -> None:
    pages = [
        [*line, *column(f"{name} {FULL}.", f"{name} {FULL}."), Drawn(str(at), 300, 30, 8)]
        for at, name in ((1, "A"), (2, "B"))
    ]
    report = read(tmp_path, *pages)
    assert report.text.count(line[0].text) == 2


def test_heads_of_two_pages_of_two_lines_each_are_left_out(tmp_path: Path) -> None:
    head = [Drawn("Harbour study", LEFT, 800, 8), Drawn("Council of the harbour", LEFT, 790, 8)]
    report = read(tmp_path, *([*head, *column(f"{name} {FULL}.", f"{name} {FULL}.")] for name in ("A", "B")))
    assert "Harbour study" not in report.text
    assert "Council" not in report.text


@pytest.mark.parametrize("letter", ["b", "d"])
def test_a_letter_that_a_line_happens_to_begin_with_goes_on_with_the_sentence(tmp_path: Path, letter: str) -> None:
    before = chr(ord(letter) - 1)
    lines = [
        f"30. It is proposed {FULL} to: ({before}) buy one lamp",
        f"and oil {FULL};",
        f"({letter}) convert two posts {FULL}.",
    ]
    assert len(words(read(tmp_path, column(*lines)))) == 1


def test_numbers_that_lines_happen_to_begin_with_go_on_with_a_point_over_a_page(tmp_path: Path) -> None:
    first = ["(a) Keep the posts;", f"(b) Work with the villages, through: (i) the wells {FULL};"]
    then = [
        f"(ii) the kitchens; and (iii) the wood {FULL};",
        f"(iv) the lamps {FULL};",
        f"(v) the oil {FULL}.",
        "(c) Go.",
    ]
    report = read(tmp_path, column(*first), column(*then))
    assert [text[:3] for text in words(report, Kind.ITEM)] == ["(a)", "(b)", "(c)"]
    assert words(report, Kind.ITEM)[1].endswith(f"(iv) the lamps {FULL}; (v) the oil {FULL}.")


@pytest.mark.parametrize(
    "lines",
    [
        ["(a) (i) Buy one lamp;", f"(ii) Convert two posts {FULL};", f"(iii) Store oil {FULL}."],
        ["To be done: (i) buy a lamp;", "(ii) convert two posts;", "(iii) store oil."],
        ["(i) Buy one lamp, as in (i) before;", f"(ii) Convert two posts {FULL};", "(iii) Store oil."],
    ],
    ids=["behind a letter", "behind lines that are not full", "where the first opens a line"],
)
def test_numbers_with_which_points_begin_do(tmp_path: Path, lines: list[str]) -> None:
    assert len(words(read(tmp_path, column(*lines, f"Nothing else {FULL}.")))) >= 3


def test_letters_that_each_open_a_line_are_points(tmp_path: Path) -> None:
    lines = ["30. It is proposed to:", "(a) Buy one lamp, as (a) says;", "(b) Convert two posts;", "(c) Store oil."]
    assert len(words(read(tmp_path, column(*lines)), Kind.ITEM)) == 3
