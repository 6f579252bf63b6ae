"""Unit vectors in, the nearest of them out: the one door to FAISS."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import faiss
import numpy as np

from index.encoder import Matrix, Whole

# Flat search over some thousand vectors takes a millisecond on one thread; more threads would only bring a second
# OpenMP runtime to work beside torch's, which is known to crash on macOS.
faiss.omp_set_num_threads(1)

FLAT = 50_000  # vectors up to which looking at each costs a few milliseconds, and a graph saves nothing
# Of the graph beyond that: neighbours of each vector, and how many are looked at when it is made and when it is asked.
# Over passages of UN reports, asked what people ask, which lies far from all of them: 0.99 of the true hundred nearest
# of 100,000, 0.97 of a million (docs/scale.md).
LINKS, MADE_OVER, ASKED_OVER = 32, 80, 2000


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


class Nearest(Protocol):
    """Finds the nearest of very many vectors without looking at each."""

    def nearest(self, question: Matrix, count: int) -> Whole:
        """Places of the (at most) `count` vectors nearest to it, the nearest first."""
        ...


class NearestOf:
    """By FAISS: up to some tens of thousands of vectors each is looked at, beyond that a graph of neighbours is walked
    (HNSW: Malkov and Yashunin 2018) over vectors with half the figures."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def among(cls, unit_vectors: Matrix, flat: int = FLAT) -> NearestOf:
        """`unit_vectors`: as `Vectors` takes them. `flat`: up to how many each is looked at."""
        count, dimension = unit_vectors.shape
        index: Any
        if count <= flat:
            index = faiss.IndexFlatL2(dimension)  # of unit vectors the nearest are those of the highest cosine
        else:
            half: Any = faiss.ScalarQuantizer.QT_fp16
            index = faiss.IndexHNSWSQ(dimension, half, LINKS, faiss.METRIC_L2)
            index.hnsw.efConstruction, index.hnsw.efSearch = MADE_OVER, ASKED_OVER
            index.train(unit_vectors[:1])  # half figures need none, but are asked whether they had it
        index.add(np.ascontiguousarray(unit_vectors, dtype=np.float32))
        return cls(index)

    @classmethod
    def saved(cls, path: Path) -> NearestOf:
        """What `save` wrote, mapped into memory: read as far as it is walked. Raises RuntimeError: no such index."""
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))

    def save(self, path: Path) -> None:
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def nearest(self, question: Matrix, count: int) -> Whole:
        _, places = self._index.search(question.reshape(1, -1), max(1, min(count, len(self))))
        found: Whole = places[0][places[0] >= 0]
        return found
