"""Reports in, hits out, best first."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.markdown_file import markdown_report
from corpus.report import Report
from index.encoder import Encoder
from index.passage_index import PassageIndex

STUDY = markdown_report(
    "# The study\n\n## UNAMA\n\n- Decongesting crowded prisons\n- Patrols by night\n\n## UNMISS\n\n- Mobile courts\n",
    "study.md",
    "study",
)
SECOND = markdown_report("# Another\n\nElections were observed. Prisons were visited.", "second.md", "second")


@pytest.fixture
def index(hand_encoder: Encoder) -> PassageIndex:
    return PassageIndex.build([STUDY, SECOND], hand_encoder)


def found(index: PassageIndex, question: str, count: int = 5) -> list[str]:
    return [hit.passage.quote.text for hit in index.search(question, count)]


def test_the_passage_that_shares_the_questions_words_comes_first(index: PassageIndex) -> None:
    assert found(index, "decongesting prisons")[0] == "Decongesting crowded prisons"
    assert found(index, "Which elections were observed?")[0] == "Elections were observed."


def test_hits_come_best_first_and_no_more_than_asked_for(index: PassageIndex) -> None:
    hits = index.search("prisons", 3)
    scores = [hit.score for hit in hits]
    assert len(hits) == 3
    assert scores == sorted(scores, reverse=True)
    assert len({hit.passage.span for hit in index.search("prisons", 99)}) <= len(index.passages)


def test_a_hit_names_the_report_that_its_passage_was_cut_from(index: PassageIndex) -> None:
    for hit in index.search("prisons", 99):
        span = hit.passage.span
        assert hit.report.text[span.start : span.end] == hit.passage.quote.text
    assert {hit.report.name for hit in index.search("prisons", 99)} == {"study.md", "second.md"}


def test_the_same_question_finds_the_same_passages(index: PassageIndex, hand_encoder: Encoder) -> None:
    again = PassageIndex.build([STUDY, SECOND], hand_encoder)
    assert found(index, "courts and patrols", 99) == found(again, "courts and patrols", 99)


@pytest.mark.parametrize("question", ["zzz", "?", "的", "the of and"])
def test_a_question_without_a_word_of_the_reports_breaks_nothing(index: PassageIndex, question: str) -> None:
    assert all(np.isfinite(hit.score) for hit in index.search(question, 5))


def test_an_index_over_one_passage_finds_it(hand_encoder: Encoder) -> None:
    index = PassageIndex.build([markdown_report("One sentence.", "a.md", "a")], hand_encoder)
    assert found(index, "sentence") == ["One sentence."]


def test_the_shipped_reports_passages_find_themselves(shipped: Report, hand_encoder: Encoder) -> None:
    """Each case study, asked for by its own words and mission, is the first hit, though titles recur."""
    index = PassageIndex.build([shipped], hand_encoder)
    for passage in index.passages:
        if passage.kind == "item":
            mission = passage.headings[-1]
            hits = index.search(f"{mission} {passage.quote.text}", 2)
            assert passage.quote.text in {hit.passage.quote.text for hit in hits}
