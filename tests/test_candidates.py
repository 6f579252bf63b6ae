"""What a large document is asked by: its likeliest passages with their own, and a sample that stands for all others."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.markdown_file import markdown_report
from corpus.passages import passages
from corpus.readers_questions import ReadersQuestion, ReadersQuestions
from corpus.report import Report
from index import candidates
from index.encoder import Encoder, Whole
from index.evidence import UNHEARD, Evidence
from index.fusion import standing
from index.passage_index import PassageIndex

QUESTIONS = (
    "How were prisons inspected?",
    "What did mobile courts do?",
    "Which mission worked against hate speech?",
    "How are elders asked about the police?",
    "What helps to protect civilians from armed groups?",
)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch, whole: PassageIndex) -> None:
    """A document of some hundred passages counts as a large one, once `whole` was settled."""
    assert whole.evidence(QUESTIONS[0]).stands_for is None
    monkeypatch.setattr("index.passage_index.LARGE", 100)
    monkeypatch.setattr(candidates, "BEST", 10)
    monkeypatch.setattr(candidates, "SAMPLE", 40)


def bare(shipped: Report, encoder: Encoder) -> PassageIndex:
    return PassageIndex.build([shipped], encoder)


@pytest.fixture(scope="module")
def whole(shipped: Report, hand_encoder: Encoder) -> PassageIndex:
    """Asked wholly, since that is settled by its first question."""
    index = bare(shipped, hand_encoder)
    index.evidence(QUESTIONS[0])
    return index


@pytest.fixture
def in_stages(shipped: Report, hand_encoder: Encoder) -> PassageIndex:
    return bare(shipped, hand_encoder)


def heard(evidence: Evidence) -> Whole:
    return np.flatnonzero(evidence.late > UNHEARD)


def test_what_a_large_document_looks_at_meets_the_question_as_if_all_were_looked_at(
    whole: PassageIndex, in_stages: PassageIndex
) -> None:
    for question in QUESTIONS:
        all_of_it, some = whole.evidence(question), in_stages.evidence(question)
        places = heard(some)
        assert 10 <= len(places) < len(whole.passages)
        assert some.late[places] == pytest.approx(all_of_it.late[places], abs=1e-5)
        assert some.late_block[places] == pytest.approx(all_of_it.late_block[places], abs=1e-5)
        assert (np.delete(some.late_block, places) == UNHEARD).all()


def test_the_passage_that_stands_first_is_the_one_that_stands_first_where_all_are_looked_at(
    whole: PassageIndex, in_stages: PassageIndex
) -> None:
    for question in QUESTIONS:
        assert standing(in_stages.evidence(question)).argmax() == standing(whole.evidence(question)).argmax()


def test_a_passage_that_is_looked_at_stands_about_as_high_as_where_all_are(
    whole: PassageIndex, in_stages: PassageIndex
) -> None:
    for question in QUESTIONS:
        some, first = in_stages.evidence(question), standing(whole.evidence(question)).argmax()
        assert standing(some)[first] == pytest.approx(standing(whole.evidence(question))[first], rel=0.2)


def test_of_passages_that_alone_may_answer_the_best_are_looked_at_and_so_is_what_was_cited(
    in_stages: PassageIndex,
) -> None:
    allowed = np.zeros(len(in_stages.passages), dtype=bool)
    allowed[-5:] = True
    places = heard(in_stages.evidence(QUESTIONS[0], allowed=allowed, besides=(7,)))
    assert {7, *np.flatnonzero(allowed)} <= set(places)


def test_a_smaller_document_and_one_with_readers_questions_are_asked_wholly(
    shipped: Report, hand_encoder: Encoder
) -> None:
    small = markdown_report("# The study\n\nPrisons were visited.\n", "study.md", "study")
    asked = ReadersQuestions((ReadersQuestion("Who visits prisons?", passages(shipped)[5].span),))
    for index in (bare(small, hand_encoder), PassageIndex.build([shipped], hand_encoder, companions=[asked])):
        evidence = index.evidence(QUESTIONS[0])
        assert evidence.stands_for is None
        assert (evidence.late > UNHEARD).all()


def test_each_witness_puts_its_best_forward_among_those_allowed() -> None:
    rising, falling = np.arange(100, dtype=np.float32), -np.arange(100, dtype=np.float32)
    assert candidates.best_of([rising, falling], None).tolist() == [*range(10), *range(90, 100)]
    assert candidates.best_of([rising], np.arange(100) < 50).tolist() == [*range(40, 50)]
    assert candidates.best_of([rising], np.arange(100) < 3).tolist() == [0, 1, 2]


def test_a_passage_brings_its_paragraph_and_what_leads_up_to_it_whole() -> None:
    paragraphs, leading = np.array([0, 1, 1, 2, 2, 3]), np.array([[0], [1], [0], [0], [1], [5]])
    assert candidates.with_their_own(np.array([4]), paragraphs, leading).tolist() == [1, 2, 3, 4]


def test_those_looked_at_stand_for_as_many_passages_as_there_are() -> None:
    counts = candidates.stands_for(np.array([0, 1, 2]), np.array([2, 5, 8]), 11)
    assert counts.tolist() == [1, 1, 1, 0, 0, 4, 0, 0, 4, 0, 0]
