"""Word pieces of texts and of a question in, how well each text meets the question out.

Every word piece of the question looks for its nearest one in a text; their cosines are averaged, rarer pieces counting
more. Method: the late interaction of ColBERT (Khattab and Zaharia 2020), over vectors of a model that was not trained
for it, with weights by inverse document frequency.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.encoder import Encoded, Matrix, Whole


class LateInteraction:
    """Texts whose word pieces are held as rows of one matrix."""

    def __init__(self, texts: Sequence[Encoded], *, softened: bool = False) -> None:
        """`softened`: rare pieces count less more (square root); for texts that are questions themselves."""
        kept = [one for one in texts if len(one.tokens)]
        self._size = sum(len(one.starts) - 1 for one in texts)
        self._tokens = (
            np.concatenate([one.tokens for one in kept]).astype(np.float32) if kept else np.zeros((0, 0), np.float32)
        )
        lengths = np.concatenate([np.diff(one.starts) for one in texts]) if texts else np.zeros(0, np.int64)
        self._filled = np.flatnonzero(lengths > 0)
        self._starts = np.cumsum(np.r_[0, lengths])[:-1][self._filled] if self._size else np.zeros(0, np.int64)
        self._power = 0.5 if softened else 1.0
        pieces = np.concatenate([one.pieces for one in kept]) if kept else np.zeros(0, np.int64)
        owners = np.repeat(np.arange(self._size), lengths)
        pairs = np.unique(np.stack([pieces, owners]), axis=1) if len(pieces) else np.zeros((2, 0), np.int64)
        found, counts = np.unique(pairs[0], return_counts=True)
        self._frequency = dict(zip(found.tolist(), counts.tolist(), strict=True))

    def scores(self, question: Encoded, groups: Whole | None = None) -> tuple[Matrix, Matrix]:
        """(texts,) each, 0 to 1: how well each text meets the question, and how well the group does that it is in.

        `groups`: (texts,), the number of each text's group from 0; without it the second array is the first.
        """
        out = np.zeros(self._size, dtype=np.float32)
        if not len(self._filled) or not len(question.pieces):
            return out, out
        weights = np.array([self._weight(piece) for piece in question.pieces.tolist()], dtype=np.float32)
        weights /= weights.sum()
        nearest = np.zeros((len(question.pieces), self._size), dtype=np.float32)
        nearest[:, self._filled] = np.maximum.reduceat(question.tokens @ self._tokens.T, self._starts, axis=1)
        out = weights @ nearest
        if groups is None:
            return out, out
        order = np.argsort(groups, kind="stable")
        first = np.flatnonzero(np.r_[True, np.diff(groups[order]) > 0])
        return out, (weights @ np.maximum.reduceat(nearest[:, order], first, axis=1))[groups]

    def _weight(self, piece: int) -> float:
        frequency = self._frequency.get(piece, 0)
        return float(np.log1p((self._size - frequency + 0.5) / (frequency + 0.5)) ** self._power)
