"""Phrases as translators write them, and what they find."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.knowledge import LANGUAGES
from assistant.knowledge.phrases import any_of
from assistant.query.phrasebook import asked_with, kinds


def found(phrase: str, text: str) -> str | None:
    match = any_of([phrase], {"office": ("judge", "police commissioner")}).search(text)
    return match[0].strip() if match else None


@pytest.mark.parametrize(("phrase", "text", "said"), [
    ("other than", "All cases OTHER  than Mali", "OTHER  than"),
    ("what's new", "So what’s new?", "what’s new"),
    ("who is|was it", "tell me who was it", "who was it"),
    ("list [all of] the", "list the cases", "list the"),
    ("list [all of] the", "list all of the cases", "list all of the"),
    ("[all] those", "those there", "those"),
    ("quot*", "he was quoted as", "quoted"),
    ("by *ing", "done by talking to them", "by talking"),
    ("most *", "the most useful one", "most useful"),
    ("what ~2 say", "what does it say", "what does it say"),
    ("does ... cover", "does the text, by chance, cover it", "does the text, by chance, cover"),
    ("because ...", "All cases, because I ask. Thanks", "because I ask"),
    ("^ who", "In Mali, who leads?", "who"),
    ("do we know when $", "Do we know when?", "Do we know when"),
    ("the {office}", "the Police Commissioner said", "the Police Commissioner"),
    ("除 ... 以外", "除马里以外的特派团", "除马里以外"),
])  # fmt: skip
def test_a_phrase_finds_what_it_says(phrase: str, text: str, said: str) -> None:
    assert found(phrase, text) == said


@pytest.mark.parametrize(("phrase", "text"), [
    ("other", "others"),
    ("list [all of] the", "list all the cases"),
    ("what ~2 say", "what in the world they say"),
    ("does ... cover", "It does. They cover it"),
    ("^ who", "those who lead"),
    ("when $", "when they marched"),
    ("the {office}", "the office"),
])  # fmt: skip
def test_a_phrase_finds_nothing_else(phrase: str, text: str) -> None:
    assert found(phrase, text) is None


def test_the_longest_phrase_is_found_first() -> None:
    match = any_of(["except", "except for"]).search("all except for Mali")
    assert match
    assert match[0] == "except for"


def test_no_phrases_find_nothing() -> None:
    assert any_of([]).search("anything") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_of_the_book_can_be_looked_for(language: str) -> None:
    for kind in kinds(language):
        assert asked_with(kind, language)


def test_a_language_beside_english_has_every_kind_that_questions_in_it_need() -> None:
    needed = {"set", "count", "contact", "who", "when", "where", "why_how", "definition", "verbatim", "except"}
    needed |= {"cases", "missions", "stop", "light", "set_weak", "opening", "lead", "manner.how"}
    needed |= {"courtesy", "small_talk", "briefing"}
    needed |= {f"follow_up.{kind}" for kind in ("only", "of_them", "strike", "others", "there")}
    for language in LANGUAGES[1:]:
        assert needed <= set(kinds(language)), language


def test_every_kind_is_told_to_translators() -> None:
    told = (Path(__file__).parents[1] / "docs" / "phrases.md").read_text(encoding="utf-8")
    for kind in {kind for language in LANGUAGES for kind in kinds(language)}:
        named = kind.partition(".")[2] if kind.startswith(("follow_up.", "frame.", "document.", "manner.")) else kind
        assert f"`{named}`" in told or kind.startswith(("needs.", "holds.")), kind
