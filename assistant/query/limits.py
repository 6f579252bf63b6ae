"""What a question is limited to beside its own words: the mission and the theme that a follow-up carried over, or that
a person chose. A limit is a slot of the Query; what is taken away is asked again without it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from assistant.answer import Answer
from assistant.knowledge import themes
from assistant.query.parsing import parse
from assistant.query.query import Query
from assistant.query.rewriting import at_missions, beside
from corpus.missions import mentions
from index.tokens import stems

Kind = Literal["mission", "theme"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a person chose: `mission` its acronym, `theme` its key, "" for none. `without`: what of the last question's
    understanding is to be taken away; that question is then asked again."""

    mission: str = ""
    theme: str = ""
    without: Kind | Literal[""] = ""


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Carried:
    """Something that a question was understood to be limited to without saying so. `name`: as shown."""

    kind: Kind
    name: str


def limited(query: Query, limits: Limits) -> Query:
    """The question within the limits; one that names its own mission keeps it, a theme that is none of ours is none."""
    understood, said = query.understood_as, []
    if limits.mission and not query.mentions:
        query = at_missions(query, frozenset({limits.mission}))
        said.append(limits.mission)
    if limits.theme in themes():
        query = replace(query, pool=replace(query.pool, theme=limits.theme))
        said.insert(0, themes()[limits.theme].label[query.language])
    return replace(query, understood_as=beside(understood, f"{', '.join(said)}?")) if said else query


def carried(answer: Answer) -> tuple[Carried, ...]:
    """What the question was understood to be about without saying so, the mission first."""
    asked, query = answer.question, answer.query
    if asked == query.understood_as:
        return ()
    named = {acronym for mention in mentions(asked, loosely=True) for acronym in mention.missions}
    fresh = [mention for mention in query.mentions if not mention.missions & named]
    missions = dict.fromkeys(query.text[mention.span.start : mention.span.end] for mention in fresh)
    found = [Carried("mission", ", ".join(missions))] if missions else []
    if not query.behind and (subject := _subject(answer)):  # what stands behind a question is told as a whole
        found.append(Carried("theme", subject))
    return tuple(found)


def without(answer: Answer, kind: Kind) -> Query:
    """The answer's question without what was carried over: without the mission its subject stays, and the other way
    round."""
    alone = parse(answer.question)
    if kind == "mission" and (subject := _subject(answer)):
        text = beside(alone.text, f"{subject}?")
        return replace(alone, text=text, understood_as=text, clauses=answer.query.clauses)
    if kind == "theme" and not alone.mentions:
        return at_missions(alone, answer.query.missions)
    return alone


def _subject(answer: Answer) -> str:
    """The words of the subject as understood that the question did not say."""
    own = frozenset(stems(answer.question))
    words = [concept.word for concept in answer.query.concepts if not set(concept.literal) & own]
    return ", ".join(dict.fromkeys(words))
