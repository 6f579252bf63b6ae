"""Follow-ups about the mission that the conversation is about, or about others: what else it did, the same elsewhere.

In: a question beside what it may lean on. Out of each rule: what was meant, None where the rule says nothing.
"""

from __future__ import annotations

import re

from assistant.knowledge import frame, function_words, leans_with
from assistant.query.context import MISSION_WORDS, Leaning
from assistant.query.meant import Meant
from assistant.query.query import parse
from assistant.query.question_type import Wanted
from assistant.query.rewriting import (
    PLACE,
    SAME_PLACE,
    SEVERAL,
    ended,
    joined,
    named_in,
    own_words,
    pointing_at,
    stems_of,
    with_place,
    without_places,
    without_preposition,
)
from assistant.query.set_questions import asks_for_missions
from assistant.query.stand_alone import fragment_of, has_verb
from index.tokens import stem, words

# "Does it say …" speaks of the report.
_OF_THE_REPORT = re.compile(
    r"\b(?:does|did|doesn['’]t)\s+it\s+(?:say|mention|state|contain|cover|list|talk)\b|\bit\s+(?:says|mentions|states)\b",
    re.IGNORECASE,
)
_OTHER_MISSIONS = re.compile(
    r"\b(?:other|another|further|more|else)\s+(?:\w+\s+)?(?:missions?|countr(?:y|ies)|operations?|places?)\b",
    re.IGNORECASE,
)
_LONGEST = 10  # words: a longer question with "the other …" names what that is beside
_PRONOUN = re.compile(r"it|its|they|them|their|he|she|him|his|her|hers|the mission", re.IGNORECASE)
_OF_PEOPLE = frozenset({Wanted.CONTACT, Wanted.WHO})
_SAME = frozenset(stem(word) for word in words("same similar comparable likewise alike exact precise identical thing"))
_NO_SUBJECT = MISSION_WORDS | frame("other") | _SAME


def more_of_a_mission(now: Leaning) -> Meant | None:
    """ "What else did the Libya mission do?", "their other one?": all of it that was not shown yet."""
    text, question = now.text, now.question
    place = SAME_PLACE.search(text)
    pointed = bool(place and not now.names_before(place.start())) if now.language == "en" else now.points
    if (
        not leans_with("others", now.language).search(text)
        or question.excluded
        or question.wants & _OF_PEOPLE
        or _OTHER_MISSIONS.search(text)
    ):
        return None
    if len(question.mentions) == 1:
        of, asked = named_in(text), text
    elif pointed and not question.mentions and now.missions:
        missions = now.missions_listed if SEVERAL.search(text) else now.missions
        of = joined(missions)
        asked = pointing_at(text, missions) if now.language == "en" else f"{ended(text)} – {of}?"
    else:
        return None
    own = own_words(without_places(text), _NO_SUBJECT)
    if own or Wanted.SET in parse(asked).wants:
        return Meant(asked, again=now.shown)
    return Meant(f"Which case studies are from {of}?", again=now.shown)


def others(now: Leaning) -> Meant | None:
    """ "which other mission did?", "did any other mission tackle that?": the last question beyond its mission."""
    text, last, before = now.text, now.last, now.before
    if not leans_with("others", "en").search(text) or now.question.mentions:
        return None
    named = own_words(text, _NO_SUBJECT)
    if not now.missions:  # "and the other two people?"
        leans = len(text.split()) <= _LONGEST and named
        return Meant(text, again=last.citations) if leans and now.question.wants | before.wants else None
    beyond = now.missions
    if named - stems_of(before.text):  # "were there other missions on reconciliation?"
        return Meant(text, beyond=beyond, again=last.citations) if _OTHER_MISSIONS.search(text) else None
    if before.wants & _OF_PEOPLE and not before.concepts:
        return Meant("Who are the contacts of all other missions?", beyond=beyond, again=last.citations)
    if not before.concepts and len(last.citations) == 1:  # "What did UNOCI do?" – "did another do the same?"
        return Meant(last.citations[0].quote.text, beyond=beyond, again=last.citations)
    asked = (
        with_place(last.understood_as, "other missions", before)
        if before.mentions
        else f"{ended(last.understood_as)} – {text}"
    )
    return Meant(asked, beyond=beyond, again=last.citations)


def elsewhere(now: Leaning) -> Meant | None:
    """ "I also need the people for Afghanistan and Iraq": nothing but other places."""
    text, question, before = now.text, now.question, now.before
    if not question.mentions or question.concepts or question.excluded or question.wants or has_verb(text):
        return None
    if question.language != "en" or len(text.split()) <= 2 or not (before.concepts or before.wants):
        return None
    return Meant(with_place(now.last.understood_as, named_in(text), before))


def another_place(now: Leaning) -> Meant | None:
    """ "and in Libya?", "et en Libye ?": the last question about another mission."""
    fragment = fragment_of(now.text, now.question, now.language)
    asked = parse(fragment)
    small = frozenset(stem(word) for word in function_words(now.language))
    subject = own_words(without_places(without_preposition(fragment)), small) if now.language != "en" else asked.clauses
    if not asked.mentions or subject:
        return None
    return Meant(with_place(now.last.understood_as, fragment, now.before))


def pointed(now: Leaning) -> Meant | None:
    """ "who heads that team?", "whom can I talk to there?", "which examples are from her mission?" """
    text = now.text
    if now.question.mentions or not now.missions or _OF_THE_REPORT.search(text):
        return None
    if now.points:
        return Meant(f"{ended(text)} – {joined(now.missions)}?")
    match = PLACE.search(text)
    if not match or (_PRONOUN.fullmatch(match[0]) and (now.names_before(match.start()) or asks_for_missions(text))):
        return None
    several = SEVERAL.search(text) and asks_for_missions(now.before.text)
    if SEVERAL.search(text) and not several and len(now.missions_listed) > 1:
        return None  # "what are they about?" after case studies of several missions
    return Meant(pointing_at(text, now.missions_listed if several else now.missions))
