"""What the assistant gives back: values only, no work.

A `Citation` holds words cut from a report; `message` holds Further's own. The two are never mixed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.query.query import Query, Shown
from corpus.report import Quote


class Status(StrEnum):
    ANSWERED = "answered"
    NOT_IN_REPORT = "not_in_report"
    OFF_TOPIC = "off_topic"


class Reason(StrEnum):
    """Why there is no answer."""

    OFF_TOPIC = "off_topic"
    NOT_SAID = "not_said"
    MISSION_ABSENT = "mission_absent"
    MISSION_CONTACT_ONLY = "mission_contact_only"


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote as shown: its number within the answer (from 1), the headings above it (outermost first),
    the document's name, the anchor that finds it again, and a score comparable only within one answer."""

    number: int
    quote: Quote
    headings: tuple[str, ...]
    document: str
    anchor: str
    score: float

    @property
    def shown(self) -> Shown:
        """Where it stands: what a later question remembers of it."""
        return Shown(self.document, self.quote.span)


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """What one of several documents that were asked says by itself, as if it alone were asked.

    `document`: its name, `title` and `symbol` ("" where none is known) how people call it. `reason`: why it says
    nothing, None where it answers. `citations`: its best quote, or its whole list; those of the answer itself where it
    leads, else numbered on from these. It may answer without any: where enough other documents answer better, it is
    told that it does and no more. `confidence`, `complete`, `count`, `rule`: as in `Answer`.
    """

    document: str
    title: str
    symbol: str
    reason: Reason | None
    citations: tuple[Citation, ...]
    confidence: float
    complete: bool | None = None
    count: int | None = None
    rule: str | None = None

    @property
    def called(self) -> str:
        """Its symbol, which is short and unlike any other's, else its title."""
        return self.symbol or self.title or self.document


@dataclass(frozen=True, slots=True)
class Answer:
    """What one question got.

    `query`: the question as understood, from which a follow-up is completed; `understood_as`: the same for people.
    `message`: Further's own sentences, in `language`, or "". `citations` answer the question; none means that the
    report does not say, and then `nearest` shows what stood closest, which is no answer. `further`: passages that are
    nearly as likely to answer as the one cited, numbered on from it. `complete`: True where a rule
    chose every member of a set and was applied to all of the report, False where it could not be, None where no set
    was asked for. `count`: members of the set. `rule`: how they were chosen, in words.
    `confidence`: 0 to 1, how often the passage cited was right where it stood so; of a list how likely it is the one
    that is asked for. Comparable across questions and documents. `by_source`: where several documents were asked, each
    with what it says by itself: what leads the answer first, then the others that answer, the surest first, then those
    that say nothing.
    `unasked`: of many documents, how many more were not asked, since those that were stand nearer to the question.
    """

    question: str
    query: Query
    language: str
    status: Status
    reason: Reason | None
    message: str
    citations: tuple[Citation, ...]
    nearest: tuple[Citation, ...]
    complete: bool | None
    count: int | None
    rule: str | None
    confidence: float
    latency_ms: float
    further: tuple[Citation, ...] = ()
    by_source: tuple[SourceAnswer, ...] = ()
    unasked: int = 0

    @property
    def understood_as(self) -> str:
        return self.query.understood_as

    @property
    def shown(self) -> tuple[Shown, ...]:
        """Where what it cites stands."""
        return tuple(citation.shown for citation in self.citations)

    @property
    def abstained(self) -> bool:
        return self.status is not Status.ANSWERED

    @property
    def beside(self) -> tuple[SourceAnswer, ...]:
        """The documents that answer too, beside what leads."""
        shown = {citation.document for citation in self.citations}
        return tuple(one for one in self.by_source if one.reason is None and one.document not in shown)

    @property
    def silent(self) -> tuple[SourceAnswer, ...]:
        """The documents that say nothing."""
        return tuple(one for one in self.by_source if one.reason is not None)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer, as they stand in a conversation."""

    question: str
    answer: Answer
