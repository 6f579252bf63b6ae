"""Questions that ask for a briefing are offered one, over the case studies that it begins with; no others are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.answer import Status
from assistant.answer_json import answer_object
from assistant.assistant import Assistant
from assistant.briefing.offering import arguments_of, briefing_asked
from assistant.cli.answer_text import answer_text
from assistant.screens.turn_view import Dialogue
from corpus.report import Report

SETS = sorted((Path(__file__).parent / "questions").glob("[dp]*.jsonl"))


@pytest.mark.parametrize(
    ("question", "mission", "role"),
    [
        ("brief me on MINUSMA for a police officer", "MINUSMA", "police"),
        ("Could you brief my colleague on Libya? She is a rule of law officer.", "UNSMIL", "rule_of_law"),
        ("I need a briefing for a DDR officer", None, "ddr"),
        ("briefing pack UNISFA", "UNISFA", None),
        ("Préparez-moi un dossier d'information sur la MONUSCO pour un policier", "MONUSCO", "police"),
        ("Prepáreme un dossier informativo sobre la UNAMA para un asesor político", "UNAMA", "political"),
        ("أعد لي إحاطة عن بعثة MINUSMA لضابط شرطة", "MINUSMA", "police"),
        ("Подготовьте мне брифинг по МООНСДРК для полицейского", "MONUSCO", "police"),
        ("给我准备一份关于马里稳定团警察的简报", "MINUSMA", "police"),
        ("brief me", None, None),
    ],
)
def test_mission_and_role_are_understood_in_six_languages(question: str, mission: str | None, role: str | None) -> None:
    choice = briefing_asked(question)
    assert choice
    assert (choice.mission, choice.role) == (mission, role)


def test_no_question_of_the_sets_asks_for_a_briefing() -> None:
    asked = [turn for path in SETS for line in path.read_text(encoding="utf-8").splitlines() for turn in turns(line)]
    assert len(asked) > 200
    assert [question for question in asked if briefing_asked(question)] == []
    assert briefing_asked("What did the brief report say about the briefing room?") is None


def turns(line: str) -> list[str]:
    found: list[str] = json.loads(line).get("turns", [])
    return found


def test_the_offer_stands_over_all_of_the_missions_case_studies(assistant: Assistant) -> None:
    answer = assistant.answer("brief me on MINUSMA for a police officer")
    assert answer.status is Status.ANSWERED
    assert (answer.count, answer.complete) == (7, True)
    assert all("MINUSMA" in citation.headings[-1] for citation in answer.citations)
    assert "further brief MINUSMA --role police" in answer_text(answer)
    assert "further brief MINUSMA --role police" in answer_object(answer)["offer"]
    assert answer.message == ""  # what a door alone can offer is no part of the answer
    assert "offer" not in answer_object(assistant.answer("Ebola"))


def test_without_a_mission_those_stand_below_that_bear_on_the_role(assistant: Assistant) -> None:
    answer = assistant.answer("Brief me for an electoral officer")
    assert [citation.quote.text for citation in answer.citations] == [
        "Supporting the good offices of the SRSG during elections",
        "Supporting early warning on potential election-related violence",
    ]
    assert answer.rule == ("2 of 55 case studies, those whose titles say one of our words for: Electoral assistance")


def test_a_mission_that_the_report_does_not_hold_stays_a_silence_with_the_offer(assistant: Assistant) -> None:
    answer = assistant.answer("I need a briefing on UNISFA")
    assert answer.status is Status.NOT_IN_REPORT
    assert "names nothing on UNISFA" in answer.message
    assert "further brief UNISFA" in answer_text(answer)


def test_a_briefing_on_nothing_named_is_offered_without_a_word_of_silence(
    assistant: Assistant, shipped: Report
) -> None:
    answer = assistant.answer("brief me")
    drawn = Dialogue((shipped,)).turn(answer)
    assert "data-brief" in drawn and "silence" not in drawn
    assert "further brief any" in answer_text(answer)


def test_the_page_links_to_the_pack_and_only_where_one_was_asked_for(assistant: Assistant, shipped: Report) -> None:
    dialogue = Dialogue((shipped,))
    drawn = dialogue.turn(assistant.answer("brief me on MINUSMA for a police officer"))
    assert 'href="?view=brief&amp;mission=MINUSMA&amp;role=police&amp;language=en" data-brief' in drawn
    assert "further brief" not in drawn  # the command is for a terminal
    assert drawn.index("data-brief") < drawn.index("<blockquote")
    assert "data-brief" not in dialogue.turn(assistant.answer("Ebola"))


def test_who_writes_a_briefing_note_asks_for_a_sentence_and_for_no_pack() -> None:
    assert not briefing_asked("Give me a sentence on early warning that I can put in a briefing note.")
    assert briefing_asked("Please give me a short briefing note on Libya")


def test_a_mission_of_two_words_is_one_argument() -> None:
    choice = briefing_asked("brief me on UNEF II")
    assert choice
    assert arguments_of(choice) == '"UNEF II"'
