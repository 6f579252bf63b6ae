"""Slips of the keyboard are mended towards words that the document or our tables hold; right words stay."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.query.phrasebook import usual_words
from corpus.missions import single_names
from corpus.report import Report
from index.encoder import Encoder
from index.spelling import Spelling

TEXT = "Decongesting prisons. Early warning in the mission. Combating hate speech. Panel of Experts. Ebola, Ebola."
ORDINARY = frozenset("salary poison minister person warming".split())


@pytest.fixture
def spelling() -> Spelling:
    return Spelling([TEXT], single_names(), ORDINARY.__contains__)


@pytest.mark.parametrize(("slip", "word"), [
    ("prisnos", "prisons"),  # swapped
    ("prsions", "prisons"),
    ("prisns", "prisons"),  # missing
    ("warrning", "warning"),  # doubled
    ("wraning", "warning"),
    ("speach", "speech"),  # another letter
    ("decongestng", "decongesting"),
    ("decnogestnig", "decongesting"),  # two slips in a long word
    ("Ebolla", "ebola"),
    ("ebla", "ebola"),
])  # fmt: skip
def test_a_slip_becomes_the_word_of_the_document(spelling: Spelling, slip: str, word: str) -> None:
    assert spelling.mended(f"on {slip}?") == f"on {word}?"


@pytest.mark.parametrize(("slip", "acronym"), [
    ("MINSUCA", "minusca"),
    ("MINUSAC", "minusca"),
    ("minsuma", "minusma"),
    ("monsuco", "monusco"),
    ("UNIOGBSI", "uniogbis"),
])  # fmt: skip
def test_a_slip_in_an_acronym_becomes_the_acronym(spelling: Spelling, slip: str, acronym: str) -> None:
    assert spelling.mended(slip) == acronym


def test_of_two_acronyms_equally_near_the_one_that_the_document_holds_was_meant() -> None:
    names = frozenset({"monusco", "monuc"})
    assert Spelling(["MONUSCO"], names, ORDINARY.__contains__).mended("MONUSC") == "monusco"
    assert Spelling(["MONUC"], names, ORDINARY.__contains__).mended("MONUSC") == "monuc"


def test_a_contraction_is_no_slip() -> None:
    usual = Spelling([f"{TEXT} They were well there."], single_names(), ORDINARY.__contains__)
    assert usual.mended("We're sure it's what they'll say") == "We're sure it's what they'll say"
    assert usual.mended("prsions' and MINSUCA's") == "prisons' and minusca's"


def test_a_right_name_stays(spelling: Spelling) -> None:
    names = " ".join(sorted(single_names()))
    assert spelling.mended(names) == names
    assert spelling.mended(names.upper()) == names.upper()


def test_an_acronym_of_something_else_is_not_made_an_ordinary_word(spelling: Spelling) -> None:
    assert spelling.mended("EBLA and PANL") == "EBLA and PANL"


def test_a_slip_in_a_word_that_questions_are_made_of_is_mended_too() -> None:
    spelling = Spelling(["When prisons open"], frozenset(), ORDINARY.__contains__, usual_words())
    assert spelling.mended("waht abuot prisnos wher exmples") == "what about prisons where examples"


def test_a_possessive_is_no_slip_of_the_name() -> None:
    assert Spelling(["OHCHR and UNAMA"], frozenset({"unama"}), ORDINARY.__contains__).mended("OHCHR's") == "OHCHR's"


def test_in_another_language_a_name_is_one_slip_away_at_most() -> None:
    spelling = Spelling([], frozenset({"liberia"}), ORDINARY.__contains__)
    assert spelling.mended("la libertad", english=False) == "la libertad"
    assert spelling.mended("en libria", english=False) == "en liberia"


def test_ordinary_words_stay_though_a_word_of_the_document_is_near(spelling: Spelling) -> None:
    text = "salary minister poison person warming"
    assert spelling.mended(text) == text


def test_words_of_the_document_stay(spelling: Spelling) -> None:
    assert spelling.mended(TEXT) == TEXT


@pytest.mark.parametrize("text", ["", "on us", "hat", "48/141", "приговор", "预警", "الإنذار", "qwertyuiop", "a@b.org"])
def test_short_words_other_scripts_and_what_is_near_nothing_stay(spelling: Spelling, text: str) -> None:
    assert spelling.mended(text) == text


def test_what_stands_between_the_words_stays(spelling: Spelling) -> None:
    assert spelling.mended("  prisnos , (wraning)!") == "  prisons , (warning)!"


def test_the_reports_own_text_is_not_mended(shipped: Report, hand_encoder: Encoder) -> None:
    found = Spelling([shipped.text], single_names(), hand_encoder.knows)
    assert found.mended(shipped.text) == shipped.text


def test_the_answer_keeps_the_question_as_it_was_typed(assistant: Assistant) -> None:
    assert assistant.answer("List all cases of MINUSCA").question == "List all cases of MINUSCA"
