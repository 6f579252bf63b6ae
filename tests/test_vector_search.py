"""Vectors in FAISS: on unit vectors the inner product is the cosine."""

from __future__ import annotations

import numpy as np
import pytest

from index.vector_search import Vectors

THREE = np.array([[1, 0], [0, 1], [0.6, 0.8]], dtype=np.float32)
EAST = np.array([1, 0], dtype=np.float32)


def test_every_vector_gets_its_cosine_in_its_own_place() -> None:
    assert Vectors(THREE).cosines(EAST) == pytest.approx([1, 0, 0.6])


def test_beyond_the_nearest_asked_for_the_value_is_nought() -> None:
    assert Vectors(THREE).cosines(np.array([0.8, 0.6], dtype=np.float32), 1) == pytest.approx([0, 0, 0.96])


def test_more_may_be_asked_for_than_there_are() -> None:
    assert Vectors(THREE).cosines(EAST, 50) == pytest.approx([1, 0, 0.6])


def test_rows_that_do_not_lie_side_by_side_in_memory_are_taken_as_they_are_read() -> None:
    backwards = THREE[::-1]
    assert Vectors(backwards).cosines(EAST) == pytest.approx([0.6, 0, 1])


def test_no_vectors_give_no_cosines() -> None:
    empty = Vectors(np.zeros((0, 2), dtype=np.float32))
    assert len(empty) == 0
    assert empty.cosines(EAST).shape == (0,)
