"""A question in, the same question with slips of the keyboard mended out, for searching alone.

A word is a slip when neither the document, nor our tables, nor the encoder's own vocabulary has it, and when one word
of the document or of the tables lies within one or two letters of it (optimal string alignment, so that two letters
swapped are one slip). What the person typed is what stands in the answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHORTEST = 4  # letters of a word that is mended; shorter ones have too many neighbours


class Spelling:
    """The words a document and our tables know."""

    def __init__(self, texts: Iterable[str], known: Callable[[str], bool]) -> None:
        """`texts`: everything whose words are spelled right; `known`: whether a word is right though not in them."""
        counts = Counter(word.lower() for text in texts for word in _WORD.findall(text))
        self._counts = counts
        self._by_length: dict[int, list[str]] = {}
        for word in counts:
            if len(word) >= _SHORTEST - 1 and word.isascii():
                self._by_length.setdefault(len(word), []).append(word)
        self._known = known

    def mended(self, text: str) -> str:
        """`text` with each slip replaced by the likeliest word; names and words of other scripts stay."""
        return _WORD.sub(lambda match: self._mend(match[0]), text)

    def _mend(self, word: str) -> str:
        lower = word.lower()
        if len(lower) < _SHORTEST or not lower.isascii() or lower in self._counts or self._known(lower):
            return word
        if word.isupper() and len(word) > 1:
            return word  # an acronym: the missions' table knows its slips
        allowed = 1 if len(lower) < 7 else 2
        candidates = [
            candidate
            for length in range(len(lower) - allowed, len(lower) + allowed + 1)
            for candidate in self._by_length.get(length, ())
        ]
        found = process.extract(lower, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=20)
        if not found:
            return word
        best = min(
            found, key=lambda one: (one[1], one[0][0] != lower[0], sorted(one[0]) != sorted(lower), -self._counts[one[0]])
        )
        return best[0]
