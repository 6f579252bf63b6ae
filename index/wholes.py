"""Likelihoods of passages in, lists, tables' rows and paragraphs as the set that is asked for out.

A list is asked for by what leads into it and by the heading above it more than by what its points say; neither answers
anything, so both count by the witnesses alone. How much each sign counts is fitted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from corpus.report import Kind
from index.encoder import Matrix
from index.evidence import Evidence
from index.fusion import fitted
from index.outline import Outline
from index.passage_index import PassageIndex
from index.shapes import leads_on

_HARDLY_LIKELY = 0.002  # below which a passage brings no list or paragraph into play
LITTLE, _NOTHING = 1e-3, 1e-9  # likelihoods below which one is like another


def as_a_set(signs: Mapping[str, float], *, english: bool = True) -> float:
    """How well one of the `wholes` stands as the set that is asked for, comparable only within one question. Method: a
    softmax under which the expected F1 of what would be quoted is highest, over English questions for a set
    (`tests/fit_weights.py`); in other languages its likelihood alone."""
    if not english:
        return signs["share"]
    return sum(float(weight) * signs[name] for name, weight in fitted()["a_set"].items())


def wholes(
    index: PassageIndex, evidence: Evidence, shares: Matrix, nearness: Matrix
) -> dict[tuple[int, ...], dict[str, float]]:
    """Lists, tables' rows and paragraphs near to the question, by their places; each with what speaks for it.

    `shares`: how likely each passage is to answer, headings never; `nearness`: the same by the witnesses alone,
    whatever a passage's shape; (passages,) each.
    """
    passages, outline = index.passages, index.outline
    behind = np.log(np.maximum(nearness / max(float(nearness.max()), _NOTHING), _NOTHING))
    with_what_stands_before: list[tuple[int, ...]] = []
    out: dict[tuple[int, ...], dict[str, float]] = {}
    for place in map(int, np.flatnonzero(np.maximum(shares, nearness) > _HARDLY_LIKELY)):
        for whole in _wholes_at(outline, place):
            if whole in out or passages[whole[0]].kind is Kind.HEADING:
                continue
            first, before = passages[whole[0]], outline.before(whole)
            above = outline.headings_above(whole[0])
            with_what_stands_before.append((*whole, before, *above[-1:]))
            listed = outline.is_list(whole)
            leads_in = listed and leads_on(passages[before].quote.text)
            share = shares[list(whole)].sum() + leads_in * shares[before]
            out[whole] = {
                "share": float(np.log(share + LITTLE)),
                "before": float(np.log(listed * nearness[before] + LITTLE)),
                "lead_in": float(leads_in * behind[before]),
                "headings": float(np.log(nearness[above].max(initial=0.0) + LITTLE)),
                "leads_in": float(leads_in),
                "rows": float(first.quote.row is not None and not first.quote.row.apart),
                "items": float(first.kind is Kind.ITEM),
            }
    together = index.met_together(evidence, with_what_stands_before)
    return {whole: signs | {"together": met} for (whole, signs), met in zip(out.items(), together, strict=True)}


def _wholes_at(outline: Outline, place: int) -> Iterator[tuple[int, ...]]:
    """A passage's paragraph, and the list that it is of, leads into or stands before; of a heading all right below."""
    for own in (place, *(below for below in outline.below(place) if outline.heading_of(below) == place)):
        yield tuple(outline.paragraph(own))
        after = outline.list_after(outline.paragraph(own)[-1])
        yield from outline.lists_around(own) or ([after] if after else [])
