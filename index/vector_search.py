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

FLAT = 50_000  # vectors up to which looking at each whole one costs a few milliseconds
_LEARNT = 65_536  # vectors from which the codes of more than that are learnt
_LOOKED_AT = 2.0  # times as many vectors as are asked for are looked at whole, those with the nearest codes


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
    """Finds the nearest of very many vectors without looking at each whole one."""

    def nearest(self, question: Matrix, count: int) -> Whole:
        """Places of the (at most) `count` vectors nearest to it, the nearest first."""
        ...


class NearestOf:
    """By FAISS: up to some tens of thousands of vectors each is looked at. Beyond that a pass over codes of half a byte
    for two figures (product quantisation, Jégou et al. 2011, scanned in registers, André et al. 2015) brings those
    that are looked at, with half their figures' bytes. Over a million passages of UN reports, asked what people ask,
    0.996 of the true hundred nearest (docs/scale.md)."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def among(cls, unit_vectors: Matrix, flat: int = FLAT) -> NearestOf:
        """`unit_vectors`: as `Vectors` takes them, of an even dimension. `flat`: up to how many each is looked at."""
        count, dimension = unit_vectors.shape
        index: Any
        if count <= flat:
            index = faiss.IndexFlatL2(dimension)  # of unit vectors the nearest are those of the highest cosine
        else:
            index = faiss.index_factory(dimension, f"PQ{dimension // 2}x4fs,Refine(SQfp16)", faiss.METRIC_L2)
            index.k_factor = _LOOKED_AT
            index.train(np.ascontiguousarray(unit_vectors[:: 1 + count // _LEARNT], dtype=np.float32))
        index.add(np.ascontiguousarray(unit_vectors, dtype=np.float32))
        return cls(index)

    @classmethod
    def saved(cls, path: Path) -> NearestOf:
        """What `save` wrote; whole vectors are mapped into memory. Raises RuntimeError: no such index."""
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))

    def save(self, path: Path) -> None:
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def nearest(self, question: Matrix, count: int) -> Whole:
        _, places = self._index.search(question.reshape(1, -1), max(1, min(count, len(self))))
        found: Whole = places[0][places[0] >= 0]
        return found
