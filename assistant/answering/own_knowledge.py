"""A question and its outcome in, the outcome with what Further knows itself out: said in its own voice, never quoted.

What it is and which documents can be asked; beside silence since when a mission is there and whether it has ended;
beside case studies how many each mission has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Reason
from assistant.answering.candidates import Holdings, Outcome
from assistant.query.phrasebook import asked_in_any, document_stems
from assistant.query.query import Query
from assistant.query.rewriting import says_nothing_but
from assistant.wording.sentences import mission_years, say
from corpus.metadata import Metadata
from corpus.missions import TABLE_OF, missions

_NAMED = 10  # documents, and missions told of at once
_MISSIONS = 3


def with_own_knowledge(question: Query, outcome: Outcome, documents: Sequence[Metadata], held: Holdings) -> Outcome:
    """`documents`: those that can be asked; `held`: what the one holds that leads."""
    language = question.language
    if _asks_nothing_but("own.itself", question):
        return Outcome((), outcome.confidence, Reason.OFF_TOPIC, say("own_itself", language))
    if _asks_nothing_but("own.sources", question):
        return Outcome((), outcome.confidence, Reason.OFF_TOPIC, _sources(documents, language))
    if outcome.reason is None:
        told = _of_each(question, outcome, held)
    elif _asks_nothing_but("document.author", question) or _asks_nothing_but("document.date", question):
        told = _sources(documents, language)
    else:
        told = _of_missions(question)
    return replace(outcome, message=_joined(outcome.message, told))


def _asks_nothing_but(kind: str, question: Query) -> bool:
    return says_nothing_but(asked_in_any(kind), question.text, document_stems())


def _sources(documents: Sequence[Metadata], language: str) -> str:
    named = "; ".join(_name(one) for one in documents[:_NAMED])
    more = say("own_sources_more", language, count=len(documents) - _NAMED) if len(documents) > _NAMED else ""
    return _joined(say("own_sources", language, documents=named), more)


def _name(facts: Metadata) -> str:
    return ", ".join(filter(None, (facts.title, facts.symbol or facts.body, facts.date)))


def _of_missions(question: Query) -> str:
    """From our table, with its date."""
    named = sorted(question.missions)
    if not 0 < len(named) <= _MISSIONS or not asked_in_any("own.mission").search(question.text):
        return ""
    language, table = question.language, missions()
    told = [f"{acronym} – {mission_years(table[acronym], language)}." for acronym in named]
    return _joined(*told, f"{say('brief_box_ours', language, date=TABLE_OF)}.")


def _of_each(question: Query, outcome: Outcome, held: Holdings) -> str:
    """How many of the case studies shown stand under each heading, where that is asked."""
    if not outcome.complete or not asked_in_any("own.each").search(question.text):
        return ""
    shown = {hit.place for hit in outcome.hits}
    counts = [
        f"{held.texts[heading].rstrip(':')} {count}"
        for heading, places in held.outline.cases_under.items()
        if (count := len(shown.intersection(places)))
    ]
    listed = ", ".join(counts)
    return say("own_each", question.language, counts=listed) if listed else ""


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
