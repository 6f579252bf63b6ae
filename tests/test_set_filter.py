"""The members of a set: every candidate that says one of the alternatives, and none that does not."""

from __future__ import annotations

import math

import pytest

from assistant.answering.set_filter import Chosen, _degree, _weight, choose, coverage, left_out
from assistant.query.parsing import parse
from assistant.query.subject import clauses_of
from index.bags import Bags, bag_of
from index.tokens import stems

NOTHING: frozenset[str] = frozenset()
TITLES = (
    "Decongesting prisons",  # 0
    "Release of prisoners",  # 1
    "Access to detainees",  # 2
    "Sharing information with the police",  # 3
    "Sharing power with the opposition",  # 4
    "Collecting information",  # 5
    "Advising on military patrols",  # 6
    "Supporting the Ebola response",  # 7
    "Communication around COVID-19",  # 8
    "Patrols by night",  # 9
)


def members(question: str, texts: tuple[str, ...] = TITLES, common: frozenset[str] = NOTHING) -> list[int] | None:
    chosen = choose(parse(question), texts, common)
    return list(chosen.places) if chosen else None


def test_one_of_several_alternatives_is_enough() -> None:
    assert members("Show me all the cases on prisons, prisoners or detainees") == [0, 1, 2]
    assert members("List all cases on Ebola or COVID-19") == [7, 8]


def test_words_that_belong_together_are_needed_together() -> None:
    assert members("Which missions were sharing information?") == [3]


def test_what_is_asked_for_literally_goes_by_its_words() -> None:
    assert members("Which case studies mention detainees?") == [2]
    assert members("Which case studies mention the word Ebola?") == [7]


def test_what_is_not_asked_for_literally_goes_by_synonyms_too() -> None:
    assert members("Which case studies are about detainees?") == [0, 1, 2]
    assert members("Which cases are on the coronavirus?") == [8]


def test_a_word_of_the_documents_title_chooses_nothing() -> None:
    texts = ("Sharing information", "Sharing rights", "Prisons and rights")
    assert members("Which cases are on rights?", texts) == [1, 2]
    assert members("Which cases are on rights?", texts, frozenset({"right"})) is None
    assert members("Which cases are on rights and prisons?", texts, frozenset({"right"})) == [2]


@pytest.mark.parametrize("question", [
    "List all cases on elephants",
    "List all cases",
    "Which missions are there in Mali?",
])  # fmt: skip
def test_a_question_that_names_nothing_the_candidates_say_chooses_none(question: str) -> None:
    assert members(question) is None


def test_the_rule_is_applied_to_every_candidate_in_their_order() -> None:
    texts = tuple(f"Visiting prison number {number}" if number % 3 else "A patrol" for number in range(300))
    assert members("List all cases on prisons", texts) == [number for number in range(300) if number % 3]


def test_the_rule_says_the_words_that_chose() -> None:
    chosen = choose(parse("Which missions were sharing information?"), TITLES, NOTHING)
    assert chosen == Chosen((3,), ("sharing information",))
    chosen = choose(parse("List all cases on Ebola or elephants"), TITLES, NOTHING)
    assert chosen == Chosen((7,), ("Ebola",))


def test_a_theme_of_another_language_chooses_by_its_english_words() -> None:
    assert members("¿Qué casos hay sobre la COVID-19?") == [8]
    assert members("Quelles sont les études de cas sur le coronavirus ?") == [8]
    assert members("¿Qué casos hay sobre las elecciones?") is None


def test_coverage_is_the_share_of_the_subject_that_a_text_says() -> None:
    bags = Bags(map(bag_of, TITLES))
    asked = parse("What was done on sharing information?")
    shares = [coverage(asked, text, bags) for text in (TITLES[3], TITLES[5], TITLES[9])]
    assert shares[0] == 1
    assert 0 < shares[1] < 1
    assert shares[2] == 0
    assert coverage(parse("What is it?"), TITLES[0], bags) == 1


def test_a_set_by_a_subject_that_no_candidate_speaks_of_has_no_member_whatever_else_is_said() -> None:
    """ "Budget" is a subject; "wonderful" is the asker's manner."""
    refused = choose(parse("List all cases on the budget for prisons"), TITLES, NOTHING)
    assert refused is not None
    assert (refused.places, refused.unsaid) == ((), ("budget",))
    assert members("List all wonderful cases on prisons") == [0, 1, 2]


def test_one_subject_of_several_that_is_not_spoken_of_is_told_and_the_others_answered() -> None:
    chosen = choose(parse("List all cases on Ebola or landmines"), TITLES, NOTHING)
    assert chosen is not None
    assert (chosen.places, chosen.unsaid) == ((7,), ("landmines",))


def test_a_word_of_other_candidates_is_a_subject_too() -> None:
    """Of two missions, one has mobile courts: asked for in the other, no court stands in for them."""
    question = parse("List all cases on mobile courts")
    refused = choose(question, ("Supporting a special court",), NOTHING, frozenset(stems("mobile courts")))
    assert refused is not None
    assert refused.places == ()


def test_an_alternative_borrows_only_what_a_text_says_with_it() -> None:
    titles = ("Combating hate speech on social media", "Supporting the Panel of Experts", "Advising on police patrols")
    assert members("Which cases are on hate speech on social media and panels of experts?", titles) == [0, 1]
    assert members("Which missions advised on army or police patrols?", titles) == [2]


def test_what_is_left_out_goes_by_the_words_that_a_candidate_says() -> None:
    question = parse("All cases without the prison programme and Ebola")
    assert left_out(question.excluded, TITLES) == {0, 1, 2, 7}


def test_a_kind_is_found_by_what_it_is_a_kind_of_and_not_the_other_way_round() -> None:
    assert members("Which cases are on epidemics?") == [7, 8]
    assert members("Which cases are on Ebola?") == [7]


@pytest.mark.parametrize("literally", [True, False])
@pytest.mark.parametrize(
    "asked", ["sharing information or police patrols", "SSR and COVID", "the security sector", "giraffes"]
)
def test_a_concept_is_as_rare_as_the_texts_are_few_that_say_it_to_any_degree(asked: str, literally: bool) -> None:
    bags = Bags(map(bag_of, TITLES))
    for concept in (one for clause in clauses_of(asked) for one in clause):
        found = sum(_degree(concept, bag, literally) > 0 for bag in bags)
        assert _weight(concept, bags, literally) == math.log1p((len(bags) - found + 0.5) / (found + 0.5))
