"""A case study leads to the pages of a fuller document that treat it, and to no other mission's."""

from __future__ import annotations

import pytest

from assistant.case_studies.case_rows import Filters, Row, chosen, rows
from assistant.case_studies.case_tables import case_table
from assistant.case_studies.fuller_document import RULE, whole_table, with_pages
from corpus.report import Kind, Page, Report
from corpus.report_builder import Draft

PAGES = [
    (Kind.HEADING, "A study of MINUSCA and UNSMIL"),
    (Kind.HEADING, "Hate speech in the Central African Republic"),
    (Kind.PARAGRAPH, "Combating hate speech spread on social media became a task of the component."),
    (Kind.HEADING, "Libya"),
    (Kind.PARAGRAPH, "UNSMIL worked on combating hate speech on social media too."),
    (Kind.PARAGRAPH, "Prisons were visited every month."),
    (Kind.HEADING, "Mali"),
    (Kind.PARAGRAPH, "Hate speech on social media was combated by others."),
]


@pytest.fixture(scope="module")
def study() -> Report:
    draft = Draft()
    for number, (kind, text) in enumerate(PAGES, 1):
        draft.add(
            kind, text, (1 if number == 1 else 2) * (kind is Kind.HEADING), [(0, Page(0, number, f"{number + 10}"))]
        )
    return draft.report("study.pdf", "A study")


def treated(shipped: Report, study: Report) -> list[Row]:
    table = chosen(rows([shipped]), Filters(words="hate speech"))
    return list(with_pages(table, study))


def test_each_mission_has_its_own_pages(shipped: Report, study: Report) -> None:
    assert [(row.heading, row.pages) for row in treated(shipped, study)] == [
        ("MINUSCA", ("p. 13",)),
        ("UNSMIL", ("p. 15",)),
    ]


def test_the_table_names_the_pages_and_the_rule_that_found_them(shipped: Report, study: Report) -> None:
    found = treated(shipped, study)
    text = case_table(found, found, Filters(), "table", "case studies").decode()
    assert "in the fuller document: p. 13" in text
    assert RULE in text


def test_what_the_study_does_not_treat_has_no_page(shipped: Report, study: Report) -> None:
    table = chosen(rows([shipped]), Filters(missions=("UNMIL",)))
    assert [row.pages for row in with_pages(table, study)] == [()]


def test_of_two_documents_the_case_studies_are_the_table_and_lead_to_the_other(shipped: Report, study: Report) -> None:
    table = whole_table([shipped, study])
    assert len(table) == 55
    treated = {row.heading: row.pages for row in table if row.pages}
    assert treated == {"MINUSCA": ("p. 13",), "UNSMIL": ("p. 15",)}
    (place,) = next(row.treated for row in table if row.heading == "UNSMIL")
    span = place.quote.span
    assert study.text[span.start : span.end] == place.quote.text == PAGES[4][1]


def test_a_document_alone_is_not_fuller_than_itself(shipped: Report) -> None:
    assert not [row for row in whole_table([shipped]) if row.treated]
