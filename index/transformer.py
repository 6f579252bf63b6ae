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


@dataclass(frozen=True, slots=True)
class _Layer:
    """`mixed`: weights and bias of query, key and value side by side; the rest under the names of the field."""

    mixed: tuple[Figures, Figures]
    attended: tuple[Figures, Figures]
    attended_norm: tuple[Figures, Figures]
    wide: tuple[Figures, Figures]
    narrow: tuple[Figures, Figures]
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
            held = _normed(held + _linear(_attended(_linear(held, layer.mixed)), layer.attended), layer.attended_norm)
            held = _normed(held + _linear(_gelu(_linear(held, layer.wide)), layer.narrow), layer.norm)
        return held


def _layer(weights: Mapping[str, Figures], at: str) -> _Layer:
    def pair(name: str, *, norm: bool = False) -> tuple[Figures, Figures]:
        weight, bias = weights[f"{at}.{name}.weight"], weights[f"{at}.{name}.bias"]
        # Laid out as they are gone through: a few rows are multiplied in two thirds of the time.
        return (weight, bias) if norm else (np.ascontiguousarray(weight.T), bias)

    parts = [pair(f"attention.self.{part}") for part in ("query", "key", "value")]
    mixed = np.concatenate([part[0] for part in parts], axis=1), np.concatenate([part[1] for part in parts])
    return _Layer(
        mixed,
        pair("attention.output.dense"),
        pair("attention.output.LayerNorm", norm=True),
        pair("intermediate.dense"),
        pair("output.dense"),
        pair("output.LayerNorm", norm=True),
    )


def _linear(held: Figures, by: tuple[Figures, Figures]) -> Figures:
    out: Figures = held @ by[0]
    out += by[1]
    return out


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
