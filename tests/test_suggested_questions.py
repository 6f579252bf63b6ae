"""Questions to ask next: made from what stands beside the answer, and each of them answered before it is offered."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.collection.card import asked_about
from assistant.collection.suggested_questions import COUNT, suggestions
from corpus.markdown_file import markdown_report
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


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        ("What did MINUSMA do?", ("Which missions worked on armed groups?", "What did UNOCI do?")),
        ("Which missions worked on COVID-19?", ("What did UNAMA do?", "What did UNAMI do?")),
        ("Who heads human rights in UNAMI?", ("What did UNAMI do?", "Whom can I contact in UNAMA?")),
        ("Qui dirige la composante droits de l’homme de la MANUI ?", ("Qu'a fait la mission UNAMI ?",)),
    ],
)
def test_after_case_studies_and_contacts_is_offered_what_a_desk_officer_asks_next(
    question: str, offered: tuple[str, ...], asked: Assistant
) -> None:
    assert suggestions(asked, asked.answer(question))[: len(offered)] == offered


def test_what_is_offered_after_prose_asks_openly_and_needs_no_passage_before_ones_eyes(asked: Assistant) -> None:
    answer = asked.answer("How many interviews did the study team conduct?")
    offered = suggestions(asked, answer)
    assert offered
    assert {question.split()[0] for question in offered} <= {"What", "How", "When", "Why"}
    assert not [question for question in offered if "the quote" in question or "KII" in question or "HR " in question]


def test_a_document_without_readers_questions_offers_what_stands_under_its_headings(hand_encoder: Encoder) -> None:
    text = "# A report\n\n## Boats of the mission\n\nTwo boats sail.\n\n## F. Peace on the river²\n\nPeace has come.\n"
    report = markdown_report(text, "boats.md", "A report")
    assistant = Assistant(PassageIndex.build([report], hand_encoder))
    offered = suggestions(assistant, assistant.answer("How many boats sail?"))
    assert offered == ("What does the document say about Peace on the river?",)


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("II. Financial resources¹", "financial resources"),
        ("B. Advisory Committee", "the Advisory Committee"),
        ("Abolishment:", "the abolishment"),
        ("UNMISS staff", "UNMISS staff"),
        ("Juba by night", "Juba by night"),
    ],
)
def test_a_heading_is_asked_about_as_the_documents_sentences_write_it(heading: str, said: str) -> None:
    text = "The financial side was read by the Advisory Committee in Juba, which saw to the abolishment of posts.\n"
    assert asked_about(markdown_report(f"# A report\n\n{text}", "a.md", "A report"), heading) == said


def test_where_nothing_was_found_nothing_is_offered(asked: Assistant) -> None:
    assert suggestions(asked, asked.answer("Hello!")) == ()


def test_more_urgent_work_is_let_in_before_each_question_that_is_tried(asked: Assistant) -> None:
    came: list[None] = []
    offered = suggestions(asked, asked.answer("What did MINUSMA do?"), between=lambda: came.append(None))
    assert len(came) >= len(offered) > 0
