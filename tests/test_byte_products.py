"""Inner products of vectors of bytes with a few of single precision, in whole numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.byte_products import ONE, halves, products, shifted
from index.encoder import unit
from index.late_interaction import quantised

DIMENSION = 128


def vectors(count: int, seed: int) -> np.ndarray:
    return unit(np.random.default_rng(seed).standard_normal((count, DIMENSION), dtype=np.float32))


@given(st.integers(0, 1000), st.integers(1, 40), st.integers(1, 9))
def test_they_are_those_of_single_precision_to_three_tenths_of_a_thousandth(seed: int, many: int, few: int) -> None:
    held, asked = quantised(vectors(many, seed)), vectors(few, seed + 1)
    expected = held.astype(np.float32) / 127 @ asked.T
    assert products(shifted(held), halves(asked)) / ONE == pytest.approx(expected, abs=3e-4)


def test_a_figure_of_one_meets_itself_as_one_and_its_opposite_as_minus_one() -> None:
    """The largest that there are: a processor whose sums have sixteen bits would be at their end."""
    alone = np.eye(1, DIMENSION, dtype=np.float32)
    held = shifted(quantised(np.concatenate([alone, -alone])))
    assert (products(held, halves(alone)) / ONE).ravel().tolist() == [1, -1]


def test_no_sum_of_two_products_leaves_sixteen_bits() -> None:
    largest = np.full((2, DIMENSION), 1, dtype=np.float32)
    assert 2 * 255 * int(np.abs(halves(largest)).max()) < 2**15
    assert (
        products(np.full((1, DIMENSION), 255, np.uint8), halves(largest)).ravel().tolist()
        == [ONE // 127 * 127 * 128] * 2
    )


def test_nothing_meets_nothing() -> None:
    assert products(shifted(np.zeros((0, DIMENSION), np.int8)), halves(vectors(2, 0))).shape == (0, 2)
