"""Cheap witnesses of a large document's passages in, those that late interaction looks at out.

A smaller document is asked wholly. In a large one those passages are looked at that any of the other witnesses puts
among its best, with what is weighed together with them: their paragraphs, and what leads up to them. Passages evenly
spaced over the document are looked at beside them and stand for all others, so that what is brought to standard
deviations is brought to those of the document. Method: a stratified estimate (Cochran 1977), of which one stratum, the
best, is seen whole.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from index.encoder import Matrix, Whole

LARGE = 5_000  # passages from which a document is not asked wholly
BEST = 200  # passages that each witness puts forward
SAMPLE = 600  # passages that stand for all others


def sample(size: int) -> Whole:
    """Places of passages, evenly spaced, rising."""
    return np.unique(np.linspace(0, size - 1, min(SAMPLE, size)).astype(np.int64))


def best_of(witnesses: Iterable[Matrix], allowed: NDArray[np.bool_] | None) -> Whole:
    """Places of the passages, among those allowed, that any of the witnesses, (passages,) each, puts among its best."""
    found = [np.zeros(0, dtype=np.int64)]
    permitted = None if allowed is None else np.flatnonzero(allowed)
    for scores in witnesses:
        may = np.arange(len(scores)) if permitted is None else permitted
        found.append(may[np.argpartition(-scores[may], BEST)[:BEST]] if len(may) > BEST else may)
    return np.unique(np.concatenate(found))


def with_their_own(places: Whole, groups: Whole, leading: Whole) -> Whole:
    """The passages at `places`, what leads up to them, and all that are of a group with any of these; rising. `groups`:
    (passages,), numbers from 0; `leading`: (passages, any number), places."""
    wanted = np.zeros(len(groups), dtype=bool)  # there are no more groups than passages
    wanted[groups[np.append(places, leading[places])]] = True
    return np.flatnonzero(wanted[groups])


def stands_for(chosen: Whole, sampled: Whole, size: int) -> Matrix:
    """(size,): how many passages each stands for: one that was chosen for itself, one of the sample beside these for
    its share of all that were not, any other for none."""
    out = np.zeros(size, dtype=np.float32)
    out[sampled] = 1
    out[chosen] = 0
    out *= (size - len(chosen)) / max(float(out.sum()), 1.0)
    out[chosen] = 1
    return out
