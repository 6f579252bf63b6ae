"""A question in, its vectors out: multilingual-e5-small by onnxruntime, without the imports that documents need."""

from __future__ import annotations

import numpy as np

from index.damaged_model import DamagedModel
from index.e5_adapter import Learnt
from index.e5_weights import E5Weights
from index.encoder import Across, both_ends, together, unit
from index.transformer import Embeddings, Transformer

_PREFIX = "query:"  # what the model was trained to read before a question


class E5Questions:
    """The layers with 4 bits a figure, as they are carried; what was learnt is counted beside them."""

    def __init__(self, weights: E5Weights, learnt: Learnt) -> None:
        """Raises DamagedModel: the two are not of one model."""
        self._weights, self._embeddings = weights, Embeddings(weights.checkpoint())
        self._before = 1 + len(weights.pieces(_PREFIX))  # pieces that are not the question's own
        try:
            self._transformer = Transformer("e5_layers.onnx", {**weights.layers(), **learnt.figures})
        except ValueError as error:
            raise DamagedModel(f"The second encoder is damaged. Install the program again. ({error})") from error

    def seen(self, text: str) -> Across:
        """Of one question: its vector is the mean of all word pieces, the marks and the prefix among them, as the model
        was published; its word pieces are its own."""
        said = both_ends(self._weights.pieces(f"{_PREFIX} {text}"))
        pieces = [self._weights.begin, *said, self._weights.end]
        states, projected = self._transformer.in_context(self._embeddings.of(self._weights.embedded(pieces)))
        own = slice(self._before, -1)
        tokens, ids = unit(projected[own]), np.array(pieces[own], dtype=np.int64)
        return Across(unit(states.mean(axis=0, keepdims=True)), together([(tokens, ids)], tokens.shape[1]))
