"""Further's own sentences: each in six languages, none of them looking like a quote."""

from __future__ import annotations

import pytest

from assistant.knowledge import LANGUAGES, themes
from assistant.wording import wording
from assistant.wording.sentences import names_of, say, subject_of
from corpus.missions import mentions

MESSAGES = wording("messages")
ANSWERS = sorted(key for key in MESSAGES["en"] if not key.startswith("brief_"))  # a briefing's headings may agree


@pytest.mark.parametrize("key", ANSWERS)
def test_every_sentence_is_another_in_each_of_the_six_languages(key: str) -> None:
    assert len({sentences[key] for sentences in MESSAGES.values()}) == len(LANGUAGES)


@pytest.mark.parametrize("key", ANSWERS)
def test_no_sentence_of_ours_stands_in_quotation_marks(key: str) -> None:
    assert not [sentences[key] for sentences in MESSAGES.values() if set(sentences[key]) & set('“”«»„"「」')]


def test_a_sentence_is_said_in_the_language_asked_for_else_in_english() -> None:
    assert say("not_said", "fr").startswith("Le rapport")
    assert say("not_said", "de") == say("not_said", "en")
    assert say("rule_all", "en", count=55) == "all 55 case studies of the report"


def test_of_one_thing_is_spoken_in_the_singular_where_the_wording_has_it() -> None:
    one = say("rule_mission", "en", count=1, whole=55, names="UNMIK")
    assert one == "1 of 55 case studies stands under UNMIK"
    assert say("rule_mission", "es", count=1, whole=55, names="UNMIK").startswith("el estudio de casos que figura")
    assert say("rule_likely", "en", count=1).endswith(": 1")
    assert {key.removesuffix("_one") for key in MESSAGES["en"] if key.endswith("_one")} <= MESSAGES["en"].keys()


def test_missions_are_named_by_acronym_and_countries_in_the_readers_language() -> None:
    assert names_of(tuple(mentions("UNISFA and Chad")), "en") == "UNISFA, Chad"
    assert names_of(tuple(mentions("UNISFA, Chad, UNISFA")), "fr") == "UNISFA, Tchad"
    assert names_of(tuple(mentions("UNSONM")), "en") == "UNSOM"


def test_a_theme_is_called_by_its_label_and_a_word_as_it_was_asked() -> None:
    assert subject_of(("Ebola", "COVID-19"), "en") == "Ebola / COVID-19"
    assert subject_of(("elections",), "fr") == themes()["elections"].label["fr"]


def test_every_theme_has_a_label_in_the_six_languages() -> None:
    assert {key for key, theme in themes().items() if set(theme.label) != set(LANGUAGES)} == set()


def test_what_is_of_another_script_and_has_brackets_stands_isolated_in_arabic() -> None:
    title = "GOING FURTHER TOGETHER (OHCHR leaflet)"
    assert f"\u2068{title}\u2069" in say("brief_title_quotes", "ar", document=title)
    assert say("brief_title_quotes", "fr", document=title).endswith(title)
    assert "\u2068" not in say("brief_title", "ar", mission="MONUSCO")
