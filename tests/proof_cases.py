"""The page's table and the chat that the command serves agree on every set of case studies that is asked for."""

from __future__ import annotations

import pytest

from assistant.answer import Turn
from assistant.assistant import Assistant
from assistant.case_studies.case_rows import chosen, rows
from corpus.report import Report
from tests.test_case_rows import AS_FILTERS, QUESTIONS

pytestmark = [pytest.mark.proof, pytest.mark.model]


@pytest.mark.parametrize("identity", AS_FILTERS)
def test_the_chat_lists_as_many_as_the_table(identity: str, shipped: Report, real_assistant: Assistant) -> None:
    turns: list[Turn] = []
    for question in QUESTIONS[identity]["turns"]:
        turns.append(Turn(question, real_assistant.answer(question, turns)))
    answer = turns[-1].answer
    listed = answer.count if answer.count is not None else len(answer.citations)  # one alone is not counted
    assert listed == len(chosen(rows([shipped]), AS_FILTERS[identity]))
