"""Follow-ups about the mission that the conversation is about, or about others: what else it did, the same elsewhere.

In: a question beside what it may lean on. Out of each edit: its Query, None where the edit says nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.query.context import MISSION_WORDS, Leaning, shown_in
from assistant.query.parsing import parse
from assistant.query.phrasebook import frame, function_words, leans_with
from assistant.query.query import Pool, Query
from assistant.query.question_type import Manner, Wanted
from assistant.query.rewriting import (
    PLACE,
    SAME_PLACE,
    SEVERAL,
    about_places,
    at_missions,
    gone_on,
    named_in,
    own_words,
    pointing_at,
    stems_of,
    without_places,
    without_preposition,
)
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
_ALL_CASES = frozenset({Wanted.SET, Wanted.CASES})
_ALL_CONTACTS = frozenset({Wanted.SET, Wanted.CONTACT, Wanted.WHO, Wanted.MISSIONS})
_SAME = frozenset(stem(word) for word in words("same similar comparable likewise alike exact precise identical thing"))
_NO_SUBJECT = MISSION_WORDS | frame("other") | _SAME


def more_of_a_mission(now: Leaning) -> Query | None:
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
        asked = question
    elif pointed and not question.mentions and now.missions:
        asked = _at(now, now.missions_listed if SEVERAL.search(text) else now.missions)
    else:
        return None
    if not own_words(without_places(text), _NO_SUBJECT) and Wanted.SET not in asked.wants:
        asked = replace(asked, wants=_ALL_CASES, clauses=(), themes=(), terms=(), empty=True, manner=frozenset())
    return replace(asked, pool=Pool(again=now.shown))


def others(now: Leaning) -> Query | None:
    """ "which other mission did?", "did any other mission tackle that?": the last question beyond its mission."""
    text, last, before, question = now.text, now.last, now.before, now.question
    if not leans_with("others", "en").search(text) or question.mentions:
        return None
    named = own_words(text, _NO_SUBJECT)
    shown = shown_in(last)
    if not now.missions:  # "and the other two people?"
        leans = len(text.split()) <= _LONGEST and named
        return replace(question, pool=Pool(again=shown)) if leans and question.wants | before.wants else None
    elsewhere = Pool(beyond=now.missions, again=shown)
    if named - stems_of(before.text):  # "were there other missions on reconciliation?"
        return replace(question, pool=elsewhere) if _OTHER_MISSIONS.search(text) else None
    if before.wants & _OF_PEOPLE and not before.concepts:
        return replace(question, wants=_ALL_CONTACTS, clauses=(), pool=elsewhere)
    if not before.concepts and len(last.citations) == 1:  # "What did UNOCI do?" – "did another do the same?"
        return replace(parse(last.citations[0].quote.text), pool=elsewhere)
    asked = about_places(before, "other missions") if before.mentions else gone_on(before, text)
    return replace(asked, wants=asked.wants | {Wanted.SET, Wanted.MISSIONS}, pool=elsewhere)


def elsewhere(now: Leaning) -> Query | None:
    """ "I also need the people for Afghanistan and Iraq": nothing but other places."""
    text, question, before = now.text, now.question, now.before
    if not question.mentions or question.concepts or question.excluded or question.wants or has_verb(text):
        return None
    if question.language != "en" or len(text.split()) <= 2 or not (before.concepts or before.wants):
        return None
    return about_places(before, named_in(text))


def another_place(now: Leaning) -> Query | None:
    """ "and in Libya?", "et en Libye ?": the last question about another mission."""
    fragment = fragment_of(now.text, now.question, now.language)
    asked = parse(fragment)
    small = frozenset(stem(word) for word in function_words(now.language))
    subject = own_words(without_places(without_preposition(fragment)), small) if now.language != "en" else asked.clauses
    return about_places(now.before, fragment) if asked.mentions and not subject else None


def pointed(now: Leaning) -> Query | None:
    """ "who heads that team?", "whom can I talk to there?", "which examples are from her mission?" """
    text = now.text
    if now.question.mentions or not now.missions or _OF_THE_REPORT.search(text):
        return None
    if now.points:
        return at_missions(now.question, now.missions)
    match = PLACE.search(text)
    of_missions = Manner.MISSIONS in now.question.manner
    if not match or (_PRONOUN.fullmatch(match[0]) and (now.names_before(match.start()) or of_missions)):
        return None
    several = SEVERAL.search(text) and Manner.MISSIONS in now.before.manner
    if SEVERAL.search(text) and not several and len(now.missions_listed) > 1:
        return None  # "what are they about?" after case studies of several missions
    return pointing_at(text, now.missions_listed if several else now.missions)


def _at(now: Leaning, missions: frozenset[str]) -> Query:
    return pointing_at(now.text, missions) if now.language == "en" else at_missions(now.question, missions)
