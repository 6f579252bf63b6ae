"""Windows of a document in, unit vectors of their passages out: multilingual-e5-small by torch.

Questions go through the same weights by onnxruntime (`e5_questions.py`). Torch is imported here: no question needs it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.batches import batches, padded
from index.e5_weights import E5Weights
from index.encoder import Across, Matrix, Progress, together, unit
from index.half_precision import precision
from index.late_interaction import quantised
from index.transformer import PROJECTION
from index.windows import Window

_PREFIX = "passage:"  # what the model was trained to read before a text that is no question


@dataclass(frozen=True, slots=True)
class _Read:
    """A window's word pieces, and where the heading above it and each of its passages stand among them."""

    pieces: list[int]
    above: slice
    spans: tuple[slice, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """The mean of a passage's word pieces; those of the heading above it and its own, (pieces, dimension), with their
    numbers."""

    mean: Matrix
    tokens: NDArray[np.int8]
    pieces: NDArray[np.int64]


class E5Documents:
    """The layers, 43 MB in half precision and twice that in single; word pieces' own vectors stay on disk, four bits a
    figure."""

    def __init__(self, weights: E5Weights, checkpoint: Mapping[str, Matrix], *, exact: bool) -> None:
        """Some seconds. `exact`: see `precision`."""
        import torch

        self._torch, self._weights = torch, weights
        self._model = model_of(weights, checkpoint).to(precision(exact=exact))
        self._projection = torch.from_numpy(checkpoint[PROJECTION]).T

    def passages(self, windows: Sequence[Window], progress: Progress | None = None) -> Across:
        """All texts of the windows, in their order, each with the pieces of the heading above it before its own; its
        vector is the mean of its own alone. `progress` counts windows."""
        read = [self._read(window) for window in windows]
        found: list[list[_Text]] = [[] for _ in read]
        for batch, done in batches([len(one.pieces) for one in read]):
            for place, seen in zip(batch, self._states([read[place].pieces for place in batch]), strict=True):
                found[place] = _texts(read[place], *seen)
            if progress:
                progress(done, len(windows))
        texts = [text for one in found for text in one]
        vectors = np.array([text.mean for text in texts], dtype=np.float32).reshape(-1, self._weights.shape.hidden)
        pieces = together([(text.tokens, text.pieces) for text in texts], self._projection.shape[1])
        return Across(unit(vectors), pieces)

    def _read(self, window: Window) -> _Read:
        """What is longer than the model reads is cut."""
        longest = self._weights.shape.longest - 1
        before = [self._weights.begin, *self._weights.pieces(_PREFIX)]
        pieces = [*before, *self._weights.pieces(window.above)]
        above, spans = slice(len(before), min(len(pieces), longest)), []
        for said in map(self._weights.pieces, window.texts):
            spans.append(slice(min(len(pieces), longest), min(len(pieces) + len(said), longest)))
            pieces += said
        return _Read([*pieces[:longest], self._weights.end], above, tuple(spans))

    def _states(self, windows: Sequence[list[int]]) -> Iterator[tuple[Matrix, Matrix]]:
        """Of each window its pieces' vectors in context, (pieces, dimension), and unit vectors of fewer figures. All of
        a batch by torch: numpy's threads and its would wait for each other."""
        pieces, mask = padded(windows, self._weights.padding)
        torch = self._torch
        with torch.inference_mode():
            embedded = torch.from_numpy(self._weights.embedded(pieces)).to(self._model.dtype)
            states = self._model(inputs_embeds=embedded, attention_mask=torch.from_numpy(mask)).last_hidden_state
            states = states.float()
            tokens = torch.nn.functional.normalize(states @ self._projection, dim=-1).numpy()
        for row, window in enumerate(windows):
            yield states[row, : len(window)].numpy(), tokens[row, : len(window)]


def _texts(read: _Read, states: Matrix, tokens: Matrix) -> list[_Text]:
    ids = np.array(read.pieces, dtype=np.int64)
    out = []
    for span in read.spans:
        rows = np.r_[read.above, span]
        out.append(_Text(_mean(states, span), quantised(tokens[rows]), ids[rows]))
    return out


def _mean(states: Matrix, span: slice) -> Matrix:
    """Of a passage's pieces; of all, where it has none or all were cut."""
    own = states[span]
    out: Matrix = (own if len(own) else states).mean(axis=0)
    return out


def model_of(weights: E5Weights, checkpoint: Mapping[str, Matrix]) -> Any:
    import torch
    from transformers import BertConfig, BertModel

    shape = weights.shape
    config = BertConfig(
        vocab_size=1,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.wide,
        max_position_embeddings=shape.longest,
        type_vocab_size=shape.kinds,
        layer_norm_eps=weights.epsilon,
    )
    model = BertModel(config, add_pooling_layer=False)
    unused = {"embeddings.word_embeddings.weight": torch.zeros(1, shape.hidden)}  # they come embedded
    model.load_state_dict(
        {name: torch.from_numpy(figures) for name, figures in checkpoint.items() if name != PROJECTION} | unused
    )
    model.train(False)
    return model
