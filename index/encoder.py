"""Texts in, unit vectors out: what the rest of the house knows of an encoder.

`sentence_encoder.py` holds the one that ships. A faster runtime of the same weights can take its place as long as it
answers to the same protocol and names the same weights.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.windows import Window

Matrix = NDArray[np.float32]
Whole = NDArray[np.int64]
Progress = Callable[[int, int], None]  # (windows or texts done, those in all)
LONGEST_QUESTION = 64  # word pieces; of 3,466 questions of all sets one in a hundred has more than 58


class Packed(Protocol):
    """Vectors of a byte a figure, (vectors, dimension), held in less: an array for numpy."""

    @property
    def shape(self) -> tuple[int, int]: ...

    def __len__(self) -> int: ...

    def __getitem__(self, rows: slice) -> Packed: ...

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]: ...


@dataclass(frozen=True, slots=True)
class Encoded:
    """Texts as a model sees them: word pieces' vectors of length 1, so an inner product is a cosine, higher is nearer.

    `tokens`: (word pieces of all texts, dimension), one for each word piece in its context, those of text `i` in rows
    `starts[i]` to `starts[i + 1]`; `held`: the same, or what they are unpacked from. `pieces`: (word pieces of all
    texts,), which word piece each is. `starts`: (texts + 1,). Tokens that come from disk have a byte a figure, 127 for
    1, and are held in half of it.
    """

    held: Matrix | NDArray[np.int8] | Packed
    pieces: Whole
    starts: Whole

    @property
    def tokens(self) -> Matrix | NDArray[np.int8]:
        """Unpacked, each time, where they are held in less."""
        return np.asarray(self.held)

    def none(self) -> Encoded:
        """No texts, of the same dimension."""
        return Encoded(self.held[:0], self.pieces[:0], self.starts[:1])

    def means(self, groups: Whole | None = None) -> Matrix:
        """The mean of each text's word pieces, brought to length 1: (texts, dimension); of noughts for one without any.

        `groups`: (texts,), numbers from 0, none left out: then the means of groups of texts, (groups, dimension).
        """
        lengths = np.diff(self.starts)
        owner = np.arange(len(lengths)) if groups is None else groups
        out = np.zeros((int(owner.max(initial=-1)) + 1, self.held.shape[1]), dtype=np.float32)
        if len(self.pieces):
            heard = np.flatnonzero(lengths)
            whole = np.add.reduceat(self.tokens, self.starts[heard], axis=0, dtype=np.float32)
            np.add.at(out, owner[heard], whole)
        return unit(out)


@dataclass(frozen=True, slots=True)
class Across:
    """Texts as a model of many languages sees them. `vectors`: (texts, dimension), of length 1; `held`: the same, or of
    a byte a figure and any length, as they come from disk; `pieces`: their word pieces, none where the model gives
    vectors alone."""

    held: Matrix | NDArray[np.int8]
    pieces: Encoded

    def __len__(self) -> int:
        return len(self.held)

    @property
    def vectors(self) -> Matrix:
        """Brought to length 1, each time, where they are held in bytes."""
        as_made = np.asarray(self.held, dtype=np.float32)
        return as_made if as_made is self.held else unit(self.held)

    def none(self) -> Across:
        """No texts, of the same dimensions."""
        return Across(self.held[:0], self.pieces.none())


class Encoder(Protocol):
    """Turns texts into unit vectors of their word pieces."""

    @property
    def name(self) -> str: ...

    @property
    def weights_sha256(self) -> str:
        """Names the weights, so that vectors of another model are never compared with these."""
        ...

    @property
    def dimension(self) -> int: ...

    def encode(self, windows: Sequence[Window], progress: Progress | None = None) -> Encoded:
        """All texts of the windows, in their order, each with the pieces of the heading above it before its own.
        `progress` is called after each batch, and counts windows."""
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


def both_ends(pieces: list[int]) -> list[int]:
    """A question's word pieces; a long one loses its middle, since people ask at the beginning or at the end, and each
    piece costs: encoders were trained on questions of 48 at most."""
    half = LONGEST_QUESTION // 2
    return pieces if len(pieces) <= LONGEST_QUESTION else [*pieces[:half], *pieces[-half:]]


def unit(vectors: Matrix | NDArray[np.int8]) -> Matrix:
    """Each row brought to length 1; a row of noughts stays."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    out: Matrix = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return out


def across(parts: Sequence[Across]) -> Across:
    """Of all parts, at least one, in their order."""
    held = [
        (tokens[row], one.pieces.pieces[row])
        for one, tokens in ((one, one.pieces.tokens) for one in parts)
        for row in map(slice, one.pieces.starts, one.pieces.starts[1:])
    ]
    pieces = together(held, parts[0].pieces.held.shape[1])
    return Across(np.concatenate([one.vectors for one in parts]), pieces)


def vectors_alone(vectors: Matrix) -> Across:
    """Of a model that gives no word pieces."""
    starts = np.zeros(len(vectors) + 1, dtype=np.int64)
    return Across(vectors, Encoded(np.zeros((0, 0), np.float32), np.zeros(0, np.int64), starts))


def together(found: Sequence[tuple[Matrix | NDArray[np.int8], Whole]], dimension: int) -> Encoded:
    """Of each text its word pieces' vectors and their ids."""
    starts = np.cumsum([0, *(len(pieces) for _, pieces in found)], dtype=np.int64)
    if not found:
        return Encoded(np.zeros((0, dimension), dtype=np.float32), np.zeros(0, dtype=np.int64), starts)
    tokens, pieces = (np.concatenate(part) for part in zip(*found, strict=True))
    return Encoded(tokens, pieces, starts)
