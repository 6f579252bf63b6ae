"""Word pieces of one short text in, their vectors in context out: a BERT's layers in numpy.

For questions alone. The same weights give the same vectors under sentence-transformers, which embeds the documents, but
it imports for seconds before the first of them; a question of twenty word pieces takes some milliseconds here. Method:
the encoder of Devlin et al. 2019, layer norm after each half of a layer, GELU by the error function.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Figures = NDArray[np.float32]
_HEADS = 12
_SMALL = 1e-12  # added to a variance, as these models were trained
# Layers are gone through in blocks. numpy's OpenBLAS copies both factors before it multiplies unless they are small: a
# few rows times small blocks take half of the time. And what is below 262,144 products it leaves to one thread: several
# wait for each other, on a busy laptop half a second.
_INPUTS, _OUTPUTS, _ROWS = 384, 32, 21


@dataclass(frozen=True, slots=True)
class Linear:
    """`blocks`: weights, (parts of the inputs, blocks of the outputs, _INPUTS, _OUTPUTS); `bias`: (outputs,)."""

    blocks: Figures
    bias: Figures

    @classmethod
    def of(cls, weights: Figures, bias: Figures | float = 0.0) -> Linear:
        """`weights`: (outputs, inputs), multiples of _OUTPUTS and _INPUTS."""
        outputs, inputs = weights.shape
        blocks = weights.reshape(outputs // _OUTPUTS, _OUTPUTS, inputs // _INPUTS, _INPUTS).transpose(2, 0, 3, 1)
        return cls(np.ascontiguousarray(blocks), np.broadcast_to(np.float32(bias), outputs))

    def __call__(self, held: Figures) -> Figures:
        """(pieces, inputs) to (pieces, outputs)."""
        pieces, parts, blocks = len(held), *self.blocks.shape[:2]
        out = np.empty((pieces, blocks * _OUTPUTS), dtype=np.float32)
        into = out.reshape(pieces, blocks, _OUTPUTS).transpose(1, 0, 2)
        by_part = held.reshape(pieces, parts, 1, _INPUTS).transpose(1, 2, 0, 3)
        for start in range(0, pieces, _ROWS):
            rows = slice(start, start + _ROWS)
            into[:, rows] = np.matmul(by_part[:, :, rows], self.blocks).sum(axis=0)
        out += self.bias
        return out


@dataclass(frozen=True, slots=True)
class _Layer:
    """`mixed`: query, key and value side by side; the rest under the names of the field."""

    mixed: Linear
    attended: Linear
    attended_norm: tuple[Figures, Figures]
    wide: Linear
    narrow: Linear
    norm: tuple[Figures, Figures]


class Embeddings:
    """What a word piece is at its place, before it has a context."""

    def __init__(self, weights: Mapping[str, Figures]) -> None:
        """`weights`: by the names of a BERT checkpoint. Raises KeyError where one is missing."""
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        self._places = weights["embeddings.position_embeddings.weight"] + kind
        self._norm = weights["embeddings.LayerNorm.weight"], weights["embeddings.LayerNorm.bias"]

    def of(self, words: Figures) -> Figures:
        """(pieces, dimension) in and out. `words`: the pieces' own vectors."""
        return _normed(words + self._places[: len(words)], self._norm)


class Transformer:
    """The layers of one encoder."""

    def __init__(self, weights: Mapping[str, Figures]) -> None:
        """`weights`: by the names of a BERT checkpoint, `encoder.layer.…`. Raises KeyError where one is missing."""
        count = len({name.split(".")[2] for name in weights if name.startswith("encoder.layer.")})
        self._layers = [_layer(weights, f"encoder.layer.{number}") for number in range(count)]

    def in_context(self, embedded: Figures) -> Figures:
        """(pieces, dimension) in and out."""
        held = embedded
        for layer in self._layers:
            held = _normed(held + layer.attended(_attended(layer.mixed(held))), layer.attended_norm)
            held = _normed(held + layer.narrow(_gelu(layer.wide(held))), layer.norm)
        return held


def _layer(weights: Mapping[str, Figures], at: str) -> _Layer:
    def pair(name: str) -> tuple[Figures, Figures]:
        return weights[f"{at}.{name}.weight"], weights[f"{at}.{name}.bias"]

    mixed = zip(*(pair(f"attention.self.{part}") for part in ("query", "key", "value")), strict=True)
    return _Layer(
        Linear.of(*map(np.concatenate, mixed)),
        Linear.of(*pair("attention.output.dense")),
        pair("attention.output.LayerNorm"),
        Linear.of(*pair("intermediate.dense")),
        Linear.of(*pair("output.dense")),
        pair("output.LayerNorm"),
    )


def _attended(mixed: Figures) -> Figures:
    """Query, key and value of each piece, (pieces, 3 × dimension), to what each piece takes of the others."""
    pieces, width = mixed.shape[0], mixed.shape[1] // 3 // _HEADS
    query, key, value = mixed.reshape(pieces, 3, _HEADS, width).transpose(1, 2, 0, 3)
    nearness = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(width))
    shares = np.exp(nearness - nearness.max(axis=-1, keepdims=True))
    shares /= shares.sum(axis=-1, keepdims=True)
    out: Figures = (shares @ value).transpose(1, 0, 2).reshape(pieces, -1)
    return out


def _normed(held: Figures, by: tuple[Figures, Figures]) -> Figures:
    centred = held - held.mean(axis=-1, keepdims=True)
    spread = np.sqrt(np.square(centred).mean(axis=-1, keepdims=True) + np.float32(_SMALL))
    out: Figures = centred / spread * by[0] + by[1]
    return out


def _gelu(held: Figures) -> Figures:
    out: Figures = held * np.float32(0.5) * (np.float32(1) + _erf(held * np.float32(np.sqrt(0.5))))
    return out


def _erf(held: Figures) -> Figures:
    """The error function to 2e-7: Abramowitz and Stegun 7.1.26."""
    size = np.abs(held)
    near = np.float32(1) / (np.float32(1) + np.float32(0.3275911) * size)
    steps = np.zeros_like(near)
    for factor in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        steps = (steps + np.float32(factor)) * near
    out: Figures = np.copysign(np.float32(1) - steps * np.exp(-np.square(held)), held)
    return out
