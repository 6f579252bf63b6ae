"""Many vectors of bytes and a few of single precision in, their inner products out, in whole numbers, by onnxruntime.

A processor that multiplies bytes (AVX-512 VNNI, AVX-VNNI, ARM's dot products) takes a fifth of what single precision
takes. The few have thirteen bits a figure, as two vectors of seven: no sum of two products leaves the sixteen bits that
an older one has for it (AVX2), so the whole numbers are the same everywhere.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import Matrix
from index.transformer import session

_STEPS = 127  # of a signed byte, for a figure of 1
_HIGH, _LOW = 63, 126  # of the few: steps for a figure of 1, and steps for one of these
ONE = _STEPS * _HIGH * _LOW  # what an inner product of 1 comes to


def shifted(vectors: NDArray[np.int8]) -> NDArray[np.uint8]:
    """The many, as `products` takes them: each figure 128 higher. In their own place."""
    out = vectors.view(np.uint8)
    out ^= 128
    return out


def halves(vectors: Matrix) -> NDArray[np.int8]:
    """(dimension, 2 * vectors) of unit vectors (vectors, dimension)."""
    high = np.rint(vectors * np.float32(_HIGH))
    low = np.rint((vectors * np.float32(_HIGH) - high) * np.float32(_LOW))
    return np.ascontiguousarray(np.concatenate([high, low]).T.astype(np.int8))


def products(many: NDArray[np.uint8], few: NDArray[np.int8]) -> NDArray[np.int32]:
    """(many, few), ONE for an inner product of 1. `many`: (many, dimension), `shifted`; `few`: `halves` of them."""
    both: NDArray[np.int32] = _session().run(None, {"many": many, "few": few})[0]
    count = few.shape[1] // 2
    return both[:, :count] * np.int32(_LOW) + both[:, count:]


@cache
def _session() -> Any:
    return session("byte_products.onnx")
