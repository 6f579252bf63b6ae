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
_SHORTEST_NAME = 5  # letters of a name that one in capitals may be a slip of
_LONG = 7  # letters from which two slips are forgiven


class Spelling:
    """The words a document and our tables know."""

    def __init__(self, texts: Iterable[str], names: frozenset[str], known: Callable[[str], bool]) -> None:
        """`texts`: everything whose words are spelled right. `names`: acronyms and countries, in lower case, right too.
        `known`: whether a word is right though it stands in neither."""
        self._counts = Counter(word.lower() for text in texts for word in _WORD.findall(text))
        self._names = names
        self._known = known
        self._by_length: dict[int, list[str]] = {}
        for word in names | self._counts.keys():
            if len(word) >= _SHORTEST - 1 and word.isascii():
                self._by_length.setdefault(len(word), []).append(word)

    def mended(self, text: str, *, english: bool = True) -> str:
        """`text` with each slip replaced by the likeliest word. In a question in another language only names are
        mended: its words are no slips of English ones."""
        return _WORD.sub(lambda match: self._mend(match[0], english), text)

    def _mend(self, word: str, english: bool) -> str:
        lower = word.lower()
        if len(lower) < _SHORTEST or not lower.isascii() or lower in self._counts or lower in self._names:
            return word
        acronym = word.isupper() or not english
        if not acronym and self._known(lower):
            return word
        allowed = 1 if len(lower) < _LONG else 2
        candidates = [
            candidate
            for length in range(len(lower) - allowed, len(lower) + allowed + 1)
            for candidate in self._by_length.get(length, ())
            if not acronym or (candidate in self._names and len(candidate) >= _SHORTEST_NAME)
        ]
        found = process.extract(lower, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=20)
        if not found:
            return word
        return min(
            found,
            key=lambda one: (
                one[1],
                one[0][0] != lower[0],
                sorted(one[0]) != sorted(lower),
                one[0] not in self._names,
                -self._counts[one[0]],
            ),
        )[0]
