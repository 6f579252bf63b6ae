"""The same rows in every form, each labelled as whose."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from assistant.case_studies.case_rows import Filters, Row, chosen, rows
from assistant.case_studies.case_tables import case_table
from corpus.markdown_file import markdown_report
from corpus.report import Report

EBOLA = Filters(themes=("ebola",))


@pytest.fixture(scope="module")
def table(shipped: Report) -> tuple[Row, ...]:
    return rows([shipped])


def made(table: tuple[Row, ...], filters: Filters, kind: str) -> bytes:
    return case_table(chosen(table, filters), table, filters, kind, "case studies")


def test_the_text_counts_groups_and_gives_our_rule(table: tuple[Row, ...]) -> None:
    text = made(table, EBOLA, "table").decode()
    assert text.startswith("2 of 55 case studies\n")
    assert "MONUSCO – Democratic Republic of the Congo (1)" in text
    assert "Our rule – Ebola: the title says one of: ebola, evd" in text
    assert "Further's own, not the report's" in text


def test_csv_is_read_back_whole(table: tuple[Row, ...]) -> None:
    read = list(csv.DictReader(StringIO(made(table, Filters(), "csv").decode("utf-8-sig"))))
    assert [row["title"] for row in read] == [row.title for row in table]
    assert {row["country (ours)"] for row in read if row["mission"] == "MINUSMA"} == {"Mali"}


def test_json_holds_quotes_that_can_be_checked_and_counts_that_add_up(table: tuple[Row, ...], shipped: Report) -> None:
    found = json.loads(made(table, EBOLA, "json"))
    assert (found["count"], found["of"], sum(found["counts"].values())) == (2, 55, 2)
    assert found["filters"]["themes"] == list(found["rules"]) == ["ebola"]
    assert all(shipped.text[row["start"] : row["end"]] == row["text"] for row in found["rows"])


def test_the_spreadsheet_holds_the_rows_and_beside_them_our_rules(table: tuple[Row, ...]) -> None:
    workbook = load_workbook(BytesIO(made(table, Filters(), "xlsx")))
    cases, rules = workbook.worksheets
    assert [row[3] for row in cases.iter_rows(min_row=2, values_only=True)] == [row.title for row in table]
    assert rules["A1"].value == "Countries, themes and their rules are Further's own, not the report's."


def test_a_title_that_begins_as_a_formula_stays_text() -> None:
    report = markdown_report("# Plan\n\n- =SUM(A1:A9) is written so\n", "p.md", "Plan")
    table = rows([report])
    workbook = load_workbook(BytesIO(case_table(table, table, Filters(), "xlsx", "list items")))
    cell = workbook.worksheets[0]["D2"]
    assert (cell.value, cell.data_type) == ("=SUM(A1:A9) is written so", "s")


def test_nothing_found_is_still_a_table(table: tuple[Row, ...]) -> None:
    assert made(table, Filters(words="submarines"), "table") == b"0 of 55 case studies\n"


def test_a_table_of_lists_names_what_leads_into_each_point() -> None:
    report = markdown_report("# Plan\n\n## Aims\n\nIt shall:\n\n- Build schools\n", "p.md", "Plan")
    table = rows([report])
    (read,) = csv.DictReader(StringIO(case_table(table, table, Filters(), "csv", "list items").decode("utf-8-sig")))
    assert (read["under"], read["lead-in"], read["title"]) == ("Aims", "It shall:", "Build schools")
    assert "mission" not in read
    workbook = load_workbook(BytesIO(case_table(table, table, Filters(), "xlsx", "list items")))
    assert workbook.sheetnames[0] == "List items"
