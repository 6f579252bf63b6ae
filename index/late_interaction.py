"""Word pieces of texts and of a question in, how well each text meets the question out.

Every word piece of the question looks for its nearest one in a text; their cosines are averaged, rarer pieces counting
more. Method: the late interaction of ColBERT (Khattab and Zaharia 2020), over vectors of an encoder trained for it
(`tests/train_late_interaction.py`), with weights by inverse document frequency.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.byte_products import ONE, halves, products, shifted
from index.encoder import Encoded, Matrix, Whole
from index.evidence import UNHEARD

_STEPS = 127  # of a signed byte, for a figure of 1
_ROWS = 4096  # word pieces compared at once: half a megabyte of figures, which stay in the processor's cache


def quantised(tokens: Matrix | NDArray[np.int8]) -> NDArray[np.int8]:
    """Unit vectors with a byte a figure: a quarter of the size, and a cosine moves by less than 0.002."""
    figures = tokens if tokens.dtype == np.int8 else np.rint(tokens * np.float32(_STEPS))
    return figures.astype(np.int8, copy=False)


class LateInteraction:
    """Texts whose word pieces are held as rows of one matrix, a byte a figure."""

    def __init__(self, texts: Sequence[Encoded], *, softened: bool = False) -> None:
        """`softened`: rare pieces count less more (square root); for texts that are questions themselves."""
        kept = [one for one in texts if len(one.held)]
        self._size = sum(len(one.starts) - 1 for one in texts)
        tokens = np.concatenate([quantised(one.tokens) for one in kept]) if kept else np.zeros((0, 0), np.int8)
        self._tokens = shifted(tokens)
        lengths = np.concatenate([np.diff(one.starts) for one in texts]) if texts else np.zeros(0, np.int64)
        self._lengths = lengths
        self._starts = np.cumsum(np.r_[0, lengths])[:-1] if self._size else np.zeros(0, np.int64)
        self._power = 0.5 if softened else 1.0
        pieces = np.concatenate([one.pieces for one in kept]) if kept else np.zeros(0, np.int64)
        owners = np.repeat(np.arange(self._size), lengths)
        pairs = np.unique(pieces * np.int64(max(self._size, 1)) + owners)  # each piece once a text
        found, counts = np.unique(pairs // max(self._size, 1), return_counts=True)
        self._frequency = dict(zip(found.tolist(), counts.tolist(), strict=True))

    def scores(self, question: Encoded, only: Whole | None = None) -> Matrix:
        """(texts,), 0 to 1: how well each text meets the question. `only`: the texts that are looked at, the others
        stand at 0."""
        out = np.zeros(self._size, dtype=np.float32)
        weights, nearest, places = self._nearest(question, only)
        if len(places):
            out[places] = weights @ nearest
        return out

    def weights(self, question: Encoded) -> Matrix:
        """(pieces,): how rare each of the question's pieces is among the texts."""
        return np.array([self._weight(piece) for piece in question.pieces.tolist()], dtype=np.float32)

    def nearest(self, question: Encoded, places: Whole) -> Matrix:
        """(pieces,): the cosine of each of the question's pieces with the nearest one in any of the texts at `places`;
        0 where these have none."""
        _, nearest, found = self._nearest(question, places)
        return nearest.max(axis=1) if len(found) else np.zeros(len(question.pieces), dtype=np.float32)

    def scores_together(self, question: Encoded, groups: Sequence[Sequence[int]]) -> list[float]:
        """How well the texts of each group meet the question together: the mean over its pieces, by their weights, of
        the cosine with the nearest one in any of them; 0 where these have none."""
        weights, nearest, places = self._nearest(question, np.unique(np.fromiter(chain(*groups), np.int64)))
        column = {int(place): number for number, place in enumerate(places)}
        found = [[column[place] for place in group if place in column] for group in groups]
        return [float(weights @ nearest[:, held].max(axis=1)) if held else 0.0 for held in found]

    def scores_with_groups(
        self, question: Encoded, groups: Whole, leading: Whole | None = None, only: Whole | None = None
    ) -> tuple[Matrix, Matrix, Matrix]:
        """(texts,) each: how well each text meets the question, how well the group does that it is in, and how well the
        text does together with those that lead up to it.

        `groups`: (texts,), the number of each text's group from 0; `leading`: (texts, any number), places of texts;
        without, nothing leads up to any. `only`: the texts that are looked at, rising: nothing else is of a group or
        leads up to any, and all others are UNHEARD.
        """
        if only is not None:
            groups = np.unique(groups[only], return_inverse=True)[1]
            leading = None if leading is None else _among(only, leading[only])
        looked_at = np.arange(self._size) if only is None else only
        weights, nearest, places = self._nearest(question, only)
        if not len(places):
            out = np.zeros(self._size, dtype=np.float32)
            return out, out, out
        whole = np.zeros((len(weights), len(looked_at)), dtype=np.float32)
        whole[:, places if only is None else np.searchsorted(only, places)] = nearest
        order = np.argsort(groups, kind="stable")
        first = np.flatnonzero(np.r_[True, np.diff(groups[order]) > 0])
        single, together = weights @ whole, (weights @ np.maximum.reduceat(whole[:, order], first, axis=1))[groups]
        led = single
        if leading is not None:
            led = weights @ np.maximum.reduce([whole, *(whole[:, beside] for beside in leading.T)])
        return self._spread(single, only), self._spread(together, only), self._spread(led, only)

    def _spread(self, scores: Matrix, only: Whole | None) -> Matrix:
        """(texts,): the scores of those that were looked at, in their places."""
        if only is None:
            return scores
        out = np.full(self._size, UNHEARD, dtype=np.float32)
        out[only] = scores
        return out

    def _nearest(self, question: Encoded, only: Whole | None) -> tuple[Matrix, Matrix, Whole]:
        """Weights of the question's pieces, (pieces,); the cosine of each piece with its nearest one in each text,
        (pieces, places); and those places: texts looked at that have any pieces."""
        places = np.flatnonzero(self._lengths > 0) if only is None else np.sort(only[self._lengths[only] > 0])
        if not len(places) or not len(question.pieces):
            nothing = np.zeros(0, dtype=np.float32)
            return nothing, nothing[None], places[:0]
        tokens, starts = self._tokens, self._starts[places]
        if only is not None:
            lengths = self._lengths[places]
            begins = np.cumsum(lengths) - lengths
            rows = np.repeat(starts - begins, lengths) + np.arange(lengths.sum())
            tokens, starts = tokens[rows], begins
        weights = self.weights(question)
        return weights / weights.sum(), _nearest_in(tokens, starts, question.tokens), places

    def _weight(self, piece: int) -> float:
        frequency = self._frequency.get(piece, 0)
        return float(np.log1p((self._size - frequency + 0.5) / (frequency + 0.5)) ** self._power)


def _among(only: Whole, leading: Whole) -> Whole:
    """`leading` as rows of `only`, (only, any number); a text's own row where what leads up to it is not looked at."""
    rows = np.minimum(np.searchsorted(only, leading), len(only) - 1)
    return np.where(only[rows] == leading, rows, np.arange(len(only))[:, None])


def _nearest_in(tokens: NDArray[np.uint8], starts: Whole, question: Matrix | NDArray[np.int8]) -> Matrix:
    """(pieces of the question, texts): the highest cosine with any piece of each text. `starts`: of the texts, none of
    which is empty, among the pieces."""
    asked, ends = halves(question.astype(np.float32, copy=False)), np.append(starts[1:], len(tokens))
    out = np.empty((len(starts), len(question)), dtype=np.float32)
    first = 0
    while first < len(starts):
        begin = starts[first]
        last = max(first + 1, int(np.searchsorted(ends, begin + _ROWS, side="right")))
        met = products(tokens[begin : ends[last - 1]], asked)
        out[first:last] = np.maximum.reduceat(met, starts[first:last] - begin, axis=0)
        first = last
    out /= np.float32(ONE)
    return out.T
