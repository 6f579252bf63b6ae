"""The table holds every case study once, and its filters give the same sets as the questions of the question set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.case_studies.case_rows import (
    Filters,
    UnknownName,
    chosen,
    country_named,
    counts,
    in_order,
    mission_named,
    rows,
    rule_of,
    theme_named,
)
from assistant.knowledge import themes
from corpus.case_studies import case_studies
from corpus.markdown_file import markdown_report
from corpus.reading import read_shipped
from corpus.report import Kind, Report, Row
from corpus.report_builder import Draft

QUESTIONS = {
    question["id"]: question
    for line in (Path(__file__).parent / "questions" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    if (question := json.loads(line))
}

# What each question for a set of case studies asks, as filters.
AS_FILTERS = {
    "d027": Filters(missions=("MONUSCO",)),
    "d028": Filters(missions=("UNAMI",)),
    "d029": Filters(missions=("UNSOM",)),
    "d030": Filters(missions=("UNAMA",)),
    "d031": Filters(themes=("covid_19",)),
    "d032": Filters(themes=("detention",)),
    "d033": Filters(words="situational awareness"),
    "d034": Filters(themes=("sanctions_panels",)),
    "d035": Filters(words="armed groups"),
    "d036": Filters(words="advising"),
    "d041": Filters(missions=("MINUSCA",)),
    "d043": Filters(themes=("hate_speech",)),
    "d044": Filters(countries=("ML",)),
    "d045": Filters(countries=("GW",)),
    "d049": Filters(countries=("IQ",), themes=("civic_space",)),
    "d051": Filters(countries=("CD",), themes=("elections",)),
    "d055": Filters(words="Joint Mission Analysis Centre"),
    "d062": Filters(missions=("UNMISS",)),
    "d063": Filters(themes=("ebola",)),
    "d074": Filters(words="early warning"),
    "d083": Filters(words="good offices"),
    "d086": Filters(words="reconciliation"),
    "d088": Filters(words="Inspector General national police"),
    "d090": Filters(countries=("HT",)),
    "d092": Filters(words="civil society"),
    "d094": Filters(countries=("LY",)),
}


def test_every_case_study_is_a_row_and_the_counts_add_up(shipped: Report) -> None:
    table = rows([shipped])
    assert [row.citation.quote for row in table] == [case.quote for case in case_studies(shipped)]
    assert [row.citation.number for row in table] == list(range(1, 56))
    assert len(counts(table)) == 13
    assert sum(counts(table).values()) == 55


def test_every_set_of_case_studies_that_is_asked_for_has_its_filters(shipped: Report) -> None:
    titles = {case.quote.text for case in case_studies(shipped)}
    asked = {
        identity
        for identity, question in QUESTIONS.items()
        if question.get("need") == "all" and all(gold["text"] in titles for gold in question["gold"])
    }
    assert asked == set(AS_FILTERS)


@pytest.mark.parametrize("identity", AS_FILTERS)
def test_filters_give_the_whole_set_and_nothing_else(identity: str, shipped: Report) -> None:
    found = chosen(rows([shipped]), AS_FILTERS[identity])
    wanted = QUESTIONS[identity]["gold"]
    assert sorted(row.title for row in found) == sorted(gold["text"] for gold in wanted)
    assert all(any(gold["section"] in row.heading for gold in wanted) for row in found)


MISSIONS = sorted({mission for case in case_studies(read_shipped()) for mission in case.missions})


@pytest.mark.parametrize("mission", MISSIONS)
def test_the_table_holds_of_each_mission_what_the_chat_lists(
    mission: str, shipped: Report, assistant: Assistant
) -> None:
    answer = assistant.answer(f"List all case studies of {mission}")
    found = chosen(rows([shipped]), Filters(missions=(mission,)))
    assert answer.count == len(found)
    assert [citation.quote for citation in answer.citations] == [row.citation.quote for row in found]
    assert [row.citation.quote for row in found] == [
        case.quote for case in case_studies(shipped) if mission in case.missions
    ]


def test_filters_of_two_kinds_must_both_fit_and_of_one_kind_either(shipped: Report) -> None:
    table = rows([shipped])
    both = chosen(table, Filters(missions=("MONUSCO", "UNMIL"), themes=("ebola",)))
    assert [row.heading for row in both] == ["MONUSCO", "UNMIL"]


@pytest.mark.parametrize("theme", themes())
def test_a_theme_tag_is_given_by_its_rule_alone(theme: str, shipped: Report) -> None:
    rule = rule_of(theme).split(": ")[-1].split(", ")
    tagged = [row for row in rows([shipped]) if theme in row.themes]
    assert all(any(word in row.title.casefold() for word in rule) for row in tagged)


def test_names_are_understood_as_people_write_them() -> None:
    assert mission_named("unsonm") == mission_named("UNSOM") == "UNSOM"
    assert mission_named("United Nations Mission in Liberia") == "UNMIL"
    assert [country_named(name) for name in ("Mali", "Haïti", "DRC", "cd")] == ["ML", "HT", "CD", "CD"]
    assert theme_named("COVID-19") == theme_named("covid_19") == "covid_19"


def test_an_unknown_name_comes_with_the_nearest_ones() -> None:
    with pytest.raises(UnknownName, match=r"no mission MONUSO .* Nearest: MONUSCO"):
        mission_named("MONUSO")
    with pytest.raises(UnknownName, match="Nearest: Mali"):
        country_named("Mally")
    with pytest.raises(UnknownName, match="Nearest: elections"):
        theme_named("electons")


def test_a_document_without_case_studies_shows_its_own_lists() -> None:
    report = markdown_report("# Plan\n\n## Aims\n\n- Hold elections\n- Build schools\n", "p.md", "Plan")
    table = rows([report])
    assert [(row.heading, row.title) for row in table] == [("Aims", "Hold elections"), ("Aims", "Build schools")]
    assert [row.title for row in chosen(table, Filters(themes=("elections",)))] == ["Hold elections"]


def test_rows_are_sorted_by_title_or_by_mission(shipped: Report) -> None:
    table = rows([shipped])
    assert in_order(table, "report") == table
    titles = [row.title.casefold() for row in in_order(table, "title")]
    assert titles == sorted(titles)
    assert [row.title.casefold() for row in in_order(table, "-title")] == sorted(titles, reverse=True)
    assert in_order(table, "-report") == table[::-1]
    assert all(row.themes for row in in_order(table, "theme"))
    assert in_order(tuple(reversed(table)), "mission")[0].heading == "MINUSCA"


def test_a_cell_of_words_is_no_entry_where_a_row_is_one() -> None:
    draft = Draft()
    draft.add(Kind.LINE, "Boats 9", row=Row("", "", "Boats", (("2026/27", "9"),)))
    draft.add(Kind.PARAGRAPH, "Safe roads.", row=Row("", "", "Roads", (("Results", "Safe roads."),), apart=True))
    assert [row.title for row in rows([draft.report("roads.pdf", "Roads")])] == ["Boats 9"]
