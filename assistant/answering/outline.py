"""An index in, the order of its documents out: what stands under which heading, and which passages are case studies."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.case_studies import mission_heading
from corpus.report import Kind, Report, Span
from index.passage_index import PassageIndex
from index.tokens import stem, words


@dataclass(frozen=True, slots=True)
class _Under:
    report: int
    heading: Span


class Structure:
    """Places are those of the index's passages."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index
        self._below: dict[_Under, list[int]] = {}
        self.cases: tuple[int, ...] = tuple(
            place
            for place, passage in enumerate(index.passages)
            if passage.kind is Kind.ITEM and passage.headings and mission_heading(passage.headings[-1])
        )
        for place, passage in enumerate(index.passages):
            for heading in passage.block.headings:
                self._below.setdefault(_Under(id(index.report_of[place]), heading), []).append(place)
        # What a document's title says names the whole of it and chooses nothing in it.
        self.common = frozenset(stem(word) for report in index.reports for word in words(_title_lines(report)))

    def below(self, heading: int) -> tuple[int, ...]:
        """Everything under a heading, at any depth, in the order of the text."""
        span = self._index.passages[heading].span
        return tuple(self._below.get(_Under(id(self._index.report_of[heading]), span), ()))

    def children(self, heading: int) -> tuple[int, ...]:
        """The set that a heading announces: the headings next below it; without any, its list items or entries."""
        span = self._index.passages[heading].span
        below = [place for place in self.below(heading) if self._index.passages[place].block.headings[-1] == span]
        for kinds in ((Kind.HEADING,), (Kind.ITEM,), (Kind.ENTRY,)):
            found = tuple(place for place in below if self._index.passages[place].kind in kinds)
            if len(found) > 1:
                return found
        return ()

    def heading_of(self, place: int) -> int | None:
        """The nearest heading above a passage."""
        headings = self._index.passages[place].block.headings
        if not headings:
            return None
        report = self._index.report_of[place]
        return next(
            other
            for other in range(place, -1, -1)
            if self._index.report_of[other] is report and self._index.passages[other].span == headings[-1]
        )


def _title_lines(report: Report) -> str:
    """The title and what stands right under it as its second line."""
    lines = [report.title]
    for block in report.blocks[:2]:
        if block.kind is Kind.HEADING:
            lines.append(report.text[block.span.start : block.span.end])
    return " ".join(lines)
