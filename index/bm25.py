"""Passages in, scores out: lexical search, for the rare word that must match.

Method: BM25 (Robertson and Zaragoza 2009), k1 and b at their usual values, over stems (Snowball, English), with the
idf that never turns negative (Lucene's).
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from index.encoder import Matrix

_K1, _B = 1.2, 0.75

Field = tuple[Sequence[str], float]  # the stems of its words, in their order, and what each counts


class BM25:
    """BM25 over texts given as fields with weights (a heading's word counts less than the sentence's own)."""

    def __init__(self, texts: Iterable[Sequence[Field]]) -> None:
        """`texts`: for each passage its fields."""
        counts = [self._count(fields) for fields in texts]
        self.size = len(counts)
        lengths = np.array([sum(count.values(), 0.0) for count in counts] or [1.0], dtype=np.float32)
        self._norm = _K1 * (1 - _B + _B * lengths / max(float(lengths.mean()), 1e-6))
        self._postings: dict[str, tuple[array[int], array[float]]] = {}
        for place, count in enumerate(counts):
            for term, frequency in count.items():
                if term not in self._postings:
                    self._postings[term] = array("q"), array("f")
                places, frequencies = self._postings[term]
                places.append(place)
                frequencies.append(frequency)

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
            found = self._postings[stemmed]
            places, frequency = np.frombuffer(found[0], np.int64), np.frombuffer(found[1], np.float32)
            out[places] += weight * self.idf(stemmed) * frequency * (_K1 + 1) / (frequency + self._norm[places])
        return out

    @staticmethod
    def _count(fields: Sequence[Field]) -> dict[str, float]:
        count: defaultdict[str, float] = defaultdict(float)
        for stems, weight in fields:
            for stemmed in stems:
                count[stemmed] += weight
        return count
