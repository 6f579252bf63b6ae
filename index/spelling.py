"""A question in, the same question with slips of the keyboard mended out, for searching alone.

A word is a slip when neither the document, nor our tables, nor the encoder's own vocabulary has it, and when one word
of the document or of the tables, or one of those that questions are made of, lies one or two letters off
(optimal string alignment, so that two letters swapped are one slip). What the person typed stands in the answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.missions import mentions
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
        self._texts, self._known = tuple(texts), known
        self._names, self._usual = names, usual

    def prepare(self) -> None:
        """Makes what the first question with a strange word would wait for."""
        _ = self._stems, self._long_names

    @cached_property
    def _counts(self) -> Counter[str]:
        """Of words in the texts: counted when a question holds one that nothing else knows."""
        return Counter(word.lower() for text in self._texts for word in _WORD.findall(text))

    @cached_property
    def _stems(self) -> frozenset[str]:
        """ "headings" beside "heading"."""
        return frozenset(map(stem, self._usual | self._counts.keys()))

    @cached_property
    def _words(self) -> list[str]:
        right = self._counts.keys() | self._names | self._usual
        return sorted(filter(str.isascii, right), key=lambda word: (len(word), word))

    @cached_property
    def _long_names(self) -> list[str]:
        return [word for word in self._words if word in self._names and len(word) >= _SHORTEST_NAME]

    def mended(self, text: str, *, english: bool = True) -> str:
        """`text` with each slip replaced by the likeliest word. In a question in another language only names are
        mended: its words are no slips of English ones. A name that our tables know is right in any: "Libye" in a
        question too short to tell its language."""
        spans = [place.span for place in mentions(text)]
        right = frozenset(word for span in spans for word in text[span.start : span.end].split())
        return _WORD.sub(lambda match: match[0] if match[0] in right else self._mend(match[0], english), text)

    def _mend(self, word: str, english: bool) -> str:
        if word.lower().endswith(("'s", "’s")):
            return self._mend(word[:-2], english) + word[-2:]
        lower, acronym = word.lower(), word.isupper() or not english
        if "'" in word:  # "we're" is no slip of "were"
            return word
        if len(lower) < _SHORTEST or not lower.isascii() or lower in self._names or lower in self._usual:
            return word
        if (not acronym and self._known(lower)) or lower in self._counts or stem(lower) in self._stems:
            return word
        allowed, meant = 2 if english and len(lower) >= _LONG else 1, self._long_names if acronym else self._words
        near = process.extract(lower, meant, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        return min(near, key=lambda one: self._unlikely(lower, one[0], one[1]))[0] if near else word

    def _unlikely(self, slip: str, word: str, distance: float) -> tuple[float, bool, bool, bool, bool, int]:
        """Orders words by how unlikely the slip is one of theirs: letters swapped or dropped are likelier than not."""
        letters, named = iter(word), word in self._names
        dropped = all(letter in letters for letter in slip)
        swapped = sorted(word) == sorted(slip)
        return distance, word[0] != slip[0], not swapped, not named, not named and not dropped, -self._counts[word]
