"""A question and the turns before it in, an `Answer` out: the whole path, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from time import perf_counter

from assistant.answer import Answer, Citation, Reason, Status, Turn
from assistant.answering.answering import Finder
from assistant.answering.candidates import Outcome
from assistant.briefing.offering import briefing_asked, offered, opening
from assistant.citation import cite
from assistant.documents import Documents
from assistant.query.follow_up import complete
from assistant.query.limits import NO_LIMITS, Limits, limited, without
from assistant.query.parsing import parse
from assistant.query.query import Query
from assistant.query.question_text import checked
from index.passage_index import Hit, PassageIndex

_STATUS = {
    None: Status.ANSWERED,
    Reason.OFF_TOPIC: Status.OFF_TOPIC,
    Reason.NOT_SAID: Status.NOT_IN_REPORT,
    Reason.MISSION_ABSENT: Status.NOT_IN_REPORT,
    Reason.MISSION_CONTACT_ONLY: Status.NOT_IN_REPORT,
}


class Assistant(Documents):
    """Answers questions over the reports of one index, in their own words."""

    def __init__(self, index: PassageIndex) -> None:
        super().__init__(index.reports)
        self.index = index
        self._finder = Finder(index)

    def ask(self, question: str, turns: Sequence[Turn] = ()) -> Answer:
        """The answer to a question asked after `turns` (oldest first). Raises Misuse: an empty or over-long one."""
        return self.answer(question, turns)

    def without_readers_questions(self) -> Assistant | None:
        """The same assistant as if no document had a companion; None where none has."""
        return Assistant(self.index.without_readers_questions()) if self.index.has_readers_questions else None

    def answer(self, question: str, turns: Sequence[Turn] = (), limits: Limits = NO_LIMITS) -> Answer:
        """`turns`: the conversation before it, oldest first; `limits`: what the person chose beside the words. Raises
        UnusableQuestion (empty, over-long)."""
        started = perf_counter()
        asked = checked(question)
        mended = self._finder.mended(asked)
        if limits.without and turns:
            query = without(turns[-1].answer, limits.without)
        else:
            loosely = not self._finder.held.outline.cases
            query = limited(complete(mended, turns, loosely=loosely), limits)
        briefing = briefing_asked(asked)
        opened = opening(briefing, self._finder.held) if briefing else None
        query, outcome = (query, opened) if opened else self._found(query, mended, limits)
        if briefing and not opened:
            outcome = offered(briefing, outcome)
        if query.understood_as == mended:
            query = replace(query, understood_as=question)
        return self._answer(question, query, outcome, started)

    def _found(self, query: Query, mended: str, limits: Limits) -> tuple[Query, Outcome]:
        """What was carried over may be what is not said: a question that finds nothing with it is tried alone."""
        outcome = self._finder.outcome(query)
        carried_over = limits == NO_LIMITS and query.understood_as != mended
        if outcome.reason is not None and carried_over and (alone := parse(mended)).clauses:
            found = self._finder.outcome(alone)
            return (alone, found) if found.reason is None else (query, outcome)
        return query, outcome

    def _answer(self, question: str, query: Query, outcome: Outcome, started: float) -> Answer:
        return Answer(
            question=question,
            query=query,
            language=outcome.language,
            status=_STATUS[outcome.reason],
            reason=outcome.reason,
            message=outcome.message,
            citations=_citations(outcome.hits) if outcome.reason is None else (),
            nearest=_citations(outcome.hits) if outcome.reason not in (None, Reason.OFF_TOPIC) else (),
            further=_citations(outcome.further, after=len(outcome.hits)),
            complete=outcome.complete,
            count=outcome.count,
            rule=outcome.rule,
            confidence=outcome.confidence,
            latency_ms=(perf_counter() - started) * 1000,
        )


def _citations(hits: Iterable[Hit], *, after: int = 0) -> tuple[Citation, ...]:
    """One a hit, numbered in their order from the one behind `after`."""
    return tuple(cite(hit.report, hit.passage.span, number, hit.score) for number, hit in enumerate(hits, after + 1))
