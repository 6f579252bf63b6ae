"""How vectors lie on disk: small, and what was near stays near."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from index.encoder import Encoded, Matrix, unit
from index.half_bytes import as_bytes, encoded_arrays, encoded_from, packed, unpacked
from index.late_interaction import quantised


def pieces(count: int, dimension: int = 128) -> Matrix:
    made = np.random.default_rng(20261130).normal(size=(count, dimension)).astype(np.float32)
    return unit(made)


def cosines(left: NDArray[Any], right: NDArray[Any]) -> Matrix:
    found: Matrix = (unit(left) * unit(right)).sum(axis=1)
    return found


def test_word_pieces_take_half_a_byte_a_figure_and_keep_their_direction() -> None:
    kept = quantised(pieces(400))
    half = packed(kept)
    assert half.codes.nbytes * 2 == kept.nbytes
    read = unpacked(half)
    assert read.shape == kept.shape
    assert cosines(kept, read).mean() > 0.99
    assert cosines(kept, read).min() > 0.97


def test_what_was_read_back_is_packed_into_the_same_again() -> None:
    half = packed(quantised(pieces(400)))
    assert packed(unpacked(half)).codes.tolist() == half.codes.tolist()


def test_a_vector_of_one_figure_is_kept_as_it_is() -> None:
    alone = np.eye(8, dtype=np.int8) * 127
    assert unpacked(packed(alone)).tolist() == alone.tolist()
    assert unpacked(packed(alone * 0)).tolist() == (alone * 0).tolist()


@pytest.mark.parametrize("count", [0, 1])
def test_few_or_no_texts_are_read_back_as_they_were(count: int) -> None:
    of = Encoded(quantised(pieces(count)), np.arange(count) + 70_000, np.arange(count + 1))
    read = encoded_from(encoded_arrays(of, "passages_"), "passages_")
    assert read.held.shape == read.tokens.shape == (count, 128)
    assert len(read.held) == count
    assert np.array_equal(read.held[2:5], read.tokens[2:5])
    assert (read.pieces.tolist(), read.starts.tolist()) == (of.pieces.tolist(), of.starts.tolist())
    assert count == 0 or cosines(of.tokens, read.tokens).min() > 0.99


def test_a_texts_vector_takes_a_byte_a_figure_and_moves_by_less_than_a_five_hundredth() -> None:
    vectors = pieces(100, 384)
    assert as_bytes(vectors).nbytes == vectors.size
    assert cosines(vectors, as_bytes(vectors)).min() > 0.998
    assert as_bytes(vectors[:0]).shape == (0, 384)
