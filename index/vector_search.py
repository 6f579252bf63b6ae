"""Unit vectors in, the nearest of them out: the one door to FAISS."""

from __future__ import annotations

import faiss
import numpy as np

from index.encoder import Matrix

# Flat search over some thousand vectors takes a millisecond on one thread; more threads would only bring a second
# OpenMP runtime to work beside torch's, which is known to crash on macOS.
faiss.omp_set_num_threads(1)


class Vectors:
    """FAISS ranks by inner product; on unit vectors that is the cosine, higher is nearer."""

    def __init__(self, unit_vectors: Matrix) -> None:
        """`unit_vectors`: shape (n, dimension), float32, rows of length 1."""
        self._flat = faiss.IndexFlatIP(unit_vectors.shape[1])
        self._flat.add(np.ascontiguousarray(unit_vectors, dtype=np.float32))

    def __len__(self) -> int:
        return int(self._flat.ntotal)

    def cosines(self, question: Matrix, count: int | None = None) -> Matrix:
        """Cosine of every vector with `question`, shape (n,). Beyond the nearest `count` the value is 0."""
        out = np.zeros(len(self), dtype=np.float32)
        if len(self):
            scores, places = self._flat.search(question.reshape(1, -1), min(count or len(self), len(self)))
            out[places[0]] = scores[0]
        return out
