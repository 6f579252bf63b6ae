"""Vectors in, numbers of a byte and less out, and back: how vectors lie on disk.

A text's vector has a byte a figure, which moves a cosine by less than 0.002. A word piece's has half a byte: a share of
its vector's largest figure, one of fifteen that stand for a normal spread with the least error (Max 1960, "Quantizing
for Minimum Distortion"; nought is one of them). Nothing is learnt from a document: the same piece becomes the same half
bytes in any, and what was read back is packed into the same again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoded, Matrix
from index.late_interaction import quantised

_STEPS = 127  # of a signed byte, for a figure of 1, or for the largest one of a vector
_NORMAL = (0.2739, 0.5548, 0.8511, 1.1749, 1.5461, 2.0065, 2.6809)  # standard deviations, on either side of nought
_ROWS = 4096  # at once: 2 MB of figures, which stay in the processor's cache


def as_bytes(vectors: Matrix) -> NDArray[np.int8]:
    """Each row's largest figure at 127: its length is lost, its direction stays."""
    largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True, initial=0), 1e-12)
    rounded: NDArray[np.int8] = np.round(vectors / largest * _STEPS).astype(np.int8)
    return rounded


def encoded_arrays(encoded: Encoded, before: str = "") -> dict[str, NDArray[Any]]:
    """What is saved of texts' word pieces; `before`: how the names begin."""
    half = packed(quantised(encoded.tokens))
    return {
        f"{before}codes": half.codes,
        f"{before}largest": half.largest,
        f"{before}pieces": encoded.pieces.astype(np.min_scalar_type(encoded.pieces.max(initial=0))),
        f"{before}starts": encoded.starts.astype(np.uint32),
    }


def encoded_from(arrays: Mapping[str, NDArray[Any]], before: str = "") -> Encoded:
    """Texts' word pieces from what was saved of them."""
    codes, largest, pieces, starts = (arrays[f"{before}{name}"] for name in ("codes", "largest", "pieces", "starts"))
    return Encoded(HalfBytes(codes, largest), pieces, starts.astype(np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class HalfBytes:
    """Vectors in memory as they lie on disk: an array for numpy, with a byte a figure for as long as it is looked at.

    `codes`: (vectors, dimension / 2), two figures a byte, each the number of its share. `largest`: (vectors,), the
    largest figure of each, 0 to 127."""

    codes: NDArray[np.uint8]
    largest: NDArray[np.uint8]

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.codes), 2 * self.codes.shape[1]

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, rows: slice) -> HalfBytes:
        return HalfBytes(self.codes[rows], self.largest[rows])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return unpacked(self).astype(dtype or np.int8, copy=False)


def packed(tokens: NDArray[np.int8]) -> HalfBytes:
    """`tokens`: (vectors, dimension), a byte a figure, of an even dimension."""
    largest = np.abs(tokens).max(axis=1, initial=0).astype(np.uint8)
    shares = _shares()
    between = (shares[1:] + shares[:-1]) / 2
    codes = np.empty((len(tokens), tokens.shape[1] // 2), np.uint8)
    for start in range(0, len(tokens), _ROWS):
        part = slice(start, start + _ROWS)
        figures = tokens[part] / np.maximum(largest[part, None], 1).astype(np.float32)
        nearest = np.searchsorted(between, figures).astype(np.uint8)
        codes[part] = nearest[:, ::2] | nearest[:, 1::2] << 4
    return HalfBytes(codes, largest)


def unpacked(half: HalfBytes) -> NDArray[np.int8]:
    """(vectors, dimension), a byte a figure: the cosine with what was packed is 0.994 in the mean."""
    shares = np.append(_shares(), 0)  # the sixteenth stands for nothing
    figures = np.rint(np.arange(_STEPS + 1)[:, None] * shares).astype(np.int8)
    every = np.arange(256)
    pairs = np.stack([figures[:, every & 15], figures[:, every >> 4]], axis=2).view(np.int16)[:, :, 0]
    out: NDArray[np.int8] = pairs[half.largest[:, None], half.codes].view(np.int8)
    return out


def _shares() -> Matrix:
    """(15,), rising from -1 to 1."""
    above = np.array(_NORMAL, np.float32) / np.float32(_NORMAL[-1])
    return np.concatenate([-above[::-1], [0], above]).astype(np.float32)
