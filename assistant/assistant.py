"""A question and the turns before it in, an `Answer` out: the whole path, in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from time import perf_counter

from assistant.answer import Answer, Reason, Status, Turn
from assistant.answering.candidates import Outcome
from assistant.answering.own_knowledge import with_own_knowledge
from assistant.briefing.choice import Choice
from assistant.briefing.offering import briefing_asked, found_otherwise, opening
from assistant.documents import Documents
from assistant.query.context import is_piece
from assistant.query.follow_up import complete, in_talk
from assistant.query.limits import NO_LIMITS, Limits, limited, without
from assistant.query.parsing import parse
from assistant.query.phrasebook import usual_words
from assistant.query.phrasebook.language import language_of
from assistant.query.query import Query
from assistant.question_text import checked
from assistant.sources.naming import chosen, without_names
from assistant.sources.several import (
    MANY,
    Found,
    Source,
    asked_of,
    by_source,
    citations,
    led,
    nearest,
    prepare,
    sources,
)
from corpus.missions import single_names
from corpus.report import Span
from index.passage_index import PassageIndex
from index.spelling import Spelling

_STATUS = {
    None: Status.ANSWERED,
    Reason.OFF_TOPIC: Status.OFF_TOPIC,
    Reason.NOT_SAID: Status.NOT_IN_REPORT,
    Reason.MISSION_ABSENT: Status.NOT_IN_REPORT,
    Reason.MISSION_CONTACT_ONLY: Status.NOT_IN_REPORT,
}


class Assistant(Documents):
    """Answers questions over the reports of one index, in their own words."""

    def __init__(self, index: PassageIndex, known: Sequence[Source] = ()) -> None:
        """`known`: the documents of the index, in its order, where another assistant's made with the same models."""
        super().__init__(index.reports)
        self.index = index
        self._spelling = spelling_of(index)  # all documents know how the words of all are spelled
        self.sources = tuple(known) or sources(index)
        if len(self.sources) > MANY:
            index.first_stage.prepare()

    def ask(self, question: str, turns: Sequence[Turn] = ()) -> Answer:
        """The answer to a question asked after `turns` (oldest first). Raises Misuse: an empty or over-long one."""
        return self.answer(question, turns)

    def prepare(self, between: Callable[[], None]) -> None:
        """Opens documents before they are asked, as many as lie open together; `between` is called after each."""
        prepare(self.sources, between)
        self._spelling.prepare()

    def without_readers_questions(self) -> Assistant | None:
        """The same assistant as if no document had a companion; None where none has."""
        return Assistant(self.index.without_readers_questions()) if self.index.has_readers_questions else None

    def answer(self, question: str, turns: Sequence[Turn] = (), limits: Limits = NO_LIMITS) -> Answer:
        """`turns`: the conversation before it, oldest first; `limits`: what the person chose beside the words. Raises
        UnusableQuestion (empty, over-long)."""
        started = perf_counter()
        asked, named = checked(question), self.sources
        if len(named) > 1:
            named = chosen(asked, turns, named)
            asked = without_names(asked, named)
        mended = self._spelling.mended(asked, english=language_of(asked) == "en")
        queries = _queries(named, mended, turns, limits)
        briefing = briefing_asked(asked)
        opened = self._opened(briefing, queries) if briefing else []
        found = opened or self._found(mended, turns, limits, queries)
        lead = led(found)
        query, outcome = lead.query, lead.outcome
        if briefing and not opened:
            outcome = found_otherwise(outcome)
        facts = [source.facts for source in self.sources]
        outcome = with_own_knowledge(query, outcome, facts, lead.source.finder.held)
        if query.understood_as == mended:
            query = replace(query, understood_as=question)
        answer = _answer(question, query, outcome)
        if len(found) > 1:
            shown = len(outcome.hits) + len(outcome.further)
            unasked = 0 if opened else len(queries) - len(found)
            answer = replace(answer, by_source=by_source(found, lead, answer.citations, shown), unasked=unasked)
        return replace(answer, latency_ms=(perf_counter() - started) * 1000)

    def _opened(self, briefing: Choice, queries: Sequence[tuple[Source, Query]]) -> list[Found]:
        """What a pack would begin with, of each document that holds some of it."""
        found = []
        for source, query in queries:
            if source.has_cases and (outcome := opening(briefing, source.finder.held)):
                found.append(Found(source, replace(query, language=briefing.language), outcome))
        return found

    def _found(
        self, mended: str, turns: Sequence[Turn], limits: Limits, queries: Sequence[tuple[Source, Query]]
    ) -> list[Found]:
        """What was carried over may be what is not said: a question that finds nothing with it is tried alone, one that
        finds nothing alone in the talk; a whole one that was read behind another is then met with silence as it was
        asked. Of many documents those are asked that are nearest."""
        near = nearest(self.index, queries, turns)
        found = [asked_of(source, query, alone=len(queries) == 1) for source, query in near]
        if limits != NO_LIMITS:
            return found
        if any(one.answers for one in found):
            return _by_itself(mended, found)
        other: Query | None = None
        if any(one.query.understood_as != mended for one in found):
            other = alone if (alone := parse(mended)).clauses else None
        else:
            other = in_talk(mended, turns)
        near = nearest(self.index, [(source, other) for source, _ in queries], turns) if other else []
        again = [asked_of(source, query, alone=True) for source, query in near]
        told = any(one.answers for one in again) or (again and _is_whole(mended, found))
        return again if told else found


