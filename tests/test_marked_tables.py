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
        [HEADS, ("Helicopters", "north", "south")],  # words alone: the first row may be one of them
    ],
)
def test_a_table_that_is_not_sure_says_nothing_of_its_rows(
    read: Reader, rows: Sequence[Sequence[str]], tmp_path: Path
) -> None:
    assert rows_of(read(rows, tmp_path)) == []


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
