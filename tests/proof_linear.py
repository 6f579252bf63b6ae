"""What `test_linear.py` says of what reads a text, over texts four times as long."""

from __future__ import annotations

import pytest

from tests.test_linear import READ, pieces_that_grow

pytestmark = pytest.mark.proof


@pytest.mark.parametrize("reader", READ)
def test_reading_a_longer_text_takes_time_in_proportion(reader: str) -> None:
    assert pieces_that_grow(reader, 4096) == []
