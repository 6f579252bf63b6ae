"""Words in that the report does not say exactly, the passage nearest to them out, with how much of them it says.

A word weighs by how rare it is in the report, one that the report never says most. Candidates are the places where
the words' pairs and rare words stand in the same order; rapidfuzz keeps those that share most words in order, and the
one that says most of their weight, aligned word by word, is the nearest.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from assistant.checking.folding import DASHES, INVISIBLE, plain
from corpus.report import Report, Span

_TOKEN = re.compile(rf"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+(?:['’{INVISIBLE}]+[^\W_]+)*|[{DASHES}]+|[^\w\s]|_")
_SLACK = 6  # words that may have been added or left out before a place is looked for elsewhere
_CANDIDATES = 12  # places aligned with a quotation
_RAREST = 5  # of a quotation's words, looked up alone where their neighbours were changed
_MOST_COMPARED = 800  # words of a quotation, two pages: every word more is compared with as many of the report's
_COMMONEST = 400  # places of a word that still say where to look
_ALIGNED = 3  # of the candidates, those that share most words in order
# Costs, in a quotation's mean weight of a word: the report's words passed over, the quotation's own, one for another.
_SKIPPED, _DROPPED, _CHANGED = 0.4, 0.1, 0.3
_RUN = 3  # words in a row that are no chance


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark: how it is compared, and where it stands."""

    key: str
    span: Span

    @property
    def is_word(self) -> bool:
        return self.key[:1].isalnum()


@dataclass(frozen=True, slots=True)
class Near:
    """`span`: the nearest words of the report. `share`: of the quotation's weight that stands there in the same order.

    `lifted`: share of the weight that stands in the report in runs of at least three words, wherever.
    Both 0 to 1.
    """

    span: Span
    share: float
    lifted: float


def tokens(text: str) -> list[Token]:
    """Words and marks, in order; Chinese and Japanese character by character."""
    return [Token(plain(match[0]), Span(*match.span())) for match in _TOKEN.finditer(text)]


