"""Rows of tables that Markdown, HTML and Word mark as such, each with what stands over its cells."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from corpus.html_file import html_report
from corpus.markdown_file import markdown_report
from corpus.report import Report, Row
from corpus.word_file import word_report

HEADS = ("Aircraft", "2025/26", "Approved")
ROWS = (HEADS, ("Helicopters", "4 200", "4 444"), ("Aeroplanes", "–", "(1 250.5)"))
TITLE, UNIT = "Table 1. Flying hours", "(Hours of a year)"


def in_markdown(rows: Sequence[Sequence[str]], folder: Path) -> Report:  # noqa: ARG001
    first, *others = ("| " + " | ".join(row) + " |" for row in rows)
    table = "\n".join([first, "|---" * len(rows[0]) + "|", *others])
    return markdown_report(f"{TITLE}\n\n{UNIT}\n\n{table}\n\nNobody spoke.", "a.md", "a")


def in_html(rows: Sequence[Sequence[str]], folder: Path) -> Report:  # noqa: ARG001
    table = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in rows)
    return html_report(f"<table><caption>{TITLE}<p>{UNIT}</p></caption>{table}</table><p>Nobody spoke.", "a.html", "a")


def in_word(rows: Sequence[Sequence[str]], folder: Path) -> Report:
    def paragraph(words: str) -> str:
        return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"

    table = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    body = f"{paragraph(TITLE)}{paragraph(UNIT)}<w:tbl>{table}</w:tbl>{paragraph('Nobody spoke.')}"
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(folder / "a.docx", "w") as package:
        package.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
    return word_report(folder / "a.docx", "a.docx")


def row_in_word(*cells: str) -> str:
    return "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in cells)


def word_table(folder: Path, rows: str) -> Report:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(folder / "a.docx", "w") as package:
        body = f"<w:tbl>{rows}</w:tbl><w:p><w:r><w:t>Nobody spoke.</w:t></w:r></w:p>"
        package.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
    return word_report(folder / "a.docx", "a.docx")


def rows_of(report: Report) -> list[Row]:
    return [block.row for block in report.blocks if block.row]


Reader = Callable[[Sequence[Sequence[str]], Path], Report]
READERS = pytest.mark.parametrize("read", [in_markdown, in_html, in_word])


@READERS
def test_each_cell_of_a_row_is_known_by_what_stands_over_it(read: Reader, tmp_path: Path) -> None:
    report = read(ROWS, tmp_path)
    assert rows_of(report) == [
        Row(TITLE, "Hours of a year", "Helicopters", (("2025/26", "4 200"), ("Approved", "4 444"))),
        Row(TITLE, "Hours of a year", "Aeroplanes", (("2025/26", "–"), ("Approved", "(1 250.5)"))),
    ]
    assert "\n\nHelicopters 4 200 4 444\n\n" in report.text


@READERS
def test_an_empty_cell_moves_no_figure_under_another_head(read: Reader, tmp_path: Path) -> None:
    (row,) = rows_of(read([HEADS, ("Helicopters", "", "12")], tmp_path))
    assert row.cells == (("Approved", "12"),)


@READERS
@pytest.mark.parametrize(
    "rows",
    [
        [("Helicopters", "4 200", "4 444"), ("Aeroplanes", "3", "5")],  # no heads
        [("Aircraft", "Hours", "Hours"), ("Helicopters", "4 200", "4 444")],  # two alike
        [HEADS, ("Type", "planned", "granted"), ("Helicopters", "3", "5")],  # two rows that may be heads
        [("Aircraft", "Hours", ""), ("Helicopters", "3", "5")],  # a column without one
    ],
)
def test_a_table_that_is_not_sure_says_nothing_of_its_rows(
    read: Reader, rows: Sequence[Sequence[str]], tmp_path: Path
) -> None:
    assert rows_of(read(rows, tmp_path)) == []


WORDS = [HEADS, ("Helicopters", "north", "south"), ("Aeroplanes", "east", "west")]


@pytest.mark.parametrize("read", [in_html, in_word])
def test_of_words_alone_the_first_row_may_be_one_of_them(read: Reader, tmp_path: Path) -> None:
    assert rows_of(read(WORDS, tmp_path)) == []


def test_words_under_heads_that_are_marked_have_them(tmp_path: Path) -> None:
    marked = "<tr><th>Aircraft<th>2025/26<th>Approved"
    rows = "<tr><td>Helicopters<td>north<td>south<tr><th>Aeroplanes<td>east<td>west"
    head = f"<thead>{marked.replace('th>', 'td>')}</thead><tbody>{rows}"
    repeated = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{row_in_word('Aircraft', '2025/26', 'Approved')}</w:tr>"
    body = "".join(f"<w:tr>{row_in_word(*row)}</w:tr>" for row in WORDS[1:])
    for report in (
        in_markdown(WORDS, tmp_path),
        html_report(f"<table>{marked}{rows}</table>", "a.html", "a"),
        html_report(f"<table>{head}</table>", "a.html", "a"),
        word_table(tmp_path, f"{repeated}{body}"),
    ):
        assert [row.read_out.split(" (")[0] for row in rows_of(report)] == [
            "Helicopters — 2025/26: north; Approved: south",
            "Aeroplanes — 2025/26: east; Approved: west",
        ]


UNDER = (("2025/26 approved", "3"), ("2025/26 spent", "5"), ("2026/27", "7"))


@pytest.mark.parametrize("tag", ["td", "th"])
def test_heads_of_two_rows_are_complete_over_each_cell(tag: str) -> None:
    upper = "<tr><td rowspan=2>Aircraft<td colspan=2>2025/26<td rowspan=2>2026/27"
    lower = "<tr><td>approved<td>spent"
    heads = f"{upper}{lower}".replace("<td", f"<{tag}")
    (row,) = rows_of(html_report(f"<table>{heads}<tr><td>Helicopters<td>3<td>5<td>7</table>", "a.html", "a"))
    assert row == Row("", "", "Helicopters", UNDER)


def test_heads_of_two_rows_in_word_are_complete_over_each_cell(tmp_path: Path) -> None:
    def cell(words: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"

    begins, goes_on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    upper = cell("Aircraft", begins) + cell("2025/26", wide) + cell("2026/27", begins)
    lower = cell("", goes_on) + cell("approved") + cell("spent") + cell("", goes_on)
    table = "".join(f"<w:tr>{each}</w:tr>" for each in (upper, lower, row_in_word("Helicopters", "3", "5", "7")))
    (row,) = rows_of(word_table(tmp_path, table))
    assert row.cells == UNDER


def test_a_second_row_that_stands_under_no_wide_head_is_none() -> None:
    table = "<tr><td>Aircraft<td colspan=2>2025/26<td>2026/27<tr><td>Balloons<td>many<td>few<td>none"
    assert rows_of(html_report(f"<table>{table}<tr><td>Helicopters<td>3<td>5<td>7</table>", "a.html", "a")) == []


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("<tr><th>A<th>B<th>C<tr><td rowspan=2>x<td>1<td>2<tr><td>y<td>4", [("B", "1"), ("C", "2")]),
        ("<tr><th>A<th>B<th>C<tr><td colspan=2>x<td>2", [("C", "2")]),
    ],
)
def test_a_cell_over_several_rows_or_columns_moves_none_under_another_head(
    table: str, cells: list[tuple[str, str]]
) -> None:
    first = rows_of(html_report(f"<table>{table}</table>", "a.html", "a"))[0]
    assert list(first.cells) == cells


def test_the_rows_of_a_table_within_a_table_know_their_own_heads() -> None:
    inner = "<table><tr><td>K<td>L<tr><td>z<td>9</table>"
    report = html_report(f"<table><tr><td>A<td>B<tr><td>x<td>1<tr><td>{inner}<td>5</table>", "a.html", "a")
    assert [row.cells for row in rows_of(report)] == [(("B", "1"),), (("L", "9"),)]
