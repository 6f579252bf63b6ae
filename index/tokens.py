"""A text in, its words and their stems out: what a question and a passage are compared by, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

import snowballstemmer

from corpus.note_calls import without_calls

_WORD = re.compile(r"[^\W_]+(?:['’.-](?=\w)[^\W_]+)*")
_ANY_WORD = re.compile(r"[^\W_]+")
_HYPHEN = re.compile(r"['’.-]")
_SHORTENED = re.compile(r"(?:'(?:s|ve|re|ll|d|m)|n't)$")  # "it's", "you've", "don't"
_BEFORE = frozenset({"pre"})
_STEMMER = snowballstemmer.stemmer("english")
# The stemmer joins these with what others do: "combating hate speech", "reporting".
_APART = {"combatant": "combatant", "combatants": "combatant", "reporter": "reporter", "reporters": "reporter"}

# Words that carry grammar and no subject. A question made of these alone names nothing.
STOP_WORDS = frozenset(
    """a about above after again all also am an and any are as at be because been before being below between both but
    by can could did do does doing done down during each few for from further get gets give given gives go got had has
    have having he her here hers him his how i if in into is it its itself just let me more most much must my no nor
    not of off on once only or other our ours out over own per please same say says shall she should show so some such
    tell than that the their theirs them then there these they this those through to too under until up upon us very
    was we were what when where whether which while who whom whose why will with within without would you your yours
    im id ive whats wheres whos isnt doesnt didnt dont cant thing things something anything someone somebody anybody
    okay ok thanks thank hello hi kindly""".split()
)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    stemmed: str = _APART.get(word) or _STEMMER.stemWord(word)
    return stemmed


def words(text: str) -> list[str]:
    """Lower-case words; a compound ("cross-mission", "COVID-19") gives itself and its parts, but what is before a trial
    ("pre-trial") is no trial, and a note's number ("kitchens⁵") is no part of its word."""
    out = []
    for match in _WORD.finditer(without_calls(text.lower())):
        word = match[0].replace("’", "'")
        if "'" in word:
            word = _SHORTENED.sub("", word)
        out.append(word)
        parts = _HYPHEN.split(word)
        if len(parts) > 1:
            kept = parts[:1] if parts[0] in _BEFORE else parts
            out.extend(part for part in kept if len(part) > 1)
    return out


def stems(text: str) -> list[str]:
    """Stems of the words that carry a subject."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]


def stems_in_any(texts: Iterable[str]) -> frozenset[str]:
    """Stems of the words that carry a subject in long texts, each word looked at once."""
    return frozenset(stems(" ".join({match for text in texts for match in _WORD.findall(text.lower())})))


def all_stems(text: str) -> frozenset[str]:
    """Stems of all its words, those that carry grammar too."""
    return frozenset(map(stem, words(text)))


def in_order(text: str) -> str:
    """The same between blanks, so that those of a phrase are found in it as they follow each other."""
    return f" {' '.join(stems(text))} "


def stems_in(text: str, language: str) -> list[str]:
    """Stems of all words of a text in French, Spanish, Russian or Arabic (fr, es, ru, ar)."""
    stemmer = _stemmer(language)
    return [stemmer.stemWord(match[0]) for match in _ANY_WORD.finditer(text.casefold().replace("ё", "е"))]


@cache
def _stemmer(language: str) -> Any:
    names = {"fr": "french", "es": "spanish", "ru": "russian", "ar": "arabic"}
    return snowballstemmer.stemmer(names[language])
