"""Follow-ups about the mission or the subject that the conversation is about, or about others in their place.

In: a question beside what it may lean on. Out of each edit: its Query, None where the edit says nothing.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.query.context import Leaning, asks, missions_cited
from assistant.query.parsing import parse
from assistant.query.phrasebook import asked_with, frame, small_stems, without_lead
from assistant.query.query import Pool, Query
from assistant.query.question_type import OF_PEOPLE, Manner, Wanted
from assistant.query.rewriting import (
    about_places,
    about_subject,
    at_missions,
    gone_on,
    moved,
    own_words,
    pointing,
    pointing_at,
    without_places,
)
from index.tokens import all_stems

_LONGEST_BARE = 7  # words
_NO_SUBJECT = frame("of_missions") | frame("other") | frame("same")


def more_of_a_mission(now: Leaning) -> Query | None:
    """ "What else did the Libya mission do?", "their other one?": all of it that was not shown yet."""
    text, places = now.text, pointing("same_place", now.text)
    others = asked_with("follow_up.others", now.language).search(text)
    if not others or asked_with("follow_up.other_missions").search(text):
        return None
    if len(now.question.mentions) == 1:
        asked = now.question
    elif places and now.missions and not now.names_before(places[0].start()):
        asked = pointing_at(text, places, now.missions)
    else:
        return None
    return replace(asked, pool=Pool(again=now.shown))


def others(now: Leaning) -> Query | None:
    """ "which other mission did?", "did any other mission tackle that?": the last question beyond its mission."""
    text, last, before, question = now.text, now.last, now.before, now.question
    if not asked_with("follow_up.others").search(text) or question.mentions:
        return None
    if not now.missions:  # "and the other two people?"
        return replace(question, pool=Pool(again=last.shown))
    elsewhere = Pool(beyond=now.missions, again=last.shown)
    if own_words(text, _NO_SUBJECT) - all_stems(before.text):  # "were there other missions on reconciliation?"
        of_missions = asked_with("follow_up.other_missions").search(text)
        return replace(question, pool=elsewhere) if of_missions else None
    if not before.concepts and last.citations:  # "What did UNOCI do?" – "did another do the same?"
        return replace(parse(last.citations[0].quote.text), pool=elsewhere)
    asked = about_places(before, "other missions")
    return replace(asked, wants=asked.wants | {Wanted.SET, Wanted.MISSIONS}, pool=elsewhere)


def another_place(now: Leaning) -> Query | None:
    """ "and in Libya?", "et en Libye ?", "I also need the people for Afghanistan and Iraq": the last question about
    other places."""
    asked = now.question
    if asked.concepts or asked.wants or asked.language != "en" or asks(now.text, "en"):
        asked = parse(now.fragment)
        alone = without_places(without_lead("preposition", now.fragment))
        if own_words(alone, small_stems(now.language)) if now.language != "en" else asked.clauses:
            return None
    if not asked.mentions:
        return None
    start, end = asked.mentions[0].span.start, asked.mentions[-1].span.end
    return about_places(now.before, asked.text[start:end], tuple(moved(place, -start) for place in asked.mentions))


def another_subject(now: Leaning) -> Query | None:
    """ "what about Ebola?", "et sur la COVID-19 ?": the last question about another subject."""
    subject = parse(now.fragment, language=now.language)
    if subject.mentions or not own_words(now.fragment) or pointing("same_place", now.fragment):
        return None  # "and covid there?"
    if subject.themes:
        about = gone_on(now.before, now.fragment)
        return replace(about, language=now.language, clauses=(), themes=subject.themes, terms=subject.terms)
    if now.before.wants & OF_PEOPLE and now.before.mentions:
        return at_missions(subject, now.missions)  # after a person, the new subject is asked of the same mission
    return about_subject(now.before, subject)


def pointed(now: Leaning) -> Query | None:
    """ "who heads that team?", "whom can I talk to there?", "which examples are from her mission?" """
    text, there = now.text, asked_with("follow_up.there", now.language)  # "là-bas", "там"
    if now.question.mentions or not now.missions or asked_with("follow_up.of_the_report").search(text):
        return None
    if there.search(text):
        return at_missions(now.question, now.missions)
    places = pointing("place", text)
    weak = places and asked_with("follow_up.weak_place").fullmatch(places[0][0])
    if not places or (weak and now.names_before(places[0].start())):
        return None
    listed = Manner.MISSIONS in now.before.manner and not now.before.mentions  # "who leads them?"
    several = listed and asked_with("follow_up.several").search(text)
    return pointing_at(text, places, missions_cited(*now.last.citations) if several else now.missions)


def nothing_of_its_own(now: Leaning) -> Query | None:
    """ "Yes to what?", "why?", "tell me more": words that name nothing of their own."""
    text, question = now.text, now.question
    if question.mentions or len(text.split()) > _LONGEST_BARE or question.language != "en":
        return None
    if Wanted.CONTACT in question.wants:
        return None  # "list all contacts"
    if own_words(text, frame("of_missions")) - {"yes", "no"} or not now.last.citations:
        return None
    return replace(gone_on(now.before, text), pool=Pool(again=now.last.shown))