def spelling_of(index: PassageIndex) -> Spelling:
    """How the words of its documents are spelled."""
    return Spelling((report.text for report in index.reports), single_names(), index.encoder.knows, usual_words())


def _queries(named: Sequence[Source], mended: str, turns: Sequence[Turn], limits: Limits) -> list[tuple[Source, Query]]:
    """The question as it is asked of each document: understood once for all that have case studies, once for all that
    have none."""
    if limits.without and turns:
        return [(source, without(turns[-1].answer, limits.without)) for source in named]
    kinds = [not source.has_cases for source in named]
    understood = {loosely: limited(complete(mended, turns, loosely=loosely), limits) for loosely in set(kinds)}
    return [(source, understood[loosely]) for source, loosely in zip(named, kinds, strict=True)]


def _by_itself(mended: str, found: list[Found]) -> list[Found]:
    """What was found, as the question's own answer where a whole one finds the same without the talk: nothing was
    carried over that a person would have to be told, or that the next question could lean on."""
    if not _is_whole(mended, found):
        return found
    query = parse(mended)
    alone = [asked_of(one.source, query, alone=True) for one in found]
    return alone if list(map(_shown, alone)) == list(map(_shown, found)) else found


def _is_whole(mended: str, found: Sequence[Found]) -> bool:
    """Whether a question was read behind the one before it although it says all by itself."""
    return any(one.query.follow_up and not is_piece(mended, one.query.language) for one in found)


def _shown(found: Found) -> tuple[Reason | None, list[Span]]:
    """What one document says, told from anything else that it may say."""
    return found.outcome.reason, [hit.passage.span for hit in found.outcome.hits]


def _answer(question: str, query: Query, outcome: Outcome) -> Answer:
    return Answer(
        question=question,
        query=query,
        language=query.language,
        status=_STATUS[outcome.reason],
        reason=outcome.reason,
        message=outcome.message,
        citations=citations(outcome.hits) if outcome.reason is None else (),
        nearest=citations(outcome.hits) if outcome.reason not in (None, Reason.OFF_TOPIC) else (),
        further=citations(outcome.further, after=len(outcome.hits)),
        complete=outcome.complete,
        count=outcome.count,
        rule=outcome.rule,
        confidence=outcome.confidence,
        latency_ms=0.0,
    )
