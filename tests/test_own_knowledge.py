"""What Further knows itself: said in its own voice beside what the documents say, never as their words."""

from __future__ import annotations

import pytest

from assistant.answer import Status
from assistant.assistant import Assistant
from assistant.wording.sentences import say
from corpus.missions import TABLE_OF


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What can you do?", "en"),
        ("who are you", "en"),
        ("help", "en"),
        ("Qui êtes-vous ?", "fr"),
        ("¿Qué puedes hacer?", "es"),
        ("Что вы умеете?", "ru"),
        ("من أنت؟", "ar"),
        ("你能做什么？", "zh"),
    ],
)
def test_it_says_what_it_is_in_the_language_of_the_question(assistant: Assistant, question: str, language: str) -> None:
    answer = assistant.answer(question)
    assert answer.message == say("own_itself", language)
    assert (answer.status, answer.citations, answer.nearest) == (Status.OFF_TOPIC, (), ())


@pytest.mark.parametrize("question", ["What are your sources?", "Which report is this?", "你有哪些文件？"])
def test_it_names_the_documents_that_can_be_asked(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    assert "Going Further Together" in answer.message
    assert "Office of the United Nations High Commissioner for Human Rights" in answer.message
    assert answer.citations == ()


@pytest.mark.parametrize("question", ["Which documents did UNAMI publish?", "How do you help courts?", "Can you help?"])
def test_a_question_that_names_something_is_no_question_about_further(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    assert say("own_itself", "en") not in answer.message
    assert "What can be asked here" not in answer.message


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("Is MINUSMA still active?", "2013 to 2023: closed"),
        ("When was UNAMI closed?", "2003 to 2025: closed"),
        ("Is UNMISS still there?", "Since 2011: active; our table names no end"),
        ("La MINUSMA est-elle encore active ?", "2013 à 2023 : fermée"),
    ],
)
def test_whether_a_mission_has_ended_is_told_from_our_table_with_its_date_beside_the_silence(
    real_assistant: Assistant, question: str, years: str
) -> None:
    answer = real_assistant.answer(question)
    assert answer.status is Status.NOT_IN_REPORT
    assert years in answer.message
    assert TABLE_OF in answer.message


@pytest.mark.model
def test_silence_about_something_else_of_a_mission_tells_no_years(real_assistant: Assistant) -> None:
    assert TABLE_OF not in real_assistant.answer("What budget does MINUSMA have?").message


def test_the_case_studies_of_each_mission_are_counted_where_that_is_asked(assistant: Assistant) -> None:
    answer = assistant.answer("How many case studies are there for each mission?")
    assert answer.message.startswith("Counted by Further: MINUSCA 7, MINUSMA 7,")
    assert answer.count == 55
    assert "Counted" not in assistant.answer("List all case studies").message


@pytest.mark.model
def test_who_issued_a_document_that_does_not_say_so_is_told_from_what_lies_beside_it(real_assistant: Assistant) -> None:
    answer = real_assistant.answer("Who wrote this report?")
    assert answer.status is Status.NOT_IN_REPORT
    assert "Office of the United Nations High Commissioner for Human Rights" in answer.message
