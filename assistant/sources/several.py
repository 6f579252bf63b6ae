"""What each of several documents answers in, one answer by source out: who leads, what the others say, who is silent.

Each document is asked as if it were alone, over an index and with evidence of its own, so that a small one is not
starved and a large one not drowned: scores are comparable within one document, confidence across documents. Of many
documents those alone are asked that are nearest to the question, so that an archive's size does not slow the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Citation, Reason, SourceAnswer, Turn
from assistant.answering.answering import Finder
from assistant.answering.candidates import Outcome
from assistant.answering.set_filter import coverage
from assistant.citation import cite
from assistant.query.query import Query
from assistant.query.question_type import Wanted
from assistant.sources.shelf import Shelf
from assistant.wording.sentences import say
from corpus.metadata import Metadata, metadata, printed
from corpus.report import Report
from corpus.unreadable import UnreadableReport
from index.outline import cases_among
from index.passage_index import Held, Hit, PassageIndex

# Documents that are asked. Of 27 UN reports the one that answers is among the sixteen nearest for 0.99 of questions.
MANY = 16
_SHOWN = 4  # documents beside the one that leads whose quotes are shown
# Where nothing answers, the silence that tells most is told.
_TELLING = (Reason.NOT_SAID, Reason.MISSION_CONTACT_ONLY, Reason.MISSION_ABSENT, Reason.OFF_TOPIC)


@dataclass(frozen=True, slots=True)
class Source:
    """A document and what is known of it before it is asked; what finds in it comes from the shelf."""

    held: Held
    facts: Metadata
    has_cases: bool
    shelf: Shelf

    @property
    def report(self) -> Report:
        return self.held[0]

    @property
    def finder(self) -> Finder:
        return self.shelf.finder(self.held)


@dataclass(frozen=True, slots=True)
class Found:
    """The question as understood for one document, and what was found in it."""

    source: Source
    query: Query
    outcome: Outcome

    @property
    def report(self) -> Report:
        return self.source.report

    @property
    def answers(self) -> bool:
        return self.outcome.reason is None

    @property
    def surety(self) -> float:
        """The confidence. A set that a rule chose is as sure as it says what was asked: "which temporary operating
        bases were established?" is no question about re-establishing a security sector."""
        if not self.outcome.complete:
            return self.outcome.confidence
        said = " ".join(" ".join((*hit.passage.headings, hit.passage.quote.text)) for hit in self.outcome.hits)
        return self.outcome.confidence * coverage(self.query, said, self.source.finder.held.bags)

    @property
    def lists_cases(self) -> bool:
        """Whether it is all case studies of a kind, of which other documents may hold more."""
        cases = self.source.finder.held.outline.cases
        return bool(self.outcome.complete) and all(hit.place in cases for hit in self.outcome.hits)


def sources(index: PassageIndex) -> tuple[Source, ...]:
    """Each document of the index; few are ready to be asked, of many each is opened when it is."""
    shelf = Shelf(index)
    cases = {id(index.report_of[place]) for place in cases_among(index.passages)}
    out = tuple(Source(part, _facts(part[0]), id(part[0]) in cases, shelf) for part in index.held())
    if len(out) <= MANY:
        prepare(out)
    return out


def prepare(among: Sequence[Source], between: Callable[[], None] = lambda: None) -> None:
    """Opens documents before anybody asks them, as long as there is room; `between` is called after each."""
    for source in among:
        if source.shelf.has_room(source.held):
            source.shelf.finder(source.held)
            between()


def _facts(report: Report) -> Metadata:
    """What the document prints alone where what stands beside it cannot be read."""
    try:
        return metadata(report)
    except UnreadableReport:
        return printed(report)


def nearest(
    index: PassageIndex, queries: Sequence[tuple[Source, Query]], turns: Sequence[Turn]
) -> list[tuple[Source, Query]]:
    """All where they are few; of many those that are nearest to the question, and beside them those that were just
    shown or cited, and those whose case studies are wanted, which are one list. In their order."""
    if len(queries) <= MANY:
        return list(queries)
    texts = dict.fromkeys(text for _, query in queries for text in (query.text, query.follow_up) if text)
    asked = [source.report.name for source, _ in queries]
    ranked = (index.reports[number].name for number in index.first_stage.documents(texts))
    nearest_first = dict.fromkeys([*(name for name in ranked if name in asked), *asked])  # words may lead to none
    wanted = {*list(nearest_first)[:MANY], *_pointed_at(queries[0][1], turns)}
    return [(source, query) for source, query in queries if source.report.name in wanted or _lists(source, query)]


