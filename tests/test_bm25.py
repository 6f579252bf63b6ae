"""Lexical search: BM25 over stems, for the rare word that must match."""

from __future__ import annotations

import math

import pytest

from index.bm25 import BM25
from index.tokens import stems, words

PASSAGES = [
    "Supporting the Ebola response in West Africa",
    "Supporting the response to protests",
    "Supporting mediation",
]


def over(*texts: str) -> BM25:
    return BM25([(stems(text), 1.0)] for text in texts)


def scores(index: BM25, question: str) -> list[float]:
    return [float(score) for score in index.scores(dict.fromkeys(stems(question), 1.0))]


def test_a_compound_gives_itself_and_its_parts() -> None:
    assert words("Cross-mission COVID-19") == ["cross-mission", "cross", "mission", "covid-19", "covid", "19"]


@pytest.mark.parametrize("written", ["UN's", "UN’s", "un"])
def test_a_possessive_is_the_word_it_belongs_to(written: str) -> None:
    assert words(written) == ["un"]


@pytest.mark.parametrize("written", ["kitchens⁵", "kitchens⁵,⁶", "kitchensᵃ", "kitchens.⁵"])
def test_a_notes_number_is_no_part_of_the_word_before_it(written: str) -> None:
    assert words(written) == ["kitchens"]


def test_a_power_is_part_of_its_unit() -> None:
    assert words("12 km²") == ["12", "km²"]


def test_words_are_taken_from_any_script() -> None:
    assert words("Права человека, 人权 и المرأة!") == ["права", "человека", "人权", "и", "المرأة"]


def test_forms_of_one_word_share_a_stem_and_grammar_has_none() -> None:
    assert stems("How were the prisons decongested?") == stems("decongesting a prison")[::-1]
    assert stems("What did they do about it?") == []


def test_only_passages_with_a_word_of_the_question_score() -> None:
    ebola, protests, mediation = scores(over(*PASSAGES), "Ebola")
    assert ebola > 0
    assert (protests, mediation) == (0, 0)


def test_the_rarer_word_weighs_more() -> None:
    index = over(*PASSAGES)
    assert index.idf("ebola") > index.idf("respons") > index.idf("support") > 0


def test_a_word_that_no_passage_holds_weighs_the_most_and_scores_nothing() -> None:
    index = over(*PASSAGES)
    assert "wakanda" not in index
    assert index.idf("wakanda") > index.idf("ebola")
    assert scores(index, "Wakanda") == [0, 0, 0]


def test_the_shorter_of_two_passages_with_the_word_scores_higher() -> None:
    short, long = scores(over("mediation", "mediation of clans by elders in towns"), "mediation")
    assert short > long > 0


def test_a_score_is_bm25_as_published() -> None:
    """Two passages, lengths 1 and 3, mean 2: idf = ln(1 + 1.5/1.5), norm of the first = 1.2 * (0.25 + 0.75 * 1/2)."""
    first, second = scores(over("mediation", "clans elders towns"), "mediation")
    assert first == pytest.approx(math.log(2) * 2.2 / (1 + 1.2 * 0.625))
    assert second == 0


def test_a_headings_word_counts_by_its_weight() -> None:
    index = BM25([[(("patrol",), 1.0), (("unama",), 0.6)], [(("unama",), 1.0), (("patrol",), 0.6)]])
    own, heading = scores(index, "patrols")
    assert own > heading > 0


def test_no_passages_give_no_scores() -> None:
    assert BM25([]).scores({"ebola": 1.0}).shape == (0,)
