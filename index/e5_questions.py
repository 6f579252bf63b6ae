"""A question in, its vectors out: multilingual-e5-small in numpy, without the imports that documents need."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from index.e5_adapter import PROJECTION
from index.e5_weights import E5Weights
from index.encoder import Across, Matrix, both_ends, together, unit
from index.transformer import Embeddings, Linear, Transformer

_PREFIX = "query:"  # what the model was trained to read before a question


class E5Questions:
    def __init__(self, weights: E5Weights, checkpoint: Mapping[str, Matrix]) -> None:
        self._weights, self._projection = weights, Linear.of(checkpoint[PROJECTION])
        self._before = 1 + len(weights.pieces(_PREFIX))  # pieces that are not the question's own
        self._embeddings, self._transformer = Embeddings(checkpoint), Transformer(checkpoint)

    def seen(self, text: str) -> Across:
        """Of one question: its vector is the mean of all word pieces, the marks and the prefix among them, as the model
        was published; its word pieces are its own."""
        said = both_ends(self._weights.pieces(f"{_PREFIX} {text}"))
        pieces = [self._weights.begin, *said, self._weights.end]
        states = self._transformer.in_context(self._embeddings.of(self._weights.embedded(pieces)))
        own = slice(self._before, -1)
        tokens, ids = unit(self._projection(states[own])), np.array(pieces[own], dtype=np.int64)
        return Across(unit(states.mean(axis=0, keepdims=True)), together([(tokens, ids)], tokens.shape[1]))
