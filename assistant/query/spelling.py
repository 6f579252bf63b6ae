"""A question in, the same question with slips of the keyboard mended out, for searching alone.

A word is a slip when neither the document, nor our tables, nor the encoder's own vocabulary has it, and when one word
of the document or of the tables, or one of those that questions are made of, lies one or two letters off
(optimal string alignment, so that two letters swapped are one slip). What the person typed stands in the answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.tokens import stem

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHORTEST = 4  # letters of a word that is mended; shorter ones have too many neighbours
_SHORTEST_NAME = 5  # letters of a name that one in capitals may be a slip of
_LONG = 7  # letters from which two slips are forgiven


class Spelling:
    """The words a document and our tables know."""

    def __init__(
        self,
        texts: Iterable[str],
        names: frozenset[str],
        known: Callable[[str], bool],
        usual: frozenset[str] = frozenset(),
    ) -> None:
        """`texts`: everything whose words are spelled right. `names`: acronyms and countries, in lower case, right too.
        `known`: whether a word is right though it stands in neither. `usual`: words of any question, in lower case."""
        self._counts = Counter(word.lower() for text in texts for word in _WORD.findall(text))
        self._names = names
        self._known = known
        self._usual = usual
        self._stems = frozenset(stem(word) for word in usual | self._counts.keys())  # "headings" beside "heading"
        self._by_length = _by_length(names | self._counts.keys())
        self._usual_by_length = _by_length(usual)

    def mended(self, text: str, *, english: bool = True, right: frozenset[str] = frozenset()) -> str:
        """`text` with each slip replaced by the likeliest word. In a question in another language only names are
        mended: its words are no slips of English ones. `right`: words of the text, as they stand there, that are right:
        "Libye" in a question too short to tell its language."""
        return _WORD.sub(lambda match: match[0] if match[0] in right else self._mend(match[0], english), text)

    def _mend(self, word: str, english: bool) -> str:
        if word.lower().endswith(("'s", "’s")):
            return self._mend(word[:-2], english) + word[-2:]
        lower = word.lower()
        if len(lower) < _SHORTEST or not lower.isascii():
            return word
        if lower in self._counts or lower in self._names or lower in self._usual or stem(lower) in self._stems:
            return word
        acronym = word.isupper() or not english
        if not acronym and self._known(lower):
            return word
        allowed = 2 if english and len(lower) >= _LONG else 1
        near = self._near(lower, allowed, self._by_length, names_alone=acronym)
        if not acronym:
            near += self._near(lower, allowed, self._usual_by_length)
        return min(near, key=lambda one: self._unlikely(lower, *one))[0] if near else word

    def _near(
        self, lower: str, allowed: int, by_length: Mapping[int, list[str]], *, names_alone: bool = False
    ) -> list[tuple[str, float]]:
        """Words within so many slips, with how many they are."""
        candidates = [
            candidate
            for length in range(len(lower) - allowed, len(lower) + allowed + 1)
            for candidate in by_length.get(length, ())
            if not names_alone or (candidate in self._names and len(candidate) >= _SHORTEST_NAME)
        ]
        found = process.extract(lower, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=20)
        return [(one[0], one[1]) for one in found]

    def _unlikely(self, slip: str, word: str, distance: float) -> tuple[float, bool, bool, bool, bool, int]:
        """Orders words by how unlikely the slip is one of theirs: letters swapped or dropped are likelier than not."""
        return (
            distance,
            word[0] != slip[0],
            sorted(word) != sorted(slip),
            word not in self._names,
            word not in self._names and not _holds(word, slip),
            -self._counts[word],
        )


def _by_length(words: Iterable[str]) -> dict[int, list[str]]:
    out: dict[int, list[str]] = {}
    for word in sorted(words):
        if len(word) >= _SHORTEST - 1 and word.isascii():
            out.setdefault(len(word), []).append(word)
    return out


def _holds(word: str, slip: str) -> bool:
    """Whether the slip is the word with letters left out."""
    letters = iter(word)
    return all(letter in letters for letter in slip)
