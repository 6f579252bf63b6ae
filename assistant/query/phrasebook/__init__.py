"""How people ask, in six languages: phrases as data, one file a language (`en.json`, `fr.json` …), kind -> phrases.

A plain kind asks for a kind of answer, under its name, or says something of a whole question ("count", "except",
"small_talk"); one that begins with "manner." tells how it is put; with "follow_up.", it leans on what came before; with
"frame.", it is a word that English questions are made of without naming their subject; with "needs.", it asks for what
any answer must hold; with "holds.", texts say it; "stop" are small words. To add a phrase is to add it to its list, in
the grammar of `assistant/knowledge/phrases.py`; `make rules` says what it wins and loses.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources

from assistant.knowledge import LANGUAGES, words_of_synonyms
from assistant.knowledge.phrases import any_of
from index.tokens import STOP_WORDS, stem, words

_APART = str.maketrans("|[]", "   ")  # signs that stand between words
_BESIDE = " ¿¡,.!;:–-"  # what stands between the words that lead in to a question and the question


@cache
def asked_with(kind: str, language: str = "en") -> re.Pattern[str]:
    """The words of a kind in `language`; it finds nothing where the language has no such kind."""
    return any_of(phrases(kind, language), _book(language))


@cache
def asked_in_any(kind: str) -> re.Pattern[str]:
    """The words of a kind in all six languages."""
    return any_of(
        (phrase for language in LANGUAGES for phrase in phrases(kind, language)),
        {name: said for language in reversed(LANGUAGES) for name, said in _book(language).items()},
    )


def without_lead(kind: str, text: str) -> str:
    """The text without words of a kind at its beginning, in any language, as often as they follow on each other; the
    text itself where nothing else stands in it."""
    rest = text.lstrip(_BESIDE)
    while match := asked_in_any(kind).match(rest):
        rest = rest[match.end() :].lstrip(_BESIDE)
    return rest if len(rest) < len(text) and any(map(str.isalnum, rest)) else text


@cache
def frame(kind: str) -> frozenset[str]:
    """Stems of words that a question is made of without naming its subject, of one kind ("light", "case", …)."""
    return frozenset(stem(part) for word in phrases(f"frame.{kind}") if " " not in word for part in words(word))


@cache
def document_words() -> frozenset[str]:
    """Words in lower case for a document and its parts, in the singular and the plural."""
    return frozenset(form for word in phrases("frame.document") for form in (word, f"{word}s", f"{word[:-1]}ies"))


@cache
def document_stems() -> frozenset[str]:
    return frozenset(map(stem, document_words()))


@cache
def usual_words() -> frozenset[str]:
    """English words in lower case that questions are made of, whatever the document: frames, small words, synonyms."""
    said = (sign for found in _book("en").values() for phrase in found for sign in phrase.translate(_APART).split())
    return STOP_WORDS | words_of_synonyms() | frozenset(sign for sign in said if sign.isalpha())


@cache
def function_words(language: str) -> frozenset[str]:
    return STOP_WORDS if language == "en" else frozenset(phrases("stop", language))


@cache
def small_stems(language: str) -> frozenset[str]:
    return frozenset(map(stem, function_words(language)))


def phrases(kind: str, language: str = "en") -> tuple[str, ...]:
    """None where the language has no such kind."""
    return tuple(_book(language).get(kind, ()))


def kinds(language: str) -> tuple[str, ...]:
    return tuple(_book(language))


@cache
def _book(language: str) -> dict[str, list[str]]:
    file = resources.files("assistant.query.phrasebook").joinpath(f"{language}.json")
    found: dict[str, list[str]] = json.loads(file.read_text(encoding="utf-8"))
    return found