class Likeness:
    """A report ready to be searched for words that are nearly its own."""

    def __init__(self, report: Report) -> None:
        self._blocks = [block.span for block in report.blocks]
        self._tokens = [token for token in tokens(report.text) if token.is_word]
        self._keys = [token.key for token in self._tokens]
        self._starts = [token.span.start for token in self._tokens]
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._pairs: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for place, key in enumerate(self._keys):
            self._places[key].append(place)
        for place, pair in enumerate(pairwise(self._keys)):
            self._pairs[pair].append(place)

    def nearest(self, words: str) -> Near | None:
        """The place that says most of the words' weight; None where it says nothing of them in any order."""
        keys = [token.key for token in tokens(words) if token.is_word][:_MOST_COMPARED]
        weights = [self._weight(key) for key in keys]
        if not keys:
            return None
        found = [self._aligned(keys, weights, start) for start in self._candidates(keys, weights)]

        def likeness(place: tuple[float, int, int]) -> tuple[float, float, int]:
            """Among places that say as much in order: the one that says most in any order, then the one as long."""
            share, first, last = place
            there = set(self._keys[first : last + 1])
            anyhow = sum(weight for key, weight in zip(keys, weights, strict=True) if key in there)
            return round(share, 1), anyhow + share, -abs(last + 1 - first - len(keys))

        best = max(found, default=None, key=likeness)
        if best is None or not best[0]:
            return None
        share, first, last = best
        span = Span(self._tokens[first].span.start, self._tokens[last].span.end)
        return Near(span, share, self._lifted(keys, weights))

    def _weight(self, key: str) -> float:
        return math.log(2 + len(self._keys) / (1 + len(self._places.get(key, ()))))

    def _candidates(self, keys: Sequence[str], weights: Sequence[float]) -> list[int]:
        """Where the quotation's first word would stand, likeliest first."""
        votes: defaultdict[int, float] = defaultdict(float)
        for offset, pair in enumerate(pairwise(keys)):
            self._vote(votes, self._pairs.get(pair, ()), offset, weights[offset] + weights[offset + 1])
        for offset in sorted(range(len(keys)), key=lambda offset: -weights[offset] * (keys[offset] in self._places))[
            :_RAREST
        ]:
            self._vote(votes, self._places.get(keys[offset], ()), offset, weights[offset] / 2)
        starts: list[int] = []
        for bucket, _ in sorted(votes.items(), key=lambda vote: -vote[1])[: 2 * _CANDIDATES]:
            start = bucket * _SLACK
            if all(abs(start - other) > _SLACK for other in starts):
                starts.append(start)

        def shared(start: int) -> int:
            begin, end = self._window(keys, start)
            return LCSseq.similarity(keys, self._keys[begin:end])

        return sorted(starts[:_CANDIDATES], key=shared, reverse=True)[:_ALIGNED]

    @staticmethod
    def _vote(votes: defaultdict[int, float], places: Sequence[int], offset: int, weight: float) -> None:
        """Each place votes for where the quotation would begin, and for both sides of it."""
        if len(places) > _COMMONEST:
            return
        for place in places:
            bucket = (place - offset) // _SLACK
            votes[bucket] += weight
            votes[bucket - 1] += weight / 2
            votes[bucket + 1] += weight / 2

    def _window(self, keys: Sequence[str], start: int) -> tuple[int, int]:
        return max(0, start - 2 * _SLACK), max(0, start) + len(keys) + 3 * _SLACK

    def _aligned(self, keys: Sequence[str], weights: Sequence[float], start: int) -> tuple[float, int, int]:
        """(share, first, last): the words of the report, by their places, that match best from about `start` on."""
        begin, end = self._window(keys, start)
        matched = aligned(keys, weights, self._keys[begin:end])
        if not matched:
            return 0.0, begin, begin
        said = sum(weights[place] for place, _ in matched)
        first, last = begin + matched[0][1], begin + matched[-1][1]
        skipped = max(0, (last - first) - (matched[-1][0] - matched[0][0]))
        # Words at an end that differ stand against as many of the report's, within the same sentence or item.
        first, last = self._widened(first, last, matched[0][0], len(keys) - 1 - matched[-1][0])
        first, last = self._swapped(first, last, set(keys) - {keys[place] for place, _ in matched})
        return said / (sum(weights) + _SKIPPED * skipped * min(weights)), first, last

    def _widened(self, first: int, last: int, before: int, after: int) -> tuple[int, int]:
        begins = bisect_left(self._starts, self._block_at(self._starts[first]).start)
        ends = bisect_left(self._starts, self._block_at(self._starts[last]).end) - 1
        return max(first - before, begins), min(last + after, ends)

    def _swapped(self, first: int, last: int, unmatched: set[str]) -> tuple[int, int]:
        """With the word beside an end that the quotation says too, in another order."""
        if first and self._keys[first - 1] in unmatched:
            first -= 1
        if last + 1 < len(self._keys) and self._keys[last + 1] in unmatched:
            last += 1
        return first, last

    def _block_at(self, offset: int) -> Span:
        return self._blocks[bisect_right(self._blocks, offset, key=lambda span: span.start) - 1]

    def _lifted(self, keys: Sequence[str], weights: Sequence[float]) -> float:
        """Share of the weight in runs of the report's words, each as long as it goes."""
        said, at = 0.0, 0
        while at < len(keys) - 1:
            length = self._longest_run(keys, at)
            if length >= _RUN:
                said += sum(weights[at : at + length])
                at += length
            else:
                at += 1
        return said / sum(weights)

    def _longest_run(self, keys: Sequence[str], at: int) -> int:
        longest = 0
        for place in self._pairs.get((keys[at], keys[at + 1]), ()):
            length = 2
            while (
                at + length < len(keys)
                and place + length < len(self._keys)
                and keys[at + length] == self._keys[place + length]
            ):
                length += 1
            longest = max(longest, length)
        return longest


def aligned(keys: Sequence[str], weights: Sequence[float], window: Sequence[str]) -> list[tuple[int, int]]:
    """The places (in `keys`, in `window`) of the words that match in order, where they stand close together.

    Method: local alignment (Smith and Waterman 1981) with linear gap costs.
    """
    mean = sum(weights) / len(weights)
    skip, drop, change = _SKIPPED * mean, _DROPPED * mean, _CHANGED * mean
    width = len(window) + 1
    above = [0.0] * width
    steps: list[list[str]] = []
    best, end = 0.0, (0, 0)
    for row, key in enumerate(keys, 1):
        here, weight, taken = [0.0] * width, weights[row - 1], [""] * width
        for column in range(1, width):
            same = key == window[column - 1]
            score, step = above[column - 1] + (weight if same else -change), "match" if same else "change"
            if above[column] - drop > score:
                score, step = above[column] - drop, "drop"
            if here[column - 1] - skip > score:
                score, step = here[column - 1] - skip, "skip"
            if score <= 0:
                continue
            here[column], taken[column] = score, step
            if score > best:
                best, end = score, (row, column)
        above = here
        steps.append(taken)
    matched = []
    row, column = end
    while row and column and (step := steps[row - 1][column]):
        if step == "match":
            matched.append((row - 1, column - 1))
        row -= step != "skip"
        column -= step != "drop"
    return matched[::-1]
