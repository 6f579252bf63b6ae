"""Hits in, citations out: numbered quotes with the headings above them and the anchor that finds them again."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.answer import Citation
from corpus.anchors import anchor
from index.passage_index import Hit


def citations(hits: Iterable[Hit]) -> tuple[Citation, ...]:
    """One citation a hit, numbered from 1 in their order."""
    return tuple(
        Citation(
            number=number,
            quote=hit.passage.quote,
            headings=hit.passage.headings,
            document=hit.report.name,
            anchor=anchor(hit.report, hit.passage.span),
            score=hit.score,
        )
        for number, hit in enumerate(hits, 1)
    )
