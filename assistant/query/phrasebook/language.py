"""A question in, its language out: one of the six of the United Nations, by script and by small words."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from assistant.query.phrasebook import asked_with, function_words, phrases

_SCRIPTS = {"ar": ("\u0600", "\u06ff"), "ru": ("\u0400", "\u04ff"), "zh": ("\u4e00", "\u9fff")}  # first, last
_ACCENTS = {"fr": "àâçèêëîïôœùûÀÇÈÊ", "es": "ñáíóúÑÁÍÓÚ¿¡", "en": ""}
_WORD = re.compile(r"[^\W_]+(?:['’](?=\w))?")
_QUESTION_KINDS = ("set", "count", "who", "contact", "when", "where", "why_how", "definition", "verbatim")
_CHANCE = 1.1  # what one small word proves: "EU" is a French participle too
_ENOUGH = 0.3  # share of a text's letters that decides its script: names may stand in another
# Unicode's names of the letters that the six languages are written in begin with these.
_WRITTEN_IN = ("LATIN ", "CYRILLIC ", "ARABIC ", "CJK ", "DIGIT ", "ARABIC-INDIC DIGIT ")
_LONGEST_WORD = 100  # letters; what is longer the encoder takes for one thing that it does not know


def is_readable(text: str) -> bool:
    """Whether any word of a question is one that the encoders can know: of a script of the six languages, and no longer
    than a word. What they do not know at all lies equally near to everything."""
    return any(
        len(word) <= _LONGEST_WORD and any(unicodedata.name(one, "").startswith(_WRITTEN_IN) for one in word)
        for word in _WORD.findall(text)
    )


@lru_cache(maxsize=256)  # asked for several times over one question
def language_of(text: str) -> str:
    """ISO 639-1. A text too short to tell counts as English."""
    letters = sum(map(str.isalpha, text))
    for language, (first, last) in _SCRIPTS.items():
        if letters and sum(first <= character <= last for character in text) >= _ENOUGH * letters:
            return language
    heard = {language: _heard(text, language) for language in _ACCENTS}
    best = max(heard, key=lambda language: (heard[language], language == "en"))
    return best if heard[best] > max(heard["en"], _CHANCE) else "en"


def _heard(text: str, language: str) -> float:
    """How many of the text's words belong to one language alone; question words and accents count more."""
    found = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
    telling = phrases("telling", language)  # words that a question opens with in one of the three languages alone
    own = sum(word in _only(language) for word in found) + 1.2 * sum(word in telling for word in found)
    asked = sum(len(asked_with(kind, language).findall(text)) for kind in _QUESTION_KINDS)
    accents = sum(character in _ACCENTS[language] for character in text)
    return own + 0.7 * asked + 0.5 * min(accents, 3)


@cache
def _only(language: str) -> frozenset[str]:
    others = frozenset().union(*(function_words(other) for other in _ACCENTS if other != language))
    return function_words(language) - others
