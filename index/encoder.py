"""Texts in, unit vectors out: what the rest of the house knows of an encoder.

`sentence_encoder.py` holds the one that ships. A faster runtime of the same weights can take its place as long as it
answers to the same protocol and names the same weights.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Whole = NDArray[np.int64]
Progress = Callable[[int, int], None]  # (texts done, texts in all)


@dataclass(frozen=True, slots=True)
class Encoded:
    """Texts as a model sees them; all vectors have length 1, so an inner product is a cosine, higher is nearer.

    `vectors`: (texts, dimension), one for each text. `tokens`: (word pieces of all texts, a dimension of their own),
    one for each word piece in its context, those of text `i` in rows `starts[i]` to `starts[i + 1]`. `pieces`: (word
    pieces of all texts,), which word piece each is. `starts`: (texts + 1,). Tokens that come from disk have a byte a
    figure, 127 for 1.
    """

    vectors: Matrix
    tokens: Matrix | NDArray[np.int8]
    pieces: Whole
    starts: Whole

    def none(self) -> Encoded:
        """No texts, of the same dimension."""
        return Encoded(self.vectors[:0], self.tokens[:0], self.pieces[:0], self.starts[:1])


class Encoder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def name(self) -> str: ...

    @property
    def weights_sha256(self) -> str:
        """Names the weights, so that vectors of another model are never compared with these."""
        ...

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str], progress: Progress | None = None, *, vectors: bool = True) -> Encoded:
        """`progress` is called after each batch. Without `vectors` word pieces alone are encoded, in half the time, and
        `Encoded.vectors` has no rows."""
        ...

    def vectors(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """The texts' own vectors without their word pieces', shape (texts, dimension)."""
        ...

    def load(self) -> None:
        """What documents need, which questions do not: seconds, where it was not loaded before."""
        ...

    def encode_question(self, text: str) -> Encoded:
        """One text, on one thread, without the imports that documents need."""
        ...

    def knows(self, word: str) -> bool:
        """Whether a lower-case word is one of the model's own, so that it is no slip of the keyboard."""
        ...


def unit(vectors: Matrix) -> Matrix:
    """Each row brought to length 1; a row of noughts stays."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    out: Matrix = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return out


def together(vectors: Matrix, found: Sequence[tuple[Matrix, Whole]]) -> Encoded:
    """Texts' vectors, and of each text its word pieces' vectors and their ids."""
    starts = np.cumsum([0, *(len(pieces) for _, pieces in found)], dtype=np.int64)
    if not found:
        return Encoded(vectors, np.zeros((0, 0), dtype=np.float32), np.zeros(0, dtype=np.int64), starts)
    tokens, pieces = (np.concatenate(part) for part in zip(*found, strict=True))
    return Encoded(vectors, tokens, pieces, starts)
