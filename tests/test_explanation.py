"""Why a passage: the words it shares with the question, its mission, its place among all passages."""

from __future__ import annotations

from dataclasses import replace

from assistant.assistant import Assistant
from assistant.explanation import reasons
from assistant.query.parsing import parse
from corpus.report import Span


def test_the_evidence_names_words_mission_and_place(assistant: Assistant) -> None:
    answer = assistant.answer("Which missions worked on COVID-19?")
    found = reasons(assistant, answer, answer.citations[0])
    assert found is not None
    assert found.words == ("covid-19",)
    assert found.missions == ("UNAMA",)
    assert 1 <= found.rank <= found.count == len(assistant.index.passages)
    assert 0 <= found.meaning <= 1
    assert found.confidence == answer.confidence


def test_a_passage_that_shares_no_word_with_the_question_says_so(assistant: Assistant) -> None:
    answer = assistant.answer("What did MINUSMA do?")
    other = replace(answer, query=parse("Entirely different vocabulary"))
    found = reasons(assistant, other, answer.citations[0])
    assert found is not None
    assert found.words == ()


def test_what_is_no_passage_of_the_index_has_no_evidence(assistant: Assistant) -> None:
    answer = assistant.answer("What did MINUSMA do?")
    nowhere = replace(answer.citations[0], quote=replace(answer.citations[0].quote, span=Span(1, 3)))
    assert reasons(assistant, answer, nowhere) is None
