"""Follow-ups about the mission that the conversation is about, or about others: its contact, what else it did, the
same elsewhere.

In: a question beside what it may lean on. Out of each rule: what was meant, None where the rule says nothing.
"""

from __future__ import annotations

import re

from assistant.knowledge import frame, function_words, leans_with
from assistant.query.context import MISSION_WORDS, Leaning, missions_talked_of
from assistant.query.meant import Meant
from assistant.query.query import understood
from assistant.query.question_type import Wanted
from assistant.query.rewriting import (
    PERSON,
    PLACE,
    SAME_PLACE,
    SEVERAL,
    THOSE_PLACES,
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
OF_THE_REPORT = re.compile(
    r"\b(?:does|did|doesn['’]t)\s+it\s+(?:say|mention|state|contain|cover|list|talk)\b|\bit\s+(?:says|mentions|states)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"\b(?:missions?|countr(?:y|ies)|operations?|teams?|offices?|components?)\b", re.IGNORECASE)
_OTHER_MISSIONS = re.compile(
    r"\b(?:other|another|further|more|else)\s+(?:\w+\s+)?(?:missions?|countr(?:y|ies)|operations?|places?)\b",
    re.IGNORECASE,
)
_MORE = re.compile(r"\bmore\b(?!\s+than)", re.IGNORECASE)
# "What else has it done about armed groups?", "any other work on courts there?"
_MORE_ON = re.compile(
    r"\belse\b|\b(?:other|another|further|more)\s+(?:things?|cases?|case studies|examples?|work|ones?|on|about)\b",
    re.IGNORECASE,
)
_THE_OTHER = re.compile(r"\b(?:the|any|some|which|what|who)\s+others?\b|\belse\b", re.IGNORECASE)
_LONGEST = 10  # words: a longer question with "the other …" names what that is beside
_PRONOUN = re.compile(r"it|its|they|them|their|he|she|him|his|her|hers|the mission", re.IGNORECASE)
_EACH_OTHER = re.compile(r"\b(?:each|one) (?:an)?other\b|\bon the other hand\b|\bin other words\b", re.IGNORECASE)
_THE_SAME = re.compile(
    r"\b(?:did|do|does|doing|done|has|have|had)\s+(?:\w+ly\s+)?"
    r"(?:the\s+same(?:\s+thing)?|(?:that|this)(?!\s+(?:missions?|countr|operation|place|team))"
    r"|it(?=\W*$|[,.?!]|\s+(?:too|also|as|in|at|for|there|before|elsewhere)\b)|so|likewise|similar\s*\w*)\b",
    re.IGNORECASE,
)
_THOSE = re.compile(
    r"\b(?:those|these|both)\s+(?:(?P<number>two|three|four|2|3|4)\s+)?(?:missions|countries|operations|places)\b",
    re.IGNORECASE,
)
_THOSE_ALL = re.compile(rf"\b{THOSE_PLACES}\b", re.IGNORECASE)
_HOW_MANY = {"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4}
_OF_PEOPLE = frozenset({Wanted.CONTACT, Wanted.WHO})
_SAME = frozenset(stem(word) for word in words("same similar comparable likewise alike exact precise identical thing"))
_NO_SUBJECT = MISSION_WORDS | frame("other") | _SAME


def those_places(now: Leaning) -> Meant | None:
    """ "Of those two countries, which cases are about covid?": the missions last spoken of, by name."""
    match = _THOSE.search(now.text)
    if not match or now.question.mentions:
        return None
    number = _HOW_MANY.get((match["number"] or "").lower(), 2)
    spoken_of: dict[str, None] = dict.fromkeys(sorted(now.missions_listed))
    if len(spoken_of) > 1 and not match["number"]:
        number = len(spoken_of)
    for answer in now.recent:
        spoken_of |= dict.fromkeys(sorted(missions_talked_of(answer, understood(answer.understood_as))))
    if len(spoken_of) < number or now.asks_for_people:
        return None
    named = " and ".join(sorted(list(spoken_of)[:number]))
    return Meant(f"{now.text[: match.start()]}{named}{now.text[match.end() :]}")


def contact(now: Leaning) -> Meant | None:
    """ "Whom should I write to before I travel?": the mission's contact; "their heads, please": those of all missions
    of the last list."""
    if now.question.mentions or not now.asks_for_people or PERSON.search(now.text) or not now.missions:
        return None
    pointed = SAME_PLACE.search(now.text) or now.points
    if now.question.wants & {Wanted.SET, Wanted.COUNT} and not pointed:
        return None  # "which missions have a contact?"
    missions = now.missions_listed if SEVERAL.search(now.text) or not pointed else now.missions
    several = len(missions) > 1 and not now.before.mentions
    if now.language == "en" and (several or not now.question.wants & _OF_PEOPLE):
        return Meant(f"Who {'are the contacts' if several else 'is the contact'} of {joined(missions)}?")
    if now.language == "en" and pointed:
        return Meant(pointing_at(now.text, missions, None))
    return Meant(f"{ended(now.text)} – {joined(missions)}?")


def more_of_a_mission(now: Leaning) -> Meant | None:
    """ "What else did the Libya mission do?", "their other one?": all of it that was not shown yet."""
    text, question = now.text, now.question
    place = SAME_PLACE.search(text)
    pointed = bool(place and not now.names_before(place.start())) if now.language == "en" else now.points
    said = _EACH_OTHER.sub(" ", text)
    other = leans_with("others", now.language).search(said) or (pointed and _MORE.search(text))
    if not other or question.excluded or question.wants & _OF_PEOPLE or _OTHER_MISSIONS.search(text):
        return None
    if len(question.mentions) == 1:
        of, asked = named_in(text), text
    elif pointed and not question.mentions and now.missions and not _THE_SAME.search(text):
        missions = now.missions_listed if SEVERAL.search(text) else now.missions
        of = joined(missions)
        asked = pointing_at(text, missions, None) if now.language == "en" else f"{ended(text)} – {of}?"
    else:
        return None
    own = own_words(without_places(text), _NO_SUBJECT)
    if own and now.language == "en" and not _MORE_ON.search(text):
        return None  # "which other body was its partner?"
    if own or Wanted.SET in understood(asked).wants:
        return Meant(asked, again=now.shown)
    return Meant(f"Which case studies are from {of}?", again=now.shown)


def same_at(now: Leaning) -> Meant | None:
    """ "Does the mission in Mali have that same one?", "anything similar in Liberia?": the last question about it;
    where that asked for nothing but a mission, the one thing that was shown."""
    if not now.question.mentions or not leans_with("same", "en").search(now.text) or now.question.language != "en":
        return None
    if own_words(without_places(now.text), _NO_SUBJECT) - stems_of(now.before.text):
        return None
    if now.before.concepts:
        return Meant(with_place(now.last.understood_as, named_in(now.text), now.before))
    if now.before.wants or len(now.last.citations) != 1 or not has_verb(now.text):
        return None
    return Meant(f"{now.last.citations[0].quote.text} – {named_in(now.text)}")


def others(now: Leaning) -> Meant | None:
    """ "which other mission did?", "did any other mission tackle that?": the last question beyond its mission."""
    text, last, before = now.text, now.last, now.before
    if not leans_with("others", "en").search(text) or now.question.mentions:
        return None
    named = own_words(text, _NO_SUBJECT)
    if not now.missions:  # "and the other two people?"
        leans = _THE_OTHER.search(text) and len(text.split()) <= _LONGEST and named
        return Meant(text, again=last.citations) if leans and now.question.wants | before.wants else None
    own = named - stems_of(before.text)
    beyond, same = now.missions, _THE_SAME.search(text)
    if own and not same:  # "were there other missions on reconciliation?"
        return Meant(text, beyond=beyond, again=last.citations) if _OTHER_MISSIONS.search(text) else None
    if before.wants & _OF_PEOPLE and not before.concepts:
        return Meant("Who are the contacts of all other missions?", beyond=beyond, again=last.citations)
    if (same or not before.concepts) and len(last.citations) == 1:  # "What did UNOCI do?" – "did another do the same?"
        return Meant(last.citations[0].quote.text, beyond=beyond, again=last.citations)
    asked = (
        with_place(last.understood_as, "other missions", before)
        if before.mentions
        else f"{ended(last.understood_as)} – {text}"
    )
    return Meant(asked, beyond=beyond, again=last.citations)


def others_in_another_language(now: Leaning) -> Meant | None:
    """ "et les autres missions ?": the last question beyond its mission."""
    asks_for_others = now.language != "en" and leans_with("others", now.language).search(now.text)
    if not asks_for_others or now.question.mentions or now.question.themes or not now.before.themes or not now.missions:
        return None
    subject = ended(without_places(now.last.understood_as))
    return Meant(f"{subject} – {now.text}", beyond=now.missions, again=now.last.citations)


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
    asked = understood(fragment)
    small = frozenset(stem(word) for word in function_words(now.language))
    subject = own_words(without_places(without_preposition(fragment)), small) if now.language != "en" else asked.clauses
    if not asked.mentions or subject:
        return None
    return Meant(with_place(now.last.understood_as, fragment, now.before))


def pointed(now: Leaning) -> Meant | None:
    """ "who heads that team?", "whom can I talk to there?", "which examples are from her mission?" """
    text = now.text
    if now.question.mentions or OF_THE_REPORT.search(text):
        return None
    person = now.person if PERSON.search(text) and not _OFFICE.search(text) else None
    if not now.missions:
        alone = person and not own_words(text, frame("head"))  # not "that chief of section, how do I reach him?"
        return Meant(pointing_at(text, frozenset(), person)) if alone else None
    if now.points:
        return Meant(f"{ended(text)} – {joined(now.missions)}?")
    match = PLACE.search(text)
    if not match or (_PRONOUN.fullmatch(match[0]) and (now.names_before(match.start()) or asks_for_missions(text))):
        return None
    several = SEVERAL.search(text) and (asks_for_missions(now.before.text) or _THOSE_ALL.search(text))
    if SEVERAL.search(text) and not several and len(now.missions_listed) > 1:
        return None  # "what are they about?" after case studies of several missions
    return Meant(pointing_at(text, now.missions_listed if several else now.missions, person))
