"""Candidates and a question in, its members out, with what is said of them: the part that all kinds of set share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Reason
from assistant.answering.answerability import HARDLY
from assistant.answering.candidates import Asked, Holdings, Outcome
from assistant.answering.set_filter import Chosen, choose, left_out
from assistant.messages import names_of, subject_of
from assistant.query.query import Query
from index.tokens import stem, words


def chosen_of(held: Holdings, question: Query, places: Sequence[int], besides: str = "") -> Chosen | None:
    """Those of the places that say what the question names, leaving out the words of `besides`; its `places` are the
    index's."""
    common = held.outline.common | frozenset(stem(word) for word in words(besides))
    found = choose(question, [held.texts[place] for place in places], common, held.said_by_cases)
    return replace(found, places=tuple(places[place] for place in found.places)) if found else None


def not_left_out(asked: Asked, candidates: Sequence[int]) -> list[int]:
    """The candidates without those that the question leaves out by their subject."""
    excluded = asked.question.excluded
    out = left_out(excluded.clauses, excluded.themes, [asked.held.texts[place] for place in candidates])
    return [place for number, place in enumerate(candidates) if number not in out]


def members_of(asked: Asked, members: Sequence[int], rule: str, chosen: Chosen | None = None) -> Outcome:
    """An answer of all members. `chosen`: by which words, to tell of which others the candidates say nothing."""
    found = asked.answer(asked.hits(members))
    if chosen and chosen.unsaid:
        unsaid = asked.say("partly_unsaid", words=", ".join(chosen.unsaid))
        found = replace(found, message=f"{unsaid} {found.message}".strip())
    return replace(found, complete=True, count=len(members), rule=rule)


def unsaid(asked: Asked, chosen: Chosen) -> Outcome | None:
    """Silence, where a set is asked for by a subject that nothing in the documents speaks of."""
    concepts = [concept for concept in asked.question.concepts if concept.word in chosen.unsaid]
    said = any(concept.stands_in(bag) for concept in concepts for bag in asked.held.bags)
    if said and not asked.names_somebody:
        return None  # something else than a case study speaks of it
    return asked.silence(Reason.NOT_SAID, HARDLY)


def less(asked: Asked, rule: str) -> str:
    """The rule with what the question leaves out."""
    out, language = asked.question.excluded, asked.question.language
    subjects = [" ".join(concept.word for concept in clause if not concept.borrowed) for clause in out.clauses]
    named = [names_of(out.mentions, language), subject_of((*subjects, *out.themes), language)]
    return asked.say("rule_without", rule=rule, words=", ".join(filter(None, named))) if out else rule