def _pointed_at(query: Query, turns: Sequence[Turn]) -> set[str]:
    """Names of the documents that the conversation speaks of."""
    pool = query.pool
    shown = [*pool.within, *([pool.under] if pool.under else []), *pool.near]
    return {one.document for one in (*shown, *(turns[-1].answer.shown if turns else ()))}


def _lists(source: Source, query: Query) -> bool:
    return Wanted.SET in query.wants and source.has_cases


def asked_of(source: Source, query: Query, *, alone: bool) -> Found:
    """What one document says. Beside others (not `alone`) it is not asked about a list that another one showed."""
    pool = query.pool
    shown = (*pool.within, pool.under) if pool.under else pool.within
    if shown and not alone and source.report.name not in {one.document for one in shown}:
        silence = Outcome((), 0.0, Reason.NOT_SAID, say("not_said", query.language))
        return Found(source, query, silence)
    return Found(source, query, source.finder.outcome(query))


def led(found: Sequence[Found]) -> Found:
    """What leads the answer: the document that is surest, the first where several are even. Case studies of several
    documents are one list, and so is what is left of a list that was of several."""
    best = max(found, key=_standing)
    together = [one for one in found if one.answers and _belongs(one, best)]
    return _together(best, together) if best.answers and len(together) > 1 else best


def _standing(one: Found) -> tuple[bool, int, float]:
    reason = one.outcome.reason
    return reason is None, -_TELLING.index(reason) if reason else 0, one.surety


def _belongs(one: Found, best: Found) -> bool:
    of_a_list = best.query.pool.within and one.outcome.count is not None and best.outcome.count is not None
    return bool(of_a_list) or (one.lists_cases and best.lists_cases)


def _together(best: Found, parts: Sequence[Found]) -> Found:
    """One outcome of several documents' lists, in the order of the documents."""
    rules = (f"{one.report.title}: {one.outcome.rule}" for one in parts if one.outcome.rule)
    whole = replace(
        best.outcome,
        hits=tuple(hit for one in parts for hit in one.outcome.hits),
        further=(),
        message=" ".join(dict.fromkeys(one.outcome.message for one in parts if one.outcome.message)),
        complete=all(one.outcome.complete for one in parts),
        count=sum(one.outcome.count or 0 for one in parts),
        rule="; ".join(rules) or None,
    )
    return replace(best, outcome=whole)


def by_source(found: Sequence[Found], lead: Found, cited: Sequence[Citation], shown: int) -> tuple[SourceAnswer, ...]:
    """Each document with what it says. `cited`: what the answer cites; `shown`: the last number of what it shows."""
    leading = {hit.report.name for hit in lead.outcome.hits} if lead.answers else set()
    answering = sorted((one for one in found if one.answers), key=_standing, reverse=True)
    others = [one for one in answering if one.report.name not in leading]
    out = [
        _source(one, tuple(citation for citation in cited if citation.document == one.report.name))
        for one in answering
        if one.report.name in leading
    ]
    for rank, one in enumerate(others):
        quotes = citations(one.outcome.hits, after=shown) if rank < _SHOWN else ()
        shown += len(quotes)
        out.append(_source(one, quotes))
    return (*out, *(_source(one, ()) for one in found if not one.answers))


def _source(one: Found, quotes: tuple[Citation, ...]) -> SourceAnswer:
    outcome = one.outcome
    return SourceAnswer(
        document=one.report.name,
        title=one.report.title,
        symbol=one.source.facts.symbol or "",
        reason=outcome.reason,
        citations=quotes,
        confidence=outcome.confidence,
        complete=outcome.complete,
        count=outcome.count,
        rule=outcome.rule,
    )


def citations(hits: Sequence[Hit], *, after: int = 0) -> tuple[Citation, ...]:
    """One a hit, numbered in their order from the one behind `after`."""
    return tuple(cite(hit.report, hit.passage.span, number, hit.score) for number, hit in enumerate(hits, after + 1))
