"""What limits a question: carried over by a follow-up, or chosen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.query.limits import carried, limited, missions_in, themes_in
from corpus.report import Report
from tests.chat_server import scripted, tricky_report


def parse(question: str, meant: str) -> list[tuple[str, str, str]]:
    answer = replace(scripted(question), understood_as=meant)
    return [(limit.kind, limit.name, limit.without) for limit in carried(answer)]


def test_a_question_that_stands_alone_carries_nothing() -> None:
    assert parse("What did MINUSMA do?", "What did MINUSMA do?") == []


def test_the_mission_that_was_carried_over_is_told_and_can_be_left_out() -> None:
    assert parse("who leads it?", "who leads it – UNAMI?") == [("mission", "UNAMI", "who leads it?")]


def test_a_mission_that_the_question_names_itself_is_not_carried() -> None:
    limits = parse("and in UNAMI?", "Which cases on prisons in UNAMI?")
    assert [kind for kind, _, _ in limits] == ["theme"]
    assert "prisons" in limits[0][1]


def test_without_the_theme_the_mission_stays_and_the_other_way_round() -> None:
    limits = parse("tell me more", "What did UNMIL do on Ebola – tell me more")
    assert limits[0] == ("mission", "UNMIL", "tell me more – Ebola?")
    assert limits[1][0] == "theme"
    assert limits[1][2] == "tell me more – UNMIL?"


@pytest.mark.parametrize(
    ("question", "mission", "theme", "meant"),
    [
        ("Who leads it?", "UNMIL", "", "Who leads it – UNMIL?"),
        ("Who leads UNAMI?", "UNMIL", "", "Who leads UNAMI?"),
        ("What was done?", "", "elections", "What was done – Elections?"),
        ("Qu’est-ce qui a été fait ?", "", "elections", "Qu’est-ce qui a été fait – Élections?"),
        ("What was done?", "UNMIL", "elections", "What was done – Elections, UNMIL?"),
        ("What was done?", "", "no theme of ours", "What was done?"),
    ],
)
def test_a_limit_that_was_chosen_stands_behind_the_question(
    question: str, mission: str, theme: str, meant: str
) -> None:
    assert limited(question, mission, theme) == meant


def test_only_what_the_documents_name_can_be_chosen(shipped: Report) -> None:
    assert {"UNMIL", "MINUSMA", "UNSOM"} <= set(missions_in([shipped]))
    assert "UNTAC" not in missions_in([shipped])
    assert "ebola" in themes_in([shipped])
    assert missions_in([tricky_report()]) == ()
    assert themes_in([tricky_report()]) == ()
