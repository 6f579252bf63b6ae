"""The shipped report's case studies, counted; other documents have theirs, or none."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from corpus.case_studies import case_studies, mission_heading
from corpus.markdown_file import markdown_report
from corpus.report import Report

COUNTS = {
    "MONUSCO:": 12, "MINUSCA:": 7, "MINUSMA:": 7, "UNSONM:": 6, "UNAMI:": 5, "UNMISS:": 4, "MINUSTAH & MINUJUSTH:": 3,
    "UNAMA:": 3, "UNSMIL:": 3, "UNIOGBIS:": 2, "UNMIK:": 1, "UNMIL:": 1, "UNOCI:": 1,
}  # fmt: skip


def test_fifty_five_case_studies_stand_under_thirteen_headings(shipped: Report) -> None:
    assert Counter(study.heading.text for study in case_studies(shipped)) == COUNTS
    assert sum(COUNTS.values()) == 55


def test_minustah_and_minujusth_are_both_missions_of_their_three(shipped: Report) -> None:
    of_haiti = [study for study in case_studies(shipped) if "MINUSTAH" in study.missions]
    assert [study.missions for study in of_haiti] == [{"MINUSTAH", "MINUJUSTH"}] * 3


def test_every_other_case_study_belongs_to_one_mission(shipped: Report) -> None:
    for study in case_studies(shipped):
        assert len(study.missions) == (2 if "&" in study.heading.text else 1)
    assert {study.heading.text for study in case_studies(shipped) if study.missions == {"UNSOM"}} == {"UNSONM:"}


def test_three_titles_stand_under_two_missions_each(shipped: Report) -> None:
    under: dict[str, list[str]] = defaultdict(list)
    for study in case_studies(shipped):
        under[study.quote.text].append(study.heading.text)
    assert {title: headings for title, headings in under.items() if len(headings) > 1} == {
        "Combating hate speech on social media": ["MINUSCA:", "UNSMIL:"],
        "Supporting the Inspector General of the national police": ["MINUSTAH & MINUJUSTH:", "MONUSCO:"],
        "Supporting situational awareness through information collection": ["MINUSMA:", "UNOCI:"],
    }
    assert len(set(case_studies(shipped))) == 55


@pytest.mark.parametrize(("word", "headings"), [
    ("COVID-19", ["UNAMA:", "UNAMI:", "UNIOGBIS:", "UNMISS:"]),
    ("Ebola", ["MONUSCO:", "UNMIL:"]),
])  # fmt: skip
def test_titles_that_name_a_disease(shipped: Report, word: str, headings: list[str]) -> None:
    assert [study.heading.text for study in case_studies(shipped) if word in study.quote.text] == headings


def test_the_survey_after_the_last_list_is_no_case_study(shipped: Report) -> None:
    last = case_studies(shipped)[-1].quote
    assert last.text == "Supporting pre-deployment training through the Human Rights Due Diligence Policy"
    assert shipped.text.index("FIGURE 2. SURVEY") > last.span.end


def test_case_studies_are_cut_from_the_report_in_its_order(shipped: Report) -> None:
    quotes = [study.quote for study in case_studies(shipped)]
    assert all(shipped.text[quote.span.start : quote.span.end] == quote.text for quote in quotes)
    assert [quote.span for quote in quotes] == sorted(quote.span for quote in quotes)


def test_a_document_without_missions_has_none() -> None:
    report = markdown_report("# Cooking\n\n## Soups\n\n- Leek\n- Onion\n\nUNAMI is named here.\n", "soup.md", "soup")
    assert case_studies(report) == ()


def test_items_under_a_missions_heading_are_case_studies_and_its_sentences_are_not() -> None:
    report = markdown_report(
        "# Study\n\n- Before any mission\n\n## UNAMI and UNAMA\n\nA sentence.\n\n- One\n- Two\n\n## Annex\n\n- Three\n",
        "a.md",
        "a",
    )
    assert [(study.quote.text, set(study.missions)) for study in case_studies(report)] == [
        ("One", {"UNAMI", "UNAMA"}),
        ("Two", {"UNAMI", "UNAMA"}),
    ]


@pytest.mark.parametrize(("heading", "missions"), [
    ("MINUSCA:", {"MINUSCA"}),
    ("MINUSTAH & MINUJUSTH:", {"MINUSTAH", "MINUJUSTH"}),
    ("UNSONM", {"UNSOM"}),
    ("United Nations Support Mission in Libya (UNSMIL)", {"UNSMIL"}),
    ("UNAMI staff", set()),
    ("Lessons of UNAMI", set()),
    ("Mali", set()),
    ("CASE STUDIES", set()),
    ("unami", set()),
    ("", set()),
])  # fmt: skip
def test_a_missions_heading_says_missions_and_nothing_else(heading: str, missions: set[str]) -> None:
    assert mission_heading(heading) == missions
