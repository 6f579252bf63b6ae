"""Words in, scores out: lexical search, for the rare word that must match.

Method: BM25 (Robertson and Zaragoza 2009), k1 and b at their usual values, over stems (Snowball, English), with the
idf that never turns negative (Lucene's).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np
import snowballstemmer

from index.encoder import Matrix

_K1, _B = 1.2, 0.75
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
    ("pre-trial") is no trial."""
    out = []
    for match in _WORD.finditer(text.lower()):
        word = _SHORTENED.sub("", match[0].replace("’", "'"))
        out.append(word)
        parts = _HYPHEN.split(word)
        if len(parts) > 1:
            kept = parts[:1] if parts[0] in _BEFORE else parts
            out.extend(part for part in kept if len(part) > 1)
    return out


def stems(text: str) -> list[str]:
    """Stems of the words that carry a subject."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]


def stems_in(text: str, language: str) -> list[str]:
    """Stems of all words of a text in French, Spanish, Russian or Arabic (fr, es, ru, ar)."""
    stemmer = _stemmer(language)
    return [stemmer.stemWord(match[0]) for match in _ANY_WORD.finditer(text.casefold().replace("ё", "е"))]


@cache
def _stemmer(language: str) -> Any:
    names = {"fr": "french", "es": "spanish", "ru": "russian", "ar": "arabic"}
    return snowballstemmer.stemmer(names[language])


class Words:
    """BM25 over texts given as fields with weights (a heading's word counts less than the sentence's own)."""

    def __init__(self, texts: Sequence[Sequence[tuple[str, float]]]) -> None:
        """`texts`: for each passage its fields as (text, weight)."""
        counts = [self._count(fields) for fields in texts]
        self.size = len(counts)
        lengths = np.array([sum(count.values(), 0.0) for count in counts] or [1.0], dtype=np.float32)
        self._norm = _K1 * (1 - _B + _B * lengths / max(float(lengths.mean()), 1e-6))
        postings: dict[str, list[tuple[int, float]]] = {}
        for place, count in enumerate(counts):
            for term, frequency in count.items():
                postings.setdefault(term, []).append((place, frequency))
        self._postings = {
            term: (np.array([p for p, _ in found]), np.array([f for _, f in found], dtype=np.float32))
            for term, found in postings.items()
        }

    def __contains__(self, stemmed: str) -> bool:
        return stemmed in self._postings

    def idf(self, stemmed: str) -> float:
        """Weight of a stem: 0 for one in every passage, about ln(n) for one in a single passage or none."""
        frequency = len(self._postings[stemmed][0]) if stemmed in self._postings else 0
        return math.log(1 + (self.size - frequency + 0.5) / (frequency + 0.5))

    def scores(self, weighted: dict[str, float]) -> Matrix:
        """BM25 of every passage for stems with weights, shape (passages,), 0 where no word matches."""
        out = np.zeros(self.size, dtype=np.float32)
        for stemmed, weight in weighted.items():
            if stemmed not in self._postings:
                continue
            places, frequency = self._postings[stemmed]
            out[places] += weight * self.idf(stemmed) * frequency * (_K1 + 1) / (frequency + self._norm[places])
        return out

    @staticmethod
    def _count(fields: Sequence[tuple[str, float]]) -> dict[str, float]:
        count: defaultdict[str, float] = defaultdict(float)
        for text, weight in fields:
            for stemmed in stems(text):
                count[stemmed] += weight
        return count
