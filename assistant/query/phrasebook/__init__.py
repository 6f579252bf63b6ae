"""How people ask, in six languages: phrases as data, one file a language (`en.json`, `fr.json` …), kind -> phrases.

A plain kind asks for a kind of answer or says something of a whole question ("count", "except", "small_talk"); one that
begins with "follow_up." leans on what came before; one that begins with "frame." is a word that English questions are
made of without naming their subject; "stop" are small words. To add a phrase is to add it to its list; `make rules`
says what it wins and loses.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources

from assistant.knowledge import LANGUAGES, any_of, words_of_synonyms
from index.tokens import STOP_WORDS, stem, words


@cache
def asked_with(kind: str, language: str) -> re.Pattern[str]:
    """The words by which questions in `language` ask for a kind of answer, e.g. ("count", "fr")."""
    return any_of(phrases(kind, language))


@cache
def leans_with(kind: str, language: str) -> re.Pattern[str]:
    """The words by which follow-ups in `language` lean on what came before, e.g. ("of_them", "es")."""
    return any_of(phrases(f"follow_up.{kind}", language))


@cache
def frame(kind: str) -> frozenset[str]:
    """Stems of words that a question is made of without naming its subject, of one kind ("light", "case", …)."""
    return frozenset(stem(part) for word in phrases(f"frame.{kind}") if " " not in word for part in words(word))


@cache
def frame_pattern(kind: str) -> re.Pattern[str]:
    return any_of(phrases(f"frame.{kind}"))


@cache
def small_talk() -> re.Pattern[str]:
    """Greetings, thanks and the like in any of the languages."""
    return any_of(tuple(phrase for language in LANGUAGES for phrase in phrases("small_talk", language)))


@cache
def document_words() -> frozenset[str]:
    """Words in lower case for a document and its parts, in the singular and the plural."""
    return frozenset(form for word in phrases("frame.document") for form in (word, f"{word}s", f"{word[:-1]}ies"))


@cache
def usual_words() -> frozenset[str]:
    """English words in lower case that questions are made of, whatever the document: frames, small words, synonyms."""
    said = (word for found in _book("en").values() for phrase in found for word in phrase.lower().split())
    return STOP_WORDS | words_of_synonyms() | frozenset(word for word in said if word.isalpha())


@cache
def function_words(language: str) -> frozenset[str]:
    return STOP_WORDS if language == "en" else frozenset(phrases("stop", language))


def phrases(kind: str, language: str = "en") -> tuple[str, ...]:
    """None where the language has no such kind."""
    return tuple(_book(language).get(kind, ()))


@cache
def _book(language: str) -> dict[str, list[str]]:
    file = resources.files("assistant.query.phrasebook").joinpath(f"{language}.json")
    found: dict[str, list[str]] = json.loads(file.read_text(encoding="utf-8"))
    return found
