"""A text in, the word pieces out that a unigram language model holds likeliest: XLM-RoBERTa's vocabulary.

Method: Kudo 2018, by Viterbi's algorithm. No piece of this vocabulary reaches over a space, so that each word is split
by itself, once. `tokenizers` does the same from a table that takes 270 MB for a quarter of a million pieces; this takes
60, and a document of 63 pages some tenths of a second.
"""

from __future__ import annotations

from collections.abc import Sequence

_SPACE = "▁"  # stands before each word, as SentencePiece writes it
_UNKNOWN = 10.0  # less likely than the least likely piece, as SentencePiece has it
_LONGEST_KEPT = 32  # characters of a word that is likely to come again


class Unigram:
    def __init__(self, pieces: Sequence[str], scores: Sequence[float], unknown: int) -> None:
        """`scores`: logarithms of likelihoods; `unknown`: the number of the piece for a character that is in none."""
        self._numbers = dict(zip(pieces, range(len(pieces)), strict=True))
        self._scores, self._unknown = scores, unknown
        self._unlikely = min(scores) - _UNKNOWN
        self._longest = max(map(len, pieces))
        self._kept: dict[str, list[int]] = {}

    def pieces(self, text: str) -> list[int]:
        """Their numbers. Spaces end words; other white space is a character like any."""
        return [number for word in text.split(" ") if word for number in self._of(word)]

    def _of(self, word: str) -> list[int]:
        found = self._kept.get(word)
        if found is None:
            found = self._split(_SPACE + word)
            if len(word) <= _LONGEST_KEPT:
                self._kept[word] = found
        return found

    def _split(self, word: str) -> list[int]:
        best = [0.0] + [float("-inf")] * len(word)  # of the word up to each place
        last: list[tuple[int, int]] = [(0, 0)] * (len(word) + 1)  # where the piece that ends there begins, its number
        for start in range(len(word)):
            if best[start] + self._unlikely > best[start + 1]:
                best[start + 1], last[start + 1] = best[start] + self._unlikely, (start, self._unknown)
            for end in range(start + 1, min(start + self._longest, len(word)) + 1):
                number = self._numbers.get(word[start:end], self._unknown)
                if number != self._unknown and best[start] + self._scores[number] > best[end]:
                    best[end], last[end] = best[start] + self._scores[number], (start, number)
        out: list[int] = []
        place = len(word)
        while place:
            place, number = last[place]
            out.append(number)
        return out[::-1]
