"""What limits a question: carried over by a follow-up, or chosen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.query.limits import Carried, Limits, carried, limited, without
from assistant.query.parsing import parse
from assistant.query.query import Query
from assistant.query.rewriting import about_places, gone_on, pointing, pointing_at
from assistant.screens.parts import _limits
from corpus.markdown_file import markdown_report
from corpus.report import Report
from index.encoder import Encoder
from index.passage_index import PassageIndex
from tests.chat_server import scripted, tricky_report

UNAMI = frozenset({"UNAMI"})


def answered(question: str, query: Query) -> Answer:
    return replace(scripted(question), query=query)


def test_a_question_that_stands_alone_carries_nothing() -> None:
    question = "What did MINUSMA do?"
    assert carried(answered(question, parse(question))) == ()


def test_the_mission_that_was_carried_over_is_told_and_can_be_left_out() -> None:
    answer = answered("who leads it?", pointing_at("who leads it?", pointing("place", "who leads it?"), UNAMI))
    assert carried(answer) == (Carried("mission", "UNAMI"),)
    assert without(answer, "mission") == parse("who leads it?")


def test_a_mission_that_the_question_names_itself_is_not_carried() -> None:
    answer = answered(
        "and in UNAMI?", about_places(parse("Which cases on prisons in UNAMA?"), "UNAMI", parse("UNAMI").mentions)
    )
    assert [one.kind for one in carried(answer)] == ["theme"]
    assert "prisons" in carried(answer)[0].name


def test_without_the_theme_the_mission_stays_and_the_other_way_round() -> None:
    answer = answered("tell me more", gone_on(parse("What did UNMIL do on Ebola?"), "tell me more"))
    assert [one.kind for one in carried(answer)] == ["mission", "theme"]
    about = without(answer, "mission")
    assert [one.word for one in about.concepts] == ["Ebola"]
    assert not about.mentions
    there = without(answer, "theme")
    assert there.missions == {"UNMIL"}
    assert not there.concepts


@pytest.mark.parametrize(
    ("question", "mission", "theme", "understood"),
    [
        ("Who leads it?", "UNMIL", "", "Who leads it – UNMIL?"),
        ("Who leads UNAMI?", "UNMIL", "", "Who leads UNAMI?"),
        ("What was done?", "", "elections", "What was done – Elections?"),
        ("Qu’est-ce qui a été fait ?", "", "elections", "Qu’est-ce qui a été fait – Élections?"),
        ("What was done?", "UNMIL", "elections", "What was done – Elections, UNMIL?"),
        ("What was done?", "", "no theme of ours", "What was done?"),
    ],
)
def test_a_limit_that_was_chosen_is_told_behind_the_question(
    question: str, mission: str, theme: str, understood: str
) -> None:
    assert limited(parse(question), Limits(mission, theme)).understood_as == understood


def test_a_limit_that_was_chosen_is_a_slot_and_no_word_of_the_question() -> None:
    query = limited(parse("What was done?"), Limits("UNMIL", "elections"))
    assert query.missions == {"UNMIL"}
    assert query.pool.theme == "elections"
    assert query.concepts == parse("What was done?").concepts


def test_nothing_that_does_not_speak_of_the_chosen_theme_answers(hand_encoder: Encoder) -> None:
    report = markdown_report("# Study\n\n- Visiting prisons\n- Watching elections\n", "study.md", "study")
    assistant = Assistant(PassageIndex.build([report], hand_encoder))
    answer = assistant.answer("Which points are there?", limits=Limits(theme="elections"))
    assert all("elections" in one.quote.text for one in (*answer.citations, *answer.nearest))


def test_only_what_the_documents_name_can_be_chosen(shipped: Report) -> None:
    offered = _limits([shipped])
    assert all(f'value="{name}"' in offered for name in ("UNMIL", "MINUSMA", "UNSOM", "ebola"))
    assert 'value="UNTAC"' not in offered
    assert _limits([tricky_report()]) == ""
