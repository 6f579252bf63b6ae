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
class Answer:
    """What one question got.

    `query`: the question as understood, from which a follow-up is completed; `understood_as`: the same for people.
    `message`: Further's own sentences, in `language`, or "". `citations` answer the question; none means that the
    report does not say, and then `nearest` shows what stood closest, which is no answer. `further`: passages that are
    nearly as likely to answer as the one cited, numbered on from it. `complete`: True where a rule
    chose every member of a set and was applied to all of the report, False where it could not be, None where no set
    was asked for. `count`: members of the set. `rule`: how they were chosen, in words.
    `confidence`: 0 to 1 that the quotes answer, comparable across questions and documents.
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


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer, as they stand in a conversation."""

    question: str
    answer: Answer
