"""What a question is limited to: the mission and the theme that a follow-up carried over, or that a person chose.

A limit is words behind the question, "who leads it? – UNAMI": the form in which follow-ups are understood, so that the
rest of the house need not know how it came about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.knowledge import themes
from assistant.query.language import language_of
from assistant.query.query import parse
from corpus.missions import mentions
from corpus.report import Report
from index.tokens import stems


@dataclass(frozen=True, slots=True)
class Limit:
    """`kind`: "mission" or "theme"; `name`: as shown; `without`: the question, to stand alone, once this is removed."""

    kind: str
    name: str
    without: str


def limited(question: str, mission: str = "", theme: str = "") -> str:
    """The question within a mission (its acronym) and a theme (its key); one that names its own mission keeps it."""
    parts = []
    if theme in themes():
        parts.append(themes()[theme].label[language_of(question)])
    if mission and not mentions(question, loosely=True):
        parts.append(mission)
    return f"{question.rstrip(' ?.!')} – {', '.join(parts)}?" if parts else question


def carried(answer: Answer) -> tuple[Limit, ...]:
    """What the question was understood to be about without saying so, the mission first."""
    asked, meant = answer.question, answer.understood_as
    if asked == meant:
        return ()
    named = {acronym for mention in mentions(asked, loosely=True) for acronym in mention.missions}
    fresh = [mention for mention in mentions(meant, loosely=True) if not mention.missions & named]
    missions = list(dict.fromkeys(meant[mention.span.start : mention.span.end] for mention in fresh))
    subject = _subject(asked, meant)
    found = []
    if missions:
        bare = limited_to_words(asked, subject)
        found.append(Limit("mission", ", ".join(missions), bare))
    if subject:
        found.append(Limit("theme", subject, limited_to_words(asked, ", ".join(missions))))
    return tuple(found)


def limited_to_words(question: str, words: str) -> str:
    """The question with words behind it, or alone where there are none."""
    return f"{question.rstrip(' ?.!')} – {words}?" if words else question


def missions_in(reports: Sequence[Report]) -> tuple[str, ...]:
    """Acronyms of the missions that the documents name, in alphabetical order; countries name none here."""
    named = {
        acronym
        for report in reports
        for mention in mentions(report.text)
        if mention.country is None
        for acronym in mention.missions
    }
    return tuple(sorted(named))


def themes_in(reports: Sequence[Report]) -> tuple[str, ...]:
    """Keys of our themes of which a document says a word, in the order of our table."""
    said = frozenset(stem for report in reports for stem in stems(report.text))
    return tuple(
        key for key, theme in themes().items() if any(set(stems(word)) <= said for word in theme.words if stems(word))
    )


def _subject(asked: str, meant: str) -> str:
    """The words of the subject that stand in the question as understood and not in the one that was asked."""
    own = frozenset(stems(asked))
    words = [concept.word for concept in parse(meant).concepts if not set(concept.literal) & own]
    return " ".join(dict.fromkeys(words))
