"""A place in a report in, the `Citation` of its words out: the only place where one is made."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answer import Citation
from corpus.anchors import anchor
from corpus.passages import quote_of
from corpus.report import Report, Span

Cite = Callable[[Citation], str]  # the ready citation of a place


def cite(report: Report, span: Span, number: int = 1, score: float = 1.0) -> Citation:
    """The words at `span`, `number` counted from 1 within an answer, `score` comparable within it."""
    return Citation(
        number, quote_of(report, span), report.headings_at(span.start), report.name, anchor(report, span), score
    )
