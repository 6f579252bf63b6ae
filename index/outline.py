"""An index in, the order of its documents out: what stands under which heading, and which passages are case studies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from math import inf
from typing import Protocol

import numpy as np

from corpus import totals
from corpus.case_studies import mission_heading
from corpus.passages import Passage
from corpus.report import Kind, Report, Span
from index.encoder import Matrix, Whole
from index.shapes import leads_on
from index.tokens import all_stems

_REACH = 10  # passages behind a place in which what it goes on with is likely to stand
_FEWEST = 2  # points that make a list
_ABOVE = 2  # headings that lead up to a passage
_MOST = {Kind.ITEM: inf, Kind.LINE: 40}  # points, or rows, that a reader takes for a list
_NUMBERED = re.compile(r"\d{1,3}[.)]\s|\([a-z]\)\s")


class InOrder(Protocol):
    """Passages of documents in the order of their texts, and the document of each."""

    reports: tuple[Report, ...]
    passages: tuple[Passage, ...]
    report_of: tuple[Report, ...]


class Outline:
    """Places are those of the index's passages."""

    def __init__(self, index: InOrder) -> None:
        self._index = index
        self._below: dict[tuple[int, Span], list[int]] = {}  # by report and heading
        self._at = {
            (id(report), passage.span): place
            for place, (report, passage) in enumerate(zip(index.report_of, index.passages, strict=True))
            if passage.kind is Kind.HEADING
        }
        self._above = self._headings_above()
        self.cases = cases_among(index.passages)
        for place, passage in enumerate(index.passages):
            for heading in passage.block.headings:
                self._below.setdefault((id(index.report_of[place]), heading), []).append(place)
        self.cases_under = self.by_heading(self.cases)
        self._paragraphs: list[range] = []
        blocks = [(id(report), one.block.span) for one, report in zip(index.passages, index.report_of, strict=True)]
        for _, run in groupby(blocks):
            first, length = len(self._paragraphs), len(list(run))
            self._paragraphs += [range(first, first + length)] * length
        self._lists_of = self._lists()
        # What a document's title says names the whole of it and chooses nothing in it.
        self.common = frozenset().union(*(all_stems(_title_lines(report)) for report in index.reports))

    def below(self, heading: int) -> tuple[int, ...]:
        """Everything under a heading, at any depth, in the order of the text."""
        return tuple(self._below.get((id(self._index.report_of[heading]), self._index.passages[heading].span), ()))

    def children(self, heading: int) -> tuple[int, ...]:
        """The set that a heading announces: the headings next below it; without any, its list items or entries."""
        span = self._index.passages[heading].span
        below = [place for place in self.below(heading) if self._index.passages[place].block.headings[-1] == span]
        for kinds in ((Kind.HEADING,), (Kind.ITEM,), (Kind.ENTRY,)):
            found = tuple(place for place in below if self._index.passages[place].kind in kinds)
            if len(found) > 1:
                return found
        return ()

    def by_heading(self, places: Iterable[int]) -> dict[int, list[int]]:
        """The headings right above passages, each with those of them that stand under it, in their order."""
        out: dict[int, list[int]] = {}
        for place in places:
            if (above := self.heading_of(place)) is not None:
                out.setdefault(above, []).append(place)
        return out

    def paragraph(self, place: int) -> range:
        """All passages of a passage's paragraph."""
        return self._paragraphs[place]

    def list_around(self, place: int) -> tuple[int, ...]:
        """The points of the list, or the rows, that a passage is of or leads into, of a part of one where it has such;
        none where there are none."""
        return next(iter(self.lists_around(place)), ())

    def lists_around(self, place: int) -> tuple[tuple[int, ...], ...]:
        """The same, and the whole of which that is a part."""
        return self._lists_of.get(place, ())

    def is_list(self, places: tuple[int, ...]) -> bool:
        """Whether passages are all points of one list or of a part of it, or all rows of one table."""
        return places in self.lists_around(places[0])

    def before(self, places: tuple[int, ...]) -> int:
        """What stands before passages that follow each other: before a list with its parts no line that heads the first
        of these."""
        before = places[0] - 1
        if self.list_around(places[0]) not in ((), places):
            while before > 0 and self._heads_part(before):
                before -= 1
        return max(0, before)

    def list_after(self, place: int) -> tuple[int, ...]:
        """The list or the rows that begin right behind a passage, whether or not it says that it leads into them."""
        points = self.list_around(place + 1)
        return points if points[:1] == (place + 1,) and self._stand_together(place, place + 1) else ()

    def leading(self) -> Whole:
        """What leads up to each passage, (passages, 3): the line that leads into its list, else what stands before it,
        and the two nearest headings above; itself where there is none."""
        return np.array([self._leading_to(place) for place in range(len(self._index.passages))]).reshape(-1, 1 + _ABOVE)

    def _leading_to(self, place: int) -> list[int]:
        points, above = self.list_around(place), self.headings_above(place)[-_ABOVE:]
        before, documents = (points[0] if points else place) - 1, self._index.report_of
        led = before >= 0 and documents[before] is documents[place]
        return [before if led else place, *above, *[place] * (_ABOVE - len(above))]

    def _lists(self) -> dict[int, tuple[tuple[int, ...], ...]]:
        """Each point of a list or row, and the passage before the first that leads into them, -> all of them, those of
        a part before the whole."""
        out: dict[int, tuple[tuple[int, ...], ...]] = {}
        for (_, _, kind), run in groupby(range(len(self._index.passages)), self._standing):
            for points in self._lists_in(list(run)) if kind in _MOST else ():
                if _FEWEST <= len(points) <= _MOST[kind]:
                    before = points[0] - 1
                    led = points[0] and (self._leads_in(before) or self._heads_part(before))
                    for place in [*([before] if led else []), *points]:
                        if points not in (lists := out.get(place, ())):
                            out[place] = (*lists, points)
        return out | self._enumerated()

    def _enumerated(self) -> dict[int, tuple[tuple[int, ...], ...]]:
        """The same of each sentence that enumerates."""
        out: dict[int, tuple[tuple[int, ...], ...]] = {}
        places = (place for place, passage in enumerate(self._index.passages) if passage.sentence)
        for _, run in groupby(places, self._sentence_of):
            points = tuple(run)
            led = self._index.passages[points[0]].quote.lead_in is not None
            out |= dict.fromkeys([*([points[0] - 1] if led else []), *points], (points,))
        return out

    def _sentence_of(self, place: int) -> tuple[int, Span | None]:
        return id(self._index.report_of[place]), self._index.passages[place].sentence

    def _lists_in(self, run: list[int]) -> Iterator[tuple[int, ...]]:
        """Of neighbours of one kind the lists that they make up, the parts of each before it: a table's rows, without
        captions, units and heads; where no table is told, all of them. What heads a part is no row, nor is a total."""
        passages, parts = self._index.passages, list[list[int]]([[]])
        lines = passages[run[0]].kind is Kind.LINE
        heads = self._heads(run) if lines else frozenset()
        for place in run:
            if place in heads:
                parts.append([])
            elif not (lines and totals.is_counted(passages[place].quote.text)):
                parts[-1].append(place)
        for part in parts:
            yield from self._tables_in(part)
        if len(parts) > 1:
            yield from self._tables_in([*chain.from_iterable(parts)])

    def _heads(self, run: list[int]) -> frozenset[int]:
        """The lines that head a part of what follows: told by how they are printed, or as the rows without a number
        among those that have one."""
        passages = self._index.passages
        rows = {place for place in run if passages[place].quote.row}
        numbered = {place for place in rows if _NUMBERED.match(passages[place].quote.text)}
        unnumbered = rows - numbered if len(numbered) >= _FEWEST else frozenset()
        return frozenset(place for place in run if place in unnumbered or passages[place].block.level)

    def _tables_in(self, run: list[int]) -> list[tuple[int, ...]]:
        tables: dict[tuple[str, str], list[int]] = {}
        for place in run:
            if (row := self._index.passages[place].quote.row) and not row.apart:
                tables.setdefault((row.title, row.unit), []).append(place)
        return [tuple(places) for places in tables.values()] or [tuple(run)]

    def _leads_in(self, place: int) -> bool:
        """Whether a passage says that it leads into the next one, such as the first of a list."""
        passage = self._index.passages[place]
        says_so = passage.kind is not Kind.HEADING and leads_on(passage.quote.text)
        return says_so and self._stand_together(place, place + 1)

    def _heads_part(self, place: int) -> bool:
        """Whether a passage is a line that heads a part of the next ones."""
        passage = self._index.passages[place]
        return passage.kind is Kind.LINE and passage.block.level > 0 and self._stand_together(place, place + 1)

    def is_led_to(self, place: int) -> bool:
        """Whether a passage is a paragraph that the one before leads to, such as a statement that was agreed with."""
        return place > 0 and self._index.passages[place].kind is Kind.PARAGRAPH and self._leads_in(place - 1)

    def _stand_together(self, one: int, other: int) -> bool:
        """Whether two passages stand under the same heading of the same document, and no point beside a row."""
        *under, kind = self._standing(one)
        *under_other, kind_other = self._standing(other)
        return under == under_other and {kind, kind_other} != set(_MOST)

    def _standing(self, place: int) -> tuple[int, tuple[Span, ...], Kind]:
        """The document, the headings and the kind of a passage."""
        passage = self._index.passages[place]
        return id(self._index.report_of[place]), passage.block.headings, passage.kind

    def reached(self, places: Iterable[int]) -> list[int]:
        """The places, and those up to ten passages behind any of them, in which what it goes on with is likely to
        stand."""
        end = len(self._index.passages)
        return sorted({near for place in map(int, places) for near in range(place, min(place + _REACH + 1, end))})

    def around(self, places: Iterable[int]) -> dict[str, Matrix]:
        """Where each passage stands from some places, shape (passages,): `behind`, 1 up to ten passages behind one of
        them, else 0; `beside`, 1 under a heading whose heading above is also one of theirs; `apart`, the logarithm of
        how many passages away the nearest of them stands, one in another document as far as any. Of a document without
        headings, a pool of texts, the order says nothing."""
        passages, report_of, count = self._index.passages, self._index.report_of, len(self._index.passages)
        behind, beside = (np.zeros(count, dtype=np.float32) for _ in range(2))
        steps, at = np.full(count, count, dtype=np.float32), np.arange(count)
        reports = np.array([id(report) for report in report_of])
        sections = [(id(report), one.block.headings[-2:-1]) for one, report in zip(passages, report_of, strict=True)]
        headed = {
            id(report) for report in self._index.reports if any(one.kind is Kind.HEADING for one in report.blocks)
        }
        for place in map(int, places):
            if reports[place] not in headed:
                continue
            same, step = reports == reports[place], at - place
            beside[[other for other, section in enumerate(sections) if section == sections[place]]] = 1
            behind[same & (step > 0) & (step <= _REACH)] = 1
            steps = np.where(same, np.minimum(steps, np.abs(step)), steps)
        return {"behind": behind, "beside": beside, "apart": np.log1p(steps)}

    def heading_of(self, place: int) -> int | None:
        """The nearest heading above a passage."""
        return next(iter(self.headings_above(place)[-1:]), None)

    def headings_above(self, place: int) -> list[int]:
        """All headings above a passage, from the top down."""
        return self._above[place]

    def _headings_above(self) -> list[list[int]]:
        """Of each passage; those right under one heading share what is above them."""
        known: dict[tuple[int, tuple[Span, ...]], list[int]] = {}
        out = []
        for passage, report in zip(self._index.passages, self._index.report_of, strict=True):
            spans = passage.block.headings
            if (above := known.get((id(report), spans))) is None:
                at = [(id(report), span) for span in spans]
                above = known[id(report), spans] = [self._at[one] for one in at if one in self._at]
            out.append(above)
        return out


def cases_among(passages: Sequence[Passage]) -> tuple[int, ...]:
    """Places of the case studies: items under a heading that is a mission's."""
    return tuple(
        place
        for place, passage in enumerate(passages)
        if passage.kind is Kind.ITEM and passage.headings and mission_heading(passage.headings[-1])
    )


def _title_lines(report: Report) -> str:
    """The title and what stands right under it as its second line."""
    lines = [report.title]
    for block in report.blocks[:2]:
        if block.kind is Kind.HEADING:
            lines.append(report.text[block.span.start : block.span.end])
    return " ".join(lines)
