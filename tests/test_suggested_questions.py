"""Questions to ask next: made from what stands beside the answer, and each of them answered before it is offered."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.suggested_questions import COUNT, suggestions
from corpus.readers_questions import readers_questions
from corpus.report import Report
from index.encoder import Encoder
from index.passage_index import PassageIndex

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def asked(shipped: Report, hand_encoder: Encoder) -> Assistant:
    """Over the shipped report with its readers' questions."""
    return Assistant(PassageIndex.build([shipped], hand_encoder, companions=[readers_questions(shipped)]))


@pytest.mark.parametrize("question", ["Which missions worked on Ebola?", "What did MINUSMA do?", "What did UNAMI do?"])
def test_what_is_offered_is_answered_by_a_passage_that_was_not_shown(asked: Assistant, question: str) -> None:
    answer = asked.answer(question)
    shown = {citation.quote.span for citation in answer.citations}
    offered = suggestions(asked, answer)
    assert 1 <= len(offered) <= COUNT
    for following in offered:
        next_answer = asked.answer(following)
        assert not next_answer.abstained
        assert {citation.quote.span for citation in next_answer.citations} - shown


def test_a_question_that_was_asked_already_is_not_offered_again(asked: Assistant) -> None:
    answer = asked.answer("What did MINUSMA do?")
    first = suggestions(asked, answer)
    assert not set(first) & set(suggestions(asked, answer, frozenset(first)))


def test_what_is_offered_asks_openly_where_a_reader_has_asked_so(asked: Assistant) -> None:
    offered = suggestions(asked, asked.answer("What did MINUSMA do?"))
    assert {question.split()[0] for question in offered} <= {
        "What",
        "Which",
        "Who",
        "Whom",
        "Whose",
        "How",
        "When",
        "Why",
    }


def test_where_nothing_was_found_nothing_is_offered(asked: Assistant) -> None:
    assert suggestions(asked, asked.answer("Hello!")) == ()


def test_more_urgent_work_is_let_in_before_each_question_that_is_tried(asked: Assistant) -> None:
    came: list[None] = []
    offered = suggestions(asked, asked.answer("What did MINUSMA do?"), between=lambda: came.append(None))
    assert len(came) >= len(offered) > 0
