"""Lengths of texts in, batches of texts of like length out; and rows of one batch brought to one width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

SIZE = 32  # texts at once; larger batches were measured to be no faster on a CPU
_TURN = 0.6180339887  # multiples of the golden ratio, without their whole part, fill the space between 0 and 1 evenly


def batches(lengths: Sequence[int]) -> Iterator[tuple[list[int], int]]:
    """Places of the texts of each batch, and how many texts are done with it. Texts of like length share a batch, since
    padding is work that nobody reads; long and short batches take turns, so that the pace tells how long the rest
    takes."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    found = [order[start : start + SIZE] for start in range(0, len(order), SIZE)]
    done = 0
    for number in sorted(range(len(found)), key=lambda number: number * _TURN % 1):
        done += len(found[number])
        yield found[number], done


def padded(rows: Sequence[Sequence[int]], padding: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows behind each other's places, (rows, width), and which of these are no padding: 1, else 0."""
    held = np.full((len(rows), max(map(len, rows))), padding, dtype=np.int64)
    mask = np.zeros_like(held)
    for number, row in enumerate(rows):
        held[number, : len(row)] = row
        mask[number, : len(row)] = 1
    return held, mask
